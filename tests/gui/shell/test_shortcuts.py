"""No key has two meanings at one place: Qt would then do neither."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from end_to_end.office import BERLIN, Desk, Office
from end_to_end.outage import new_outage, take_to
from incidentdesk import bootstrap
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.shell.room_list import ROOMS
from incidentdesk.gui.widgets.actions import shortcuts_of
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.painting import key_text

Key = tuple[str, QWidget, bool]
"""What it does, whose it is, and whether it works in the whole window."""

OF_PLACE = {key_text(key) for key in ("Return", "Esc")} | {""}
"""What the focus explains by itself."""


def keys_of(desk: Desk) -> dict[str, list[Key]]:
    """All shortcuts that are made, and those of letters underlined in sight."""
    found: dict[str, list[Key]] = defaultdict(list)
    window = desk.opened.window
    for owner in [window, *window.findChildren(QWidget)]:
        for action in [] if isinstance(owner, QMenu) else owner.actions():
            if not action.shortcut().isEmpty() and action.text():
                everywhere = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
                found[action.shortcut().toString()].append((action.text(), owner, everywhere))
        if isinstance(owner, (QAbstractButton, QLabel)) and owner.isVisible():
            letter = QKeySequence.mnemonic(owner.text())
            has_buddy = not isinstance(owner, QLabel) or owner.buddy() is not None
            if not letter.isEmpty() and has_buddy:
                found[letter.toString()].append((owner.text(), window, True))
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        assert isinstance(owner, QWidget)
        everywhere = shortcut.context() == Qt.ShortcutContext.WindowShortcut
        found[shortcut.key().toString()].append((type(owner).__name__, owner, everywhere))
    return found


def meet(one: Key, other: Key) -> bool:
    """Whether the focus can be where both work."""
    (_one, here, wide), (_other, there, wide_too) = one, other
    if not (here.isVisible() and there.isVisible()):
        return False
    if not (wide and here.window() is here) and not (wide_too and there.window() is there):
        return here is there or here.isAncestorOf(there) or there.isAncestorOf(here)
    return True


def doubled(desk: Desk) -> list[str]:
    """Each key that does two things at one place."""
    return [
        f"{key}: {one[0]} / {other[0]}"
        for key, those in keys_of(desk).items()
        for one, other in combinations(those, 2)
        if meet(one, other)
    ]


def test_no_key_does_two_things_in_any_room(desk: Desk) -> None:
    for room in ROOMS:
        if room.key != "incident":
            desk.opened.window.show_room(room.key)
            desk.driver.settle()
            assert doubled(desk) == [], room.key
    assert len(keys_of(desk)) > 40


def test_nor_in_any_section_of_the_settings_and_page_of_the_registers(desk: Desk) -> None:
    places = [("settings", section) for section in SECTIONS]
    places += [("registers", target) for target in ("service", "reporter/csv", "reporter/call-list")]
    for room, target in places:
        desk.opened.window.show_room(room, target)
        desk.driver.settle()
        assert doubled(desk) == [], target


def test_nor_at_an_incident_on_its_quick_page_and_among_its_callers(desk: Desk) -> None:
    uid = new_outage(desk.office, callers=2)
    take_to(desk.office, uid, "resolution")
    for target in (uid, f"{uid}/quick", f"{uid}/callers", f"{uid}/closure"):
        desk.show(target)
        assert doubled(desk) == [], target
    for keys in ("Ctrl+Shift+E", "Ctrl+Shift+K", "Ctrl+J", "Ctrl+Shift+H"):
        desk.driver.command(keys)
        assert doubled(desk) == [], keys


def test_nor_on_the_practice_desk_when_it_asks_whether_to_start_afresh(tmp_path: Path, qtbot: QtBot) -> None:
    paths = desk_paths(tmp_path / "practice" / "desk.sqlite3")
    bootstrap.fill_practice_desk(paths, "R. Sato")
    with bootstrap.headless(paths) as cases:
        me, reporter = cases.people.whoever_is("R. Sato", ""), cases.people.find_reporters("Dana")[0]
        major = cases.raising.raise_one("Booking is down", me.uid, levels=["sev1"]).uid
        now = cases.desk.time.now().local()
    office = Office(paths, ManualTime(now, BERLIN), me, reporter)
    with office.window(qtbot) as desk:
        head = desk.opened.window.practice
        assert head is not None
        for asks in (False, True):
            if asks:
                head.banner.ask_afresh()
            desk.show("DEMO-2026-000001")
            assert doubled(desk) == [], "the incident"
            for target in ("", major):
                desk.opened.window.show_room("response", target)
                desk.driver.settle()
                assert doubled(desk) == [], f"the response room {target}"
            for target in ("practice", "staff", "lists"):
                desk.opened.window.show_room("settings", target)
                desk.driver.settle()
                assert doubled(desk) == [], target


def test_nor_on_the_card_of_what_was_logged_and_at_the_doors(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Labels come out blank")
    desk.driver.command("Ctrl+Return")
    assert doubled(desk) == []
    for keys in ("F1", "F2"):
        desk.driver.command(keys)
        assert doubled(desk) == [], keys
        desk.driver.press("Esc")


def test_the_sheet_has_every_key_that_a_button_names(desk: Desk) -> None:
    uid, window = new_outage(desk.office, callers=2), desk.opened.window
    places = [(room.key, "") for room in ROOMS if room.key != "incident"]
    places += [("settings", section) for section in SECTIONS]
    places += [("registers", target) for target in ("reporter/csv", "reporter/call-list")]
    places += [("incident", uid), ("incident", f"{uid}/callers")]
    count = 0
    for room, target in places:
        window.show_room(room, target)
        desk.driver.settle()
        page = window.rooms[room]
        named = {one.hint_text for one in page.findChildren(ActionButton) if one.isVisible()} - OF_PLACE
        told = {key_text(one.keys) for one in shortcuts_of([window, page, *page.findChildren(QWidget)])}
        assert named - told == set(), f"{room} {target}"
        count += len(named)
    assert count > 20
