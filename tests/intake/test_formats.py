"""What is particular about each system, on a few invented rows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.imported import ImportedEvent
from incidentdesk.intake.formats.any_csv import ANY_CSV
from incidentdesk.services.imports.import_formats import Formats
from intake.conftest import BERLIN, MakeFile, ReadFile


def told(events: tuple[ImportedEvent, ...]) -> list[tuple[str, str, str, bool]]:
    return [(event.at.iso(), event.author, event.text, event.for_reporter) for event in events]


def test_comments_of_jira_are_notes_by_name_and_attachments_files(read_file: ReadFile) -> None:
    content = (
        "Summary,Issue key,Status,Assignee,Assignee Id,Created,Updated,Comment,Comment,Attachment\n"
        "Mail down,DI-1,Reopened,Ann,42:a,1/Feb/24 9:00 AM,2/Feb/24 9:00 AM,"
        '"1/Feb/24 10:05 AM;42:a;one; two\n'
        'three",1/Feb/24 9:30 AM;42:b;first,1/Feb/24 9:00 AM;42:a;a;b.png;https://x.test/1\n'
    )
    _reading, (record,) = read_file(content, "jira")
    assert told(record.events) == [
        ("2024-02-01T09:30+01:00", "42:b", "first", False),
        ("2024-02-01T10:05+01:00", "Ann", "one; two\nthree", False),
    ]
    assert [file.name for file in record.files] == ["a;b.png"]
    assert record.rest["Attachment"].endswith("https://x.test/1"), "the address is kept"
    assert record.status == "in_progress"


def test_of_two_columns_of_one_name_the_known_word_counts(read_file: ReadFile) -> None:
    heads = "Summary,Issue key,Status,Custom field (Impact),Custom field (Impact)\n"
    reading, records = read_file(heads + "a,DI-1,Done,0.0,Extensive / Widespread\nb,DI-2,Done,0.0,\n", "jira")
    assert [record.values.get("impact") for record in records] == ["high", None]
    assert [bool(record.doubts) for record in records] == [False, True]
    assert any("“0.0” (2)" in doubt for doubt in reading.doubts)


JOURNAL = """2024-02-12 12:00:00 - Ann Bell (Additional comments)
We are looking.

