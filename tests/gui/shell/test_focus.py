"""Whoever comes to a page, the keyboard is somewhere on it: without that none of its keys works."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.shell.room_list import ROOMS


@pytest.mark.parametrize("role", ["read_only", "agent", "lead"])
def test_each_page_takes_the_keyboard(office: Office, qtbot: QtBot, role: str) -> None:
    uid = new_incident(office)
    with office.reading() as cases:
        who = hire(cases).uid(role)
        me = next(one for one in cases.people.staff() if one.uid == who)
    places = [(room.key, "") for room in ROOMS if room.key != "incident"]
    places += [("settings", section) for section in SECTIONS]
    places += [("registers", "service"), ("registers", "reporter/csv"), ("registers", "reporter/call-list")]
    places += [("incident", uid), ("incident", f"{uid}/callers"), ("incident", f"{uid}/closure")]
    with replace(office, me=me).window(qtbot) as desk:
        lost = []
        for room, target in places:
            desk.opened.window.show_room(room, target)
            desk.driver.settle()
            page = desk.opened.window.rooms[room]
            focused = desk.opened.window.focusWidget()
            if focused is None or not page.isAncestorOf(focused) or not focused.isEnabled():
                lost.append(f"{room} {target}")
        assert lost == []
