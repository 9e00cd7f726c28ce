"""What the timeline's words are made of, for all modules that have some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidentdesk.base.texts import N_
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.value_texts import ValueTexts

if TYPE_CHECKING:
    from incidentdesk.services.cases.pages import IncidentPage

ERASED = N_("(erased)")


@dataclass(frozen=True)
class EntryText:
    """One entry for reading. ``tone`` is a role of the theme, empty for none; ``marks`` are short labels."""

    headline: str
    detail: str = ""
    tone: str = ""
    marks: tuple[str, ...] = ()


WordsOf = Callable[[Entry, "IncidentPage", ValueTexts], EntryText]
"""Gives the words of an entry of some kind."""
