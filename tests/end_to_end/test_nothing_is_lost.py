"""What is typed survives a kill, a restart, a refused check, and a walk through other incidents."""

from __future__ import annotations

import subprocess
import sys
import time as clock
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from walk import CLASSIFICATION, about

TYPIST = Path(__file__).with_name("typist.py")
LETTERS = 60
AT_MOST_LOST_SECONDS = 1.0


def alphabet(count: int) -> str:
    return "".join(chr(ord("a") + place % 26) for place in range(count))


def new_incident(office: Office, title: str = "Labels come out blank") -> str:
    """An incident that waits for its investigation."""
    with office.reading() as cases:
        values = {
            "title": title, "description": "No text on any of them.",
            "reporter": office.reporter.uid, "occurred": about(office.time.now().local()),
        }  # fmt: skip
        uid = cases.log.log(values, office.me.uid).uid
        cases.stages.save(uid, CLASSIFICATION, {}, office.me.uid)
        cases.stages.complete(uid, "classification", office.me.uid)
    return uid


def type_and_be_killed(office: Office, ref: str) -> tuple[list[tuple[int, float]], float]:
    """What was typed when, and when the process was killed."""
    command = [sys.executable, str(TYPIST), str(office.paths.desk), office.me.name, ref]
    typist = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    moments: list[tuple[int, float]] = []
    try:
        assert typist.stdout is not None
        for line in typist.stdout:
            count, at = line.split()
            moments.append((int(count), float(at)))
            if int(count) >= LETTERS:
                break
    finally:
        killed = clock.monotonic()
        typist.kill()
        typist.communicate()
    assert moments[-1][0] == LETTERS, f"the typist ended early: {typist.returncode}"
    return moments, killed


def must_be_there(moments: list[tuple[int, float]], killed: float) -> int:
    """How many letters were typed earlier than a second before the kill."""
    return max((count for count, at in moments if at <= killed - AT_MOST_LOST_SECONDS), default=0)


@pytest.mark.slow
def test_a_kill_loses_at_most_the_last_second_of_a_call(office: Office, qtbot: QtBot) -> None:
    moments, killed = type_and_be_killed(office, "-")
    with office.window(qtbot, room="log") as desk:
        title = str(desk.log.form.values()["title"])
        assert title == alphabet(len(title))
        assert len(title) >= must_be_there(moments, killed) > 0
        assert desk.driver.name() == "Title, required"


@pytest.mark.slow
def test_a_kill_loses_at_most_the_last_second_of_a_stage(office: Office, qtbot: QtBot) -> None:
    uid, other = new_incident(office), new_incident(office, "Another one")
    moments, killed = type_and_be_killed(office, uid)
    with office.window(qtbot) as desk:
        desk.show(other)
        assert findings(desk) is None
        desk.show(uid)
        text = str(findings(desk))
        assert text == alphabet(len(text))
        assert len(text) >= must_be_there(moments, killed) > 0
        banner = desk.incident.stages.banner
        assert banner.isVisible()
        assert "not saved yet" in banner.text
        desk.driver.click(banner.actions_shown()[1])
        assert findings(desk) is None
    with office.window(qtbot) as desk:
        desk.show(uid)
        assert findings(desk) is None
    assert office.page(uid).facts.get("findings") is None


def findings(desk: Desk) -> object:
    form = desk.incident.stages.form
    assert form is not None
    return form.values()["findings"]


def test_each_incident_keeps_its_own_draft(desk: Desk) -> None:
    driver, office = desk.driver, desk.office
    first, second = new_incident(office, "First"), new_incident(office, "Second")
    desk.show(first)
    driver.keys("of the first")
    desk.show(second)
    assert findings(desk) is None
    driver.keys("of the second")
    for _turn in range(2):
        desk.show(first)
        assert findings(desk) == "of the first"
        desk.show(second)
        assert findings(desk) == "of the second"
    desk.show(first)
    driver.command("Ctrl+M")
    driver.keys("a note on the first")
    desk.show(second)
    assert desk.incident.side.composer.text.toPlainText() == ""
    desk.show(first)
    assert desk.incident.side.composer.text.toPlainText() == "a note on the first"


