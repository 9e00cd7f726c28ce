"""Undoing an import: what it created is withdrawn, what it changed is put back, what was worked on stays."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import is_skipped
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.records import Entry, Hold
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.stage_order import next_stage
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.imports.import_build import said_of, stages_by
from incidentdesk.services.imports.import_changes import LIFE, put_values
from incidentdesk.services.imports.import_run import AIM_SECONDS
from incidentdesk.services.imports.import_types import Control, Left, Progress, UndoLook, UndoResult
from incidentdesk.storage import import_undo, imports, timeline
from incidentdesk.storage.imports import Item

FEWEST, MOST = 4, 500


@dataclass
class _Done:
    withdrawn: int = 0
    put_back: int = 0
    left: list[Left] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {"withdrawn": self.withdrawn, "put_back": self.put_back, "left": len(self.left)}


class ImportUndo:
    """One import on its way back. Asked again after it was stopped, it goes on where it was."""

    def __init__(self, desk: Desk, batch: str, author: str, control: Control) -> None:
        self._desk = desk
        self._batch = batch
        self._author = author
        self._control = control
        self._size = 32
        self._done = _Done()

    def run(self) -> UndoResult:
        """Take back all that can be; what stays is told."""
        self._say_state("undoing")
        with self._desk.reading() as (session, _settings):
            total = imports.count_items(session, self._batch)
        after, seen, state = "", 0, "undone"
        while page := self._page(after):
            self._take_back(page)
            after, seen = page[-1].incident, seen + len(page)
            self._control.progress(Progress(_("Undoing the import"), seen, total, self._done.counts()))
            if self._control.cancelled():
                state = "undoing"
                break
        kept = self._take_back_additions() if state == "undone" else []
        self._say_state(state)
        done = self._done
        return UndoResult(self._batch, state, done.withdrawn, done.put_back, tuple(done.left), tuple(kept))

    def _page(self, after: str) -> list[Item]:
        with self._desk.reading() as (session, _settings):
            return imports.items(session, self._batch, self._size, after)

    def _take_back(self, page: Sequence[Item]) -> None:
        changed = [item.incident for item in page if item.verdict != "new"]
        before = time.perf_counter()
        self._withdraw([item.incident for item in page if item.verdict == "new"])
        seconds = time.perf_counter() - before
        if len(changed) < len(page):
            wanted = int(len(page) * AIM_SECONDS / max(seconds, 1e-4))
            self._size = max(FEWEST, min(wanted, 2 * self._size, MOST))
        for uid in changed:
            self._put_back(uid)

    def _withdraw(self, uids: Sequence[str]) -> None:
        if not uids:
            return
        with self._desk.changing(self._author) as work:
            found = import_undo.as_it_is(work.session, self._batch, uids)
            free = [one for one in found.values() if not one.worked_on]
            if free:
                keys = [one.key for one in free]
                import_undo.withdraw(work.session, self._batch, keys, work.now, self._author)
        self._done.withdrawn += len(free)
        why = _("Somebody has worked on it since.")
        self._done.left += [Left(one.number, why) for one in found.values() if one.worked_on]

    def _put_back(self, uid: str) -> None:
        with self._desk.changing(self._author) as work:
            work.cause = self._batch
            case = Case.open(self._desk, work, uid)
            left = put_back(case, self._batch)
            case.finish()
            if not left:
                import_undo.forget_item(work.session, self._batch, uid)
        self._done.put_back += 1
        if left:
            why = _("Somebody has changed these fields since.")
            self._done.left.append(Left(case.incident.number, why, tuple(left)))

    def _take_back_additions(self) -> list[str]:
        with self._desk.reading() as (session, _settings):
            batch = imports.batch(session, self._batch)
            added = imports.additions(session, self._batch)
            named = import_undo.named_since(session, batch.change_seq if batch else 0)
        kept: list[str] = []
        for thing in ("person", "reporter", "register_item"):
            refs = [(ref, seen) for kind, ref, seen in added if kind == thing]
            for start in range(0, len(refs), 200):
                with self._desk.changing(self._author) as work:
                    part = refs[start : start + 200]
                    kept += import_undo.drop_added(work.session, self._batch, thing, part, named)
        for kind, ref, seen in (one for one in added if one[0] in {"setting", "process_text"}):
            with self._desk.changing(self._author) as work:
                if kind == "setting":
                    kept += import_undo.drop_choices(work.session, self._batch, ref, seen)
                else:
                    import_undo.drop_process_text(work.session, self._batch, ref)
        return kept

    def _say_state(self, state: str) -> None:
        with self._desk.changing(self._author) as work:
            batch = imports.batch(work.session, self._batch)
            counts = dict(batch.counts) if batch else {}
            imports.tell_batch(
                work.session, self._batch, state=state, counts=counts | self._done.counts(), now=work.now,
                finished=state == "undone",
            )  # fmt: skip


def look_at_undo(desk: Desk, batch: str, cancelled: Callable[[], bool]) -> UndoLook:
    """What undoing the import ``batch`` would do now, as far as it was looked at when ``cancelled``."""
    withdrawn, changed, after = 0, 0, ""
    left: list[str] = []
    while not cancelled():
        with desk.reading() as (session, _settings):
            page = imports.items(session, batch, MOST, after)
            if not page:
                break
            created = [item.incident for item in page if item.verdict == "new"]
            found = import_undo.as_it_is(session, batch, created) if created else {}
        left += [one.number for one in found.values() if one.worked_on]
        withdrawn += sum(not one.worked_on for one in found.values())
        changed += len(page) - len(created)
        after = page[-1].incident
    return UndoLook(withdrawn, changed, tuple(sorted(left)))


def put_back(case: Case, batch: str) -> list[str]:
    """Give fields that the import ``batch`` changed their old values; gives the keys of those changed since.

    These stay. An entry tells of it, with old and new.
    """
    own = [one for one in timeline.entries(case.work.session, case.incident.uid) if one.cause == batch]
    changed = _changed_by(own)
    here = {**case.asking().facts, **said_of(case.incident)}
    back = {key: pair for key, pair in changed.items() if _same(here.get(key), pair[1])}
    left = [key for key in changed if key not in back and not _same(here.get(key), changed[key][0])]
    if "status" in left:
        left += [key for key in LIFE if key in back]
        back = {key: pair for key, pair in back.items() if key not in LIFE}
    if "status" in back:
        _live_back(case, {key: old for key, (old, _new) in back.items() if key in LIFE})
    put_values(case, {key: old for key, (old, _new) in back.items() if key not in LIFE})
    if own:
        payload: dict[str, JsonValue] = {key: {"old": new, "new": old} for key, (old, new) in back.items()}
        fields: list[JsonValue] = list(back)
        stay: list[JsonValue] = list(left)
        lines = sum(1 for one in own if one.kind != "import_changed")  # the timeline is never shortened
        case.record("import_undone", {"fields": fields, "left": stay, "lines": lines}, payload)
    return left


def _changed_by(entries: Sequence[Entry]) -> dict[str, tuple[JsonValue, JsonValue]]:
    """What fields were before the import, and what it made of them."""
    changed: dict[str, tuple[JsonValue, JsonValue]] = {}
    for entry in entries:
        payload = entry.payload if isinstance(entry.payload, dict) else {}
        for key, pair in payload.items() if entry.kind == "import_changed" else ():
            if isinstance(pair, dict) and "new" in pair:
                first = changed[key][0] if key in changed else pair.get("old")
                changed[key] = (first, pair["new"])
    return changed


def _live_back(case: Case, old: Mapping[str, JsonValue]) -> None:
    """Give the incident its old status and times; for the clock the import has not been."""
    status = str(old["status"])
    for key in ("responded", "resolved", "closed"):
        if key in old:
            value = old[key]
            case.change(**{key: moment_from_json(value).at if value else None})
    if "reopen_count" in old:
        case.change(reopen_count=int(str(old["reopen_count"] or 0)))
    reason = old.get("hold_reason", case.incident.hold.reason if case.incident.hold else None)
    case.change(status=status, hold=Hold(str(reason)) if status == "on_hold" else None)
    if status != "cancelled":
        case.change(cancel_reason="")
    behind = stages_by(case.definition, status)
    for stage in case.definition.stages:
        state = case.state(stage)
        if stage.key not in behind and state.completed is not None:
            case.put(replace(state, completed=None, completed_by="", skipped=False))
        elif stage.key in behind and state.completed is None:
            skips = is_skipped(stage, case.asking())
            case.put(replace(state, completed=case.work.now, completed_by=case.work.author, skipped=skips))
    case.change(stage=next_stage(case) or case.definition.stages[-1].key)


def _same(one: JsonValue, other: JsonValue) -> bool:
    return one == other or (is_missing(one) and is_missing(other))
