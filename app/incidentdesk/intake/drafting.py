"""What is known of one row, taken up cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.importing_settings import FIXED_CHOICES, INSTANTS, MOMENTS, OPEN_CHOICES, TARGETS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.intake.cells import Meanings
from incidentdesk.intake.dates import DateReader
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.words import plain

_LONG_TEXTS = frozenset({"description", "resolution", "error_code", "place"})
"""Targets whose lines belong together; of the others the first line is the value."""

_OWN_SLOT = frozenset({"resolution", "hold_reason"})
_PEOPLE = frozenset({"reporter", "assignee"})
_NOBODY = frozenset({"nobody", "nobody in particular", "unassigned", "nicht zugewiesen", "non attribue"})
_ENDS = frozenset({"resolved", "closed", "updated"})
"""Times of which a day alone means its end: it was not over before."""

_ADDRESS = re.compile(r"\s*\"?(?P<name>[^\"<>]*[^\"<>\s])\"?\s*<[^<>@\s]+@[^<>\s]+>\s*")


class Draft:
    """What is known of the row at ``place`` (in words) so far."""

    __slots__ = (
        *("place", "values", "status", "priority", "instants", "texts", "notes", "files", "rest", "doubts"),
        *("unknown", "is_open"),
    )

    def __init__(self, place: Callable[[], str]) -> None:
        self.place = place
        self.values: dict[str, JsonValue] = {}
        self.status = ""
        self.priority = ""
        self.instants: dict[str, Instant] = {}
        self.texts: dict[str, str] = {}
        self.notes: list[str] = []
        self.files: list[str] = []
        self.rest: dict[str, str] = {}
        self.doubts: list[str] = []
        self.unknown: dict[str, tuple[str, str]] = {}
        self.is_open = False

    def has(self, target: str) -> bool:
        """Whether a choice is made already."""
        if target in {"status", "priority"}:
            return bool(self.status if target == "status" else self.priority)
        return bool(self.values.get(target))

    def leave(self, head: str, text: str) -> None:
        """Keep ``text`` in the rest, after what the head has there."""
        had = self.rest.get(head)
        if had is None:
            self.rest[head] = text
        elif text != had:
            self.rest[head] = f"{had}\n{text}"


Take = Callable[[Draft, str, str, str], None]
"""Takes up a cell: the draft, the head, the target and the text."""


class Taker:
    """Takes up cells of one file."""

    def __init__(self, profile: Profile, meanings: Meanings, dates: DateReader) -> None:
        self._profile = profile
        self._meanings = meanings
        self._dates = dates

    def take(self, target: str) -> Take:
        """How cells of a target are taken up."""
        if not target:
            return _leave
        if target in FIXED_CHOICES or target in OPEN_CHOICES:
            return self._choice
        if target in INSTANTS:
            return self._instant
        if target in MOMENTS:
            return self._moment
        if target == "category" and self._profile.levels:
            return self._category
        others: dict[str, Take] = {"note": _note, "file": self._file, "title": _title, "key": _nothing}
        return others.get(target, _long if target in _LONG_TEXTS else _name)

    def _choice(self, draft: Draft, head: str, target: str, text: str) -> None:
        meaning = self._meanings.said(target, text)
        if not meaning or draft.has(target):
            draft.leave(head, text)
            if not self._meanings.is_known(target, text):
                draft.unknown[target] = (head, text)
        elif target == "status":
            draft.status = meaning
            draft.is_open = meaning == "new" and plain(text) in self._profile.open_words
            reason = self._meanings.of("hold_reason", text) if meaning == "on_hold" else ""
            if reason:
                draft.texts.setdefault("hold_reason", reason)
        elif target == "priority":
            draft.priority = meaning
        elif target == "hold_reason":
            draft.texts["hold_reason"] = meaning
        else:
            draft.values[target] = meaning

    def _instant(self, draft: Draft, head: str, target: str, text: str) -> None:
        instant = self._dates.instant(text, end_of_day=target in _ENDS)
        if instant is None:
            _no_date(draft, head, text)
        elif draft.instants.setdefault(target, instant) != instant:
            draft.leave(head, text)

    def _moment(self, draft: Draft, head: str, target: str, text: str) -> None:
        moment = self._dates.moment(text)
        if moment is None:
            _no_date(draft, head, text)
        elif draft.values.setdefault(target, moment) != moment:
            draft.leave(head, text)

    def _category(self, draft: Draft, head: str, target: str, text: str) -> None:
        _name(draft, head, target, text.replace(self._profile.levels, " · ", 1))

    def _file(self, draft: Draft, head: str, _target: str, text: str) -> None:
        name = self._profile.file_name(text)
        draft.files.append(name)
        if name != text:
            draft.leave(head, text)


def settle(draft: Draft) -> None:
    """Put texts in their places, and give a status to what has none."""
    texts = draft.texts
    second = texts.pop("subcategory", "")
    if second:
        texts["category"] = f"{texts['category']} · {second}" if "category" in texts else second
    for target, text in texts.items():
        if target not in _OWN_SLOT:
            draft.values[target] = text
    for target, (head, word) in draft.unknown.items():
        if target in FIXED_CHOICES and not draft.has(target):
            said = _("{place}, column “{head}”: “{word}” is not known and was left to the notes.")
            draft.doubts.append(said.format(place=draft.place(), head=head, word=word))
    said_already = {texts.get("title"), texts.get("description")}
    draft.rest = {head: text for head, text in draft.rest.items() if text not in said_already}
    if draft.is_open and "assignee" in texts:
        draft.status = "in_progress"
    if not draft.status:
        draft.status = next((one for one in ("closed", "resolved") if one in draft.instants), "new")
    if draft.status != "on_hold" and "hold_reason" in texts:
        draft.leave(_(TARGETS["hold_reason"]), texts.pop("hold_reason"))


def _nothing(_draft: Draft, _head: str, _target: str, _text: str) -> None:
    """The number was read before all else."""


def _leave(draft: Draft, head: str, _target: str, text: str) -> None:
    draft.leave(head, text)


def _note(draft: Draft, _head: str, _target: str, text: str) -> None:
    draft.notes.append(text)


def _no_date(draft: Draft, head: str, text: str) -> None:
    draft.leave(head, text)
    said = _("{place}, column “{head}”: “{text}” is no date that can be read; it was left to the notes.")
    draft.doubts.append(said.format(place=draft.place(), head=head, text=text))


def _long(draft: Draft, head: str, target: str, text: str) -> None:
    if target in draft.texts:
        draft.leave(head, text)
    else:
        draft.texts[target] = text


def _title(draft: Draft, head: str, target: str, text: str) -> None:
    _long(draft, head, target, " ".join(text.split()))


def _name(draft: Draft, head: str, target: str, text: str) -> None:
    """One name; others beside it, and the address of a person, stay in the rest."""
    if target == "assignee" and plain(text) in _NOBODY:
        return
    if target in draft.texts:
        draft.leave(head, text)
        return
    name = text
    if "\n" in text:
        lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        name = lines[0]
        if len(lines) > 1:
            draft.leave(head, text)
    if target in _PEOPLE and "<" in name:
        address = _ADDRESS.fullmatch(name)
        if address:
            draft.leave(head, text)
            name = address["name"]
    draft.texts[target] = name
