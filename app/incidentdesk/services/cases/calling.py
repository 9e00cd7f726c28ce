"""Callers inside a transaction: adding one to an outage, and telling them that it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.callers import RESULTS, Caller
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import Incident
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.caller_lists import callers_of, told_since
from incidentdesk.services.cases.callers_word import settle_word
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.reporter_calls import reporter_calls
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.cases.values import SLACK_MS
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.storage import callers, registers
from incidentdesk.storage.callers import AttemptRow, CallerRow
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class NewCaller:
    """Someone who calls: a known ``reporter`` (uid or whole name), or just a ``name``.

    ``callback`` is how and when to call back, in words; ``at`` when they called, now where it is ``None``.
    """

    reporter: str = ""
    name: str = ""
    phone: str = ""
    callback: str = ""
    note: str = ""
    at: Instant | None = None


@dataclass(frozen=True)
class CallerAdded:
    """A call that was added to an outage; ``uid`` takes it back.

    ``again`` where that reporter was among the callers already: the call is on the timeline only, and there
    is nothing to take back (``uid`` is empty).
    """

    uid: str
    number: str
    changes: Changes
    again: bool = False


def add_caller(desk: Desk, work: Work, ref: str, new: NewCaller) -> CallerAdded:
    """Add a caller to an outage: it is the outage's first contact where it has none."""
    case = Case.open(desk, work, ref)
    must_not_be_ended(case)
    row = _row_of(work, case.incident, new)
    if row.at.ms > work.now.ms + SLACK_MS:
        raise UsageError(_("{time} is still to come.").format(time=instant_text(row.at)), _("Correct it."))
    reporter_calls(work, case.incident)
    again = bool(row.reporter) and callers.is_known(work.session, case.incident.uid, row.reporter)
    said = {"name": row.name, "phone": row.phone, "callback": row.callback, "note": row.note}
    payload: JsonValue = {key: value for key, value in said.items() if value}
    if again:
        case.record("caller_again", {"reporter": row.reporter}, payload, min(row.at, work.now))
    else:
        callers.add(work.session, row, work.now)
        case.record("caller_added", {"caller": row.uid}, payload, min(row.at, work.now))
    case.respond(row.at)
    settle_word(case)
    case.finish()
    return CallerAdded("" if again else row.uid, case.incident.number, work.changes(), again)


def _row_of(work: Work, incident: Incident, new: NewCaller) -> CallerRow:
    reporter, name, phone = "", new.name.strip(), new.phone.strip()
    if new.reporter.strip():
        known = registers.reporter(work.session, reporter_uid(work.session, new.reporter.strip()))
        if known is not None:
            reporter, name, phone = known.uid, known.name, phone or known.phone
    if not name and not phone:
        raise UsageError(_("A caller needs a name or a number."), _("Type one of them."))
    return CallerRow(
        work.new_uid(), incident.uid, incident.number, reporter, name, phone, new.callback.strip(),
        new.note.strip(), new.at or work.now, work.author,
    )  # fmt: skip


def reporter_uid(session: Session, who: str) -> str:
    """The uid of the reporter that is meant by uid or whole name; ``UsageError`` where nobody is, or many."""
    if registers.is_known(session, "reporter", who):
        return who
    found = registers.uids_named(session, "reporter", who)
    if len(found) != 1:
        raise UsageError(
            _("“{name}” is not known.").format(name=who)
            if not found
            else _("“{name}” fits {n} reporters.").format(name=who, n=len(found)),
            _("Choose the reporter, or give the name alone."),
        )
    return found[0]


def remove_caller(desk: Desk, work: Work, uid: str) -> Changes:
    """Take a caller away again: it is kept, counts no more, and the timeline tells it."""
    row = known_caller(work, uid)
    if not row.active:
        raise RefusedError(_("{name} was taken away already.").format(name=row.name or row.phone))
    if row.own:
        raise RefusedError(
            _("{name} reported {number}, and is one of its callers.").format(
                name=row.name, number=row.number
            ),
            _("Change who told us of it."),
        )
    return _set_active(desk, work, row, "caller_removed", active=False)


