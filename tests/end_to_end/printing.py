"""The dialog that asks for a printer, answered with a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from end_to_end.driver import Driver

with_print_dialog = [
    pytest.mark.skipif(
        sys.platform != "linux",
        reason="on Windows and macOS the dialog is the system's, and no test answers it",
    ),
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)"),  # offscreen, of each dialog
]
"""Marks of a test that prints."""


def wait_for_dialog(qtbot: QtBot) -> QPrintDialog:
    """The dialog, as soon as it has the keyboard."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QPrintDialog), timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=5_000)
    return dialog


def answer_by_keyboard(driver: Driver, dialog: QPrintDialog, file: Path) -> None:
    """Print to ``file``: Tab to its name, write it, Enter."""
    name = dialog.findChild(QLineEdit, "filename")
    for _step in range(10):
        if QApplication.focusWidget() is name:
            break
        driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys(str(file))
    driver.command("Return")


def answer_by_mouse(driver: Driver, dialog: QPrintDialog, file: Path) -> None:
    """Print to ``file``; the name is written into the field that is there, and counts as no click."""
    name = dialog.findChild(QLineEdit, "filename")
    assert isinstance(name, QLineEdit)
    name.setText(str(file))
    button = next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == "Print")
    driver.click(button)


def wait_for_print(qtbot: QtBot, file: Path) -> bytes:
    """The bytes that reached the printer."""
    qtbot.waitUntil(lambda: file.exists() and file.read_bytes().rstrip().endswith(b"%%EOF"), timeout=20_000)
    return file.read_bytes()
