"""What the list shows, asked for in the background: the whole list anew, or its next page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.gui.queue.lines import PAGE_SIZE, Lines, Question, look
from incidentdesk.gui.session import WindowSession

COALESCE_MS = 50
"""Changes within this time lead to one reading."""


class QueueFeed(QObject):
    """Asks the desk. ``loaded`` brings a list from its start, ``extended`` what follows; ``Lines`` both."""

    loaded = Signal(object)
    extended = Signal(object)

    def __init__(self, session: WindowSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._question = Question("mine")
        self._shown = 0
        self._total = 0
        self._round = 0
        self._asked_from = -1
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COALESCE_MS)
        self._soon.timeout.connect(self.reload)

    @property
    def question(self) -> Question:
        """What was asked for last."""
        return self._question

    def prepare(self, question: Question) -> None:
        """Show another list at the next reading."""
        self._question = question
        self._shown = 0

    def ask(self, question: Question) -> None:
        """Show another list, from its start."""
        self.prepare(question)
        self.reload()

    def reload_soon(self) -> None:
        """Read again once things have settled."""
        self._soon.start()

    def reload(self) -> None:
        """Read again as much as is shown now; of several readings only the newest is heard."""
        self._soon.stop()
        self._round += 1
        self._asked_from = -1
        self._look(0, max(PAGE_SIZE, self._shown), self._load, "list")

    def rest(self) -> None:
        """Forget a reading that was to come soon."""
        self._soon.stop()

    def more(self) -> None:
        """Read the next page, where there is one and it was not asked for yet."""
        start = self._shown
        if start < self._total and start != self._asked_from and not self._question.text:
            self._asked_from = start
            self._look(start, PAGE_SIZE, partial(self._extend, self._round), "more")

    def _look(self, offset: int, limit: int, answer: Callable[[Lines], None], topic: str) -> None:
        session, question = self._session, self._question
        work = partial(look, session.cases, question, session.me, session.settings, offset, limit)
        session.tasks.ask(self, work, answer, topic=topic)

    def _load(self, answer: Lines) -> None:
        self._shown, self._total = len(answer.lines), answer.total
        self.loaded.emit(answer)

    def _extend(self, asked_in: int, answer: Lines) -> None:
        if asked_in == self._round and answer.offset == self._shown:
            self._shown += len(answer.lines)
            self._total = answer.total
            self.extended.emit(answer)
