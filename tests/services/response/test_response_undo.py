"""Slips in a response room are taken back, and the timeline tells of both."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.chain import check_chain
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.review.review_times import level_minutes
from services.response_desk import RESOLUTION, ResponseDesk


def undo(desk: ResponseDesk, number: str, changes: Changes, author: str = "") -> None:
    desk.cases.response.take_back(number, changes.cause, author or desk.me)


def marked(desk: ResponseDesk, number: str, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.headline, one.marks) for one in desk.told(number, kind)]


def test_a_phase_is_what_it_was_and_both_are_told(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    due = room_desk.room(number).response.update_due
    changes = room_desk.cases.response.go_to(number, "identified", room_desk.me)
    undo(room_desk, number, changes)
    view = room_desk.room(number)
    assert (view.incident.phase, view.public, view.response.update_due) == (
        "investigating", "investigating", due,
    )  # fmt: skip
    assert marked(room_desk, number, "phase_change") == [
        ("Phase: Identified", ()), ("Phase: Investigating", ("Undo",)),
    ]  # fmt: skip
    page = room_desk.page(number)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    with pytest.raises(RefusedError, match="taken back already"):
        undo(room_desk, number, changes)


def test_the_end_of_the_impact_that_was_said_with_a_phase_goes_back_too(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    changes = room_desk.cases.response.go_to(
        number, "monitoring", room_desk.me, reason="It works", ended=room_desk.now()
    )
    assert room_desk.room(number).milestones["mitigated"] is not None
    undo(room_desk, number, changes)
    view = room_desk.room(number)
    assert (view.incident.phase, view.milestones["mitigated"]) == ("investigating", None)
    assert marked(room_desk, number, "impact_end") == [("Impact ended", ()), ("Impact ended", ("Undo",))]


def test_what_was_resolved_by_mistake_was_never_resolved(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    cases = room_desk.cases
    cases.stages.save(number, {"impact": "low", "severity": "medium", "risk": "low"}, {}, room_desk.me)
    room_desk.time.advance(minutes=30)
    before = room_desk.page(number)
    changes = cases.response.go_to(
        number, "resolved", room_desk.me, reason="It works", ended=room_desk.now(),
        answers={**RESOLUTION, "last_update": "sent"},
    )  # fmt: skip
    assert room_desk.page(number).clock.resolution.state == "met"
    room_desk.time.advance(minutes=1)
    undo(room_desk, number, changes)
    page = room_desk.page(number)
    assert (page.incident.status, page.incident.phase, page.incident.resolved) == (
        "in_progress", "investigating", None,
    )  # fmt: skip
    assert page.incident.reopen_count == 0
    assert page.incident.core.get("restored") is None
    assert page.current_stage.key == "response"
    assert page.stages["response"].completed is None
    assert page.stages["response"].values["resolution"] == RESOLUTION["resolution"], "nothing typed is lost"
    assert page.clock.resolution.state == "running"
    assert page.clock.resolution.due_ms == before.clock.resolution.due_ms
    room_desk.resolve(number)
    assert room_desk.page(number).incident.status == "resolved"


def test_a_level_takes_its_peak_and_those_to_be_called_back_with_it(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev3", service="Mail")
    changes = room_desk.cases.response.set_sev(number, ["sev1"], room_desk.me, reason="All of them")
    assert [one.state for one in room_desk.room(number).roles if one.role == "expert"] == ["to_call"] * 2
    undo(room_desk, number, changes)
    view = room_desk.room(number)
    assert (view.incident.sev, view.incident.major, view.response.sizes.peak) == ("sev3", False, "sev3")
    assert [one.state for one in view.roles if one.role == "expert"] == ["ended"] * 2
    assert marked(room_desk, number, "sev_change")[-1] == ("SEV 1 Critical → SEV 3 Moderate", ("Undo",))


def test_a_role_is_with_whom_it_was_before(room_desk: ResponseDesk) -> None:
    number, response = room_desk.raised("sev2", service="Mail"), room_desk.cases.response
    ines, paul = room_desk.people["Ines"], room_desk.people["Paul"]

    def held(role: str) -> list[tuple[str, str]]:
        return [(one.name, one.state) for one in room_desk.room(number).roles if one.role == role]

    given = response.give_role(number, "scribe", paul, room_desk.me)
    undo(room_desk, number, given)
    assert held("scribe") == [("Paul", "ended")]
    room_desk.time.advance(minutes=1)
    response.give_role(number, "scribe", paul, room_desk.me)
    room_desk.time.advance(minutes=1)
    instead = response.give_role(number, "scribe", ines, room_desk.me)
    undo(room_desk, number, instead)
    assert [one for one in held("scribe") if one[1] == "active"] == [("Paul", "active")]
    ended = response.end_role(number, "scribe", paul, room_desk.me)
    undo(room_desk, number, ended)
    assert [one for one in held("scribe") if one[1] == "active"] == [("Paul", "active")]
    called = response.give_role(number, "expert", ines, room_desk.me)
    undo(room_desk, number, called)
    assert ("Ines", "to_call") in held("expert"), "who knows the service is still to be called"
    told = marked(room_desk, number, "role_change")
    assert told[-1] == ("To be called: Ines", ("Undo",))
    assert ("Scribe: Paul", ("Undo",)) in told


def test_nobody_takes_back_what_others_did_or_built_on(room_desk: ResponseDesk) -> None:
    number, response = room_desk.raised("sev2"), room_desk.cases.response
    changes = response.go_to(number, "identified", room_desk.me)
    with pytest.raises(RefusedError, match="Somebody else did this"):
        undo(room_desk, number, changes, room_desk.people["Paul"])
    response.go_to(number, "mitigating", room_desk.people["Paul"])
    with pytest.raises(RefusedError, match="changed since"):
        undo(room_desk, number, changes)
    given = response.give_role(number, "scribe", room_desk.people["Paul"], room_desk.me)
    response.give_role(number, "scribe", room_desk.people["Ines"], room_desk.people["Ines"])
    with pytest.raises(RefusedError, match="changed since"):
        undo(room_desk, number, given)
    level = response.set_sev(number, ["sev1"], room_desk.me)
    room_desk.time.advance(minutes=16)
    with pytest.raises(RefusedError, match="more than 15 minutes ago"):
        undo(room_desk, number, level)
    assert room_desk.room(number).incident.sev == "sev1"


def test_command_and_ends_are_not_taken_back(room_desk: ResponseDesk) -> None:
    number, response = room_desk.raised("sev2"), room_desk.cases.response
    paul = room_desk.people["Paul"]
    response.offer_command(number, paul, "fatigue", {"state": "As it was"}, room_desk.me)
    accepted = response.command_spoken(number, room_desk.me)
    with pytest.raises(RefusedError):
        undo(room_desk, number, accepted)
    commander = room_desk.room(number).commander
    assert commander is not None
    assert commander.person == paul
    declared = room_desk.cases.raising.raise_one("Phones", room_desk.me, levels=["sev2"])
    with pytest.raises(RefusedError):
        undo(room_desk, declared.number, declared.changes)


def test_a_typed_line_about_the_impact_goes_back_as_a_whole(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    written = room_desk.cases.response_lines.write(number, "/impact start Nobody books", room_desk.me)
    assert written.undoable
    assert len(room_desk.room(number).rows("impact_lines")) == 1
    undo(room_desk, number, written.changes)
    view = room_desk.room(number)
    assert (view.rows("impact_lines"), view.milestones["impact_started"]) == ((), None)


def test_a_slip_counts_in_no_figure_of_the_review(room_desk: ResponseDesk) -> None:
    number, response = room_desk.raised("sev3"), room_desk.cases.response
    room_desk.time.advance(minutes=10)
    undo(room_desk, number, response.set_sev(number, ["sev1"], room_desk.me))
    room_desk.time.advance(minutes=10)
    room_desk.resolve(number)
    draft = room_desk.cases.review.draft(number, room_desk.me)
    assert level_minutes(draft.source) == [("sev3", 20)]
    assert "SEV 1" not in repr(draft.fields)


def test_how_big_it_was_in_the_end_is_what_every_list_shows(room_desk: ResponseDesk) -> None:
    number, response = room_desk.raised("sev1"), room_desk.cases.response
    room_desk.resolve(number)
    changes = response.set_sev(number, ["sev3"], room_desk.me, reason="Fewer", final=True)
    view = room_desk.room(number)
    assert (view.incident.sev, view.response.sizes) == ("sev3", ("sev1", "sev1", "sev3"))
    undo(room_desk, number, changes)
    view = room_desk.room(number)
    assert (view.incident.sev, view.response.sizes) == ("sev1", ("sev1", "sev1", ""))
