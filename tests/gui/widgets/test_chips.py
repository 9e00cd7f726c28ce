from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter

from gui.conftest import Show
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.chips import Chip, priority_chip, priority_tone
from incidentdesk.gui.widgets.due import (
    chip_size,
    paint_chip,
    paint_due_bar,
    paint_stage_bars,
    stage_bars_width,
)


def canvas() -> QImage:
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(current_theme().colour("panel"))
    return image


def count(image: QImage, role: str) -> int:
    wanted = current_theme().colour(role).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_priority_chip_says_its_priority(show: Show) -> None:
    chip = priority_chip("P2", "High")
    show(chip)
    assert (chip.text, chip.tone) == ("P2 High", "p2")
    assert QAccessible.queryAccessibleInterface(chip).text(QAccessible.Text.Name) == "P2 High"


@pytest.mark.parametrize(
    ("priority", "tone"), [("P1", "p1"), ("p5", "p5"), ("", "neutral"), ("P9", "neutral")]
)
def test_tones_of_priorities(priority: str, tone: str) -> None:
    assert priority_tone(priority) == tone


def test_an_empty_chip_is_hidden_until_it_has_words(show: Show) -> None:
    chip = Chip("Late", "danger")
    show(chip)
    chip.set_chip("", "danger")
    assert chip.isHidden()
    chip.set_chip("In time", "good")
    assert chip.isVisible()
    assert chip.sizeHint() == chip_size("In time")


def test_a_chip_is_cut_to_its_room() -> None:
    image = canvas()
    painter = QPainter(image)
    width = paint_chip(painter, QRect(0, 0, 60, 38), "a very long text indeed", "good")
    painter.end()
    assert width == 60
    right = image.copy(62, 0, 138, 40)
    assert count(right, "panel") == right.width() * right.height()


def test_stage_bars_show_done_current_and_to_come() -> None:
    image = canvas()
    painter = QPainter(image)
    paint_stage_bars(painter, QRect(0, 0, 200, 40), 2, 2, 5)
    painter.end()
    good, accent, line = (count(image, role) for role in ("good", "accent", "line"))
    assert good == line == 2 * accent > 0
    assert stage_bars_width(5) < 200


@pytest.mark.parametrize(("fraction", "filled"), [(-1.0, 0), (0.0, 0), (0.5, 22), (3.0, 44)])
def test_a_due_bar_is_filled_by_its_fraction(fraction: float, filled: int) -> None:
    image = canvas()
    painter = QPainter(image)
    paint_due_bar(painter, QRect(0, 0, 100, 40), fraction, "p1")
    painter.end()
    middle = [image.pixel(x, 19) == current_theme().colour("p1").rgb() for x in range(100)]
    assert abs(sum(middle) - filled) <= 2


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = canvas()
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.red)
    paint_chip(painter, QRect(0, 0, 90, 38), "x", "p1")
    paint_stage_bars(painter, QRect(0, 0, 90, 38), 1, 1, 2)
    paint_due_bar(painter, QRect(0, 0, 90, 38), 1, "p1")
    assert painter.pen().color() == Qt.GlobalColor.red
    painter.end()
