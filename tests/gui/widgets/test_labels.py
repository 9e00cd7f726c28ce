"""Labels of several lines: a word longer than a line makes nothing wider, and is copied as it was given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.widgets.labels import TwoLineLabel, text_label

Show = Callable[[QWidget], QWidget]
LONG = "PrinterQueueServer_" * 10


def test_a_word_longer_than_a_line_goes_on_in_the_next(show: Show) -> None:
    label = text_label(LONG, wrap=True)
    show(label)
    assert label.minimumSizeHint().width() < 100
    assert label.heightForWidth(200) > 2 * label.heightForWidth(2000)
    assert label.text() == label.accessibleName() == LONG


def test_other_words_are_told_by_their_new_name() -> None:
    label = text_label(LONG, wrap=True)
    label.setText("Short")
    assert (label.text(), label.accessibleName()) == ("Short", "")
    label.setAccessibleName("What it is")
    label.setText(LONG)
    assert label.accessibleName() == "What it is"


def test_ordinary_words_are_not_touched() -> None:
    label = text_label("Rindfleischetikettierungs 打印机无法打印 الطابعة", wrap=True)
    assert "\u200b" not in label.accessibleName() + QLabel.text(label)


def test_it_is_copied_as_it_was_given(show: Show, qtbot: QtBot) -> None:
    label = text_label(LONG, wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    show(label)
    label.setFocus()
    label.setSelection(0, len(QLabel.text(label)))
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == LONG


def test_a_title_takes_a_second_line_where_one_is_too_short_and_no_third(show: Show) -> None:
    title = TwoLineLabel("heading")
    show(title)
    one = title.fontMetrics().lineSpacing()
    for text, lines in (("Short", 1), ("Label printers print blank labels " * 2, 2), (LONG * 3, 2)):
        title.setText(text)
        assert title.heightForWidth(300) == lines * one
    title.resize(300, 2 * one)
    title.grab()
    assert title.toolTip() == title.text()
    title.setText("Short")
    title.grab()
    assert title.toolTip() == ""
