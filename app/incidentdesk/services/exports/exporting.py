"""Writing incidents to a file, as a table or whole: whatever was chosen is in it, and nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.new_file import new_file
from incidentdesk.base.texts import _, ngettext
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.exports.desk_writing import write_part, write_whole
from incidentdesk.services.exports.export_columns import ExportColumn, export_columns
from incidentdesk.services.exports.export_table import Table, TableForm
from incidentdesk.services.lists.queue import ListQuestion, Queue
from incidentdesk.storage import desk_rows
from incidentdesk.storage.seeing import bare_rows, open_all

__all__ = ["EVERYTHING", "ExportColumn", "Exported", "Exporting", "TableForm", "kept_text"]


EVERYTHING = ListQuestion(sort="number")
"""Every incident, the first one first."""


@dataclass(frozen=True)
class Exported:
    """What was written. ``long_cells`` are longer than Excel shows, though whole in the file.

    ``kept`` is how many restricted incidents it tells of by number, status and priority alone, or not at all.
    """

    path: Path
    incidents: int
    size: int
    sha256: str
    long_cells: int = 0
    kept: int = 0


class Exporting:
    """The use cases of exporting. Each reads one state of the desk, however long it takes."""

    def __init__(self, desk: Desk, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue

    def columns(self) -> tuple[ExportColumn, ...]:
        """Every column that a table can have."""
        with self._desk.reading() as (session, _settings):
            return export_columns(self._desk.library.ever_used(session))

    def to_csv(
        self,
        path: Path,
        question: ListQuestion,
        me: str,
        form: TableForm | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Exported:
        """Write the chosen incidents as a table, one a line.

        Text that a spreadsheet would take for a formula has an apostrophe before it: see ``spreadsheet``.
        """
        form = form or TableForm()
        with self._desk.reading() as (session, settings), new_file(path) as target:
            definitions = self._desk.library.ever_used(session)
            columns = self._named_columns(export_columns(definitions), form.columns)
            keys = self._queue.keys(session, settings, question, me)
            kept = self._queue.kept(session, settings, question.condition, me)
            pace = _Pace(len(keys) + len(kept), progress, cancelled)
            table = Table(session, settings, columns, form, definitions, self._desk.time.now())
            table.write(target, keys, pace.step, kept)
            open_all(session, keys)
            return Exported(path, len(keys), target.size, target.sha256, table.long_cells, len(kept))

    def to_json(
        self,
        path: Path,
        question: ListQuestion,
        me: str,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Exported:
        """Write everything about the chosen incidents, with files, timelines and whoever is named in them."""
        with self._desk.reading() as (session, settings), new_file(path) as target:
            keys = sorted(self._queue.keys(session, settings, question, me))
            pace = _Pace(len(keys), progress, cancelled)
            write_part(target, session, keys, pace.step)
            open_all(session, keys)
            kept = self._queue.kept(session, settings, question.condition, me)
            return Exported(path, len(keys), target.size, target.sha256, kept=len(kept))

    def whole_desk(
        self, path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> Exported:
        """Write everything that the desk has; drafts are not in the desk.

        Brought into an empty desk and exported again, it gives the same bytes. Raises ``RefusedError`` where
        something is kept from the viewer: a desk is exported whole or not at all.
        """
        with self._desk.reading() as (session, _settings), new_file(path) as target:
            if desk_rows.restoring(session):
                raise RefusedError(
                    _("Another desk has only partly been brought in here."),
                    _("Import its file again to finish it; then export."),
                )
            kept = len(bare_rows(session))
            if kept:
                raise RefusedError(
                    ngettext(
                        "{n} incident is restricted, and kept from you: the desk cannot be exported whole.",
                        "{n} incidents are restricted, and kept from you: the desk cannot be exported whole.",
                        kept,
                    ).format(n=kept),
                    _("Export incidents by a view or a condition; a backup has everything."),
                )
            open_all(session)
            incidents, pieces = desk_rows.sizes(session)
            pace = _Pace(incidents + pieces, progress, cancelled)
            write_whole(target, session, incidents, pace.step)
            return Exported(path, incidents, target.size, target.sha256)

    def _named_columns(self, known: Sequence[ExportColumn], keys: Sequence[str]) -> tuple[ExportColumn, ...]:
        by_key = {column.key: column for column in known}
        unknown = next((key for key in keys if key not in by_key), None)
        if unknown is not None:
            raise UsageError(
                _("There is no column “{key}”.").format(key=unknown),
                _("Use some of: {keys}.").format(keys=", ".join(by_key)),
            )
        return tuple(by_key[key] for key in keys) or tuple(known)


class _Pace:
    """Tells how far an export is, and ends it where that was asked for."""

    def __init__(self, whole: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._whole = whole
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled

    def step(self, more: int) -> None:
        """``more`` incidents (or pieces of files) are written."""
        self._done += more
        if self._cancelled and self._cancelled():
            raise RefusedError(_("The export was stopped."), _("No file was written."))
        if self._progress:
            self._progress(self._done, self._whole)


def kept_text(exported: Exported) -> str:
    """How many restricted incidents are kept back, in a sentence."""
    return ngettext(
        "{n} restricted incident is kept back: you are not named there.",
        "{n} restricted incidents are kept back: you are not named there.",
        exported.kept,
    ).format(n=exported.kept)
