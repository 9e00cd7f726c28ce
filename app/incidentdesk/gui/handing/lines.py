"""The table of a hand-over: what stands, part by part, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.handovers import Handover, HandoverLine
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.urgency import urgency_short
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import NUMBER_WIDTH, Column, RecordsModel, RecordsTable
from incidentdesk.services.handing.handover_texts import line_text, part_title

_TONES = {"due": "warning", "waiting": "neutral", "promised": "accent", "open": "accent", "closed": "good"}


class HandoverLines(Card):
    """One row an incident. ``passed(HandoverLine)`` when the keyboard is on another, ``opened`` on Enter."""

    passed = Signal(object)
    opened = Signal(object)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._session = session
        self._now = Instant(0)
        columns = (
            Column(_("Part"), lambda line: part_title(line.part), 112, tone=self._tone),
            Column(_("Number"), lambda line: line.number, NUMBER_WIDTH, muted=True),
            Column(_("Incident"), lambda line: f"{urgency_short(line)}  {line.title}"),
            Column(_("How it stands"), self.how, muted=True),
            Column(_("What is said about it"), lambda line: " ".join(line.note.split())),
        )
        self.model = RecordsModel(columns, spoken=self._spoken)
        self.table = RecordsTable(_("Hand-over"), self.model)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.record(row)))
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._pass())
        self.empty = EmptyState(
            "team",
            _("No incident is in this hand-over"),
            _("None is open, and none was closed in this shift. The words alone are handed over."),
        )
        self.empty.hide()
        self._more = text_label("", "muted")
        self._more.setContentsMargins(12, 6, 12, 8)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._more)

    def show_lines(self, one: Handover, lines: Sequence[HandoverLine]) -> None:
        """Show ``lines``; the keyboard stays on its incident."""
        self._now = one.written
        here = self.current()
        self.model.set_records(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        keys = [(line.part, line.incident) for line in lines]
        wanted = (here.part, here.incident) if here is not None else None
        self.table.select_row(keys.index(wanted) if wanted in keys else 0)
        counts = [
            ngettext("{part}: {n} more, not listed", "{part}: {n} more, not listed", count).format(
                part=part_title(part), n=count
            )
            for part, count in one.more.items()
        ]
        self._more.setText(" · ".join(counts))
        self._more.setVisible(bool(counts))
        self._pass()

    def current(self) -> HandoverLine | None:
        """The line the keyboard is on."""
        row = self.table.current_row()
        found: HandoverLine | None = self.model.record(row) if 0 <= row < self.model.rowCount() else None
        return found

    def how(self, line: HandoverLine) -> str:
        """How the incident stood, in words."""
        return line_text(line, self._session.settings, self._clock)

    def _pass(self) -> None:
        self.passed.emit(self.current())

    def _clock(self, ms: int) -> str:
        zone = self._session.settings.zone
        return instant_text(in_zone(ms, zone), today=in_zone(self._now.ms, zone).local().date())

    def _tone(self, line: Any) -> str:  # noqa: ANN401 - a row of the table
        if line.part == "due" and line.due_ms is not None and line.due_ms < self._now.ms:
            return "danger"
        return _TONES.get(line.part, "neutral")

    def _spoken(self, line: Any) -> str:  # noqa: ANN401 - a row of the table
        parts = (
            part_title(line.part),
            line.number,
            urgency_short(line),
            line.title,
            self.how(line),
            line.note,
        )
        return ", ".join(part for part in parts if part)
