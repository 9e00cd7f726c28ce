"""A day at the desk: a shift is handed over and accepted, at the keyboard of both."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Person
from incidentdesk.gui.handing.handover_page import HandoverRoom
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text


def hold_for_a_part(desk: Desk, uid: str) -> None:
    """Put an incident on hold until tomorrow, by keyboard."""
    desk.show(uid)
    desk.driver.command("Ctrl+H")
    desk.driver.find("part")
    desk.driver.press("Ctrl+A")
    desk.driver.keys("tomorrow 9:00")
    desk.driver.press("Tab")
    desk.driver.keys("Zebra, order 4711")
    desk.driver.command("Ctrl+Return")


def handover_room(desk: Desk) -> HandoverRoom:
    desk.driver.command("Ctrl+6")
    page = desk.opened.window.rooms["handover"]
    assert isinstance(page, HandoverRoom)
    return page


def test_a_shift_is_handed_over_and_accepted(office: Office, qtbot: QtBot) -> None:
    with office.reading() as cases:
        sato = cases.people.write_person(Person("", "R. Sato"), office.me.uid)[0]
    printer, badge = (
        new_incident(office, "Label printer eats labels"),
        new_incident(office, "Badge reader dark"),
    )

    with office.window(qtbot) as desk:  # the early shift ends
        hold_for_a_part(desk, printer)
        office.time.advance(hours=5)
        page = handover_room(desk)
        desk.driver.keys("Quiet but for the badge readers. Facilities know.")
        table = page.draft.lines.table
        table.setFocus()
        parts = [(line.part, line.incident) for line in page.draft.lines.model.records()]
        assert ("waiting", printer) in parts
        table.select_row(parts.index(("waiting", printer)))
        desk.driver.press("Return")
        desk.driver.keys("The courier rings at gate 2")
        desk.driver.command("Ctrl+Return")
        assert page.reading.isVisible()

    office.time.advance(minutes=10)
    late = replace(office, me=sato)
    with late.window(qtbot) as desk:  # the late shift begins
        page = handover_room(desk)
        assert page.reading.title.text().startswith("M. Oyelaran, for the shift since")
        assert "The courier rings at gate 2" in page.reading.detail.text()
        assert "waits for Zebra, order 4711" in page.reading.detail.text()
        desk.driver.command("Ctrl+Return")
        assert "Accepted by R. Sato" in page.reading.state.text()
        desk.driver.press("Return")
        assert desk.incident.page is not None
        assert desk.incident.page.incident.uid == printer

    record = office.page(printer)
    entry = record.entries[-1]
    told = entry_text(entry, record, ValueTexts(record.settings, record.names, record.definition))
    assert (told.headline, told.detail) == ("Handed over by M. Oyelaran", "The courier rings at gate 2")
    assert (entry.author, entry.done) == (sato.uid, office.time.now())
    assert "handed_over" not in [one.kind for one in office.page(badge).entries]
    with office.reading() as cases:
        kept = cases.handovers.latest()
    assert kept is not None
    assert (kept.accepted_by, kept.accepted, kept.text) == (
        sato.uid, office.time.now(), "Quiet but for the badge readers. Facilities know.",
    )  # fmt: skip
