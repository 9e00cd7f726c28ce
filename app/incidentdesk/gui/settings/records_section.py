"""A section that is a table, with a panel beside it for the record that is being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.panel import WIDTH, RecordPanel
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.records import RecordsModel, RecordsTable
from incidentdesk.services.desk.desk import Changes

SECTION_WIDTH = 1180
UNLIMITED, ROUND = 16_777_215, 16
"""No limit to a height in Qt; pixels of the table's frame, and some air below its last row."""
NARROW = 760
"""Below this width the panel stands under the table."""


class Beside(QWidget):
    """The table and the panel, side by side where there is room."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._right = right
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(left, 1)
        side = QVBoxLayout()
        side.addWidget(right)
        side.addStretch(1)
        self._row.addLayout(side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel below the table in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._right.setMaximumWidth(16_777_215 if narrow else WIDTH)
        self._right.setMinimumWidth(0 if narrow else WIDTH)


class RecordsSection(Section):
    """What staff, reporters and lists share. A subclass says what a record is, and saves it."""

    ADDS: ClassVar[bool] = True
    """Whether records can be added; where there is a fixed number of them they are only changed."""

    def __init__(
        self, session: WindowSession, title: str, intro: str, *,
        area: str, model: RecordsModel, form: Form, add: str = "",
    ) -> None:  # fmt: skip
        super().__init__(session, title, intro, max_width=SECTION_WIDTH)
        self.model = model
        self.table = RecordsTable(title, model)
        self.table.opened.connect(self.edit_row)
        self.table.clicked.connect(self._clicked)
        self.card = Card(padded=False)
        self.card.body.addWidget(self.table)
        self.panel = RecordPanel(session, area, form, self.RIGHT)
        self.panel.save_wanted.connect(self.save)
        self.panel.closed.connect(self.table.setFocus)
        self.panel.dirty_changed.connect(self.dirty_changed)
        self.add_button = ActionButton(add, icon_name="plus", key_hint="Alt+A")
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self.header.right.addWidget(self.add_button)
        if self.ADDS:
            self.shortcut(add, "Alt+A", self.add)
        else:
            self.add_button.hide()
        self.table_side = QWidget()
        self.above_table = QVBoxLayout(self.table_side)
        self.above_table.setContentsMargins(0, 0, 0, 0)
        self.above_table.setSpacing(12)
        self.above_table.addWidget(self.card, 1)
        self.beside = Beside(self.table_side, self.panel)
        self.body.addWidget(self.beside, 1)
        self.fill_height()
        self.guard(self.add_button)
        self._wanted = ""
        self._opened: Any = None
        self._saving: dict[str, str] = {}

    def uid_of(self, record: Any) -> str:  # noqa: ANN401 - a record of the subclass
        """What tells one record from another."""
        raise NotImplementedError

    def show_record(self, record: Any | None) -> None:  # noqa: ANN401 - a record of the subclass
        """Open the panel on ``record``, or on an empty one."""
        raise NotImplementedError

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Write the record, and call ``written`` or let ``panel.refuse`` answer."""
        raise NotImplementedError

    def add(self) -> None:
        """Open the panel on an empty record."""
        if not self.ADDS or (self.RIGHT is not None and self.session.refuses(self.RIGHT)):
            return
        self.panel.leave()
        self._opened = None
        self.show_record(None)
        self.panel.form.focus_first()

    def edit_row(self, row: int) -> None:
        """Open the panel on the record in ``row``."""
        record = self.model.record(row)
        self.table.select_row(row)
        if self.panel.isHidden() or self.panel.uid != self.uid_of(record):
            self.panel.leave()
            self._opened = record
            self.show_record(record)
        self.panel.form.focus_first()

    def fill(self, records: Sequence[Any]) -> None:
        """Show ``records``; the keyboard stays on its row, and the panel follows unless it was typed into."""
        row = self.table.current_row()
        here = self._wanted or (
            self.uid_of(self.model.record(row)) if 0 <= row < self.model.rowCount() else ""
        )
        self.model.set_records(records)
        places = {self.uid_of(record): place for place, record in enumerate(records)}
        if self._wanted in places:
            self._wanted = ""
        self.table.select_row(places.get(here, 0))
        shown = places.get(self.panel.uid)
        if shown is not None and not self.panel.isHidden():
            self._opened = records[shown]
            if not self.panel.is_dirty():
                self.show_record(records[shown])

    def current_record(self) -> Any | None:  # noqa: ANN401 - a record of the subclass
        """The record the keyboard is on."""
        row = self.table.current_row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def opened_record(self) -> Any | None:  # noqa: ANN401 - a record of the subclass
        """The record in the panel as it is saved; ``None`` for a new one or where none is open."""
        if self.panel.isHidden() or not self.panel.uid:
            return None
        if self._opened is not None and self.uid_of(self._opened) == self.panel.uid:
            return self._opened
        return next((one for one in self.model.records() if self.uid_of(one) == self.panel.uid), None)

    def written(self, record: Any, told: str) -> None:  # noqa: ANN401 - a record of the subclass
        """The panel's record is saved: close it, and go to its row once the table is read again.

        ``told`` is empty where it is told in another way.
        """
        self._wanted = self.uid_of(record)
        self.panel.saved(self._wanted, self._saving)
        if self.panel.isHidden():
            self.table.setFocus()
        else:
            self._opened = record
        if told:
            self.tell(told)

    def save(self) -> None:
        """Save what is in the panel."""
        if not self.may_change:
            return
        if not self.panel.isHidden() and not self.panel.busy():
            self.panel.set_busy(True)
            self._saving = self.panel.form.values()
            self.save_values(self.panel.uid, dict(self._saving))

    def is_dirty(self) -> bool:
        """Whether the panel was typed into."""
        return self.panel.is_dirty()

    def leave(self) -> None:
        """Keep a draft."""
        self.panel.leave()

    def fit_table(self, most: int) -> None:
        """Let the table be as high as its rows, of ``most`` at most; or with 0 take all the room."""
        rows = min(self.model.rowCount(), most)
        head, row = self.table.horizontalHeader().sizeHint().height(), self.table.verticalHeader()
        self.card.setMaximumHeight(head + rows * row.defaultSectionSize() + ROUND if most else UNLIMITED)

    def touched(self, changes: Changes, *things: str) -> bool:
        """Whether ``changes`` concern one of ``things``."""
        return bool(changes.things & {*things, "elsewhere"})

    def _clicked(self, index: QModelIndex) -> None:
        self.edit_row(index.row())
