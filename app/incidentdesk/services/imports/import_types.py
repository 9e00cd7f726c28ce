"""What an import is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

VERDICTS = ("new", "changed", "unchanged", "refused")
"""What can become of a record."""

NOTABLE = 200
"""How many refused or doubtful records an answer names; the file of verdicts has them all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one record, and why: ``reasons`` are whole sentences, ``number`` is ours.

    ``places`` are its rows in the file.
    """

    file: str
    key: str
    places: tuple[int, ...]
    verdict: str
    number: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work is; ``total`` is 0 where nobody knows."""

    what: str
    done: int
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Control:
    """How a long work is watched and stopped. It stops between two transactions, never within one."""

    progress: Callable[[Progress], None] = lambda _progress: None
    cancelled: Callable[[], bool] = lambda: False
    verdict: Callable[[Verdict], None] = lambda _verdict: None


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do (``state`` is then ``preview``, and ``batch`` empty).

    ``state`` is ``done``, or ``stopped`` where it was cancelled. ``added`` has the names of what came along,
    by register or list; ``numbers`` the first and the last number by year; ``notable`` the first records that
    were refused or that raised a doubt, out of ``doubtful`` and the refused ones.
    """

    batch: str
    state: str
    counts: Mapping[str, int]
    added: Mapping[str, tuple[str, ...]]
    numbers: Mapping[int, tuple[str, str]]
    notable: tuple[Verdict, ...] = ()
    doubtful: int = 0

    @property
    def total(self) -> int:
        """How many records were read."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Left:
    """An incident that an undo left as it is, or in part: ``fields`` were changed since."""

    number: str
    why: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class UndoResult:
    """What an undo did: how many incidents it withdrew, how many it put back, and what it left.

    ``kept`` are names of what the import added and somebody uses by now.
    """

    batch: str
    state: str
    withdrawn: int
    put_back: int
    left: tuple[Left, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class UndoLook:
    """What an undo would do: how many incidents it withdraws and puts back, and which it leaves."""

    withdrawn: int
    put_back: int
    left: tuple[str, ...]
