"""The lessons of a closed review become follow-ups: owner, day and kind are those that the review says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from incidentdesk.domain.facts import ROW
from incidentdesk.domain.follow_ups import KINDS, OPEN_STATES, FollowUp, today_in, usual_day
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.services.cases.case_changes import CaseChanges
from incidentdesk.services.cases.follow_up_record import add_follow_up, change_follow_up
from incidentdesk.storage import follow_ups, incidents, timeline

LESSONS = "lessons"
_CELLS = {"kind": "turns_into", "owner": "owner", "due": "due", "state": "state"}
"""What a follow-up takes over from its lesson, and the column that says it."""


def review_is_closed(case: CaseChanges) -> bool:
    """Whether the review says of itself that it is closed."""
    return _written(case, "review_state") == "closed"


def is_under_review(case: CaseChanges) -> bool:
    """Whether the review says that others read it, or have read it."""
    return _written(case, "review_state") in {"in_review", "reviewed"}


def lessons_become_follow_ups(case: CaseChanges) -> None:
    """Add a follow-up for each lesson that is still to be done, and let those of before follow their lessons.

    A lesson knows its follow-up by its hidden ``row``. Where the process lacks that column (version 1 of
    ``sre``) one with the same words is taken for it. What was done or declined stays in the review alone.
    """
    lessons = _rows(_written(case, LESSONS))
    known = {one.uid: one for one in follow_ups.of_incident(case.work.session, case.incident.uid)}
    named = _has_row(case)
    for lesson in lessons:
        made = _follow_up(case, lesson, len(known) + 1)
        there = known.get(str(lesson.get(ROW) or "")) or _alike(made.text, known.values(), lessons)
        if there is not None:
            lesson[ROW] = there.uid
            _follow(case, there, made, lesson)
        elif made.text and (lesson.get("state") or "open") in OPEN_STATES:
            add_follow_up(case, made)
            known[made.uid] = made
            lesson[ROW] = made.uid
    if named:
        _put(case, lessons)


def _rows(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [dict(row) for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _has_row(case: CaseChanges) -> bool:
    placed = case.definition.fields_by_key.get(LESSONS)
    return placed is not None and any(column.key == ROW for column in placed[1].columns)


def _alike(
    text: str, known: Iterable[FollowUp], lessons: Iterable[Mapping[str, JsonValue]]
) -> FollowUp | None:
    """The follow-up with those words that no lesson has yet."""
    taken = {str(lesson.get(ROW) or "") for lesson in lessons}
    return next((one for one in known if one.text == text and one.uid not in taken), None)


def _put(case: CaseChanges, lessons: list[dict[str, JsonValue]]) -> None:
    """Keep which follow-up each lesson has become; the run may end in this very transaction."""
    stage, _field = case.definition.fields_by_key[LESSONS]
    state = case.state(stage)
    if lessons and state.values.get(LESSONS) != lessons:
        state = replace(state, values={**state.values, LESSONS: [*lessons]})
        case.put(state)
        incidents.write_stage(case.work.session, state, stage)


def _follow(case: CaseChanges, there: FollowUp, made: FollowUp, lesson: Mapping[str, JsonValue]) -> None:
    """Let a follow-up be as its lesson reads now, but for what was changed on the follow-up itself since."""
    changed = _changed_by_hand(case, there)
    wanted: dict[str, object] = {"text": made.text}
    wanted |= {key: getattr(made, key) for key, cell in _CELLS.items() if lesson.get(cell)}
    if "state" in wanted:
        state = "dropped" if made.state == "declined" else made.state
        why = str(lesson.get("evidence") or "") if state == "dropped" else ""
        wanted |= {"state": state, "why_dropped": why}
        if state not in OPEN_STATES and there.is_open:
            wanted |= {"ended": case.work.now, "ended_by": case.work.author}
        elif state in OPEN_STATES:
            wanted |= {"ended": None, "ended_by": ""}
    hidden = {"why_dropped", "ended", "ended_by"} if "state" in changed else set()
    wanted = {key: value for key, value in wanted.items() if key not in changed | hidden}
    after = replace(there, **wanted)  # type: ignore[arg-type]
    if after.text and after != there:
        change_follow_up(case, there, after, by_lesson=True)


def _changed_by_hand(case: CaseChanges, one: FollowUp) -> set[str]:
    entries = timeline.entries_of_kinds(case.work.session, case.incident.uid, ("follow_up_changed",))
    found: set[str] = set()
    for entry in entries:
        fields = entry.parameters.get("fields")
        if entry.parameters.get("follow_up") == one.uid and not entry.parameters.get("by_lesson"):
            found |= {str(key) for key in fields} if isinstance(fields, list) else set()
    return found


def _follow_up(case: CaseChanges, lesson: Mapping[str, JsonValue], position: int) -> FollowUp:
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


def _written(case: CaseChanges, key: str) -> JsonValue:
    placed = case.definition.fields_by_key.get(key)
    return case.state(placed[0]).values.get(key) if placed else None
