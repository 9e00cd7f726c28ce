"""What came of the records of an import so far, and what it is told with at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from incidentdesk.services.imports.import_names import Additions
from incidentdesk.services.imports.import_types import NOTABLE, VERDICTS, ImportResult, Verdict


@dataclass
class Tally:
    """What came of all records so far."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    added: dict[str, dict[str, None]] = field(default_factory=dict)
    years: dict[int, tuple[int, int]] = field(default_factory=dict)
    notable: list[Verdict] = field(default_factory=list)
    doubtful: int = 0

    def add(self, additions: Additions) -> None:
        """Count what came along."""
        for register, names in additions.names().items():
            self.added.setdefault(register, {}).update(dict.fromkeys(names))

    def take(self, verdict: Verdict) -> None:
        """Count one record."""
        self.counts[verdict.verdict] += 1
        doubtful = verdict.verdict == "new" and bool(verdict.reasons)
        self.doubtful += doubtful
        if (doubtful or verdict.verdict == "refused") and len(self.notable) < NOTABLE:
            self.notable.append(verdict)

    def count_number(self, year: int, ordinal: int) -> None:
        """Note that a number of ``year`` was (would be) given."""
        first, last = self.years.get(year, (ordinal, ordinal))
        self.years[year] = (min(first, ordinal), max(last, ordinal))

    def result(self, batch: str, state: str, number: Callable[[int, int], str]) -> ImportResult:
        """What came of an import; ``number`` gives the number of a year and an ordinal."""
        return ImportResult(
            batch=batch,
            state=state,
            counts=self.counts,
            added={register: tuple(names) for register, names in self.added.items()},
            numbers={
                year: (number(year, first), number(year, last))
                for year, (first, last) in sorted(self.years.items())
            },
            notable=tuple(self.notable),
            doubtful=self.doubtful,
        )
