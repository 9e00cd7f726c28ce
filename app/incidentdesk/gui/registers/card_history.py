"""What was changed of an entry, at the foot of its card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.registers import REGISTERS, Card
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.register_lines import change_words

SHOWN = 5


class CardHistory(QWidget):
    """The newest changes, each with when, who, and from what to what; hidden where there are none."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines = text_label("", "small", wrap=True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(text_label(_("What changed"), "section"))
        column.addWidget(self.lines)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Tell what was changed of ``card``."""
        changes = card.history[:SHOWN] if card is not None else ()
        self.setVisible(bool(changes))
        if card is None:
            return
        today = self._session.cases.desk.time.now().local().date()
        told = [
            _("{when} {name}, {change}").format(
                when=instant_text(one.at, today=today),
                name=card.names.get(one.author, _("the program")),
                change=change_words(REGISTERS[card.register], one, card.names),
            )
            for one in changes
        ]
        self.lines.setText("\n".join(told))
