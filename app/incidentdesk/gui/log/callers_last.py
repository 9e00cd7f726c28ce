"""Beside the log page: what was last with this caller, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.moment_text import date_text, instant_text
from incidentdesk.gui.log.fold import Fold
from incidentdesk.gui.similar.likeness_row import shortened, status_chip
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import clear_layout, rule
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.lists.queue_rows import QueueRow

AT_FIRST = 2
"""How many are in sight before all are asked for."""


class LastRow(QFrame):
    """One incident: title, state, number and day, and what was done."""

    opened = Signal()

    def __init__(self, row: QueueRow, today: date, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label(row.title, "strong", wrap=True)
        self.open_button = ActionButton(_("Open"), kind="link")
        self.open_button.setAccessibleName(_("Open {number}").format(number=row.number))
        self.open_button.clicked.connect(self.opened)
        logged = in_zone(row.logged_ms, zone)
        day = logged.local().date()
        told = [row.number, instant_text(logged, today=today) if day == today else date_text(day)]
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(status_chip(row.status), 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(text_label(" · ".join(told), "muted", wrap=True), 1)
        below.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(below)
        done = str(row.cells[0] or "") if row.cells else ""
        if done:
            column.addWidget(text_label(shortened(done), wrap=True))


class CallersLastList(QWidget):
    """Rows of ``LastRow``; ``opened`` carries the uid of the incident that was meant."""

    opened = Signal(str)

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("This caller"))
        self._zone = zone
        self._shown: tuple[object, ...] = ()
        self.rows: list[LastRow] = []
        self.empty = text_label("", "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addLayout(self._rows)
        self.fold = Fold(AT_FIRST)
        self.fold.setAccessibleDescription(_("The last incidents of this caller"))
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)

    def show_last(self, last: Sequence[QueueRow], today: date, *, known: bool) -> None:
        """Show the last incidents of the caller; ``known`` is whether it is known who calls."""
        self.empty.setText(
            _("Nothing was told by this caller before.")
            if known
            else _("What was last with the caller shows here as soon as you choose who calls.")
        )
        self.empty.setVisible(not last)
        if (tuple(last), today) == self._shown:
            return
        self._shown = tuple(last), today
        clear_layout(self._rows)
        self.rows = []
        groups: list[list[QWidget]] = []
        self.fold.set_open(False)
        for one in last:
            line, row = rule(), LastRow(one, today, self._zone)
            self._rows.addWidget(line)
            groups.append([line, row] if self.rows else [row])
            line.setVisible(bool(self.rows))
            row.opened.connect(partial(self.opened.emit, one.uid))
            self._rows.addWidget(row)
            self.rows.append(row)
        self.fold.show_rows(groups)
