"""Phases, size, times and bridge of a response room, by keys and in place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from end_to_end.office import Desk
from gui.response.rooms import open_room, raise_one, room_of, view
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.gui.response.phase_words import next_phases
from incidentdesk.gui.response.table_card import TableCard

ANSWERS = {
    "resolution": "Failed over to the standby.", "fix_kind": "permanent",
    "recovery_test": "Login at six sites.", "back_to_normal": True,
}  # fmt: skip


@pytest.fixture
def uid(desk: Desk) -> str:
    """A major incident whose room is open."""
    made = raise_one(desk.office)
    open_room(desk, made)
    return made


def said(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def to(desk: Desk, uid: str, *phases: str) -> None:
    with desk.office.reading() as cases:
        for phase in phases:
            cases.response.go_to(uid, phase, desk.office.me.uid)
    open_room(desk, uid)


def test_the_likeliest_phase_is_one_key_away(desk: Desk, uid: str) -> None:
    bar = room_of(desk).bar
    assert bar.likeliest.text() == "Mark identified"
    desk.driver.command("Alt+P")
    assert view(desk, uid).incident.phase == "identified"
    assert bar.likeliest.text() == "Begin to mitigate"
    desk.driver.click(bar.likeliest)
    assert view(desk, uid).incident.phase == "mitigating"
    assert bar.likeliest.text() == "Mark mitigated…"
    assert bar.other.isHidden()


def test_marked_mitigated_it_asks_when_the_impact_ended(desk: Desk, uid: str) -> None:
    to(desk, uid, "identified", "mitigating")
    desk.office.time.advance(minutes=40)
    desk.driver.command("Alt+P")
    desk.driver.keys("9:30")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "monitoring"
    ended = room_of(desk).head.times.facts["mitigated"]
    assert ended.words == "09:30"
    assert room_of(desk).head.times.span.isHidden(), "nobody said when it began"


def test_an_end_that_cannot_be_is_told_beside_the_field_and_refused(desk: Desk, uid: str) -> None:
    me, office = desk.office.me.uid, desk.office
    with office.reading() as cases:
        now = moment_to_json(Moment.exact(office.time.now()))
        cases.response.set_milestone(uid, "impact_started", now, me)
    to(desk, uid, "identified", "mitigating")
    office.time.advance(minutes=40)
    desk.driver.command("Alt+P")
    desk.driver.keys("8:30")
    desk.driver.press("Tab")
    form = room_of(desk).action.form
    assert form is not None
    field = form.editor("restored")
    assert field.problem == "The impact cannot have ended before it began. Correct one of the two times."
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).milestones["mitigated"] is None
    assert view(desk, uid).incident.phase == "mitigating"
    field.set_value(moment_to_json(Moment.exact(office.time.now().plus(-5))))
    form.edited.emit("restored")
    assert field.problem == ""
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "monitoring"


def test_an_end_before_the_detection_is_asked_about(desk: Desk, uid: str) -> None:
    office = desk.office
    with office.reading() as cases:
        now = moment_to_json(Moment.exact(office.time.now()))
        cases.response.set_milestone(uid, "detected", now, office.me.uid)
    open_room(desk, uid).doings.change_time("mitigated")
    desk.driver.settle()
    desk.driver.keys("8:30")
    desk.driver.press("Tab")
    form = room_of(desk).action.form
    assert form is not None
    frame = form.editor("restored").frame
    assert frame is not None
    assert "The end is before it was detected. Is the day right?" in said(frame)
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).milestones["mitigated"] is not None


def test_nothing_is_invented_where_nobody_says_when(desk: Desk, uid: str) -> None:
    to(desk, uid, "identified", "mitigating")
    desk.driver.command("Alt+P")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "monitoring"
    assert view(desk, uid).milestones["mitigated"] is None


def test_a_phase_that_is_passed_over_needs_a_reason(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    desk.driver.click(room.bar.other)
    desk.driver.command("Ctrl+Return")
    assert room.action.form is not None
    assert room.action.form.editor("reason").problem
    room.action.form.focus_field("reason")
    desk.driver.keys("It went by itself")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "monitoring"


def test_a_form_is_in_sight_from_its_title_on(desk: Desk, uid: str) -> None:
    desk.opened.window.resize(1280, 700)
    to(desk, uid, "identified", "mitigating")
    desk.driver.command("Alt+N")
    desk.driver.press("Esc")
    desk.driver.command("Alt+P")
    title = room_of(desk).action.title
    assert title.visibleRegion().boundingRect().height() == title.height()
    assert desk.driver.name().startswith("When did the impact end?")


def test_enter_answers_a_form_of_one_line_once_something_is_in_it(desk: Desk, uid: str) -> None:
    desk.driver.command("Alt+B")
    desk.driver.press("Return")
    assert room_of(desk).action.kind == "bridge", "nothing is said yet"
    desk.driver.keys("4400")
    desk.driver.press("Return")
    assert view(desk, uid).response.bridge == "4400"
    to(desk, uid, "identified", "mitigating")
    desk.driver.command("Alt+P")
    desk.driver.keys("9:02")
    desk.driver.press("Return")
    assert view(desk, uid).incident.phase == "monitoring"


def test_all_that_must_be_answered_is_marked_at_once(desk: Desk, uid: str) -> None:
    to(desk, uid, "identified", "mitigating", "monitoring")
    desk.driver.command("Alt+P")
    desk.driver.command("Ctrl+Return")
    form = room_of(desk).action.form
    assert form is not None
    missing = {"resolution", "fix_kind", "restored", "recovery_test", "back_to_normal", "last_update"}
    assert {key for key in missing if form.editor(key).problem} == missing
    assert form.editor("resolution").has_focus()
    form.focus_field("fix_kind")
    desk.driver.choose("1")
    assert not form.editor("fix_kind").problem


def test_any_phase_is_reached_from_the_chip(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    desk.driver.click(room.head.phase)
    desk.driver.find("Mitigating")
    desk.driver.keys("We know it from last time")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "mitigating"
    assert room.head.phase.words == "Mitigating"
    assert room.read is not None
    assert not {"new", "triage"} & set(next_phases(room.read.page)), "what is declared stays so"


def test_resolving_asks_for_what_lacks_and_leads_to_what_is_done_elsewhere(desk: Desk, uid: str) -> None:
    driver, office = desk.driver, desk.office
    to(desk, uid, "identified", "mitigating", "monitoring")
    with office.reading() as cases:
        row = cases.response.add_row(uid, "actions", {"what": "Watch it"}, office.me.uid).row
    room = open_room(desk, uid)
    driver.command("Alt+P")
    ways = {one.text(): one for one in room.action.ways()}
    assert set(ways) == {"Close the open actions, or hand them on", "Write the last update"}
    form = room.action.form
    assert form is not None
    for key, value in ANSWERS.items():
        form.set_field(key, value)  # type: ignore[arg-type]
    form.focus_field("restored")
    driver.keys("9:02")
    form.set_field("last_update", "none_due")
    driver.command("Ctrl+Return")
    assert "Close the open actions" in room.action.refused.text()
    assert view(desk, uid).incident.phase == "monitoring"
    assert "resolution" not in desk.office.page(uid).facts, "refused, nothing of it was written"
    driver.click(ways["Close the open actions, or hand them on"])
    card = room.cards["actions"]
    assert isinstance(card, TableCard)
    assert driver.has_focus(card.rows), "at what is open, not at a new one"
    with office.reading() as cases:
        cases.response.change_row(uid, "actions", row, {"state": "done"}, office.me.uid)
    open_room(desk, uid)
    driver.command("Ctrl+Return")
    assert (view(desk, uid).incident.phase, view(desk, uid).incident.status) == ("resolved", "resolved")
    assert desk.office.page(uid).facts["resolution"] == ANSWERS["resolution"]
    assert room.bar.likeliest.text() == "Begin the review"
    driver.command("Alt+P")
    assert view(desk, uid).incident.phase == "in_review"
    assert desk.opened.window.room == "incident", "who begins it is where it is written"
    assert desk.incident.stages.stage is not None
    assert desk.incident.stages.stage.key == "analysis"
    open_room(desk, uid)
    assert room.bar.likeliest.text() == "Open the review"


def test_what_is_only_raised_is_declared_here(desk: Desk) -> None:
    made = raise_one(desk.office, "Phones are dead", "")
    room = open_room(desk, made)
    assert room.head.sev.words == "Not declared"
    assert room.bar.likeliest.text() == "Declare…"
    desk.driver.command("Alt+P")
    desk.driver.choose("2")
    desk.driver.command("Ctrl+Return")
    assert view(desk, made).incident.sev == "sev2"
    assert room.head.sev.words == "SEV 2 Major"
    assert room.bar.likeliest.text() == "Mark identified"


def test_the_level_is_changed_in_place(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    desk.driver.command("Alt+V")
    assert room.action.form is not None
    desk.driver.choose("1")
    room.action.form.focus_field("reason")
    desk.driver.keys("All sites")
    desk.driver.command("Ctrl+Return")
    assert room.head.sev.words == "SEV 1 Critical"
    assert view(desk, uid).response.sizes.peak == "sev1"


@pytest.mark.parametrize("name", ["impact_started", "detected", "mitigated"])
def test_times_are_said_in_place(desk: Desk, uid: str, name: str) -> None:
    fact = room_of(desk).head.times.facts[name]
    assert fact.words == "–"
    desk.driver.click(fact)
    desk.driver.keys("about 9:02" if name == "mitigated" else "about 8:50")
    desk.driver.command("Ctrl+Return")
    assert fact.words == ("about 09:02" if name == "mitigated" else "about 08:50")
    assert view(desk, uid).milestones[name] is not None


def test_times_that_cannot_be_are_refused_in_the_form(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    with desk.office.reading() as cases:
        at = {"precision": "exact", "at": "2026-11-23T08:30:00+01:00", "until": None}
        cases.response.set_milestone(uid, "mitigated", at, desk.office.me.uid)  # type: ignore[arg-type]
    desk.driver.click(room.head.times.facts["impact_started"])
    desk.driver.keys("8:50")
    desk.driver.command("Ctrl+Return")
    assert "would be after" in room.action.refused.text()
    assert view(desk, uid).milestones["impact_started"] is None


def test_the_bridge_is_kept_and_copied(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    assert room.head.times.copy.isHidden()
    desk.driver.command("Alt+B")
    desk.driver.keys("4400")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).response.bridge == "4400"
    desk.driver.click(room.head.times.copy)
    assert QGuiApplication.clipboard().text() == "4400"
    QGuiApplication.clipboard().clear()
    desk.driver.command("Alt+Shift+B")
    assert QGuiApplication.clipboard().text() == "4400"


def test_what_is_typed_in_a_form_is_a_draft(desk: Desk, uid: str) -> None:
    room = room_of(desk)
    desk.driver.command("Alt+B")
    desk.driver.keys("44")
    desk.driver.command("Ctrl+1")
    open_room(desk, raise_one(desk.office, "Phones are dead"))
    assert not room.action.kind
    open_room(desk, uid)
    desk.driver.command("Alt+B")
    assert room.action.form is not None
    assert room.action.form.values()["bridge"] == "44"
