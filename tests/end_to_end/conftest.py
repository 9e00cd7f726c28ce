from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A new desk with one person and one reporter."""
    return new_office(tmp_path)


@pytest.fixture
def desk(office: Office, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """The window on it. An error that the window tells fails the test."""
    del qapp
    with office.window(qtbot) as desk:
        yield desk
    assert not desk.failures, f"the window told: {desk.failures}"