def restore_caller(desk: Desk, work: Work, uid: str) -> Changes:
    """Take a caller in again who was taken away."""
    row = known_caller(work, uid)
    if row.active or row.own:
        raise RefusedError(_("{name} is among the callers.").format(name=row.name or row.phone))
    return _set_active(desk, work, row, "caller_restored", active=True)


def _set_active(desk: Desk, work: Work, row: CallerRow, kind: str, *, active: bool) -> Changes:
    case = Case.open(desk, work, row.incident)
    must_not_be_ended(case)
    callers.set_active(work.session, row.uid, active=active)
    case.record(kind, {"caller": row.uid}, {"name": row.name or row.phone})
    settle_word(case)
    case.finish()
    return work.changes()


def known_caller(work: Work, uid: str) -> CallerRow:
    """The caller ``uid``, also one that was taken away; ``UsageError`` where there is none."""
    row = callers.one(work.session, uid)
    if row is None:
        raise UsageError(_("There is no such caller."), _("Choose one of the list."))
    must_see(work.session, row.incident)
    return row


def reach(
    desk: Desk, work: Work, ref: str, uids: Sequence[str], state: str, means: str = "", note: str = ""
) -> Changes:
    """Say of one or many callers that they were told, not reached, or need not be.

    ``waiting`` takes back the last attempt of each. ``waived`` needs a reason and its own right.
    """
    if state == "waived":
        work.require(Right.WAIVE_WORD)
        if not note.strip():
            raise UsageError(_("Leaving callers out needs a reason."), _("Say why they need not be told."))
    elif state not in {*RESULTS, "waiting"}:
        raise UsageError(
            _("“{state}” is no state of a caller.").format(state=state),
            _("Use one of: {names}.").format(names=", ".join(("waiting", *RESULTS))),
        )
    if means:
        _check_means(work, means)
    case = Case.open(desk, work, ref)
    must_not_be_ended(case)
    if told_since(case.incident, case.definition) is None:
        raise RefusedError(
            _("{number} is not resolved.").format(number=case.incident.number),
            _("Resolve it first, then tell its callers."),
        )
    lines = _chosen(work, case, uids)
    if state == "waiting":
        lines = [one for one in lines if one.attempts]
        _take_back(work, case.incident, lines)
    else:
        for one in lines:
            callers.add_attempt(
                work.session,
                AttemptRow(work.new_uid(), one.uid, state, means, note.strip(), work.now, work.author),
            )
    _tell_reached(work, case, lines, state, means, note.strip())
    settle_word(case)
    case.finish()
    return work.changes()


def _check_means(work: Work, means: str) -> None:
    known = [item.key for item in work.settings.lists.get("means", ()) if not item.retired]
    if means not in known:
        raise UsageError(
            _("“{means}” is no means to reach somebody.").format(means=means),
            _("Use one of: {names}.").format(names=", ".join(known)),
        )


def _chosen(work: Work, case: Case, uids: Sequence[str]) -> list[Caller]:
    known = {one.uid: one for one in callers_of(work.session, case.incident, case.definition).lines}
    wanted = list(dict.fromkeys(uids))
    if not wanted or any(uid not in known for uid in wanted):
        raise UsageError(
            _("That is no caller of {number}.").format(number=case.incident.number),
            _("Choose from the callers of this outage."),
        )
    return [known[uid] for uid in wanted]


def _take_back(work: Work, incident: Incident, lines: Sequence[Caller]) -> None:
    last = {one.caller: one.uid for one in callers.attempts(work.session, incident.uid)}
    for line in lines:
        callers.take_back_attempt(work.session, last[line.uid])


def _tell_reached(work: Work, case: Case, lines: Sequence[Caller], state: str, means: str, note: str) -> None:
    if not lines:
        raise RefusedError(_("There is nothing to take back."))
    now = callers_of(work.session, case.incident, case.definition)
    said: dict[str, JsonValue] = {
        "state": state,
        "means": means,
        "count": len(lines),
        "reached": now.reached,
        "callers": len(now.lines),
    }
    names: list[JsonValue] = [one.name or one.phone for one in lines]
    case.record("callers_told", said, {"names": names, "note": note} if note else {"names": names})
