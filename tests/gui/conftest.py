from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.theme import apply_theme

HERE = Path(__file__).parent
HARMLESS = "This plugin does not support propagateSizeHints"
Show = Callable[[QWidget], QWidget]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say at each window what it cannot do.

    Every other warning of Qt fails a test.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(HARMLESS))


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> Iterator[None]:
    """Start each test from the light theme, and leave no window open."""
    apply_theme(qapp, "light")
    yield
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"left open: {left}"


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Put a widget into a window of 900 by 700 that is shown, active and closed at the end."""
    windows: list[QWidget] = []

    def in_window(widget: QWidget) -> QWidget:
        window = QWidget()
        window.resize(900, 700)
        layout = QVBoxLayout(window)
        layout.addWidget(widget)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        windows.append(window)
        return window

    yield in_window
    for window in windows:
        window.close()
