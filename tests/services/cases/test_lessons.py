"""The lessons of a closed review become follow-ups, once."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, timedelta

import pytest

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.stage_work import GateRefusedError
from services.response_desk import ResponseDesk, make_desk

ROW_COLUMN = '    {key = "row", kind = "text", label = "Row", hidden = true},\n'


@pytest.fixture
def ref(room_desk: ResponseDesk) -> str:
    """The number of a resolved major incident, whose review lacks nothing."""
    number = room_desk.raised("sev2")
    room_desk.resolve(number)
    room_desk.review(number)
    return number


def lesson(desk: ResponseDesk, what: str, owner: str, **more: JsonValue) -> dict[str, JsonValue]:
    due = moment_to_json(Moment.exact(desk.after(10 * 1440)))
    return {"what": what, "owner": desk.people[owner], "due": due, "state": "open", **more}


def learn(desk: ResponseDesk, ref: str, *lessons: JsonValue) -> None:
    desk.cases.stages.save(ref, {"lessons": [*lessons]}, {}, desk.me)


def close(desk: ResponseDesk, ref: str) -> tuple[FollowUp, ...]:
    desk.cases.response.go_to(ref, "closed", desk.me, reason="Written and read")
    return desk.cases.follow_ups.of(ref)


def test_owner_day_and_kind_are_those_of_the_review(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    learn(
        desk, ref,
        lesson(desk, "Watch the queue", "Rosa", turns_into="monitor", state="doing"),
        lesson(desk, "Add a canary", "Ines"),
        lesson(desk, "Move the disk", "Tim", state="done"),
        lesson(desk, "Buy another", "Tim", state="declined", evidence="Too dear"),
    )  # fmt: skip
    assert not desk.cases.follow_ups.of(ref)
    first, second = close(desk, ref)
    assert (first.text, first.kind, first.owner, first.state) == (
        "Watch the queue", "monitor", desk.people["Rosa"], "doing",
    )  # fmt: skip
    assert (second.text, second.kind, second.owner_name, second.due) == (
        "Add a canary", "task", "Ines", date(2026, 12, 3),
    )  # fmt: skip
    assert [one.headline for one in desk.told(ref, "follow_up_added")] == [
        "Follow-up 1 added",
        "Follow-up 2 added",
    ]


def test_closed_by_the_guide_it_is_the_same_and_the_lists_are_told(room_desk: ResponseDesk, ref: str) -> None:
    learn(room_desk, ref, lesson(room_desk, "Add a canary", "Ines"))
    completed = room_desk.cases.stages.complete(ref, "analysis", room_desk.me)
    assert "follow_ups" in completed.changes.things
    assert [one.text for one in room_desk.cases.follow_ups.of(ref)] == ["Add a canary"]


def test_home_lists_them_when_they_are_overdue(room_desk: ResponseDesk, ref: str) -> None:
    learn(room_desk, ref, lesson(room_desk, "Add a canary", "Ines"))
    close(room_desk, ref)
    assert not room_desk.cases.home.today(room_desk.me).follow_ups.items
    room_desk.time.advance(days=11)
    assert [one.text for one in room_desk.cases.home.today(room_desk.me).follow_ups.items] == ["Add a canary"]


def test_taken_up_again_and_closed_again_adds_only_new_lessons(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    canary = lesson(desk, "Add a canary", "Ines")
    learn(desk, ref, canary)
    (made,) = close(desk, ref)
    desk.cases.follow_ups.change(made.uid, {"state": "done"}, desk.me)
    desk.cases.response.go_to(ref, "investigating", desk.me, reason="It is back")
    desk.resolve(ref)
    desk.review(ref)
    learn(desk, ref, canary, lesson(desk, "Watch the queue", "Rosa"))
    assert [(one.text, one.state) for one in close(desk, ref)] == [
        ("Add a canary", "done"),
        ("Watch the queue", "open"),
    ]


def again(desk: ResponseDesk, ref: str) -> list[dict[str, JsonValue]]:
    """Take it up again, and come to its review again; gives the lessons as they are there."""
    desk.cases.response.go_to(ref, "investigating", desk.me, reason="It is back")
    desk.resolve(ref)
    desk.review(ref)
    written = desk.page(ref).facts["lessons"]
    assert isinstance(written, list)
    return [dict(row) for row in written if isinstance(row, dict)]


def test_a_lesson_that_is_reworded_stays_one_follow_up(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    learn(desk, ref, lesson(desk, "Add a canary", "Ines"), lesson(desk, "Watch the queue", "Rosa"))
    first, second = close(desk, ref)
    canary, queue = again(desk, ref)
    assert (canary["row"], queue["row"]) == (first.uid, second.uid)
    queue |= {"what": "Alert on the queue", "owner": desk.people["Tim"], "turns_into": "monitor"}
    learn(desk, ref, queue, canary)
    one, other = close(desk, ref)
    assert one == first
    assert (other.uid, other.text, other.owner_name, other.kind) == (
        second.uid, "Alert on the queue", "Tim", "monitor",
    )  # fmt: skip
    assert [one.headline for one in desk.told(ref, "follow_up_changed")] == ["Follow-up 2 changed"]


def test_what_was_changed_on_the_follow_up_itself_stays(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    learn(desk, ref, lesson(desk, "Add a canary", "Ines"), lesson(desk, "Watch the queue", "Rosa"))
    first, second = close(desk, ref)
    desk.cases.follow_ups.change(first.uid, {"owner": "Paul"}, desk.me)
    desk.cases.follow_ups.change(second.uid, {"state": "done"}, desk.me)
    canary, queue = again(desk, ref)
    canary["what"] = "Add two canaries"
    learn(desk, ref, canary, {**queue, "state": "declined", "evidence": "Not worth it"})
    one, other = close(desk, ref)
    assert (one.text, one.owner_name) == ("Add two canaries", "Paul")
    assert (other.state, other.why_dropped) == ("done", "")


def test_a_lesson_that_is_declined_in_the_second_review_is_dropped(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    learn(desk, ref, lesson(desk, "Add a canary", "Ines"))
    close(desk, ref)
    (canary,) = again(desk, ref)
    learn(desk, ref, {**canary, "state": "declined", "evidence": "Not worth it"})
    (one,) = close(desk, ref)
    assert (one.state, one.why_dropped, one.is_open) == ("dropped", "Not worth it", False)


def test_declining_a_lesson_needs_a_reason(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    declined = lesson(desk, "Buy another store", "Rosa", state="declined")
    learn(desk, ref, lesson(desk, "Add a canary", "Ines"), declined)
    with pytest.raises(GateRefusedError, match="row 2: Evidence, or why it was declined is missing"):
        close(desk, ref)
    learn(desk, ref, {**declined, "evidence": "Too dear"})
    assert not close(desk, ref)


def test_a_desk_that_began_with_version_1_goes_on(desk_paths: DeskPaths, time: ManualTime) -> None:
    """Its process has no column for the follow-up of a lesson: the words tell which it is."""
    with headless(desk_paths, time) as cases:
        me = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0].uid
        ref = make_desk(cases, time, me, ("Ines", "Paul", "Rosa", "Tim")).raised("sev2")
        text = cases.desk.library.newest("sre").text
    before, lessons = text.replace("version = 2", "version = 1", 1).split('{key = "lessons"')
    assert ROW_COLUMN in lessons
    older = '{key = "lessons"'.join((before, lessons.replace(ROW_COLUMN, "")))
    with sqlite3.connect(desk_paths.desk) as file:
        sha256 = hashlib.sha256(older.encode()).hexdigest()
        file.execute(
            "UPDATE process_text SET version = 1, text = ?, sha256 = ? WHERE key = 'sre'", (older, sha256)
        )
        file.execute("UPDATE run SET version = 1 WHERE process = 'sre'")
    file.close()
    with headless(desk_paths, time) as cases:
        people = {one.name: one.uid for one in cases.people.staff()}
        desk = ResponseDesk(cases, time, me, people, "")
        assert desk.page(ref).definition.version == 1
        desk.resolve(ref)
        desk.review(ref)
        canary = lesson(desk, "Add a canary", "Ines")
        learn(desk, ref, canary)
        close(desk, ref)
        again(desk, ref)
        learn(desk, ref, canary, lesson(desk, "Watch the queue", "Rosa"))
        assert [one.text for one in close(desk, ref)] == ["Add a canary", "Watch the queue"]
        newer = desk.page(desk.raised("sev2"))
        assert newer.definition.version == 2
        assert {one.key: one.version for one in cases.desk.library.all()}["sre"] == 2


def test_gone_back_with_a_closed_review_they_are_there_and_nothing_is_due(
    room_desk: ResponseDesk, ref: str
) -> None:
    desk = room_desk
    learn(desk, ref, {"what": "Add a canary", "state": "open"})
    assert not desk.cases.promotion.review_is_due(ref)
    assert "follow_ups" in desk.cases.promotion.return_(ref, desk.me).things
    (made,) = desk.cases.follow_ups.of(ref)
    assert (made.owner, made.due) == (desk.me, date(2026, 11, 23) + timedelta(days=14))
    assert desk.told(ref, "returned")[0].marks == ()


@pytest.mark.parametrize(("level", "due"), [("sev1", True), ("sev2", True), ("sev3", False)])
def test_going_back_without_a_closed_review_is_told_and_not_refused(
    room_desk: ResponseDesk, level: str, *, due: bool
) -> None:
    desk = room_desk
    number = desk.raised(level)
    desk.cases.response.set_sev(number, ["sev4"], desk.me, reason="Smaller than it seemed")
    desk.resolve(number)
    learn(desk, number, lesson(desk, "Add a canary", "Ines"))
    assert desk.cases.promotion.review_is_due(number) is due
    desk.cases.promotion.return_(number, desk.me)
    assert desk.told(number, "returned")[0].marks == (("review not closed",) if due else ())
    assert not desk.cases.follow_ups.of(number)
