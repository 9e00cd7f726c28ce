"""Long work beside the window: a process of its own, whose answers come on the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.services.workers import Ended, Worker

LOOK_MS = 60
"""How often it is looked whether the other process has said something."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A job, and who is told of it. Of those with one ``topic`` only the newest is done."""

    job: object
    done: Callable[[Any], None]
    refused: Callable[[UserFacingError], None]
    told: Callable[[Any], None] | None = None
    topic: str = ""


class BackgroundWork(QObject):
    """One process that does one job after the other. ``changed``: whether it is busy is not what it was.

    ``reader`` gives the uid of who sees what the jobs read; without one they read as somebody unknown.
    """

    changed = Signal()

    def __init__(
        self, new_worker: Callable[[], Worker], parent: QObject, reader: Callable[[], str] = str
    ) -> None:
        super().__init__(parent)
        self._new_worker = new_worker
        self._reader = reader
        self._worker: Worker | None = None
        self._at_work: Asked | None = None
        self._waiting: dict[str, Asked] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._at_work is not None

    def ask(self, asked: Asked) -> None:
        """Do a job, at once or after those that came before; one of its own topic stops for it."""
        if self._at_work is None:
            self._start(asked)
            return
        self._waiting[asked.topic] = asked
        if self._at_work.topic == asked.topic:
            self.cancel()

    def cancel(self) -> None:
        """Ask the job at work to stop."""
        if self._worker is not None:
            self._worker.cancel()

    def close(self) -> None:
        """Let the job at work stop, and the process end."""
        self._timer.stop()
        self._at_work, self._waiting = None, {}
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _start(self, asked: Asked) -> None:
        if self._worker is None:
            self._worker = self._new_worker()
        self._at_work = asked
        self._worker.start(asked.job, self._reader())
        self._timer.start()
        self.changed.emit()

    def _look(self) -> None:
        for message in self._worker.messages() if self._worker is not None else ():
            asked = self._at_work  # the end of one job begins the next
            if asked is None:
                return
            if isinstance(message, Ended):
                self._end(asked, message)
            elif asked.told is not None and asked.topic not in self._waiting:
                asked.told(message.what)

    def _end(self, asked: Asked, ended: Ended) -> None:
        self._timer.stop()
        self._at_work, outdated = None, asked.topic in self._waiting
        if self._waiting:
            self._start(self._waiting.pop(next(iter(self._waiting))))
        else:
            self.changed.emit()
        if outdated:
            return
        if ended.fault:
            log.error("work in another process failed: %s", ended.fault)
            error = UserFacingError(
                _("Something went wrong inside the program."), _("The log beside the desk says more.")
            )
            asked.refused(error)
        elif ended.refused is not None:
            asked.refused(ended.refused)
        else:
            asked.done(ended.result)
