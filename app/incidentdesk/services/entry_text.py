"""What an entry of the timeline says, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import N_

ERASED = N_("(erased)")
"""In place of a payload that was erased."""


@dataclass(frozen=True)
class EntryText:
    """One entry for reading. ``tone`` is a role of the theme, empty for none; ``marks`` are short labels."""

    headline: str
    detail: str = ""
    tone: str = ""
    marks: tuple[str, ...] = ()
