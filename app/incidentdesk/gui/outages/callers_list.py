"""The callers of an outage as a list with those who are left to be told, and those who know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Caller
from incidentdesk.gui.outages.caller_texts import STATE_TONES, called_text, state_text
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.segmented import SegmentedControl


class CallersList(QWidget):
    """``chosen`` when the keyboard is on another caller, ``entered`` on Enter."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._callers: Sequence[Caller] = ()
        self._today = date.min
        self.part = SegmentedControl(clearable=False)
        self.part.setAccessibleName(_("Which callers"))
        self.part.changed.connect(lambda _part: self._fill())
        columns = (
            Column("#", lambda one: str(self._callers.index(one) + 1), 40, muted=True),
            Column(_("Name"), lambda one: one.name),
            Column(_("Phone"), lambda one: one.phone, 140),
            Column(_("Call back"), lambda one: one.callback),
            Column(_("Note"), lambda one: " · ".join(one.note.splitlines()), muted=True),
            Column(_("Called"), lambda one: called_text(one, self._today), 68),
            Column(_("State"), state_text, 118, tone=lambda one: STATE_TONES.get(one.state, "neutral")),
        )
        self.model = RecordsModel(columns, spoken=lambda one: f"{one.name}, {state_text(one)}", parent=self)
        self.table = RecordsTable(_("Callers"), self.model)
        self.table.opened.connect(lambda _row: self.entered.emit())
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self.chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.above = QHBoxLayout()
        self.above.setSpacing(8)
        self.above.addWidget(self.part, 0, Qt.AlignmentFlag.AlignLeft)
        self.above.addStretch(1)
        column.addLayout(self.above)
        column.addWidget(self.table, 1)

    @property
    def current(self) -> Caller | None:
        """The caller that the keyboard is on."""
        row = self.table.current_row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def begin(self) -> None:
        """Another outage: those who are left stand first."""
        self.part.set_value("left")

    def step(self) -> None:
        """Go to the next caller, if there is one."""
        self.table.select_row(self.table.current_row() + 1)

    def show_callers(self, callers: Sequence[Caller], today: date) -> None:
        """Show how things are now; the keyboard stays where it is in the list."""
        self._callers, self._today = callers, today
        left = sum(not one.settled for one in callers)
        options = [
            ("left", _("Left to tell · {n}").format(n=left)),
            ("told", _("Told · {n}").format(n=len(callers) - left)),
            ("all", _("All · {n}").format(n=len(callers))),
        ]
        chosen = self.part.value() or "left"
        if options != self.part.options():
            self.part.set_options(options)
            self.part.set_value(chosen)
        self._fill()

    def _fill(self) -> None:
        part, before, row = self.part.value(), self.current, self.table.current_row()
        shown = [one for one in self._callers if part == "all" or one.settled == (part == "told")]
        if shown == self.model.records():
            return
        self.model.set_records(shown)
        uids = [one.uid for one in shown]
        if before is not None and before.uid in uids:
            row = uids.index(before.uid)
        self.table.select_row(min(max(row, 0), len(shown) - 1))
        self.chosen.emit()
