"""How long the queue takes to be shown, against a bare table with the same rows of text.

Run by hand: ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/queue_shown.py [incidents …]``. "Shown" is
from the person's action (a key) to the frame painted, all threads included. The bare side reads the same
rows by raw ``sqlite3`` on the window's thread, gives them to a lean model of ready strings, and repaints a
plain ``QTableView`` of the same size and height of rows, with no style sheet. Both are done in one run.
Nothing is asserted.
"""

# ruff: noqa: S608 - our own names and numbers
from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.measuring import WARM_UPS, Cost, Pair, say
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.domain.records import Person
from incidentdesk.gui.application import Opened, make_application, opened
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.settling import settle
from incidentdesk.services.use_cases import UseCases

ROUNDS = 40
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
SIZES = (5_000, 100_000)
ROWS = 50
WINDOW = (1440, 900)
CELLS = (
    "number, priority, title, stage, next_due_kind, (SELECT name FROM person WHERE person.id = assignee_id)"
)
OPEN = "status NOT IN ('closed', 'cancelled')"
LIST_SQL = f"SELECT {CELLS} FROM incident WHERE {OPEN} AND ? ORDER BY next_due LIMIT {ROWS}"
SEARCHED = "SELECT rowid FROM incident_search WHERE incident_search MATCH ?"
SEARCH_SQL = f"SELECT {CELLS} FROM incident WHERE id IN ({SEARCHED}) ORDER BY id DESC LIMIT {ROWS}"
WORDS = ("gramble", "twindle")
"""Words that stand in exactly fifty titles each."""


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
        rows = self._raw.execute(sql, (parameter,)).fetchall()
        self._model.show_rows([tuple(str(cell) for cell in row) for row in rows])
        self.table.viewport().repaint()

    def close(self) -> None:
        """Let go."""
        self.table.close()
        self._raw.close()


def seed(paths: DeskPaths, size: int) -> tuple[UseCases, Person]:
    """A desk of ``size`` incidents: the sample ones again and again, with numbers and titles of their own."""
    cases = bootstrap.use_cases(paths, bootstrap.system_time())
    cases.desk.database.connect(write=True, read=True)
    person = cases.people.whoever_is("", "bench")
    bootstrap.fill_if_empty(paths, person)
    cases.desk.database.disconnect()
    raw = sqlite3.connect(paths.desk)
    raw.execute("PRAGMA synchronous=OFF")
    clone(raw, size)
    raw.execute("ANALYZE")
    raw.commit()
    raw.close()
    return cases, person


def clone(raw: sqlite3.Connection, size: int) -> None:
    """Copy the incidents and runs of the desk until there are ``size``."""
    (have, last) = raw.execute("SELECT count(*), max(ordinal) FROM incident").fetchone()
    word = " ".join(
        f"|| CASE WHEN n.n % {max(1, size // ROWS)} = {place} THEN ' {text}' ELSE '' END"
        for place, text in enumerate(WORDS)
    )
    changed = {
        "id": "n.n + 100000",
        "uid": "printf('%s-%09d', substr(t.uid, 1, 26), n.n)",
        "ordinal": f"n.n + {last}",
        "number": f"printf('INC-2026-%06d', n.n + {last})",
        "title": f"t.title || ' ' || n.n {word}",
        "next_due": "t.next_due + n.n * 60000",
        "updated_at": "t.updated_at - n.n * 1000",
        "external_key": "NULL",
    }
    of_run = {"id": "n.n + 100000", "uid": changed["uid"], "incident_id": "n.n + 100000"}
    numbers = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {size - have})"
    for table, changes in (("incident", changed), ("run", of_run)):
        columns = [str(row[1]) for row in raw.execute(f"PRAGMA table_info({table})")]
        cells = ", ".join(changes.get(name, f"t.{name}") for name in columns)
        base = "t.id" if table == "incident" else "t.incident_id"
        raw.execute(
            f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {cells} FROM n "
            f"JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS turn FROM {table}) t "
            f"ON t.turn = n.n % {have} WHERE {base} IS NOT NULL"
        )
    raw.commit()


