"""Sending beside the window: it goes on whatever page is shown, and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.updates.updates import Sent
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.services.desk.desk import Changes
    from incidentdesk.services.updates.channel_kinds import Outcome


class UpdateSender(QObject):
    """One text after the other. ``changed`` tells that one is under way, has come further, or has ended."""

    changed = Signal()
    _came = Signal(str, int, int)

    def __init__(self, cases: UseCases, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._cases = cases
        self._tasks = tasks
        self._cancels: dict[str, Event] = {}
        self._done: dict[str, tuple[int, int]] = {}
        self._came.connect(self._further)
        tasks.closing.connect(self._cancel_all)

    def progress(self, uid: str) -> tuple[int, int] | None:
        """How many of how many addresses a text has done; none where it is not under way."""
        return self._done.get(uid)

    def deliver(
        self,
        uid: str,
        answer: Callable[[Sent], None],
        refused: Callable[[UserFacingError], bool],
        only: Collection[str] | None = None,
    ) -> None:
        """Send what of a prepared text has not gone; a second call while it is under way does nothing."""
        if uid in self._done:
            return
        cancel = self._cancels[uid] = Event()
        self._done[uid] = (0, 0)
        deliver, me = self._cases.updates.deliver, self._tasks.person

        def came(done: int, whole: int) -> None:
            self._came.emit(uid, done, whole)

        def ended() -> None:
            self._cancels.pop(uid, None)
            self._done.pop(uid, None)
            self.changed.emit()

        self._tasks.send(
            self, lambda: deliver(uid, me, cancel.is_set, came, only), answer, refused=refused, ended=ended
        )
        self.changed.emit()

    def test(
        self,
        channel: str,
        answer: Callable[[tuple[Outcome, Changes]], None],
        refused: Callable[[UserFacingError], bool],
    ) -> None:
        """Send a test by a channel."""
        if channel in self._cancels:
            return
        cancel = self._cancels[channel] = Event()
        test, me = self._cases.channels.test, self._tasks.person

        def ended() -> None:
            self._cancels.pop(channel, None)
            self.changed.emit()

        self._tasks.send(self, lambda: test(channel, me, cancel.is_set), answer, refused=refused, ended=ended)
        self.changed.emit()

    def is_testing(self, channel: str) -> bool:
        """Whether a test by a channel is under way."""
        return channel in self._cancels

    def cancel(self, uid: str) -> None:
        """Let what of a text has not begun be, or a test."""
        if uid in self._cancels:
            self._cancels[uid].set()

    def going_on(self) -> str:
        """What would be broken off with the window, in words; empty where nothing is under way."""
        return _("An update is being sent.") if self._done else ""

    def _cancel_all(self) -> None:
        for one in self._cancels.values():
            one.set()

    def _further(self, uid: str, done: int, whole: int) -> None:
        if uid in self._done:
            self._done[uid] = (done, whole)
            self.changed.emit()
