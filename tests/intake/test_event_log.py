"""The log of changes folds into incidents whose numbers are those of the file."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.services.imports.import_formats import Formats
from intake.conftest import ReadFile

BERLIN = ZoneInfo("Europe/Berlin")
STATES = {"New": "new", "Active": "in_progress", "Resolved": "resolved", "Closed": "closed", "-100": None}


def state(word: str) -> str | None:
    """What a state of the log means here, spelled out independently of the reader."""
    return "on_hold" if word.startswith("Awaiting") else STATES[word]


def moment(text: str) -> Instant:
    return Instant.of(datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=BERLIN))


def grouped(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["number"]].append(row)
    return found


@pytest.fixture(scope="module")
def records(event_log: Path) -> list[ImportedIncident]:
    from incidentdesk.bootstrap import import_formats

    formats = Formats(import_formats)
    chosen, reading = formats.detect(event_log)
    assert chosen.key == "servicenow-events"
    assert reading.day_first is True
    assert reading.nulls == ("?",)
    assert any("-100" in doubt for doubt in reading.doubts)
    return list(chosen.read(event_log, reading, BERLIN))


@pytest.fixture(scope="module")
def raw(event_log: Path) -> dict[str, list[dict[str, str]]]:
    with event_log.open(encoding="utf-8", newline="") as file:
        return grouped(csv.DictReader(file))


def test_every_change_is_in_exactly_one_incident(
    records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]
) -> None:
    assert len(records) == len(raw) == 19_910
    places = sorted(place for record in records for place in record.places)
    assert places == list(range(2, 112_819))
    assert all(len(record.places) == len(raw[record.key]) for record in records)
    assert not [record.refusal for record in records if record.refusal]


def test_numbers_per_state_priority_and_month_are_those_of_the_file(
    records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]
) -> None:
    last = [rows[-1] for rows in raw.values()]
    assert Counter(record.status for record in records) == Counter(
        state(row["incident_state"]) for row in last
    )
    assert Counter(record.priority for record in records) == Counter("P" + row["priority"][0] for row in last)
    months = Counter(record.logged.local().strftime("%Y-%m") for record in records if record.logged)
    assert months == Counter(moment(row["opened_at"]).local().strftime("%Y-%m") for row in last)
    assert sum(months.values()) == len(records)


def test_times_are_those_of_the_last_change(
    records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]
) -> None:
    for record in records:
        row = raw[record.key][-1]
        assert record.logged == moment(row["opened_at"])
        assert record.closed == moment(row["closed_at"])
        if row["resolved_at"] != "?":
            assert record.resolved == moment(row["resolved_at"])


def changes(rows: list[dict[str, str]], column: str) -> list[tuple[Instant, str]]:
    """When the value of a column became another one, with the new value, nothing for "?"."""
    ordered = sorted(rows, key=lambda row: (moment(row["sys_updated_at"]).ms, int(row["sys_mod_count"])))
    found, before = [], None
    for row in ordered:
        value = row[column].replace("?", "")
        if value != before:
            found.append((moment(row["sys_updated_at"]), value))
        before = value
    return found


def of_kind(record: ImportedIncident, kind: str, field: str) -> list[ImportedEvent]:
    return [event for event in record.events if event.kind == kind and event.field == field]


def test_timelines_tell_each_change_of_state(
    records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]
) -> None:
    for record in records:
        wanted, now = [], "new"
        for at, word in changes(raw[record.key], "incident_state"):
            meaning = state(word)
            if meaning and (meaning != now or meaning == "on_hold"):
                wanted.append((at, meaning))
                now = meaning
        told = [(event.at, event.new) for event in of_kind(record, "status", "status")]
        assert told == wanted, record.key


def test_timelines_tell_each_assignment_and_change_of_priority(
    records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]
) -> None:
    seen = Counter[str]()
    for record in records:
        rows = raw[record.key]
        assigned = [one for number, one in enumerate(changes(rows, "assigned_to")) if number or one[1]]
        told = [(event.at, event.new) for event in of_kind(record, "assigned", "assignee")]
        assert told == assigned, record.key
        priorities = changes(rows, "priority")[1:]
        told = [(event.at, event.new) for event in of_kind(record, "changed", "priority")]
        assert told == priorities, record.key
        seen.update(assigned=len(assigned), priorities=len(priorities))
    assert seen["assigned"] > 10_000
    assert seen["priorities"] > 300


def test_reopenings_are_told(records: list[ImportedIncident], raw: dict[str, list[dict[str, str]]]) -> None:
    """As many incidents come back from resolved or closed as the log's own states do."""
    ended = ("resolved", "closed")

    def came_back(states: list[str]) -> bool:
        return any(one in ended and two not in ended for one, two in pairwise(states))

    told = {record.key for record in records
            if came_back([event.new for event in of_kind(record, "status", "status")])}  # fmt: skip
    wanted = {
        key for key, rows in raw.items()
        if came_back([meaning for _at, word in changes(rows, "incident_state") if (meaning := state(word))])
    }  # fmt: skip
    assert told == wanted
    assert len(told) > 100


