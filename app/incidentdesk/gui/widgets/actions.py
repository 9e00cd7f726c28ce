"""Actions with their keys: the menu and the sheet of shortcuts show the same list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Shortcut(NamedTuple):
    """A key (in Qt's portable words) and what it does."""

    keys: str
    text: str


def add_action(
    owner: QWidget, text: str, keys: str, act: Callable[[], object], *, whole_window: bool
) -> QAction:
    """An action of ``owner`` with a shortcut; a page's own works only while the focus is on the page."""
    action = QAction(text, owner)
    if keys:
        action.setShortcut(QKeySequence(keys))
    scope = (
        Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    action.setShortcutContext(scope)
    action.triggered.connect(lambda _checked=False: act())
    owner.addAction(action)
    return action


def shortcuts_of(widgets: Iterable[QWidget]) -> list[Shortcut]:
    """The shortcuts of the actions of ``widgets``, each once."""
    found: dict[str, Shortcut] = {}
    for widget in widgets:
        for action in widget.actions():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            if keys and action.text():
                found.setdefault(f"{keys} {action.text()}", Shortcut(keys, action.text()))
    return list(found.values())
