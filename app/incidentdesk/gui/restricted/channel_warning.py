"""Beside whatever is written to be sent: what not to use to talk about a restricted incident."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.desk.desk import Changes


class ChannelWarning(QFrame):
    """Hidden while there is nothing to warn of; ``show_incident`` says whose channels are asked for."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "danger")
        self._session, self._uid = session, ""
        self.label = text_label("", "strong", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(Drawing("warning", "danger"))
        row.addWidget(self.label, 1)
        session.tasks.changed.connect(self._on_changed)
        self.hide()

    def show_incident(self, uid: str) -> None:
        """Ask for the channels of the incident with this uid."""
        if uid != self._uid:
            self._uid = uid
            self.hide()
            self._ask()

    def _ask(self) -> None:
        if self._uid:
            ask = partial(self._session.cases.restricted.channels, self._uid)
            show = partial(self._show, self._uid)
            self._session.tasks.ask(self, ask, show, topic="channels", refused=self._refused)

    def _show(self, uid: str, channels: tuple[str, ...]) -> None:
        if uid != self._uid:
            return
        words = _("Do not use: {channels}. Somebody may read along.").format(channels=", ".join(channels))
        is_new = bool(channels) and (self.isHidden() or words != self.label.text())
        self.label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(channels))
        if is_new:
            announce(self)

    def _refused(self, _error: UserFacingError) -> bool:
        self.hide()  # it is kept from who looks; the page says so
        return True

    def _on_changed(self, changes: Changes) -> None:
        if self._uid in changes.incidents:
            self._ask()
