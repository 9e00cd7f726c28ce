from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.conftest import office
from end_to_end.office import Office
from gui.review.reviewed import Reviewed, make_incident

__all__ = ["office"]


@pytest.fixture
def reviewed(office: Office, qtbot: QtBot, qapp: QApplication) -> Iterator[Reviewed]:
    """A resolved major incident whose review is shown. An error that the window tells fails the test."""
    del qapp
    uid, people = make_incident(office)
    with office.window(qtbot) as desk:
        made = Reviewed(desk, qtbot, uid, people)
        made.show()
        yield made
    assert not desk.failures, f"the window told: {desk.failures}"
