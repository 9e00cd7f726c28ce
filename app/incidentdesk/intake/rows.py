"""What every format reads first: rows of cells under heads, each with the places it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """One row. ``places`` are its lines (or its position in a list), from 1.

    ``doubt`` says what was put right to read it; ``fault`` why it could not be read, with the remedy: then
    the cells do not count.
    """

    places: tuple[int, ...]
    cells: list[str]
    doubt: str = ""
    fault: str = ""


class RowSource(Protocol):
    """Rows of a file, as often as asked, without holding all of them."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The head of each column; a head can come twice."""
        ...

    def rows(self) -> Iterator[Row]:
        """Every row of the file in its order, none left out; only rows without any content are."""
        ...
