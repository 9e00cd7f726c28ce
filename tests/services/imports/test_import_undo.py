"""Undoing an import leaves the desk as it was, but for what somebody has worked on since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.imported import ImportedFile
from incidentdesk.services.imports.import_types import Control, Left
from services.imported_records import assert_chained, assert_sound, at, record, rows_of
from services.importing_desk import ImportingDesk
from services.imports.test_import_changes import still_open

REMEMBERED = ("import_batch", "withdrawn_incident", "counter", "desk_state")
"""What an undone import leaves behind: itself, the numbers it took, and the count of changes."""


def test_after_it_every_table_is_as_it_was(desk: ImportingDesk) -> None:
    desk.cases.log.log({"title": "Our own", "category": "network.wifi"}, desk.me)
    before = rows_of(desk.file, *REMEMBERED)
    batch = desk.bring(
        *(record(f"T-{n}", n, files=(ImportedFile(f"{n % 3}.txt", b"%d" % (n % 3)),)) for n in range(80))
    ).batch
    undone = desk.importing.undo(batch, desk.me)
    assert (undone.state, undone.withdrawn, undone.left, undone.kept) == ("undone", 80, (), ())
    assert rows_of(desk.file, *REMEMBERED) == before
    assert_sound(desk.file)


def test_a_fresh_desk_is_fresh_again(desk: ImportingDesk) -> None:
    before = rows_of(desk.file, *REMEMBERED)
    desk.importing.undo(desk.bring(record()).batch, desk.me)
    assert rows_of(desk.file, *REMEMBERED) == before


def test_numbers_are_never_given_again_and_tell_what_became_of_them(desk: ImportingDesk) -> None:
    desk.importing.undo(desk.bring(record()).batch, desk.me)
    for ask in (
        lambda: desk.cases.pages.incident("inc-2025-000001", desk.me),
        lambda: desk.cases.conversation.note("INC-2025-000001", "x", desk.me),
    ):
        with pytest.raises(UsageError, match="was withdrawn on"):
            ask()
    desk.bring(record())
    assert desk.page("T-1").incident.number == "INC-2025-000002"


def test_what_somebody_worked_on_stays_and_is_told(desk: ImportingDesk) -> None:
    batch = desk.bring(record(), record("T-2", 3), record("T-3", 4, values={"title": "Third"})).batch
    kept = desk.page("T-1").incident
    desk.cases.conversation.note(kept.uid, "Still seen today", desk.me)
    undone = desk.importing.undo(batch, desk.me)
    assert undone.withdrawn == 2
    assert undone.left == (Left(kept.number, "Somebody has worked on it since."),)
    assert set(undone.kept) == {"Bjorn", "Ada Adler", "Label printing", "Printing", "Labels"}
    page = desk.cases.pages.incident(kept.number, desk.me)
    assert page.name(page.incident.assignee) == "Bjorn"
    assert page.settings.label("categories", page.incident.core["category"]) == "Printing · Labels"
    assert assert_chained(desk.cases) == 1
    assert_sound(desk.file)


def test_people_who_were_changed_or_named_since_stay(desk: ImportingDesk) -> None:
    batch = desk.bring(
        record(), record("T-2", 3, values={"title": "B", "assignee": "Chen", "reporter": "Eva"})
    ).batch
    staff = {one.name: one for one in desk.cases.people.staff()}
    desk.cases.people.write_person(replace(staff["Bjorn"], active=True), desk.me)
    other = desk.cases.log.log({"title": "Ours"}, desk.me).uid
    desk.cases.lifecycle.assign(other, staff["Chen"].uid, desk.me)
    desk.cases.lifecycle.assign(other, "", desk.me)
    assert set(desk.importing.undo(batch, desk.me).kept) == {"Bjorn", "Chen"}
    assert {one.name for one in desk.cases.people.staff()} == {"M. Oyelaran", "Bjorn", "Chen"}


def test_what_a_register_names_since_stays(desk: ImportingDesk) -> None:
    batch = desk.bring(record()).batch
    registers = desk.cases.registers
    (ada,) = registers.find("reporter", "ada").entries
    (labels,) = registers.find("service", "label").entries
    device = registers.write("device", "", "PC-7", {"service": labels.uid}, desk.me)[0].uid
    registers.write("reporter", ada.uid, ada.name, {"device": device}, desk.me)
    undone = desk.importing.undo(batch, desk.me)
    assert {"Ada Adler", "Label printing"} <= set(undone.kept)
    assert registers.get("device", device).names[labels.uid] == "Label printing"


def test_a_list_that_was_changed_since_stays(desk: ImportingDesk) -> None:
    batch = desk.bring(record()).batch
    items = desk.cases.administration.settings().lists["categories"]
    desk.cases.administration.write_list("categories", items[::-1], desk.me)
    assert desk.importing.undo(batch, desk.me).kept == ("Printing", "Labels")
    assert desk.cases.administration.settings().lists["categories"] == items[::-1]


def test_what_it_changed_is_put_back_with_entries_that_say_so(desk: ImportingDesk) -> None:
    desk.bring(still_open())
    before = desk.page("T-1")
    batch = desk.bring(record()).batch
    undone = desk.importing.undo(batch, desk.me)
    page = desk.cases.pages.incident(before.incident.uid, desk.me)
    assert (undone.withdrawn, undone.put_back, undone.left) == (0, 1, ())
    assert page.incident.core == before.incident.core
    assert (page.incident.status, page.incident.resolved, page.incident.closed) == ("in_progress", None, None)
    done = {key: state for key, state in page.stages.items() if state.values or state.completed}
    assert done == before.stages
    assert page.clock.resolution.state == before.clock.resolution.state
    last = page.entries[-1]
    assert (last.kind, last.cause) == ("import_undone", batch)
    assert last.payload["status"] == {"old": "closed", "new": "in_progress"}  # type: ignore[index, call-overload]
    assert assert_chained(desk.cases) == 1
    assert desk.bring(record()).counts["changed"] == 1  # it can be brought again
    assert desk.page("T-1").incident.status == "closed"


def test_of_what_it_changed_later_work_stays(desk: ImportingDesk) -> None:
    desk.bring(still_open())
    values = {**record().values, "title": "Their new title", "description": "More is known."}
    batch = desk.bring(still_open(values=values)).batch
    page = desk.page("T-1")
    desk.cases.stages.save(page.incident.uid, {"title": "Our own title"}, {}, desk.me)
    undone = desk.importing.undo(batch, desk.me)
    assert undone.left == (
        Left(page.incident.number, "Somebody has changed these fields since.", ("title",)),
    )  # fmt: skip
    core = desk.cases.pages.incident(page.incident.uid, desk.me).incident.core
    assert (core["title"], core["description"]) == ("Our own title", record().values["description"])


def test_two_imports_can_be_undone_one_after_the_other(desk: ImportingDesk) -> None:
    before = rows_of(desk.file, *REMEMBERED)
    first = desk.bring(still_open(), record("T-2", 3)).batch
    second = desk.bring(record(), record("T-3", 4)).batch
    assert desk.importing.undo(second, desk.me).put_back == 1
    assert desk.importing.undo(first, desk.me).withdrawn == 2
    assert rows_of(desk.file, *REMEMBERED) == before


def test_an_undoing_that_was_stopped_goes_on(desk: ImportingDesk) -> None:
    before = rows_of(desk.file, *REMEMBERED)
    batch = desk.bring(*(record(f"T-{n}", n) for n in range(100))).batch
    stopped = desk.importing.undo(batch, desk.me, Control(cancelled=lambda: True))
    assert stopped.state == "undoing"
    assert 0 < stopped.withdrawn < 100
    desk.time.advance(minutes=1)
    assert [one.uid for one in desk.importing.unfinished()] == [batch]
    assert desk.importing.undo(batch, desk.me).withdrawn == 100 - stopped.withdrawn
    assert rows_of(desk.file, *REMEMBERED) == before
    with pytest.raises(RefusedError, match="undone already"):
        desk.importing.undo(batch, desk.me)


def test_an_import_that_was_stopped_goes_on_or_is_undone(desk: ImportingDesk) -> None:
    records = [record(f"T-{n}", n) for n in range(120)]
    order = desk.order(*records)
    stopped = desk.importing.run(order, desk.me, Control(cancelled=lambda: True))
    assert stopped.state == "stopped"
    assert 0 < stopped.counts["new"] < 120
    assert [one.uid for one in desk.importing.unfinished()] == [stopped.batch]
    whole = desk.importing.resume(stopped.batch, desk.me)
    assert (whole.state, whole.batch, whole.counts["new"]) == ("done", stopped.batch, 120)
    assert desk.importing.unfinished() == []
    assert assert_chained(desk.cases) == 120
    assert desk.importing.undo(whole.batch, desk.me).withdrawn == 120
    with pytest.raises(RefusedError):
        desk.importing.resume(whole.batch, desk.me)


def test_an_import_does_not_go_on_from_another_file(desk: ImportingDesk) -> None:
    stopped = desk.importing.run(
        desk.order(*(record(f"T-{n}", n) for n in range(90))), desk.me, Control(cancelled=lambda: True)
    )
    desk.order(record("T-1", logged=at(7)))
    with pytest.raises(RefusedError, match="not what it was"):
        desk.importing.resume(stopped.batch, desk.me)
