"""The room of the shift hand-over, by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.handovers import Handover
from incidentdesk.domain.records import Person
from incidentdesk.gui.handing.handover_page import HandoverRoom


@pytest.fixture
def sato(office: Office) -> Person:
    with office.reading() as cases:
        return cases.people.write_person(Person("", "R. Sato"), office.me.uid)[0]


def room(desk: Desk) -> HandoverRoom:
    desk.driver.command("Ctrl+6")
    page = desk.opened.window.rooms["handover"]
    assert isinstance(page, HandoverRoom)
    return page


def latest(office: Office) -> Handover:
    with office.reading() as cases:
        found = cases.handovers.latest()
    assert found is not None
    return found


def badge(desk: Desk) -> str:
    """What the rail says of the room."""
    (button,) = (one for one in desk.opened.window.rail._buttons if one.item.key == "handover")  # noqa: SLF001
    return button.accessibleName()


def test_a_shift_is_written_with_words_and_notes(desk: Desk) -> None:
    first, second = new_incident(desk.office, "Blank labels"), new_incident(desk.office, "No mail")
    page, driver = room(desk), desk.driver
    assert ModelTester(page.draft.lines.model) is not None
    assert driver.has_focus(page.draft.text)
    driver.keys("Quiet")
    page.draft.lines.table.setFocus()
    driver.press("Return")
    assert driver.name() == "Note on INC-2026-000001, Blank labels"
    driver.keys("Call Dana")
    driver.press("Return")
    assert driver.has_focus(page.draft.lines.table)
    current = page.draft.lines.current()
    assert current is not None
    assert current.incident == second
    driver.command("Ctrl+Return")
    written = latest(desk.office)
    assert (written.text, [(line.incident, line.note) for line in written.noted()]) == (
        "Quiet", [(first, "Call Dana")],
    )  # fmt: skip
    assert page.reading.isVisible()
    assert not page.act_button.isVisible()
    assert "whoever takes over" in page.told.text()


def test_what_is_typed_survives_another_room_and_another_start(office: Office, qtbot: QtBot) -> None:
    new_incident(office, "Blank labels")
    with office.window(qtbot) as desk:
        page = room(desk)
        desk.driver.keys("Watch the fan")
        page.draft.lines.table.setFocus()
        desk.driver.press("Return")
        desk.driver.keys("Call Dana")
        desk.driver.command("Ctrl+1")
    with office.window(qtbot) as desk:
        page = room(desk)
        assert page.draft.text.toPlainText() == "Watch the fan"
        assert page.draft.note.text() == "Call Dana"
        assert page.draft.lines.model.record(0).note == "Call Dana"
        desk.driver.command("Ctrl+Return")
    assert [line.note for line in latest(office).noted()] == ["Call Dana"]
    with office.window(qtbot) as desk:
        page = room(desk)
        assert page.draft.text.toPlainText() == ""


def test_when_the_shift_began_is_typed_and_a_wrong_time_is_told(desk: Desk) -> None:
    page, driver = room(desk), desk.driver
    page.draft.since.setFocus()
    driver.keys("yesterday 22:00")
    assert page.draft._since is not None  # noqa: SLF001 - nothing else tells before it is written
    driver.press("Ctrl+A")
    driver.keys("rainy")
    driver.command("Ctrl+Return")
    with desk.office.reading() as cases:
        assert cases.handovers.latest() is None
    assert driver.has_focus(page.draft.since)
    driver.press("Ctrl+A")
    driver.keys("7:00")
    driver.command("Ctrl+Return")
    assert latest(desk.office).since.local().hour == 7


def test_the_rail_tells_the_next_person_who_accepts_by_one_key(
    office: Office, sato: Person, qtbot: QtBot
) -> None:
    uid = new_incident(office, "Blank labels")
    with office.reading() as cases:
        cases.handovers.write(office.me.uid, text="Quiet", notes={uid: "Call Dana"})
    with office.window(qtbot) as desk:
        assert badge(desk) == "Hand-over"
    with replace(office, me=sato).window(qtbot) as desk:
        assert badge(desk) == "Hand-over, Waits to be accepted"
        page = room(desk)
        assert page.reading.isVisible()
        assert page.reading.text.text() == "Quiet"
        assert "Call Dana" in page.reading.detail.text()
        desk.driver.command("Ctrl+Return")
        assert latest(office).accepted_by == sato.uid
        assert badge(desk) == "Hand-over"
        assert not page.act_button.isVisible()
        desk.driver.press("Return")
        assert desk.incident.page is not None
        assert desk.incident.page.incident.uid == uid


def test_it_is_looked_at_on_paper_and_left_by_esc(desk: Desk) -> None:
    new_incident(desk.office, "Blank labels")
    page, driver = room(desk), desk.driver
    driver.command("Ctrl+P")
    assert page.paper.isVisible()
    assert driver.name() == "Print"
    driver.press("Esc")
    assert page.draft.isVisible()
    assert driver.has_focus(page.draft.text)


def test_earlier_ones_are_read_again(desk: Desk, sato: Person) -> None:
    with desk.office.reading() as cases:
        cases.handovers.write(sato.uid, text="The first")
        cases.handovers.accept("", desk.office.me.uid)
        desk.office.time.advance(hours=8)
        cases.handovers.write(sato.uid, text="The second")
    page, driver = room(desk), desk.driver
    driver.command("Alt+3")
    assert [one.text for one in page.past.model.records()] == ["The second", "The first"]
    driver.press("Down")
    driver.press("Return")
    assert page.reading.text.text() == "The first"
    assert "Accepted by M. Oyelaran" in page.reading.state.text()
    assert not page.act_button.isVisible()
    driver.command("Alt+1")
    assert page.reading.text.text() == "The second"
    assert page.act_button.isVisible()


def test_a_desk_without_incidents_hands_words_over(desk: Desk) -> None:
    page, driver = room(desk), desk.driver
    assert page.draft.lines.empty.isVisible()
    assert not page.draft.note_frame.isVisible()
    driver.keys("Quiet")
    driver.command("Ctrl+Return")
    assert latest(desk.office).text == "Quiet"


def test_an_empty_room_leads_to_writing(desk: Desk) -> None:
    page, driver = room(desk), desk.driver
    driver.command("Alt+1")
    assert page.none.isVisible()
    driver.command("Alt+2")
    assert driver.has_focus(page.draft.text)


def test_who_only_reads_is_told_who_may(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office, "Blank labels")
    with office.reading() as cases:
        reader = cases.people.write_person(Person("", "Rea Der", "read_only"), office.me.uid)[0]
        cases.handovers.write(office.me.uid, text="Quiet")
        cases.follow_ups.add(uid, {"text": "Order drums"}, office.me.uid)
    with replace(office, me=reader).window(qtbot) as desk:
        told: list[str] = []
        desk.opened.session.told.connect(lambda text, _tone: told.append(text))
        page = room(desk)
        assert not page.act_button.isVisible()
        desk.driver.command("Ctrl+Return")
        assert latest(office).accepted is None
        desk.driver.command("Ctrl+5")
        desk.driver.press("D")
        with office.reading() as cases:
            assert cases.follow_ups.of(uid)[0].state == "open"
        assert len(told) == 2
        assert all("agents" in text for text in told), told
        desk.show(uid)
        card = desk.incident.stages.follow_ups
        assert card.line.isHidden()
        assert not card.rows()[0].tick.isEnabled()