2024-02-12 11:50:00 - Cem Dur (Work notes)
Disk full
on the server
"""


def test_journals_of_servicenow_are_entries(read_file: ReadFile) -> None:
    heads = "number,short_description,state,opened_at,sys_updated_on,comments_and_work_notes\n"
    row = f'INC1,a,On Hold,2024-02-12 11:48:00,2024-02-12 12:00:00,"{JOURNAL}"\n'
    _reading, (record,) = read_file(heads + row, "servicenow")
    assert told(record.events) == [
        ("2024-02-12T11:50+01:00", "Cem Dur", "Disk full\non the server", False),
        ("2024-02-12T12:00+01:00", "Ann Bell", "We are looking.", True),
    ]


def test_servicenow_by_its_labels_and_reasons(read_file: ReadFile, formats: Formats, tmp_path: Path) -> None:
    content = (
        "Number,Opened,Short description,Caller,Priority,State,On hold reason,"
        "Category,Subcategory,Urgency,Severity\n"
        "INC1,2024-02-12 11:48:00,a,Ann,1 - Critical,On Hold,Awaiting Vendor,"
        "Software,Email,1 - High,3 - Low\n"
        "INC2,2024-02-12 11:48:00,b,Ben,5 - Planning,Canceled,,Network,,3 - Low,3 - Low\n"
    )
    _reading, records = read_file(content, "servicenow")
    first, second = records
    assert (first.status, first.hold_reason, first.priority) == ("on_hold", "awaiting_supplier", "P1")
    assert (second.status, second.priority) == ("cancelled", "P5")
    assert first.values["category"] == "Software · Email"
    assert first.values["severity"] == "high", "what ServiceNow calls urgency"
    assert first.rest == {"Severity": "3 - Low"}
    assert formats.detect(tmp_path / "export.csv")[0].key == "servicenow"


def test_glpi_in_english_with_html(read_file: ReadFile, formats: Formats, tmp_path: Path) -> None:
    content = (
        '"ID";"Title";"Status";"Opening date";"Last update";"Requester - Requester";'
        '"Priority";"Impact";"Description"\n'
        '"1 234";"Printer";"Processing (assigned)";"2024-02-12 11:48";"2024-02-13 10:00";"Ann";'
        '"Major";"High";"<p>It does <b>not</b> print</p>"\n'
        '"1 235";"Scanner";"Closed";"2024-02-12 11:48";"2024-02-13 10:00";"Ben";"Very low";"Low";"x"\n'
    )
    _reading, (first, second) = read_file(content, "glpi")
    assert (first.key, first.status, first.priority) == ("1234", "in_progress", "P1")
    assert first.values["impact"] == "high"
    assert first.values["description"] == "It does not print"
    assert (second.status, second.priority) == ("closed", "P5")
    assert formats.detect(tmp_path / "export.csv")[0].key == "glpi"


def test_open_tickets_of_osticket_are_new_until_somebody_has_them(read_file: ReadFile) -> None:
    content = (
        "Ticket Number,Date Created,Subject,From,Current Status,Agent Assigned,Help Topic\n"
        "1,2/13/2024 11:48,a,Ann,Open,,Mail\n"
        "2,2/13/2024 11:48,b,Ben,Open,Cem,Mail\n"
        "3,2/13/2024 11:48,c,Ben,Resolved,Cem,Mail\n"
    )
    _reading, records = read_file(content, "osticket")
    assert [record.status for record in records] == ["new", "in_progress", "resolved"]


def test_categories_of_two_levels(read_file: ReadFile) -> None:
    osticket = "Ticket Number,Date Created,Current Status,Help Topic\n1,2/13/2024 11:48,Open,Network / VPN\n"
    assert read_file(osticket, "osticket")[1][0].values["category"] == "Network · VPN"
    glpi = '"ID";"Title";"Opening date";"Status";"Category"\n'
    glpi += '"1";"a";"2024-02-13 11:48";"New";"Network > VPN > Mac"\n'
    assert read_file(glpi, "glpi")[1][0].values["category"] == "Network · VPN > Mac"


def test_text_that_is_kept_from_spreadsheets(read_file: ReadFile) -> None:
    _reading, (record,) = read_file('number,title,place\n"=""0012""",a,"=""4711"""\n')
    assert (record.key, record.values["place"]) == ("0012", "4711")


def test_request_tracker_with_dates_and_nobody(read_file: ReadFile) -> None:
    content = (
        "id\tSubject\tStatus\tQueueName\tOwner\tPriority\tRequestors\tCreated\tResolved\n"
        "7\ta\trejected\tGeneral\tNobody in particular\tHigh\tann@x.test\tTue Feb 13 12:51:00 2024\tNot set\n"
    )
    _reading, (record,) = read_file(content, "rt")
    assert (record.status, record.priority) == ("cancelled", "P2")
    assert "assignee" not in record.values
    assert record.logged is not None
    assert record.logged.iso() == "2024-02-13T12:51+01:00"
    assert record.rest == {"Resolved": "Not set"}
    assert "Resolved" in record.doubts[0]


def test_freshdesk_splits_the_address_from_the_name_and_keeps_it(read_file: ReadFile) -> None:
    content = (
        "Ticket Id,Subject,Description,Status,Priority,Source,Requester,Agent,Created Time\n"
        '1,a,"<div>one</div><div>two</div>",Waiting on Customer,Urgent,Phone,'
        'Ann Bell <ann@x.test>,Cem,"12 Feb, 2024 11:48"\n'
    )
    _reading, (record,) = read_file(content, "freshdesk")
    assert record.values["reporter"] == "Ann Bell"
    assert record.rest["Requester"] == "Ann Bell <ann@x.test>"
    assert record.values["description"] == "one\n\ntwo"
    assert record.values["channel"] == "phone"
    assert (record.status, record.hold_reason, record.priority) == ("on_hold", "awaiting_user", "P1")


