"""The card in which somebody who calls is added to the callers of an incident."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from incidentdesk.base.texts import _
from incidentdesk.gui.outages.caller_ask import CallerAsk
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.services.outages.outages import CallerAdded, NewCaller


class AddCaller(Card):
    """Hidden until it is opened; ``given_up`` when the person leaves it."""

    given_up = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("Add a caller"))
        self._session = session
        self._uid = self._number = ""
        self.ask = CallerAsk(session)
        self.ask.given.connect(self._add)
        self.ask.given_up.connect(self.given_up)
        self.body.addWidget(self.ask)
        self.hide()

    def open(self, uid: str, number: str) -> None:
        """Ask who calls about the incident ``uid``."""
        self._uid, self._number = uid, number
        self.show()
        self.ask.begin()

    def _add(self, reporter: str, name: str, callback: str) -> None:
        session = self._session
        caller = NewCaller(reporter=reporter, name="" if reporter else name, callback=callback)
        add = partial(session.cases.outages.add_caller, self._uid, caller, session.me)
        session.tasks.change(self, add, partial(self._added, name))

    def _added(self, name: str, added: CallerAdded) -> None:
        session = self._session
        self.ask.begin()
        if added.again:
            words = _("{name} called about {number} before; this call is on its timeline.")
            session.told.emit(words.format(name=name, number=self._number), "good")
            return
        remove = partial(session.cases.outages.remove_caller, added.uid, session.me)
        words = _("{name} added to the callers of {number}.").format(name=name, number=self._number)
        session.undoable.emit(words, lambda: session.tasks.change(self, remove))
