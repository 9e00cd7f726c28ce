"""In place of an incident that is kept from who opens it: its number, its status, and whom to ask."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.domain.urgency import urgency_text, urgency_tone
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.chips import Chip, priority_tone
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.desk.seeing import RestrictedError

WIDTH = 520


class KeptPage(QWidget):
    """``named``: an administrator has named themselves, and the incident can be read."""

    named = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._uid, self._number = session, "", ""
        self.title = text_label("", "heading", wrap=True)
        self.ask = text_label("", "plain", wrap=True)
        self.ask.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.priority, self.status = Chip("", "neutral"), Chip("", "neutral")
        self.glass: list[QWidget] = []
        self.reason = QLineEdit()
        self.confirm = ActionButton(_("Name myself"), kind="danger")
        self.back = ActionButton(_("Back to the queue"), key_hint="Esc")
        self.back.clicked.connect(lambda: session.go.emit("queue", ""))
        self._lay_out()

    def show_refusal(self, uid: str, error: RestrictedError) -> None:
        """Show what may be known of the incident ``uid``."""
        if uid != self._uid:
            self.reason.clear()
        bare = error.bare
        self._uid, self._number = uid, bare.number
        self.title.setText(_("{number} is restricted").format(number=bare.number))
        who = _("Only those who are named open it, and each opening is logged.")
        told = (
            _("Ask {name} to name you, if you need it.").format(name=error.ask)
            if error.ask
            else _("Ask an administrator to name you, if you need it.")
        )
        self.ask.setText(f"{who} {told}")
        words = urgency_text(bare, self._session.settings.label)
        self.priority.set_chip(words, priority_tone(urgency_tone(bare)))
        self.status.set_chip(status_text(bare.status), "neutral")
        for part in self.glass:
            part.setVisible(self._session.may(Right.SETTINGS))

    def focus_first(self) -> None:
        """Put the focus on the way back."""
        self.back.setFocus()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self.priority)
        chips.addWidget(self.status)
        chips.addStretch(1)
        card = Card()
        card.setFixedWidth(WIDTH)
        card.body.setContentsMargins(24, 24, 24, 24)
        card.body.setSpacing(12)
        card.body.addWidget(Drawing("lock", "muted", size=32))
        card.body.addWidget(self.title)
        card.body.addLayout(chips)
        card.body.addWidget(self.ask)
        card.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._lay_out_glass(card.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 24)
        middle = QHBoxLayout()  # not by its alignment: a wrapped text would not get its height
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)

    def _lay_out_glass(self, body: QVBoxLayout) -> None:
        """For administrators: naming themselves, with a reason."""
        self.reason.setAccessibleName(_("Why nobody who is named can be asked"))
        self.reason.setPlaceholderText(_("Why can nobody who is named be asked?"))
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self.name_myself)
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self.name_myself)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self.confirm)
        self.glass = [text_label(_("If nobody can be asked"), "section")]
        told = _("As an administrator you can name yourself. All who are named see it, with your reason.")
        self.glass.append(text_label(told, "muted", wrap=True))
        self.glass += [self.reason, self.confirm]
        body.addSpacing(8)
        for part in self.glass[:2]:
            body.addWidget(part)
        body.addLayout(row)

    def name_myself(self) -> None:
        """Name the administrator who sits here, with the reason that was typed."""
        reason = self.reason.text().strip()
        if not reason or self.confirm.isHidden():
            return
        session = self._session
        act = partial(session.cases.restricted.break_glass, self._uid, reason, session.me)
        session.tasks.change(self, act, self._done)

    def _done(self, _changes: Changes) -> None:
        self.reason.clear()
        self._session.told.emit(_("You are named in {number}.").format(number=self._number), "good")
        self.named.emit()
