"""What follows a close: its undo is offered, and where that was asked for its report is printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.gui.incident.side_panel import SidePanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage


class AfterClosing(QObject):
    """``taken_back`` is told with the uid when a close is undone."""

    def __init__(
        self, session: WindowSession, side: SidePanel, taken_back: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._side = side
        self._taken_back = taken_back
        self._print_wanted = ""

    def closed(self, uid: str, number: str, *, print_too: bool = False) -> None:
        """Offer to undo it; printing waits for its page, for another incident may be shown by now."""
        self._print_wanted = uid if print_too else ""
        session, me = self._session, self._session.me
        undo = session.cases.lifecycle.undo_close

        def act() -> None:
            self._taken_back(uid)
            session.tasks.change(self, lambda: undo(uid, me))

        session.undoable.emit(_("{number} is closed.").format(number=number), act)

    def page_shown(self, page: IncidentPage) -> None:
        """Print the report of ``page`` if that is what was wanted."""
        if self._print_wanted == page.incident.uid and page.incident.status == "closed":
            self._print_wanted = ""
            self._side.show_report()
            self._side.report.issue(self._side.report.print)
