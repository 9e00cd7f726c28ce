"""One act on many incidents: seen beforehand, done through the same gates, told by incident, and taken back.

Each incident is changed as it would be alone, or is refused and stays as it is. All entries of an act have
one cause. It goes in transactions short enough to let others write between them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError, UserFacingError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import Typing, is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases import lifecycle
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import GateRefusedError, complete_stage
from incidentdesk.services.cases.following import follow
from incidentdesk.services.cases.lifecycle import Wait
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended, stage_of
from incidentdesk.services.cases.values import ValueChecker
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import RestrictedError, restricted_title
from incidentdesk.services.lists.bulk_undo import Delta, delta_of, take_back

AIM_SECONDS = 0.05
"""After so long a transaction ends; the incident at hand is finished first."""

KINDS = ("set", "assign", "hold", "resume", "cancel", "complete", "follow")

NEVER_EMPTY = frozenset({"title"})
"""Fields that no incident is without."""


@dataclass(frozen=True)
class BulkAction:
    """What is to be done: ``kind`` is one of ``KINDS``.

    ``set`` gives fields ``values`` (JSON forms, ``None`` empties one) and ``texts`` (as typed), ``assign``
    lets ``person`` (name or uid, empty for nobody) follow up, ``hold`` takes ``wait``, ``cancel`` a
    ``reason``, ``complete`` the key of a ``stage``, ``follow`` the ``parent`` (uid or number) with whose
    values it goes to ``status``.
    """

    kind: str
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    wait: Wait | None = None
    reason: str = ""
    stage: str = ""
    parent: str = ""
    status: str = ""


@dataclass(frozen=True)
class BulkLine:
    """What an act does to one incident: ``verdict`` is ``changes``, ``same`` or ``refused``.

    ``changes`` has field, old and new value; ``why`` the sentence of the refusal with its next step.
    """

    uid: str
    number: str
    title: str
    verdict: str
    changes: tuple[tuple[str, JsonValue, JsonValue], ...] = ()
    why: str = ""
    error: UserFacingError | None = field(default=None, compare=False)


@dataclass(frozen=True)
class BulkPreview:
    """What an act would do, incident by incident; ``whole`` is false where it was broken off."""

    lines: tuple[BulkLine, ...]
    whole: bool = True

    def having(self, verdict: str) -> tuple[BulkLine, ...]:
        """The lines with one verdict."""
        return tuple(line for line in self.lines if line.verdict == verdict)


@dataclass(frozen=True)
class BulkDone(BulkPreview):
    """What an act did. ``deltas`` is what taking it back needs; ``fault`` is what broke it off, if it did."""

    cause: str = ""
    changes: Changes = field(default_factory=Changes)
    deltas: tuple[Delta, ...] = ()
    fault: EnvironmentFault | None = None


class Bulk:
    """The use cases of bulk changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(
        self,
        action: BulkAction,
        uids: Sequence[str],
        author: str,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> BulkPreview:
        """What ``action`` would do to each of ``uids``, by the same rules; nothing is written.

        ``UsageError`` where the action itself makes no sense, ``RefusedError`` for somebody who may change
        nothing.
        """
        check_action(action)
        self._desk.require(author, Right.WORK)
        lines: list[BulkLine] = []
        for part in _parts(uids, 100):
            if cancelled is not None and cancelled():
                return BulkPreview(tuple(lines), whole=False)
            with self._desk.reading() as (session, settings):
                work = Work(session, author, self._desk.time.now(), "", settings, 0)
                lines += [self._try(action, work, uid)[0] for uid in part]
            if progress is not None:
                progress(len(lines), len(uids))
        return BulkPreview(tuple(lines))

    def apply(
        self,
        action: BulkAction,
        uids: Sequence[str],
        author: str,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> BulkDone:
        """Do ``action`` to each of ``uids``. What is refused stays as it is, and is told.

        ``UsageError`` where the action itself makes no sense. Where the file fails under way, what was done
        stays done, and is told together with the fault.
        """
        check_action(action)

        def act(work: Work, uid: str) -> tuple[BulkLine, Delta | None]:
            line, case = self._try(action, work, uid)
            if case is None:
                return line, None
            case.finish()
            return line, delta_of(case)

        return self._in_batches(act, list(uids), author, progress, cancelled)

    def undo(
        self,
        done: BulkDone,
        author: str,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> BulkDone:
        """Take back what ``done`` did, by entries that say so.

        What somebody changed since stays, and is told as refused, by incident; the rest of it goes back.
        """
        deltas = {delta.uid: delta for delta in done.deltas}

        def act(work: Work, uid: str) -> tuple[BulkLine, Delta | None]:
            try:
                case = Case.open(self._desk, work, uid)
            except RestrictedError as error:
                return _kept(uid, error), None
            try:
                left = take_back(case, deltas[uid], done.cause)
            except RefusedError as error:
                number, title = case.incident.number, case.incident.title
                return BulkLine(uid, number, title, "refused", (), str(error), error), None
            changed = case.incident is not case.before
            if changed:
                case.finish()
            told = delta_of(case)
            why = (
                _("Changed since, and left as it is: {fields}.").format(fields=", ".join(left))
                if left
                else ""
            )
            verdict = "refused" if left else "changes" if changed else "same"
            line = BulkLine(
                uid, case.incident.number, case.incident.title, verdict, told.changes, why,
                RefusedError(why) if left else None,
            )  # fmt: skip
            return line, told if changed else None

        return self._in_batches(act, list(deltas), author, progress, cancelled)

    def _try(self, action: BulkAction, work: Work, uid: str) -> tuple[BulkLine, Case | None]:
        """The act on one incident, not yet written; no case where there is nothing to write."""
        try:
            case = Case.open(self._desk, work, uid)
        except RestrictedError as error:
            return _kept(uid, error), None
        number, title = case.incident.number, case.incident.title
        try:
            if action.kind == "follow":
                follow(case, Case.open(self._desk, work, action.parent), action.status)
            else:
                _act(case, action)
            case.settle()
        except (RefusedError, UsageError) as error:
            return BulkLine(uid, number, title, "refused", (), _said(error), error), None
        changes = delta_of(case).changes
        if not changes:
            return BulkLine(uid, number, title, "same"), None
        return BulkLine(uid, number, title, "changes", changes), case

    def _in_batches(
        self,
        act: Callable[[Work, str], tuple[BulkLine, Delta | None]],
        uids: list[str],
        author: str,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> BulkDone:
        cause = new_uid(self._desk.time.now().ms)
        lines: list[BulkLine] = []
        deltas: list[Delta] = []
        touched: set[str] = set()
        sequence, fault = 0, None
        while len(lines) < len(uids) and not (cancelled is not None and cancelled()):
            batch: list[tuple[BulkLine, Delta | None]] = []
            try:
                with self._desk.changing(author) as work:
                    work.cause = cause
                    started = time.perf_counter()
                    for uid in uids[len(lines) :]:
                        batch.append(act(work, uid))
                        if time.perf_counter() - started > AIM_SECONDS:
                            break
            except EnvironmentFault as error:
                if not lines:
                    raise
                fault = error
                break
            lines += [line for line, _delta in batch]
            deltas += [delta for _line, delta in batch if delta is not None]
            touched |= work.touched
            sequence = work.change_seq
            if progress is not None:
                progress(len(lines), len(uids))
        return BulkDone(
            tuple(lines), len(lines) == len(uids), cause, Changes(frozenset(touched), frozenset(), sequence),
            tuple(deltas), fault,
        )  # fmt: skip


def check_action(action: BulkAction) -> None:
    """Raise ``UsageError`` where ``action`` lacks what its kind needs."""
    if action.kind not in KINDS:
        raise UsageError(
            _("There is no bulk change “{kind}”.").format(kind=action.kind),
            _("Use one of: {kinds}.").format(kinds=", ".join(KINDS)),
        )
    lacks = {
        "set": not (action.values or action.texts),
        "hold": action.wait is None,
        "cancel": not action.reason.strip(),
        "complete": not action.stage,
        "follow": not (action.parent and action.status),
    }
    if lacks.get(action.kind):
        raise UsageError(
            _("The bulk change says not what is to be done."), _("Give the value, reason or stage.")
        )
    emptied = {key for key, value in {**action.values, **action.texts}.items() if is_missing(value)}
    if emptied & NEVER_EMPTY:
        raise UsageError(
            _("The field “{field}” cannot be empty.").format(field=", ".join(sorted(emptied & NEVER_EMPTY))),
            _("Give it a value."),
        )


def _act(case: Case, action: BulkAction) -> None:
    match action.kind:
        case "set":
            must_not_be_ended(case)
            save_values(case, _values(case, action), {})
        case "assign":
            lifecycle.assign(case, action.person)
        case "hold" if action.wait is not None:
            lifecycle.put_on_hold(case, action.wait)
        case "resume":
            lifecycle.resume(case)
        case "cancel":
            lifecycle.cancel(case, action.reason)
        case _:
            complete_stage(case, stage_of(case, action.stage))


def _values(case: Case, action: BulkAction) -> dict[str, JsonValue]:
    """The values in canonical form. A reporter whom nobody knows is not added: nothing is on a preview."""
    work = case.work
    checker = ValueChecker(work.session, case.definition, work.settings, work.now)
    typed = checker.parsed(action.texts, Typing(work.now, work.settings.zone))
    return checker.checked(action.values) | typed


def _kept(uid: str, error: RestrictedError) -> BulkLine:
    return BulkLine(uid, error.bare.number, restricted_title(), "refused", (), str(error), error)


def _said(error: UserFacingError) -> str:
    if isinstance(error, GateRefusedError):
        return "; ".join(gap.say for gap in error.missing)
    return str(error)


def _parts(uids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]
