"""The foot of the log page: what will be logged, and the ways to log it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.labels import elided_label


class LogFooter(FooterBar):
    """``log_wanted(after)``: what comes after logging is ``card``, ``next`` or ``classify``."""

    log_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = elided_label("muted")
        self._note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.left.addWidget(self._note)
        again = ActionButton(_("Log, next call"), key_hint="Alt+Return")
        again.clicked.connect(lambda: self.log_wanted.emit("next"))
        classify = ActionButton(_("Log and classify"), key_hint="Ctrl+Alt+Return")
        classify.clicked.connect(lambda: self.log_wanted.emit("classify"))
        log = ActionButton(_("Log"), kind="primary", key_hint="Ctrl+Return")
        log.clicked.connect(lambda: self.log_wanted.emit("card"))
        for button in (again, classify, log):
            self.right.addWidget(button)

    def show_urgency(self, session: WindowSession, *, urgent: bool) -> None:
        """Say who logs it, when, and with which priority."""
        now = session.cases.desk.time.now()
        key = "P1" if urgent else "P3"
        self._note.setText(
            _("Logged by {name} at {time} · provisional {priority}").format(
                name=session.person.name, time=instant_text(now, today=now.local().date()), priority=key
            )
        )
