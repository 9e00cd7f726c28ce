"""The response room: the ways in and out, which incident it shows, and to whom it offers what."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import hire, open_room, raise_one, room_of, view, window_of
from incidentdesk.gui.response.room_cards import CARDS


def test_the_only_live_one_is_shown(desk: Desk) -> None:
    uid = raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.uid == uid
    assert room.head.title.text() == "Mail is down"
    assert room.stack.currentWidget() is room.room


def test_from_the_incident_at_hand_and_back_by_the_stepper(desk: Desk) -> None:
    raise_one(desk.office, "Phones are dead")
    mail = raise_one(desk.office)
    desk.show(mail)
    assert desk.incident.stages.door.isVisible()
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.uid == mail
    room.bar.stepper.activated.emit("detection")
    desk.driver.settle()
    assert desk.opened.window.room == "incident"
    assert desk.incident.stages.stage is not None
    assert desk.incident.stages.stage.key == "detection"
    assert desk.incident.stages.door.isHidden()
    desk.driver.command("Ctrl+2")
    desk.driver.command("Alt+Right")
    assert desk.incident.stages.stage.key == "analysis"


def test_the_button_at_the_stage_leads_there(desk: Desk) -> None:
    uid = raise_one(desk.office)
    desk.show(uid)
    desk.driver.click(desk.incident.stages.door.button)
    assert desk.opened.window.room == "response"
    assert room_of(desk).uid == uid


def test_declared_in_one_act_the_room_opens(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+Shift+N")
    driver.keys("Mail is down")
    driver.press("Tab")
    driver.choose("2")
    driver.command("Ctrl+Return")
    assert desk.opened.window.room == "response"
    assert room_of(desk).head.title.text() == "Mail is down"


def test_esc_leads_to_all_and_from_there_to_the_queue(desk: Desk) -> None:
    raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    desk.driver.press("Esc")
    room = room_of(desk)
    assert room.stack.currentWidget() is room.majors
    desk.driver.press("Esc")
    assert desk.opened.window.room == "queue"


def test_what_another_does_shows_at_once_and_the_focus_stays(desk: Desk) -> None:
    uid = raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    room.head.sev.setFocus()
    with desk.office.reading() as cases:
        cases.response.go_to(uid, "identified", desk.office.me.uid)
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    assert room.head.phase.words == "Identified"
    assert room.head.sev.hasFocus()


def test_what_happens_to_other_incidents_does_not_read_the_room(desk: Desk) -> None:
    room = open_room(desk, raise_one(desk.office))
    read: list[str] = []
    room.filled.connect(lambda: read.append(room.uid))
    session = desk.opened.session
    session.tasks.change(room, lambda: session.cases.log.log({"title": "Blank labels"}, session.me))
    desk.driver.settle()
    with desk.office.reading() as cases:
        cases.log.log({"title": "No mail"}, desk.office.me.uid)
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    assert read == []
    session.tasks.change(room, lambda: session.cases.response.set_bridge(room.uid, "4400", session.me))
    desk.driver.settle()
    assert read == [room.uid]


def test_the_room_comes_into_sight_whole(desk: Desk, qtbot: QtBot) -> None:
    uid = raise_one(desk.office)
    room = room_of(desk)
    assert room.cards == {}  # they are made one in a turn
    desk.opened.window.show_room("response", uid)
    qtbot.waitUntil(lambda: bool(room.cards))
    assert room.stack.currentWidget() is room.majors
    with qtbot.waitSignal(room.filled):
        pass
    assert room.stack.currentWidget() is room.room
    assert set(room.cards) == {one.key for one in CARDS}
    assert room.updatesEnabled()


def test_who_may_only_read_is_offered_nothing(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    reader = hire(office, "R. Eads", role="read_only")["R. Eads"]
    with office.reading() as cases:
        cases.response.set_bridge(uid, "4400", office.me.uid)
    with window_of(office, qtbot, reader) as desk:
        room = open_room(desk, uid)
        parts = [room.head, room.bar, room.offer, room.warnings, room.action]
        parts += [room.cards[key] for key in ("roles", "people", "prompts")]
        free = {room.head.all, room.head.times.copy, *room.bar.stepper.findChildren(QAbstractButton)}
        offered = [
            one.accessibleName() or one.text()
            for part in parts
            for one in part.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and one not in free
        ]
        assert offered == []
        assert "agents, leads and administrators" in room.standing.text
        for keys in ("Alt+P", "Alt+V", "Alt+H", "Alt+O", "Alt+B", "Alt+W"):
            desk.driver.command(keys)
            assert not room.action.kind, keys
        assert room.cards["roles"].isVisible()


def test_a_closed_room_is_read_and_leads_to_the_incident(desk: Desk) -> None:
    uid, sato = raise_one(desk.office), hire(desk.office, "R. Sato")["R. Sato"]
    with desk.office.reading() as cases:
        cases.response.give_role(uid, "communications", sato, desk.office.me.uid)
        cases.response.go_to(uid, "false_alarm", desk.office.me.uid, reason="A test of the cable")
    room = open_room(desk, uid)
    assert room.standing.text.startswith("It has ended")
    assert room.bar.likeliest.isHidden()
    assert room.head.phase.words == "False alarm"
    assert not room.head.sev.isEnabled()
    names = [one.accessibleName() for one in room.cards["roles"].findChildren(QAbstractButton)]
    assert any("M. Oyelaran" in name for name in names)
    assert any("R. Sato" in name for name in names)
    desk.driver.click(room.standing.actions_shown()[0])
    assert desk.opened.window.room == "incident"


@pytest.mark.parametrize(("width", "places"), [(1440, 3), (1000, 2)])
def test_columns_fold_in_a_narrow_window(desk: Desk, width: int, places: int) -> None:
    raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    desk.opened.window.resize(width, 700)
    desk.driver.settle()
    room = room_of(desk)
    assert room.columns.count == places
    for card in room.cards.values():
        if card.isVisible():
            assert card.width() >= card.minimumSizeHint().width()


def test_folding_leaves_the_focus_where_it_is(desk: Desk) -> None:
    raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    room.cards["roles"].focus_first()
    focused = desk.opened.window.focusWidget()
    desk.opened.window.resize(1000, 700)
    desk.driver.settle()
    assert focused is not None
    assert focused.hasFocus()


def test_cards_have_numbers(desk: Desk) -> None:
    raise_one(desk.office)
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    place = list(room.cards).index("roles") + 1
    desk.driver.command(f"Alt+{place}")
    assert desk.driver.has_focus(room.cards["roles"])


def test_a_drill_is_marked(desk: Desk) -> None:
    uid = raise_one(desk.office, "Fire drill", drill=True)
    room = open_room(desk, uid)
    assert room.head.drill.isVisible()
    assert view(desk, uid).incident.drill


def test_where_it_has_gone_back_to_its_process_all_others_are_shown(desk: Desk) -> None:
    uid = raise_one(desk.office)
    raise_one(desk.office, "Phones are dead")
    room = open_room(desk, uid)
    with desk.office.reading() as cases:
        cases.promotion.return_(uid, desk.office.me.uid, "Smaller than we thought")
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    assert room.stack.currentWidget() is room.majors
    assert "is no major incident" in desk.opened.window.toast.text
    assert [row.title for row in room.majors.model.records()] == ["Phones are dead"]
