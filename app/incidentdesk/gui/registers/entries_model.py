"""The table model of a register: as long as what was found, though only the rows looked at are here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from incidentdesk.base.texts import _
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.page_store import PageStore
from incidentdesk.gui.registers.words import retired_words
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.records import TONE_ROLE

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TEXTS = (_DISPLAY, _TOOL_TIP, _SPOKEN)
COLUMNS = 3
NAME, LINE, STATE = range(COLUMNS)


class EntriesModel(QAbstractTableModel):
    """A list of ``rowCount`` entries. Rows come by ``show_list`` and ``add_rows``, page by page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: PageStore[Entry] = PageStore()
        self._total = 0
        self._heads = (_("Name"), "", "")

    def set_told_by(self, words: str) -> None:
        """Say what stands beside the names."""
        self._heads = (_("Name"), words, "")
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, STATE)

    def entry(self, row: int) -> Entry | None:
        """The entry in ``row``; None where it was not read yet."""
        return self._store.row(row)

    def row_of(self, uid: str) -> int:
        """The row of an entry; -1 where it is not among those that are here."""
        return next((row for row, one in self._store.rows() if one.uid == uid), -1)

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last page to be read before rows ``first`` to ``last`` can be shown."""
        return self._store.look(max(0, first), min(last, self._total - 1)) if self._total else None

    def show_list(self, entries: Sequence[Entry], total: int) -> None:
        """Show another list of ``total`` rows, of which the first are here."""
        self.beginResetModel()
        self._store.clear()
        self._total = total
        self._store.put(0, entries)
        self.endResetModel()

    def add_rows(self, first: int, entries: Sequence[Entry]) -> None:
        """Take up pages that were asked for; ``first`` begins one."""
        self._store.put(first, entries)
        self._store.cut(self._total)
        last = min(first + len(entries), self._total) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, STATE))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many entries were found."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Name, what tells it from others, and whether it is retired."""
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role in (_DISPLAY, _TOOL_TIP):
            return self._heads[section] or None
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """Text, colour and spoken text of a cell."""
        if not index.isValid() or role not in (*_TEXTS, _INK, TONE_ROLE):
            return None
        entry, column = self.entry(index.row()), index.column()
        if entry is None:
            return _("being read…") if role == _DISPLAY and column == NAME else None
        if role == TONE_ROLE:
            return "neutral" if column == STATE else None
        if role == _INK:
            return current_theme().colour("muted") if column == LINE or not entry.active else None
        if role == _SPOKEN and column == NAME:
            parts = (entry.name, entry.line, retired_words(active=entry.active).lower())
            return ", ".join(part for part in parts if part)
        return (entry.name, entry.line, retired_words(active=entry.active))[column] or None
