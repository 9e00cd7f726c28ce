"""Exports as jobs for another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from incidentdesk.services.exporting import Choice, Exported, TableForm
from incidentdesk.services.serving import Watch
from incidentdesk.services.use_cases import UseCases


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
    choice: Choice = field(default_factory=Choice)
    form: TableForm = field(default_factory=TableForm)

    def run(self, cases: UseCases, watch: Watch) -> Exported:
        """Write the file."""
        exporting, path = cases.exporting, self.path

        def progress(done: int, whole: int) -> None:
            watch.tell(Step(done, whole))

        if self.format == "desk":
            return exporting.whole_desk(path, progress=progress, cancelled=watch.is_cancelled)
        if self.format == "json":
            return exporting.to_json(
                path, self.choice, self.me, progress=progress, cancelled=watch.is_cancelled
            )
        return exporting.to_csv(
            path, self.choice, self.me, self.form, progress=progress, cancelled=watch.is_cancelled
        )
