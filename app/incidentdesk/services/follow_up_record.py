"""Adding a follow-up in the transaction of its incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage import follow_ups

if TYPE_CHECKING:
    from incidentdesk.services.case import Case


def add_follow_up(case: Case, made: FollowUp) -> None:
    """Keep ``made``, and tell of it on the timeline."""
    follow_ups.add(case.work.session, made)
    said = {**named(made), "kind": made.kind, "due": made.due.isoformat()}
    case.record("follow_up_added", said, {"text": made.text, "owner": made.owner, "link": made.link})
    case.work.things.add("follow_ups")


def named(one: FollowUp) -> dict[str, JsonValue]:
    """Which follow-up an entry is about."""
    return {"follow_up": one.uid, "position": one.position}
