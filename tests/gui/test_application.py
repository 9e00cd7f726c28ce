"""The window as it opens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from end_to_end.conftest import office
from end_to_end.office import Office
from incidentdesk.gui.application import fit_to_screen
from incidentdesk.gui.settling import settle_pages
from incidentdesk.gui.widgets.pdf_view import PdfView

__all__ = ["office"]


def test_a_window_is_no_larger_than_its_screen_and_else_left_alone(qtbot: QtBot) -> None:
    large, small = QWidget(), QWidget()
    room = large.screen().availableSize()
    large.resize(room.width() + 200, room.height() + 200)
    small.resize(300, 200)
    for window in (large, small):
        qtbot.addWidget(window)
        fit_to_screen(window)
    assert large.width() < room.width()
    assert large.height() < room.height()
    assert (small.width(), small.height()) == (300, 200)


def test_nothing_that_is_shown_lies_in_the_temporary_folder(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    with office.reading() as cases:
        uid = cases.log.log({"title": "Seen by few"}, office.me.uid).uid
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.incident.side.show_report()
        desk.driver.settle()
        view = desk.incident.side.findChildren(PdfView)[0]
        assert view.page_count()
        if sys.platform != "win32":  # there an open file cannot be removed before it is closed
            assert list(folder.iterdir()) == [], "a crash would leave it behind"
        settle_pages(desk.opened.window)
    assert list(folder.iterdir()) == []
