"""The closure report or the review beside the form: preview, issue, save, print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import IssuedReport
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.incident.report_choice import ISSUED, TITLES, ReportChoice
from incidentdesk.gui.paper import Paper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.cases.pages import IncidentPage


class ReportPanel(QWidget):
    """Shows the newest issued version, or a preview while there is none."""

    printed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._then: Callable[[], None] | None = None
        self._shown: tuple[object, ...] = ()
        self.choice = ReportChoice(session)
        self.choice.changed.connect(self._chosen)
        self.view = PdfView(_("Closure report"))
        self.paper = Paper(session, self.view, self)
        self.paper.printed.connect(self.printed)
        self.note = text_label("", "small", wrap=True)
        self.reason = LineEdit()
        self.reason.setPlaceholderText(_("Why is it issued again?"))
        self.reason.setAccessibleName(_("Reason for issuing it again"))
        self.reason.hide()
        self.issue_button = ActionButton(_("Issue"), kind="primary")
        self.issue_button.clicked.connect(lambda: self.issue())
        OnlyFor(session, Right.WORK, self).guard(self.issue_button)
        self.save_button = ActionButton(_("Save as…"))
        self.save_button.clicked.connect(self.save)
        self.print_button = ActionButton(_("Print"), key_hint="Ctrl+P", icon_name="print")
        self.print_button.clicked.connect(self.print)
        self.banner = Banner()
        self.banner.hide()
        buttons = Flow(gap=8, line_gap=8)
        buttons.set_widgets([self.issue_button, self.save_button, self.print_button])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.choice)
        column.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        for widget in (self.banner, self.note, self.reason):
            foot.addWidget(widget)
        foot.addWidget(buttons)
        column.addLayout(foot)

    def show_page(self, page: IncidentPage) -> None:
        """Show the report of ``page``; it is made again only when something has changed."""
        if self._page is None or self._page.incident.uid != page.incident.uid:
            self._ask_no_more()
        self._page = page
        self.choice.show_page(page)
        kind, named = self.choice.kind, self.choice.with_names
        latest = _latest(page, kind)
        state = (page.incident.uid, kind, named, latest.sha256 if latest else page.incident.head)
        self.view.set_title(_(TITLES[kind]))
        self.issue_button.setVisible(page.incident.status == "closed")
        self.issue_button.setText(_("Issue again…") if _issued(page, kind) else _("Issue"))
        self.note.setText(_note(page, kind, latest))
        if state == self._shown or not self.isVisible():
            return
        self._shown = state
        reporting, uid, me = self._session.cases.reporting, page.incident.uid, self._session.me

        def make() -> bytes:
            if latest is not None and not named:
                return reporting.bytes_of(latest)
            return reporting.preview(uid, me, kind, with_names=named).data

        self._session.tasks.make(self, make, self._show_bytes, topic="report")

    def refresh(self) -> None:
        """The panel came into sight."""
        if self._page is not None:
            self.show_page(self._page)

    def issue(self, then: Callable[[], None] | None = None) -> None:
        """Issue the report, and do ``then``; for another version a reason is asked first."""
        page = self._page
        if page is None:
            return
        then = then or self._then
        kind, named = self.choice.kind, self.choice.with_names
        if _issued(page, kind) and not self.reason.text().strip():
            self._then = then
            self.reason.show()
            self.reason.setFocus()
            return
        cases, uid, me, reason = (
            self._session.cases,
            page.incident.uid,
            self._session.me,
            self.reason.text().strip(),
        )

        def done(answer: tuple[IssuedReport, bytes, object]) -> None:
            report, data, _changes = answer
            self._session.told.emit(_(ISSUED[kind]).format(n=report.version), "good")
            if self._page is None or self._page.incident.uid != uid:
                return
            self._ask_no_more()
            self._shown = (uid, kind, named, report.sha256)
            self._show_bytes(data)
            if then is not None:
                then()

        issue = partial(cases.reporting.issue, uid, me, kind, reason, with_names=named)
        self._session.tasks.make(self, issue, done)

    def save(self) -> None:
        """Write what is shown to a file of the person's choice."""
        self.paper.save(_("Save the report"))

    def print(self) -> None:
        """Ask for a printer, and print what is shown."""
        self.paper.print()

    def _chosen(self) -> None:
        self._ask_no_more()
        self.refresh()

    def _ask_no_more(self) -> None:
        self._then = None
        self.reason.clear()
        self.reason.hide()

    def _show_bytes(self, data: bytes) -> None:
        self.paper.show(data, self._page.incident.number if self._page else "")


def _issued(page: IncidentPage, kind: str) -> list[IssuedReport]:
    return [one for one in page.reports if one.kind == kind]


def _latest(page: IncidentPage, kind: str) -> IssuedReport | None:
    good = [one for one in _issued(page, kind) if not one.superseded]
    return good[-1] if good else None


def _note(page: IncidentPage, kind: str, latest: IssuedReport | None) -> str:
    if latest is not None:
        return _("Version {n}, issued {when} by {name}, SHA-256 {sha}…").format(
            n=latest.version,
            when=instant_text(latest.issued),
            name=page.name(latest.issued_by),
            sha=latest.sha256[:12],
        )
    if _issued(page, kind):
        return _("Preview. The versions issued so far are superseded.")
    return _("Preview. Nothing has been issued yet.")
