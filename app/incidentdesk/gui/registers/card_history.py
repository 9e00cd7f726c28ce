"""What was changed of an entry, at the foot of its card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.registers import REGISTERS, Card, RegisterChange
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.registers.register_lines import field_words, kind_words

SHOWN = 5
"""So many changes are told before somebody asks for all."""


class CardHistory(QWidget):
    """The changes, newest first, each with when, who, and from what to what; hidden where there are none."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._card: Card | None = None
        self._changes = QVBoxLayout()
        self._changes.setSpacing(8)
        self.all_button = ActionButton("", kind="link")
        self.all_button.clicked.connect(lambda _checked=False: self._show_all())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(_("What changed"), "section"))
        column.addLayout(self._changes)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Tell what was changed of ``card``."""
        if card is self._card:
            return
        self._card = card
        history = card.history if card is not None else ()
        self.setVisible(bool(history))
        self._tell(history[:SHOWN])
        words = ngettext("Show {n} older change", "Show {n} older changes", len(history) - SHOWN)
        self.all_button.setText(words.format(n=f"{len(history) - SHOWN:,}"))
        self.all_button.setVisible(len(history) > SHOWN)

    def _show_all(self) -> None:
        if self._card is not None:
            self._tell(self._card.history)
            self.all_button.hide()

    def _tell(self, changes: tuple[RegisterChange, ...]) -> None:
        clear_layout(self._changes)
        for one in changes:
            self._changes.addLayout(self._change(one))

    def _change(self, one: RegisterChange) -> QVBoxLayout:
        today = self._session.cases.desk.time.now().local().date()
        names = self._card.names if self._card is not None else {}
        about = _("{when} · {name} · {what}").format(
            when=instant_text(one.at, today=today),
            name=names.get(one.author, _("the program")),
            what=kind_words(one),
        )
        part = QVBoxLayout()
        part.setSpacing(0)
        part.addWidget(text_label(about, "small", wrap=True))
        fields = field_words(REGISTERS[one.register], one, names)
        if fields:
            told = text_label("\n".join(fields), wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            part.addWidget(told)
        return part
