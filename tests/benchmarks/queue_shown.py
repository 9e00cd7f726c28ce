"""How long the queue takes to be shown, against a bare table with the same rows of text.

Run by hand, in ``tests``: ``python -m benchmarks.queue_shown [incidents …]``. "Shown" is from the person's
action (a key) to the frame painted, all threads included. The bare side reads the same rows by raw
``sqlite3`` on the window's thread, gives them to a lean model of ready strings, and repaints a plain
``QTableView`` of the same size and height of rows, with no style sheet. Both are done in one run. Nothing is
asserted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    Qt,
)
from PySide6.QtTest import QTest

from benchmarks.bare_table import LIST_SQL, SEARCH_SQL, Limit
from benchmarks.desks import at_work, built_desk
from benchmarks.measuring import WARM_UPS, Cost, Pair, say, say_head, say_pair
from benchmarks.tickets import questions
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths
from incidentdesk.gui.application import Opened, make_application, opened
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.settling import settle
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.services.new_incidents.log_incident import Logged

ROUNDS = 40
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
WINDOW = (1440, 900)
BODY = "Labels come out blank since this morning; plain paper still prints, and so does the office. " * 4


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


def in_turn(
    act: Callable[[int], object], rest: Callable[[], object], limit: Callable[[int], tuple[float, float]]
) -> Pair:
    """Do ``act`` and what is the limit of it in turn; ``rest`` between is not counted."""
    pair = Pair(Cost(), Cost())
    for number in range(-WARM_UPS, ROUNDS):
        pair.ours.take(act, number)
        rest()
        wall, cpu = limit(number)
        if number >= 0:
            pair.limit.wall.append(wall * 1000)
            pair.limit.cpu.append(cpu * 1000)
    return pair


def shown_against_bare(shown: Opened, limit: Limit, words: list[str]) -> None:
    """Open the queue and search in it, and the same rows in a plain table, in turn."""
    watch = Watch(shown)
    page = watch.page
    views = page.views.list
    views.setFocus()
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Up)  # from all that is open to all that is closed, and back
    page.show_target("open")
    watch.rest()
    opening = in_turn(
        lambda number: watch.until_painted(lambda: QTest.keyClick(views, keys[number % 2])),
        watch.rest,
        lambda number: limit.show(LIST_SQL, "12"[number % 2]),
    )
    say_pair("open the queue", opening)
    searching = in_turn(
        lambda number: watch.until_painted(lambda: page.search(words[number % 2])),
        watch.rest,
        lambda number: limit.show(SEARCH_SQL, words[number % 2]),
    )
    say_pair(f"search, {page.list.model.rowCount()} hits", searching)
    page.show_target("open")
    watch.rest()


def logging(shown: Opened, limit: Limit, folder: Path) -> None:
    """An incident is logged by its service while the list that it belongs to is open, and a raw one."""
    watch = Watch(shown)
    page, session = watch.page, shown.session
    page.show_target("open")
    watch.rest()
    page.showing.sort("-number")
    watch.rest()

    def log(number: int) -> Logged:
        values = {"title": f"Printer {number} in room {number % 90}", "description": BODY}
        return session.cases.log.log(values, session.me)

    first: list[Logged] = []
    session.tasks.change(page, lambda: log(-1), first.append)
    watch.rest()
    limit.copy(first[0].uid, folder / "raw.sqlite3", ROUNDS + WARM_UPS)
    pair = in_turn(
        lambda number: watch.until_painted(lambda: session.tasks.change(page, lambda: log(number))),
        watch.rest,
        lambda _number: limit.log(),
    )
    say_pair("log, with the queue open", pair)


def changing(shown: Opened) -> None:
    """One incident is handed from one to the other by its service; until its row is painted."""
    watch = Watch(shown)
    page, session = watch.page, shown.session
    people = [one.uid for one in session.surroundings.staff][:2]
    uid = next(row.uid for _number, row in page.list.model.rows_here())
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

    cost = Cost()
    for number in range(-WARM_UPS, ROUNDS):
        cost.take(act, number)
        watch.rest()
    painted = sum(rows) / (ROUNDS + WARM_UPS)
    say(f"{'change of an incident':26}{'':29}   {cost}   {painted:.1f} rows repainted")


def main() -> None:
    """Measure at each size, and print how it grows."""
    parser = argparse.ArgumentParser(description="The queue, shown.")
    parser.add_argument("sizes", nargs="*", type=int, default=[5_000, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder of desks for the next run too")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            show(built_desk(given.keep or Path(folder), size), size, Path(folder))


def show(paths: DeskPaths, size: int, folder: Path) -> None:
    """Measure on one desk."""
    cases, person = at_work(paths)
    drafting = bootstrap.drafting(cases, paths, person)
    with opened(cases, drafting, person, paths, sample=True, theme="light") as shown:
        shown.window.resize(*WINDOW)
        shown.window.show()
        shown.window.show_room("queue", "open")
        settle(shown.window, shown.tasks)
        table = shown.window.rooms["queue"].list.table  # type: ignore[attr-defined]
        limit = Limit(paths.desk, (table.width(), table.height()), ROW_HEIGHT)
        say_head(size)
        shown_against_bare(shown, limit, questions()[:2])
        changing(shown)
        logging(shown, limit, folder)
        limit.close()


if __name__ == "__main__":
    main()
