"""The words of pasted timelines, out of ``resources/imports/timelines.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from incidentdesk.base.resources import resource_path
from incidentdesk.intake.words import plain


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("imports", "timelines.toml").read_text(encoding="utf-8"))


def begins_timeline(heading: str) -> bool:
    """Whether a heading says that the timeline follows."""
    words = f" {plain(heading)} "
    return any(f" {one} " in words for one in _words()["begins"])


@cache
def _ends() -> frozenset[str]:
    return frozenset(plain(one) for one in _words()["ends"])


def ends_timeline(line: str) -> bool:
    """Whether a line is nothing but the name of another part of a review."""
    return plain(line) in _ends()


def head_kind(head: str) -> str:
    """What a column holds by its head: ``moment``, ``day``, ``clock``, ``zone``, ``text``; or nothing."""
    words = f" {plain(head)} "
    found = {
        kind for kind, ones in _words()["heads"].items() if any(f" {plain(one)} " in words for one in ones)
    }
    if "zone" in found:
        return "zone"
    if {"day", "clock"} <= found:
        return "moment"
    return next((kind for kind in ("clock", "day", "text") if kind in found), "")


def zone_letters() -> Mapping[str, Mapping[str, Any]]:
    """By its letters, what is known of a zone: ``offset``, ``place``, ``also``."""
    letters: Mapping[str, Mapping[str, Any]] = _words()["zones"]
    return letters


def zone_places() -> Mapping[str, str]:
    """By lower-case word, the IANA zone of the place."""
    places: Mapping[str, str] = _words()["places"]
    return places
