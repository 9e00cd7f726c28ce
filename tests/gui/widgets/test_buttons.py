from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.painting import key_text


@pytest.mark.parametrize(
    ("portable", "shown"),
    [
        ("Ctrl+Enter", "Ctrl ↵"),
        ("Ctrl+K", "Ctrl K"),
        ("Ctrl+Shift+Return", "Ctrl Shift ↵"),
        ("Alt+1", "Alt 1"),
        ("?", "?"),
    ],
)
def test_keys_are_shown_in_short_words(portable: str, shown: str) -> None:
    assert key_text(portable) == shown


def test_the_plus_key_survives() -> None:
    assert key_text("Ctrl++").endswith("+")
    assert key_text("+") == "+"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_a_focused_button(qtbot: QtBot, show: Show, key: Qt.Key) -> None:
    button = ActionButton("Log", kind="primary", key_hint="Ctrl+Enter")
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_modified_enter_is_left_to_the_page(qtbot: QtBot, show: Show) -> None:
    button = ActionButton("Log")
    show(button)
    button.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_key_is_told_to_screen_readers(show: Show) -> None:
    button = ActionButton("Log", key_hint="Ctrl+L")
    show(button)
    told = QAccessible.queryAccessibleInterface(button)
    assert told.text(QAccessible.Text.Name) == "Log"
    assert told.text(QAccessible.Text.Description) == "Key: Ctrl L"


def test_the_key_takes_room_and_is_never_cut() -> None:
    plain, hinted = ActionButton("Log"), ActionButton("Log", key_hint="Ctrl+L")
    assert hinted.sizeHint().width() > plain.sizeHint().width()
    assert hinted.minimumSizeHint() == hinted.sizeHint()
    assert plain.sizeHint().height() == 32


def test_an_icon_button_has_a_name(show: Show) -> None:
    button = IconButton("more", "More actions", key_hint="F10")
    show(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "More actions"
    assert button.toolTip() == "More actions  F10"
    assert button.sizeHint().width() == button.sizeHint().height()
