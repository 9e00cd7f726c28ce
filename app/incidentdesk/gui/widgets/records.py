"""Tables of records: a column is a title and what it shows of a record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from incidentdesk.gui.theme import ROW_HEIGHT, current_theme, mono_font
from incidentdesk.gui.widgets.due import paint_chip
from incidentdesk.gui.widgets.painting import elided
from incidentdesk.gui.widgets.table_view import ListTable

Index = QModelIndex | QPersistentModelIndex
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROOT = QModelIndex()
PADDING = 8
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
NUMBER_WIDTH = 152
"""What the number of an incident takes whole, as ``DEMO-2026-000123``, in pixels."""


@dataclass(frozen=True)
class Column:
    """``text`` of a record; ``width`` in pixels, 0 takes what is left; a ``tone`` makes the text a chip.

    A ``number`` stands at the right of its column, below the last letter of its title.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    tone: Callable[[Any], str] | None = None
    muted: bool = False
    mono: bool = False
    number: bool = False


class RecordsModel(QAbstractTableModel):
    """Records as rows. ``retired`` tells which are shown muted, ``spoken`` what screen readers say of one."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        retired: Callable[[Any], bool] = lambda _record: False,
        spoken: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._retired = retired
        self._spoken = spoken
        self._records: list[Any] = []

    def records(self) -> list[Any]:
        """The records, in order."""
        return list(self._records)

    def record(self, row: int) -> Any:  # noqa: ANN401 - a table of anything
        """The record in ``row``; ``IndexError`` where there is none."""
        return self._records[row]

    def set_records(self, records: Sequence[Any]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = list(records)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many records there are."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.title or None
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column.number else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, colour and spoken text of a cell."""
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(record).strip() or None
        if role == Qt.ItemDataRole.AccessibleTextRole and self._spoken is not None and index.column() == 0:
            return self._spoken(record)
        if role == Qt.ItemDataRole.ForegroundRole and (column.muted or self._retired(record)):
            return current_theme().colour("muted")
        if role == Qt.ItemDataRole.FontRole and column.mono:
            return mono_font(12)
        if role == TONE_ROLE and column.tone is not None:
            return column.tone(record)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return RIGHT
        return None


def fair_shares(room: int, wanted: Sequence[int]) -> list[int]:
    """Widths that together take ``room`` at most: who wants little gets all of it, the others equal parts."""
    found, left = [0] * len(wanted), room
    for done, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        found[place] = min(wanted[place], left // (len(wanted) - done))
        left -= found[place]
    return found


class CellDelegate(QStyledItemDelegate):
    """Paints a cell's text in line with its column's title, and the text of a cell with a tone as a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row's ground as usual, and text or chip on it."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        room = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        tone = index.data(TONE_ROLE)
        if tone and text:
            paint_chip(painter, room, text, tone)
            return
        muted = index.data(Qt.ItemDataRole.ForegroundRole) is not None
        painter.save()
        painter.setFont(cell.font)
        painter.setPen(current_theme().colour("muted" if muted else "text"))
        shown = elided(painter.fontMetrics(), text, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole) or LEFT, shown)
        painter.restore()


class RecordsTable(ListTable):
    """A ``ListTable`` over a ``RecordsModel`` whose columns set the widths."""

    def __init__(self, name: str, model: RecordsModel, *, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setProperty("ground", "card")
        self.setMinimumHeight(160)
        self._records = model
        self._unseen: set[int] = set()
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(48)
        for place, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def needed_width(self, place: int) -> int:
        """How wide a column is where none of its texts is cut, in pixels. For lists that are short."""
        texts = [self._records.columns[place].text(one) for one in self._records.records()]
        texts.append(self._records.columns[place].title)
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + 2 * PADDING + 2

    def fit_rows(self, most: int) -> None:
        """As high as its rows, up to ``most`` of them: on a page that scrolls itself."""
        head, frame = self.horizontalHeader().height(), 2 * self.frameWidth()
        self.setFixedHeight(head + min(most, self._records.rowCount()) * ROW_HEIGHT + frame)

    def leave_out(self, places: Collection[int]) -> None:
        """Show no columns but the others; the first takes what is left where none of them does."""
        if self._unseen == set(places):
            return
        self._unseen = set(places)
        head, columns = self.horizontalHeader(), self._records.columns
        for place in range(len(columns)):
            head.setSectionHidden(place, place in places)
        left = any(not column.width for place, column in enumerate(columns) if place not in places)
        if columns[0].width:
            modes = QHeaderView.ResizeMode
            head.setSectionResizeMode(0, modes.Interactive if left else modes.Stretch)
            head.resizeSection(0, columns[0].width)
