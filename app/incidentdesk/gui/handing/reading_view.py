"""Reading a hand-over that was written, and those before it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.handovers import Handover, HandoverLine
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.handing.lines import HandoverLines
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, Card, surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.handing.handovers import HandoverPage


class ReadingView(QWidget):
    """Who wrote it, the words, what stood, and all that is said about the incident the keyboard is on."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = text_label("", "subheading", wrap=True)
        self.state = text_label("", "muted", wrap=True)
        self.text = text_label("", wrap=True)
        self._words = surface("accent")
        words = QVBoxLayout(self._words)
        words.setContentsMargins(16, 10, 16, 10)
        words.addWidget(self.text)
        self.lines = HandoverLines(session)
        self.lines.passed.connect(self._show_line)
        self.lines.opened.connect(lambda line: session.go.emit("incident", line.incident))
        self.detail = text_label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        column.setSpacing(8)
        for widget in (self.title, self.state, self._words):
            column.addWidget(widget)
        column.addWidget(self.lines, 1)
        column.addWidget(self.detail)

    def show_handover(self, one: Handover) -> None:
        """Show ``one``; what something was said about comes first."""
        today = self._session.cases.desk.time.now().local().date()
        said = _("{name}, for the shift since {when}")
        since = instant_text(one.since, today=today)
        self.title.setText(said.format(name=one.name(one.author), when=since))
        written = _("Written {when}.").format(when=instant_text(one.written, today=today))
        self.state.setText(f"{written} {state_text(one)}")
        self.text.setText(one.text)
        self._words.setVisible(bool(one.text))
        noted = set(map(id, one.noted()))
        self.lines.show_lines(one, sorted(one.lines, key=lambda line: id(line) not in noted))

    def focus_first(self) -> None:
        """Start in the table."""
        self.lines.table.setFocus()

    def _show_line(self, line: HandoverLine | None) -> None:
        self.detail.setVisible(line is not None)
        if line is not None:
            said = [f"{line.number}  {line.title}", self.lines.how(line), line.note]
            self.detail.setText("\n".join(part for part in said if part))


class PastView(QWidget):
    """The hand-overs that were written, the newest first; ``opened(uid)`` on Enter."""

    opened = Signal(str)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        columns = (
            Column(_("Written"), lambda one: instant_text(one.written), 168),
            Column(_("By"), lambda one: one.name(one.author), 168),
            Column(_("Words"), lambda one: " ".join(one.text.split())),
            Column(_("Incidents"), _counted, 168, muted=True),
            Column(_("Accepted"), state_text, 264, muted=True),
        )
        self.model = RecordsModel(
            columns, spoken=lambda one: f"{instant_text(one.written)}, {state_text(one)}"
        )
        self.table = RecordsTable(_("Earlier hand-overs"), self.model)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.record(row).uid))
        self.told = text_label("", "muted")
        card = Card(padded=False)
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        column.setSpacing(8)
        column.addWidget(card, 1)
        column.addWidget(self.told)

    def show_page(self, page: HandoverPage, offset: int) -> None:
        """Show a page of them."""
        self.model.set_records(page.items)
        self.table.select_row(0)
        words = ngettext("{first}–{last} of {n} hand-over", "{first}–{last} of {n} hand-overs", page.total)
        last = offset + len(page.items)
        self.told.setText(words.format(first=offset + 1, last=last, n=page.total) if page.items else "")


def state_text(one: Handover) -> str:
    """Whether it was accepted, by whom, and when."""
    if one.accepted is None:
        return _("Not accepted yet.")
    return _("Accepted by {name}, {when}.").format(
        name=one.name(one.accepted_by), when=instant_text(one.accepted)
    )


def _counted(one: Handover) -> str:
    return ngettext("{n} with a note", "{n} with a note", len(one.noted())).format(n=len(one.noted()))
