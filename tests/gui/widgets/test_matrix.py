from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from gui.conftest import Show
from incidentdesk.gui.widgets.matrix import PriorityMatrix

ROWS = ["Organisation", "Department", "One user"]
COLUMNS = ["Stopped", "Degraded"]
CELLS = [["P1", "P2"], ["P2", "P3"], ["P3", "P4"]]


def test_the_hit_is_told_in_words(show: Show) -> None:
    matrix = PriorityMatrix(ROWS, COLUMNS, CELLS, hit=(1, 0), sentence="The risk changes nothing.")
    show(matrix)
    told = QAccessible.queryAccessibleInterface(matrix)
    assert told.text(QAccessible.Text.Description) == "Department, Stopped: P2. The risk changes nothing."
    matrix.set_hit(None, "")
    assert matrix.hit_text() == ""


def test_the_hit_is_seen(show: Show) -> None:
    matrix = PriorityMatrix(ROWS, COLUMNS, CELLS)
    show(matrix)
    before = matrix.grab().toImage()
    matrix.set_hit((2, 1), "")
    assert matrix.grab().toImage() != before


def test_a_ragged_matrix_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each"):
        PriorityMatrix(ROWS, COLUMNS, [["P1"]])
