"""An import in a process of its own, which uses the desk as any second process: the window stays smooth."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.services.import_types import Control, ImportResult, Progress, UndoResult
from incidentdesk.services.import_verdicts import verdict_file
from incidentdesk.services.importing import Importing, ImportOrder

WAIT_SECONDS = 0.05
"""How long the waiting side sleeps before it looks whether it was asked to stop."""

TELL_SECONDS = 0.1
"""How often progress is told, at most."""

_KINDS: dict[str, type[UserFacingError]] = {
    kind.__name__: kind for kind in (UserFacingError, UsageError, RefusedError, EnvironmentFault)
}


@dataclass(frozen=True)
class ImportTask:
    """What another process is to do: ``what`` is ``preview``, ``run``, ``resume`` or ``undo``.

    The first two take the ``order``, the others the import ``ref``. With ``verdicts`` the verdict of each
    record is written to that CSV file.
    """

    what: str
    author: str
    order: ImportOrder = field(default_factory=lambda: ImportOrder(()))
    ref: str = ""
    verdicts: Path | None = None


Result = ImportResult | UndoResult
Child = Callable[[ImportTask, Connection], None]
"""What the other process runs: it opens the desk and calls ``serve``."""


def perform(importing: Importing, task: ImportTask, control: Control) -> Result:
    """Do ``task`` here and now, whatever process this is."""
    if task.what == "undo":
        return importing.undo(task.ref, task.author, control)
    with verdict_file(task.verdicts, control) as watched:
        if task.what == "preview":
            return importing.preview(task.order, task.author, watched)
        if task.what == "resume":
            return importing.resume(task.ref, task.author, watched, task.order.files)
        return importing.run(task.order, task.author, watched)


def serve(importing: Importing, task: ImportTask, pipe: Connection) -> None:
    """Do ``task`` for the process at the other end of ``pipe``; stops where that process asks or is gone."""
    told = 0.0

    def progress(one: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            _send(pipe, "progress", one)

    def cancelled() -> bool:
        return asked.is_asked()

    asked = _Asked(pipe)
    try:
        _send(pipe, "done", perform(importing, task, Control(progress, cancelled)))
    except UserFacingError as error:
        _send(pipe, "refused", (type(error).__name__, error.message, error.next_step))
    except Exception:  # noqa: BLE001 - the outermost edge of this process
        _send(pipe, "failed", traceback.format_exc())


class ImportProcess:
    """Starts processes that import. ``child`` must be a function of a module, or a partial of one."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def run(self, task: ImportTask, control: Control | None = None) -> Result:
        """Do ``task`` in a process of its own, and wait for it: call it on a thread that may wait.

        Its refusals are raised here; ``RuntimeError`` has the report of a fault of ours. Where the process
        ends without a word, ``EnvironmentFault`` says that the import can go on or be undone.
        """
        watching = control or Control()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=self._child, args=(task, there), daemon=True)
        process.start()
        there.close()
        try:
            return _wait(here, watching)
        finally:
            here.close()
            process.join()


def _wait(pipe: Connection, control: Control) -> Result:
    asked = False
    while True:
        if not asked and control.cancelled():
            asked = True
            _send(pipe, "cancel", None)
        if not pipe.poll(WAIT_SECONDS):
            continue
        try:
            kind, said = pipe.recv()
        except (EOFError, ConnectionResetError):
            raise EnvironmentFault(
                _("The import ended without a word."), _("Let it go on, or undo it: the desk is sound.")
            ) from None
        if kind == "progress":
            control.progress(said)
        elif kind == "done":
            result: Result = said
            return result
        elif kind == "refused":
            name, message, next_step = said
            raise _KINDS.get(name, UserFacingError)(message, next_step)
        else:
            raise RuntimeError(said)


@dataclass
class _Asked:
    """Whether the other end wants us to stop."""

    pipe: Connection
    asked: bool = False

    def is_asked(self) -> bool:
        try:
            if not self.asked and self.pipe.poll():
                self.pipe.recv()
                self.asked = True
        except (EOFError, OSError):
            self.asked = True  # nobody waits for us any more
        return self.asked


def _send(pipe: Connection, kind: str, said: Any) -> None:  # noqa: ANN401 - whatever the kind carries
    try:
        pipe.send((kind, said))
    except (BrokenPipeError, OSError):
        return  # the other end is gone; what was written stays, and is told of at the next start
