"""The physical limit of a desk: the same rows in the same tables by bare ``sqlite3``, just as durable.

Its file has the tables and indexes of a real desk, and a plain full-text index of the same columns. It checks
nothing, works nothing out, and writes rows that were read from a real desk beforehand.
"""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidentdesk.storage.search_index import COLUMNS

SEARCHED = tuple(COLUMNS.values())
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""Rows by table."""

SHOWN = (
    "i.uid, i.number, i.title, i.process, i.status, i.stage, i.priority, i.provisional, i.major, a.uid, "
    "a.name, r.name, i.logged_at, i.updated_at, i.resolved_at, i.closed_at, i.next_due, i.next_due_kind, "
    "i.paused, i.breached"
)
"""What a line of a list shows."""

JOINS = "LEFT JOIN main.person a ON a.id = i.assignee_id LEFT JOIN main.reporter r ON r.id = i.reporter_id"

OF_INCIDENT = ("run", "timeline_entry", "attachment")
OF_RUN = ("stage_values", "field_value")
NEW = 10_000_000
"""Integer keys from here on are those of rows that the limit writes."""


@dataclass(frozen=True)
class Change:
    """What one change of an incident wrote: the incident's new columns, and rows added to other tables."""

    key: int
    columns: tuple[str, ...]
    cells: Row
    added: Rows
    stage: Row | None = None