def test_typing_right_before_switching_goes_nowhere_else(office: Office, qtbot: QtBot) -> None:
    first, second = new_incident(office, "First"), new_incident(office, "Second")
    with office.window(qtbot, patient=False) as desk:
        desk.show(first)
        desk.driver.keys("of the first")
        desk.opened.session.go.emit("incident", second)
        desk.opened.session.go.emit("incident", first)
        desk.opened.session.go.emit("incident", second)
        desk.driver.settle()
        assert findings(desk) is None
    assert office.page(second).facts.get("findings") is None
    assert office.page(first).facts.get("findings") == "of the first"


def test_a_refused_check_clears_nothing(desk: Desk) -> None:
    driver, form_of = desk.driver, desk.incident.stages
    desk.show(new_incident(desk.office))
    driver.keys("The driver was updated overnight.")
    driver.command("Ctrl+Return")
    assert form_of.form is not None
    assert form_of.form.values()["findings"] == "The driver was updated overnight."
    assert form_of.form.editor("hypotheses").problem
    assert form_of.form.editor("diagnosis").has_focus()


def test_a_time_that_is_none_survives_a_restart(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="log") as desk:
        desk.driver.keys("Labels come out blank")
        desk.driver.press("Tab", times=2)
        desk.driver.keys("when it rained")
    with office.window(qtbot, room="log") as desk:
        assert desk.log.form.typed() == {"occurred": "when it rained"}
        assert desk.log.form.values()["title"] == "Labels come out blank"


def test_a_time_that_is_none_survives_in_a_stage(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office)
    with office.window(qtbot) as desk:
        desk.show(f"{uid}/resolution")
        form = desk.incident.stages.form
        assert form is not None
        form.focus_field("restored")
        desk.driver.keys("when it rained")
        desk.opened.window.show_room("queue")
        desk.driver.settle()
    with office.window(qtbot) as desk:
        desk.show(f"{uid}/resolution")
        form = desk.incident.stages.form
        assert form is not None
        assert form.typed() == {"restored": "when it rained"}


def test_a_saved_call_leaves_no_draft(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="log") as desk:
        desk.driver.keys("Labels come out blank")
        desk.driver.command("Ctrl+Return")
    with office.window(qtbot, room="log") as desk:
        assert desk.log.form.values()["title"] is None


def test_typing_while_it_is_being_saved_is_saved_too(office: Office, qtbot: QtBot) -> None:
    first, second = new_incident(office, "First"), new_incident(office, "Second")
    with office.window(qtbot, patient=False) as desk:
        desk.show(first)
        desk.driver.keys("The driver was upd")
        desk.driver.press("Ctrl+S")
        desk.driver.keys("ated")
        desk.driver.settle()
        assert findings(desk) == "The driver was updated"
        desk.show(second)
        desk.show(first)
        assert findings(desk) == "The driver was updated"
        assert desk.incident.stages.form is not None
        assert desk.incident.stages.form.conflicts() == []
    assert office.page(first).facts["findings"] == "The driver was updated"
    assert office.page(second).facts.get("findings") is None


def test_typing_while_a_note_is_being_added_stays(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office)
    with office.window(qtbot, patient=False) as desk:
        desk.show(uid)
        desk.driver.press("Ctrl+M")
        desk.driver.keys("Called again.")
        desk.driver.press("Ctrl+Return")
        desk.driver.keys("And")
        desk.driver.settle()
        assert desk.incident.side.composer.text.toPlainText() == "And"
    entry = office.page(uid).entries[-1]
    assert entry.kind == "note"
    assert "Called again." in str(entry.payload)
    assert "And" not in str(entry.payload)


def test_a_note_that_is_being_added_leaves_the_note_of_the_next_incident_alone(
    office: Office, qtbot: QtBot
) -> None:
    first, second = new_incident(office, "First"), new_incident(office, "Second")
    with office.window(qtbot) as desk:
        desk.show(second)
        desk.driver.press("Ctrl+M")
        desk.driver.keys("Half a note")
        desk.show(first)
        desk.driver.press("Ctrl+M")
        desk.driver.keys("A whole note")
        desk.driver.patient = False
        desk.driver.press("Ctrl+Return")
        desk.opened.session.go.emit("incident", second)
        desk.driver.settle()
        assert desk.incident.side.composer.text.toPlainText() == "Half a note"
        desk.show(first)
        assert desk.incident.side.composer.text.toPlainText() == ""
    assert office.page(first).entries[-1].kind == "note"
