"""One transaction's view of the desk: every query of the storage layer runs on a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from peewee import Database, Query

Row = tuple[Any, ...]


class Session:
    """Runs queries on one database object, inside the transaction that made the session.

    What is asked or written all day is SQL written out, run on the driver's own connection: building a query
    anew costs ten times what SQLite needs for it. The query builder is for the rest.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connection()
        self.opened: set[str] = set()
        """The uids of restricted incidents that were opened in this transaction: it is logged afterwards."""

    def rows(self, query: Query) -> list[Row]:
        """All rows of ``query`` as tuples."""
        found: list[Row] = self._database.execute(query).fetchall()
        return found

    def first(self, query: Query) -> Row | None:
        """The first row of ``query``, or ``None``."""
        found: Row | None = self._database.execute(query).fetchone()
        return found

    def value(self, query: Query) -> Any:  # noqa: ANN401 - a database cell
        """The first column of the first row, or ``None``."""
        row = self.first(query)
        return None if row is None else row[0]

    def run(self, query: Query) -> int:
        """Do ``query``; gives the number of rows it changed.

        Keys of inserted rows are looked up by uid: the full-text index spoils SQLite's own last row id.
        """
        return int(self._database.execute(query).rowcount)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Do one statement for each of ``rows``."""
        self._connection.executemany(sql, rows)

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement written out."""
        found: list[Row] = self._connection.execute(statement, parameters).fetchall()
        return found

    def each(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement written out, one after the other, where all at once would be too many."""
        rows: Iterator[Row] = self._connection.execute(statement, parameters)
        return rows

    @contextmanager
    def broken_off(self, outdated: Callable[[], bool], steps: int) -> Iterator[None]:
        """Break off a statement within as soon as ``outdated``, which is asked every so many ``steps``."""
        self._connection.set_progress_handler(lambda: 1 if outdated() else 0, steps)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, steps)

    def cell(self, statement: str, parameters: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a database cell
        """The first column of the first row of a statement written out, or ``None``."""
        row: Row | None = self._connection.execute(statement, parameters).fetchone()
        return None if row is None else row[0]
