"""The header of the list: which columns stand where and how wide, and sorting by a click."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from incidentdesk.gui.queue.column_specs import ALWAYS, ColumnSpec

TIGHT_WIDTHS = {"number": 100, "priority": 98, "next_due": 150, "assignee": 100}
"""In a tight window the number shows its year and digits only, and what is due its words only."""

LEAST_TITLE = 190
"""Below this width, in pixels, a title is hard to read: other columns give way, then the table scrolls."""

LEAST, MOST = 56, 900


class Columns(QObject):
    """Looks after the header. ``sort_asked(sort)`` on a click; ``changed`` after a drag of place or width."""

    sort_asked = Signal(str)
    changed = Signal()

    def __init__(self, head: QHeaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._head = head
        self._specs: tuple[ColumnSpec, ...] = ()
        self._widths: dict[str, int] = {}
        self._room = 0
        self._placing = False
        self._sort = ""
        self._ended = False
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(LEAST)
        head.setMaximumSectionSize(MOST * 4)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(self._moved)
        head.sectionClicked.connect(self._clicked)

    def show_columns(self, specs: tuple[ColumnSpec, ...], widths: Mapping[str, int]) -> None:
        """Show columns in the order of the model, which has just taken them up."""
        self._specs, self._widths = specs, dict(widths)
        if self._head.sectionsMoved():
            with QSignalBlocker(self._head):
                for logical in range(len(specs)):
                    self._head.moveSection(self._head.visualIndex(logical), logical)
        self._fit()
        self.show_sort(self._sort)

    def show_sort(self, sort: str) -> None:
        """Mark the column the list is sorted by, if it is shown; an empty ``sort`` marks none."""
        self._sort = sort
        key = sort.removeprefix("-")
        shown = {"closed": "next_due"} if "closed" not in self.keys() else {}
        keys = [spec.key for spec in self._specs]
        target = shown.get(key, key)
        section = keys.index(target) if target in keys else -1
        order = Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
        head = self._head
        if (section, order) != (head.sortIndicatorSection(), head.sortIndicatorOrder()):
            with QSignalBlocker(head):
                head.setSortIndicator(section, order)
            head.viewport().update()

    def show_ended(self, *, ended: bool) -> None:
        """Paint the names of the columns again where what is due is now called otherwise, or no longer."""
        if ended != self._ended:
            self._ended = ended
            self._head.viewport().update()

    def fit(self, room: int) -> None:
        """Let the title take what room is left of ``room`` pixels."""
        if room != self._room:
            self._room = room
            self._fit()

    def keys(self) -> tuple[str, ...]:
        """The columns from left to right."""
        head = self._head
        return tuple(self._specs[head.logicalIndex(place)].key for place in range(len(self._specs)))

    def widths(self) -> dict[str, int]:
        """The widths that a person gave, by column."""
        return dict(self._widths)

    def resize_column(self, key: str, by: int) -> None:
        """Make a column wider or narrower by some pixels."""
        spec = next((one for one in self._specs if one.key == key), None)
        if spec is not None and key != ALWAYS:
            self._widths[key] = max(LEAST, min(MOST, self._widths.get(key, spec.width) + by))
            self._fit()
            self.changed.emit()

    def _fit(self) -> None:
        if not self._specs or not self._room:
            return
        widths = {spec.key: self._widths.get(spec.key, spec.width) for spec in self._specs}
        others = sum(width for key, width in widths.items() if key != ALWAYS)
        if self._room - others < LEAST_TITLE:
            for key, tight in TIGHT_WIDTHS.items():
                if key in widths and key not in self._widths:
                    widths[key] = tight
            others = sum(width for key, width in widths.items() if key != ALWAYS)
        widths[ALWAYS] = max(LEAST_TITLE, self._room - others)
        self._placing = True
        for place, spec in enumerate(self._specs):
            if self._head.sectionSize(place) != widths[spec.key]:
                self._head.resizeSection(place, widths[spec.key])
        self._placing = False

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._placing or not 0 <= section < len(self._specs):
            return
        if self._specs[section].key != ALWAYS:
            self._widths[self._specs[section].key] = new
        self._fit()
        self.changed.emit()

    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        self.changed.emit()

    def _clicked(self, section: int) -> None:
        spec = self._specs[section]
        if spec.sortable:
            key = "closed" if spec.paint == "due" and self._sort.endswith("closed") else spec.key
            self.sort_asked.emit(f"-{key}" if self._sort == key else key)
