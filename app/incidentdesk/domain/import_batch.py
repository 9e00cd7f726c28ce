"""The record of one import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.time_source import Instant


@dataclass(frozen=True)
class Batch:
    """One import. ``files`` tells what was read and how, ``counts`` the verdicts so far.

    ``state`` is ``running``, ``stopped``, ``done``, ``undoing`` or ``undone``. ``beat_ms`` is when somebody
    last worked on it, ``change_seq`` the desk's last change before it.
    """

    uid: str
    system: str
    format: str
    files: tuple[Mapping[str, Any], ...]
    state: str
    started: Instant
    author: str
    counts: Mapping[str, int]
    change_seq: int = 0
    beat_ms: int = 0
    finished: Instant | None = None
    process: str = ""

    @property
    def file_name(self) -> str:
        """The names of its files."""
        return ", ".join(str(one["name"]) for one in self.files)
