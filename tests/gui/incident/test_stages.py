"""The stages of an incident, as the room shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk import bootstrap
from incidentdesk.gui import application


def test_a_window_that_opens_on_an_incident_has_the_focus_in_its_first_field(
    office: Office, qtbot: QtBot
) -> None:
    uid = new_incident(office)
    cases = bootstrap.use_cases(office.paths, office.time)
    drafting = bootstrap.drafting(cases, office.paths, office.me)
    with application.opened(cases, drafting, office.me, office.paths, sample=False, theme="light") as opened:
        opened.window.show()
        opened.window.activateWindow()
        opened.window.show_room("incident", uid)
        qtbot.waitUntil(lambda: opened.tasks.pending == 0 and QApplication.focusWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == "What was found, required"
