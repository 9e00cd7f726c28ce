"""Holding, cancelling, reopening and taking back a close; statuses, times and what is due after each."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.time_source import Instant
from walk import Walk, exact

MINUTE = 60_000


def due_in(walk: Walk, uid: str) -> tuple[str, float | None]:
    """What is due next, and in how many minutes from now."""
    due = walk.page(uid).incident.due
    return due.next_kind, None if due.next is None else (due.next - walk.time.now().ms) / MINUTE


def kinds(walk: Walk, uid: str, since: int = 0) -> list[str]:
    return [entry.kind for entry in walk.page(uid).entries][since:]


def test_after_logging_classification_is_due_first(walk: Walk) -> None:
    assert due_in(walk, walk.log()) == ("classify", 30)
    assert due_in(walk, walk.log(urgent=True)) == ("classify", 15)


def test_after_classification_the_targets_of_the_priority_are_due(walk: Walk) -> None:
    uid = walk.log()
    walk.later(minutes=10)
    walk.classify(uid, impact="medium", severity="medium")
    incident = walk.page(uid).incident
    assert (incident.status, incident.priority, incident.provisional) == ("in_progress", "P3", False)
    assert incident.responded == walk.time.now()
    assert due_in(walk, uid) == ("resolve", 1430)


def test_the_clock_starts_when_the_incident_was_reported(walk: Walk) -> None:
    now = walk.time.now()
    uid = walk.log(reported=exact(now.plus(-60).local()))
    walk.classify(uid, impact="medium", severity="medium")
    assert due_in(walk, uid) == ("resolve", 1380)


def test_contact_while_logging_is_the_response(walk: Walk) -> None:
    incident = walk.page(walk.log(channel="phone")).incident
    assert incident.responded == walk.time.now()
    assert walk.page(walk.log(channel="mail")).incident.responded is None


def test_a_channel_that_nobody_named_is_no_contact(walk: Walk) -> None:
    logged = walk.cases.log.log({"title": "Disk full on srv-12"}, walk.me)
    assert walk.page(logged.uid).incident.responded is None


def test_a_note_for_the_reporter_is_the_response_from_when_it_was_said(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.conversation.note(uid, "Looked at the printer", walk.me)
    assert walk.page(uid).incident.responded is None
    walk.later(minutes=20)
    said = walk.time.now().plus(-5)
    walk.cases.conversation.note(uid, "We are on it", walk.me, for_reporter=True, done=said)
    assert walk.page(uid).incident.responded == said


def test_taking_it_over_starts_the_work(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.assign(uid, walk.me, walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.assignee, incident.responded) == (
        "in_progress",
        walk.me,
        walk.time.now(),
    )


def test_handing_it_to_someone_else_does_not_start_it(walk: Walk) -> None:
    other = walk.cases.people.whoever_is("", "sato").uid
    uid = walk.log()
    walk.cases.lifecycle.assign(uid, other, walk.me)
    assert walk.page(uid).incident.status == "new"
    walk.cases.lifecycle.assign(uid, "", walk.me)
    assert walk.page(uid).incident.assignee == ""
    assigned = [entry.parameters for entry in walk.page(uid).entries if entry.kind == "assigned"]
    assert assigned == [{"from": None, "to": other}, {"from": other, "to": None}]


def test_a_pausing_hold_stops_the_clock_until_it_is_resumed(walk: Walk) -> None:
    uid = walk.to("investigation")
    wake = walk.time.now().plus(60)
    walk.cases.lifecycle.hold(
        uid, "awaiting_user", walk.me, wake=wake, waiting_for="Dana", note="Sends a log"
    )
    incident = walk.page(uid).incident
    assert incident.status == "on_hold"
    assert incident.hold is not None
    assert (incident.hold.wake_local, incident.hold.wake_zone, incident.hold.wake_ms) == (
        "2026-11-23T10:00",
        "Europe/Berlin",
        wake.ms,
    )
    assert incident.due.paused
    assert due_in(walk, uid) == ("wake", 60)
    walk.later(minutes=90)
    walk.cases.lifecycle.resume(uid, walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.hold, incident.due.paused) == ("in_progress", None, False)
    assert due_in(walk, uid) == ("resolve", 2400)


def test_a_running_hold_keeps_the_target(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.cases.lifecycle.hold(uid, "awaiting_supplier", walk.me)
    assert not walk.page(uid).incident.due.paused
    assert due_in(walk, uid) == ("resolve", 2400)


def test_one_hold_takes_the_place_of_another(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me)
    walk.later(minutes=30)
    walk.cases.lifecycle.hold(uid, "awaiting_supplier", walk.me)
    hold = walk.page(uid).incident.hold
    assert hold is not None
    assert hold.reason == "awaiting_supplier"
    walk.later(minutes=30)
    assert due_in(walk, uid) == ("resolve", 2370)


def test_completing_a_stage_does_not_end_a_hold_but_resolving_does(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.hold(uid, "awaiting_supplier", walk.me)
    assert walk.page(uid).incident.responded == walk.time.now()
    assert walk.classify(uid) == "on_hold"
    assert walk.investigate(uid) == "on_hold"
    assert walk.resolve(uid) == "resolved"
    assert walk.page(uid).incident.hold is None
    assert "resumed" in kinds(walk, uid)


def test_what_a_hold_refuses(walk: Walk) -> None:
    uid = walk.to("investigation")
    life = walk.cases.lifecycle
    with pytest.raises(UsageError, match="no reason to hold"):
        life.hold(uid, "bored", walk.me)
    with pytest.raises(UsageError, match="not in the future"):
        life.hold(uid, "awaiting_user", walk.me, wake=walk.time.now())
    with pytest.raises(RefusedError, match="not on hold"):
        life.resume(uid, walk.me)
    resolved = walk.to("closure")
    with pytest.raises(RefusedError, match="resolved"):
        life.hold(resolved, "awaiting_user", walk.me)
    with pytest.raises(RefusedError, match="not open"):
        life.hold(walk.closed(), "awaiting_user", walk.me)


def test_wake_is_kept_as_local_time_of_the_desk(walk: Walk) -> None:
    uid = walk.to("investigation")
    wake = Instant.of(datetime(2027, 7, 1, 9, 0, tzinfo=ZoneInfo("America/New_York")))
    walk.cases.lifecycle.hold(uid, "awaiting_part", walk.me, wake=wake)
    hold = walk.page(uid).incident.hold
    assert hold is not None
    assert hold.wake_local == "2027-07-01T15:00"


def test_cancelling_needs_a_reason_and_ends_everything(walk: Walk) -> None:
    uid = walk.log()
    with pytest.raises(UsageError, match="needs a reason"):
        walk.cases.lifecycle.cancel(uid, "  ", walk.me)
    walk.cases.lifecycle.cancel(uid, "duplicate", walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.cancel_reason, incident.responded) == ("cancelled", "duplicate", None)
    assert due_in(walk, uid) == ("", None)
    with pytest.raises(RefusedError):
        walk.cases.lifecycle.cancel(uid, "again", walk.me)


def test_a_cancelled_incident_is_taken_up_where_the_work_was(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.cancel(uid, "withdrawn", walk.me)
    walk.cases.lifecycle.reopen(uid, "It happened again", walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.stage, incident.cancel_reason) == ("in_progress", "classification", "")
    assert incident.reopen_count == 1


def test_times_and_statuses_from_first_call_to_closure(walk: Walk) -> None:
    uid = walk.log()
    assert walk.page(uid).incident.status == "new"
    walk.later(minutes=10)
    walk.classify(uid)
    walk.later(minutes=30)
    walk.investigate(uid)
    walk.later(minutes=20)
    restored = walk.time.now()
    walk.later(minutes=15)
    assert walk.resolve(uid, restored=exact(restored.local())) == "resolved"
    page = walk.page(uid)
    assert page.incident.resolved == walk.time.now()
    assert (page.clock.resolution.state, page.clock.resolution.used) == ("met", 60)
    assert due_in(walk, uid) == ("confirm", 1440)
    walk.later(hours=2)
    assert walk.close(uid) == "closed"
    page = walk.page(uid)
    assert page.incident.closed == walk.time.now()
    assert (page.clock.resolution.state, page.clock.resolution.used) == ("met", 60)
    assert due_in(walk, uid) == ("", None)


def test_a_corrected_restored_time_moves_the_resolution(walk: Walk) -> None:
    uid = walk.to("resolution")
    walk.later(hours=3)
    walk.resolve(uid)
    assert walk.page(uid).clock.resolution.used == 180
    walk.save(uid, restored=exact(walk.time.now().plus(-60).local()))
    page = walk.page(uid)
    assert page.clock.resolution.used == 120
    assert page.incident.due.resolution == page.clock.resolution.due_ms


def test_reopening_counts_and_goes_back_to_resolution(walk: Walk) -> None:
    uid = walk.closed()
    with pytest.raises(UsageError, match="needs a reason"):
        walk.cases.lifecycle.reopen(uid, "", walk.me)
    walk.later(days=1)
    walk.cases.lifecycle.reopen(uid, "Blank labels again", walk.me)
    page = walk.page(uid)
    incident = page.incident
    assert (incident.status, incident.stage, incident.reopen_count) == ("in_progress", "resolution", 1)
    assert (incident.closed, incident.resolved) == (None, None)
    assert page.is_complete(page.definition.stage("investigation"))
    assert page.facts["resolution"] == "Went back to the driver of last week."
    assert due_in(walk, uid) == ("resolve", 2400)
    assert walk.resolve(uid) == "resolved"
    assert walk.close(uid) == "closed"
    walk.cases.lifecycle.reopen(uid, "And again", walk.me, stage="investigation")
    assert walk.page(uid).incident.reopen_count == 2
    assert walk.page(uid).incident.stage == "investigation"


def test_an_open_incident_is_not_reopened(walk: Walk) -> None:
    with pytest.raises(RefusedError, match="is open"):
        walk.cases.lifecycle.reopen(walk.log(), "why not", walk.me)


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (14.9, True), (15, True), (15.1, False)])
def test_a_close_can_be_taken_back_for_fifteen_minutes(walk: Walk, minutes: float, allowed: bool) -> None:
    uid = walk.closed()
    walk.later(minutes=minutes)
    if not allowed:
        with pytest.raises(RefusedError, match="more than 15 minutes"):
            walk.cases.lifecycle.undo_close(uid, walk.me)
        assert walk.page(uid).incident.status == "closed"
        return
    walk.cases.lifecycle.undo_close(uid, walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.closed, incident.stage) == ("resolved", None, "closure")
    assert incident.reopen_count == 0
    assert due_in(walk, uid)[0] == "confirm"
    assert walk.close(uid) == "closed"


def test_taking_back_a_close_leaves_earlier_closes_in_the_clock(walk: Walk) -> None:
    uid = walk.to("resolution")
    walk.later(minutes=100)
    walk.resolve(uid)
    walk.close(uid)
    walk.later(days=3)
    walk.cases.lifecycle.reopen(uid, "Again", walk.me)
    walk.later(minutes=50)
    walk.resolve(uid)
    walk.close(uid)
    walk.cases.lifecycle.undo_close(uid, walk.me)
    assert walk.page(uid).clock.resolution.used == 150


def test_only_a_closed_incident_has_a_close_to_take_back(walk: Walk) -> None:
    with pytest.raises(RefusedError, match="not closed"):
        walk.cases.lifecycle.undo_close(walk.to("closure"), walk.me)


def test_a_process_that_closes_from_work_goes_back_to_work(walk: Walk) -> None:
    uid = walk.cases.log.log({"title": "A lamp is broken"}, walk.me, process="blank").uid
    walk.cases.stages.save(uid, {"done": True, "what_was_done": "A new lamp"}, {}, walk.me)
    assert walk.cases.stages.complete(uid, "close", walk.me).status == "closed"
    walk.cases.lifecycle.undo_close(uid, walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.resolved, incident.closed) == ("in_progress", None, None)
    assert incident.due.next_kind == "resolve"


def test_notes_and_files_can_follow_a_close(walk: Walk) -> None:
    uid = walk.closed()
    walk.cases.conversation.note(uid, "The signed sheet is in folder 4", walk.me)
    assert kinds(walk, uid)[-1] == "note"
    assert walk.page(uid).incident.status == "closed"


def test_the_title_can_be_emptied_and_is_missing_then(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, title="  ")
    assert ("identification", "title") in walk.missing(uid, "classification")
    walk.save(uid, title="Labels come out blank")
    assert walk.page(uid).incident.title == "Labels come out blank"


def test_a_hold_after_a_cancelled_start_is_the_response(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.cancel(uid, "test", walk.me)
    walk.cases.lifecycle.reopen(uid, "No test", walk.me)
    walk.later(minutes=5)
    walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me)
    walk.later(days=3)
    page = walk.page(uid)
    assert (page.clock.response.state, page.facts["breached"]) == ("met", False)
    assert page.incident.responded == page.entries[0].entered.plus(5)


def test_a_reopened_incident_asks_again_whether_it_works(walk: Walk) -> None:
    uid = walk.to("closure")
    assert walk.close(uid) == "closed"
    walk.cases.lifecycle.reopen(uid, "The labels are blank again", walk.me)
    facts = walk.page(uid).facts
    assert [facts.get(key) for key in ("retest", "reporters_word", "restored", "back_to_normal")] == [
        None
    ] * 4
    assert facts["resolution"]
    gaps = {gap.field for gap in walk.page(uid).missing(walk.page(uid).definition.stage("closure"))}
    assert {"retest", "reporters_word"} <= gaps
