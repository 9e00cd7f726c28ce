"""Quiet marks below words of a text: they move with it, and change nothing of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from incidentdesk.gui.theme import current_theme


def mark_words(area: QPlainTextEdit, spans: Iterable[tuple[int, int]]) -> None:
    """Underline what stands from the first to the second of each of ``spans``, and nothing else."""
    text = area.toPlainText()
    marks = []
    for start, end in spans:
        one = QTextEdit.ExtraSelection()
        cursor = QTextCursor(area.document())
        cursor.setPosition(in_units(text, start))
        cursor.setPosition(in_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        look.setUnderlineColor(current_theme().colour("warning"))
        one.cursor, one.format = cursor, look
        marks.append(one)
    area.setExtraSelections(marks)


def in_units(text: str, place: int) -> int:
    """Where Qt counts ``place``: it counts what is beyond the first plane of Unicode as two."""
    return len(text[:place].encode("utf-16-le")) // 2
