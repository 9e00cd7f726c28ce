"""Callbacks that are promised: by when, to whom, and whether the promise was kept."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Promise
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.storage import promises, registers
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class Promised:
    """A promise that was made; ``drop`` takes it back."""

    promise: Promise
    changes: Changes


class Promises:
    """The use cases of callbacks. Each act is told on the incident's timeline."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make(
        self, ref: str, due: Instant, author: str, *, whom: str = "", phone: str = "", note: str = ""
    ) -> Promised:
        """Promise to call ``whom`` (else the reporter) back by ``due``.

        Raises ``UsageError`` where that is not to come, and where nobody is named.
        """
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            case = Case.open(self._desk, work, ref)
            whom, phone = _callee(work.session, case, whom.strip(), phone.strip())
            if not whom:
                raise UsageError(_("Whom do you call back?"), _("Name them, or choose the reporter first."))
            if due.ms <= work.now.ms:
                raise UsageError(_("The time of the callback is not to come."), _("Choose a later time."))
            promise = Promise(
                work.new_uid(), case.incident.uid, case.incident.number, case.incident.title, whom, phone,
                note.strip(), due, author, work.now,
            )  # fmt: skip
            promises.add(work.session, promise)
            case.record("promised", {"promise": promise.uid, "due": due.iso()}, _said(promise))
            case.finish()
            return Promised(promise, work.changes("promises"))

    def keep(self, uid: str, author: str, *, note: str = "") -> Changes:
        """The callback was made; ``note`` says what came of it. It counts as the first response."""
        return self._end(uid, "kept", author, note)

    def drop(self, uid: str, author: str, *, why: str) -> Changes:
        """It will not be made, because of ``why``."""
        if not why.strip():
            raise UsageError(_("Why is nobody called back?"), _("Say it in a word or two."))
        return self._end(uid, "dropped", author, why)

    def open_again(self, uid: str, author: str) -> Changes:
        """Take back that it was kept or dropped."""
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            promise = _one(work, uid)
            if promise.state == "open":
                raise RefusedError(_("This callback still waits to be made."))
            promises.end(work.session, uid, "open", None, "")
            case = Case.open(self._desk, work, promise.incident)
            case.record("promise_open_again", {"promise": uid, "due": promise.due.iso()}, _said(promise))
            case.finish()
            return work.changes("promises")

    def of(self, ref: str) -> list[Promise]:
        """All promises on an incident, in the order in which they were made."""
        with self._desk.database.reading() as session:
            incident = find(session, ref)
            return promises.of_incident(session, incident.uid)

    def open(self, limit: int = 100) -> list[Promise]:
        """Those that wait to be kept, the most pressing first."""
        with self._desk.database.reading() as session:
            return promises.open_ones(session, limit)

    def _end(self, uid: str, state: str, author: str, note: str) -> Changes:
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            promise = _one(work, uid)
            if promise.state != "open":
                kept = promise.state == "kept"
                raise RefusedError(
                    _("This callback was made.") if kept else _("This callback was dropped."),
                    _("Promise another one."),
                )
            promises.end(work.session, uid, state, work.now, author)
            case = Case.open(self._desk, work, promise.incident)
            late = max(0, (work.now.ms - promise.due.ms) // 60_000) if state == "kept" else 0
            case.record(
                f"promise_{state}",
                {"promise": uid, "due": promise.due.iso(), "late": late},
                {**_said(promise), "text": note.strip()},
            )
            if state == "kept":
                case.respond()
            case.finish()
            return work.changes("promises")


def _one(work: Work, uid: str) -> Promise:
    promise = promises.one(work.session, uid)
    if promise is None:
        raise UsageError(_("There is no such callback."), _("Read the list again."))
    must_see(work.session, promise.incident)
    return promise


def _callee(session: Session, case: Case, whom: str, phone: str) -> tuple[str, str]:
    """Who is called, and under which number: the incident's reporter where nobody else is named."""
    reporter = registers.reporter(session, str(case.incident.core.get("reporter") or ""))
    if reporter is None:
        return whom, phone
    if not whom or whom == reporter.name:
        return reporter.name, phone or reporter.phone
    return whom, phone


def _said(promise: Promise) -> dict[str, JsonValue]:
    return {"whom": promise.whom, "phone": promise.phone, "note": promise.note}
