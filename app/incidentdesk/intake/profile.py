"""What is particular about the files of one system; the rest is common to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent
from incidentdesk.intake.dates import DateReader
from incidentdesk.intake.words import plain


@dataclass(frozen=True)
class NoteContext:
    """What notes in a cell are read with: dates, when the incident last changed, and names by their ids."""

    dates: DateReader
    at: Instant
    names: Mapping[str, str]


NoteParser = Callable[[str, NoteContext], list[ImportedEvent]]


def one_note(text: str, context: NoteContext) -> list[ImportedEvent]:
    """A cell that is one note, of an unknown time: when the incident last changed it was there."""
    return [ImportedEvent("note", context.at, text=text)]


@dataclass(frozen=True)
class Profile:
    """The particulars of one format.

    ``heads``: heads of its own and their targets (empty: the rest), before the common ones. ``values``: by
    target its own words. ``must``: groups of heads, of each of which a file has one. ``known``: heads that it
    often has. ``unscaled``: targets whose bare numbers mean nothing without the settings over there.
    ``open_words``: words of a status that say "not finished", whether somebody works on it or nobody does.
    ``levels``: the sign between a category and the one above it. ``place``: what a row is called by where it
    stands. ``html``: whether texts can hold HTML. ``name_of``: heads of ids, with the head that holds the
    name. ``notes`` and ``file_name`` read cells that hold notes, and the name of an attachment.
    """

    key: str
    title: str
    system: str
    heads: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    must: tuple[str, ...] = ()
    known: str = ""
    unscaled: frozenset[str] = frozenset()
    open_words: frozenset[str] = frozenset()
    levels: str = ""
    html: bool = False
    place: str = N_("Line {number}")
    name_of: Mapping[str, str] = field(default_factory=dict)
    notes: NoteParser = one_note
    file_name: Callable[[str], str] = str.strip

    def likeness(self, heads: tuple[str, ...]) -> float:
        """How much a file with these heads looks like this format: 0 where one that it must have lacks."""
        found = {plain(head) for head in heads}
        if not self.must or any(found.isdisjoint(_plains(group)) for group in self.must):
            return 0.0
        own = _plains(self.known) | {plain(head) for head in self.heads}
        own.update(*map(_plains, self.must))
        known = sum(1 for head in found if head in own or head.startswith(("custom field ", "\u03c3 ")))
        return round(0.5 + 0.5 * known / len(found), 3)


def _plains(words: str) -> set[str]:
    return {plain(word) for word in words.split(",")}
