"""Correcting a caller of an outage and taking one away, by mouse and keyboard, with undo."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk, Office
from end_to_end.outage import callers_of, new_outage, take_to
from incidentdesk.domain.callers import Caller
from incidentdesk.gui.outages.callers_page import CallersPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.timeline_texts import entry_text


def page(desk: Desk) -> CallersPage:
    return desk.incident.outage.callers


def lines(desk: Desk, uid: str) -> tuple[Caller, ...]:
    return callers_of(desk.office, uid).lines


def told(office: Office, uid: str) -> list[str]:
    """The timeline's headlines, the newest last."""
    shown = office.page(uid)
    texts = ValueTexts(shown.settings, shown.names, shown.definition)
    return [entry_text(entry, shown, texts).headline for entry in shown.entries]


def at_callers(desk: Desk, callers: int = 2) -> str:
    """The callers' page of a new outage is shown, with the keyboard on the first of them."""
    uid = new_outage(desk.office, callers=callers)
    desk.show(uid)
    desk.driver.command("Alt+C")
    return uid


def test_name_number_and_note_are_corrected_by_keyboard_and_undone(desk: Desk) -> None:
    uid = at_callers(desk)
    before = lines(desk, uid)
    driver = desk.driver
    driver.press("Return")
    assert (driver.name(), page(desk).editor.heading.text()) == (
        "Name", "Correct what is known of Anna Berg"
    )  # fmt: skip
    driver.keys("Anna Bergstrom")
    driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys("ext. 4711")
    driver.press("Tab")
    driver.keys("after 14:00")
    driver.press("Tab")
    assert driver.name() == "Note", "who is in no register has no place"
    driver.keys("Cannot book")
    driver.press("Ctrl+S")
    wanted = {"name": "Anna Bergstrom", "phone": "ext. 4711", "callback": "after 14:00"}
    assert lines(desk, uid) == (replace(before[0], **wanted, note="Cannot book"), before[1])
    assert driver.name() == "Callers"
    assert desk.opened.window.toast.text == "What is known of Anna Berg is corrected."
    assert page(desk).detail.name.text() == "Anna Bergstrom"
    driver.command("Ctrl+Shift+Z")
    assert lines(desk, uid) == before
    assert told(desk.office, uid)[-2:] == ["A caller was corrected"] * 2


def test_a_caller_becomes_the_reporter_who_it_is_with_their_place(desk: Desk) -> None:
    uid = at_callers(desk, callers=1)
    before = lines(desk, uid)
    driver = desk.driver
    driver.press("Return")
    driver.find("Whitl")
    driver.press("Ctrl+Return")
    (caller,) = lines(desk, uid)
    assert (caller.reporter, caller.name) == (desk.office.reporter.uid, "Dana Whitlock")
    assert (caller.phone, caller.place) == ("ext. 4410", "Ward 3")
    driver.press("Return")
    driver.press("Tab", times=3)
    driver.keys("Ward 4")
    driver.press("Ctrl+S")
    assert lines(desk, uid)[0].place == "Ward 4"
    driver.command("Ctrl+Shift+Z")
    assert lines(desk, uid)[0].place == "Ward 3"
    driver.command("Ctrl+Shift+Z")
    assert lines(desk, uid) in {(caller,), before}


def test_a_caller_is_corrected_by_mouse(desk: Desk) -> None:
    uid = at_callers(desk)
    driver, editor = desk.driver, page(desk).editor
    driver.click(page(desk).detail.correct)
    driver.click(editor.form.frame("callback").editor)
    driver.keys("mobile")
    driver.click(editor.save_button)
    assert [one.callback for one in lines(desk, uid)] == ["mobile", ""]


def test_a_caller_is_taken_away_by_key_and_by_mouse_and_undone(desk: Desk) -> None:
    uid = at_callers(desk)
    before = lines(desk, uid)
    driver = desk.driver
    driver.press("Del")
    assert [one.name for one in lines(desk, uid)] == ["Kofi Mensah"]
    assert told(desk.office, uid)[-1] == "A caller was taken away"
    driver.command("Ctrl+Shift+Z")
    assert lines(desk, uid) == before
    driver.click(page(desk).detail.remove)
    assert len(lines(desk, uid)) == 1
    assert page(desk).list.model.records() == list(lines(desk, uid))


def test_who_reported_it_stays_a_caller_and_can_be_called_elsewhere(desk: Desk) -> None:
    uid = new_outage(desk.office, callers=1)
    take_to(desk.office, uid, "classification")
    with desk.office.reading() as cases:
        cases.outages.add_caller(uid, NewCaller(name="Lena"), desk.office.me.uid)
    own = next(place for place, one in enumerate(lines(desk, uid)) if one.own)
    desk.show(uid)
    driver = desk.driver
    driver.command("Alt+C")
    driver.press("Down", times=own)
    driver.press("Del")
    assert len(lines(desk, uid)) == 3
    assert "Dana Whitlock reported" in desk.opened.window.toast.text
    assert not page(desk).detail.remove.isEnabled()
    driver.press("Return")
    assert driver.name() == "Phone"
    driver.press("Ctrl+A")
    driver.keys("0151")
    driver.press("Ctrl+S")
    assert lines(desk, uid)[own].phone == "0151"


def test_what_was_typed_is_there_again_after_a_restart(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        uid = at_callers(desk)
        desk.driver.press("Return")
        desk.driver.keys("Anna Bergstrom")
        desk.driver.press("Tab")
    with office.window(qtbot) as desk:
        desk.show(f"{uid}/callers")
        desk.driver.press("Return")
        qtbot.waitUntil(lambda: page(desk).editor.name.text() == "Anna Bergstrom")
        desk.driver.press("Esc")
        assert not page(desk).changes.is_open()
        assert lines(desk, uid)[0].name == "Anna Berg"


def test_what_somebody_else_corrected_meanwhile_is_not_overwritten(desk: Desk) -> None:
    uid = at_callers(desk)
    driver = desk.driver
    driver.press("Return")
    driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys("4444")
    with desk.office.reading() as cases:
        cases.outages.correct_caller(lines(desk, uid)[0].uid, {"phone": "4417"}, desk.office.me.uid)
    driver.press("Ctrl+S")
    assert lines(desk, uid)[0].phone == "4417"
    assert "“Phone” was changed meanwhile to “4417”" in page(desk).editor.banner.text
    assert page(desk).editor.form.values()["phone"] == "4444"


def test_who_only_reads_is_told_who_may(office: Office, qtbot: QtBot) -> None:
    uid = new_outage(office, callers=2)
    with office.reading() as cases:
        crew = hire(cases)
        reader = next(one for one in cases.people.staff() if one.uid == crew.uid("read_only"))
    with replace(office, me=reader).window(qtbot) as desk:
        desk.show(f"{uid}/callers")
        detail = page(desk).detail
        for keys, button in (("Return", detail.correct), ("Del", detail.remove)):
            desk.driver.press(keys)
            assert "Only agents, leads and administrators" in desk.opened.window.toast.text
            assert not button.isEnabled()
            assert "Only agents, leads and administrators" in button.toolTip()
        assert not page(desk).changes.is_open()
        assert len(lines(desk, uid)) == 2


def test_callers_of_what_has_ended_stay_as_they_are(desk: Desk) -> None:
    uid = at_callers(desk)
    with desk.office.reading() as cases:
        cases.lifecycle.cancel(uid, "test", desk.office.me.uid)
    desk.show(f"{uid}/callers")
    desk.driver.press("Del")
    assert "has ended" in desk.opened.window.toast.text
    assert not page(desk).detail.remove.isVisible()
    assert len(lines(desk, uid)) == 2
