"""What becomes of each row of a file that fills a register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Record, RegisterField, RegisterSpec, is_uid
from incidentdesk.services.registers.register_cells import ACTIVE, Meaning, cell_of, value_of, whole_name
from incidentdesk.services.registers.register_file_types import Choices, FieldChange, FileRow, RowVerdict
from incidentdesk.services.registers.register_known import Known, same_phone
from incidentdesk.services.registers.register_values import check_text


@dataclass(frozen=True)
class Judged:
    """The verdict on a row, and what is written where it is new or changed: the entry, and what it names."""

    verdict: RowVerdict
    before: Record | None = None
    after: Record | None = None
    created: tuple[Record, ...] = ()


@dataclass(frozen=True)
class _Match:
    """Which entry a row is: ``uid``, or none; ``why`` says why that is doubtful."""

    uid: str = ""
    why: str = ""


@dataclass
class _Attempt:
    """The entry that a row makes, as far as it is by now."""

    values: dict[str, JsonValue]
    active: bool = True
    changes: list[FieldChange] = field(default_factory=list)
    created: list[Record] = field(default_factory=list)


class Judge:
    """Judges one row after the other; what a row adds is known to the next.

    ``new_uid`` makes uids, ``meaning`` knows words for yes, no and priorities.
    """

    def __init__(
        self, spec: RegisterSpec, choices: Choices, new_uid: Callable[[], str], meaning: Meaning
    ) -> None:
        self._spec = spec
        self._fields = {**spec.by_key, ACTIVE.key: ACTIVE}
        self._choices = choices
        self._new_uid = new_uid
        self._meaning = meaning
        self._met: dict[str, int] = {}

    def judge(self, known: Known, row: FileRow) -> Judged:
        """The verdict on ``row``, with what is to be written; ``known`` learns of it."""
        name = whole_name(row.cells)
        verdict = RowVerdict(row.places, name, "refused", tuple(one for one in (row.doubt,) if one))
        if row.fault:
            return _refused(verdict, row.fault)
        match = self._match(known, row.cells, name)
        if match.why:
            like = known.record(match.uid) if match.uid else None
            verdict = replace(verdict, like=_in_words(self._spec, like, known) if like else "")
            decision = self._choices.decisions.get(row.places[0], self._choices.doubtful)
            if decision == "skip" or (decision == "join" and not match.uid):
                return Judged(replace(verdict, verdict="doubtful", reasons=(*verdict.reasons, match.why)))
            match = match if decision == "join" else _Match()
        if match.uid in self._met:
            said = _("Line {line} is about the same entry. Make one row of the two.")
            return _refused(verdict, said.format(line=self._met[match.uid]))
        return self._made(known, row, verdict, match.uid)

    def _made(self, known: Known, row: FileRow, verdict: RowVerdict, uid: str) -> Judged:
        before = known.record(uid) if uid else None
        name = verdict.name or (before.name if before else "")
        attempt = _Attempt(dict(before.values) if before else {}, before.active if before else True)
        try:
            self._check_name(known, name, before)
            self._fill(known, row.cells, attempt)
        except ValueError as error:
            return _refused(verdict, f"{error}.")
        after = Record(uid or self._uid_for(known, row.cells), self._spec.key, name, attempt.values)
        after = replace(after, active=attempt.active)
        self._met[after.uid] = row.places[0]
        verdict = replace(verdict, name=name, uid=after.uid, fields=self._told(before, after, attempt))
        if before is not None and before == after:
            return Judged(replace(verdict, verdict="unchanged"))
        for one in (*attempt.created, after):
            known.add(one)
        verdict = replace(verdict, verdict="changed" if before else "new")
        return Judged(verdict, before, after, tuple(attempt.created))

    def _uid_for(self, known: Known, cells: Mapping[str, str]) -> str:
        """The uid in the row, where the file comes from a desk whose entry this one has not."""
        given = cells.get("uid", "")
        return given if is_uid(given) and not known.is_taken(given) else self._new_uid()

    def _check_name(self, known: Known, name: str, before: Record | None) -> None:
        if not name:
            raise ValueError(_("The row has no name. Give it one"))
        check_text(name)
        if self._spec.key == "reporter":
            return
        if any(uid != (before.uid if before else "") for uid in known.by_name(name)):
            raise ValueError(_("“{name}” is here already. Choose another name").format(name=name))

    def _fill(self, known: Known, cells: Mapping[str, str], attempt: _Attempt) -> None:
        """Take up the cells; ``ValueError`` names the field that cannot be."""
        for key, cell in cells.items():
            one = self._fields.get(key)
            if one is None or (not cell and not self._choices.clears):
                continue
            old = attempt.active if one is ACTIVE else attempt.values.get(key)
            said = cell_of(one, old, known.name_of)
            if cell == said:
                continue
            try:
                new = value_of(one, cell, self._finding(known, attempt), self._meaning)
            except ValueError as error:
                raise ValueError(_("“{field}”: {what}").format(field=_(one.label), what=error)) from None
            if one is ACTIVE:
                attempt.active = bool(new)
            elif new is None:
                attempt.values.pop(key, None)
            else:
                attempt.values[key] = new
            if new != old and (new or old):
                attempt.changes.append(FieldChange(_(one.label), said, cell))

    def _finding(self, known: Known, attempt: _Attempt) -> Callable[[str, str], str]:
        """How names in cells are found, and added where that was chosen."""

        def uid_of(register: str, word: str) -> str:
            found = known.uid_of(register, word)
            new = [one.uid for one in attempt.created if one.register == register and one.name == word]
            if found or new:
                return found or new[0]
            if register not in self._choices.create:
                raise ValueError(
                    _("“{name}” is not known; add it first, or let it be added").format(name=word)
                )
            check_text(word)
            made = Record(self._new_uid(), register, " ".join(word.split()))
            attempt.created.append(made)
            return made.uid

        return uid_of

    def _told(self, before: Record | None, after: Record, attempt: _Attempt) -> tuple[FieldChange, ...]:
        if before is None:
            return tuple(attempt.changes)
        renamed = [FieldChange(_("Name"), before.name, after.name)] if before.name != after.name else []
        return (*renamed, *attempt.changes)

    def _match(self, known: Known, cells: Mapping[str, str], name: str) -> _Match:
        """Which entry the row is: by our uid, by its key elsewhere, by its marks and its name."""
        given = cells.get("uid", "")
        if given and known.has(given):
            return _Match(given)
        by_key = known.by_key(cells.get("key", ""))
        if by_key:
            return _Match(by_key)
        keyed = cells.get("key", "")
        marked = self._open_to(known.by_marks(cells), known, keyed, given)
        named = self._open_to(known.by_name(name), known, keyed, given)
        if len(named) > 1:
            return self._of_several(known, cells, named, marked)
        if named:
            return self._of_one(known, cells, named[0], marked)
        if marked:
            said = _("An entry of another name has the same number or address.")
            return _Match(marked[0], said)
        alike = self._open_to(known.by_loose_name(name), known, keyed, given)
        if alike:
            return _Match(alike[0], _("An entry has the same name written in another way."))
        return _Match()

    def _open_to(self, uids: list[str], known: Known, key: str, given: str) -> list[str]:
        """Those that the row may be: one with another key elsewhere, or uid in this file, is another."""
        found = []
        for uid in uids:
            there = known.record(uid)
            if there is None or (key and there.values.get("key")) or (given and uid in self._met):
                continue
            found.append(uid)
        return found

    def _of_several(
        self, known: Known, cells: Mapping[str, str], named: list[str], marked: list[str]
    ) -> _Match:
        sure = [uid for uid in named if uid in marked] or [
            uid for uid in named if self._same_phone(known, uid, cells)
        ]
        if len(sure) == 1:
            return _Match(sure[0])
        return _Match("", _("Several entries have this name; say which by an address, a number or the uid."))

    def _of_one(self, known: Known, cells: Mapping[str, str], uid: str, marked: list[str]) -> _Match:
        there = known.record(uid)
        other = [one for one in marked if one != uid]
        if other and uid not in marked:
            return _Match(uid, _("Another entry has the same number or address."))
        mail = there.values.get("mail") if there else None
        differs = mail and cells.get("mail") and uid not in marked
        if self._spec.key == "reporter" and differs and not self._same_phone(known, uid, cells):
            return _Match(uid, _("An entry has this name, with another address and number."))
        return _Match(uid)

    def _same_phone(self, known: Known, uid: str, cells: Mapping[str, str]) -> bool:
        there = known.record(uid)
        phone = str(there.values.get("phone") or "") if there else ""
        return same_phone(phone, cells.get("phone", ""))


def _refused(verdict: RowVerdict, why: str) -> Judged:
    return Judged(replace(verdict, verdict="refused", reasons=(*verdict.reasons, why)))


def _in_words(spec: RegisterSpec, one: Record, known: Known) -> str:
    parts = [one.name]
    for key in spec.told_by:
        shown: RegisterField = spec.by_key[key]
        value = one.values.get(key)
        if value and shown.kind != "yes_no":
            parts.append(cell_of(shown, value, known.name_of))
    return " · ".join(parts)
