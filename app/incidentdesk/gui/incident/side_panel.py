"""Beside the form: timeline with notes, callers and linked incidents, similar ones, files, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import Entry
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.incident.files_panel import FilesPanel
from incidentdesk.gui.incident.linked_panel import LinkedPanel
from incidentdesk.gui.incident.note_composer import NoteComposer
from incidentdesk.gui.incident.similar_panel import SimilarPanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.theme import icon, theme_changes
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.timeline import TimelineView
from incidentdesk.gui.widgets.timeline_paint import TimelineItem
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text

if TYPE_CHECKING:
    from incidentdesk.gui.incident.report_panel import ReportPanel
    from incidentdesk.gui.restricted.panel import RestrictedPanel

LONG_DETAIL = 160
"""From how many letters on the changes of fields are folded; notes never are."""


class SidePanel(QFrame):
    """Tabs: timeline, callers and linked incidents, similar ones, files, report."""

    report_shown = Signal(bool)
    restricted_asked = Signal(object)
    """A form of what is restricted is wanted: what makes it."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setMinimumWidth(300)
        self.composer = NoteComposer(session)
        self.timeline = TimelineView()
        self.similar = SimilarPanel(session)
        self.similar.counted.connect(self._similar_counted)
        self.linked = LinkedPanel(session)
        self.linked.counted.connect(self._linked_counted)
        self.files = FilesPanel(session)
        OnlyFor(session, Right.WORK, self).guard(self.composer, self.files.kind, self.files.drop)
        self._session = session
        self._page: IncidentPage | None = None
        self._report: ReportPanel | None = None
        self._report_place = QWidget()
        self._restricted: RestrictedPanel | None = None
        self._restricted_place = QWidget()
        self._shown: tuple[str, int] = ("", 0)
        self._tab_before = -1
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Beside the form"))
        self.tabs.tabBar().setAccessibleName(_("Beside the form"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 8, 0)
        column.setSpacing(12)
        inset = QVBoxLayout()  # its edge is that of the lines, which leave room for their scroll bar
        inset.setContentsMargins(0, 0, 8, 0)
        inset.addWidget(self.composer)
        column.addLayout(inset)
        column.addWidget(self.timeline, 1)
        self.tabs.addTab(page, _("Timeline"))
        self.tabs.addTab(self.linked, _("Linked"))
        self.tabs.addTab(self.similar, _("Similar"))
        self.tabs.addTab(self.files, _("Files"))
        self.tabs.addTab(self._report_place, _("Report"))
        lock = self.tabs.addTab(self._restricted_place, icon("lock", "warning"), "")
        self.tabs.setTabToolTip(lock, _("Restricted: who may open it, its notice and evidence (Alt+Shift+P)"))
        self.tabs.tabBar().setAccessibleTabName(lock, _("Restricted"))
        theme_changes().changed.connect(self._draw_lock)
        self.tabs.currentChanged.connect(self._tab_changed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.addWidget(self.tabs)

    @property
    def report(self) -> ReportPanel:
        """The report; it is made when it is first wanted, for it takes Qt's PDF and printing along."""
        if self._report is None:
            from incidentdesk.gui.incident.report_panel import ReportPanel

            self._report = ReportPanel(self._session, self._report_place)
            place = QVBoxLayout(self._report_place)
            place.setContentsMargins(0, 0, 0, 0)
            place.addWidget(self._report)
            self._report.show()  # at once: it makes a report only while it is in sight
            if self._page is not None:
                self._report.show_page(self._page)
        return self._report

    @property
    def restricted(self) -> RestrictedPanel:
        """What stands beside a restricted incident; few are, and it is made for the first one."""
        if self._restricted is None:
            from incidentdesk.gui.restricted.panel import RestrictedPanel

            self._restricted = RestrictedPanel(self._session, self._restricted_place)
            self._restricted.asked.connect(self.restricted_asked)
            place = QVBoxLayout(self._restricted_place)
            place.setContentsMargins(0, 0, 0, 0)
            place.addWidget(self._restricted)
        return self._restricted

    def show_page(self, page: IncidentPage) -> None:
        """Show what belongs to ``page``."""
        self._page = page
        incident = page.incident
        if incident.uid != self._shown[0] and self._tab_before >= 0:
            self.tabs.setCurrentIndex(self._tab_before)
        self.composer.show_incident(incident.uid)
        self.linked.show_page(page)
        self.similar.show_page(page)
        self.files.show_page(page)
        if incident.restricted or self._restricted is not None:
            self.restricted.show_page(page)
        self.tabs.setTabVisible(self.tabs.indexOf(self._restricted_place), incident.restricted)
        if self._report is not None:
            self._report.show_page(page)
        count = len(page.attachments)
        self._name_tab(self.files, _("Files {n}").format(n=count) if count else _("Files"))
        if self._shown != (incident.uid, incident.entry_count):
            self._shown = (incident.uid, incident.entry_count)
            self.timeline.set_items(timeline_items(page))

    def leave(self) -> None:
        """Write the drafts of note and files now."""
        self.composer.leave()
        self.files.leave()

    def show_report(self) -> None:
        """Bring the report into sight."""
        self.tabs.setCurrentWidget(self._report_place)

    def offer_report(self) -> None:
        """Bring the report into sight for this incident; the next one shows the tab of before."""
        before = self.tabs.currentIndex()
        self.show_report()
        if before != self.tabs.currentIndex():
            self._tab_before = before

    def show_files(self) -> None:
        """Bring the files into sight, with the focus where one is chosen."""
        self.tabs.setCurrentWidget(self.files)
        self.files.drop.setFocus()

    def show_linked(self) -> None:
        """Bring callers and linked incidents into sight, with the focus on the first."""
        self.tabs.setCurrentWidget(self.linked)
        self.linked.focus_first()

    def show_restricted(self) -> None:
        """Bring into sight who may open it, with the focus where somebody is named."""
        if self._page is not None and self._page.incident.restricted:
            self.tabs.setCurrentWidget(self._restricted_place)
            self.restricted.focus_first()

    def show_similar(self) -> None:
        """Bring similar incidents into sight, with the focus on the first."""
        self.tabs.setCurrentWidget(self.similar)
        self.similar.focus_first()

    def write_note(self) -> None:
        """Bring the composer into sight, with the focus in it."""
        self.tabs.setCurrentIndex(0)
        self.composer.text.setFocus()

    def _linked_counted(self, callers: int, linked: int) -> None:
        words = _("Linked {n}").format(n=linked) if linked else _("Linked")
        self._name_tab(self.linked, _("Callers {n}").format(n=callers) if callers else words)

    def _similar_counted(self, count: int) -> None:
        self._name_tab(self.similar, _("Similar {n}").format(n=count) if count else _("Similar"))

    def _name_tab(self, tab: QWidget, name: str) -> None:
        self.tabs.setTabText(self.tabs.indexOf(tab), name)

    def _draw_lock(self) -> None:
        self.tabs.setTabIcon(self.tabs.indexOf(self._restricted_place), icon("lock", "warning"))

    def _refresh_report(self) -> None:
        if self.tabs.currentWidget() is self._report_place:
            self.report.refresh()

    def _tab_changed(self, _index: int) -> None:
        self._tab_before = -1
        shown = self.tabs.currentWidget() is self._report_place
        if shown:
            QTimer.singleShot(0, self, self._refresh_report)  # making it is a step of its own
        self.report_shown.emit(shown)


def timeline_items(page: IncidentPage) -> list[TimelineItem]:
    """The timeline, newest first; what one act did at one time stands together as one entry."""
    texts = ValueTexts(page.settings, page.names, page.definition)
    return [_item(group, page, texts) for group in reversed(_acts(page.entries))]


def _acts(entries: tuple[Entry, ...]) -> list[list[Entry]]:
    """An import is one act that brings along what was done at many times: each stands by itself, in order."""
    groups: list[list[Entry]] = []
    for _cause, act in groupby(entries, lambda entry: entry.cause):
        in_order = sorted(act, key=lambda entry: entry.done.ms)
        groups.extend(list(group) for _ms, group in groupby(in_order, lambda entry: entry.done.ms))
    return groups


def _item(group: list[Entry], page: IncidentPage, texts: ValueTexts) -> TimelineItem:
    today = page.now.local().date()
    first = group[0]
    said = [entry_text(entry, page, texts) for entry in group]
    headline, *rest = [one.headline for one in said if one.headline]
    details = list(dict.fromkeys(one.detail for one in said if one.detail))
    tone = next((one.tone for one in said if one.tone), "")
    marks = tuple(dict.fromkeys((mark, one.tone or "neutral") for one in said for mark in one.marks))
    zone = page.settings.zone
    entered = instant_text(in_zone(first.entered.ms, zone), today=today)
    when = instant_text(in_zone(first.done.ms, zone), today=today)
    if abs(first.entered.ms - first.done.ms) > 60_000:
        details.append(_("entered {time}").format(time=entered))
    detail = "\n".join(details)
    kinds = {entry.kind for entry in group}
    return TimelineItem(
        uid=first.uid,
        when_text=when,
        who=page.name(first.author),
        headline=" · ".join([headline, *rest]),
        detail=detail,
        collapsed=bool(kinds & {"saved", "reporter_told"}) and len(detail) > LONG_DETAIL,
        tone=cast("Tone | None", tone or None),
        chips=cast("Sequence[tuple[str, Tone]]", marks),
    )
