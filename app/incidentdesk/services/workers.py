"""A process of its own for long work, so that a window stays quick beside it.

It uses the desk as any second process does. What it is asked for, and what it answers, are plain values that
go through a pipe; it is told to stop by an event, and stops between two transactions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from incidentdesk.base.errors import EnvironmentFault, UserFacingError
from incidentdesk.base.texts import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

STOP_SECONDS = 10.0
"""How long a worker may take to stop by itself; then it is ended, as by a power cut."""


@dataclass(frozen=True)
class Sent:
    """A job, and the uid of the person who is to see what it reads; empty for nobody who is known."""

    job: object
    viewer: str = ""


@dataclass(frozen=True)
class Told:
    """The job is this far."""

    what: object


@dataclass(frozen=True)
class Ended:
    """The job is done, and this came of it; ``refused`` is the error where a person can do something."""

    result: object = None
    refused: UserFacingError | None = None
    fault: str = ""


Serve = Callable[["Connection", "Event"], None]
"""Runs in the other process: gives ``serve_jobs`` the use cases of the desk."""


class Worker:
    """One such process. It is started with its first job, and does one job after the other.

    A job is what ``serving.Job`` says.
    """

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._process: Any = None
        self._pipe: Connection | None = None
        self._stop: Event | None = None
        self.busy = False

    def start(self, job: object, viewer: str = "") -> None:
        """Begin ``job``, which reads as ``viewer`` may; the one before it has ended."""
        if self._process is None or not self._process.is_alive():
            self._spawn()
        assert self._pipe is not None  # noqa: S101 - just made
        assert self._stop is not None  # noqa: S101
        self._stop.clear()
        self._pipe.send(Sent(job, viewer))
        self.busy = True

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self._stop is not None:
            self._stop.set()

    def messages(self, wait: float = 0.0) -> Iterator[Told | Ended]:
        """What has come since the last question; waits so many seconds for something to come."""
        while self.busy and self._pipe is not None:
            try:
                if not self._pipe.poll(wait):
                    return
                message = self._pipe.recv()
            except (EOFError, OSError):
                message = Ended(refused=_ended_without_a_word())
                self._process = None
            self.busy = not isinstance(message, Ended)
            yield message

    def close(self) -> None:
        """Let the job stop, and the process end."""
        if self._process is None:
            return
        self.cancel()
        if self._pipe is not None:
            self._pipe.close()
        self._process.join(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the process as a power cut would; what it committed is on the desk."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process, self.busy = None, False

    def _spawn(self) -> None:
        import multiprocessing  # a window at rest does without it

        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        stop = context.Event()
        process = context.Process(target=self._serve, args=(there, stop), daemon=True)
        process.start()
        there.close()
        self._process, self._pipe, self._stop = process, here, stop


def _ended_without_a_word() -> EnvironmentFault:
    return EnvironmentFault(
        _("The work ended without a word."), _("Begin it again, or undo it: the desk is sound.")
    )