class Watch:
    """Waits for the frame that shows what was asked for, and notes how much of the table was painted."""

    def __init__(self, shown: Opened) -> None:
        self.page = shown.window.rooms["queue"]
        assert isinstance(self.page, QueuePage)
        self.shown = shown
        self._there = False
        self.page.list.shown.connect(self._arrived)

    def until_painted(self, act: Callable[[], object]) -> None:
        """Do ``act`` and let events run until the list is on the screen."""
        self._there = False
        act()
        while not self._there:
            QCoreApplication.processEvents(WAIT)

    def rest(self) -> None:
        """Let the counts, the preview and all else come in."""
        settle(self.shown.window, self.shown.tasks)

    def _arrived(self) -> None:
        self._there = True


def measured(act: Callable[[int], object], rest: Callable[[], object] = lambda: None) -> Cost:
    """Do ``act`` some times; ``rest`` between is not counted."""
    cost = Cost()
    for number in range(-WARM_UPS, ROUNDS):
        cost.take(act, number)
        rest()
    return cost


def bare(desk: Path, size: tuple[int, int], row_height: int) -> dict[str, Cost]:
    """The limit: what a plain table costs."""
    QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]
    table = BareTable(desk, size, row_height)
    one = ("1", "2")
    costs = {
        "open the queue": measured(lambda number: table.show(LIST_SQL, one[number % 2])),
        "search, 50 hits": measured(lambda number: table.show(SEARCH_SQL, WORDS[number % 2])),
    }
    table.close()
    return costs


def ours(shown: Opened) -> dict[str, Cost]:
    """What the queue costs."""
    watch = Watch(shown)
    page = watch.page
    views = page.views.list
    views.setFocus()
    keys = (Qt.Key.Key_Up, Qt.Key.Key_Down)
    page.show_target("open")
    watch.rest()
    page.show_target("confirm")
    watch.rest()
    opening = measured(
        lambda number: watch.until_painted(lambda: QTest.keyClick(views, keys[1 - number % 2])), watch.rest
    )
    searching = measured(
        lambda number: watch.until_painted(lambda: page.search(WORDS[number % 2])), watch.rest
    )
    hits = page.list.model.rowCount()
    page.show_target("open")
    watch.rest()
    say(f"    {page.list.head.told.text()}; {hits} hits")
    return {"open the queue": opening, "search, 50 hits": searching, "change of status": changing(watch)}


def changing(watch: Watch) -> Cost:
    """One incident is put on hold or taken up again by its service; until its row is painted."""
    page, session = watch.page, watch.shown.session
    people = [one.uid for one in session.surroundings.staff][:2]
    uid = next(row.uid for _number, row in page.list.model.rows_here() if row.status == "in_progress")
    rows: list[int] = []
    done: list[bool] = []
    page.showing.feed.row_changed.connect(lambda *_about: done.append(True))
    page.list.model.dataChanged.connect(lambda first, last, _roles: rows.append(last.row() - first.row() + 1))

    def act(number: int) -> None:
        done.clear()
        assign = session.cases.lifecycle.assign
        session.tasks.change(page, lambda: assign(uid, people[number % 2], session.me))
        while not done:
            QCoreApplication.processEvents(WAIT)
        QCoreApplication.processEvents()

    cost = measured(act, watch.rest)
    say(f"    rows repainted at a change: {sum(rows) / (ROUNDS + WARM_UPS):.1f}")
    return cost


def main(sizes: tuple[int, ...]) -> None:
    """Measure at each size, and how it grows."""
    make_application()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            paths = desk_paths(Path(folder) / "desk.sqlite3")
            cases, person = seed(paths, size)
            drafting = bootstrap.drafting(cases, paths, person)
            with opened(cases, drafting, person, paths, sample=True, theme="light") as shown:
                shown.window.resize(*WINDOW)
                shown.window.show()
                shown.window.show_room("queue", "open")
                settle(shown.window, shown.tasks)
                table = shown.window.rooms["queue"].list.table  # type: ignore[attr-defined]
                room = (table.width(), table.height())
                say(f"\n{size:,} incidents, a table of {room[0]} x {room[1]}")
                say("    milliseconds: wall median, 95 %, CPU median")
                costs = ours(shown)
            limits = bare(paths.desk, room, 38)
            for name, cost in costs.items():
                say(f"    {name:20} {cost}{against(cost, limits.get(name))}")


def against(cost: Cost, limit: Cost | None) -> str:
    """What the limit costs, and the ratios of wall and CPU time."""
    if limit is None:
        return ""
    pair = Pair(limit, cost)
    return f"   bare {limit}   {pair.ratio:5.2f}x  CPU {pair.cpu_ratio:5.2f}x"


if __name__ == "__main__":
    main(tuple(int(one) for one in sys.argv[1:]) or SIZES)