def test_rows_in_any_order_give_the_same_incidents(event_log: Path, read_file: ReadFile) -> None:
    """Sorted by time, or shuffled, the log holds the same incidents; only their order and places differ."""
    with event_log.open(encoding="utf-8", newline="") as file:
        head, *rows = [row for row, _number in zip(csv.reader(file), range(3000), strict=False)]
    number, updated = head.index("number"), head.index("sys_updated_at")
    whole = {row[number] for row in rows[:-60]}
    rows = [row for row in rows if row[number] in whole]
    by_time = sorted(rows, key=lambda row: moment(row[updated]).ms)
    shuffled = random.Random(3).sample(rows, len(rows))  # noqa: S311 - an order, no secret

    def digests(order: list[list[str]]) -> dict[str, str]:
        text = io.StringIO()
        csv.writer(text).writerows([head, *order])
        _reading, found = read_file(text.getvalue(), "servicenow-events")
        assert sorted(place for record in found for place in record.places) == list(range(2, len(rows) + 2))
        return {record.key: record.digest() for record in found}

    assert digests(rows) == digests(by_time) == digests(shuffled)


def test_a_log_is_known_whatever_its_order_and_a_list_with_a_slip_is_none(
    event_log: Path, read_file: ReadFile, formats: Formats, tmp_path: Path
) -> None:
    with event_log.open(encoding="utf-8", newline="") as file:
        head, *rows = [row for row, _number in zip(csv.reader(file), range(2000), strict=False)]
    rows.sort(key=lambda row: moment(row[head.index("sys_updated_at")]).ms)
    last = {row[0]: row for row in rows}
    for table, wanted in ((rows, "servicenow-events"), ([*last.values(), rows[-1]], "servicenow")):
        text = io.StringIO()
        csv.writer(text).writerows([head, *table])
        read_file(text.getvalue())
        assert formats.detect(tmp_path / "export.csv")[0].key == wanted


LOG = """number,incident_state,sys_updated_at,sys_mod_count,sys_updated_by,assigned_to,opened_at,priority
INC1,New,13/1/2026 09:00,0,Ann,?,13/1/2026 08:55,3 - Moderate
INC1,Awaiting User Info,13/1/2026 09:30,1,Ben,Ben,13/1/2026 08:55,3 - Moderate
INC1,Awaiting Vendor,13/1/2026 10:00,2,Ben,Ben,13/1/2026 08:55,2 - High
INC1,Resolved,14/1/2026 10:00,3,Ben,Ben,13/1/2026 08:55,2 - High
INC1,Active,14/1/2026 11:00,4,Ann,Cem,13/1/2026 08:55,2 - High
"""


def test_one_incident_from_first_to_last_change(read_file: ReadFile) -> None:
    _reading, (record,) = read_file(LOG, "servicenow-events")
    told = [(event.kind, event.author, event.old, event.new, event.text) for event in record.events]
    assert told == [
        ("status", "Ben", "new", "on_hold", "awaiting_user"),
        ("assigned", "Ben", "", "Ben", ""),
        ("status", "Ben", "on_hold", "on_hold", "awaiting_supplier"),
        ("changed", "Ben", "3 - Moderate", "2 - High", ""),
        ("status", "Ben", "on_hold", "resolved", ""),
        ("status", "Ann", "resolved", "in_progress", ""),
        ("assigned", "Ann", "Ben", "Cem", ""),
    ]
    assert (record.status, record.priority, record.values["assignee"]) == ("in_progress", "P2", "Cem")
    assert record.resolved is None, "it was reopened"
    assert record.places == (2, 3, 4, 5, 6)


def test_a_broken_row_of_a_log_is_refused_alone(read_file: ReadFile) -> None:
    _reading, records = read_file(
        LOG + ",New,1/1/2026 10:00,,,,,\nINC2,New,too,many,cells,in,this,row,here\n", "servicenow-events"
    )
    assert [bool(record.refusal) for record in records] == [False, True, True]
    assert [record.places for record in records] == [(2, 3, 4, 5, 6), (7,), (8,)]
    assert "Line 7" in records[1].refusal
    assert "Line 8" in records[2].refusal
