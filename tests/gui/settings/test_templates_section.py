"""Settings, Templates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.settings.room import Room
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.settings.incident_templates import TemplatesSection

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def section(room: Room) -> TemplatesSection:
    room.page.show_target("templates")
    room.page.focus_first()
    room.settle()
    made = room.page.section()
    assert isinstance(made, TemplatesSection)
    return made


@pytest.mark.usefixtures("section")
def test_a_template_is_added_by_keyboard_alone(room: Room) -> None:
    focus = room.page.window().focusWidget
    room.key(focus(), Qt.Key.Key_A, ALT)
    for typed in ("Wi-Fi is gone", "wifi", "No Wi-Fi", "Which room:", "wi-fi"):
        room.qtbot.keyClicks(focus(), typed)
        room.settle()
        room.key(focus(), Qt.Key.Key_Tab)
    room.save()
    added = room.items("incident_templates")[-1]
    assert (added.key, added.label) == ("wifi", "Wi-Fi is gone")
    assert added.extra == {"title": "No Wi-Fi", "description": "Which room:", "category": "network.wifi"}


def test_a_service_keeps_its_name_and_a_field_can_be_emptied(room: Room, section: TemplatesSection) -> None:
    made: list[Entry] = []
    room.session.add_item("service", "E-mail", {}, made.append)
    room.settle()
    section.edit_row(0)
    section.form.service.setFocus()
    room.qtbot.keyClicks(section.form.service, "e-ma")
    room.settle()
    room.key(section.form.service, Qt.Key.Key_Tab)
    section.form.put({"impact": ""})
    room.save()
    saved = room.items("incident_templates")[0]
    assert saved.extra["service"] == made[0].uid
    assert "impact" not in saved.extra
    section.edit_row(1)
    section.edit_row(0)
    room.settle()
    assert section.form.service.value_label() == "E-mail"
    assert not section.is_dirty()


def test_a_template_that_gives_nothing_is_refused(room: Room, section: TemplatesSection) -> None:
    section.add()
    section.form.put({"label": "Empty", "key": "empty"})
    section.save()
    room.settle()
    assert "fills in nothing" in section.panel.banner.text
    assert all(item.key != "empty" for item in room.items("incident_templates"))
