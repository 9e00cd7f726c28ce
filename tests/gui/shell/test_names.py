"""Whatever can be focused says what it is, in every room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.shell.room_list import ROOMS

STAGES = ("identification", "classification", "investigation", "resolution", "closure")


def nameless(desk: Desk, *, least: int = 8) -> list[str]:
    """The widgets in sight that Tab or a click can focus, and that have no accessible name."""
    found, looked = [], 0
    for widget in desk.opened.window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if not widget.isVisible():
            continue
        looked += 1
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            around = widget.parentWidget()
            found.append(f"{type(widget).__name__} in {type(around).__name__}")
    assert looked >= least
    return found


@pytest.mark.parametrize("room", [room.key for room in ROOMS if room.key != "incident"])
def test_in_the_rooms(desk: Desk, room: str) -> None:
    new_incident(desk.office)
    desk.opened.window.show_room(room)
    desk.driver.settle()
    assert nameless(desk) == []


def test_in_every_section_of_the_settings(desk: Desk) -> None:
    for section in SECTIONS:
        desk.opened.window.show_room("settings", section)
        desk.driver.settle()
        assert nameless(desk) == [], section


def test_at_every_stage_with_its_tables_open_and_all_links_followed(desk: Desk) -> None:
    uid = new_incident(desk.office)
    for stage in STAGES:
        desk.show(f"{uid}/{stage}")
        form = desk.incident.stages.form
        assert form is not None
        for field in form.fields():
            form.focus_field(field.key)
            if isinstance(editor := form.editor(field.key), TableEditor):
                editor.add_row()
        desk.driver.settle()
        assert nameless(desk) == [], stage


def test_beside_the_form_and_in_the_small_forms(desk: Desk) -> None:
    room, driver = desk.incident, desk.driver
    desk.show(new_incident(desk.office))
    driver.command("Ctrl+M")
    room.side.composer.kind.set_value("decision")
    room.side.composer.kind.changed.emit("decision")
    assert room.side.composer.who.isVisible()
    assert nameless(desk) == []
    for keys in ("Ctrl+Shift+F", "Ctrl+R", "Ctrl+H", "Ctrl+Shift+A", "Ctrl+Shift+X"):
        driver.command(keys)
        assert nameless(desk) == [], keys


def test_on_the_quick_page_the_card_and_the_sheet(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels come out blank")
    driver.command("Ctrl+Return")
    assert nameless(desk) == []
    desk.show(f"{desk.office.only().incident.uid}/quick")
    assert nameless(desk) == []
    driver.command("F1")
    assert nameless(desk) == []


def test_on_the_page_that_asks_who_works_here(desk: Desk) -> None:
    desk.driver.command("F2")
    assert nameless(desk, least=3) == []
    desk.driver.press("Esc")
    desk.driver.command("Ctrl+L")
    assert nameless(desk, least=2) == []
