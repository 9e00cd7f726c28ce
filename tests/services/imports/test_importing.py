"""Records of another system become incidents of this desk: whole, with their history, and only once."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent, ImportedFile
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text
from services.imported_records import assert_chained, assert_sound, at, record, rows_of
from services.importing_desk import ImportingDesk


def test_a_record_becomes_an_incident_with_its_own_times_and_values(desk: ImportingDesk) -> None:
    result = desk.bring(record())
    page = desk.page("T-1")
    incident = page.incident
    assert result.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    assert incident.number == "INC-2025-000001"  # the year in which it was logged
    assert (incident.status, incident.stage, incident.priority) == ("closed", "closure", "P2")
    assert (incident.logged, incident.responded, incident.resolved, incident.closed, incident.updated) == (
        at(0), at(1), at(5), at(48), at(48),
    )  # fmt: skip
    assert page.name(incident.core["reporter"]) == "Ada Adler"
    assert page.name(incident.assignee) == "Bjorn"
    assert page.name(incident.core["service"]) == "Label printing"
    assert page.settings.label("categories", incident.core["category"]) == "Printing · Labels"
    assert page.facts["resolution"] == "Went back to the old driver."
    assert (incident.origin_system, incident.origin_key) == ("Elsewhere", "T-1")
    assert assert_chained(desk.cases) == 1
    assert_sound(desk.file)


def test_its_timeline_is_told_by_time_with_the_names_of_those_who_did_it(desk: ImportingDesk) -> None:
    desk.bring(record())
    page = desk.page("T-1")
    assert [(entry.kind, entry.done) for entry in page.entries] == [
        ("logged", at(0)), ("responded", at(1)), ("status_changed", at(1)), ("assigned", at(1)),
        ("note", at(2)), ("changed_there", at(3)), ("status_changed", at(5)), ("status_changed", at(48)),
        ("note", at(0)), ("imported", desk.time.now()),
    ]  # fmt: skip
    assert {entry.entered for entry in page.entries} == {desk.time.now()}
    assert {entry.author for entry in page.entries} == {desk.me}
    texts = ValueTexts(page.settings, page.names, page.definition)
    words = [entry_text(entry, page, texts) for entry in page.entries]
    assert words[4].headline == "Bjorn"
    assert words[4].detail == "Looking at the driver."
    assert words[5].headline == "Urgency"
    assert words[5].detail == "2 - Medium → 1 - High"
    assert words[6].marks == ("Bjorn",)
    assert words[8].detail == "Knowledge: KB0001"


def test_the_gate_is_asked_and_nothing_is_enforced(desk: ImportingDesk) -> None:
    desk.bring(record())
    page = desk.page("T-1")
    assert all(page.is_complete(stage) for stage in page.definition.stages)
    said = page.entries[-1].parameters
    assert said["completed"] == ["identification", "classification", "investigation", "resolution", "closure"]
    missing = {stage.key: [gap.field for gap in page.missing(stage)] for stage in page.definition.stages}
    assert said["missing"] == missing
    assert "impact" in missing["classification"]
    words = entry_text(page.entries[-1], page, ValueTexts(page.settings, page.names, page.definition))
    assert words.headline == "Imported from Elsewhere (T-1)"
    assert "Classification lacks: Type, Impact, Severity, Risk" in words.detail


@pytest.mark.parametrize(
    ("status", "stages", "due"),
    [
        ("new", 0, "classify"),
        ("in_progress", 2, "resolve"),
        ("on_hold", 2, "resolve"),
        ("resolved", 4, "confirm"),
        ("closed", 5, ""),
        ("cancelled", 0, ""),
    ],
)
def test_stages_and_due_times_follow_from_the_status(
    desk: ImportingDesk, status: str, stages: int, due: str
) -> None:
    resolved = at(5) if status in {"resolved", "closed"} else None
    closed = at(48) if status in {"closed", "cancelled"} else None
    desk.bring(record(status=status, events=(), resolved=resolved, closed=closed, responded=at(2)))
    page = desk.page("T-1")
    assert page.incident.status == status
    assert sum(page.is_complete(stage) for stage in page.definition.stages) == stages
    assert page.incident.due.next_kind == due
    assert page.clock.resolution.state == {
        "closed": "met", "resolved": "met", "cancelled": "none"
    }.get(status, "breached")  # fmt: skip


def test_a_derived_priority_needs_no_hand(desk: ImportingDesk) -> None:
    values = {**record().values, "impact": "high", "severity": "medium", "risk": "low"}
    desk.bring(record(values=values), record("T-2", 3, values=values, priority="P4"))
    derived, by_hand = desk.page("T-1").incident, desk.page("T-2").incident
    assert "priority_override" not in derived.core
    assert (by_hand.priority, by_hand.core["priority_override"]) == ("P4", "P4")
    assert by_hand.core["priority_reason"] == "As imported from Elsewhere"
    assert not derived.provisional


def test_what_is_unknown_here_comes_along_but_is_not_offered(desk: ImportingDesk) -> None:
    known = desk.cases.people.write_person(Person("", "Chen Okafor"), desk.me)[0]
    one = record(values={**record().values, "assignee": "chen okafor", "category": "Mail and calendar"})
    result = desk.bring(one, record("T-2", 3))
    assert desk.page("T-1").incident.assignee == known.uid
    assert desk.page("T-1").incident.core["category"] == "software.mail"
    assert result.added == {
        "person": ("Bjorn",), "reporter": ("Ada Adler",), "service": ("Label printing",),
        "list.categories": ("Printing", "Labels"),
    }  # fmt: skip
    (staff,) = [one for one in desk.cases.people.staff() if one.name == "Bjorn"]
    assert not staff.active
    items = {item.key: item for item in desk.cases.administration.settings().lists["categories"]}
    assert items["printing.labels"].retired
    assert items["printing.labels"].parent == "printing"
    assert not items["software.mail"].retired


def test_a_missing_title_is_built_and_marked(desk: ImportingDesk) -> None:
    bare = {"category": "Printing", "service": "Labels"}
    desk.bring(
        record(values={"description": "No label comes out.\nSince 8."}),
        record("T-2", 3, values=bare, rest={"u_symptom": "Symptom 72"}),
        record("T-3", 4, values={}, rest={}),
        record("T-4", 5),
    )
    titles = [desk.page(f"T-{n}").incident.title for n in (1, 2, 3)]
    assert titles == ["No label comes out.", "Printing · Symptom 72 · Labels", "Incident T-3"]
    assert [desk.page(f"T-{n}").incident.title_built for n in (1, 2, 3, 4)] == [True, True, True, False]


def test_nothing_that_has_no_place_is_lost(desk: ImportingDesk) -> None:
    values = {**record().values, "occurred": "some day", "number": "INC7", "rhubarb": "yes"}
    files = (ImportedFile("shot.png", b"pixels"), ImportedFile("gone.doc"), ImportedFile("empty.txt", b""))
    desk.bring(record(values=values, files=files, rest={"Knowledge": "KB1", "Blank": " "}))
    page = desk.page("T-1")
    notes = [entry.payload for entry in page.entries if entry.kind == "note"]
    text = "Since when: some day\nnumber: INC7\nrhubarb: yes\nKnowledge: KB1"
    assert notes[-1] == {"means": "", "text": text, "who": ""}
    assert [(one.name, one.size) for one in page.attachments] == [("shot.png", 6)]
    assert desk.cases.conversation.bytes_of(page.attachments[0].sha256) == b"pixels"
    (verdict,) = desk.verdicts
    assert len(verdict.reasons) == 3
    assert page.entries[-1].payload == {"doubts": list(verdict.reasons)}


def test_records_that_cannot_be_taken_are_refused_by_name(desk: ImportingDesk) -> None:
    result = desk.bring(
        record(),
        record("T-1", 3),
        record("", 4),
        record("T-5", 5, refusal="Line 5 has too few cells."),
        record("T-6", 6, status="asleep"),
        record("T-7", 7, logged=Instant(-(10**15))),
    )
    assert result.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 5}
    refused = {one.places[0]: one.reasons[0] for one in desk.verdicts if one.verdict == "refused"}
    assert refused == {
        3: "“T-1” stands in row 2 already, and that one was taken.",
        4: "It has no key, by which it would be known again.",
        5: "Line 5 has too few cells.",
        6: "“asleep” is no status of this desk.",
        7: "A time of it lies in no year that this desk can show.",
    }
    assert [one.key for one in result.notable] == ["T-1", "", "T-5", "T-6", "T-7"]


def test_a_look_writes_nothing_and_says_what_an_import_would_do(desk: ImportingDesk) -> None:
    records = [record(), record("T-2", 3, logged=at(-24 * 365)), record("", 4)]
    before = rows_of(desk.file)
    look = desk.look(*records)
    assert rows_of(desk.file) == before
    done = desk.bring(*records)
    assert (look.state, look.batch) == ("preview", "")
    assert (look.counts, look.added, look.numbers) == (done.counts, done.added, done.numbers)
    assert look.numbers == {
        2024: ("INC-2024-000001", "INC-2024-000001"), 2025: ("INC-2025-000001", "INC-2025-000001"),
    }  # fmt: skip


def test_importing_again_changes_nothing(desk: ImportingDesk) -> None:
    records = [record(f"T-{n}", n) for n in range(70)]
    desk.bring(*records)
    before = rows_of(desk.file, "import_batch", "desk_state")
    again = desk.bring(*records)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 70, "refused": 0}
    assert rows_of(desk.file, "import_batch", "desk_state") == before


def test_two_systems_may_use_the_same_keys(desk: ImportingDesk) -> None:
    desk.bring(record())
    assert desk.bring(record(), system="Another").counts["new"] == 1


def test_a_history_of_holds_and_reopenings_is_lived_again(desk: ImportingDesk) -> None:
    way = [
        ("in_progress", 1),
        ("on_hold", 2),
        ("in_progress", 4),
        ("resolved", 5),
        ("in_progress", 6),
        ("resolved", 7),
    ]
    events = tuple(
        ImportedEvent(
            "status", at(hour), "Eva", new=status, text="Awaiting the user" if status == "on_hold" else ""
        )
        for status, hour in way
    )
    desk.bring(record(status="resolved", closed=None, resolved=None, events=events, updated=at(7)))
    page = desk.page("T-1")
    assert page.incident.reopen_count == 1
    assert page.incident.resolved == at(7)
    kinds = [entry.kind for entry in page.entries]
    assert [kinds.count(kind) for kind in ("held", "resumed", "reopened", "status_changed")] == [1, 1, 1, 6]
    # Two hours on hold for the user and one hour resolved do not count.
    assert page.clock.resolution.used == pytest.approx(4 * 60)


def test_search_finds_by_the_words_that_a_save_would_write(desk: ImportingDesk) -> None:
    desk.bring(record(files=(ImportedFile("driver.log", b"x"),)))
    imported = words_of(desk)
    desk.cases.conversation.note(desk.page("T-1").incident.uid, "zanzibar", desk.me)
    assert sorted(words_of(desk)) == sorted([*imported, "zanzibar"])
    for words in ("labels blank", "looking driver", "KB0001", "Adler", "driver.log", "T-1"):
        found = desk.cases.search.find(words).hits
        assert [hit.row.number for hit in found] == ["INC-2025-000001"]


def test_an_import_and_its_undoing_leave_the_search_index_in_one_piece(desk: ImportingDesk) -> None:
    batch = desk.bring(*(record(f"T-{n}", n) for n in range(200))).batch
    assert not desk.cases.index.merge_some()
    desk.importing.undo(batch, desk.me)
    assert not desk.cases.index.merge_some()


def words_of(desk: ImportingDesk) -> list[str]:
    """What the one incident is searched by beside its title and description."""
    connection = sqlite3.connect(desk.file)
    try:
        ((text,),) = connection.execute("SELECT search_text FROM incident").fetchall()
    finally:
        connection.close()
    return str(text).split("\n")


def test_an_unknown_process_is_told(desk: ImportingDesk) -> None:
    with pytest.raises(UsageError, match="no process"):
        desk.bring(record(), process="none")
    assert desk.importing.batches() == []


def test_dates_in_the_future_raise_a_doubt(desk: ImportingDesk) -> None:
    late = replace(desk.time.now(), ms=desk.time.now().ms + 86_400_000)
    desk.bring(record(logged=late, events=(), resolved=None, closed=None, status="new"))
    assert "still to come" in desk.verdicts[0].reasons[0]


def test_a_check_finds_what_is_not_whole(desk: ImportingDesk) -> None:
    batch = desk.bring(record(), record("T-2", 3)).batch
    assert desk.importing.check(batch) == []
    connection = sqlite3.connect(desk.file)
    try:
        connection.execute("UPDATE timeline_entry SET kind = 'note' WHERE seq = 3 AND incident_id = 1")
        connection.execute(
            "DELETE FROM import_item WHERE incident_uid = (SELECT uid FROM incident WHERE id = 2)"
        )
        connection.commit()
    finally:
        connection.close()
    assert desk.importing.check(batch) == [
        "INC-2025-000001: the timeline is broken at entry 3 (hash).",
        "INC-2025-000002 came from another system, and no import knows of it.",
    ]
