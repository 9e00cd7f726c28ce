"""Beside the raise page: open ordinary incidents that are like what is typed; one may become a major one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.phases import PROCESS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.lists.similar import Likenesses

MOST = 3
LOOKED_AT = 12
"""So many that are alike are asked for; those that are over or major already are left out."""
PAUSE_MS = 250
PROMOTE_KEYS = "Alt+J"


class AlikeList(QWidget):
    """Asks after a pause in typing; away while there is none. ``opened`` carries the uid that was chosen."""

    opened = Signal(str)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._typed = ""
        self.buttons: list[ActionButton] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        hint = _("Open it, and {keys} makes it a major incident: nothing is typed again.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(_("Logged already?"), "section"))
        column.addWidget(text_label(hint.format(keys=key_text(PROMOTE_KEYS)), "muted", wrap=True))
        column.addLayout(self._cards)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.hide()

    def show_like(self, typed: str) -> None:
        """Look for those that are like ``typed``."""
        self._typed = typed.strip()
        self._pause.start()

    # Inside

    def _ask(self) -> None:
        typed = self._typed
        if not typed:
            self._show([])
            return
        ask = partial(self._session.cases.similar.to_values, {"title": typed}, LOOKED_AT)
        self._session.tasks.ask(self, ask, partial(self._take, typed), topic="alike")

    def _take(self, typed: str, told: Likenesses) -> None:
        if typed == self._typed:
            rows = [one.row for one in told.items]
            self._show([row for row in rows if row.status in OPEN_STATUSES and row.process != PROCESS][:MOST])

    def _show(self, rows: list[QueueRow]) -> None:
        clear_layout(self._cards)
        self.buttons = []
        for row in rows:
            self._cards.addWidget(self._card(row))
        self.setVisible(bool(rows))

    def _card(self, row: QueueRow) -> Card:
        card = Card()
        card.body.addWidget(text_label(row.number, "muted"))
        card.body.addWidget(text_label(row.title, "strong", wrap=True))
        button = ActionButton(_("Open it"))
        button.setAccessibleName(_("Open {number}: {title}").format(number=row.number, title=row.title))
        button.clicked.connect(lambda _checked=False: self.opened.emit(row.uid))
        card.body.addWidget(button)
        self.buttons.append(button)
        return card
