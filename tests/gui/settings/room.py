"""The settings room as the tests use it: shown, on a real desk, with what it told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.domain.records import ListItem
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.settings_page import SettingsPage
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")


PATIENCE = 30_000
"""Milliseconds; a busy machine may need some of them."""


@dataclass
class Room:
    """The settings room in a shown window, on a real desk of its own."""

    page: SettingsPage
    session: WindowSession
    qtbot: QtBot
    folder: Path
    told: list[str]
    undoable: list[tuple[str, Callable[[], object]]]
    failed: list[object]

    @property
    def cases(self) -> UseCases:
        return self.session.cases

    def settle(self) -> None:
        """Wait until nothing is under way any more, follow-up questions included."""
        self.qtbot.waitUntil(lambda: self.session.tasks.pending == 0, timeout=PATIENCE)

    def on_desk(self, question: Callable[[], T]) -> T:
        """Ask the services on the reading thread, as the program itself does."""
        answers: list[T] = []
        self.session.tasks.ask(self.page, question, answers.append)
        self.settle()
        return answers[0]

    def key(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def save(self) -> None:
        """Ctrl+S where the focus is."""
        self.key(self.page.window(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type ``text`` in place of what is in the field."""
        widget.setFocus()
        self.qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(widget, text)

    def settings(self) -> DeskSettings:
        """The settings as they are kept."""
        return self.on_desk(self.cases.administration.settings)

    def items(self, name: str) -> tuple[ListItem, ...]:
        """A list as it is kept."""
        return self.settings().lists[name]


class Opened(QObject):
    """Takes the addresses that the program lets the system open."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


def words_of(widget: QWidget) -> str:
    """All words in labels that are shown in ``widget``."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
