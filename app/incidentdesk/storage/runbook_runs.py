"""Runs of runbooks with their check-offs, and the commands that may be run."""

from __future__ import annotations

import json
from typing import NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.runbook_progress import CheckOff
from incidentdesk.storage.session import Row, Session


class Run(NamedTuple):
    """A run of a runbook; ``version`` is the uid of its version, ``incident`` that of its incident."""

    uid: str
    incident: str
    number: str
    version: str
    key: str
    state: str
    by: str
    started: Instant
    ended: Instant | None


class Approval(NamedTuple):
    """A list of arguments that may be run."""

    uid: str
    sha256: str
    command: tuple[str, ...]
    by: str
    at: Instant


_RUN = (
    "SELECT u.uid, i.uid, i.number, v.uid, r.key, u.state, u.started_by, u.started_at, u.started_offset, "
    "u.ended_at, u.ended_offset FROM runbook_run u JOIN incident i ON i.id = u.incident_id "
    "JOIN runbook_version v ON v.id = u.version_id JOIN runbook r ON r.id = v.runbook_id"
)


def add(session: Session, one: Run) -> None:
    """Keep a run that begins."""
    session.sql(
        "INSERT INTO runbook_run (uid, incident_id, version_id, state, started_by, started_at, "
        "started_offset) SELECT ?, i.id, v.id, ?, ?, ?, ? FROM incident i, runbook_version v "
        "WHERE i.uid = ? AND v.uid = ?",
        (one.uid, one.state, one.by, one.started.ms, one.started.offset, one.incident, one.version),
    )


def one(session: Session, uid: str) -> Run | None:
    """The run with that uid."""
    rows = session.sql(f"{_RUN} WHERE u.uid = ?", (uid,))
    return _run(rows[0]) if rows else None


def of_incident(session: Session, incident: str) -> list[Run]:
    """The runs for the incident with that uid, in the order in which they began."""
    return [_run(row) for row in session.sql(f"{_RUN} WHERE i.uid = ? ORDER BY u.id", (incident,))]


def of_incidents(session: Session, numbers: list[str]) -> list[Run]:
    """The runs for incidents by their numbers, those that began last first."""
    marks = ", ".join("?" * len(numbers))
    rows = session.sql(f"{_RUN} WHERE i.number IN ({marks}) ORDER BY u.id DESC", numbers)
    return [_run(row) for row in rows]


def set_state(session: Session, uid: str, state: str, ended: Instant | None) -> None:
    """Say where a run is now, and since when it has ended."""
    session.sql(
        "UPDATE runbook_run SET state = ?, ended_at = ?, ended_offset = ? WHERE uid = ?",
        (state, ended.ms if ended else None, ended.offset if ended else None, uid),
    )


def add_check(session: Session, uid: str, run: str, entry: str, said: CheckOff) -> None:
    """Keep that a step was checked off, as the timeline entry ``entry`` tells."""
    session.sql(
        "INSERT INTO runbook_check (uid, run_id, step, result, author, entry, checked_at, checked_offset) "
        "SELECT ?, id, ?, ?, ?, ?, ?, ? FROM runbook_run WHERE uid = ?",
        (uid, said.step, said.result, said.by, entry, said.at.ms, said.at.offset, run),
    )


def checks(session: Session, run: str) -> list[CheckOff]:
    """What was checked off in a run, in order; its words come from the timeline, where they may be erased."""
    rows = session.sql(
        "SELECT c.step, c.result, c.author, c.checked_at, c.checked_offset, e.payload FROM runbook_check c "
        "JOIN runbook_run u ON u.id = c.run_id LEFT JOIN timeline_entry e ON e.uid = c.entry "
        "WHERE u.uid = ? ORDER BY c.id",
        (run,),
    )
    return [_check(row) for row in rows]


def approvals(session: Session) -> list[Approval]:
    """The commands that may be run, those that were approved first before."""
    rows = session.sql(
        "SELECT uid, sha256, command, approved_by, approved_at, approved_offset FROM command_approval "
        "WHERE withdrawn_at IS NULL ORDER BY id"
    )
    return [
        Approval(row[0], row[1], tuple(json.loads(row[2])), row[3], Instant(row[4], row[5])) for row in rows
    ]


def approval(session: Session, sha256: str) -> Approval | None:
    """What allows the list of arguments with that mark, if anything does."""
    return next((one for one in approvals(session) if one.sha256 == sha256), None)


def approve(session: Session, one: Approval) -> None:
    """Let a list of arguments be run from now on."""
    session.sql(
        "INSERT INTO command_approval (uid, sha256, command, approved_by, approved_at, approved_offset, "
        "withdrawn_by) VALUES (?, ?, ?, ?, ?, ?, '')",
        (one.uid, one.sha256, json.dumps(one.command, ensure_ascii=False), one.by, one.at.ms, one.at.offset),
    )


def withdraw(session: Session, sha256: str, by: str, at: Instant) -> None:
    """Let the list of arguments with that mark be run no more."""
    session.sql(
        "UPDATE command_approval SET withdrawn_by = ?, withdrawn_at = ?, withdrawn_offset = ? "
        "WHERE sha256 = ? AND withdrawn_at IS NULL",
        (by, at.ms, at.offset, sha256),
    )


def _run(row: Row) -> Run:
    ended = None if row[9] is None else Instant(row[9], row[10] or 0)
    return Run._make((*row[:7], Instant(row[7], row[8]), ended))


def _check(row: Row) -> CheckOff:
    step, result, author, at, offset, payload = row
    said = json.loads(payload) if payload else {}
    words = {name: str(said.get(name) or "") for name in ("answer", "why", "note")}
    return CheckOff(step, result, author, Instant(at, offset), **words)
