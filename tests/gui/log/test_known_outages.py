"""Beside the log page: open outages, and one key that adds the caller to one of them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.outage import callers_of as callers
from end_to_end.outage import new_outage, take_to
from incidentdesk.services.outages.outages import NewCaller
from walk import RESOLUTION


def shown(desk: Desk) -> list[str]:
    return [row.title.text() for row in desk.log.side.outages.rows]


def said(desk: Desk) -> str:
    return desk.opened.window.toast.text


def test_before_there_is_one_it_says_so(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    empty = desk.log.side.outages.empty
    assert empty.isVisible()
    assert empty.text() == "No outage is open."
    desk.driver.command("Alt+1")
    assert desk.driver.name() == "Title, required", "there is nothing that the key could do"


def test_open_outages_stand_there_before_a_letter_is_typed(desk: Desk) -> None:
    uid = new_outage(desk.office)
    with desk.office.reading() as cases:
        cases.outages.add_caller(uid, NewCaller(name="Anna Berg"), desk.office.me.uid)
    desk.driver.command("Ctrl+N")
    assert shown(desk) == ["Booking system unreachable"]
    row = desk.log.side.outages.rows[0]
    assert row.told.text() == "INC-2026-000001 · since 09:02 · 1 caller"
    assert row.priority.text == "P1"
    assert desk.driver.name() == "Title, required", "what stands beside takes no focus"


def test_a_known_reporter_is_added_by_one_key_with_what_was_typed(desk: Desk) -> None:
    uid = new_outage(desk.office)
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Cannot book")
    driver.press("Tab")
    driver.find("dana")
    driver.keys("about 8:50")
    driver.press("Tab")
    driver.keys("Only the old dates show.")
    driver.command("Alt+1")
    assert said(desk) == "Dana Whitlock added as caller 1 of INC-2026-000001."
    assert "1 caller" in desk.log.side.outages.rows[0].told.text()
    assert desk.log.form.drafts().keys() <= {"found", "assignee"}, "the form is ready for the next call"
    assert driver.name() == "Title, required"
    (line,) = callers(desk.office, uid).lines
    assert (line.reporter, line.name, line.phone) == (
        desk.office.reporter.uid, "Dana Whitlock", "ext. 4410"
    )  # fmt: skip
    assert line.note == "Cannot book\nOnly the old dates show.\nsince 23 Nov 2026, about 08:50"
    assert desk.office.only().incident.uid == uid, "nothing new was logged"


def test_a_name_that_nobody_has_is_taken_as_it_stands(desk: Desk) -> None:
    uid = new_outage(desk.office)
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.press("Tab")
    driver.keys("Kofi Mensah")
    driver.command("Alt+1")
    (line,) = callers(desk.office, uid).lines
    assert (line.reporter, line.name) == ("", "Kofi Mensah")
    assert driver.name() == "Title, required"
    assert desk.log.form.editor("reporter").typed() is None
    with desk.office.reading() as cases:
        assert [one.name for one in cases.people.find_reporters("Kofi")] == [], "no reporter is made of it"


def test_where_nobody_is_named_one_field_asks_in_place(desk: Desk) -> None:
    uid = new_outage(desk.office)
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.command("Alt+1")
    assert driver.name() == "Who calls"
    driver.keys("Lena Fuchs")
    driver.press("Tab")
    driver.keys("ext. 7, after 14:00")
    driver.press("Return")
    (line,) = callers(desk.office, uid).lines
    assert (line.name, line.callback) == ("Lena Fuchs", "ext. 7, after 14:00")
    assert not desk.log.side.outages.rows[0].is_asking()
    driver.command("Alt+1")
    driver.keys("dana")
    driver.press("Return")
    assert callers(desk.office, uid).lines[1].reporter == desk.office.reporter.uid
    assert said(desk) == "Dana Whitlock added as caller 2 of INC-2026-000001."


def test_esc_leaves_the_question_and_nobody_is_added(desk: Desk) -> None:
    uid = new_outage(desk.office)
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.command("Alt+1")
    driver.keys("Lena")
    driver.press("Esc")
    assert driver.name() == "Add this caller to INC-2026-000001"
    assert callers(desk.office, uid).lines == ()
    driver.command("Alt+1")
    driver.press("Return")
    assert driver.name() == "Who calls", "without a name there is nobody to add"
    assert callers(desk.office, uid).lines == ()


def test_undo_takes_the_caller_away_and_brings_the_call_back(desk: Desk) -> None:
    uid = new_outage(desk.office)
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels come out blank")
    driver.press("Tab")
    driver.find("dana")
    driver.command("Alt+1")
    assert len(callers(desk.office, uid).lines) == 1
    driver.command("Ctrl+Shift+Z")
    assert callers(desk.office, uid).lines == ()
    assert desk.log.form.values()["title"] == "Labels come out blank"
    assert desk.log.form.values()["reporter"] == desk.office.reporter.uid
    driver.command("Ctrl+Return")
    assert desk.office.page("INC-2026-000002").incident.title == "Labels come out blank"


def test_a_reporter_who_calls_again_is_told_apart(desk: Desk) -> None:
    uid = new_outage(desk.office)
    for _call in range(2):
        desk.driver.command("Ctrl+N")
        desk.driver.press("Tab")
        desk.driver.find("dana")
        desk.driver.command("Alt+1")
    assert len(callers(desk.office, uid).lines) == 1
    assert "called about INC-2026-000001 before" in said(desk)


def test_the_second_outage_has_the_second_key(desk: Desk) -> None:
    new_outage(desk.office, "Mail is late")
    new_outage(desk.office, "Booking system unreachable")
    desk.driver.command("Ctrl+N")
    assert len(shown(desk)) == 2
    second = desk.log.side.outages.lines[1].row
    desk.driver.press("Tab")
    desk.driver.find("dana")
    desk.driver.command("Alt+2")
    assert [one.name for one in callers(desk.office, second.uid).lines] == ["Dana Whitlock"]


def test_what_another_window_changes_shows_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.opened.tasks.start_watching()
    desk.driver.command("Ctrl+N")
    uid = new_outage(desk.office)
    qtbot.waitUntil(lambda: shown(desk) == ["Booking system unreachable"])
    with desk.office.reading() as cases:
        cases.outages.add_caller(uid, NewCaller(name="Anna Berg"), desk.office.me.uid)
    qtbot.waitUntil(lambda: "1 caller" in desk.log.side.outages.rows[0].told.text())


def test_typing_who_calls_is_not_disturbed_by_what_others_add(desk: Desk, qtbot: QtBot) -> None:
    desk.opened.tasks.start_watching()
    uid = new_outage(desk.office)
    desk.driver.command("Ctrl+N")
    desk.driver.command("Alt+1")
    desk.driver.keys("Lena")
    with desk.office.reading() as cases:
        cases.outages.add_caller(uid, NewCaller(name="Anna Berg"), desk.office.me.uid)
    qtbot.waitUntil(lambda: "1 caller" in desk.log.side.outages.rows[0].told.text())
    assert desk.driver.name() == "Who calls"
    desk.driver.press("Return")
    assert [one.name for one in callers(desk.office, uid).lines] == ["Anna Berg", "Lena"]


@pytest.mark.parametrize("stands", [True, False])
def test_the_last_incidents_of_the_caller_stand_there(desk: Desk, stands: bool) -> None:
    with desk.office.reading() as cases:
        reporter = desk.office.reporter.uid if stands else None
        cases.log.log({"title": "Badge not accepted", "reporter": reporter}, desk.office.me.uid)
    desk.driver.command("Ctrl+N")
    last = desk.log.side.last
    assert last.empty.text() == "What was last with the caller shows here as soon as you choose who calls."
    desk.driver.press("Tab")
    desk.driver.find("dana")
    assert [row.title.text() for row in last.rows] == (["Badge not accepted"] if stands else [])
    assert last.empty.isVisible() is not stands
    if not stands:
        assert last.empty.text() == "Nothing was told by this caller before."


def test_an_outage_that_was_closed_meanwhile_refuses_and_the_call_stays(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    del qapp
    uid = new_outage(office)
    with office.window(qtbot, room="log") as desk:
        desk.driver.press("Tab")
        desk.driver.find("dana")
        with office.reading() as cases:
            cases.lifecycle.cancel(uid, "not_an_incident", office.me.uid)
        desk.driver.command("Alt+1")
        assert len(desk.failures) == 1
        assert desk.log.form.values()["reporter"] == office.reporter.uid


def test_what_was_done_for_the_caller_last_stands_there_too(desk: Desk) -> None:
    uid = new_outage(desk.office)
    take_to(desk.office, uid, "closure")
    desk.driver.command("Ctrl+N")
    desk.driver.press("Tab")
    desk.driver.find("dana")
    (row,) = desk.log.side.last.rows
    assert RESOLUTION["resolution"] in [label.text() for label in row.findChildren(QLabel)]


def test_who_calls_is_kept_as_a_draft_until_it_is_added(office: Office, qtbot: QtBot) -> None:
    uid = new_outage(office)
    with office.window(qtbot, room="log") as desk:
        desk.driver.command("Alt+1")
        desk.driver.keys("Lena")
        desk.driver.press("Tab")
        desk.driver.keys("ext. 7")
    with office.window(qtbot, room="log") as desk:
        qtbot.waitUntil(lambda: bool(desk.log.side.outages.rows))
        qtbot.waitUntil(desk.log.side.outages.rows[0].is_asking)
        assert desk.driver.name() == "Title, required", "what is there again takes no focus"
        for _step in range(30):
            if desk.driver.name() == "How to call back":
                break
            desk.driver.press("Tab")
        desk.driver.press("Return")
        (line,) = callers(office, uid).lines
        assert (line.name, line.callback) == ("Lena", "ext. 7")
    with office.window(qtbot, room="log") as desk:
        desk.driver.settle()
        assert not desk.log.side.outages.rows[0].is_asking()


def test_who_calls_is_there_again_where_the_draft_comes_after_the_outages(desk: Desk) -> None:
    uid = new_outage(desk.office)
    desk.driver.command("Ctrl+N")
    (row,) = desk.log.side.outages.rows
    desk.log.bring_back({"_caller": {"outage": uid, "name": "Lena", "callback": "ext. 7"}})
    assert row.is_asking()
    desk.driver.settle()
    assert desk.log.typed()["_caller"] == {"outage": uid, "name": "Lena", "callback": "ext. 7"}
