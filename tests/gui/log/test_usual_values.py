from __future__ import annotations

from typing import Any

from end_to_end.office import Desk


def add(desk: Desk, register: str, name: str, uid: str = "", **values: Any) -> str:
    with desk.office.reading() as cases:
        return cases.registers.write(register, uid, name, values, desk.office.me.uid)[0].uid


def begin(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Blank labels")
    desk.driver.press("Tab")


def help_of(desk: Desk, key: str) -> str:
    return desk.log.form.editor(key).widget.accessibleDescription()


def test_what_a_reporter_usually_uses_is_filled_in_said_and_taken_back(desk: Desk) -> None:
    service, device = add(desk, "service", "Label printing"), add(desk, "device", "LBL-W3-02")
    add(desk, "reporter", "Dana Whitlock", desk.office.reporter.uid, service=service, device=device)
    begin(desk)
    desk.driver.find("whit")
    form = desk.log.form
    assert (form.values()["service"], form.values()["device"]) == (service, device)
    assert form.values()["place"] == "Ward 3"
    assert help_of(desk, "service") == "As usual for Dana Whitlock"
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert [form.values()[key] for key in ("service", "device", "place")] == [None, None, None]
    assert help_of(desk, "service") == ""


def test_what_was_said_stays_and_another_reporters_values_replace_those_of_the_first(desk: Desk) -> None:
    mail, labels = add(desk, "service", "E-mail"), add(desk, "service", "Label printing")
    device = add(desk, "device", "LBL-W3-02")
    add(desk, "reporter", "Dana Whitlock", desk.office.reporter.uid, service=labels, device=device)
    add(desk, "reporter", "Bo Lind", service=mail, phone="ext. 5")
    begin(desk)
    form = desk.log.form
    desk.driver.find("bo lind")
    assert form.values()["service"] == mail
    form.set_field("place", "Roof")
    desk.log.form.focus_field("reporter")
    desk.driver.find("whit")
    assert form.values()["service"] == labels
    assert form.values()["device"] == device
    assert form.values()["place"] == "Roof"
    desk.driver.command("Ctrl+Return")
    page = desk.office.only()
    assert (page.facts["service"], page.facts["place"]) == (labels, "Roof")
