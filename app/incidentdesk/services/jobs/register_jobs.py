"""Filling registers from files as jobs for another process."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.texts import _
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.spreadsheet import original
from incidentdesk.services.imports.import_types import Progress
from incidentdesk.services.jobs.job_steps import Pace
from incidentdesk.services.jobs.serving import Watch
from incidentdesk.services.registers.register_file_types import (
    FileControl,
    FileLook,
    FileOrder,
    FileUndone,
    Filled,
    RowVerdict,
)
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.verdict_lines import verdict_lines

HEADS = ("rows", "name", "verdict", "reasons")
"""Heads of the file of verdicts."""

MOST_SHOWN = 5000
"""How many verdicts of a kind are shown; the file has them all."""


@dataclass(frozen=True)
class LookAtFileJob:
    """Find out how a file would be read; ``reading`` is what a person corrected."""

    path: Path
    register: str
    reading: Reading | None = None

    def run(self, cases: UseCases, _watch: Watch) -> FileLook:
        """Look at it."""
        return cases.register_files.look(self.path, self.register, self.reading)


@dataclass(frozen=True)
class FillJob:
    """Judge every row of a file, and with ``write`` fill the register; each verdict goes to ``verdicts``."""

    order: FileOrder
    author: str
    verdicts: Path
    write: bool = False

    def run(self, cases: UseCases, watch: Watch) -> Filled:
        """Do it; tells ``Progress``."""
        pace = Pace()

        def progress(one: Progress) -> None:
            if pace.is_time():
                watch.tell(one)

        with _verdict_file(self.verdicts) as tell:
            control = FileControl(progress, watch.is_cancelled, tell)
            if self.write:
                return cases.register_files.fill(self.order, self.author, control)
            return cases.register_files.preview(self.order, control)


@dataclass(frozen=True)
class UndoFileJob:
    """Take back what a file did."""

    batch: str
    author: str

    def run(self, cases: UseCases, watch: Watch) -> FileUndone:
        """Undo it; tells ``Progress``."""
        return cases.register_files.undo(self.batch, self.author, FileControl(watch.tell, watch.is_cancelled))


@dataclass(frozen=True)
class VerdictLine:
    """One line of a file of verdicts."""

    rows: str
    name: str
    verdict: str
    reasons: str


@dataclass(frozen=True)
class VerdictLines:
    """The first lines of one kind in a file of verdicts, and how many of it there are."""

    lines: tuple[VerdictLine, ...]
    whole: int


@dataclass(frozen=True)
class ReadVerdictsJob:
    """Read a file of verdicts; ``verdict`` empty takes all kinds."""

    path: Path
    verdict: str = ""

    def run(self, _cases: UseCases, _watch: Watch) -> VerdictLines:
        """Read it."""
        found: list[VerdictLine] = []
        whole = 0
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            for cells in lines:
                line = VerdictLine(*(original(cell) for cell in cells))
                if self.verdict in ("", line.verdict):
                    whole += 1
                    if len(found) < MOST_SHOWN:
                        found.append(line)
        return VerdictLines(tuple(found), whole)


def counted(counts: Mapping[str, int]) -> int:
    """How many rows a file adds or changes."""
    return counts.get("new", 0) + counts.get("changed", 0)


@contextmanager
def _verdict_file(path: Path) -> Iterator[Callable[[RowVerdict], None]]:
    with verdict_lines(path, HEADS) as write:
        yield lambda one: write(_cells(one))


def _cells(one: RowVerdict) -> tuple[str, ...]:
    changes = (
        _("{field}: “{old}” becomes “{new}”").format(field=change.label, old=change.old, new=change.new)
        if change.old
        else _("{field}: “{new}”").format(field=change.label, new=change.new)
        for change in (one.fields if one.verdict == "changed" else ())
    )
    like = _("Looks like {entry}.").format(entry=one.like) if one.like and one.verdict == "doubtful" else ""
    told = " ".join(part for part in (*one.reasons, like, "; ".join(changes)) if part)
    return " ".join(str(place) for place in one.places), one.name, one.verdict, told
