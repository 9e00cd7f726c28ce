"""The lessons of a closed review become follow-ups: owner, day and kind are those that the review says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.domain.follow_ups import KINDS, OPEN_STATES, FollowUp, today_in, usual_day
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.services.follow_up_record import add_follow_up
from incidentdesk.storage import follow_ups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incidentdesk.services.case import Case


def review_is_closed(case: Case) -> bool:
    """Whether the review says of itself that it is closed."""
    return _written(case, "review_state") == "closed"


def lessons_become_follow_ups(case: Case) -> None:
    """Add a follow-up for each lesson that is still to be done; one with the same words is there already.

    What was done or declined stays in the review alone.
    """
    lessons = _written(case, "lessons")
    known = follow_ups.of_incident(case.work.session, case.incident.uid)
    words = {one.text for one in known}
    for lesson in lessons if isinstance(lessons, list) else []:
        if not isinstance(lesson, dict) or (lesson.get("state") or "open") not in OPEN_STATES:
            continue
        made = _follow_up(case, lesson, len(known) + 1)
        if made.text and made.text not in words:
            add_follow_up(case, made)
            known.append(made)
            words.add(made.text)


def _follow_up(case: Case, lesson: Mapping[str, JsonValue], position: int) -> FollowUp:
    work, incident = case.work, case.incident
    zone, kind, due = work.settings.zone, lesson.get("turns_into"), lesson.get("due")
    at = moment_from_json(due).at if due else None
    return FollowUp(
        uid=work.new_uid(),
        incident=incident.uid,
        number=incident.number,
        title=incident.title,
        position=position,
        text=str(lesson.get("what") or "").strip(),
        kind=str(kind) if kind in KINDS else "task",
        owner=str(lesson.get("owner") or work.author),
        owner_name="",
        due=today_in(at, zone) if at else usual_day(today_in(work.now, zone)),
        state=str(lesson.get("state") or "open"),
        added=work.now,
        added_by=work.author,
    )


def _written(case: Case, key: str) -> JsonValue:
    placed = case.definition.fields_by_key.get(key)
    return case.state(placed[0]).values.get(key) if placed else None
