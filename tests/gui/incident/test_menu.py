"""The menu of what can be done with an incident."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.incident.room_actions import show_menu


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_it_is_parted_by_subject_and_keeps_links_in_a_menu_of_their_own(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    room = desk.incident
    show_menu(room, room.head.menu_button)
    menu = desk.driver.menu()
    shown = [action.text() for action in menu.actions() if not action.isSeparator() and action.text()]
    assert len(shown) <= 25
    assert sum(action.isSeparator() for action in menu.actions()) >= 3
    within = {action.text() for one in menu.findChildren(QMenu) for action in one.actions()}
    assert "Make it a major incident…" in within
    (links,) = (one for one in menu.findChildren(QMenu) if one.title() == "Link with another one")
    assert links.actions()[0].text() == "Add a child…"
    reached = {*shown, *within} - {one.title() for one in menu.findChildren(QMenu)}
    assert reached == {action.text() for action in room.actions() if action.data()()}
    assert menu.sizeHint().height() <= 720
    menu.close()
