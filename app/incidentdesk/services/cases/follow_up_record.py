"""Adding and changing a follow-up in the transaction of its incident."""

from __future__ import annotations

from datetime import date

from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.case_changes import CaseChanges
from incidentdesk.storage import follow_ups

FIELDS = ("text", "kind", "owner", "due", "state", "link", "why_dropped")
"""What can be said of a follow-up; ``owner`` by name or uid, ``due`` as ``2026-12-10``."""


def add_follow_up(case: CaseChanges, made: FollowUp) -> None:
    """Keep ``made``, and tell of it on the timeline."""
    follow_ups.add(case.work.session, made)
    said = {**named(made), "kind": made.kind, "due": made.due.isoformat()}
    case.record("follow_up_added", said, {"text": made.text, "owner": made.owner, "link": made.link})
    case.work.things.add("follow_ups")


def change_follow_up(
    case: CaseChanges, before: FollowUp, after: FollowUp, *, by_lesson: bool = False
) -> None:
    """Keep ``after``, and tell on the timeline what is another than ``before``.

    ``by_lesson`` where a review says so, and nobody has changed the follow-up itself.
    """
    fields = [key for key in FIELDS if getattr(before, key) != getattr(after, key)]
    follow_ups.write(case.work.session, after)
    pairs: dict[str, JsonValue] = {
        key: {"old": said_of(before, key), "new": said_of(after, key)} for key in fields
    }
    said: dict[str, JsonValue] = {**named(after), "fields": [*fields], "state": after.state}
    if by_lesson:
        said["by_lesson"] = True
    case.record("follow_up_changed", said, {**pairs, "what": after.text})
    case.work.things.add("follow_ups")


def said_of(one: FollowUp, key: str) -> str:
    """What ``one`` says of a field, as it is typed."""
    value = getattr(one, key)
    return value.isoformat() if isinstance(value, date) else str(value)


def named(one: FollowUp) -> dict[str, JsonValue]:
    """Which follow-up an entry is about."""
    return {"follow_up": one.uid, "position": one.position}
