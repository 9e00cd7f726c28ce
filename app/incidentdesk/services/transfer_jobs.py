"""Exports and imports as jobs for another process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from incidentdesk.services.desk_file import RestoredDesk
from incidentdesk.services.exporting import EVERYTHING, Exported, TableForm
from incidentdesk.services.import_tasks import ImportTask, Result, perform
from incidentdesk.services.import_types import Control, Progress
from incidentdesk.services.queue import ListQuestion
from incidentdesk.services.register_file_types import FileControl, FileOrder, FileUndone, Filled
from incidentdesk.services.serving import Watch
from incidentdesk.services.use_cases import UseCases

TELL_SECONDS = 0.1
"""How often progress is told, at most."""


@dataclass(frozen=True)
class Step:
    """How far a job is: ``done`` of ``whole``."""

    done: int
    whole: int


@dataclass(frozen=True)
class ExportJob:
    """Write incidents to ``path``: as ``csv`` or ``json``, or the whole desk (``desk``)."""

    path: Path
    format: str
    me: str
    question: ListQuestion = EVERYTHING
    form: TableForm = field(default_factory=TableForm)

    def run(self, cases: UseCases, watch: Watch) -> Exported:
        """Write the file."""
        exporting, path, asked = cases.exporting, self.path, self.question
        progress, cancelled = _steps(watch), watch.is_cancelled
        if self.format == "desk":
            return exporting.whole_desk(path, progress=progress, cancelled=cancelled)
        if self.format == "json":
            return exporting.to_json(path, asked, self.me, progress=progress, cancelled=cancelled)
        return exporting.to_csv(path, asked, self.me, self.form, progress=progress, cancelled=cancelled)


@dataclass(frozen=True)
class RestoreJob:
    """Bring a whole desk in."""

    path: Path
    author: str

    def run(self, cases: UseCases, watch: Watch) -> RestoredDesk:
        """Bring it in."""
        return cases.desk_file.restore(
            self.path, self.author, progress=_steps(watch), cancelled=watch.is_cancelled
        )


@dataclass(frozen=True)
class ImportJob:
    """Look at an import, do it, go on with it, or undo it."""

    task: ImportTask

    def run(self, cases: UseCases, watch: Watch) -> Result:
        """Do it; tells ``Progress``."""
        pace = _Pace()

        def progress(one: Progress) -> None:
            if pace.is_time():
                watch.tell(one)

        return perform(cases.importing, self.task, Control(progress, watch.is_cancelled))


@dataclass(frozen=True)
class RegisterFileJob:
    """Look at a file that fills a register (``preview``), ``fill``, or ``undo`` what one did (``batch``)."""

    what: str
    author: str
    order: FileOrder | None = None
    batch: str = ""

    def run(self, cases: UseCases, watch: Watch) -> Filled | FileUndone:
        """Do it; tells ``Progress``."""
        pace = _Pace()

        def progress(one: Progress) -> None:
            if pace.is_time():
                watch.tell(one)

        control = FileControl(progress, watch.is_cancelled)
        if self.order is None:
            return cases.register_files.undo(self.batch, self.author, control)
        if self.what == "preview":
            return cases.register_files.preview(self.order, control)
        return cases.register_files.fill(self.order, self.author, control)


class _Pace:
    """Lets through what is told now and then."""

    def __init__(self) -> None:
        self._told = 0.0

    def is_time(self) -> bool:
        now = monotonic()
        if now - self._told < TELL_SECONDS:
            return False
        self._told = now
        return True


def _steps(watch: Watch) -> Callable[[int, int], None]:
    pace = _Pace()

    def progress(done: int, whole: int) -> None:
        if pace.is_time() or done == whole:
            watch.tell(Step(done, whole))

    return progress
