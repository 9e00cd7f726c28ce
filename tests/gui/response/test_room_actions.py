"""The actions of a response room: given out, ticked, late, handed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import room_of
from gui.response.table_hands import Hands, in_room
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.gui.response.table_card import TableCard


def choose_state(hands: Hands, key: str, name: str, state: str) -> None:
    hands.line(key, name).state.open_menu()
    menu = hands.desk.driver.menu()
    chosen = next(action for action in menu.actions() if action.text() == state)
    menu.close()
    chosen.trigger()
    hands.desk.driver.settle()


def test_given_out_by_keys_with_who_and_minutes(desk: Desk) -> None:
    hands = in_room(desk, "R. Sato", "Tim Brandt")
    driver = desk.driver
    driver.command("Alt+A")
    driver.keys("Fail over to the standby")
    driver.press("Tab")
    driver.find("sat")
    driver.keys("15")
    driver.press("Return")
    (row,) = hands.rows("actions")
    assert (row["what"], row["owner"], row["minutes"], row["state"]) == (
        "Fail over to the standby", hands.people["R. Sato"], 15, "open",
    )  # fmt: skip
    assert hands.line("actions", "1").time.text == "15:00 left"
    assert hands.line("actions", "1").below.text() == "R. Sato · 15 min · back by 09:17"
    driver.keys("Tell the wards")
    driver.press("Return")
    assert [one["what"] for one in hands.rows("actions")] == ["Fail over to the standby", "Tell the wards"]
    assert hands.line("actions", "2").lacks.text() == "Nobody does it yet"
    driver.press("Esc")
    assert driver.has_focus(hands.card("actions").add)


def test_where_one_works_alone_it_is_theirs(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+A")
    desk.driver.keys("Restart")
    desk.driver.press("Return")
    assert hands.rows("actions")[0]["owner"] == desk.office.me.uid


def test_an_added_one_is_taken_back(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+A")
    desk.driver.keys("Restart the wrong one")
    desk.driver.press("Return")
    desk.driver.command("Ctrl+Shift+Z")
    assert hands.rows("actions") == []
    assert not hands.card("actions").rows.empty.isHidden()


def test_ticked_it_is_done_and_undo_makes_it_what_it_was(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Restart", state="doing")
    line = hands.line("actions", "1")
    line.tick.setFocus()
    desk.driver.press("Space")
    assert hands.rows("actions")[0]["state"] == "done"
    assert (line.tick.isChecked(), line.state.text()) == (True, "Done")
    assert desk.driver.has_focus(line.tick)
    desk.driver.command("Ctrl+Shift+Z")
    assert hands.rows("actions")[0]["state"] == "doing"
    assert (line.tick.isChecked(), line.state.text()) == (False, "Acknowledged")


def test_undo_takes_nothing_from_others(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Restart")
    hands.line("actions", "1").tick.setFocus()
    desk.driver.press("Space")
    hands.change("actions", "1", state="failed")
    desk.driver.command("Ctrl+Shift+Z")
    assert hands.rows("actions")[0]["state"] == "failed"
    assert "Somebody else changed the same meanwhile" in str(desk.failures.pop())


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_each_state_can_be_reached_from_its_chip(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Restart")
    for words, key in (
        ("Acknowledged", "doing"), ("Did not work", "failed"), ("Handed on", "handed_on"),
        ("Given out", "open"), ("Dropped", "dropped"), ("Done", "done"),
    ):  # fmt: skip
        choose_state(hands, "actions", "1", words)
        assert hands.rows("actions")[0]["state"] == key
        assert hands.line("actions", "1").state.text() == words


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_open_actions_that_block_resolved_are_closed_here(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Restart")
    with desk.office.reading() as cases:
        page = cases.pages.incident(hands.uid, desk.office.me.uid)
        says = {gap.say for gap in page.missing(page.definition.stage("response"))}
    assert "Close the open actions, or hand them on" in says
    choose_state(hands, "actions", "1", "Handed on")
    with desk.office.reading() as cases:
        page = cases.pages.incident(hands.uid, desk.office.me.uid)
        says = {gap.say for gap in page.missing(page.definition.stage("response"))}
    assert "Close the open actions, or hand them on" not in says


def test_late_ones_stand_first_and_say_by_how_much(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Without a time box")
    hands.add("actions", what="An hour", minutes=60)
    hands.add("actions", what="Five minutes", minutes=5)
    card = hands.card("actions")
    assert hands.texts("actions") == ["Five minutes", "An hour", "Without a time box"]
    assert (hands.line("actions", "3").time.text, hands.line("actions", "3").time.tone) == (
        "05:00 left", "neutral",
    )  # fmt: skip
    desk.office.time.advance(minutes=3, seconds=2)
    card.look()
    assert (hands.line("actions", "3").time.text, hands.line("actions", "3").time.tone) == (
        "01:58 left", "warning",
    )  # fmt: skip
    desk.office.time.advance(minutes=9)
    card.look()
    line = hands.line("actions", "3")
    assert (line.time.text, line.time.tone, line.property("surface")) == ("Late by 7 min", "danger", "danger")
    assert card.late.text == "1 late"
    assert hands.line("actions", "2").time.text == "47:58 left"
    assert desk.opened.window.toast.text == ""
    desk.office.time.advance(minutes=50)
    card.look(again=True)
    assert desk.opened.window.toast.text == "The time is up: An hour"
    assert card.late.text == "2 late"
    hands.change("actions", "2", minutes=90)
    line.tick.click()
    desk.driver.settle()
    assert (line.time.text, line.property("surface"), card.late.text) == ("", "", "")
    assert hands.texts("actions") == ["An hour", "Without a time box", "Five minutes"]
    assert hands.line("actions", "2").time.text == "1 h 30 min left"


def test_eight_hours_of_sleep_lose_no_time_box(office: Office, qtbot: QtBot) -> None:
    """Issue 5, done when 5: the computer slept, the program went on as if nothing was."""
    with office.window(qtbot) as desk:
        hands = in_room(desk)
        hands.add("actions", what="Replace the volume", minutes=20)
        hands.add("actions", what="Call the vendor", minutes=600)
        assert hands.line("actions", "1").time.text == "20:00 left"
        office.time.advance(hours=8)
        card = hands.card("actions")
        qtbot.waitUntil(lambda: hands.line("actions", "1").time.text == "Late by 7 h 40 min", timeout=5000)
        assert card.late.text == "1 late"
        assert hands.line("actions", "2").time.text == "2 h left"


def test_time_boxes_survive_a_restart(office: Office, qtbot: QtBot) -> None:
    """Issue 5, done when 5: closed in the evening, opened in the morning."""
    with office.window(qtbot) as desk:
        hands = in_room(desk)
        hands.add("actions", what="Replace the volume", minutes=20)
        due = moment_from_json(hands.rows("actions")[0]["due"]).at
        uid = hands.uid
    assert due is not None
    office.time.move_to(due.local() + timedelta(hours=7, minutes=40))
    with office.window(qtbot) as desk:
        desk.driver.command("Ctrl+2")
        card = room_of(desk).cards["actions"]
        assert isinstance(card, TableCard)
        assert room_of(desk).uid == uid
        line = card.rows.lines["1"]
        assert (line.time.text, card.late.text) == ("Late by 7 h 40 min", "1 late")
        line.edit.click()
        desk.driver.settle()
        form = card.writing.form(new=False)
        assert form is not None
        form.form.focus_field("minutes")
        desk.driver.press("Ctrl+A")
        desk.driver.keys("30")
        desk.driver.press("Return")
        assert (line.time.text, card.late.text) == ("30:00 left", "")


def test_of_many_done_ones_most_fold_away(desk: Desk) -> None:
    hands = in_room(desk)
    with desk.office.reading() as cases:
        for number in range(1, 13):
            state = "done" if number > 4 else "open"
            cases.response.add_row(
                hands.uid, "actions", {"what": f"Task {number}", "state": state}, desk.office.me.uid
            )
    hands.look()
    assert hands.texts("actions") == [
        "Task 1", "Task 2", "Task 3", "Task 4", "Task 12", "Task 11", "Task 10",
    ]  # fmt: skip
    more = hands.card("actions").rows.more
    assert more.text() == "Show 5 more that are over"
    hands.line("actions", "2").tick.setFocus()
    desk.driver.press("Space")
    assert hands.texts("actions")[3:5] == ["Task 2", "Task 12"], "what was ended last is in sight"
    assert desk.driver.has_focus(hands.line("actions", "2").tick)
    more.click()
    assert len(hands.texts("actions")) == 12
    assert more.text() == "Show fewer"


def test_arrows_step_through_the_rows(desk: Desk) -> None:
    hands = in_room(desk)
    for what in ("One", "Two"):
        hands.add("actions", what=what)
    hands.line("actions", "1").state.setFocus()
    desk.driver.press("Down")
    assert desk.driver.has_focus(hands.line("actions", "2").state)
    desk.driver.press("Down")
    assert desk.driver.has_focus(hands.line("actions", "2").state)
    desk.driver.press("Up")
    assert desk.driver.name() == "Given out: One"
