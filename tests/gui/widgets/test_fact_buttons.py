"""What is known, to be changed by a press on it, or only to be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.conftest import Show
from incidentdesk.gui.widgets.fact_buttons import ChipButton, FactButton


@pytest.fixture
def fact() -> FactButton:
    made = FactButton()
    made.show_fact("Detected", "10:06", "Alt+T")
    made.set_offered(offered=True)
    return made


def test_it_says_what_it_is_and_the_key(fact: FactButton) -> None:
    assert fact.accessibleName() == "Detected 10:06"
    assert "Alt" in fact.accessibleDescription()
    fact.show_fact("Detected", "")
    assert (fact.words, fact.accessibleName()) == ("–", "Detected not known")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_each_key_presses_it(fact: FactButton, show: Show, key: Qt.Key) -> None:
    pressed: list[bool] = []
    fact.clicked.connect(lambda _checked=False: pressed.append(True))
    show(fact)
    fact.setFocus()
    QTest.keyClick(fact, key)
    assert len(pressed) == 1


def test_where_it_is_only_read_it_takes_no_key_and_no_room_for_an_arrow(show: Show) -> None:
    both = QWidget()
    column = QVBoxLayout(both)
    read, offered = ChipButton(), ChipButton()
    for chip in (read, offered):
        column.addWidget(chip)
    show(both)
    offered.set_offered(offered=True)
    for chip in (read, offered):
        chip.show_state("Phase", "Mitigating", "accent")
    assert read.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not read.isEnabled()
    assert read.sizeHint().width() < offered.sizeHint().width()
    read.show_state("Phase", "", "accent")
    assert read.isHidden()


def test_words_that_have_room_are_painted_whole(fact: FactButton, show: Show) -> None:
    show(fact)
    assert fact.width() == fact.sizeHint().width()
    before = fact.grab().toImage()
    fact.show_fact("Detected", "10:07")
    assert fact.grab().toImage() != before
