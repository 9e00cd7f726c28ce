"""The table model of the list: as long as the whole list, though only the rows looked at are here.

What is painted comes from ``line`` and ``due``; ``data`` tells the same to screen readers and tool tips.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.gui.page_store import PageStore
from incidentdesk.gui.queue.chosen import Chosen
from incidentdesk.gui.queue.due_words import DueWords, due_spoken, due_words
from incidentdesk.gui.queue.lines import Line, Wording, line_of, spoken
from incidentdesk.gui.queue.reading import Rows
from incidentdesk.services.lists.queue_rows import QueueRow

if TYPE_CHECKING:
    from incidentdesk.services.lists.search import Hit

_Index = QModelIndex | QPersistentModelIndex
# Plain numbers: comparing with Qt's enumeration costs half of a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(slots=True)
class _Slot:
    """A row and, once it was looked at, its line and what is due."""

    row: QueueRow
    hit: Hit | None = None
    line: Line | None = None
    due: DueWords | None = None


class QueueModel(QAbstractTableModel):
    """A list of ``rowCount`` incidents. Rows come by ``show_list`` and ``add_rows``."""

    def __init__(self, wording: Wording, chosen: Chosen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wording = wording
        self.chosen = chosen
        self._store: PageStore[_Slot] = PageStore()
        self._total = 0
        self._now_ms = 0
        self._ended = False
        self._day = (-1, date.min)

    # ---- what the page asks

    def line(self, row: int) -> Line | None:
        """The line in ``row``; None where it was not read yet."""
        slot = self._store.row(row)
        if slot is None:
            return None
        if slot.line is None:
            slot.line = line_of(slot.row, self.wording, slot.hit)
        return slot.line

    def due(self, row: int) -> DueWords:
        """What is due next in ``row``, which is here; kept for the minute."""
        slot = self._store.row(row)
        if slot is None:
            return DueWords("")
        if slot.due is None:
            slot.due = due_words(
                slot.row, self._now_ms, self.wording.zone, self._today(), all_ended=self._ended
            )
        return slot.due

    def row(self, row: int) -> QueueRow | None:
        """The incident in ``row``; None where it was not read yet."""
        slot = self._store.row(row)
        return slot.row if slot else None

    def row_of(self, uid: str) -> int:
        """The row of an incident; -1 where it is not among those that are here."""
        return next((number for number, slot in self._store.rows() if slot.row.uid == uid), -1)

    def rows_here(self) -> Iterator[tuple[int, QueueRow]]:
        """The incidents that were read, with their row numbers, in order."""
        for number, slot in self._store.rows():
            yield number, slot.row

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last page to be read before rows ``first`` to ``last`` can be shown."""
        return self._store.look(max(0, first), min(last, self._total - 1)) if self._total else None

    # ---- what the desk answers

    def show_list(self, found: Rows, total: int) -> None:
        """Show another list of ``total`` rows, of which those ``found`` are here."""
        self._store.clear()
        self._now_ms = found.now_ms
        self._set_total(total)
        self._store.put(found.first, _slots(found))
        self._repaint(0, total - 1)

    def renew(self, found: Rows, total: int) -> None:
        """Show the same list anew: of the rows only those that are not as they were are painted again."""
        same = dict(self._store.rows())
        grown = total != self._total
        self._now_ms = found.now_ms
        self._store.clear()
        self._set_total(total)
        slots = _slots(found)
        changed = []
        for place, slot in enumerate(slots):
            known = same.get(found.first + place)
            if known is not None and known.row == slot.row:
                known.due = None
                slots[place] = known
            else:
                changed.append(found.first + place)
        self._store.put(found.first, slots)
        if changed:
            self._repaint(changed[0], changed[-1])
        elif grown:
            self._repaint(found.first, found.first + len(slots) - 1)

    def add_rows(self, found: Rows) -> None:
        """Take up pages that were asked for."""
        self._store.put(found.first, _slots(found))
        self._store.cut(self._total)
        self._repaint(found.first, min(found.first + len(found.rows), self._total) - 1)

    def change_row(self, number: int, row: QueueRow) -> None:
        """Show a row that is here as it is now."""
        self._store.change(number, _Slot(row))
        self._repaint(number, number)

    def set_total(self, total: int) -> None:
        """Be as long as the list turned out to be."""
        self._set_total(total)

    def set_now(self, now_ms: int) -> None:
        """Tell the time left anew."""
        self._now_ms = now_ms
        for _number, slot in self._store.rows():
            slot.due = None
        self._repaint(0, self._total - 1)

    def set_wording(self, wording: Wording, *, ended: bool) -> None:
        """Show other columns or words. ``ended``: what is due is told as when it ended.

        The name of that column is left for the header to be painted again: told of it, Qt would paint all.
        """
        columns = wording.columns != self.wording.columns
        before = self.wording.extra
        if columns:
            self.beginResetModel()
        self.wording, self._ended = wording, ended
        for _number, slot in self._store.rows():
            slot.line = slot.due = None
            if before != wording.extra:
                slot.row = _with_cells(slot.row, before, wording.extra)
        if columns:
            self.endResetModel()

    # ---- what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows the whole list has."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.wording.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """The text of a cell, and what a screen reader and the tool tip say."""
        if role not in (_DISPLAY, _SPOKEN, _TOOL_TIP) or not index.isValid():
            return None
        row, column = index.row(), self.wording.columns[index.column()]
        line = self.line(row)
        if line is None:
            return None if role == _TOOL_TIP else _("being read…")
        text = line.texts[index.column()]
        if column.paint == "due":
            if role == _DISPLAY:
                return self.due(row).text
            return due_spoken(line.row, self._now_ms, self.wording.zone)
        if role == _DISPLAY:
            return text
        said = spoken(line, column, text)
        if role == _SPOKEN:
            chosen = self.chosen and line.uid in self.chosen and column.key == "number"
            return _("{number}, chosen").format(number=said) if chosen else said
        if column.key == "priority" and line.row.provisional and not line.row.by_level:
            return _("{priority}: not classified yet").format(priority=said)
        return text if column.key == "title" else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The name of a column."""
        columns = self.wording.columns
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
            return None
        column = columns[section]
        return _("Closed") if column.paint == "due" and self._ended else column.label

    def _today(self) -> date:
        """The day it is at the time that is told; worked out once a minute, not once a row."""
        if self._day[0] != self._now_ms:
            self._day = self._now_ms, in_zone(self._now_ms, self.wording.zone).local().date()
        return self._day[1]

    def _set_total(self, total: int) -> None:
        before = self._total
        if total > before:
            self.beginInsertRows(QModelIndex(), before, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(QModelIndex(), total, before - 1)
            self._total = total
            self._store.cut(total)
            self.endRemoveRows()

    def _repaint(self, first: int, last: int) -> None:
        if 0 <= first <= last < self._total:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.wording.columns) - 1))


def _slots(found: Rows) -> list[_Slot]:
    if found.found is not None:
        return [_Slot(hit.row, hit) for hit in found.found.hits]
    return [_Slot(row) for row in found.rows]


def _with_cells(row: QueueRow, before: tuple[str, ...], now: tuple[str, ...]) -> QueueRow:
    """``row`` with the cells of other columns: those that were not asked for are empty until they are."""
    known = dict(zip(before, row.cells, strict=True))
    return replace(row, cells=tuple([known.get(key) for key in now]))
