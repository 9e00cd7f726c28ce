"""The children of an outage with their verdicts: which will follow it, and what the others lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.lists.bulk import BulkDone
from incidentdesk.services.outages.outages import ChildVerdict


class TogetherList(RecordsTable):
    """``entered`` on Enter; Space leaves a child out or takes it in: ``chosen_changed``."""

    entered = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._left_out: set[str] = set()
        self._will = ""
        columns = (
            Column(_("Number"), lambda one: one.number, 136),
            Column(_("Title"), lambda one: one.title),
            Column(_("What happens"), self._verdict, 140, tone=self._tone),
            Column(_("What is missing"), lambda one: "; ".join(one.why), 240, muted=True),
        )
        self.records = RecordsModel(columns, spoken=self._spoken)
        super().__init__(_("Children"), self.records, parent=parent)
        self.opened.connect(lambda _row: self.entered.emit())

    @property
    def current(self) -> ChildVerdict | None:
        """The child the keyboard is on."""
        row = self.current_row()
        return self.records.record(row) if 0 <= row < self.records.rowCount() else None

    def show_verdicts(self, verdicts: Sequence[ChildVerdict], will: str) -> None:
        """Show what would happen: ``will`` is what it is called. All that can be are chosen."""
        self._will = will
        self._left_out.clear()
        self.records.set_records(verdicts)
        self.select_row(0)

    def show_done(self, done: BulkDone, became: str) -> None:
        """Show what happened, in place of what would."""
        lines = {line.uid: line for line in done.lines}
        self._will = became
        self.records.set_records(
            [
                replace(one, will=line.verdict == "changes", why=(line.why,) if line.why else one.why)
                if (line := lines.get(one.uid)) is not None
                else one
                for one in self.records.records()
            ]
        )
        self.select_row(0)

    def chosen(self) -> list[str]:
        """The uids of those that are chosen."""
        return [one.uid for one in self.records.records() if self._is_chosen(one)]

    def toggle(self) -> None:
        """Leave the child out that the keyboard is on, or take it in again."""
        child, row = self.current, self.current_row()
        if child is None or not child.will:
            return
        self._left_out ^= {child.uid}
        model = self.records
        model.dataChanged.emit(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _is_chosen(self, child: ChildVerdict) -> bool:
        return child.will and child.uid not in self._left_out

    def _verdict(self, child: ChildVerdict) -> str:
        if not child.will:
            return _("stays as it is")
        return self._will if self._is_chosen(child) else _("left out")

    def _tone(self, child: ChildVerdict) -> Tone:
        if not child.will:
            return "warning"
        return "good" if self._is_chosen(child) else "neutral"

    def _spoken(self, child: ChildVerdict) -> str:
        return ", ".join(part for part in (child.number, self._verdict(child), *child.why) if part)