class RawDesk:
    """A desk of the same shape as the one at ``desk``, in a file of its own."""

    def __init__(self, desk: Path, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None, uri=True)
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=1")
        self.db.execute("ATTACH ? AS desk", (f"file:{desk}?mode=ro",))
        self._copy_shape()
        self.tables = self._tables()
        self.columns = {
            table: [str(row[1]) for row in self.db.execute(f"PRAGMA main.table_info({table})")]
            for table in self.tables
        }
        self._insert = {table: self._insert_sql(table) for table in self.tables}
        self._learn = (
            f"INSERT INTO fulltext(rowid, {', '.join(SEARCHED)}) VALUES ({self._marks(len(SEARCHED) + 1)})"
        )
        self._forget = (
            f"INSERT INTO fulltext(fulltext, rowid, {', '.join(SEARCHED)}) "
            f"VALUES ('delete', {self._marks(len(SEARCHED) + 1)})"
        )

    def _copy_shape(self) -> None:
        shape = self.db.execute(
            "SELECT sql FROM desk.sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
            "AND name NOT LIKE 'incident_search%' AND name NOT LIKE 'sqlite%' ORDER BY type DESC, rowid"
        ).fetchall()
        for (statement,) in shape:
            self.db.execute(statement)
        self.db.execute(
            f"CREATE VIRTUAL TABLE fulltext USING fts5({', '.join(SEARCHED)}, content='incident', "
            "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
        )

    def _tables(self) -> list[str]:
        rows = self.db.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'fulltext%' ORDER BY rowid"
        )
        return [str(name) for (name,) in rows]

    @staticmethod
    def _marks(count: int) -> str:
        return ", ".join("?" * count)

    def _insert_sql(self, table: str) -> str:
        columns = self.columns[table]
        return f"INSERT INTO main.{table} ({', '.join(columns)}) VALUES ({self._marks(len(columns))})"

    # ---- reading what a desk holds, to write it again

    def everything(self) -> Rows:
        """All rows of the desk, in memory."""
        return {table: self.db.execute(f"SELECT * FROM desk.{table}").fetchall() for table in self.tables}

    def rows_of(self, uid: str) -> Rows:
        """The rows of one incident of the desk."""
        ask = self.db.execute
        (key,) = ask("SELECT id FROM desk.incident WHERE uid = ?", (uid,)).fetchone()
        rows = {"incident": ask("SELECT * FROM desk.incident WHERE id = ?", (key,)).fetchall()}
        for table in OF_INCIDENT:
            rows[table] = ask(f"SELECT * FROM desk.{table} WHERE incident_id = ?", (key,)).fetchall()
        run = rows["run"][0][0]
        for table in OF_RUN:
            rows[table] = ask(f"SELECT * FROM desk.{table} WHERE run_id = ?", (run,)).fetchall()
        return rows

    def as_new(self, rows: Rows, number: int) -> Rows:
        """The rows of one incident, with keys and identifiers as if it were another."""
        key = NEW + number
        changes = {
            "uid": lambda old: f"{old[:-9]}{number:09d}",
            "number": lambda _old: f"RAW-{number}",
            "ordinal": lambda _old: key,
            "incident_id": lambda _old: key,
            "run_id": lambda _old: key,
        }
        found: Rows = {}
        for table, many in rows.items():
            keep = key if table in {"incident", "run"} else None
            found[table] = [self._changed(table, row, {**changes, "id": lambda _old: keep}) for row in many]  # noqa: B023 - used at once
        return found

    def _changed(self, table: str, row: Row, changes: dict[str, Callable[[Any], Any]]) -> Row:
        return tuple(
            changes[name](cell) if name in changes else cell
            for name, cell in zip(self.columns[table], row, strict=True)
        )

    def words(self, incident: Row) -> Row:
        """The cells that the full-text index takes from an incident's row, its key first."""
        cells = dict(zip(self.columns["incident"], incident, strict=True))
        return (cells["id"], *(cells[name] for name in SEARCHED))

    # ---- what is measured

    def load(self, rows: Rows) -> None:
        """Write all rows in one transaction, then the index, in one piece: nothing can be found faster."""
        run = self.db.execute
        run("PRAGMA main.foreign_keys = 0")
        run("BEGIN IMMEDIATE")
        for table, many in rows.items():
            self.db.executemany(self._insert[table], many)
        self.db.executemany(self._learn, map(self.words, rows["incident"]))
        run("INSERT INTO fulltext(fulltext) VALUES ('optimize')")
        run("COMMIT")
        run("PRAGMA main.foreign_keys = 1")

    def log(self, rows: Rows) -> None:
        """Add one incident with its number, run, stages, timeline and words."""
        run = self.db.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE main.desk_state SET change_seq = change_seq + 1")
        run("UPDATE main.counter SET last = last + 1")
        for table, many in rows.items():
            for row in many:
                run(self._insert[table], row)
        run(self._learn, self.words(rows["incident"][0]))
        run("COMMIT")

    def change(self, change: Change, before: Row | None = None, after: Row | None = None) -> None:
        """Change one incident and add to its timeline; its words too where both states are given."""
        run = self.db.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE main.desk_state SET change_seq = change_seq + 1")
        places = ", ".join(f"{name} = ?" for name in change.columns)
        run(f"UPDATE main.incident SET {places} WHERE id = ?", (*change.cells, change.key))
        if change.stage is not None:
            run("UPDATE main.stage_values SET document = ? WHERE run_id = ? AND stage = ?", change.stage)
        for table, many in change.added.items():
            for row in many:
                run(self._insert[table], row)
        if before is not None and after is not None:
            run(self._forget, before)
            run(self._learn, after)
        run("COMMIT")

    def rows(self, statement: str, parameters: Iterable[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        return self.db.execute(statement, tuple(parameters)).fetchall()

    def open(self, uid: str) -> None:
        """Everything that a page shows of one incident."""
        ask = self.rows
        ((key,),) = ask("SELECT id FROM main.incident WHERE uid = ?", (uid,))
        ask("SELECT * FROM main.incident WHERE id = ?", (key,))
        ((run,),) = ask("SELECT id FROM main.run WHERE incident_id = ?", (key,))
        ask("SELECT * FROM main.stage_values WHERE run_id = ?", (run,))
        ask("SELECT * FROM main.timeline_entry WHERE incident_id = ? ORDER BY seq", (key,))
        ask("SELECT * FROM main.attachment WHERE incident_id = ?", (key,))
        ask("SELECT * FROM main.issued_report WHERE incident_id = ?", (key,))

    def size(self) -> int:
        """Bytes of the file, the log written back."""
        self.db.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
        return self.path.stat().st_size

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
