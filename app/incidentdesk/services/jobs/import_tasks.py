"""Importing, looking, going on and undoing as tasks, done here or in another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from incidentdesk.services.imports.import_types import Control, ImportResult, UndoResult
from incidentdesk.services.imports.import_verdicts import verdict_file
from incidentdesk.services.imports.importing import Importing, ImportOrder


@dataclass(frozen=True)
class ImportTask:
    """What is to be done: ``what`` is ``preview``, ``run``, ``resume`` or ``undo``.

    The first two take the ``order``, the others the import ``ref``. With ``verdicts`` the verdict of each
    record is written to that CSV file.
    """

    what: str
    author: str
    order: ImportOrder = field(default_factory=lambda: ImportOrder(()))
    ref: str = ""
    verdicts: Path | None = None


Result = ImportResult | UndoResult


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
