"""A desk that cannot be opened is told of in a window: who starts it by its icon sees no terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incidentdesk.cli.main import run
from incidentdesk.gui.start_fault import StartFault


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_why_the_desk_cannot_be_opened_is_shown_until_it_is_read(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str], key: Qt.Key
) -> None:
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(b"this is no desk" * 100)
    told: list[tuple[str, str]] = []

    def read() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, StartFault) and widget.isVisible():
                told.append((widget.why.text(), widget.next_step.text()))
                qtbot.keyClick(widget.focusWidget(), key)

    reader = QTimer(interval=20)
    reader.timeout.connect(read)
    reader.start()
    code = run(("--db", str(path)))
    reader.stop()
    (why, next_step), *again = told
    assert not again
    assert (code, capsys.readouterr().err.strip()) == (4, f"{why} {next_step}")
    assert str(path) in why
    assert next_step
