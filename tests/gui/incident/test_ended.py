"""An incident that has ended can be read, and not be written on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import findings, new_incident


def test_texts_of_an_ended_incident_are_reached_and_copied_but_not_changed(desk: Desk) -> None:
    office, driver, uid = desk.office, desk.driver, new_incident(desk.office)
    with office.reading() as cases:
        cases.stages.save(uid, {"findings": "The driver was updated"}, {}, office.me.uid)
        cases.lifecycle.cancel(uid, "duplicate", office.me.uid)
    desk.show(uid)
    desk.incident.show_stage("investigation")
    driver.settle()
    form = desk.incident.stages.form
    assert form is not None
    form.focus_field("findings")
    assert driver.name() == "What was found, required"
    driver.keys("x")
    driver.press("Ctrl+A")
    driver.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "The driver was updated"
    assert findings(desk) == "The driver was updated"
    assert not form.editor("cause_category").widget.isEnabled()
    with office.reading() as cases:
        cases.lifecycle.reopen(uid, "It was none", office.me.uid)
    desk.incident.load()  # as a change elsewhere does
    driver.settle()
    form.focus_field("findings")
    driver.keys("x")
    assert "x" in str(findings(desk))
