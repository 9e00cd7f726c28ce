"""The foot of an entry's card: save, discard, retire."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.registers import Card
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar


class CardFooter(FooterBar):
    """Three buttons; what they do is the card's matter."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.save_button = ActionButton(_("Save"), kind="primary", key_hint="Ctrl+S")
        self.leave_button = ActionButton("", key_hint="Esc")
        self.retire_button = ActionButton("")
        OnlyFor(session, Right.REGISTERS, self).guard(self.retire_button)
        self.left.addWidget(self.retire_button)
        self.right.addWidget(self.leave_button)
        self.right.addWidget(self.save_button)

    def show_card(self, card: Card | None, *, dirty: bool) -> None:
        """Offer what can be done with ``card``, or with a new one."""
        self.save_button.setEnabled(dirty and self._session.may(Right.WORK))
        self.leave_button.setText(_("Discard") if dirty else _("Back to the list"))
        self.retire_button.setVisible(card is not None)
        if card is not None:
            self.retire_button.setText(_("&Retire") if card.active else _("&Restore"))
