"""The table model of the list: ready-made strings; what is due is worked out for the lines looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.queue.due_words import DueWords, due_words
from incidentdesk.gui.queue.lines import DUE, PRIORITY, SORT_KEYS, TITLE, Line
from incidentdesk.services.settings import DeskSettings

_Index = QModelIndex | QPersistentModelIndex
# Plain numbers: comparing with Qt's enumeration costs half of a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_HEADS = (
    N_("Number"),
    N_("Priority"),
    N_("Title"),
    N_("Stage"),
    N_("Next due"),
    N_("Assignee"),
)


class QueueModel(QAbstractTableModel):
    """Lines of incidents. ``set_lines`` replaces them, ``add_lines`` puts more at the end."""

    def __init__(self, settings: DeskSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._lines: list[Line] = []
        self._due: dict[int, DueWords] = {}
        self._now_ms = 0
        self._closed = False

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    def line(self, row: int) -> Line | None:
        """The line in ``row``."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, uid: str) -> int:
        """The row of an incident; -1 where it is not in the list."""
        return next((row for row, line in enumerate(self._lines) if line.uid == uid), -1)

    def due(self, row: int) -> DueWords:
        """What is due next in ``row``, kept for the minute."""
        known = self._due.get(row)
        if known is None:
            known = self._due[row] = due_words(self._lines[row].incident, self._now_ms, self._settings.zone)
        return known

    def set_lines(self, lines: Sequence[Line], now_ms: int, settings: DeskSettings, *, closed: bool) -> None:
        """Show other lines, as they were at ``now_ms``; ``closed`` names the column of times accordingly."""
        same = [line.uid for line in lines] == [line.uid for line in self._lines] and closed == self._closed
        self._settings = settings
        if not same:
            self.beginResetModel()
        self._lines, self._now_ms, self._closed = list(lines), now_ms, closed
        self._due.clear()
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(_HEADS) - 1))

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Put more lines at the end, without those that are here already: the list may have moved."""
        here = {line.uid for line in self._lines}
        new = [line for line in lines if line.uid not in here]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(new) - 1)
            self._lines += new
            self.endInsertRows()

    def set_now(self, now_ms: int) -> None:
        """Tell the time left anew."""
        self._now_ms = now_ms
        self._due.clear()
        if self._lines:
            self.dataChanged.emit(self.index(0, DUE), self.index(len(self._lines) - 1, DUE))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines are here."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(SORT_KEYS)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """The text of a cell, and what a screen reader and the tool tip say."""
        if role not in (_DISPLAY, _SPOKEN, _TOOL_TIP) or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if column == DUE:
            due = self.due(row)
            return due.text if role == _DISPLAY else due.spoken
        line = self._lines[row]
        if role == _DISPLAY:
            return line.texts[column]
        if role == _SPOKEN:
            return line.spoken[column]
        if column == PRIORITY and line.incident.provisional:
            return _("{priority}: not classified yet").format(priority=line.spoken[PRIORITY])
        return line.texts[TITLE] if column == TITLE else line.spoken[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The name of a column."""
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADS):
            return None
        return _("Closed") if section == DUE and self._closed else _(_HEADS[section])
