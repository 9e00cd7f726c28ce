"""Beside the raise page: what is raised or logged already, and most like what is typed first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.sev import sev_text
from incidentdesk.gui.response.alike_list import AlikeList
from incidentdesk.gui.response.phase_words import phase_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, Card, PageBody, clear_layout
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueuePage, QueueRow

MOST = 12
"""So many are shown; a desk has few open ones at a time."""
WIDTH = 340
_SHORTEST = 3
"""Shorter words say nothing of what an incident is about."""

RAISED: JsonValue = {
    "all": [
        {"field": "process", "op": "is", "value": PROCESS},
        {"field": "status", "op": "one_of", "value": list(OPEN_STATUSES)},
    ]
}


class RaisedList(QFrame):
    """``opened`` carries the uid of the one that was chosen."""

    opened = Signal(str)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Already raised?"))
        self._session = session
        self._found: tuple[QueueRow, ...] = ()
        self._typed = ""
        self.buttons: list[ActionButton] = []
        self._empty = text_label(_("No major incident is open."), "muted", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        body = PageBody(margin=SIDE_MARGIN)
        body.body.addWidget(text_label(_("Already raised?"), "section"))
        body.body.addWidget(self._empty)
        body.body.addLayout(self._cards)
        self.alike = AlikeList(session)
        self.alike.opened.connect(self.opened)
        body.body.addWidget(self.alike)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
        session.tasks.changed.connect(self._changed)

    def show_like(self, typed: str) -> None:
        """Let those stand first that share words with ``typed``, and tell what is logged already."""
        self.alike.show_like(typed)
        before, self._typed = self._order(), typed
        if self._order() != before:
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask as soon as it is seen."""
        super().showEvent(event)
        self._ask()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.incidents or "elsewhere" in changes.things):
            self._ask()

    def _ask(self) -> None:
        question = ListQuestion(RAISED, "-logged")
        ask = partial(self._session.cases.queue.rows, question, self._session.me, limit=MOST)
        self._session.tasks.ask(self, ask, self._take, topic="raised")

    def _take(self, page: QueuePage) -> None:
        if page.rows != self._found:
            self._found = page.rows
            self._show()

    def _order(self) -> Sequence[QueueRow]:
        typed = _words(self._typed)
        return sorted(self._found, key=lambda row: -len(typed & _words(row.title)))

    def _show(self) -> None:
        focused = next((place for place, one in enumerate(self.buttons) if one.hasFocus()), None)
        clear_layout(self._cards)
        self.buttons = []
        for row in self._order():
            self._cards.addWidget(self._card(row))
        self._empty.setVisible(not self._found)
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()

    def _card(self, row: QueueRow) -> Card:
        card = Card()
        told = [row.number, sev_text(row.sev), phase_text(row.phase)]
        card.body.addWidget(text_label(" · ".join(part for part in told if part), "muted"))
        card.body.addWidget(text_label(row.title, "strong", wrap=True))
        if row.drill:
            card.body.addWidget(Chip(_("DRILL"), "accent"))
        button = ActionButton(_("Open it"))
        button.setAccessibleName(_("Open {number}: {title}").format(number=row.number, title=row.title))
        button.clicked.connect(lambda _checked=False: self.opened.emit(row.uid))
        card.body.addWidget(button)
        self.buttons.append(button)
        return card


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= _SHORTEST}
