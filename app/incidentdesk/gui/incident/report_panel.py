"""The closure report beside the form: preview, issue, save, print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import IssuedReport
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.paper import Paper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.pages import IncidentPage


class ReportPanel(QWidget):
    """Shows the newest issued version, or a preview while there is none."""

    printed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._then: Callable[[], None] | None = None
        self._shown: tuple[str, str] = ("", "")
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
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.issue_button, self.save_button, self.print_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(8)
        for widget in (self.banner, self.note, self.reason):
            foot.addWidget(widget)
        foot.addLayout(row)
        column.addLayout(foot)

    def show_page(self, page: IncidentPage) -> None:
        """Show the report of ``page``; it is made again only when something has changed."""
        if self._page is None or self._page.incident.uid != page.incident.uid:
            self._ask_no_more()
        self._page = page
        latest = _latest(page)
        state = (page.incident.uid, latest.sha256 if latest else page.incident.head)
        self.issue_button.setVisible(page.incident.status == "closed")
        self.issue_button.setText(_("Issue again…") if page.reports else _("Issue"))
        self.note.setText(_note(page, latest))
        if state == self._shown or not self.isVisible():
            return
        self._shown = state
        cases, uid, me = self._session.cases, page.incident.uid, self._session.me

        def make() -> bytes:
            return cases.reporting.bytes_of(latest) if latest else cases.reporting.preview(uid, me).data

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
        if page.reports and not self.reason.text().strip():
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
            self._session.told.emit(_("Closure report issued, version {n}.").format(n=report.version), "good")
            if self._page is None or self._page.incident.uid != uid:
                return
            self._ask_no_more()
            self._shown = (uid, report.sha256)
            self._show_bytes(data)
            if then is not None:
                then()

        self._session.tasks.make(self, lambda: cases.reporting.issue(uid, me, reason=reason), done)

    def save(self) -> None:
        """Write what is shown to a file of the person's choice."""
        self.paper.save(_("Save the report"))

    def print(self) -> None:
        """Ask for a printer, and print what is shown."""
        self.paper.print()

    def _ask_no_more(self) -> None:
        self._then = None
        self.reason.clear()
        self.reason.hide()

    def _show_bytes(self, data: bytes) -> None:
        self.paper.show(data, self._page.incident.number if self._page else "")


def _latest(page: IncidentPage) -> IssuedReport | None:
    good = [one for one in page.reports if not one.superseded]
    return good[-1] if good else None


def _note(page: IncidentPage, latest: IssuedReport | None) -> str:
    if latest is not None:
        return _("Version {n}, issued {when} by {name}, SHA-256 {sha}…").format(
            n=latest.version,
            when=instant_text(latest.issued),
            name=page.name(latest.issued_by),
            sha=latest.sha256[:12],
        )
    if page.reports:
        return _("Preview. The versions issued so far are superseded.")
    return _("Preview. Nothing has been issued yet.")
