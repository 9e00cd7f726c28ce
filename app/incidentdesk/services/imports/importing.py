"""Bringing a history along: a look first, then the import, and its undoing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.imports.import_build import Origin
from incidentdesk.services.imports.import_check import faults_of
from incidentdesk.services.imports.import_formats import AUTO, Format, Formats
from incidentdesk.services.imports.import_run import ImportRun, Source
from incidentdesk.services.imports.import_types import Control, ImportResult, Progress, UndoLook, UndoResult
from incidentdesk.services.imports.import_undo import ImportUndo, look_at_undo
from incidentdesk.services.lists.index_upkeep import IndexUpkeep
from incidentdesk.storage import imports

SILENT_MS = 15_000
"""An import that has said nothing for so long is not at work any more."""


@dataclass(frozen=True)
class ImportOrder:
    """What to import: ``files`` with the format and the way to read each, where a person has said it.

    ``system`` is the name of origin (empty: the format's), ``process`` the process of the incidents (empty:
    the desk's default). ``expected`` is the number of records, where a look has counted them.
    """

    files: tuple[Path, ...]
    format: str = AUTO
    system: str = ""
    process: str = ""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    expected: int = 0


@dataclass(frozen=True)
class ImportFile:
    """One file with its format and how it will be read."""

    path: Path
    format: Format
    reading: Reading

    def told(self) -> dict[str, Any]:
        """As an import remembers it. The sample of rows stays in the file."""
        reading = replace(self.reading, sample=()).to_json()
        return {"path": str(self.path.resolve()), "name": self.path.name, "format": self.format.key,
                "sha256": _sha256(self.path), "reading": reading}  # fmt: skip


class Importing:
    """The use cases of the import page and of ``incident-desk import``."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        self._desk = desk
        self.formats = formats

    def inspect(self, order: ImportOrder) -> tuple[ImportFile, ...]:
        """The format of each file and how it is to be read; what the order says rules."""
        return tuple(self._inspect(path, order) for path in order.files)

    def _inspect(self, path: Path, order: ImportOrder) -> ImportFile:
        given = order.readings.get(str(path)) or order.readings.get("")
        with readable(path):
            if given is not None and order.format in {AUTO, given.format}:
                return ImportFile(path, self.formats.named(given.format), given)
            if order.format == AUTO:
                return ImportFile(path, *self.formats.detect(path))
            format_ = self.formats.named(order.format)
            return ImportFile(path, format_, given or format_.inspect(path))

    def preview(self, order: ImportOrder, author: str, control: Control | None = None) -> ImportResult:
        """What an import would do; nothing is written."""
        parts = self.inspect(order)
        return self._run(parts, order, "", author, control or Control())

    def run(self, order: ImportOrder, author: str, control: Control | None = None) -> ImportResult:
        """Import under a new id."""
        self._desk.require(author, Right.SETTINGS)
        parts = self.inspect(order)
        with self._desk.changing(author, Right.SETTINGS) as work:
            process = order.process or work.settings.default_process
            # What is used is stored before the first incident refers to it.
            fresh = self._desk.library.is_fresh(work.session, process)
            definition = self._desk.library.use(work.session, process, work.now)
            batch = Batch(
                uid=new_uid(work.now.ms),
                system=_system(order, parts),
                format=parts[0].format.key,
                files=tuple(part.told() for part in parts),
                state="running",
                started=work.now,
                author=author,
                counts={},
                change_seq=work.change_seq,
                beat_ms=work.now.ms,
                process=process,
            )
            imports.add_batch(work.session, batch)
            if fresh:
                ref = f"{process}#{definition.version}"
                imports.note_addition(work.session, batch.uid, "process_text", {ref: definition.sha256})
        return self._run(parts, order, batch.uid, author, control or Control())

    def resume(
        self, ref: str, author: str, control: Control | None = None, files: Sequence[Path] = ()
    ) -> ImportResult:
        """Go on with an import that was stopped or broken off, from its files as they were.

        ``files`` are named where they lie elsewhere by now. Raises ``RefusedError`` where it cannot go on.
        """
        self._desk.require(author, Right.SETTINGS)
        batch = self.batch(ref)
        if batch.state not in {"running", "stopped"}:
            raise RefusedError(_("This import is not waiting to go on."), _("See “import --list”."))
        self._must_be_silent(batch)
        moved = {path.name: path for path in files}
        parts = tuple(self._again(one, moved) for one in batch.files)
        order = ImportOrder(tuple(part.path for part in parts), batch.format, batch.system, batch.process)
        return self._run(parts, order, batch.uid, author, control or Control())

    def undo(self, ref: str, author: str, control: Control | None = None) -> UndoResult:
        """Take back an import, or go on with taking it back."""
        self._desk.require(author, Right.SETTINGS)
        batch = self.batch(ref)
        if batch.state == "undone" and not batch.counts.get("left"):
            raise RefusedError(_("This import was undone already."))
        if batch.state == "running":
            self._must_be_silent(batch)
        control = control or Control()
        undone = ImportUndo(self._desk, batch.uid, author, control).run()
        self._merge_index(control)
        return undone

    def check(self, ref: str) -> list[str]:
        """What is not whole of an import, a sentence each."""
        return faults_of(self._desk, self.batch(ref).uid)

    def look_at_undo(self, ref: str, cancelled: Callable[[], bool] | None = None) -> UndoLook:
        """What ``undo`` would do now; nothing is written."""
        return look_at_undo(self._desk, self.batch(ref).uid, cancelled or Control().cancelled)

    def batches(self) -> list[Batch]:
        """Every import, the newest first."""
        with self._desk.reading() as (session, _settings):
            return imports.batches(session)

    def batch(self, ref: str) -> Batch:
        """The import with the uid ``ref``, or that begins so; ``UsageError`` where there is none."""
        found = [one for one in self.batches() if one.uid.startswith(ref.strip().lower())]
        if not ref.strip() or not found:
            raise UsageError(
                _("There is no import “{ref}”.").format(ref=ref), _("“import --list” shows them.")
            )
        if len(found) > 1:
            raise UsageError(_("“{ref}” fits several imports.").format(ref=ref), _("Write more of it."))
        return found[0]

    def unfinished(self) -> list[Batch]:
        """Imports and undoings that were broken off: to be finished or undone."""
        return [one for one in self.batches() if self.is_unfinished(one)]

    def is_unfinished(self, batch: Batch) -> bool:
        """Whether nobody works on it any more, though it is not at its end."""
        if batch.state == "stopped":
            return True
        return batch.state in {"running", "undoing"} and self._is_silent(batch)

    def _run(
        self, parts: Sequence[ImportFile], order: ImportOrder, batch: str, author: str, control: Control
    ) -> ImportResult:
        with self._desk.reading() as (session, settings):
            process = order.process or settings.default_process
            definition = self._desk.library.newest(process)
            if batch:
                definition = self._desk.library.at_version(session, process, definition.version)
            zone = settings.zone
        origin = Origin(batch, _system(order, parts), author, process)
        run = ImportRun(self._desk, origin, definition, control, order.expected)
        result = run.run(_records(parts, zone))
        if batch:
            self._merge_index(control)
        return result

    def _merge_index(self, control: Control) -> None:
        control.progress(Progress(_("Putting the search index together"), 0))
        IndexUpkeep(self._desk).merge_all(control.cancelled)

    def _again(self, told: Mapping[str, Any], moved: Mapping[str, Path]) -> ImportFile:
        path = moved.get(str(told["name"]), Path(str(told["path"])))
        if _sha256(path) != told["sha256"]:
            raise RefusedError(
                _("“{file}” is not what it was when the import began.").format(file=path),
                _("Undo the import, and import the file as it is now."),
            )
        return ImportFile(path, self.formats.named(str(told["format"])), Reading.from_json(told["reading"]))

    def _must_be_silent(self, batch: Batch) -> None:
        if batch.state == "running" and not self._is_silent(batch):
            raise RefusedError(_("This import is still at work."), _("Wait a moment, or stop it there."))

    def _is_silent(self, batch: Batch) -> bool:
        return self._desk.time.now().ms - batch.beat_ms > SILENT_MS


def _system(order: ImportOrder, parts: Sequence[ImportFile]) -> str:
    if not parts:
        raise UsageError(_("No file is named."), _("Name at least one."))
    systems = sorted({part.format.system for part in parts})
    if not order.system and len(systems) > 1:
        raise UsageError(
            _("The files come from several systems: {names}.").format(names=", ".join(systems)),
            _("Import them one by one."),
        )
    return order.system.strip() or systems[0]


def _records(parts: Sequence[ImportFile], desk_zone: ZoneInfo) -> Iterator[Source]:
    for part in parts:
        try:
            zone = ZoneInfo(part.reading.zone) if part.reading.zone else desk_zone
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise UsageError(
                _("“{zone}” is no time zone.").format(zone=part.reading.zone),
                _("Write it like Europe/Berlin."),
            ) from error
        for record in _read(part, zone):
            yield part.path.name, record


def _read(part: ImportFile, zone: ZoneInfo) -> Iterator[ImportedIncident]:
    with readable(part.path):
        yield from part.format.read(part.path, part.reading, zone)


def _sha256(path: Path) -> str:
    with readable(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
