"""In which order the rows of a table stand, and which of those that are over fold away."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from incidentdesk.base.time_source import Instant
from incidentdesk.gui.response.room_tables import RoomTable
from incidentdesk.gui.response.time_box import due_of
from incidentdesk.services.response.room import Row

_NEVER = 1 << 62


class RowOrder:
    """The late ones first, then by when they are due; what is over stands last, the newest first."""

    def __init__(self, table: RoomTable) -> None:
        self._table = table
        self._late: frozenset[str] = frozenset()
        self._ended: list[str] = []
        self.unfolded = False
        self.record = False
        """Whether it has ended: then all rows stand in sight, as they were added."""

    def note_end(self, name: str) -> None:
        """A row was brought into another state just now: of those that are over it stands first."""
        self._ended = [name, *(one for one in self._ended if one != name)]

    def see_late(self, late: frozenset[str]) -> bool:
        """Take note of the rows that are late by now; whether others were before."""
        before, self._late = self._late, late
        return before != late

    def is_late(self, name: str) -> bool:
        """Whether a row was late when that was last noted."""
        return name in self._late

    def of(self, rows: Sequence[Row], always: Collection[str]) -> tuple[list[str], int]:
        """The names of the rows in sight, in order, and how many are folded away, or could be.

        Those named in ``always`` stay in sight.
        """
        if self.record:
            return [str(row["row"]) for row in rows], 0
        going = [row for row in rows if self._table.is_going(row)]
        over = sorted((row for row in rows if not self._table.is_going(row)), key=self._ended_at)
        spare = [str(row["row"]) for row in over[self._table.shown :]]
        spare = [name for name in spare if name not in always]
        ordered = rows if self._table.in_order else [*sorted(going, key=self._due), *over]
        names = [str(row["row"]) for row in ordered]
        return [name for name in names if self.unfolded or name not in spare], len(spare)

    def _due(self, row: Row) -> tuple[int, int]:
        due: Instant | None = due_of(row)
        return due.ms if due is not None else _NEVER, _number(row)

    def _ended_at(self, row: Row) -> tuple[int, int]:
        name = str(row["row"])
        return self._ended.index(name) if name in self._ended else len(self._ended), -_number(row)


def _number(row: Row) -> int:
    name = str(row["row"])
    return int(name) if name.isdecimal() else 0
