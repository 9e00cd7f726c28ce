"""A record that changed elsewhere brings what is news, and leaves what somebody here has made of the rest."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.domain.imported import ImportedEvent, ImportedFile, ImportedIncident
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text
from services.imported_records import assert_chained, assert_sound, at, record
from services.importing_desk import ImportingDesk


def still_open(**parts: object) -> ImportedIncident:
    """The record while somebody worked on it."""
    given = record()
    values = {"status": "in_progress", "resolved": None, "closed": None, "updated": at(3), "resolution": "",
              "events": given.events[:4]}  # fmt: skip
    return replace(given, **(values | parts))  # type: ignore[arg-type]


def brought_again(desk: ImportingDesk, first: ImportedIncident, then: ImportedIncident) -> list[Entry]:
    """Import ``first``, then ``then``; gives the entries that the second one wrote."""
    desk.bring(first)
    before = len(desk.page("T-1").entries)
    assert desk.bring(then).counts["changed"] == 1
    return list(desk.page("T-1").entries[before:])


def test_what_happened_since_is_added_and_nothing_else(desk: ImportingDesk) -> None:
    entries = brought_again(desk, still_open(), record())
    page = desk.page("T-1")
    assert [(entry.kind, entry.done) for entry in entries] == [
        ("status_changed", at(5)), ("status_changed", at(48)), ("import_changed", desk.time.now()),
    ]  # fmt: skip
    assert entries[-1].parameters["fields"] == ["closed", "resolution", "resolved", "status"]
    assert (page.incident.status, page.incident.resolved, page.incident.closed) == ("closed", at(5), at(48))
    assert page.incident.due.next is None
    assert all(page.is_complete(stage) for stage in page.definition.stages)
    assert entries[-1].parameters["completed"] == ["investigation", "resolution", "closure"]
    texts = ValueTexts(page.settings, page.names, page.definition)
    assert "Went back to the old driver." in entry_text(entries[-1], page, texts).detail
    assert assert_chained(desk.cases) == 1
    assert_sound(desk.file)


def test_an_import_gives_an_open_incident_the_same_end_at_once_or_in_two_steps(desk: ImportingDesk) -> None:
    brought_again(desk, still_open(), record())
    in_steps = desk.page("T-1")
    desk.bring(replace(record(), key="T-9"))
    at_once = desk.page("T-9")
    assert in_steps.clock == at_once.clock
    assert in_steps.incident.due == at_once.incident.due
    assert in_steps.facts["resolution"] == at_once.facts["resolution"]


def test_a_value_that_was_changed_here_stays_and_the_other_is_told(desk: ImportingDesk) -> None:
    desk.bring(still_open())
    uid = desk.page("T-1").incident.uid
    desk.cases.stages.save(uid, {"title": "Our own title", "place": "Ward 3"}, {}, desk.me)
    values = {**record().values, "title": "Their new title", "description": "More is known."}
    look = desk.look(still_open(values=values))
    assert look.counts["changed"] == 1
    assert desk.verdicts[0].reasons == (
        "Changed: What happens: “Since the morning. Only on ward 3.” → “More is known.”.",
        "Changed here since, and left as it is: Title.",
    )  # fmt: skip
    desk.bring(still_open(values=values))
    page = desk.page("T-1")
    assert (page.incident.title, page.incident.core["description"]) == ("Our own title", "More is known.")
    assert page.incident.core["place"] == "Ward 3"
    last = page.entries[-1]
    assert (last.kind, last.parameters["left"]) == ("import_changed", ["title"])
    assert desk.bring(still_open(values=values)).counts["unchanged"] == 1


def test_a_look_says_from_what_to_what_each_field_would_change(desk: ImportingDesk) -> None:
    values = {**record().values, "assignee": "Chen Okafor", "category": "Mail and calendar"}
    desk.bring(still_open(values=values))
    del values["assignee"]
    values |= {"category": "Printing", "error_code": "0x80070005", "description": "Blank labels. " * 30}
    desk.look(still_open(values=values))
    (said,) = desk.verdicts[0].reasons
    assert said.startswith("Changed: Follow-up by: emptied, was “Chen Okafor”; Category: “Software · Mail")
    assert "→ “Software · Printing”" in said
    assert "→ “Blank labels. Blank labels." in said
    assert "Error code: “0x80070005”" in said
    assert len(said) < 400, "long texts are shortened"


def test_a_status_that_was_changed_here_stays_with_its_times(desk: ImportingDesk) -> None:
    desk.bring(still_open())
    desk.cases.lifecycle.cancel(desk.page("T-1").incident.uid, "duplicate", desk.me)
    desk.bring(record())
    page = desk.page("T-1")
    assert (page.incident.status, page.incident.closed) == ("cancelled", None)
    assert page.facts["resolution"] == "Went back to the old driver."
    assert set(page.entries[-1].parameters["left"]) == {"status", "resolved", "closed"}  # type: ignore[arg-type]


def test_notes_files_and_columns_come_once(desk: ImportingDesk) -> None:
    more = ImportedEvent("note", at(4), "Chen", text="A second look.")
    then = still_open(
        events=(*still_open().events, more), files=(ImportedFile("log.txt", b"line"),),
        rest={"Knowledge": "KB0001", "Vendor": "Acme"},
    )  # fmt: skip
    entries = brought_again(desk, still_open(), then)
    assert [entry.kind for entry in entries] == ["note", "note", "attached"]
    assert entries[1].payload == {"means": "", "text": "Vendor: Acme", "who": ""}
    assert desk.bring(then).counts["unchanged"] == 1
    assert desk.bring(replace(then, updated=at(9))).counts == {
        "new": 0, "changed": 0, "unchanged": 1, "refused": 0,
    }  # fmt: skip
    assert len(desk.page("T-1").attachments) == 1


def test_a_column_that_was_emptied_there_is_emptied_here(desk: ImportingDesk) -> None:
    values = {key: value for key, value in record().values.items() if key != "service"}
    brought_again(desk, still_open(), still_open(values=values))
    assert "service" not in desk.page("T-1").incident.core


def test_an_incident_that_was_reopened_there_is_open_here(desk: ImportingDesk) -> None:
    again = ImportedEvent("status", at(50), "Bjorn", new="in_progress")
    then = record(status="in_progress", resolved=None, closed=None, events=(*record().events, again))
    brought_again(desk, record(), then)
    page = desk.page("T-1")
    assert (page.incident.status, page.incident.closed, page.incident.reopen_count) == (
        "in_progress",
        None,
        1,
    )
    assert not page.is_complete(page.definition.stage("closure"))
    assert page.incident.due.next_kind == "resolve"


def test_a_corrected_time_of_logging_is_taken_and_put_back(desk: ImportingDesk) -> None:
    entries = brought_again(desk, still_open(), still_open(logged=at(-3)))
    assert [entry.parameters["fields"] for entry in entries] == [["logged"]]
    page = desk.page("T-1")
    assert page.incident.logged == at(-3)
    desk.importing.undo(entries[0].cause, desk.me)
    assert desk.cases.pages.incident(page.incident.uid, desk.me).incident.logged == at(0)
