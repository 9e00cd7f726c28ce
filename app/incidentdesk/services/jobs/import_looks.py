"""Looking at files before they are imported: what they are, and what their first rows would become."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.spreadsheet import original
from incidentdesk.services.exports.desk_layout import read_head
from incidentdesk.services.imports.import_formats import AUTO, Format
from incidentdesk.services.imports.import_types import UndoLook
from incidentdesk.services.jobs.serving import Watch
from incidentdesk.services.use_cases import UseCases

DESK = "incident-desk"
"""What stands for a format where a file is a whole desk of this program."""

TABLE = "csv"
"""The format of any table."""

FIRST_ROWS = 12
MOST_VERDICTS = 5000
"""How many verdicts of a kind are shown; the file has them all."""


@dataclass(frozen=True)
class Looked:
    """A file, the format it is of, and how it will be read; ``incidents`` are those of a whole desk."""

    path: Path
    format: str
    title: str
    system: str
    reading: Reading
    incidents: int = 0


@dataclass(frozen=True)
class LookJob:
    """Find out what files are, or what they are by another ``format``.

    ``written`` says how they are written, where a person has corrected that.
    """

    paths: tuple[Path, ...]
    format: str = AUTO
    written: Reading | None = None

    def run(self, cases: UseCases, _watch: Watch) -> tuple[Looked, ...]:
        """Look at each."""
        return tuple(self._look(cases, path) for path in self.paths)

    def _look(self, cases: UseCases, path: Path) -> Looked:
        if self.format in {AUTO, DESK} and (incidents := desk_in(path)) is not None:
            return Looked(path, DESK, _("Incident Desk"), "", Reading(DESK), incidents)
        formats = cases.importing.formats
        if self.format != AUTO:
            format_ = formats.named(self.format)
            return _looked(path, format_, format_.inspect(path, self.written))
        try:
            return _looked(path, *formats.detect(path))
        except UsageError as unlike:
            table = formats.named(TABLE)
            reading = table.inspect(path)
            if not reading.heads:
                raise
            doubt = f"{unlike.message} " + _("Choose what its columns become.")
            return _looked(path, table, replace(reading, doubts=(doubt, *reading.doubts)))


def _looked(path: Path, format_: Format, reading: Reading) -> Looked:
    return Looked(path, format_.key, format_.title, format_.system, reading)


def desk_in(path: Path) -> int | None:
    """How many incidents the desk in a file has; ``None`` where the file is no whole desk."""
    try:
        with readable(path), path.open("rb") as file:
            return read_head(file, path.name).incidents
    except RefusedError:
        return None


@dataclass(frozen=True)
class SampleRow:
    """What a row (or several) of a file would become, in words; ``said`` are doubts, or why it is refused."""

    places: tuple[int, ...]
    key: str
    title: str
    status: str
    priority: str
    category: str
    reporter: str
    assignee: str
    logged: str
    notes: int
    rest: int
    said: str
    refused: bool


@dataclass(frozen=True)
class SampleJob:
    """Read the first rows of a file as ``reading`` says."""

    path: Path
    reading: Reading

    def run(self, cases: UseCases, watch: Watch) -> tuple[SampleRow, ...]:
        """Read them, as long as nobody asks for others."""
        format_ = cases.importing.formats.named(self.reading.format)
        zone = cases.administration.settings().zone
        found: Iterator[ImportedIncident] = format_.read(self.path, self.reading, ZoneInfo(zone.key))
        rows = []
        for record in islice(found, FIRST_ROWS):
            rows.append(_sample(record))
            if watch.is_cancelled():
                break
        return tuple(rows)


def _sample(record: ImportedIncident) -> SampleRow:
    values = record.values
    return SampleRow(
        places=record.places,
        key=record.key,
        title=str(values.get("title") or ""),
        status=record.status,
        priority=record.priority,
        category=str(values.get("category") or ""),
        reporter=str(values.get("reporter") or ""),
        assignee=str(values.get("assignee") or ""),
        logged=record.logged.iso() if record.logged else "",
        notes=sum(1 for event in record.events if event.kind == "note"),
        rest=len(record.rest),
        said=record.refusal or " ".join(record.doubts),
        refused=bool(record.refusal),
    )


@dataclass(frozen=True)
class VerdictRow:
    """One line of a file of verdicts."""

    file: str
    rows: str
    key: str
    verdict: str
    number: str
    reasons: str


@dataclass(frozen=True)
class Verdicts:
    """The first lines of one kind in a file of verdicts, and how many there are of each kind."""

    rows: tuple[VerdictRow, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class VerdictsJob:
    """Read a file of verdicts; ``verdict`` empty takes all kinds, ``doubtful`` those that have reasons."""

    path: Path
    verdict: str = ""

    def run(self, _cases: UseCases, _watch: Watch) -> Verdicts:
        """Read it."""
        counts: dict[str, int] = {}
        found: list[VerdictRow] = []
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            for cells in lines:
                row = VerdictRow(*(original(cell) for cell in cells))
                doubtful = row.verdict == "new" and bool(row.reasons)
                for kind in ("", row.verdict, *(["doubtful"] if doubtful else [])):
                    counts[kind] = counts.get(kind, 0) + 1
                    if kind == self.verdict and len(found) < MOST_VERDICTS:
                        found.append(row)
        return Verdicts(tuple(found), counts)


@dataclass(frozen=True)
class UndoLookJob:
    """Look at what undoing an import would do."""

    batch: str

    def run(self, cases: UseCases, watch: Watch) -> UndoLook:
        """Look."""
        return cases.importing.look_at_undo(self.batch, watch.is_cancelled)
