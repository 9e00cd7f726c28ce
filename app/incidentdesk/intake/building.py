"""From a row of cells to what the row says of an incident."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.domain.imported import ImportedEvent, ImportedFile, ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.cells import Cleaner, Meanings
from incidentdesk.intake.dates import DateReader
from incidentdesk.intake.drafting import Draft, Taker, settle
from incidentdesk.intake.profile import NoteContext, Profile
from incidentdesk.intake.rows import Row

_SPACED = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f']\d{3})+")
_GAPS = re.compile(r"[\s\u00a0\u202f']")
"""What parts thousands: a number of 5732943 is shown as 5 732 943 in French."""


class Builder:
    """Builds records from the rows of one file, by one reading."""

    def __init__(self, profile: Profile, reading: Reading, heads: Sequence[str], zone: ZoneInfo) -> None:
        self._profile = profile
        self._heads = tuple(heads)
        self.dates = DateReader(zone, day_first=reading.day_first is not False)
        self.meanings = Meanings(profile, reading)
        self.clean = Cleaner(profile, reading).clean
        taker = Taker(profile, self.meanings, self.dates)
        targets = [reading.columns.get(head, "") for head in heads]
        self._columns = [
            (head, target, taker.take(target)) for head, target in zip(heads, targets, strict=True)
        ]
        self._keys = [number for number, target in enumerate(targets) if target == "key"]
        self._seen: dict[str, int] = {}
        self._names = [
            (self._heads.index(one), self._heads.index(name))
            for one, name in profile.name_of.items()
            if one in self._heads and name in self._heads
        ]

    def key_of(self, cells: Sequence[str]) -> str:
        """The number over there, or empty."""
        for number in self._keys:
            key = self.clean(cells[number])
            if key:
                return _GAPS.sub("", key) if _SPACED.fullmatch(key) else key
        return ""

    def build(self, row: Row, *, once: bool = True) -> ImportedIncident:
        """The record of a row. With ``once``, a number that came before is refused."""
        if row.fault:
            return ImportedIncident("", row.places, refusal=row.fault)
        key = self.key_of(row.cells) if self._keys else self._made_key(row.cells)
        if not key:
            where = ", ".join(f"“{self._heads[number]}”" for number in self._keys)
            why = _("{place}: the column {heads} is empty, and an incident needs its number. Fill it in.")
            return ImportedIncident("", row.places, refusal=why.format(place=self._place(row), heads=where))
        if once and self._keys:
            first = self._seen.setdefault(key, row.places[0])
            if first != row.places[0]:
                why = _("{place}: another row has the number {key} too ({first}). Take one of the two out.")
                told = why.format(place=self._place(row), key=key, first=self._named(first))
                return ImportedIncident(key, row.places, refusal=told)
        return self._record(key, row)

    def _place(self, row: Row) -> str:
        return self._named(row.places[0])

    def _named(self, place: int) -> str:
        return _(self._profile.place).format(number=place)

    def _made_key(self, cells: Sequence[str]) -> str:
        """What stands for a number in a file without any: a digest of the row, counted if it comes again."""
        digest = hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"

    def _record(self, key: str, row: Row) -> ImportedIncident:
        draft = Draft(partial(self._place, row))
        if row.doubt:
            draft.doubts.append(row.doubt)
        clean = self.clean
        for (head, target, take), cell in zip(self._columns, row.cells, strict=True):
            text = clean(cell) if cell else ""
            if text:
                take(draft, head, target, text)
        settle(draft)
        events = self._events(draft, row)
        times = draft.instants
        return ImportedIncident(
            key,
            row.places,
            values=draft.values,
            status=draft.status,
            priority=draft.priority,
            logged=times.get("logged"),
            responded=times.get("responded"),
            resolved=times.get("resolved"),
            closed=times.get("closed"),
            updated=times.get("updated"),
            hold_reason=draft.texts.get("hold_reason", ""),
            resolution=draft.texts.get("resolution", ""),
            events=events,
            files=tuple(map(ImportedFile, draft.files)),
            rest=draft.rest,
            doubts=tuple(draft.doubts),
        )

    def _events(self, draft: Draft, row: Row) -> tuple[ImportedEvent, ...]:
        """The notes of a row. Without any time of the incident they have none, and go to the rest."""
        if not draft.notes:
            return ()
        times = (draft.instants.get(one) for one in ("updated", "closed", "resolved", "responded", "logged"))
        at = next((one for one in times if one), None)
        if at is None:
            for number, text in enumerate(draft.notes, 1):
                draft.leave(_("Note") if number == 1 else _("Note {number}").format(number=number), text)
            return ()
        names: Mapping[str, str] = {
            row.cells[one]: row.cells[name] for one, name in self._names if row.cells[one]
        }
        context = NoteContext(self.dates, at, names)
        events = [event for text in draft.notes for event in self._profile.notes(text, context)]
        return tuple(sorted(events, key=lambda event: event.at.ms))
