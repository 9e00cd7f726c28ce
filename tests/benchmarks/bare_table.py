"""A plain table with a lean model, in a process of its own: the limit that our lists are measured against.

It has no style sheet, reads by raw ``sqlite3`` on the window's thread, and repaints at once. A process of its
own, so that both sides can be measured in turn, each in an application of its own kind. To log it writes to a
raw copy of the desk.
"""

# ruff: noqa: S608 - our own names and numbers
from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.raw_desk import RawDesk, Rows

ROWS = 50
CELLS = (
    "number, priority, title, stage, next_due_kind, (SELECT name FROM person WHERE person.id = assignee_id)"
)
OPEN = "status NOT IN ('closed', 'cancelled')"
LIST_SQL = f"SELECT {CELLS} FROM incident WHERE {OPEN} AND ? ORDER BY next_due LIMIT {ROWS}"
SEARCHED = "SELECT rowid FROM incident_search WHERE incident_search MATCH ?"
SEARCH_SQL = f"SELECT {CELLS} FROM incident WHERE id IN ({SEARCHED}) ORDER BY id DESC LIMIT {ROWS}"
LOGGED_SQL = f"SELECT {CELLS} FROM main.incident WHERE {OPEN} ORDER BY id DESC LIMIT {ROWS}"


class LeanModel(QAbstractTableModel):
    """Rows of ready strings, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many there are."""
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """As many as the queue shows."""
        return 6

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """The text of a cell."""
        return self.rows[index.row()][index.column()] if role == 0 else None

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class BareTable:
    """A plain table of the size of ours, and a raw connection to the same file."""

    def __init__(self, desk: Path, size: tuple[int, int], row_height: int) -> None:
        self._desk = desk
        self._raw = sqlite3.connect(f"file:{desk}?mode=ro", uri=True)
        self._model = LeanModel()
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(row_height)
        self.table.resize(*size)
        self.table.show()
        QApplication.processEvents()

    def show(self, sql: str, parameter: str) -> None:
        """Read and paint."""
        self._paint(self._raw.execute(sql, (parameter,)).fetchall())

    def copied(self, uid: str, path: Path, count: int) -> Iterator[None]:
        """Log ``count`` incidents such as ``uid`` in a raw copy at ``path``, one a step; first it is made."""
        copy = RawDesk(self._desk, path)
        copy.load(copy.everything())
        template = copy.rows_of(uid)
        news = [copy.as_new(template, number) for number in range(1, count + 1)]
        yield
        for rows in news:
            self._log(copy, rows)
            yield

    def _log(self, copy: RawDesk, rows: Rows) -> None:
        """Write, durable; read the list, and paint it."""
        copy.log(rows)
        self._paint(copy.rows(LOGGED_SQL))

    def _paint(self, rows: list[tuple[object, ...]]) -> None:
        self._model.show_rows([tuple(str(cell) for cell in row) for row in rows])
        self.table.viewport().repaint()


class Limit:
    """The plain table, in its process. ``wall`` and ``cpu`` of each act are in seconds."""

    def __init__(self, desk: Path, size: tuple[int, int], row_height: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, desk, size, row_height), daemon=True)
        self._process.start()

    def show(self, sql: str, parameter: str) -> tuple[float, float]:
        """Let it read and paint; gives wall and CPU time."""
        self._pipe.send(("show", (sql, parameter)))
        wall, cpu = self._pipe.recv()
        return wall, cpu

    def copy(self, uid: str, path: Path, count: int) -> None:
        """Get ready to log ``count`` incidents such as ``uid`` in a raw copy of the desk at ``path``."""
        self._pipe.send(("copy", (uid, path, count)))
        self._pipe.recv()

    def log(self) -> tuple[float, float]:
        """Let it log one and show the list; gives wall and CPU time."""
        self._pipe.send(("log", ()))
        wall, cpu = self._pipe.recv()
        return wall, cpu

    def close(self) -> None:
        """End it."""
        self._pipe.send(None)
        self._process.join()


def _serve(pipe: Connection, desk: Path, size: tuple[int, int], row_height: int) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    table = BareTable(desk, size, row_height)
    logging: Iterator[None] = iter(())
    while (asked := pipe.recv()) is not None:
        act, given = asked
        app.processEvents()
        wall, cpu = time.perf_counter(), time.process_time()
        if act == "show":
            table.show(*given)
        else:
            if act == "copy":
                logging = table.copied(*given)
            next(logging)
        pipe.send((time.perf_counter() - wall, time.process_time() - cpu))
