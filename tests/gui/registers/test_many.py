"""Registers as large as they get: found as one types, in the room and from a field."""

from __future__ import annotations

from end_to_end.office import Desk
from gui.registers.room import Room
from incidentdesk.domain.registers import Record
from incidentdesk.storage import register_entries

REPORTERS, DEVICES = 20_000, 10_000


def fill_many(desk: Desk) -> None:
    """Write them as fast as a file does; through the use cases one at a time it would take minutes."""
    with desk.office.reading() as cases, cases.desk.changing(desk.office.me.uid) as work:
        ward = Record(work.new_uid(), "place", "Ward 7")
        register_entries.write(work.session, ward)
        people = [
            Record(work.new_uid(), "reporter", f"Caller {number:05}", {"phone": f"ext. {number}"})
            for number in range(REPORTERS - 1)
        ]
        people.append(
            Record(work.new_uid(), "reporter", "Zoë Ångström", {"phone": "4711-22", "place": ward.uid})
        )
        register_entries.write_many(work.session, "reporter", people)
        devices = [
            Record(work.new_uid(), "device", f"PC-{number:05}", {"inventory": f"INV-{number}"})
            for number in range(DEVICES)
        ]
        register_entries.write_many(work.session, "device", devices)


def test_twenty_thousand_reporters_and_ten_thousand_devices_are_found_by_typing(desk: Desk) -> None:
    fill_many(desk)
    driver = desk.driver
    driver.command("Ctrl+7")
    room = Room(desk)
    page = room.page
    assert page.list.count.text() == "20,001 reporters"
    assert page.sections.button("device").accessibleName() == "Devices, 10,000"
    for words in ("angstrom", "4711 22", "zo ward 7"):
        driver.press("Ctrl+A")
        driver.keys(words)
        assert room.names() == ["Zoë Ångström"], words
    driver.command("Ctrl+PgDown")
    driver.command("Ctrl+PgDown")
    driver.keys("inv-9999")
    assert room.names() == ["PC-09999"]
    driver.command("Ctrl+N")
    driver.keys("No sound")
    driver.press("Tab")
    driver.find("ångs")
    form = desk.log.form
    form.focus_field("device")
    driver.find("09999")
    driver.command("Ctrl+Return")
    facts = desk.office.only()
    assert facts.reporter is not None
    assert facts.reporter.name == "Zoë Ångström"
    assert facts.name(facts.facts["device"]) == "PC-09999"
