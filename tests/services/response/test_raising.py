"""Raising and declaring major incidents."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.stage_work import GateRefusedError
from services.response_desk import ResponseDesk


def test_a_title_is_enough_and_it_has_a_number_at_once(room_desk: ResponseDesk) -> None:
    raised = room_desk.cases.raising.raise_one("Mail is down", room_desk.people["Paul"])
    view = room_desk.room(raised.number)
    assert (view.incident.process, view.incident.phase, view.incident.status) == ("sre", "new", "new")
    assert (view.incident.sev, view.commander, view.response.update_due) == ("", None, None)
    with pytest.raises(UsageError, match="needs a title"):
        room_desk.cases.raising.raise_one(" ", room_desk.me)


def test_declaring_names_the_commander_and_starts_the_clock(room_desk: ResponseDesk) -> None:
    number = room_desk.raised()
    room_desk.cases.raising.declare(number, ["sev3", "sev1"], room_desk.me)
    view = room_desk.room(number)
    assert (view.incident.sev, view.incident.phase, view.incident.status) == (
        "sev1", "investigating", "in_progress",
    )  # fmt: skip
    assert view.commander is not None
    assert view.commander.person == room_desk.me
    assert view.response.update_due == room_desk.after(5)
    assert view.incident.major
    assert room_desk.page(number).stages["detection"].completed is not None
    with pytest.raises(RefusedError, match="is declared"):
        room_desk.cases.raising.declare(number, ["sev1"], room_desk.me)


def test_detection_completes_by_the_declaration_alone(room_desk: ResponseDesk) -> None:
    number = room_desk.raised()
    with pytest.raises(GateRefusedError, match="Declare it with a SEV level"):
        room_desk.cases.stages.complete(number, "detection", room_desk.me)


def test_a_wrong_level_raises_nothing(room_desk: ResponseDesk) -> None:
    with pytest.raises(UsageError, match="sev1, sev2"):
        room_desk.raised("high")
    assert room_desk.cases.queue.totals()[0] == 0


def test_the_same_uid_is_raised_once(room_desk: ResponseDesk) -> None:
    uid = room_desk.cases.raising.raise_one("Mail is down", room_desk.me, levels=["sev2"]).uid
    again = room_desk.cases.raising.raise_one("Mail is down", room_desk.me, levels=["sev2"], uid=uid)
    assert again.uid == uid
    assert room_desk.cases.queue.totals()[0] == 1


def test_builders_are_called_when_it_is_major_and_kept_but_for_a_reason(room_desk: ResponseDesk) -> None:
    minor = room_desk.raised("sev3", service="Mail")
    assert [one.role for one in room_desk.room(minor).roles] == ["commander"]
    number = room_desk.raised("sev2", service="Mail")
    called = [(one.name, one.state, one.why) for one in room_desk.room(number).roles if one.role == "expert"]
    assert called == [("Ines", "to_call", "built"), ("J. Old", "to_call", "built")]
    response = room_desk.cases.response
    with pytest.raises(RefusedError, match="needs a reason"):
        response.end_role(number, "expert", "Ines", room_desk.me)
    response.end_role(number, "expert", "Ines", room_desk.me, reason="On a plane")
    response.give_role(number, "expert", "J. Old", room_desk.me)
    states = {one.name: one.state for one in room_desk.room(number).roles if one.role == "expert"}
    assert states == {"Ines": "ended", "J. Old": "active"}
    assert [one.headline for one in room_desk.told(number, "role_change")][-2:] == [
        "Ines is no longer Expert", "Expert: J. Old",
    ]  # fmt: skip


def test_that_it_becomes_major_later_calls_them_then(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev4", service="Mail")
    room_desk.cases.response.set_sev(number, ["sev2"], room_desk.me, reason="It spreads")
    view = room_desk.room(number)
    assert [one.name for one in view.roles if one.state == "to_call"] == ["Ines", "J. Old"]
    assert view.response.sizes == ("sev4", "sev2", "")


def test_several_teams_make_it_major_at_any_level(room_desk: ResponseDesk) -> None:
    number = room_desk.raised(service="Mail")
    room_desk.cases.raising.declare(number, ["sev4"], room_desk.me, major=True)
    assert room_desk.room(number).incident.major


def test_who_only_reads_raises_nothing(room_desk: ResponseDesk) -> None:
    reader = room_desk.cases.people.write_person(Person("", "Reader", "read_only"), room_desk.me)[0].uid
    with pytest.raises(RefusedError, match="Reader may not"):
        room_desk.cases.raising.raise_one("Mail", reader)
    number = room_desk.raised()
    with pytest.raises(RefusedError, match="Reader may not"):
        room_desk.cases.raising.declare(number, ["sev1"], reader)


def test_one_that_was_logged_under_the_process_can_be_declared_too(room_desk: ResponseDesk) -> None:
    uid = room_desk.cases.log.log({"title": "Mail"}, room_desk.me, process="sre").uid
    assert room_desk.room(uid).incident.phase == "new"
    room_desk.cases.raising.declare(uid, ["sev2"], room_desk.me)
    assert room_desk.room(uid).incident.phase == "investigating"
    page = room_desk.page(uid)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []


def test_an_ordinary_incident_has_no_room(room_desk: ResponseDesk) -> None:
    uid = room_desk.cases.log.log({"title": "A printer"}, room_desk.me).uid
    with pytest.raises(RefusedError, match="no major incident"):
        room_desk.room(uid)
    with pytest.raises(RefusedError, match="no major incident"):
        room_desk.cases.raising.declare(uid, ["sev2"], room_desk.me)
