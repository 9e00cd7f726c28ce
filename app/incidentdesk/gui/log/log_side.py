"""Beside the log page: outages that are known, what was last with this caller, and incidents like this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.log.callers_last import CallersLastList
from incidentdesk.gui.log.known_outages import LISTED, KnownOutages
from incidentdesk.gui.log.similar_hint import SimilarHint
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, PageBody, rule
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.outages.outages import Beside

ASKED = ("title", "reporter", "service", "device", "category")
"""The fields that decide which outages stand first, and whose last incidents are shown."""

WIDTH = 340
PAUSE_MS = 150
"""After so long a pause in typing it is asked."""


class LogSide(QFrame):
    """Asks while one types, and again when the desk has changed; the newest question wins."""

    shown = Signal()
    """What was asked for last is in sight."""

    def __init__(
        self,
        session: WindowSession,
        values: Callable[[], Mapping[str, JsonValue]],
        similar: SimilarHint,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setFixedWidth(WIDTH)
        self._session = session
        self._values = values
        self._asked: dict[str, JsonValue] | None = None
        self.outages = KnownOutages(session)
        self.outages.opened.connect(lambda line: session.go.emit("incident", line.row.uid))
        self.last = CallersLastList(session.settings.zone)
        self.last.opened.connect(lambda uid: session.go.emit("incident", uid))
        body = self._body = PageBody(margin=SIDE_MARGIN)
        self._known = _section(_("Known and open"), self.outages)
        self._caller = _section(_("This caller"), self.last)
        for part in (self._known, self._caller, text_label(_("Like this"), "section"), similar):
            body.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        session.tasks.changed.connect(self._changed)

    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()

    def begin(self) -> None:
        """Begin with the next call."""
        self.outages.end_asking()
        self._body.verticalScrollBar().setValue(0)
        self.touch()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask as soon as it is seen: what was changed meanwhile was not asked for."""
        super().showEvent(event)
        self._asked = None
        self._ask()

    def _changed(self, changes: Changes) -> None:
        if changes.incidents or "elsewhere" in changes.things:
            self._asked = None
            if self.isVisible():
                self._pause.start()

    def _ask(self) -> None:
        if not self.isVisible():
            return
        values = self._values()
        asked = {key: values[key] for key in ASKED if values.get(key)}
        if asked == self._asked:
            return
        self._asked = asked
        ask = partial(self._session.cases.outages.beside, asked, LISTED)
        self._session.tasks.ask(self, ask, partial(self._answer, asked), topic="beside")

    def _answer(self, asked: Mapping[str, JsonValue], beside: Beside) -> None:
        today = self._session.cases.desk.time.now().local().date()
        known = bool(asked.get("reporter"))
        self._body.body.insertWidget(0, self._caller if known else self._known)
        self.outages.show_outages(beside.outages, today)
        self.last.show_last(beside.callers_last, today, known=known)
        self.shown.emit()


def _section(title: str, part: QWidget) -> QWidget:
    """A part below its title, with a line after it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in (text_label(title, "section"), part, rule()):
        column.addWidget(widget)
    return made
