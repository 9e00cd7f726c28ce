"""Whose turn it is after a stage: offered in place, taken by Enter, left by Esc."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import Completed
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.handing.handing import Hand, NextHands

ROW = 38
MOST_ROWS = 5


class NextHandsPanel(Card):
    """Oneself first, then people and teams that fill the role of the next stage. ``closed`` when over."""

    closed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._session = session
        self._uid = ""
        self._before: tuple[str, str] = ("", "")
        columns = (Column("", self._name), Column("", self._open, 120, muted=True))
        self.model = RecordsModel(columns, spoken=lambda hand: f"{self._name(hand)}, {self._open(hand)}")
        self.table = RecordsTable(_("Whose turn it is"), self.model)
        self.table.setMinimumHeight(0)
        self.table.horizontalHeader().hide()
        self.table.installEventFilter(self)
        self.table.opened.connect(self._take)
        self.table.clicked.connect(lambda index: self._take(index.row()))
        leave = ActionButton(_("Leave it as it is"), kind="quiet", key_hint="Esc")
        leave.clicked.connect(lambda _checked=False: self.put_away())
        row = QHBoxLayout()
        row.addWidget(text_label(_("Enter hands it on, or keeps it."), "muted"), 1)
        row.addWidget(leave)
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        self.hide()

    def offer(self, done: Completed, page: IncidentPage | None) -> None:
        """Ask who could take over after the stage that was completed, and show them."""
        if page is None or page.incident.uid != done.uid or not done.next_stage:
            return
        incident = page.incident
        self._uid, self._before = done.uid, (incident.assignee, str(incident.core.get("team") or ""))
        ask = partial(self._session.cases.handing.next_hands, done.uid, done.stage, self._session.me)
        self._session.tasks.ask(self, ask, self._show, topic="hands")

    def put_away(self) -> None:
        """Close it; nothing is done."""
        self._uid = ""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Esc on the list is its own, and not the page's."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
                return True
        return super().eventFilter(watched, event)

    def _show(self, found: NextHands) -> None:
        if not found.hands or not self._uid:
            return
        me = Hand("me", self._session.me, self._session.person.name, 0)
        self.model.set_records([me, *found.hands])
        self.title.setText(_("Next: {role}. Whose turn is it?").format(role=found.role).upper())
        self.table.setFixedHeight(ROW * min(MOST_ROWS, 1 + len(found.hands)) + 2)
        self.show()
        self.table.select_row(0)
        self.table.setFocus()

    def _take(self, row: int) -> None:
        hand: Hand = self.model.record(row)
        session, uid, before = self._session, self._uid, self._before
        if hand.kind == "me":
            if before[0] != session.me:
                session.tasks.change(
                    self, partial(session.cases.lifecycle.assign, uid, session.me, session.me)
                )
            self.put_away()
            return
        give = partial(session.cases.handing.give, uid, hand, session.me)
        values = {"assignee": before[0] or None, "team": before[1] or None}

        def undo() -> None:
            session.tasks.change(self, partial(session.cases.stages.save, uid, values, {}, session.me))

        def told(_changes: Changes) -> None:
            session.undoable.emit(_("Handed to {name}.").format(name=hand.name), undo)

        session.tasks.change(self, give, told)
        self.put_away()

    @staticmethod
    def _name(hand: Hand) -> str:
        if hand.kind == "me":
            return _("Keep it: me ({name})").format(name=hand.name)
        return _("Team {name}").format(name=hand.name) if hand.kind == "team" else hand.name

    @staticmethod
    def _open(hand: Hand) -> str:
        if hand.kind == "me":
            return ""
        return ngettext("{n} open", "{n} open", hand.open).format(n=hand.open)
