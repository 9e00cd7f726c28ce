"""Real exports of other systems come along whole, only once, and can be taken back."""

from __future__ import annotations

import csv
import lzma
import sqlite3
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from incidentdesk.domain.records import Person
from incidentdesk.services.imports.import_types import Control, Verdict
from incidentdesk.services.imports.importing import ImportOrder
from incidentdesk.services.use_cases import UseCases
from samples_outside import outside
from services.imported_records import assert_sound, rows_of

STATES = {
    "New": "new", "Active": "in_progress", "Resolved": "resolved", "Closed": "closed",
    "Awaiting User Info": "on_hold", "Awaiting Vendor": "on_hold", "Awaiting Problem": "on_hold",
    "Awaiting Evidence": "on_hold",
}  # fmt: skip
REMEMBERED = ("import_batch", "withdrawn_incident", "counter", "desk_state")

Row = dict[str, str]


def changes(path: Path) -> Iterator[list[Row]]:
    """The changes of each incident of the log in the order of time, read without the program."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.DictReader(file)))

    def order(one: tuple[int, Row]) -> tuple[str, datetime, int, int]:
        place, row = one
        when = datetime.strptime(row["sys_updated_at"], "%d/%m/%Y %H:%M")  # noqa: DTZ007 - compared only
        return row["number"], when, int(row["sys_mod_count"]), place

    for _number, group in groupby(sorted(rows, key=order), key=lambda one: one[1]["number"]):
        yield [row for _place, row in group]


def ask(desk: Path, statement: str) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(desk)) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_log_of_changes_becomes_incidents_with_timelines(
    cases: UseCases, person: Person, tmp_path: Path
) -> None:
    log = tmp_path / "events.csv"
    log.write_bytes(lzma.decompress(outside("data", "uci_servicenow_events_dev80.csv.xz").read_bytes()))
    desk = cases.desk.database.path
    before = rows_of(desk, *REMEMBERED)
    order = ImportOrder((log,), "servicenow-events")
    told: list[Verdict] = []
    done = cases.importing.run(order, person.uid, Control(verdict=told.append))
    assert done.counts == {"new": 19_910, "changed": 0, "unchanged": 0, "refused": 0}
    assert sum(len(one.places) for one in told) == 112_817  # every row is accounted for
    assert_the_numbers_are_those_of_the_file(desk, list(changes(log)))
    again = cases.importing.run(order, person.uid)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 19_910, "refused": 0}
    assert_sound(desk)
    undone = cases.importing.undo(done.batch, person.uid)
    assert (undone.withdrawn, undone.left, undone.kept) == (19_910, (), ())
    assert rows_of(desk, *REMEMBERED) == before


def assert_the_numbers_are_those_of_the_file(desk: Path, incidents: list[list[Row]]) -> None:
    last = [rows[-1] for rows in incidents]
    months: Counter[str] = Counter()
    for row in last:
        day, month, year = row["opened_at"].partition(" ")[0].split("/")
        assert day
        months[f"{year}-{int(month):02}"] += 1
    assert dict(ask(desk, "SELECT status, count(*) FROM incident GROUP BY 1")) == Counter(
        STATES[row["incident_state"]] for row in last
    )
    assert dict(ask(desk, "SELECT priority, count(*) FROM incident GROUP BY 1")) == Counter(
        f"P{row['priority'][0]}" for row in last
    )
    local = "strftime('%Y-%m', (logged_at + logged_offset * 60000) / 1000, 'unixepoch')"
    assert dict(ask(desk, f"SELECT {local}, count(*) FROM incident GROUP BY 1")) == months  # noqa: S608
    assert dict(ask(desk, MOVES)) == moves_of(incidents)
    assert dict(ask(desk, ASSIGNED)) == assignments_of(incidents)


MOVES = (
    "SELECT json_extract(parameters, '$.to'), count(*) FROM timeline_entry WHERE kind = 'status_changed' "
    "GROUP BY 1"
)
ASSIGNED = (
    "SELECT p.name, count(*) FROM timeline_entry e "
    "JOIN person p ON p.uid = json_extract(e.parameters, '$.to') WHERE e.kind = 'assigned' GROUP BY 1"
)


def moves_of(incidents: list[list[Row]]) -> Counter[str]:
    """How often an incident came to each status, in all."""
    moves: Counter[str] = Counter()
    for rows in incidents:
        status = "new"
        for row in rows:
            to = STATES.get(row["incident_state"], status)  # “-100” is the state of no incident
            moves[to] += to != status
            status = to
    return +moves


def assignments_of(incidents: list[list[Row]]) -> Counter[str]:
    """How often each person got an incident."""
    given: Counter[str] = Counter()
    for rows in incidents:
        assignee = "?"
        for row in rows:
            if row["assigned_to"] not in {assignee, "?"}:
                given[row["assigned_to"]] += 1
            assignee = row["assigned_to"]
    return given


EXPORTS = {
    "dev/servicenow_incident.csv": 313,
    "dev/servicenow_incident_resaved_by_excel_us.csv": 313,
    "dev/glpi_export_fr.csv": 313,
    "dev/osticket_export.csv": 313,
    "dev/jira_cloud_export.csv": 313,
    "dev/rt_results_default.tsv": 313,
    "dev/freshdesk_export.csv": 313,
    "dev/zendesk_tickets_p1.json": 100,
    "dev/zendesk_tickets_p2.json": 100,
    "dev/zendesk_tickets_p3.json": 100,
    "dev/zendesk_tickets_p4.json": 13,
    "real/jira_cloud_real_header_rows.csv": 2,
    "real/servicenow_default_list_real.csv": 12,
    "real/zendesk_sample_real.json": 1,
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_row_of_an_export_is_accounted_for(
    name: str, cases: UseCases, person: Person, tmp_path: Path
) -> None:
    with tarfile.open(outside("data", "exports_dev.tar.xz")) as archive:
        assert {one.name.removeprefix("./") for one in archive if one.isfile()} >= EXPORTS.keys()
        archive.extractall(tmp_path, filter="data")
    order = ImportOrder((tmp_path / name,))
    before = rows_of(cases.desk.database.path, *REMEMBERED)
    told: list[Verdict] = []
    look = cases.importing.preview(order, person.uid)
    done = cases.importing.run(order, person.uid, Control(verdict=told.append))
    assert look.counts == done.counts == {"new": EXPORTS[name], "changed": 0, "unchanged": 0, "refused": 0}
    places = [place for one in told for place in one.places]
    assert len(places) == len(set(places)) == EXPORTS[name]
    assert cases.importing.run(order, person.uid).counts["unchanged"] == EXPORTS[name]
    assert_sound(cases.desk.database.path)
    assert cases.importing.undo(done.batch, person.uid).withdrawn == EXPORTS[name]
    assert rows_of(cases.desk.database.path, *REMEMBERED) == before
