"""The whole desk as one file: written, and brought into an empty desk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.domain.rights import Right
from incidentdesk.domain.searched_words import NAMED, WORD_KINDS, WRITTEN, named_in, searched_words
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.settings import PRACTICE
from incidentdesk.services.exports.desk_checking import CheckedDesk
from incidentdesk.services.exports.desk_layout import LayoutReader, Line
from incidentdesk.storage import desk_rows, desk_shapes, registers
from incidentdesk.storage.desk_rows import Keys
from incidentdesk.storage.desk_shapes import Record
from incidentdesk.storage.schema import verified_copy
from incidentdesk.storage.session import Session

BATCH_SECONDS = 0.03
"""How long records are gathered into one transaction, which must not hold others up for 100 ms."""


@dataclass(frozen=True)
class RestoredDesk:
    """What came in. ``copy`` is the desk's file as it was before, empty where the import only went on."""

    incidents: int
    files: int
    copy: str
    changes: Changes


class DeskFile:
    """Bringing in a desk that was exported whole, in transactions of about ``batch_seconds`` each."""

    def __init__(self, desk: Desk, batch_seconds: float = BATCH_SECONDS) -> None:
        self._desk = desk
        self._batch_seconds = batch_seconds

    def is_unfinished(self) -> bool:
        """Whether a desk was only partly brought in: begin again with the same file to finish it."""
        with self._desk.database.reading() as session:
            return bool(desk_rows.restoring(session))

    def restore(
        self, path: Path, author: str, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> RestoredDesk:
        """Bring the desk in the file at ``path`` into this one, which has no incidents.

        All of it is checked before any of it is written. Where it was interrupted it goes on from there when
        it is begun again, by whomever: the staff who could be asked is not here yet.

        Raises ``RefusedError`` for a file that is damaged or no desk, and for a desk that
        has incidents.
        """
        if not self.is_unfinished():
            self._desk.require(author, Right.SETTINGS)
        with readable(path):
            file = path.open("rb")
        with file:
            watch = _Watch(progress, cancelled)
            return _Restore(self._desk, file, path, self._batch_seconds, watch).run()


class _Watch:
    """Who watches an import, if anybody."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def is_cancelled(self) -> bool:
        return self._cancelled is not None and self._cancelled()

    def tell(self, done: int, whole: int) -> None:
        if self._progress:
            self._progress(done, whole)


class _Restore:
    """One import: everything is checked first, then written."""

    def __init__(self, desk: Desk, file: BinaryIO, path: Path, batch_seconds: float, watch: _Watch) -> None:
        self._desk = desk
        self._file = file
        self._path = path
        self._size = os.fstat(file.fileno()).st_size
        self._batch_seconds = batch_seconds
        self._watch = watch
        self._counts: dict[str, int] = {}

    def run(self) -> RestoredDesk:
        """Bring it in."""
        self._check_room("")
        reader = LayoutReader(self._file, self._path.name)
        if reader.head.part:
            raise RefusedError(
                _("“{file}” has some incidents of a desk, and not all of it.").format(file=self._path.name),
                _("Export the whole desk: without view or condition."),
            )
        checked = CheckedDesk(reader)
        for line in checked.lines():
            self._refuse_practice(line)
            self._counts[line.section] = self._counts.get(line.section, 0) + 1
            self._tell(line, 0)
        copy = self._begin(reader.identity, checked.change_seq)
        self._write(LayoutReader(self._file, self._path.name).lines())
        with self._desk.changing("") as work:
            desk_rows.set_restoring(work.session, "")
            self._desk.library.take_stored(work.session)
            registers.let_someone_administer(work.session)
            changes = work.changes(
                "settings", "people", "reporters", "registers", "processes", "views", "imports"
            )
        return RestoredDesk(self._counts.get("incidents", 0), self._counts.get("files", 0), copy, changes)

    def _refuse_practice(self, line: Line) -> None:
        """What was played with never comes into a real desk."""
        settings = line.section == desk_shapes.SETTINGS.name
        if settings and line.record["name"] == PRACTICE and line.record["value"]:
            raise RefusedError(
                _("“{file}” is a practice desk, and never comes into a real one.").format(
                    file=self._path.name
                ),
                _("Nothing was changed."),
            )

    def _check_room(self, identity: str) -> bool:
        """Whether the import goes on with what an interrupted one left; refuses where there is no room."""
        with self._desk.database.reading() as session:
            begun = desk_rows.restoring(session)
            if not begun and desk_rows.is_empty(session):
                return False
        if not begun:
            raise RefusedError(
                _("This desk has incidents of its own; a whole desk comes only into an empty one."),
                _("Name a new desk with --db; nothing was changed."),
            )
        if identity and begun != identity:
            raise RefusedError(
                _("Another desk has only partly been brought in here."),
                _("Import that file again to finish it, or name a new desk with --db."),
            )
        return True

    def _begin(self, identity: str, change_seq: int) -> str:
        """Make room, unless the import goes on; gives where the desk as it was is kept."""
        if self._check_room(identity):
            return ""
        here = self._desk.database.path
        copy = here.with_suffix(f".before-import{here.suffix}")
        verified_copy(here, copy)
        lines = LayoutReader(self._file, self._path.name).lines()
        with self._desk.database.writing() as session:
            if not desk_rows.is_empty(session):
                raise RefusedError(
                    _("Somebody has logged an incident here meanwhile."), _("Name a new desk with --db.")
                )
            desk_rows.clear_empty_desk(session)
            desk_rows.set_restoring(session, identity, change_seq)
            for line in lines:
                if line.section != desk_shapes.SETTINGS.name:
                    break
                desk_rows.add(session, desk_shapes.SETTINGS, [line.record], Keys(session))
        return str(copy)

    def _write(self, lines: Iterator[Line]) -> None:
        """Write all but the settings, which came first of all, in transactions of a short time each."""
        for first in lines:
            line = first
            with self._desk.changing("") as work:
                until, keys = monotonic() + self._batch_seconds, Keys(work.session)
                self._add(work.session, keys, line)
                while monotonic() < until and (following := next(lines, None)):
                    line = following
                    self._add(work.session, keys, line)
            self._tell(line, self._size)

    def _add(self, session: Session, keys: Keys, line: Line) -> None:
        shape = next(one for one in desk_shapes.SECTIONS if one.name == line.section)
        if shape is desk_shapes.INCIDENTS:
            self._add_incident(session, keys, line.record)
        elif shape is not desk_shapes.SETTINGS:
            desk_rows.add(session, shape, [line.record], keys)

    def _add_incident(self, session: Session, keys: Keys, record: Record) -> None:
        def fields_of(process: str, version: int, stage: str) -> Iterable[Field]:
            definition = self._desk.library.at_version(session, process, version)
            return chain.from_iterable(one.fields for one in definition.stages if one.key == stage)

        run = next(one for one in record["runs"] if "ended_at" not in one)
        definition = self._desk.library.at_version(session, run["process"], run["version"])
        incident = _incident_in(record, run)
        stages = [StageState(run["uid"], one["stage"], one["document"]) for one in run["stages"]]
        names = registers.names_of(session, named_in(incident, stages, definition))
        said = [one.get("payload") for one in record["timeline"] if one["kind"] in WORD_KINDS]
        words = searched_words(incident, stages, definition, said, names)
        desk_rows.add_incident(session, record, keys, words, fields_of)

    def _tell(self, line: Line, before: int) -> None:
        if self._watch.is_cancelled():
            raise RefusedError(
                _("The import of the desk was stopped."),
                _("Import the same file again to go on.") if before else _("Nothing was changed."),
            )
        self._watch.tell(before + line.position, 2 * self._size)


def _incident_in(record: Record, run: Record) -> Incident:
    """As much of an incident as its words are made of."""
    return Incident(
        uid=record["uid"],
        number=record["number"],
        process=run["process"],
        process_version=run["version"],
        run_uid=run["uid"],
        status=record["status"],
        stage=record["stage"],
        core={key: record[key] for key in (*NAMED, *WRITTEN) if key in record},
        logged=Instant(record["logged_at"], record["logged_offset"]),
        logged_by=record["logged_by"],
        origin_key=record.get("origin_key", ""),
    )
