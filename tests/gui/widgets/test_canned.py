"""Canned texts in a long text, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.domain.records import ListItem
from incidentdesk.gui.widgets.canned import CannedTexts
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit

Show = Callable[[QWidget], QWidget]
TEXTS = (
    ListItem("pw", "Password is new", extra={"text": "Your password is set anew.\nChange it at once."}),
    ListItem("call", "Call us", extra={"text": "Please call us."}),
)


@pytest.fixture
def room(show: Show) -> tuple[GrowingTextEdit, CannedTexts, LineEdit]:
    place = QWidget()
    edit, after = GrowingTextEdit(), LineEdit()
    canned = CannedTexts(edit, lambda: TEXTS)
    column = QVBoxLayout(place)
    column.addWidget(edit)
    column.addWidget(after)
    show(place)
    edit.setFocus()
    return edit, canned, after


def test_a_key_and_tab_are_one_step_of_undo(room: tuple[GrowingTextEdit, CannedTexts, LineEdit]) -> None:
    edit, _canned, _after = room
    edit.insertPlainText("Hello 😀 ")
    QTest.keyClicks(edit, ";PW")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Hello 😀 Your password is set anew.\nChange it at once."
    assert edit.hasFocus()
    edit.undo()
    assert edit.toPlainText() == "Hello 😀 ;PW"


@pytest.mark.parametrize("typed", ["code;pw", "plain words", ";nothing"])
def test_tab_behind_anything_else_goes_on(
    room: tuple[GrowingTextEdit, CannedTexts, LineEdit], typed: str
) -> None:
    edit, _canned, after = room
    QTest.keyClicks(edit, typed)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == typed
    assert after.hasFocus()


def test_the_list_is_found_by_typing_and_taken_by_enter(
    room: tuple[GrowingTextEdit, CannedTexts, LineEdit],
) -> None:
    edit, canned, _after = room
    edit.insertPlainText("😀 so")
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert canned.is_open()
    QTest.keyClicks(edit, "us")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "😀 soPlease call us."
    assert not canned.is_open()


def test_the_list_is_walked_and_left(room: tuple[GrowingTextEdit, CannedTexts, LineEdit]) -> None:
    edit, canned, after = room
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Please call us."
    assert edit.hasFocus()
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(edit, "pw")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.toPlainText() == ""
    assert not canned.is_open()
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    after.setFocus()
    assert not canned.is_open()


def test_a_text_that_is_only_read_takes_none(room: tuple[GrowingTextEdit, CannedTexts, LineEdit]) -> None:
    edit, canned, _after = room
    edit.setReadOnly(True)
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert not canned.is_open()
    assert edit.toPlainText() == ""
