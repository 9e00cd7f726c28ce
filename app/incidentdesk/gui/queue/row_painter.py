"""Painting the rows of the list, column by column, so that typeface and pen change once a column.

A table that calls a delegate for each cell takes three times as long: in Python it is the number of calls
that costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from incidentdesk.domain.urgency import urgency_short
from incidentdesk.gui.queue.due_words import DueWords
from incidentdesk.gui.queue.lines import Line
from incidentdesk.gui.queue.paint_tools import LOWER, MIDDLE, UPPER, Face, Tools
from incidentdesk.gui.theme import icon_pixmap
from incidentdesk.gui.widgets.due import CHIP_HEIGHT, DUE_HEIGHT, DUE_WIDTH, chip_size

if TYPE_CHECKING:
    from incidentdesk.domain.search_marks import Mark

PADDING = 8
FLAG = 13
SIGN = 15
ROOM_FOR_BAR = 140
PROVISIONAL = " ?"


class Placed(NamedTuple):
    """A line and the top of its row on the screen; ``due`` where a column shows it."""

    line: Line
    top: int
    due: DueWords | None = None


def paint_column(
    painter: QPainter, tools: Tools, paint: str, column: int, left: int, width: int, rows: Sequence[Placed]
) -> None:  # fmt: skip
    """Paint the cells of one column: number ``column`` of the lines, at ``left``, ``width`` pixels wide."""
    inside, room = left + PADDING, width - 2 * PADDING
    if room <= 0:
        return
    if paint == "number":
        _numbers(painter, tools, inside, room, rows)
    elif paint == "priority":
        _priorities(painter, tools, column, inside, room, rows)
    elif paint == "title":
        _titles(painter, tools, column, inside, room, rows)
    elif paint == "stage":
        _stages(painter, tools, column, inside, room, rows)
    elif paint == "due":
        _dues(painter, tools, inside, room, rows)
    else:
        _texts(painter, tools, paint, column, inside, room, rows)


def paint_waiting(
    painter: QPainter, tools: Tools, spans: Sequence[tuple[int, int]], tops: Sequence[int]
) -> None:
    """Paint rows that are still being read: a pale bar in place of each text."""
    colour = tools.colour("line")
    for top in tops:
        for left, width in spans:
            bar = min(width - 2 * PADDING, max(24, width * 5 // 9))
            if bar > 0:
                painter.fillRect(QRect(left + PADDING, top + MIDDLE - 3, bar, 7), colour)


def _use(painter: QPainter, tools: Tools, face: Face, role: str) -> None:
    painter.setFont(face.font)
    painter.setPen(tools.pen(role))


def _texts(
    painter: QPainter, tools: Tools, paint: str, column: int, left: int, room: int, rows: Sequence[Placed]
) -> None:  # fmt: skip
    face = tools.base
    if paint == "muted":  # names, of which few are in a list
        for placed in rows:
            text = face.cut(placed.line.texts[column], room)
            painter.drawPixmap(left, placed.top, tools.words(face, text, "muted"))
        return
    _use(painter, tools, face, "muted" if paint == "time" else "text")
    base = MIDDLE + face.lift
    for placed in rows:
        text = placed.line.texts[column]
        if text:
            text = face.cut(text, room)
            at = left + room - face.width(text) if paint == "amount" else left
            painter.drawText(at, placed.top + base, text)


def _numbers(painter: QPainter, tools: Tools, left: int, room: int, rows: Sequence[Placed]) -> None:
    small, medium = tools.small, tools.medium
    starts = []
    for placed in rows:
        line, used = placed.line, 0
        wide = medium.width(line.digits)
        for prefix in (line.prefix, line.year):
            if prefix and small.width(prefix) + 1 + wide <= room:
                painter.drawPixmap(left, placed.top, tools.words(small, prefix, "muted"))
                used = small.width(prefix) + 1
                break
        starts.append(left + used)
    _use(painter, tools, medium, "text")
    for placed, start in zip(rows, starts, strict=True):
        digits = placed.line.digits
        painter.drawText(start, placed.top + MIDDLE + medium.lift, medium.cut(digits, left + room - start))
        if placed.line.row.major:
            pixmap = icon_pixmap("response", "danger", FLAG, tools.ratio)
            painter.drawPixmap(start + medium.width(digits) + 5, placed.top + MIDDLE - FLAG // 2, pixmap)


def _priorities(
    painter: QPainter, tools: Tools, column: int, left: int, room: int, rows: Sequence[Placed]
) -> None:
    for placed in rows:
        line = placed.line
        text = line.texts[column]
        if text:
            unsure = line.row.provisional and not line.row.by_level
            if line.row.by_level and chip_size(text).width() > room:
                text = urgency_short(line.row)
            chip = tools.chip(text + PROVISIONAL if unsure else text, line.tone, room, dashed=unsure)
            painter.drawPixmap(left, placed.top + MIDDLE - CHIP_HEIGHT // 2 + 1, chip)


def _titles(
    painter: QPainter, tools: Tools, column: int, left: int, room: int, rows: Sequence[Placed]
) -> None:  # fmt: skip
    base, small = tools.base, tools.small
    _use(painter, tools, base, "text")
    for placed in rows:
        middle = UPPER if placed.line.below_title else MIDDLE
        at = left
        if placed.line.row.restricted:
            lock = icon_pixmap("lock", "warning", FLAG, tools.ratio)
            painter.drawPixmap(left, placed.top + middle - FLAG // 2, lock)
            at += FLAG + 5
        text = base.cut(placed.line.texts[column], left + room - at)
        if placed.line.title_marks:
            _marks(painter, tools, base, text, placed.line.title_marks, at, placed.top + middle)
        painter.drawText(at, placed.top + middle + base.lift, text)
    _use(painter, tools, small, "muted")
    for placed in rows:
        below = placed.line.below_title
        if below:
            text = small.cut(below, room)
            if placed.line.below_marks:
                _marks(painter, tools, small, text, placed.line.below_marks, left, placed.top + LOWER)
            painter.drawText(left, placed.top + LOWER + small.lift, text)


def _marks(
    painter: QPainter, tools: Tools, face: Face, text: str, marks: Sequence[Mark], left: int, middle: int
) -> None:  # fmt: skip
    """Tint what was searched for, as far as it is in sight."""
    whole = len(text) - 1 if text.endswith("…") else len(text)
    height = face.pixels + 4
    for start, end in marks:
        if start < whole:
            from_, to = face.width(text[:start]), face.width(text[: min(end, whole)])
            box = QRect(left + from_ - 1, middle - height // 2, to - from_ + 2, height)
            painter.fillRect(box, tools.colour("warning_on"))


def _stages(
    painter: QPainter, tools: Tools, column: int, left: int, room: int, rows: Sequence[Placed]
) -> None:
    for placed in rows:
        line = placed.line
        text, count = line.texts[column], line.row.stage_count
        painter.drawPixmap(
            left, placed.top, tools.stages(line.stages_done, line.stage_now, count, text, room)
        )


def _dues(painter: QPainter, tools: Tools, left: int, room: int, rows: Sequence[Placed]) -> None:
    base, bold = tools.base, tools.bold
    wide = room >= ROOM_FOR_BAR
    _use(painter, tools, base, "text")
    late = []
    for placed in rows:
        due = placed.due
        if due is None or not due.text:
            continue
        if due.late:
            late.append((placed.top, due.text))
            continue
        at = left
        if wide and due.fraction >= 0:
            painter.drawPixmap(at, placed.top + MIDDLE - DUE_HEIGHT // 2, tools.due(due.fraction, due.tone))
            at += DUE_WIDTH + 10
        painter.drawText(at, placed.top + MIDDLE + base.lift, base.cut(due.text, left + room - at))
    if late:
        _use(painter, tools, bold, "danger")
        sign = icon_pixmap("warning", "danger", SIGN, tools.ratio)
        at = left + SIGN + 6
        for top, text in late:
            painter.drawPixmap(left, top + MIDDLE - SIGN // 2, sign)
            painter.drawText(at, top + MIDDLE + bold.lift, bold.cut(text, left + room - at))
