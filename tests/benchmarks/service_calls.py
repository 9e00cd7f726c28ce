"""What a service call costs against the same rows written and read by bare ``sqlite3``, in one run.

Run by hand, in ``tests``: ``python -m benchmarks.service_calls [incidents …]``; without numbers 5,000 and
100,000.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.desks import AFTERNOON, Bench, opened_desk
from benchmarks.measuring import Pair, say, say_head, say_pair, side_by_side
from benchmarks.raw_desk import JOINS, SHOWN, Change, RawDesk, Rows
from benchmarks.tickets import hits, questions
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import view_of
from incidentdesk.storage.list_indexes import LAST, OPEN, URGENCY

ROUNDS = 100
BODY = "Labels come out blank since this morning; plain paper still prints, and so does the office. " * 4


class Calls:
    """The operations, each as ours and as the limit."""

    def __init__(self, bench: Bench, raw: RawDesk) -> None:
        self.bench = bench
        self.raw = raw
        self.cases = bench.cases
        self.me = bench.me
        self._fresh = count(1)

    def log(self) -> Pair:
        """A call by phone: title, description, reporter, time and channel; its first stage completes."""
        uid = self._log(0)
        template = self.raw.rows_of(uid)
        news = [self.raw.as_new(template, next(self._fresh)) for _round in range(ROUNDS + 8)]
        return side_by_side(lambda number: self.raw.log(news[number + 4]), self._log, ROUNDS)

    def _log(self, number: int) -> str:
        values = {
            "title": f"Printer {number} in room {number % 90}",
            "description": f"{BODY} {number}",
            "reporter": self.bench.reporter,
            "source": "user_report",
            "channel": "phone",
            "occurred": {"precision": "about", "at": f"{AFTERNOON:%Y-%m-%d}T13:50+01:00", "until": None},
        }
        return self.cases.log.log(values, self.me).uid

    def status(self) -> Pair:
        """A hold, or its end."""
        uids = [self._log(number) for number in range(ROUNDS + 8)]
        for uid in uids[::2]:
            self.cases.lifecycle.hold(uid, "awaiting_part", self.me)

        def ours(number: int) -> None:
            uid = uids[number + 4]
            if number % 2 == 0:
                self.cases.lifecycle.resume(uid, self.me)
            else:
                self.cases.lifecycle.hold(uid, "awaiting_part", self.me)

        spare = self._log(-1)
        before = self.raw.rows_of(spare)
        self.cases.lifecycle.hold(spare, "awaiting_part", self.me)
        changes = iter(list(self._changes(spare, before)))
        return side_by_side(lambda _number: self.raw.change(next(changes)), ours, ROUNDS)

    def save(self) -> Pair:
        """What was found, written on the stage of the investigation; it is searchable at once."""
        uids = [self._log(number) for number in range(ROUNDS + 8)]
        for uid in uids:
            self.cases.stages.save(uid, {"findings": BODY}, {}, self.me)

        def ours(number: int) -> None:
            text = f"{BODY} The driver ignores the medium {number}."
            self.cases.stages.save(uids[number + 4], {"findings": text}, {"findings": BODY}, self.me)

        spare = self._log(-1)
        self.cases.stages.save(spare, {"findings": BODY}, {}, self.me)
        before = self.raw.rows_of(spare)
        self.cases.stages.save(spare, {"findings": f"{BODY} The driver ignores the medium."}, {}, self.me)
        changes = iter(list(self._changes(spare, before)))
        words = self.raw.words(before["incident"][0]), self.raw.words(self.raw.rows_of(spare)["incident"][0])

        def limit(_number: int) -> None:
            change = next(changes)
            old, new = ((change.key, *cells[1:]) for cells in words)
            self.raw.change(change, old, new)

        return side_by_side(limit, ours, ROUNDS)

    def _changes(self, uid: str, before: Rows) -> Iterator[Change]:
        """The change that took the incident from ``before`` to what it is now, on ever other incidents."""
        raw, after = self.raw, self.raw.rows_of(uid)
        names = raw.columns["incident"]
        pairs = list(zip(names, before["incident"][0], after["incident"][0], strict=True))
        columns = tuple(name for name, old, new in pairs if old != new)
        stages = {row[0]: row for row in before["stage_values"]}
        for _round in range(ROUNDS + 8):
            fresh = next(self._fresh)
            raw.log(raw.as_new(before, fresh))
            copy = raw.as_new(after, fresh)
            row = dict(zip(names, copy["incident"][0], strict=True))
            stage = next((one for one in after["stage_values"] if stages.get(one[0]) != one), None)
            yield Change(
                key=row["id"],
                columns=columns,
                cells=tuple(row[name] for name in columns),
                added={"timeline_entry": copy["timeline_entry"][len(before["timeline_entry"]) :]},
                stage=(stage[3], row["id"], stage[2]) if stage else None,
            )

    def open(self) -> Pair:
        """One incident with all that its page shows."""
        uids = self.bench.some(50)

        def ours(number: int) -> None:
            self.cases.pages.incident(uids[number % 50], self.me)

        return side_by_side(lambda number: self.raw.open(uids[number % 50]), ours, ROUNDS)

    def search(self, *, ranked: bool) -> Pair:
        """Two words with fifty hits, all of them; every question must find just those."""
        asked, wanted = questions(), hits()
        for question in asked:
            found = self.cases.search.find(question, ranked=ranked, limit=50)
            if (found.total, len(found.hits)) != (wanted, wanted):
                raise AssertionError(f"{question}: {found.total} found, {len(found.hits)} shown")
        order = "rank" if ranked else "fulltext.rowid DESC"
        statement = (
            f"SELECT {SHOWN} FROM fulltext JOIN main.incident i ON i.id = fulltext.rowid {JOINS} "  # noqa: S608 - our own names
            f"WHERE fulltext MATCH ? ORDER BY {order} LIMIT 50"
        )

        def ours(number: int) -> None:
            self.cases.search.find(asked[number % len(asked)], ranked=ranked, limit=50)

        def limit(number: int) -> None:
            self.raw.rows(statement, (asked[number % len(asked)],))

        return side_by_side(limit, ours, ROUNDS)

    def queue(self, sort: str) -> Pair:
        """The first fifty of all that is open, in the order of ``sort``."""
        order = {
            "priority": f"{URGENCY.format(i='i.')}, coalesce(i.next_due, {LAST}), i.id",
            "next_due": "i.next_due, i.id",
        }
        due = " AND i.next_due IS NOT NULL" if sort == "next_due" else ""
        statement = (
            f"SELECT {SHOWN} FROM main.incident i {JOINS} WHERE i.{OPEN}{due} "  # noqa: S608 - our own names
            f"ORDER BY {order[sort]} LIMIT 50"
        )
        question = ListQuestion(view_of("open").condition, sort)

        def ours(_number: int) -> None:
            if len(self.cases.queue.rows(question, self.me, limit=50).rows) != 50:
                raise AssertionError(sort)

        return side_by_side(lambda _number: self.raw.rows(statement), ours, ROUNDS)


def main() -> None:
    """Build the desks, and print one line an operation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[5_000, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder in which desks are kept for the next run")
    given = parser.parse_args()
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder, opened_desk(given.keep or Path(folder), size) as bench:
            raw = RawDesk(bench.file, Path(folder) / "raw.sqlite3")
            raw.load(raw.everything())
            calls = Calls(bench, raw)
            say_head(size)
            say_pair("log", calls.log())
            say_pair("change status", calls.status())
            say_pair("save a stage", calls.save())
            say_pair("open an incident", calls.open())
            say_pair("queue by priority", calls.queue("priority"))
            say_pair("queue by next due", calls.queue("next_due"))
            say_pair("search, newest first", calls.search(ranked=False))
            say_pair("search, ranked", calls.search(ranked=True))
            ours, limit = bench.size(), raw.size()
            say(f"file: {ours / 1e6:.1f} MB, the limit {limit / 1e6:.1f} MB, {ours / limit:.2f} x")
            raw.close()


if __name__ == "__main__":
    main()
