from __future__ import annotations

from pathlib import Path

from gui.registers.room import Room
from incidentdesk.gui.registers.call_list_page import CallListPage


def pages_of(path: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_call_list_is_seen_chosen_from_and_saved(room: Room, tmp_path: Path) -> None:
    driver = room.driver
    driver.command("Ctrl+Shift+T")
    page = room.page.call_list
    assert isinstance(page, CallListPage)
    driver.settle()
    path = tmp_path / "call-list.pdf"
    page.paper.write(path)
    driver.settle()
    assert "Booking" in pages_of(path)
    assert "ext. 30" in pages_of(path)
    driver.click(page.boxes["places"])
    page.paper.write(path)
    driver.settle()
    assert "Booking" in pages_of(path)
    assert "ext. 30" not in pages_of(path)
    for box in page.boxes.values():
        box.setChecked(False)
    assert not page.print_button.isEnabled()
    driver.press("Escape")
    assert room.page.stack.currentWidget() is not page
    assert room.page.list.table.hasFocus()