TICKET = {
    "id": 5, "subject": "Mail down", "description": "It is down", "status": "pending", "priority": "urgent",
    "created_at": "2024-02-12T11:48:00Z", "updated_at": "2024-02-12T13:00:00Z", "requester_id": 1,
    "assignee_id": 2, "group_id": 9, "via": {"channel": "voice"}, "tags": ["vip", "mail"], "type": "incident",
    "custom_fields": [{"id": 77, "value": "Room 4"}, {"id": 78, "value": None}],
    "metric_set": {"solved_at": None, "reopens": 0},
    "comments": [
        {"author_id": 1, "body": "It is  down", "created_at": "2024-02-12T11:48:00Z", "public": True},
        {"author_id": 2, "html_body": "<p>Try <b>again</b></p>", "created_at": "2024-02-12T12:00:00Z",
         "public": True, "attachments": [{"file_name": "log.txt"}]},
        {"author_id": 3, "body": "disk full", "created_at": "2024-02-12T11:50:00Z", "public": False},
    ],
}  # fmt: skip
PAGE = {
    "tickets": [TICKET],
    "users": [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Cem"}],
    "groups": [{"id": 9, "name": "First line"}],
    "count": 1,
    "next_page": None,
}


def test_a_ticket_of_zendesk_with_its_people_and_comments(read_file: ReadFile) -> None:
    reading, (record,) = read_file(json.dumps(PAGE), "zendesk", name="page.json")
    assert (record.key, record.status, record.hold_reason) == ("5", "on_hold", "awaiting_user")
    assert record.values["reporter"] == "Ann"
    assert record.values["assignee"] == "Cem"
    assert record.values["team"] == "First line"
    assert record.values["channel"] == "phone"
    assert told(record.events) == [
        ("2024-02-12T11:50+00:00", "3", "disk full", False),
        ("2024-02-12T12:00+00:00", "Cem", "Try again\nAttached: log.txt", True),
    ], "the first comment is the description again"
    assert record.rest == {
        "tags": "vip, mail",
        "type": "incident",
        "custom_fields.77": "Room 4",
        "metric_set.reopens": "0",
    }
    assert not reading.doubts


@pytest.mark.parametrize("shape", ["list", "results", "one a line"])
def test_other_shapes_of_zendesk_json(read_file: ReadFile, shape: str) -> None:
    other = {**TICKET, "id": 6, "status": "solved"}
    content = {
        "list": json.dumps([TICKET, other], indent=1),
        "results": json.dumps({"results": [TICKET, other]}),
        "one a line": f"{json.dumps(TICKET)}\n{json.dumps(other)}\n",
    }[shape]
    _reading, records = read_file(content, "zendesk", name="page.json")
    assert [(record.key, record.places, record.status) for record in records] == [
        ("5", (1,), "on_hold"), ("6", (2,), "resolved"),
    ]  # fmt: skip


def test_tickets_that_are_none_are_refused_by_their_place(read_file: ReadFile) -> None:
    _reading, records = read_file(
        json.dumps({"tickets": [TICKET, 7, {}, TICKET]}), "zendesk", name="page.json"
    )
    assert [record.places for record in records] == [(1,), (2,), (3,), (4,)]
    assert [bool(record.refusal) for record in records] == [False, True, True, True]
    assert "Ticket 2" in records[1].refusal
    assert records[3].refusal.startswith("Ticket 4: another row has the number 5 too (Ticket 1).")


@pytest.mark.parametrize("content", ['{"tickets": [{"id": 1', "[]", "number,title\n1,a\n"])
def test_json_that_holds_no_tickets_looks_like_nothing(
    make_file: MakeFile, formats: Formats, content: str
) -> None:
    path = make_file(content, "page.json")
    reading = formats.named("zendesk").inspect(path)
    assert reading.likeness == 0
    assert reading.doubts
    with pytest.raises(UsageError):
        list(formats.named("zendesk").read(path, reading, BERLIN))


def test_objects_that_are_no_tickets_are_refused_one_by_one(read_file: ReadFile) -> None:
    reading, records = read_file('{"tickets": 1}\n{"other": 2}\n', "zendesk", name="lines.json")
    assert reading.likeness == 0
    assert [(record.places, bool(record.refusal)) for record in records] == [((1,), True), ((2,), True)]
    assert "Ticket 1" in records[0].refusal


def test_half_characters_of_json_are_replaced(read_file: ReadFile) -> None:
    _reading, (record,) = read_file(
        '{"tickets": [{"id": 1, "subject": "a\\ud83d", "status": "new"}]}', "zendesk", name="x"
    )
    assert str(record.values["title"]).encode() == "a�".encode()


def test_any_table_by_the_names_of_its_heads(read_file: ReadFile) -> None:
    content = (
        "Ticketnummer;Betreff;Beschreibung;Status;Priorität;Melder;"
        "Erstellt am;Gelöst am;Kommentare;Kostenstelle\n"
        "A-1;Drucker;Druckt nicht;Gelöst;Hoch;Ann;12.02.2024 11:48;13.02.2024;am Gerät;4711\n"
        "A-2;Maus;?;In Bearbeitung;Niedrig;Ben;13.02.2024 08:00;;;\n"
    )
    reading, (first, second) = read_file(content)
    assert reading.columns["Kostenstelle"] == ""
    assert (first.key, first.status, first.priority) == ("A-1", "resolved", "P2")
    assert first.values == {"title": "Drucker", "description": "Druckt nicht", "reporter": "Ann"}
    assert first.rest == {"Kostenstelle": "4711"}
    assert first.resolved is not None
    assert first.resolved.iso() == "2024-02-13T23:59+01:00", "a day alone: resolved by its end"
    assert [event.text for event in first.events] == ["am Gerät"]
    assert (second.status, second.priority) == ("in_progress", "P4")
    assert "description" not in second.values


def test_words_that_are_not_known_are_left_and_said_and_can_be_mapped(
    read_file: ReadFile, tmp_path: Path
) -> None:
    reading, (first, second) = read_file("number,title,status,priority\n1,a,Lurking,Meh\n2,b,closed,low\n")
    assert reading.values["status"] == {"Lurking": "", "closed": "closed"}
    assert any("“Lurking” (1)" in doubt for doubt in reading.doubts)
    assert (first.status, first.priority) == ("new", "")
    assert first.rest == {"status": "Lurking", "priority": "Meh"}
    assert len(first.doubts) == 2
    assert (second.status, second.priority, second.doubts) == ("closed", "P4", ())
    mapped = replace(
        reading,
        values={"status": {"Lurking": "on_hold", "closed": "closed"}, "priority": {"Meh": "P5", "low": "P4"}},
    )
    first, _second = ANY_CSV.read(tmp_path / "export.csv", mapped, BERLIN)
    assert (first.status, first.priority, first.doubts, first.rest) == ("on_hold", "P5", (), {})


def test_columns_can_be_mapped_otherwise(read_file: ReadFile, tmp_path: Path) -> None:
    reading, _records = read_file("A,B,C\n1,x,when\n")
    assert set(reading.columns.values()) == {""}
    mapped = replace(reading, columns={"A": "key", "B": "title", "C": "note"})
    (record,) = ANY_CSV.read(tmp_path / "export.csv", mapped, BERLIN)
    assert (record.key, record.values) == ("1", {"title": "x"})
    assert record.rest == {"Note": "when"}, "a note of no known time"


def test_the_likeliest_of_two_heads_is_taken_and_the_other_kept(read_file: ReadFile) -> None:
    _reading, (record,) = read_file("id,number,name,title,status\n77,INC1,x,y,new\n")
    assert (record.key, record.values["title"]) == ("INC1", "y")
    assert record.rest == {"id": "77", "name": "x"}


def test_formulas_and_naughty_strings_come_through_to_the_letter(read_file: ReadFile, nasty: Path) -> None:
    strings: list[str] = json.loads((nasty / "blns" / "blns.json").read_text(encoding="utf-8"))
    payloads = (
        (nasty / "csv-injection" / "Intruder" / "csv-payload.txt").read_text(encoding="utf-8").splitlines()
    )
    texts = [one for one in [*strings, *payloads] if one.strip()]
    rows = "".join('T{},"{}"\n'.format(number, text.replace('"', '""')) for number, text in enumerate(texts))
    reading, records = read_file(f"number,description\n{rows}")
    assert len(records) == len(texts)
    for text, record in zip(texts, records, strict=True):
        plain = text.strip().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if plain in reading.nulls or "</" in text or "<br" in text.casefold():
            continue
        assert record.values.get("description", "") == plain
