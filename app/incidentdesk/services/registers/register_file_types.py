"""What filling a register from a file is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from incidentdesk.domain.importing_settings import Reading
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.imports.import_types import Progress

VERDICTS = ("new", "changed", "unchanged", "doubtful", "refused")
"""What can become of a row. A doubtful one looks like an entry that is here already."""

DOUBTFUL = ("skip", "add", "join")
"""What may be done with a doubtful row: leave it, add it as a new entry, take it for its look-alike."""

NOTABLE = 200
"""How many rows an answer names; ``FileControl.verdict`` is told of all."""


@dataclass(frozen=True)
class FileRow:
    """One row of a file: its cells by target, and the lines it stands in.

    ``doubt`` says what was put right to read it; ``fault`` why it cannot be read, with the remedy.
    """

    places: tuple[int, ...]
    cells: Mapping[str, str]
    doubt: str = ""
    fault: str = ""


class RegisterTables(Protocol):
    """Reads tables of text; ``targets`` are what a column can be read into, by key and label."""

    def inspect(
        self, path: Path, register: str, targets: Mapping[str, str], written: Reading | None = None
    ) -> Reading:
        """How the file is to be read, with a target for each head where it can be told."""
        ...

    def rows(self, path: Path, reading: Reading) -> Iterator[FileRow]:
        """Every row below the heads."""
        ...

    def meaning(self, kind: str, text: str) -> str:
        """The key that a word stands for: ``yes`` or ``no``, a priority; empty where nobody knows."""
        ...


@dataclass(frozen=True)
class Choices:
    """What a person decides of a file.

    ``create``: the registers in which names that nobody knows are added. ``doubtful``: what becomes of such
    rows, and ``decisions`` of single ones by their (first) line. ``clears``: an empty cell empties the field;
    else it leaves what is there.
    """

    create: frozenset[str] = frozenset({"place", "service", "device", "supplier"})
    doubtful: str = "skip"
    decisions: Mapping[int, str] = field(default_factory=dict)
    clears: bool = False


@dataclass(frozen=True)
class FileOrder:
    """Fill ``register`` from the file at ``path``, read as ``reading`` says (``None``: as it is proposed)."""

    path: Path
    register: str
    reading: Reading | None = None
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True)
class FieldChange:
    """A field by its label, and what it said and will say, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RowVerdict:
    """What becomes of one row, and why, in whole sentences.

    ``like`` is the entry that a doubtful row looks like, in words; ``uid`` the entry that is added or
    changed.
    """

    places: tuple[int, ...]
    name: str
    verdict: str
    reasons: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    uid: str = ""
    like: str = ""


@dataclass(frozen=True)
class FileControl:
    """How the work is watched and stopped: between two transactions, never within one."""

    progress: Callable[[Progress], None] = lambda _progress: None
    cancelled: Callable[[], bool] = lambda: False
    verdict: Callable[[RowVerdict], None] = lambda _verdict: None


@dataclass(frozen=True)
class FileLook:
    """A file before anything is done with it.

    ``targets`` are what a column can be read into, by key and label; ``verdicts`` those of the first rows,
    and ``counts`` are of these alone. ``missing`` says why nothing can be filled, where that is so.
    """

    register: str
    reading: Reading
    targets: Mapping[str, str]
    verdicts: tuple[RowVerdict, ...]
    counts: Mapping[str, int]
    missing: str = ""


@dataclass(frozen=True)
class Filled:
    """What was done, or would be (``state`` is then ``preview``, and ``batch`` empty).

    ``state`` is ``done``, or ``stopped`` where it was cancelled: to go on, fill again, since what is here
    already stays unchanged. ``created`` has the names that came along, by register; ``notable`` the first
    rows that were not simply unchanged.
    """

    batch: str
    state: str
    counts: Mapping[str, int]
    created: Mapping[str, tuple[str, ...]]
    notable: tuple[RowVerdict, ...]
    changes: Changes = field(default_factory=Changes)

    @property
    def total(self) -> int:
        """How many rows were read."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class FileUndone:
    """What an undo did. ``left`` has the entries that it left, by name, and why."""

    batch: str
    state: str
    deleted: int
    put_back: int
    left: tuple[tuple[str, str], ...]
    changes: Changes = field(default_factory=Changes)
