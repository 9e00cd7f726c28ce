"""From a key to the incidents of another system in the queue, and back out of it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk
from gui.transfer.room import PATIENCE, TICKETS
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.transfer.transfer_page import TransferPage


def room_of(desk: Desk) -> TransferPage:
    page = desk.opened.window.rooms["transfer"]
    assert isinstance(page, TransferPage)
    return page


@pytest.mark.slow
def test_what_was_imported_is_shown_in_the_queue(desk: Desk, qtbot: QtBot) -> None:
    file = desk.office.paths.folder / "osticket.csv"
    file.write_text(TICKETS, encoding="utf-8")
    desk.driver.command("Ctrl+Shift+I")
    page = room_of(desk)
    assert page.isVisible()

    def rest() -> None:
        quiet = page.imports.reading.quiet
        qtbot.waitUntil(lambda: not page.busy and not quiet.isActive(), timeout=PATIENCE)
        desk.driver.settle()

    page.imports.add_files([file])
    rest()
    for _step in ("look", "import"):
        desk.driver.command("Ctrl+Return")
        rest()
    show, _undo = page.imports.banner.actions_shown()
    show.click()
    desk.driver.settle()
    queue = desk.opened.window.rooms["queue"]
    assert isinstance(queue, QueuePage)
    assert queue.isVisible()
    titles = {row.title for _number, row in queue.list.model.rows_here()}
    assert titles == {"Drucker druckt nicht", "=cmd|' /C calc'!A0", "Für alle: 无法登录"}


def test_the_settings_lead_to_the_room(desk: Desk) -> None:
    desk.opened.window.show_room("settings", "transfer")
    desk.driver.settle()
    desk.driver.press("Tab")
    desk.driver.press("Space")
    assert room_of(desk).exports.isVisible()
