from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.stepper import StageStepper, Step

STEPS = [
    Step("log", "Identification", "M. Oyelaran · 09:02", "done"),
    Step("classify", "Classification", "R. Sato · 09:40", "failed"),
    Step("find", "Investigation", "Second line", "current"),
    Step("fix", "Resolution", "", "todo"),
    Step("close", "Closure", "", "skipped"),
]


@pytest.fixture
def stepper(show: Show) -> StageStepper:
    made = StageStepper(STEPS)
    show(made)
    return made


def names(stepper: StageStepper) -> list[str]:
    buttons = stepper.findChildren(QAbstractButton)
    return [QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) for button in buttons]


def test_each_step_says_number_and_state(stepper: StageStepper) -> None:
    assert names(stepper) == [
        "Stage 1: Identification, done",
        "Stage 2: Classification, to be redone",
        "Stage 3: Investigation, at work",
        "Stage 4: Resolution, not started",
        "Stage 5: Closure, skipped",
    ]


def test_the_step_at_work_is_the_stop_for_tab(stepper: StageStepper) -> None:
    stops = [
        button.text()
        for button in stepper.findChildren(QAbstractButton)
        if button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["Investigation"]


def test_keys_move_and_open(qtbot: QtBot, stepper: StageStepper) -> None:
    opened: list[str] = []
    stepper.activated.connect(opened.append)
    stepper.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_Left):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
    assert opened == ["fix", "log"]


def test_a_click_opens_any_step(qtbot: QtBot, stepper: StageStepper) -> None:
    last = stepper.findChildren(QAbstractButton)[-1]
    with qtbot.waitSignal(stepper.activated) as caught:
        qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert caught.args == ["close"]


def test_the_focus_survives_new_states(stepper: StageStepper) -> None:
    stepper.setFocus()
    stepper.set_steps([Step(step.key, step.title, "", "done") for step in STEPS])
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "Investigation"
    assert {step.state for step in stepper.steps()} == {"done"}


@pytest.mark.parametrize("width", [1400, 640, 300])
def test_it_fits_any_window(stepper: StageStepper, width: int) -> None:
    stepper.window().setFixedWidth(width)
    buttons = [button for button in stepper.findChildren(QAbstractButton) if button.isVisible()]
    assert all(stepper.rect().contains(button.geometry()) for button in buttons)
    rights = [button.geometry().right() for button in buttons]
    assert rights == sorted(rights)
    assert not stepper.grab().isNull()
