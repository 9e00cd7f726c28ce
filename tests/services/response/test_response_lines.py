"""Typed lines of a response room become what they say."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError, UserFacingError
from incidentdesk.domain.moments import Moment, Precision
from incidentdesk.domain.response_words import LineError
from incidentdesk.services.response.room import moment_of
from services.response_desk import ResponseDesk


@pytest.fixture
def ref(room_desk: ResponseDesk) -> str:
    """The number of a declared major incident, an hour old."""
    number = room_desk.raised("sev2")
    room_desk.time.advance(hours=1)
    return number


def write(desk: ResponseDesk, ref: str, line: str) -> str:
    return desk.cases.response_lines.write(ref, line, desk.me).row


def moments(desk: ResponseDesk, ref: str, kind: str) -> list[Moment]:
    return [moment_of(one) for one in desk.page(ref).entries if one.kind == kind]


def test_rows_of_tables(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    assert write(desk, ref, "/action @rosa 15m Replace volume vol-7") == "1"
    assert write(desk, ref, "/hypothesis The volume is full") == "1"
    assert write(desk, ref, "/decision Fail over | Restore from backup") == "1"
    assert write(desk, ref, "/need Somebody who knows the storage") == "1"
    assert write(desk, ref, "/action @me Tell the users") == "2"
    room = desk.room(ref)
    first, second = room.rows("actions")
    assert (first["what"], first["owner"], first["minutes"]) == (
        "Replace volume vol-7",
        desk.people["Rosa"],
        15,
    )
    assert first["due"] == desk.now(-15)
    assert (second["owner"], second.get("minutes")) == (desk.me, None)
    assert room.rows("hypotheses")[0]["statement"] == "The volume is full"
    assert room.rows("decisions")[0]["backup"] == "Restore from backup"
    assert room.rows("needs")[0]["what"] == "Somebody who knows the storage"


def test_what_was_done_earlier_is_told_with_its_time(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    write(desk, ref, "at 9:31 Load falls")
    write(desk, ref, "at about 9:35: /change Volume replaced")
    write(desk, ref, "at between 9:10 and 9:20: /alert Disk full")
    write(desk, ref, "at 9:40 /action @paul 30m Watch the queue")
    write(desk, ref, "at 9:41 /decision Stay on the old release")
    write(desk, ref, "at 9:42 /sev 1 Sales too")
    at = desk.after
    assert moments(desk, ref, "observation") == [Moment.exact(at(-29))]
    assert moments(desk, ref, "change") == [Moment.about(at(-25))]
    assert moments(desk, ref, "alert") == [Moment.between(at(-50), at(-40))]
    assert moments(desk, ref, "action") == [Moment.exact(at(-20))]
    assert moments(desk, ref, "sev_change") == [Moment.exact(at(-18))]
    assert desk.room(ref).rows("actions")[0]["due"] == desk.now(-10)
    assert desk.room(ref).rows("decisions")[0]["at"] == desk.now(19)
    assert [one.marks for one in desk.told(ref, "change", "alert", "observation")] == [
        (), ("about",), ("until 09:20",),
    ]  # fmt: skip


def test_phase_and_level(room_desk: ResponseDesk, ref: str) -> None:
    write(room_desk, ref, "/phase mitigating: the old release goes out")
    write(room_desk, ref, "/sev1 Sales too")
    incident = room_desk.room(ref).incident
    assert (incident.phase, incident.sev) == ("mitigating", "sev1")
    assert [one.detail for one in room_desk.told(ref, "phase_change", "sev_change")] == [
        "the old release goes out",
        "Sales too",
    ]
    with pytest.raises(LineError, match="from now"):
        write(room_desk, ref, "at 9:30 /phase cancelled nothing")
    write(room_desk, ref, "/phase false_alarm a test of the alarm")
    with pytest.raises(RefusedError):
        write(room_desk, ref, "One word more")


def test_impact_began_and_ended(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    assert write(desk, ref, "/impact start 8:31 No mail goes out") == "1"
    assert write(desk, ref, "/impact end about 9:50 The queue is empty") == ""
    room = desk.room(ref)
    assert room.milestones["impact_started"] == desk.now(89)
    assert room.rows("impact_lines")[0]["since"] == desk.now(89)
    ended = room.milestones["mitigated"]
    assert isinstance(ended, dict)
    assert ended["precision"] == Precision.ABOUT
    assert moments(desk, ref, "observation") == [Moment.about(desk.after(-10))]


def test_roles(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    write(desk, ref, "at 9:20 /who scribe @tim while Rosa sleeps")
    held = next(one for one in desk.room(ref).roles if one.role == "scribe")
    assert (held.person, held.since) == (desk.people["Tim"], desk.after(-40))
    assert desk.told(ref, "role_change")[-1].detail == "while Rosa sleeps"
    with pytest.raises(LineError, match="accepted") as told:
        write(desk, ref, "/who commander @tim")
    assert told.value.start == len("/who commander ")
    with pytest.raises(RefusedError, match="in command"):
        write(desk, ref, "/who commander @me")


def test_updates_and_counted_reports(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    write(desk, ref, "/user 12")
    write(desk, ref, "/user 3 from Hamburg")
    write(desk, ref, "at 9:50 /update We go back")
    reports = [one for one in desk.page(ref).entries if one.kind == "user_report"]
    assert [one.parameters["count"] for one in reports] == [12, 3]
    assert desk.room(ref).response.last_update == desk.after(-10)
    with pytest.raises(LineError, match="text of the update"):
        write(desk, ref, "/update")


WRONG = {
    "/action @nobody 15m x": (len("/action "), len("/action @nobody")),
    "/phase sideways": (len("/phase "), len("/phase sideways")),
    "/jump": (0, 5),
    "at 2026-11-24 11:30 too early": (0, len("at 2026-11-24 11:30 too early")),
    "at unknown: something": (0, len("at unknown: something")),
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_names_the_place_and_changes_nothing(
    room_desk: ResponseDesk, ref: str, line: str
) -> None:
    before = room_desk.page(ref).entries
    with pytest.raises(LineError) as told:
        write(room_desk, ref, line)
    assert (told.value.start, told.value.end) == WRONG[line]
    assert told.value.next_step
    assert room_desk.page(ref).entries == before


def test_a_line_that_is_refused_halfway_leaves_nothing(room_desk: ResponseDesk, ref: str) -> None:
    write(room_desk, ref, "/impact end 9:30")
    before = room_desk.page(ref).entries
    with pytest.raises(UserFacingError, match="would be after"):
        write(room_desk, ref, "/impact start 9:45 Nobody can print")
    assert room_desk.page(ref).entries == before
    assert not room_desk.room(ref).rows("impact_lines")


def test_only_a_major_incident_has_lines(room_desk: ResponseDesk) -> None:
    with pytest.raises(UsageError, match="no incident"):
        write(room_desk, "INC-2026-000099", "x")
    logged = room_desk.cases.log.log({"title": "Printer"}, room_desk.me).number
    with pytest.raises(RefusedError, match="no major"):
        write(room_desk, logged, "x")


def test_offers_name_who_works_here(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    line = "/action @r"
    (found,) = desk.cases.response_lines.offers(ref, line, len(line))
    assert (found.text, found.label) == ("@rosa ", "Rosa")
    shown = desk.cases.response_lines.offers(ref, "/sev ", 5)
    assert [one.text.strip() for one in shown] == ["sev1", "sev2", "sev3", "sev4", "sev5"]
    assert desk.cases.response_lines.offers(ref, "/who scribe @m", 14, desk.me)[0].text == "@me "
