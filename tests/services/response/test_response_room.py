"""The room of a major incident: phases, SEV levels, updates, rows, and what is over."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.stage_work import GateRefusedError
from incidentdesk.services.response.response_notes import NOTES, Note
from services.response_desk import RESOLUTION, ResponseDesk


@pytest.fixture
def number(room_desk: ResponseDesk) -> str:
    """An incident that was declared just now."""
    return room_desk.raised("sev2")


def test_from_the_first_word_to_the_closed_review(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    room_desk.time.advance(minutes=10)
    for phase in ("identified", "mitigating", "monitoring"):
        response.go_to(number, phase, me)
    room_desk.resolve(number)
    assert room_desk.room(number).incident.status == "resolved"
    assert room_desk.room(number).incident.due.next is None, "a review waits for nobody's word"
    response.go_to(number, "in_review", me)
    with pytest.raises(GateRefusedError, match="Sum it up"):
        response.go_to(number, "closed", me)
    room_desk.review(number)
    response.set_sev(number, ["sev3"], me, reason="Fewer than we thought", final=True)
    response.go_to(number, "closed", me)
    view = room_desk.room(number)
    assert (view.incident.phase, view.incident.status, view.public) == ("closed", "closed", "resolved")
    assert view.response.sizes == ("sev2", "sev2", "sev3")
    assert view.response.update_due is None
    assert {one.state for one in view.roles} == {"ended"}
    page = room_desk.page(number)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []


def test_the_gate_of_the_response_asks_for_all_of_it(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    row = response.add_row(number, "actions", {"what": "Watch it"}, me).row
    with pytest.raises(GateRefusedError) as refused:
        response.go_to(number, "resolved", me, reason="Over")
    said = {gap.say for gap in refused.value.missing}
    assert {
        "Say when the impact ended", "Say how it was verified", "Close the open actions, or hand them on",
        "Send the last update, or say that none is due",
    } <= said  # fmt: skip
    assert room_desk.room(number).incident.phase == "investigating"
    response.change_row(number, "actions", row, {"state": "handed_on"}, me)
    room_desk.resolve(number)
    assert room_desk.room(number).incident.phase == "resolved"


def test_an_end_before_the_beginning_keeps_it_from_being_resolved(
    room_desk: ResponseDesk, number: str
) -> None:
    cases, me = room_desk.cases, room_desk.me
    cases.stages.save(number, {"occurred": room_desk.now(10), "restored": room_desk.now(70)}, {}, me)
    cases.stages.save(number, RESOLUTION, {}, me)
    cases.response.note_update(number, "external", "It works again", me, last=True)
    with pytest.raises(GateRefusedError) as refused:
        cases.response.go_to(number, "resolved", me, reason="Over")
    said = [(gap.field, gap.say) for gap in refused.value.missing]
    assert said == [
        ("restored", "The impact cannot have ended before it began. Correct one of the two times.")
    ]
    page = room_desk.page(number)
    assert [gap.field for gap in page.missing(page.definition.stage("response"))] == ["restored"]
    cases.stages.save(number, {"restored": room_desk.now(5)}, {}, me)
    cases.response.go_to(number, "resolved", me, reason="Over")


def test_none_is_due_where_the_level_has_no_clock(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev4")
    assert room_desk.room(number).response.update_due is None
    room_desk.cases.response.set_milestone(number, "mitigated", room_desk.now(), room_desk.me)
    values = {"resolution": "x", "fix_kind": "permanent", "recovery_test": "y", "back_to_normal": True}
    room_desk.cases.stages.save(number, values, {}, room_desk.me)
    room_desk.cases.response.go_to(number, "resolved", room_desk.me, reason="Small")
    assert room_desk.page(number).facts["last_update"] == "none_due"


def test_jumps_and_ways_back_need_a_reason(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    with pytest.raises(UsageError, match="“Investigating” to “Monitoring” needs a reason"):
        response.go_to(number, "monitoring", me)
    response.go_to(number, "monitoring", me, reason="It went by itself")
    with pytest.raises(UsageError, match="needs a reason"):
        response.go_to(number, "investigating", me)
    response.go_to(number, "investigating", me, reason="It is back")
    assert room_desk.room(number).incident.reopen_count == 0
    assert [one.detail for one in room_desk.told(number, "phase_change")] == [
        "It went by itself", "It is back",
    ]  # fmt: skip
    undeclared = room_desk.raised()
    with pytest.raises(RefusedError, match="not declared"):
        response.go_to(undeclared, "identified", me, reason="x")


def test_reopening_is_counted_and_asks_again(room_desk: ResponseDesk, number: str) -> None:
    room_desk.resolve(number)
    response = room_desk.cases.response
    agent = room_desk.people["Paul"]
    with pytest.raises(RefusedError, match="may not reopen"):
        response.go_to(number, "mitigating", agent, reason="It is back")
    response.go_to(number, "mitigating", room_desk.me, reason="It is back")
    view, facts = room_desk.room(number), room_desk.page(number).facts
    assert (view.incident.phase, view.incident.status, view.incident.reopen_count) == (
        "mitigating", "in_progress", 1,
    )  # fmt: skip
    assert "restored" not in facts
    assert "last_update" not in facts
    assert facts["resolution"] == "Went back to the last release"
    assert view.response.update_due is not None


def test_an_exit_ends_it_with_its_reason(room_desk: ResponseDesk) -> None:
    number = room_desk.raised()
    with pytest.raises(UsageError, match="needs a reason"):
        room_desk.cases.response.go_to(number, "false_alarm", room_desk.me)
    room_desk.cases.response.go_to(number, "false_alarm", room_desk.me, reason="A test of monitoring")
    view = room_desk.room(number)
    assert (view.incident.phase, view.incident.status) == ("false_alarm", "cancelled")
    assert view.incident.cancel_reason == "A test of monitoring"
    room_desk.cases.lifecycle.reopen(number, "It was none", room_desk.me)
    room_desk.cases.raising.declare(number, ["sev3"], room_desk.me)
    assert room_desk.room(number).incident.phase == "investigating"


def test_the_phase_follows_whatever_changes_the_status(room_desk: ResponseDesk, number: str) -> None:
    lifecycle, me = room_desk.cases.lifecycle, room_desk.me
    lifecycle.hold(number, "awaiting_supplier", me)
    assert room_desk.room(number).incident.phase == "investigating"
    lifecycle.resume(number, me)
    lifecycle.cancel(number, "No incident", me)
    view = room_desk.room(number)
    assert (view.incident.phase, view.response.update_due, view.response.sizes.final) == (
        "cancelled", None, "sev2",
    )  # fmt: skip
    lifecycle.reopen(number, "One after all", me)
    view = room_desk.room(number)
    assert (view.incident.phase, view.warnings) == ("investigating", ("no_commander",))
    assert view.response.update_due == room_desk.after(15)


def test_the_next_update_follows_phase_level_and_what_was_told(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me

    def due() -> float | None:
        at = room_desk.room(number).response.update_due
        return None if at is None else (at.ms - start) / 60_000

    start = room_desk.time.now().ms
    assert due() == 15
    room_desk.time.advance(minutes=10)
    response.note_update(number, "internal", "We look", me)
    assert due() == 40
    response.set_sev(number, ["sev1"], me)
    assert due() == 30
    response.go_to(number, "monitoring", me, reason="Looks good")
    assert due() == 40
    response.set_sev(number, ["sev5"], me)
    assert due() is None
    response.set_sev(number, ["sev2"], me)
    assert due() == 70
    response.note_update(number, "external", "Over", me, last=True)
    assert due() is None
    with pytest.raises(UsageError, match="no audience"):
        response.note_update(number, "press", "x", me)


def test_eight_hours_of_sleep_and_a_restart_lose_no_deadline(
    room_desk: ResponseDesk, number: str, desk_paths: DeskPaths
) -> None:
    me = room_desk.me
    action = {"what": "Restart", "owner": me, "minutes": 15}
    room_desk.cases.response.add_row(number, "actions", action, me)
    room_desk.cases.response.offer_command(number, "Rosa", "fatigue", {"state": "As it was"}, me)
    before = room_desk.room(number)
    assert (before.update_late, before.late_actions) == (False, ())
    room_desk.time.advance(hours=8)
    with headless(desk_paths, room_desk.time) as again:
        view = again.response.view(number)
        (line,) = again.watched_majors.updates_due()
        again.response.accept_command(number, room_desk.people["Rosa"])
        commander = again.response.view(number).commander
    assert (view.update_late, view.late_actions) == (True, ("1",))
    assert "long_command" in view.warnings
    assert view.response.update_due == before.response.update_due
    assert (line.number, line.late, line.due) == (number, True, before.response.update_due)
    assert commander is not None
    assert commander.name == "Rosa"


def test_milestones_keep_their_order_and_how_exact_they_are(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    about = {**room_desk.now(20), "precision": "about"}
    response.set_milestone(number, "impact_started", about, me)
    with pytest.raises(UsageError, match="“Impact began” would be after “Impact ended”"):
        response.set_milestone(number, "mitigated", room_desk.now(30), me)
    assert room_desk.room(number).milestones["mitigated"] is None
    response.set_milestone(number, "mitigated", room_desk.now(5), me)
    with pytest.raises(UsageError, match="noted by itself"):
        response.set_milestone(number, "declared", room_desk.now(5), me)
    assert room_desk.room(number).milestones["impact_started"] == about
    (began,) = room_desk.told(number, "impact_start")
    assert (began.headline, began.marks) == ("Impact began", ("about",))


def test_rows_are_changed_one_by_one(room_desk: ResponseDesk, number: str, desk_paths: DeskPaths) -> None:
    response, me = room_desk.cases.response, room_desk.me
    one = response.add_row(number, "actions", {"what": "Restart", "minutes": 10}, me).row
    two = response.add_row(number, "actions", {"what": "Call them", "owner": "Tim"}, me).row
    with headless(desk_paths, room_desk.time) as elsewhere:
        response.change_row(number, "actions", one, {"state": "done"}, me)
        elsewhere.response.change_row(number, "actions", two, {"state": "doing"}, me)
        response.change_row(number, "actions", one, {"result": "It is up"}, me)
    rows = {row["what"]: row for row in room_desk.room(number).rows("actions")}
    assert rows["Restart"]["state"] == "done"
    assert (rows["Call them"]["state"], rows["Call them"]["owner"]) == ("doing", room_desk.people["Tim"])
    with pytest.raises(UsageError, match=r"no row “9”. Use one of: 1, 2"):
        response.change_row(number, "actions", "9", {"state": "done"}, me)
    with pytest.raises(UsageError, match="has no choice"):
        response.change_row(number, "actions", one, {"state": "maybe"}, me)
    with pytest.raises(UsageError, match="keeps its name"):
        response.change_row(number, "actions", one, {"row": "7"}, me)
    with pytest.raises(UsageError, match="no table"):
        response.add_row(number, "lessons", {"what": "x"}, me)


def test_a_whole_table_takes_nobodys_rows_away(room_desk: ResponseDesk, number: str) -> None:
    cases, me = room_desk.cases, room_desk.me
    cases.response.add_row(number, "actions", {"what": "Restart"}, me)
    kept = room_desk.page(number).facts["actions"]
    with pytest.raises(RefusedError, match="“Actions” is written row by row"):
        cases.stages.save(number, {"actions": [{"what": "Mine"}]}, {}, me)
    cases.stages.save(number, {"actions": kept, "resolution": "Restarted"}, {}, me)
    assert room_desk.page(number).facts["actions"] == kept
    assert room_desk.page(number).facts["resolution"] == "Restarted"


def test_what_came_along_from_a_form_has_a_name_too(room_desk: ResponseDesk) -> None:
    rows = [{"statement": "The disk"}, {"statement": "The release"}]
    number = room_desk.cases.log.log({"title": "Mail is slow"}, room_desk.me).number
    room_desk.cases.stages.save(number, {"hypotheses": rows}, {}, room_desk.me)
    room_desk.cases.promotion.promote(number, ["sev2"], room_desk.me)
    change = {"result": "confirmed", "test": "Went back"}
    room_desk.cases.response.change_row(number, "hypotheses", "2", change, room_desk.me)
    kept = room_desk.room(number).rows("hypotheses")
    assert [(row["row"], row.get("result")) for row in kept] == [("1", None), ("2", "confirmed")]
    assert room_desk.told(number, "hypothesis")[0].headline == "Hypothesis 2: confirmed"


def test_notes_of_every_kind_are_told_and_found(room_desk: ResponseDesk, number: str) -> None:
    for kind in NOTES:
        room_desk.cases.response.note(number, kind, f"Nebelhorn {kind}", room_desk.me, Note(count=3))
    told = room_desk.told(number, *NOTES)
    assert [one.detail for one in told] == [f"Nebelhorn {kind}" for kind in NOTES]
    found = room_desk.cases.search.find("nebelhorn", limit=5)
    assert found.total == 1
    with pytest.raises(UsageError, match="no kind of entry"):
        room_desk.cases.response.note(number, "gossip", "x", room_desk.me)
    with pytest.raises(UsageError, match="nothing to note"):
        room_desk.cases.response.note(number, "change", " ", room_desk.me)


def test_who_only_reads_changes_nothing(room_desk: ResponseDesk, number: str) -> None:
    reader = room_desk.cases.people.write_person(Person("", "Reader", "read_only"), room_desk.me)[0].uid
    response, count = room_desk.cases.response, room_desk.page(number).incident.entry_count
    acts = (
        lambda: response.go_to(number, "identified", reader),
        lambda: response.set_sev(number, ["sev1"], reader),
        lambda: response.add_row(number, "actions", {"what": "x"}, reader),
        lambda: response.note(number, "change", "x", reader),
        lambda: response.note_update(number, "internal", "x", reader),
        lambda: response.offer_command(number, "Rosa", "fatigue", {"state": "x"}, reader),
        lambda: response.give_role(number, "scribe", "Rosa", reader),
        lambda: response.set_bridge(number, "123", reader),
        lambda: room_desk.cases.promotion.return_(number, reader, "x"),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="Reader may not"):
            act()
    assert room_desk.page(number).incident.entry_count == count


def test_one_that_was_merged_is_worked_on_no_more(room_desk: ResponseDesk, number: str) -> None:
    other = room_desk.raised("sev1")
    room_desk.cases.outages.merge(number, other, room_desk.me)
    with pytest.raises(RefusedError, match="merged"):
        room_desk.cases.response.go_to(number, "investigating", room_desk.me, reason="On with it")
    with pytest.raises(RefusedError, match="merged"):
        room_desk.cases.promotion.return_(number, room_desk.me, "Away")


def test_where_people_meet(room_desk: ResponseDesk, number: str) -> None:
    room_desk.cases.response.set_bridge(number, " 0800 123, PIN 44 ", room_desk.me)
    assert room_desk.room(number).response.bridge == "0800 123, PIN 44"
    assert room_desk.told(number, "bridge")[0].detail == "0800 123, PIN 44"


def test_the_guide_ends_a_response_as_the_room_does(room_desk: ResponseDesk, number: str) -> None:
    room_desk.resolve(number)
    room_desk.review(number)
    room_desk.cases.stages.complete(number, "analysis", room_desk.me)
    view = room_desk.room(number)
    assert (view.incident.phase, view.response.sizes.final) == ("closed", "sev2")
    assert {one.state for one in view.roles} == {"ended"}
    assert room_desk.told(number, "phase_change")[-1].headline == "Phase: Review closed"


def test_an_action_of_the_review_needs_an_owner_and_a_day(room_desk: ResponseDesk, number: str) -> None:
    room_desk.resolve(number)
    room_desk.review(number)
    room_desk.cases.stages.save(number, {"lessons": [{"what": "Add a canary"}]}, {}, room_desk.me)
    with pytest.raises(GateRefusedError) as refused:
        room_desk.cases.stages.complete(number, "analysis", room_desk.me)
    said = [gap.say for gap in refused.value.missing]
    assert len(said) == 2
    assert "Owner is missing" in said[0]
    assert "Due is missing" in said[1]


def test_a_phase_is_gone_to_with_the_answers_its_gate_asks_for_or_not_at_all(
    room_desk: ResponseDesk, number: str
) -> None:
    response, me = room_desk.cases.response, room_desk.me
    answers = {**RESOLUTION, "last_update": "none_due"}
    with pytest.raises(GateRefusedError, match="Say when the impact ended"):
        response.go_to(number, "resolved", me, reason="Over", answers=answers)
    assert "resolution" not in room_desk.page(number).facts
    response.go_to(number, "resolved", me, reason="Over", answers=answers, ended=room_desk.now())
    view = room_desk.room(number)
    assert view.incident.phase == "resolved"
    assert view.milestones["mitigated"] == room_desk.now()
    assert [one.headline for one in room_desk.told(number, "impact_end")]


def test_an_impact_cannot_end_before_it_began_whatever_the_phase(
    room_desk: ResponseDesk, number: str
) -> None:
    response, me = room_desk.cases.response, room_desk.me
    response.set_milestone(number, "impact_started", room_desk.now(10), me)
    with pytest.raises(UsageError, match="would be after"):
        response.go_to(number, "monitoring", me, reason="Over", ended=room_desk.now(20))
    assert room_desk.room(number).incident.phase == "investigating"


def test_rows_that_others_add_are_no_answers(room_desk: ResponseDesk, number: str) -> None:
    with pytest.raises(RefusedError, match="row by row"):
        room_desk.cases.response.go_to(
            number, "identified", room_desk.me, answers={"actions": [{"what": "Mine alone"}]}
        )
