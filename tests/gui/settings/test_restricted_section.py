"""Settings, Restricted."""

from __future__ import annotations

from gui.settings.room import Room
from incidentdesk.gui.settings.restricted import RestrictedSection


def section(room: Room) -> RestrictedSection:
    room.page.show_target("restricted")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, RestrictedSection)
    return shown


def test_the_hours_are_set(room: Room) -> None:
    shown = section(room)
    form = shown.forms[0]
    assert form.values() == {"notice_hours": "72"}
    form.put({"notice_hours": "24"})
    room.save()
    assert room.on_desk(room.cases.desk.settings).notice_hours == 24
    assert not shown.is_dirty()


def test_what_is_no_number_of_hours_is_told_and_stays(room: Room) -> None:
    shown = section(room)
    for text in ("soon", "0", "99999"):
        shown.forms[0].put({"notice_hours": text})
        room.save()
        assert room.on_desk(room.cases.desk.settings).notice_hours == 72
        assert shown.forms[0].values()["notice_hours"] == text
