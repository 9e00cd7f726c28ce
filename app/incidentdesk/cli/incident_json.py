"""An incident as JSON: the contract that scripts build on."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.callers import Callers
from incidentdesk.domain.clock import Leg
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.outages.outages import Relative

MOMENT_TIMES = ("occurred", "detected", "reported", "restored")
PLAIN = (
    "title", "description", "error_code", "source", "channel", "place", "priority", "priority_override",
    "priority_reason", "impact", "severity", "risk", "type", "category", "closing_category", "outcome",
    "cause_category",
)  # fmt: skip
REFERENCES = ("assignee", "reporter", "team", "service", "device")


def incident_json(page: IncidentPage) -> dict[str, Any]:
    """Everything of one incident."""
    incident = page.incident
    core = incident.core
    hold = incident.hold
    return {
        "number": incident.number,
        "uid": incident.uid,
        "process": incident.process,
        "process_version": incident.process_version,
        "stage": incident.stage,
        "status": incident.status,
        **{key: core.get(key) for key in PLAIN},
        "provisional": incident.provisional,
        "major": incident.major,
        "sev": incident.sev or None,
        "phase": incident.phase or None,
        "drill": incident.drill,
        "breached": page.facts["breached"],
        "next_due": {"what": incident.due.next_kind or None, "at": _ms(incident.due.next, incident.logged)},
        **{key: _named(page, core.get(key)) for key in REFERENCES},
        "logged_by": _named(page, incident.logged_by),
        "hold": None if hold is None else {
            "reason": hold.reason, "waiting_for": hold.waiting_for, "wake": hold.wake_local or None,
            "zone": hold.wake_zone or None, "note": hold.note,
        },
        "word_of": {"kind": page.word_of.kind, "name": page.word_of.name or None,
                    "phone": page.word_of.phone or None},
        "cancel_reason": incident.cancel_reason or None,
        "reopen_count": incident.reopen_count,
        "times": _times(page),
        "stages": _stages(page),
        "clock": {"response": _leg(page.clock.response, incident.logged),
                  "resolution": _leg(page.clock.resolution, incident.logged), "paused": page.clock.paused},
        "timeline": [_entry(entry) for entry in page.entries],
        "attachments": [
            {"name": one.name, "kind": one.kind, "size": one.size, "sha256": one.sha256,
             "media_type": one.media_type, "note": one.note, "added_at": one.added.iso(),
             "added_by": page.name(one.added_by)}
            for one in page.attachments
        ],
        "reports": [
            {"kind": one.kind, "version": one.version, "issued_at": one.issued.iso(),
             "issued_by": page.name(one.issued_by), "sha256": one.sha256, "pages": one.pages,
             "reason": one.reason, "superseded_at": one.superseded.iso() if one.superseded else None}
            for one in page.reports
        ],
        "outage": incident.outage,
        "links": [relative_json(one) for one in page.relatives],
        "callers": callers_json(page.callers),
        "follow_ups": [follow_up_json(one) for one in page.follow_ups],
    }  # fmt: skip


def relative_json(one: Relative) -> dict[str, object]:
    """A link as the incident at hand sees it; with ``is_first`` the other is the child or duplicate."""
    return {
        "link": one.link,
        "kind": one.kind,
        "is_first": one.is_first,
        "number": one.number,
        "title": one.title,
        "status": one.status,
        "stage": one.stage,
    }


def callers_json(callers: Callers) -> dict[str, object]:
    """Who called about an outage, and how many were told."""
    return {
        "count": len(callers.lines),
        "reached": callers.reached,
        "lines": [
            {
                "uid": one.uid,
                "name": one.name,
                "reporter": one.reporter or None,
                "phone": one.phone,
                "place": one.place or None,
                "callback": one.callback,
                "note": one.note,
                "called_at": one.at.iso(),
                "added_by": callers.name(one.added_by),
                "incident": one.number,
                "state": one.state,
                "settled": one.settled,
                "attempts": [
                    {
                        "at": attempt.at.iso(),
                        "by": callers.name(attempt.author),
                        "result": attempt.result,
                        "means": attempt.means or None,
                        "note": attempt.note,
                    }
                    for attempt in one.attempts
                ],
            }
            for one in callers.lines
        ],
    }


def follow_up_json(one: FollowUp) -> dict[str, object]:
    """A follow-up as a document."""
    return {
        "name": one.name,
        "uid": one.uid,
        "number": one.number,
        "text": one.text,
        "kind": one.kind,
        "owner": {"uid": one.owner, "name": one.owner_name},
        "due": one.due.isoformat(),
        "state": one.state,
        "link": one.link or None,
        "why_dropped": one.why_dropped or None,
        "added_at": one.added.iso(),
        "ended_at": one.ended.iso() if one.ended else None,
    }


def row_json(row: QueueRow, zone: ZoneInfo) -> dict[str, Any]:
    """A line of a list; times as clocks in ``zone`` show them."""
    if row.kept:
        told = {"number": row.number, "title": row.title, "status": row.status, "priority": row.priority}
        return {**told, "sev": row.sev or None, "restricted": True}
    logged = in_zone(row.logged_ms, zone)
    return {
        "number": row.number,
        "uid": row.uid,
        "title": row.title,
        "status": row.status,
        "stage": row.stage,
        "priority": row.priority,
        "provisional": row.provisional,
        "assignee": row.assignee_name or None,
        "reporter": row.reporter_name or None,
        "next_due": {"what": row.due.next_kind or None, "at": _ms(row.due.next, logged)},
        "logged": logged.iso(),
        "restricted": row.restricted,
    }


def _times(page: IncidentPage) -> dict[str, JsonValue]:
    times: dict[str, JsonValue] = {key: page.incident.core.get(key) for key in MOMENT_TIMES}
    for key in ("logged", "responded", "resolved", "closed"):
        times[key] = page.facts.get(key)
    return times


def _stages(page: IncidentPage) -> list[dict[str, Any]]:
    """Those of the process in force first, then what was written under others before."""
    found: list[dict[str, Any]] = []
    for one in (page, *map(page.as_written, page.earlier)):
        found += _stages_of(one)
    return found


def _stages_of(page: IncidentPage) -> list[dict[str, Any]]:
    found = []
    for stage in page.definition.stages:
        state = page.stages.get(stage.key)
        values = {field.key: page.facts.get(field.key) for field in stage.fields}
        found.append({
            "process": page.definition.key,
            "key": stage.key,
            "values": {key: value for key, value in values.items() if value is not None},
            "completed_at": state.completed.iso() if state and state.completed else None,
            "completed_by": page.name(state.completed_by) if state and state.completed_by else None,
            "skipped": bool(state and state.skipped),
        })  # fmt: skip
    return found


def _leg(leg: Leg, like: Instant) -> dict[str, Any]:
    return {"target": leg.target, "due": _ms(leg.due_ms, like), "state": leg.state, "used": round(leg.used)}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "seq": entry.seq,
        "kind": entry.kind,
        "author": entry.author,
        "done_at": entry.done.iso(),
        "entered_at": entry.entered.iso(),
        "parameters": entry.parameters,
        "payload": entry.payload,
        "hash": entry.hash,
    }


def _named(page: IncidentPage, uid: JsonValue) -> dict[str, str] | None:
    return {"uid": str(uid), "name": page.name(uid)} if uid else None


def _ms(ms: int | None, like: Instant) -> str | None:
    return None if ms is None else Instant(ms, like.offset).iso()
