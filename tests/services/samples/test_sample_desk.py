from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import Instant, ManualTime
from incidentdesk.bootstrap import fill_practice_desk, headless
from incidentdesk.domain.records import Person
from incidentdesk.services.lists.views import VIEWS
from incidentdesk.services.samples.sample_desk import fill_sample_desk
from incidentdesk.services.samples.script import Player, read_script
from incidentdesk.services.use_cases import UseCases
from walk import rows_of

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)

Filled = tuple[UseCases, ManualTime, Person]
STAFF = {"R. Sato", "M. Oyelaran", "K. Lindqvist", "T. Brandt", "H. Castellano", "P. Vos"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    paths = desk_paths(tmp_path_factory.mktemp("sample") / "desk.sqlite3")
    time = ManualTime(NOW, ZoneInfo("Europe/Berlin"))
    with headless(paths, time) as cases:
        me = cases.people.whoever_is("", "someone")
        assert fill_sample_desk(cases, time, me)
        yield cases, time, me


def test_the_views_have_what_a_desk_has_on_an_ordinary_morning(filled: Filled) -> None:
    cases, _time, me = filled
    counts = cases.queue.counts({view.key: view.condition for view in VIEWS}, me.uid)
    assert counts == {"mine": 6, "unassigned": 3, "waking": 1, "confirm": 2, "open": 13, "closed": 3}
    assert cases.queue.totals() == (16, 2)


def test_every_status_and_every_stage_occurs(filled: Filled) -> None:
    cases, _time, me = filled
    rows = rows_of(cases, "open", me.uid) + rows_of(cases, "closed", me.uid)
    assert {row.status for row in rows} == {
        *("new", "in_progress", "on_hold", "resolved", "closed", "cancelled")
    }
    stages = ["identification", "classification", "investigation", "resolution", "closure"]
    assert {row.stage for row in rows if row.status not in {"closed", "cancelled"}} == set(stages)


def test_an_urgent_one_must_be_classified_within_minutes(filled: Filled) -> None:
    cases, time, me = filled
    first = rows_of(cases, "mine", me.uid)[0]
    assert (first.priority, first.provisional, first.due.next_kind) == ("P1", True, "classify")
    assert first.due.next is not None
    assert 0 < first.due.next - time.now().ms <= 7 * 60_000


def test_the_label_printer_is_where_the_pictures_show_it(filled: Filled) -> None:
    cases, _time, me = filled
    found = cases.search.find("label printer ward").hits
    page = cases.pages.incident(found[0].row.uid, me.uid)
    assert page.incident.title == "Label printer on ward 3 prints blank labels after driver update"
    assert (page.incident.priority, page.incident.provisional) == ("P2", False)
    assert page.reporter is not None
    assert (page.reporter.name, page.reporter.phone) == ("Dana Whitlock", "4410")
    assert [gap.field for gap in page.missing(page.current_stage)] == ["cause_category"]
    assert page.incident.assignee == me.uid
    assert [one.media_type for one in page.attachments] == ["image/png"]


def test_a_closed_one_has_its_report(filled: Filled) -> None:
    cases, _time, me = filled
    reports = [cases.pages.incident(row.uid, me.uid).reports for row in rows_of(cases, "closed", me.uid)]
    issued = [one for page in reports for one in page]
    assert len(issued) == 1
    assert cases.reporting.bytes_of(issued[0]).startswith(b"%PDF-")


def test_nothing_lies_in_the_future_but_wake_times(filled: Filled) -> None:
    cases, time, me = filled
    now = time.now()
    assert now == Instant.of(NOW.astimezone(ZoneInfo("Europe/Berlin")))
    for view in ("open", "closed"):
        for row in rows_of(cases, view, me.uid):
            entries = cases.pages.incident(row.uid, me.uid).entries
            assert all(entry.entered.ms <= now.ms and entry.done.ms <= now.ms for entry in entries)


def test_numbers_follow_the_order_of_logging(filled: Filled) -> None:
    cases, _time, me = filled
    rows = rows_of(cases, "open", me.uid, sort="number")
    logged = [row.logged_ms for row in rows]
    assert logged == sorted(logged)


def test_the_registers_are_filled(filled: Filled) -> None:
    cases, _time, me = filled
    staff = {one.name for one in cases.people.staff()}
    assert staff == STAFF | {me.name}
    reporters = cases.people.all_reporters()
    assert len(reporters) == 12
    assert all(one.phone and one.place for one in reporters)
    assert cases.administration.settings().organisation == "Northfield Clinic"


def test_a_desk_with_incidents_is_left_as_it_is(filled: Filled) -> None:
    cases, time, me = filled
    before = rows_of(cases, "open", me.uid)
    assert not fill_sample_desk(cases, time, me)
    assert rows_of(cases, "open", me.uid) == before
    assert len(cases.people.staff()) == len(STAFF) + 1


def test_it_is_filled_around_the_computers_time_and_only_once(tmp_path: Path) -> None:
    paths = desk_paths(tmp_path / "desk.sqlite3")
    assert fill_practice_desk(paths, "someone")
    assert not fill_practice_desk(paths, "someone")
    with headless(paths) as cases:
        assert cases.queue.totals()[0] == 16
        me = cases.people.whoever_is("someone", "")
        assert me.role == "administrator"
        rows = rows_of(cases, "open", me.uid)
        assert all(row.number.startswith("DEMO-") for row in rows)
        newest = max(row.logged_ms for row in rows)
        assert 0 <= cases.desk.time.now().ms - newest < 10 * 60_000


@pytest.mark.parametrize("name", ["northfield.toml", "locked-volume.toml"])
def test_the_steps_of_a_script_come_in_the_order_of_their_times(filled: Filled, name: str) -> None:
    cases, time, me = filled
    steps = Player(cases, time, read_script(name), me).steps()
    assert [step.at.ms for step in steps] == sorted(step.at.ms for step in steps)
    assert steps[0].do == "log"


def test_who_calls_now_is_shown_a_known_outage_with_its_callers(filled: Filled) -> None:
    cases, _time, _me = filled
    (outage,) = cases.outages.beside({}).outages
    assert outage.row.title == "Clinic booking system unreachable from all desks"
    assert outage.callers == 3


def test_the_registers_say_what_is_critical_and_whom_to_ring(filled: Filled) -> None:
    registers = filled[0].registers
    booking = registers.get("service", registers.named("service", "Booking system"))
    assert booking.values["critical"] is True
    supplier = registers.get("supplier", registers.named("supplier", "MedBook Support"))
    assert supplier.values["phone"] == "0800 900 410"
