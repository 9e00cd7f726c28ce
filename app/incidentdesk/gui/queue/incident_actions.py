"""What can be done with an incident from the list: take it, hand it to somebody, copy its number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.queue_rows import QueueRow


class IncidentActions(QObject):
    """Acts on the incident that ``chosen`` gives, in the name of the person at the keyboard."""

    open_asked = Signal(str)

    def __init__(
        self, session: WindowSession, chosen: Callable[[], QueueRow | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._session = session
        self._parent = parent

    def open(self) -> None:
        """Go to its page."""
        incident = self._chosen()
        if incident is not None:
            self.open_asked.emit(incident.uid)

    def take(self) -> None:
        """Follow it up oneself; one that is mine or ended is told so."""
        incident = self._chosen()
        if incident is not None:
            self._take(incident)

    def _take(self, incident: QueueRow) -> None:
        session = self._session
        if session.refuses(Right.WORK):
            return
        if incident.status not in OPEN_STATUSES:
            session.told.emit(_("{number} is not open.").format(number=incident.number), "")
        elif incident.assignee == session.me:
            session.told.emit(_("{number} is yours already.").format(number=incident.number), "")
        else:
            self.assign(incident, session.me)

    def assign(self, incident: QueueRow, person: str) -> None:
        """Let ``person`` (a uid; empty for nobody) follow it up, and say so."""
        session = self._session
        name = next((one.name for one in session.surroundings.staff if one.uid == person), "")
        said = _("{number} is yours.") if person == session.me else _("{number} goes to {name}.")
        if not person:
            said = _("{number} waits for somebody to take it.")
        told = said.format(number=incident.number, name=name)
        work = partial(session.cases.lifecycle.assign, incident.uid, person, session.me)

        def done(_changes: Changes) -> None:
            session.told.emit(told, "good")

        session.tasks.change(self, work, done)

    def copy_number(self) -> None:
        """Put the number on the clipboard."""
        incident = self._chosen()
        if incident is not None:
            self._copy_number(incident)

    def _copy_number(self, incident: QueueRow) -> None:
        QGuiApplication.clipboard().setText(incident.number)
        self._session.told.emit(_("{number} is copied.").format(number=incident.number), "")

    def show_menu(self, where: QPoint) -> None:
        """Offer everything that can be done with it, at a place on the screen."""
        incident = self._chosen()
        if incident is not None:
            self._menu(incident).popup(where)

    def _menu(self, incident: QueueRow) -> QMenu:
        # The list may move on while the menu is open: it stays with the incident it was opened for.
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_open = incident.status in OPEN_STATUSES
        words = _("Continue") if is_open else _("Open")
        menu.addAction(f"{words}\tEnter").triggered.connect(
            lambda _checked=False: self.open_asked.emit(incident.uid)
        )
        if self._session.may(Right.WORK):
            take = menu.addAction(_("Take") + "\tT")
            take.triggered.connect(lambda _checked=False: self._take(incident))
            take.setEnabled(is_open and incident.assignee != self._session.me)
            self._add_staff(menu.addMenu(_("Assign to")), incident)
            menu.addSeparator()
        copy = menu.addAction(_("Copy number") + "\tCtrl+C")
        copy.triggered.connect(lambda _checked=False: self._copy_number(incident))
        return menu

    def _add_staff(self, menu: QMenu, incident: QueueRow) -> None:
        menu.setEnabled(incident.status in OPEN_STATUSES)
        people = [(one.uid, one.name) for one in self._session.surroundings.staff if one.active]
        for uid, name in [*people, ("", _("Nobody"))]:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(uid == incident.assignee)
            action.setEnabled(uid != incident.assignee)
            action.triggered.connect(lambda _checked=False, uid=uid: self.assign(incident, uid))
