"""The rows of a long list that are here: pages around what is looked at. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

PAGE = 50
"""How many rows are read at once."""

KEPT = 24
"""So many pages are kept; the one not looked at for longest goes first."""

R = TypeVar("R")


class PageStore(Generic[R]):
    """Pages of rows by their number, from 0."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._pages: OrderedDict[int, list[R]] = OrderedDict()

    def row(self, number: int) -> R | None:
        """The row ``number``; None where it is not here."""
        page = self._pages.get(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def put(self, first: int, rows: Sequence[R]) -> None:
        """Keep ``rows`` that begin at row ``first``, which has to be the first of a page."""
        if first % PAGE:
            raise ValueError(f"row {first} does not begin a page of {PAGE}")
        for start in range(0, len(rows), PAGE):
            number = (first + start) // PAGE
            self._pages[number] = list(rows[start : start + PAGE])
            self._pages.move_to_end(number)
        while len(self._pages) > self._kept:
            self._pages.popitem(last=False)

    def change(self, number: int, row: R) -> None:
        """Put another row in the place of one that is here."""
        self._pages[number // PAGE][number % PAGE] = row

    def look(self, first: int, last: int) -> tuple[int, int] | None:
        """Say that rows ``first`` to ``last`` are looked at; the first and last page of them not here."""
        missing = []
        for number in range(first // PAGE, last // PAGE + 1):
            if number in self._pages:
                self._pages.move_to_end(number)
            else:
                missing.append(number)
        return (missing[0], missing[-1]) if missing else None

    def rows(self) -> Iterator[tuple[int, R]]:
        """All rows that are here, with their numbers, in order."""
        for number in sorted(self._pages):
            for place, row in enumerate(self._pages[number]):
                yield number * PAGE + place, row

    def cut(self, total: int) -> None:
        """Forget rows from number ``total`` on."""
        for number in list(self._pages):
            keep = total - number * PAGE
            if keep <= 0:
                del self._pages[number]
            else:
                del self._pages[number][keep:]

    def clear(self) -> None:
        """Forget all rows."""
        self._pages.clear()
