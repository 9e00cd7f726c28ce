"""What the other process does: the jobs that come through its pipe, with the use cases of the desk."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from incidentdesk.base.errors import UserFacingError
from incidentdesk.services.desk.seeing import seen_by
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.workers import Ended, Sent, Told

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event


@dataclass(frozen=True)
class Watch:
    """How a job tells how far it is (``tell``), and learns that it is to stop (``is_cancelled``)."""

    tell: Callable[[object], None]
    is_cancelled: Callable[[], bool]


class Job(Protocol):
    """Work that another process can do: a plain value with what it needs."""

    def run(self, cases: UseCases, watch: Watch) -> object:
        """Do it with the use cases of that process; gives what came of it."""
        ...


def serve_jobs(cases: UseCases, pipe: Connection, stop: Event) -> None:
    """Do the jobs that come through ``pipe`` until its other end is gone."""

    def tell(what: object) -> None:
        try:
            pipe.send(Told(what))
        except OSError:  # nobody is there any more
            stop.set()

    while True:
        try:
            sent: Sent = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(_ended(sent, cases, Watch(tell, stop.is_set)))
        except OSError:
            return


def _ended(sent: Sent, cases: UseCases, watch: Watch) -> Ended:
    job = cast("Job", sent.job)
    try:
        with seen_by(sent.viewer):
            return Ended(job.run(cases, watch))
    except UserFacingError as error:
        return Ended(refused=error)
    except Exception:  # noqa: BLE001 - the outermost edge of that process
        return Ended(fault=traceback.format_exc())
