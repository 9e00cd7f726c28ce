"""Every export of the systems is recognised and read with all its rows accounted for."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.services.imports.import_formats import Formats

BERLIN = ZoneInfo("Europe/Berlin")
FILES = {
    "dev/servicenow_incident.csv": ("servicenow", "cp1252", ","),
    "dev/servicenow_incident_resaved_by_excel_us.csv": ("servicenow", "utf-8-sig", ","),
    "dev/glpi_export_fr.csv": ("glpi", "utf-8-sig", ";"),
    "dev/osticket_export.csv": ("osticket", "utf-8-sig", ","),
    "dev/jira_cloud_export.csv": ("jira", "utf-8", ","),
    "dev/rt_results_default.tsv": ("rt", "utf-8", "\t"),
    "dev/freshdesk_export.csv": ("freshdesk", "utf-8", ","),
    "dev/zendesk_tickets_p1.json": ("zendesk", "utf-8", ","),
    "dev/zendesk_tickets_p2.json": ("zendesk", "utf-8", ","),
    "dev/zendesk_tickets_p3.json": ("zendesk", "utf-8", ","),
    "dev/zendesk_tickets_p4.json": ("zendesk", "utf-8", ","),
    "real/servicenow_default_list_real.csv": ("servicenow", "utf-8", ","),
    "real/jira_cloud_real_header_rows.csv": ("jira", "utf-8", ","),
    "real/zendesk_sample_real.json": ("zendesk", "utf-8", ","),
}
"""By file, the format, encoding and delimiter it must be found to have."""


def read(formats: Formats, path: Path) -> tuple[Reading, list[ImportedIncident]]:
    chosen, reading = formats.detect(path)
    return reading, list(chosen.read(path, reading, BERLIN))


def lines_of(path: Path, encoding: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The line each row of a well-formed table starts in, and its cells, by Python's own reader."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        next(reader)
        found, start = [], reader.line_num + 1
        for row in reader:
            found.append((start, row))
            start = reader.line_num + 1
    return found


def test_the_list_of_files_is_that_of_the_archive(exports: Path) -> None:
    there = {f"{path.parent.name}/{path.name}" for path in exports.rglob("*.*sv")}
    there |= {f"{path.parent.name}/{path.name}" for path in exports.rglob("*.json")}
    assert there == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_each_export_is_recognised(exports: Path, formats: Formats, name: str) -> None:
    chosen, reading = formats.detect(exports / name)
    assert (chosen.key, reading.encoding, reading.delimiter) == FILES[name]


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".json")])
def test_every_row_of_a_table_is_in_exactly_one_record(exports: Path, formats: Formats, name: str) -> None:
    _format, encoding, delimiter = FILES[name]
    reading, records = read(formats, exports / name)
    lines = [line for line, _row in lines_of(exports / name, encoding, delimiter)]
    assert sorted(place for record in records for place in record.places) == lines
    assert reading.rows == len(lines)
    assert not [record.refusal for record in records if record.refusal]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".json")])
def test_every_ticket_of_a_page_is_in_exactly_one_record(exports: Path, formats: Formats, name: str) -> None:
    tickets = json.loads((exports / name).read_text(encoding="utf-8"))["tickets"]
    _reading, records = read(formats, exports / name)
    assert [record.places for record in records] == [(number,) for number in range(1, len(tickets) + 1)]
    assert [record.key for record in records] == [str(ticket["id"]) for ticket in tickets]
    assert not [record.refusal for record in records if record.refusal]


TIMES = ("logged", "responded", "resolved", "closed", "updated")


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".json")])
def test_no_cell_is_lost(exports: Path, formats: Formats, name: str) -> None:
    """Each filled cell of a table is found again: in a value, a time, a note, a file, or the rest."""
    _format, encoding, delimiter = FILES[name]
    reading, records = read(formats, exports / name)
    by_line = {record.places[0]: record for record in records}
    for line, row in lines_of(exports / name, encoding, delimiter):
        said = everything(by_line[line])
        for head, cell in zip(reading.heads, row, strict=True):
            for part in parts(reading, reading.columns[head], cell):
                assert part in said, (line, head, cell)


def everything(record: ImportedIncident) -> str:
    texts = [record.key, record.resolution, *map(str, record.values.values()), *record.rest.values()]
    texts += [f"{event.author};{event.text}" for event in record.events]
    return "\x1f".join(texts)


def parts(reading: Reading, target: str, cell: str) -> list[str]:
    """What of a cell must be found again as it is: no words that are mapped, times, or words for nothing."""
    text = cell.strip().replace("\r\n", "\n")
    if (
        target in TIMES
        or text in {*reading.nulls, "Nobody in particular"}
        or reading.values.get(target, {}).get(text)
    ):
        return []
    if target == "key":
        return [text.replace("\u00a0", "")]
    if target == "title":
        return [" ".join(text.split())]
    if target in {"team", "assignee", "reporter"}:
        return text.splitlines()
    if target == "category" and reading.format == "osticket":
        return text.split(" / ", 1)
    return [text.rpartition(";")[2] if target == "note" and reading.format == "jira" else text]


def test_the_systems_agree_on_states_and_priorities(exports: Path, formats: Formats) -> None:
    """The made exports hold the same 313 tickets: what one says of a ticket the others must say too."""
    states, priorities = {}, {}
    for name, found in FILES.items():
        if name.startswith("dev/") and found[0] != "zendesk":
            _reading, records = read(formats, exports / name)
            states[name] = Counter(record.status for record in records)
            priorities[name] = Counter(record.priority for record in records)
    servicenow = states["dev/servicenow_incident.csv"]
    assert servicenow == {"closed": 110, "resolved": 60, "in_progress": 56, "on_hold": 44, "new": 43}
    assert states["dev/glpi_export_fr.csv"] == states["dev/jira_cloud_export.csv"] == servicenow
    assert states["dev/osticket_export.csv"] == {"new": 143, "closed": 110, "resolved": 60}
    rt = priorities.pop("dev/rt_results_default.tsv")
    assert rt == {"": 313}, "the numbers of Request Tracker mean what its queues say"
    assert all(found == {"P3": 174, "P4": 67, "P2": 37, "P1": 35} for found in priorities.values())


def test_dates_agree_whatever_their_order(exports: Path, formats: Formats) -> None:
    """English, American, French and Jira's spelling of the same times, row by row."""
    names = [name for name in FILES if name.startswith("dev/") and FILES[name][0] not in {"zendesk", "rt"}]
    logged = {name: [record.logged for record in read(formats, exports / name)[1]] for name in names}
    first = logged["dev/servicenow_incident.csv"]
    assert first[0] is not None
    assert first[0].local() == datetime(2024, 2, 12, 11, 48, tzinfo=BERLIN)
    assert all(times == first for times in logged.values())


def test_nulls_of_a_resaved_list_are_no_titles(exports: Path, formats: Formats) -> None:
    path = exports / "dev" / "servicenow_incident_resaved_by_excel_us.csv"
    reading, records = read(formats, path)
    assert reading.nulls == ("null",)
    assert sum("title" not in record.values for record in records) == 63


def test_numbers_in_french_lose_their_spaces(exports: Path, formats: Formats) -> None:
    _reading, records = read(formats, exports / "dev" / "glpi_export_fr.csv")
    assert records[0].key == "5732943"
    assert all(record.key.isdigit() for record in records)


def test_relative_times_are_kept_and_said(exports: Path, formats: Formats) -> None:
    reading, records = read(formats, exports / "dev" / "rt_results_default.tsv")
    assert {record.logged for record in records} == {None}
    assert records[0].rest["CreatedRelative"] == "3 days ago"
    assert any("time of logging" in doubt for doubt in reading.doubts)
    assert any("“30” (174)" in doubt for doubt in reading.doubts)
