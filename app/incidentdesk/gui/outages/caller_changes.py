"""What is done with one caller of the list beside telling them: correcting, and taking away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Caller
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.outages.caller_detail import CallerDetail
from incidentdesk.gui.outages.caller_editor import CallerEditor
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes


class CallerChanges(QObject):
    """Corrects and removes the caller that ``current`` gives. ``editor`` is shown by the page."""

    def __init__(
        self, session: WindowSession, detail: CallerDetail, current: Callable[[], Caller | None],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session = session
        self._detail = detail
        self._current = current
        self._number = ""
        self._has_ended = False
        self.editor = CallerEditor(session)
        detail.correct.clicked.connect(lambda _checked=False: self.correct())
        detail.remove.clicked.connect(lambda _checked=False: self.remove())

    def show_incident(self, page: IncidentPage) -> None:
        """Change the callers of ``page`` from now on; of an incident that has ended nobody can be changed."""
        if page.incident.number != self._number:
            self.close()
        self._number = page.incident.number
        self._has_ended = page.incident.status in ENDED_STATUSES

    def show_caller(self) -> None:
        """Offer what can be done with the caller at hand, or say who may."""
        caller = self._current()
        why = "" if self._session.may(Right.WORK) else self._session.who_may(Right.WORK)
        kept = _why_kept(caller)
        for button, reason in ((self._detail.correct, why), (self._detail.remove, why or kept)):
            button.setVisible(caller is not None and not self._has_ended)
            button.setEnabled(not reason)
            button.setToolTip(reason)

    def correct(self) -> None:
        """Open the panel for the caller at hand."""
        caller = self._current()
        if caller is not None and self._may_change():
            self.editor.correct(caller, self._number)

    def remove(self) -> None:
        """Take the caller at hand away; the timeline keeps them, and Undo takes them in again."""
        caller, session = self._current(), self._session
        if caller is None or not self._may_change():
            return
        if caller.own:
            session.told.emit(_why_kept(caller), "")
            return
        outages, uid = session.cases.outages, caller.uid
        words = _("{name} is no caller of {number} any more; the timeline keeps that they called.").format(
            name=caller.name or caller.phone, number=self._number
        )

        def undo() -> None:
            session.tasks.change(self, partial(outages.restore_caller, uid, session.me))

        def removed(_changes: Changes) -> None:
            session.undoable.emit(words, undo)

        session.tasks.change(self, partial(outages.remove_caller, uid, session.me), removed)

    def is_open(self) -> bool:
        """Whether a caller is being corrected."""
        return not self.editor.isHidden()

    def close(self) -> None:
        """Put the panel away; what is typed is kept as a draft."""
        if self.is_open():
            self.editor.leave()
            self.editor.hide()
            self.editor.dirty_changed.emit()

    def leave(self) -> None:
        """Keep what is typed as a draft now."""
        if self.is_open():
            self.editor.leave()

    def _may_change(self) -> bool:
        if self._has_ended:
            self._session.told.emit(_("This incident has ended; its callers stay as they are."), "")
            return False
        return not self._session.refuses(Right.WORK)


def _why_kept(caller: Caller | None) -> str:
    if caller is None or not caller.own:
        return ""
    words = _("{name} reported {number}: change who told us of it, on the incident.")
    return words.format(name=caller.name, number=caller.number)
