"""Settings, Closing."""

from __future__ import annotations

from gui.settings.room import Room
from incidentdesk.gui.settings.closing import ClosingSection


def section(room: Room) -> ClosingSection:
    room.page.show_target("closing")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, ClosingSection)
    return shown


def test_the_rules_are_set(room: Room) -> None:
    shown = section(room)
    form = shown.forms[0]
    assert form.values() == {"reopen_days": "5", "close_unanswered": "no"}
    form.put({"reopen_days": "10", "close_unanswered": "yes"})
    room.save()
    rules = room.on_desk(room.cases.desk.settings).closing
    assert (rules.reopen_days, rules.close_unanswered) == (10, True)
    assert not shown.is_dirty()


def test_what_is_no_number_of_days_is_told_and_stays(room: Room) -> None:
    shown = section(room)
    shown.forms[0].put({"reopen_days": "soon"})
    room.save()
    assert room.on_desk(room.cases.desk.settings).closing.reopen_days == 5
    assert shown.forms[0].values()["reopen_days"] == "soon"
