"""The head of an entry's card: what it is, its number to call, and how many incidents name it."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.registers import REGISTERS, Card
from incidentdesk.gui.registers.words import ADD, retired_words
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label

LISTED = frozenset({"reporter", "service", "device", "team"})
"""Registers of which the queue can list the incidents that name an entry."""


class CardHead(QWidget):
    """Leads to the incidents that name the entry, and copies its number."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._card: Card | None = None
        self.what = text_label("", "section")
        self.name = text_label("", "heading", wrap=True)
        self.state = Chip("", "neutral", parent=self)
        self.number = text_label("", "strong")
        self.copy_button = ActionButton(_("Copy"), key_hint="Ctrl+Shift+C", icon_name="copy")
        self.copy_button.setAccessibleName(_("Copy the number"))
        self.copy_button.clicked.connect(lambda _checked=False: self.copy_number())
        self.used = ActionButton("", kind="link")
        self.used.clicked.connect(lambda _checked=False: self.show_used())
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.what)
        top.addWidget(self.state)
        top.addStretch(1)
        self._call = QWidget()
        call = QHBoxLayout(self._call)
        call.setContentsMargins(0, 0, 0, 0)
        call.setSpacing(12)
        call.addWidget(self.number)
        call.addWidget(self.copy_button)
        call.addStretch(1)
        self.unused = text_label(_("Used by no incident yet"), "muted")
        used = QHBoxLayout()
        used.setContentsMargins(-4, 0, 0, 0)  # a link has room around its words
        used.addWidget(self.used)
        used.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.name)
        column.addWidget(self._call)
        column.addLayout(used)
        column.addWidget(self.unused)

    def show_card(self, register: str, card: Card | None) -> None:
        """Show an entry, or that a new one is added."""
        self._card = card
        spec = REGISTERS[register]
        self.what.setText(_(spec.label).upper())
        self.what.setAccessibleName(_(spec.label))
        self.name.setText(card.name if card else _(ADD[register]))
        self.state.set_chip(retired_words(active=card is None or card.active), "neutral")
        number = str(card.values.get("phone") or "") if card else ""
        self.number.setText(number)
        self._call.setVisible(bool(number))
        self.used.setVisible(card is not None and register in LISTED and bool(card.used))
        self.unused.setVisible(card is not None and register in LISTED and not card.used)
        if card is None:
            return
        words = ngettext("Used by {n} incident", "Used by {n} incidents", card.used)
        self.used.setText(words.format(n=f"{card.used:,}"))

    def show_used(self) -> None:
        """Go to the queue with the incidents that name the entry."""
        if self._card is not None:
            condition = json.dumps([{"field": self._card.register, "op": "is", "value": self._card.uid}])
            self._session.go.emit("queue", f"where:{condition}")

    def copy_number(self) -> None:
        """Put the number on the clipboard."""
        if self.number.text():
            QApplication.clipboard().setText(self.number.text())
            self._session.told.emit(_("{number} is copied.").format(number=self.number.text()), "good")
