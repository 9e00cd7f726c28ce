"""The room “Import and export” as the tests use it: shown, on a real desk, beside a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.base.paths import DeskPaths
from incidentdesk.bootstrap import headless, system_time
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.transfer.transfer_page import TransferPage
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")
PATIENCE = 60_000
"""Milliseconds that a busy machine may need to start a process and work in it."""

TICKETS = """Ticket Number;Subject;Current Status;Priority;Date Created;From;Agent Assigned
1001;Drucker druckt nicht;Open;High;03.02.2026 08:15;Ana Lima;Max
1002;=cmd|' /C calc'!A0;Closed;Low;04.02.2026 09:00;Bo Chen;
1003;Für alle: 无法登录;Open;Normal;05.02.2026 10:30;Ana Lima;Max
"""
"""An export of osTicket, with semicolons and day-first dates."""


@dataclass
class Room:
    """The room in a shown window on a real desk, whose clock is the computer's: another process works too."""

    page: TransferPage
    session: WindowSession
    qtbot: QtBot
    paths: DeskPaths
    me: str
    told: list[str]
    went: list[tuple[str, str]]
    undoable: list[tuple[str, Callable[[], object]]]

    def settle(self) -> None:
        """Wait until nothing is under way any more, here or in the other process."""

        def quiet() -> bool:
            return self.session.tasks.pending == 0 and not self.page.busy

        self.qtbot.waitUntil(quiet, timeout=PATIENCE)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.page.window().focusWidget() or self.page, key, modifier)

    def go_on(self) -> None:
        """Ctrl+Enter, and what follows."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def choose(self, select: SearchSelect, words: str) -> None:
        """Type ``words`` into a choice and take what they find."""
        select.setFocus()
        self.qtbot.waitUntil(select.hasFocus)
        self.qtbot.keyClicks(select, words)
        self.key(Qt.Key.Key_Return)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def file(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """A file with ``text``."""
        path = self.paths.folder.parent / name
        path.write_text(text, encoding=encoding)
        return path

    def on_desk(self, act: Callable[[UseCases], T]) -> T:
        """Do something on the desk as another process would."""
        with headless(self.paths, system_time()) as cases:
            return act(cases)

    def titles(self) -> list[str]:
        """The titles of all incidents, in the order of their numbers."""
        from incidentdesk.services.exports.exporting import EVERYTHING

        return self.on_desk(
            lambda cases: [row.title for row in cases.queue.rows(EVERYTHING, "", limit=99).rows]
        )
