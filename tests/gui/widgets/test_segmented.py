from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import LineEdit

OPTIONS = [("user", "User, phone"), ("monitoring", "Monitoring"), ("testing", "Testing"), ("mail", "Mail")]


@pytest.fixture
def control(show: Show) -> SegmentedControl:
    made = SegmentedControl(OPTIONS, clearable=True)
    show(made)
    made.setFocus()
    return made


def press(qtbot: QtBot, key: Qt.Key | str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_nothing_is_chosen_at_first(control: SegmentedControl) -> None:
    assert control.value() is None


def test_arrows_choose_the_neighbour(qtbot: QtBot, control: SegmentedControl) -> None:
    seen: list[object] = []
    control.changed.connect(seen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        press(qtbot, key)
    assert seen == ["user", "monitoring", "user"]
    assert control.hasFocus()


def test_a_digit_chooses_and_says_so(qtbot: QtBot, control: SegmentedControl) -> None:
    with qtbot.waitSignals([control.changed, control.chosen_by_key]):
        press(qtbot, Qt.Key.Key_3)
    assert control.value() == "testing"


def test_the_same_digit_again_goes_on_but_changes_nothing(qtbot: QtBot, control: SegmentedControl) -> None:
    control.set_value("testing")
    with qtbot.waitSignal(control.chosen_by_key), qtbot.assertNotEmitted(control.changed):
        press(qtbot, Qt.Key.Key_3)


def test_an_initial_goes_round(qtbot: QtBot, control: SegmentedControl) -> None:
    seen: list[str | None] = []
    for _time in range(3):
        press(qtbot, "m")
        seen.append(control.value())
    assert seen == ["monitoring", "mail", "monitoring"]


def test_digits_and_letters_without_an_option_do_nothing(qtbot: QtBot, control: SegmentedControl) -> None:
    with qtbot.assertNotEmitted(control.changed):
        press(qtbot, Qt.Key.Key_9)
        press(qtbot, "z")


def test_it_can_be_cleared(qtbot: QtBot, control: SegmentedControl) -> None:
    control.set_value("mail")
    with qtbot.waitSignal(control.changed) as caught:
        press(qtbot, Qt.Key.Key_Backspace)
    assert caught.args == [None]


def test_setting_is_not_choosing(qtbot: QtBot, control: SegmentedControl) -> None:
    with qtbot.assertNotEmitted(control.changed):
        control.set_value("testing")
        control.set_value("no such key")
    assert control.value() is None


def test_a_click_chooses_and_takes_the_focus(qtbot: QtBot, control: SegmentedControl) -> None:
    segment = control.findChildren(QRadioButton)[1]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert control.value() == "monitoring"
    assert segment.hasFocus()


def test_it_is_one_stop_for_tab(qtbot: QtBot, show: Show) -> None:
    before, control, after, room = LineEdit(), SegmentedControl(OPTIONS), LineEdit(), QWidget()
    layout = QVBoxLayout(room)
    for widget in (before, control, after):
        layout.addWidget(widget)
    show(room)
    control.set_value("testing")
    before.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert control.hasFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert after.hasFocus()
    press(qtbot, Qt.Key.Key_Backtab)
    assert control.hasFocus()


def test_it_wraps_when_narrow(show: Show) -> None:
    control = SegmentedControl(OPTIONS)
    window = show(control)
    assert control.height() == 36
    window.resize(260, 700)
    assert control.height() > 70
    inside = [control.rect().contains(segment.geometry()) for segment in control.findChildren(QRadioButton)]
    assert all(inside)


def test_screen_readers_hear_radio_buttons(control: SegmentedControl) -> None:
    control.set_value("mail")
    segments = control.findChildren(QRadioButton)
    told = [QAccessible.queryAccessibleInterface(segment) for segment in segments]
    assert [one.text(QAccessible.Text.Name) for one in told] == [label for _key, label in OPTIONS]
    assert {one.role() for one in told} == {QAccessible.Role.RadioButton}
    assert [segment.isChecked() for segment in segments] == [False, False, False, True]


def test_other_options_keep_value_and_focus(control: SegmentedControl) -> None:
    control.set_value("mail")
    control.setFocus()
    control.set_options([("mail", "Mail"), ("visit", "Visit")])
    assert control.value() == "mail"
    assert control.hasFocus()
