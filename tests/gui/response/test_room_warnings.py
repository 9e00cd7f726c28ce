"""What is warned of in a room: shown, never blocking, and away when put away."""

from __future__ import annotations

from end_to_end.office import Desk
from gui.response.rooms import open_room, raise_one, view
from incidentdesk.gui.widgets.buttons import IconButton


def test_a_commander_who_also_fixes_is_warned_and_may_go_on(desk: Desk) -> None:
    office, uid = desk.office, raise_one(desk.office)
    room = open_room(desk, uid)
    assert room.warnings.isHidden()
    with office.reading() as cases:
        cases.response.give_role(uid, "operations", office.me.uid, office.me.uid)
    open_room(desk, uid)
    assert "has a part in the fix" in room.warnings.text
    desk.driver.command("Alt+P")
    assert view(desk, uid).incident.phase == "identified"


def test_long_command_is_told_though_nothing_was_changed_after_a_sleep_too(desk: Desk) -> None:
    uid = raise_one(desk.office)
    room = open_room(desk, uid)
    desk.office.time.advance(hours=8)
    room.look()
    desk.driver.settle()
    assert "over 4 hours" in room.warnings.text


def test_put_away_it_comes_back_with_another_one(desk: Desk) -> None:
    office, uid = desk.office, raise_one(desk.office)
    with office.reading() as cases:
        cases.response.give_role(uid, "operations", office.me.uid, office.me.uid)
    room = open_room(desk, uid)
    away = next(one for one in room.warnings.findChildren(IconButton) if one.isVisible())
    desk.driver.click(away)
    open_room(desk, uid)
    assert room.warnings.isHidden()
    office.time.advance(hours=5)
    open_room(desk, uid)
    assert room.warnings.isVisible()


def test_without_a_commander_command_is_one_press_away(desk: Desk) -> None:
    office, uid = desk.office, raise_one(desk.office, "Phones are dead", "")
    with office.reading() as cases:
        wake = office.time.now().plus(60)
        cases.lifecycle.hold(uid, "awaiting_supplier", office.me.uid, wake=wake)
    room = open_room(desk, uid)
    assert room.warnings.text == "Nobody is in command."
    desk.driver.click(room.warnings.actions_shown()[0])
    commander = view(desk, uid).commander
    assert commander is not None
    assert commander.person == office.me.uid
    assert room.warnings.isHidden()
