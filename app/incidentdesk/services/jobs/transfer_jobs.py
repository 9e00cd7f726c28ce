"""Exports and imports as jobs for another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from incidentdesk.services.exports.desk_file import RestoredDesk
from incidentdesk.services.exports.exporting import EVERYTHING, Exported, TableForm
from incidentdesk.services.imports.import_types import Control, Progress
from incidentdesk.services.jobs.import_tasks import ImportTask, Result, perform
from incidentdesk.services.jobs.job_steps import Pace, steps_to
from incidentdesk.services.jobs.serving import Watch
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.use_cases import UseCases


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
        progress, cancelled = steps_to(watch), watch.is_cancelled
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
            self.path, self.author, progress=steps_to(watch), cancelled=watch.is_cancelled
        )


@dataclass(frozen=True)
class ImportJob:
    """Look at an import, do it, go on with it, or undo it."""

    task: ImportTask

    def run(self, cases: UseCases, watch: Watch) -> Result:
        """Do it; tells ``Progress``."""
        pace = Pace()

        def progress(one: Progress) -> None:
            if pace.is_time():
                watch.tell(one)

        return perform(cases.importing, self.task, Control(progress, watch.is_cancelled))
