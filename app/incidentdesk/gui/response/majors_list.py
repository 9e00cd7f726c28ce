"""All major incidents: those that are live first, and what to do where there is none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.phases import LIVE, PROCESS
from incidentdesk.domain.rights import Right
from incidentdesk.domain.sev import LEVELS, sev_text
from incidentdesk.gui.response.phase_words import phase_text
from incidentdesk.gui.response.response_line import sev_tone
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, PageHeader
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow

OVER = 100
"""So many of those that are over are shown; all others are found in the queue."""


class MajorsList(QWidget):
    """``opened`` carries the uid of the one that was chosen; ``found`` comes once the desk was asked."""

    opened = Signal(str)
    found = Signal(tuple, int)
    """The rows, live ones first, and how many of them are live."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(_("Major incidents"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.header = PageHeader(_("Major incidents"))
        self.raise_button = ActionButton(_("Raise one"), key_hint="Ctrl+Shift+N", icon_name="plus")
        self.raise_button.clicked.connect(lambda _checked=False: session.go.emit("raise", ""))
        self.header.right.addWidget(self.raise_button)
        self.model = RecordsModel(
            (
                Column(
                    _("SEV"), lambda row: sev_text(row.sev) or "–", 84, tone=lambda row: sev_tone(row.sev)
                ),
                Column(_("Number"), lambda row: row.number, 152),
                Column(_("What is wrong"), lambda row: row.title),
                Column("", lambda row: _("DRILL") if row.drill else "", 84, tone=lambda _row: "warning"),
                Column(_("Phase"), lambda row: phase_text(row.phase), 168, tone=_phase_tone),
                Column(_("Raised"), self._raised, 148, muted=True),
            ),
            spoken=lambda row: f"{sev_text(row.sev)} {row.number} {row.title}, {phase_text(row.phase)}",
            retired=lambda row: row.status in ENDED_STATUSES,
            parent=self,
        )
        self.table = RecordsTable(_("Major incidents"), self.model)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.record(row).uid))
        self.empty = EmptyState(
            "response",
            _("No major incident"),
            _("Something big? Anybody raises it in one line, and a false alarm is closed again."),
            action=_("Raise one"),
            key_hint="Ctrl+Shift+N",
        )
        self.empty.acted.connect(lambda: session.go.emit("raise", ""))
        inner = QVBoxLayout()
        inner.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        inner.addWidget(self.table)
        filled = QWidget()
        filled.setLayout(inner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)
        self._filled = filled
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)

    def ask(self) -> None:
        """Read which there are."""
        ask = partial(_find, self._session)
        self._session.tasks.ask(self, ask, self._take, topic="majors")

    def focus_first(self) -> None:
        """The first of the list, or the button that raises one."""
        if self.model.rowCount():
            self.table.setFocus()
        elif self._session.may(Right.WORK):
            self.empty.button.setFocus()
        else:
            self.setFocus()

    def _take(self, rows: tuple[QueueRow, ...]) -> None:
        live = sum(row.phase in LIVE for row in rows)
        if list(rows) != self.model.records():
            chosen = self.table.current_row()
            self.model.set_records(rows)
            self.table.select_row(max(chosen, 0))
        self._stack.setCurrentWidget(self._filled if rows else self.empty)
        self.empty.button.setVisible(self._session.may(Right.WORK))
        self.raise_button.setVisible(bool(rows) and self._session.may(Right.WORK))
        words = ngettext("{n} live", "{n} live", live).format(n=live) if live else _("none is live")
        self.header.after.setText(words)
        self.header.after.setVisible(bool(rows))
        self.found.emit(rows, live)

    def _raised(self, row: QueueRow) -> str:
        at = in_zone(row.logged_ms, self._session.settings.zone)
        return instant_text(at, today=self._session.cases.desk.time.now().local().date())


def _find(session: WindowSession) -> tuple[QueueRow, ...]:
    """The open ones, the biggest first, and then those that were over last."""
    rows, me = session.cases.queue.rows, session.me
    every = rows(ListQuestion(_of(*OPEN_STATUSES), "-logged"), me, limit=OVER).rows
    over = rows(ListQuestion(_of(*ENDED_STATUSES), "-logged"), me, limit=OVER).rows
    return (*sorted(every, key=_pressing), *over)


def _of(*statuses: str) -> JsonValue:
    return {
        "all": [
            {"field": "process", "op": "is", "value": PROCESS},
            {"field": "status", "op": "one_of", "value": list(statuses)},
        ]
    }


def _pressing(row: QueueRow) -> tuple[bool, bool, int]:
    level = LEVELS.index(row.sev) if row.sev in LEVELS else len(LEVELS)
    return row.phase not in LIVE, row.status == "resolved", level


def _phase_tone(row: QueueRow) -> str:
    return "accent" if row.phase in LIVE else "neutral"
