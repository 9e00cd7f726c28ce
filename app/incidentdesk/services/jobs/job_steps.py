"""How a job in another process tells how far it is, now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from incidentdesk.services.jobs.serving import Watch

TELL_SECONDS = 0.1
"""How often progress is told, at most."""


@dataclass(frozen=True)
class Step:
    """How far a job is: ``done`` of ``whole``."""

    done: int
    whole: int


class Pace:
    """Lets through what is told now and then."""

    def __init__(self) -> None:
        self._told = 0.0

    def is_time(self) -> bool:
        """Whether the last time is long enough ago; then this is the last time."""
        now = monotonic()
        if now - self._told < TELL_SECONDS:
            return False
        self._told = now
        return True


def steps_to(watch: Watch) -> Callable[[int, int], None]:
    """Tells ``watch`` of steps, and of the last one in any case."""
    pace = Pace()

    def progress(done: int, whole: int) -> None:
        if pace.is_time() or done == whole:
            watch.tell(Step(done, whole))

    return progress
