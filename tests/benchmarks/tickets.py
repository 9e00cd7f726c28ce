"""The seeded tickets that programs are compared on; the generator lies outside this repository."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from samples_outside import outside


@cache
def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ticket_generator", outside("bench", "gen.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tickets(count: int) -> Iterator[dict[str, Any]]:
    """``count`` tickets, the same at each call."""
    found: Iterator[dict[str, Any]] = _generator().tickets(count)
    return found


def questions() -> list[str]:
    """Twenty questions of two words, each with exactly ``hits()`` answers in any number of tickets."""
    return list(_generator().queries())


def hits() -> int:
    """How many tickets have both words of a question."""
    return int(_generator().HITS)
