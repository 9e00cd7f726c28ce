from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.registers.room import Room

PATIENCE = 30_000
"""Milliseconds that a busy machine may need."""


def pages_of(path: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def saved(room: Room, qtbot: QtBot, path: Path) -> str:
    """What is in the file once it is written."""
    with qtbot.waitSignal(room.desk.opened.session.told, timeout=PATIENCE):
        room.page.call_list.paper.write(path)
    return pages_of(path)


def test_the_call_list_is_seen_chosen_from_and_saved(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    driver = room.driver
    page = room.page.call_list
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        driver.command("Ctrl+P")
    path = tmp_path / "call-list.pdf"
    whole = saved(room, qtbot, path)
    assert "Booking" in whole
    assert "ext. 30" in whole
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        driver.click(page.boxes["places"])
    rest = saved(room, qtbot, path)
    assert "Booking" in rest
    assert "ext. 30" not in rest
    for box in page.boxes.values():
        box.setChecked(False)
    assert not page.print_button.isEnabled()
    driver.press("Escape")
    assert room.page.stack.currentWidget() is not page
    assert room.page.list.table.hasFocus()
