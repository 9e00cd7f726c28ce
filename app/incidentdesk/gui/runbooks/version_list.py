"""The versions of a runbook: who wrote each when, and what changed in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.runbooks.compared_view import ComparedView
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.runbook_shelf import ReadRunbook, before_of
from incidentdesk.services.runbooks.runbook_step_texts import Line, compared, told_lines
from incidentdesk.services.runbooks.runbooks import RunbookPage, Version
from incidentdesk.services.use_cases import UseCases

ORIGINS = {
    "shipped": N_("came with the program"),
    "imported": N_("from a file"),
    "written": N_("written here"),
}


class VersionList(Card):
    """``wanted(version)`` shows another version on the page."""

    wanted = Signal(int)

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("Versions"))
        self._session = session
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.links: dict[int, ActionButton] = {}

    def show_versions(self, read: ReadRunbook) -> None:
        """Show all versions, the newest first."""
        clear_layout(self._rows)
        self.links = {}
        for one in read.page.versions:
            self._rows.addLayout(self._row(read, one))

    def _row(self, read: ReadRunbook, one: Version) -> QVBoxLayout:
        page, key = read.page, read.page.line.key
        row = QHBoxLayout()
        row.setSpacing(12)
        shown = one.version == read.version.version
        name = text_label(_("Version {n}").format(n=one.version), "strong" if shown else "plain")
        row.addWidget(name)
        row.addWidget(text_label(_about(page, one), "muted", wrap=True), 1)
        compared_here = ComparedView()
        compared_here.hide()
        if not shown:
            show = ActionButton(_("Read it"), kind="link")
            show.clicked.connect(lambda _checked=False: self.wanted.emit(one.version))
            row.addWidget(show)
        if any(other.version < one.version for other in page.versions):
            link = self.links[one.version] = ActionButton(_("What changed"), kind="link")
            link.clicked.connect(lambda _checked=False: self._compare(key, one.version, compared_here))
            row.addWidget(link)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(compared_here)
        return column

    def _compare(self, key: str, version: int, view: ComparedView) -> None:
        if not view.isHidden():
            view.hide()
            return

        def show(lines: list[Line]) -> None:
            view.show_lines(lines)
            view.show()

        self._session.tasks.ask(view, partial(_differences, self._session.cases, key, version), show)


def _about(page: RunbookPage, one: Version) -> str:
    when = instant_text(one.written, today=page.now.local().date())
    who = page.names.get(one.author, "")
    parts = (when, who, "" if who and one.origin == "written" else _(ORIGINS.get(one.origin, "")), one.note)
    return " · ".join(part for part in parts if part)


def _differences(cases: UseCases, key: str, version: int) -> list[Line]:
    """What a version says otherwise than the one before; runs on the reading thread."""
    page = cases.runbooks.page(key)
    before, after = before_of(page, version), cases.runbooks.at_version(key, version)
    return compared(told_lines(before) if before is not None else [], told_lines(after))
