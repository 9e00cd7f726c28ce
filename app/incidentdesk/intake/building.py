"""From a row of cells to what the row says of an incident."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent, ImportedFile, ImportedIncident
from incidentdesk.domain.importing_settings import (
    FIXED_CHOICES,
    INSTANTS,
    MOMENTS,
    OPEN_CHOICES,
    TARGETS,
    Reading,
)
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.intake.damage import repair
from incidentdesk.intake.dates import DateReader
from incidentdesk.intake.html_text import plain_text
from incidentdesk.intake.profile import NoteContext, Profile
from incidentdesk.intake.rows import Row
from incidentdesk.intake.words import plain

LONG_TEXTS = frozenset({"title", "description", "resolution", "error_code", "place"})
"""Targets whose lines belong together; of the others the first line is the value."""

_NOT_VALUES = frozenset(
    {"status", "priority", "hold_reason", "resolution", "key", "note", "file", "subcategory"}
)
_OWN_SLOT = frozenset({"resolution", "hold_reason"})
_NOBODY = frozenset({"nobody", "nobody in particular", "unassigned", "nicht zugewiesen", "non attribue"})
_SHORT, _KNOWN = 60, 50_000
"""How long and how many the cells are that come again and again, and are cleaned once."""
_SPACED = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f']\d{3})+")
_GAPS = re.compile(r"[\s\u00a0\u202f']")
"""What parts thousands: a number of 5732943 is shown as 5 732 943 in French."""
_ADDRESS = re.compile(r"\s*\"?(?P<name>[^\"<>]*[^\"<>\s])\"?\s*<[^<>@\s]+@[^<>\s]+>\s*")


class _Draft:
    """What is known of one row so far."""

    def __init__(self) -> None:
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


class Builder:
    """Builds records from the rows of one file, by one reading."""

    def __init__(self, profile: Profile, reading: Reading, heads: Sequence[str], zone: ZoneInfo) -> None:
        self._profile = profile
        self._repair = reading.repair
        self._nulls = frozenset(word.casefold() for word in reading.nulls)
        self.dates = DateReader(zone, day_first=reading.day_first is not False)
        self._cleaned: dict[str, str] = {}
        self._heads = tuple(heads)
        self._targets = tuple(reading.columns.get(head, "") for head in heads)
        self._words: dict[str, dict[str, str]] = {
            target: dict(words) for target, words in reading.values.items()
        }
        for words in self._words.values():
            for word, key in list(words.items()):
                words.setdefault(plain(word), key)
        self._keys = [number for number, target in enumerate(self._targets) if target == "key"]
        self._seen: dict[str, int] = {}
        self._names = [(self._heads.index(one), self._heads.index(name))
                       for one, name in profile.name_of.items()
                       if one in self._heads and name in self._heads]  # fmt: skip

    def clean(self, cell: str) -> str:
        """A cell without blanks around it, mended if asked; empty where it stands for nothing."""
        known = self._cleaned.get(cell)
        if known is None:
            known = self._clean(cell)
            if len(cell) < _SHORT:
                if len(self._cleaned) > _KNOWN:
                    self._cleaned.clear()
                self._cleaned[cell] = known
        return known

    def _clean(self, cell: str) -> str:
        text = cell.strip()
        if not text or text.casefold() in self._nulls:
            return ""
        if self._repair:
            text = repair(text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            text = text.replace("\0", "")
        return plain_text(text) if self._profile.html and "<" in text else text

    def key_of(self, cells: Sequence[str]) -> str:
        """The number over there, or empty."""
        for number in self._keys:
            key = self.clean(cells[number])
            if key:
                return _GAPS.sub("", key) if _SPACED.fullmatch(key) else key
        return ""

    def meaning(self, target: str, word: str) -> str:
        """What a word of the file means here; empty where nobody said."""
        words = self._words.get(target, {})
        found = words.get(word)
        return words.get(plain(word), "") if found is None else found

    def is_known(self, target: str, word: str) -> bool:
        """Whether the reading says anything of that word, and be it that it means nothing here."""
        words = self._words.get(target, {})
        return bool(words.get(word) or words.get(plain(word))) or plain(word) in self._profile.values.get(
            target, {}
        )

    def refused(self, row: Row, key: str, why: str) -> ImportedIncident:
        """A record that only says why the row cannot be imported."""
        return ImportedIncident(key, row.places, refusal=why)

    def build(self, row: Row, *, once: bool = True) -> ImportedIncident:
        """The record of a row. With ``once``, a number that came before is refused."""
        if row.fault:
            return self.refused(row, "", row.fault)
        key = self.key_of(row.cells) if self._keys else self._made_key(row.cells)
        if not key:
            where = ", ".join(f"“{self._heads[number]}”" for number in self._keys)
            why = _("Line {line}: the column {heads} is empty, and an incident needs its number. Fill it in.")
            return self.refused(row, "", why.format(line=row.places[0], heads=where))
        if once:
            first = self._seen.setdefault(key, row.places[0])
            if first != row.places[0]:
                why = _(
                    "Line {line}: the number {key} stands in line {first} already. Take one of the two out."
                )
                return self.refused(row, key, why.format(line=row.places[0], key=key, first=first))
        return self._record(key, row)

    def _made_key(self, cells: Sequence[str]) -> str:
        """What stands for a number in a file without any: a digest of the row, counted if it comes again."""
        digest = hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"

    def _record(self, key: str, row: Row) -> ImportedIncident:
        draft = _Draft()
        if row.doubt:
            draft.doubts.append(row.doubt)
        for head, target, cell in zip(self._heads, self._targets, row.cells, strict=True):
            text = self.clean(cell) if cell else ""
            if text:
                self._take(draft, head, target, text, row)
        self._settle(draft, row)
        events, files = self._events(draft, row), tuple(self._file(text) for text in draft.files)
        return ImportedIncident(
            key,
            row.places,
            values=draft.values,
            status=draft.status,
            priority=draft.priority,
            logged=draft.instants.get("logged"),
            responded=draft.instants.get("responded"),
            resolved=draft.instants.get("resolved"),
            closed=draft.instants.get("closed"),
            updated=draft.instants.get("updated"),
            hold_reason=draft.texts.get("hold_reason", ""),
            resolution=draft.texts.get("resolution", ""),
            events=events,
            files=files,
            rest=draft.rest,
            doubts=tuple(draft.doubts),
        )

    def _take(self, draft: _Draft, head: str, target: str, text: str, row: Row) -> None:
        if not target:
            draft.leave(head, text)
        elif target in FIXED_CHOICES or target in OPEN_CHOICES:
            self._take_choice(draft, head, target, text)
        elif target in INSTANTS or target in MOMENTS:
            self._take_time(draft, head, target, text, row)
        elif target == "note":
            draft.notes.append(text)
        elif target == "file":
            draft.files.append(text)
            if self._file(text).name != text:
                draft.leave(head, text)
        elif target != "key":
            self._take_text(draft, head, target, text)

    def _take_choice(self, draft: _Draft, head: str, target: str, text: str) -> None:
        meaning = self._said_of(target, text)
        if not meaning or draft.has(target):
            draft.leave(head, text)
            if not self.is_known(target, text):
                draft.unknown[target] = (head, text)
        elif target == "status":
            draft.status = meaning
            draft.is_open = meaning == "new" and plain(text) in self._profile.open_words
            reason = self.meaning("hold_reason", text) if meaning == "on_hold" else ""
            if reason:
                draft.texts.setdefault("hold_reason", reason)
        elif target == "priority":
            draft.priority = meaning
        elif target == "hold_reason":
            draft.texts["hold_reason"] = meaning
        else:
            draft.values[target] = meaning

    def _said_of(self, target: str, text: str) -> str:
        """What a word means; of a list that grows, a word that the reading does not have means itself."""
        meaning = self.meaning(target, text)
        if meaning or target not in OPEN_CHOICES or text in self._words.get(target, {}):
            return meaning
        return text

    def _take_time(self, draft: _Draft, head: str, target: str, text: str, row: Row) -> None:
        if target in MOMENTS:
            moment = self.dates.moment(text)
            if moment is not None:
                draft.values.setdefault(target, moment)
                return
        else:
            late = target in {"resolved", "closed", "updated"}
            instant = self.dates.instant(text, end_of_day=late)
            if instant is not None:
                draft.instants.setdefault(target, instant)
                return
        draft.leave(head, text)
        said = _(
            "Line {line}, column “{head}”: “{text}” is no date that can be read; it was left to the notes."
        )
        draft.doubts.append(said.format(line=row.places[0], head=head, text=text))

    def _take_text(self, draft: _Draft, head: str, target: str, text: str) -> None:
        if target == "assignee" and plain(text) in _NOBODY:
            return
        if draft.texts.get(target):
            draft.leave(head, text)
            return
        if target == "title":
            text = " ".join(text.split())
        elif target not in LONG_TEXTS:
            lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
            address = _ADDRESS.fullmatch(lines[0]) if target in {"reporter", "assignee"} else None
            if len(lines) > 1 or address:
                draft.leave(head, text)
            text = address["name"] if address else lines[0]
        draft.texts[target] = text

    def _settle(self, draft: _Draft, row: Row) -> None:
        """Put texts in their places, and give a status to what has none."""
        category, second = draft.texts.get("category", ""), draft.texts.pop("subcategory", "")
        if second:
            draft.texts["category"] = f"{category} · {second}" if category else second
        if draft.is_open and draft.texts.get("assignee"):
            draft.status = "in_progress"
        for target, text in draft.texts.items():
            if target not in _OWN_SLOT:
                draft.values[target] = text
        for target, (head, word) in draft.unknown.items():
            if target in FIXED_CHOICES and not draft.has(target):
                said = _("Line {line}, column “{head}”: “{word}” is not known and was left to the notes.")
                draft.doubts.append(said.format(line=row.places[0], head=head, word=word))
        said_already = {draft.texts.get("title"), draft.texts.get("description")}
        draft.rest = {head: text for head, text in draft.rest.items() if text not in said_already}
        if not draft.status:
            draft.status = next((one for one in ("closed", "resolved") if draft.instants.get(one)), "new")
        if draft.status != "on_hold":
            reason = draft.texts.pop("hold_reason", "")
            if reason:
                draft.leave(_(TARGETS["hold_reason"]), reason)

    def _events(self, draft: _Draft, row: Row) -> tuple[ImportedEvent, ...]:
        if not draft.notes:
            return ()
        known = [draft.instants.get(one) for one in ("updated", "closed", "resolved", "responded", "logged")]
        at = next((one for one in known if one), None)
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

    def _file(self, text: str) -> ImportedFile:
        return ImportedFile(self._profile.file_name(text))
