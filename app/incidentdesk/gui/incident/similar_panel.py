"""Beside an incident: incidents like it, what was done about them, and linking it as a duplicate."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.similar.similar_list import SimilarList
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, PageBody
from incidentdesk.services.cases.linking import Linked
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.lists.similar import Likeness, Likenesses

LATER_MS = 120
"""The incident itself is asked for, shown and painted first."""


class SimilarPanel(PageBody):
    """Asks after the page is painted.

    ``copy_wanted(text)`` is for the resolution, ``counted(n)`` for the tab.
    """

    copy_wanted = Signal(str)
    counted = Signal(int)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(margin=SIDE_MARGIN, parent=parent)
        self._session = session
        self._uid = ""
        self._entries = -1
        self._copies = False
        self.list = SimilarList(_("Nothing on this desk is like it."))
        self.list.opened.connect(lambda one: session.go.emit("incident", one.row.uid))
        self.list.copy_wanted.connect(lambda one: self.copy_wanted.emit(one.resolution))
        self.list.link_wanted.connect(self._link)
        self.body.addWidget(self.list)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._ask)

    def show_page(self, page: IncidentPage) -> None:
        """Ask again, where this is another incident or it changed."""
        incident = page.incident
        self._copies = incident.status not in ENDED_STATUSES and "resolution" in page.definition.fields_by_key
        if (incident.uid, incident.entry_count) == (self._uid, self._entries):
            return
        if incident.uid != self._uid:
            self._show(Likenesses((), 0, page.now))
        self._uid, self._entries = incident.uid, incident.entry_count
        self._later.start()

    def focus_first(self) -> None:
        """Put the focus on what can be done with the first one."""
        self.list.focus_first()

    def _ask(self) -> None:
        uid = self._uid
        ask = partial(self._session.cases.similar.to, uid)
        self._session.tasks.ask(self, ask, partial(self._answer, uid), topic="similar")

    def _answer(self, uid: str, told: Likenesses) -> None:
        if uid == self._uid:
            self._show(told)

    def _show(self, told: Likenesses) -> None:
        why = "" if self._session.may(Right.WORK) else self._session.who_may(Right.WORK)
        self.list.show_likenesses(told, copies=self._copies, why=why)
        self.counted.emit(len(told.items))

    def _link(self, one: Likeness) -> None:
        session, similar = self._session, self._session.cases.similar
        if session.refuses(Right.WORK):
            return
        if one.link:
            words = _("No longer linked with {number}.").format(number=one.row.number)
            unlink = partial(similar.unlink, one.link, session.me)
            session.tasks.change(self, unlink, lambda _changes: session.told.emit(words, "good"))
            return
        link = partial(similar.link_duplicate, self._uid, one.row.uid, session.me)
        session.tasks.change(self, link, self._linked)

    def _linked(self, linked: Linked) -> None:
        session = self._session
        unlink = partial(session.cases.similar.unlink, linked.uid, session.me)
        words = _("Linked as a duplicate of {number}.").format(number=linked.number)
        session.undoable.emit(words, lambda: session.tasks.change(self, unlink))
