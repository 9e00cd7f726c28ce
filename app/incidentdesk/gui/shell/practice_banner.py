"""What stands at the top of every page of the practice desk, and stays."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.try_this import TryThis
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.samples.departure import Departure

EXPLAINED = N_("Practice desk: try anything. Nothing here counts, and nothing of it reaches our desk.")


class PracticeHead(QWidget):
    """The banner, and below it what to try."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = PracticeBanner(session)
        self.try_this = TryThis(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.try_this)


class PracticeBanner(Banner):
    """Says that nothing counts here, leads back, and makes the practice desk new, once that is confirmed."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(_(EXPLAINED), closable=False, parent=parent)
        self._session = session
        self._explain()

    def ask_afresh(self) -> None:
        """Ask whether all that was done here may go."""
        words = _("Start afresh? What was logged, written and set on the practice desk goes; our desk stays.")
        answers = ((_("Start afresh"), self._afresh), (_("Keep it for now"), self._keep))
        self.set_message(words, "warning", answers)
        self.actions_shown()[-1].setFocus()

    def _explain(self) -> None:
        actions = ((_("Start afresh…"), self.ask_afresh), (_("Back to our desk"), self._back))
        self.set_message(_(EXPLAINED), "warning", actions)

    def _keep(self) -> None:
        self._explain()
        self.actions_shown()[0].setFocus()

    def _afresh(self) -> None:
        self._explain()
        self._session.leave.emit(Departure("practice", afresh=True))

    def _back(self) -> None:
        self._session.leave.emit(Departure("ours"))
