"""The one place that builds objects and hands them to each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.paths import DeskPaths, demo_paths, desk_paths
from incidentdesk.base.platform_specific import account_name
from incidentdesk.base.time_source import ManualTime, SystemTime, TimeSource
from incidentdesk.domain.records import Person
from incidentdesk.services.desk import Desk
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.process_library import ProcessLibrary
from incidentdesk.services.use_cases import Plugged, UseCases
from incidentdesk.storage.database import DeskDatabase
from incidentdesk.storage.drafts import DraftFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

    from incidentdesk.services.call_list import CallListPrinter
    from incidentdesk.services.demonstration import DemoResult
    from incidentdesk.services.handovers import HandoverPrinter
    from incidentdesk.services.import_formats import Format
    from incidentdesk.services.register_file_types import RegisterTables
    from incidentdesk.services.reporting import ReportKind


def report_kinds() -> dict[str, ReportKind]:
    """Every kind of document."""
    from incidentdesk.reports.closure_kind import ClosureReport

    kinds: tuple[ReportKind, ...] = (ClosureReport(),)
    return {kind.key: kind for kind in kinds}


def import_formats() -> tuple[Format, ...]:
    """Every format of another system that can be imported; loaded only where one is asked for."""
    from incidentdesk.intake.formats.any_csv import ANY_CSV
    from incidentdesk.intake.formats.freshdesk import FRESHDESK
    from incidentdesk.intake.formats.glpi import GLPI
    from incidentdesk.intake.formats.jira import JIRA
    from incidentdesk.intake.formats.osticket import OSTICKET
    from incidentdesk.intake.formats.request_tracker import REQUEST_TRACKER
    from incidentdesk.intake.formats.servicenow import SERVICENOW
    from incidentdesk.intake.formats.servicenow_events import SERVICENOW_EVENTS
    from incidentdesk.intake.formats.zendesk import ZENDESK

    return (
        SERVICENOW, SERVICENOW_EVENTS, GLPI, OSTICKET, JIRA, REQUEST_TRACKER, ZENDESK, FRESHDESK, ANY_CSV
    )  # fmt: skip


def register_tables() -> RegisterTables:
    """What reads the files that fill registers."""
    from incidentdesk.intake.register_tables import CsvTables

    return CsvTables()


def call_list() -> CallListPrinter:
    """What prints the call list."""
    from incidentdesk.reports.call_list import CallListReport

    return CallListReport()


def handover() -> HandoverPrinter:
    """What prints a shift hand-over."""
    from incidentdesk.reports.handover import HandoverReport

    return HandoverReport()


def system_time() -> SystemTime:
    """The computer's clock, in the computer's zone (UTC where it names none)."""
    try:
        return SystemTime(ZoneInfo(tzlocal.get_localzone_name()))
    except ZoneInfoNotFoundError:
        return SystemTime(ZoneInfo("UTC"))


def use_cases(paths: DeskPaths, time: TimeSource) -> UseCases:
    """The use cases on the desk at ``paths``, whose file is made or migrated first.

    No connection is left open.
    """
    desk = Desk(DeskDatabase(paths.desk), time, ProcessLibrary(paths.processes))
    plugged = Plugged(
        report_kinds, import_formats, register_tables, call_list, handover, partial(serve, paths)
    )
    return UseCases(desk, desk.prepare(), plugged)


def serve(paths: DeskPaths, pipe: Connection, stop: Event) -> None:
    """What a process runs that works beside the window: it opens the desk for itself. See ``workers``."""
    from incidentdesk.services.serving import serve_jobs
    from incidentdesk.services.workers import Ended

    try:
        with headless(paths) as cases:
            serve_jobs(cases, pipe, stop)
    except UserFacingError as error:  # the desk cannot be used; the first job is answered so
        pipe.send(Ended(refused=error))


@contextmanager
def headless(paths: DeskPaths, time: TimeSource | None = None) -> Iterator[UseCases]:
    """The use cases with both connections open on this thread, for commands and tests."""
    built = use_cases(paths, time or system_time())
    with _connected(built):
        yield built


@contextmanager
def _connected(cases: UseCases) -> Iterator[None]:
    cases.desk.database.connect(write=True, read=True)
    try:
        yield
    finally:
        cases.desk.database.disconnect()


def window(paths: DeskPaths, person_name: str, *, sample: bool) -> int:
    """Open the window and run it until it is closed; gives the exit code."""
    from incidentdesk.gui.application import run_window

    cases = use_cases(paths, system_time())
    with _connected(cases):
        person = cases.people.whoever_is(person_name, account_name())
    if sample:
        fill_if_empty(paths, person)
    return run_window(cases, drafting(cases, paths, person), person, paths, sample=sample)


def fill_if_empty(paths: DeskPaths, me: Person) -> bool:
    """Fill the desk at ``paths`` with sample incidents; false, and nothing done, where it has any."""
    from incidentdesk.services.sample_desk import fill_sample_desk

    clock = system_time()
    time = ManualTime(clock.now().local(), clock.zone)
    with headless(paths, time) as past:
        return fill_sample_desk(past, time, me)


def drafting(cases: UseCases, paths: DeskPaths, person: Person) -> Drafting:
    """The drafts of ``person`` on the desk of ``cases``."""
    return Drafting(DraftFile(paths.drafts), cases.desk_uid, person.uid, cases.desk.time)


def demonstrate(out: Path) -> DemoResult:
    """Take a real incident through all its stages on a desk of its own in ``out``.

    Its PDF and screenshots lie there too.
    """
    from incidentdesk.gui.screenshots import take_screenshots
    from incidentdesk.services.demonstration import clear_the_way, demonstration_time, replay

    paths = demo_paths(out)
    clear_the_way(paths, out)
    time = demonstration_time()
    with headless(paths, time) as cases:
        result = replay(cases, time, out)
        person = cases.people.whoever_is(result.person, "")
    pictures = take_screenshots(cases, drafting(cases, paths, person), person, paths, result.uid, out)
    return replace(result, pictures=tuple(pictures))


def prove_whole(folder: Path) -> list[str]:
    """What an installed copy proves of itself on a new desk in ``folder``.

    One line a proof; raises where one fails.
    """
    from incidentdesk.gui.self_test import window_proofs
    from incidentdesk.services.self_proof import service_proofs

    paths = desk_paths(folder / "desk.sqlite3")
    lines = []
    with headless(paths) as cases:
        person = cases.people.whoever_is("", account_name())
        lines += service_proofs(cases, person.uid)
    return lines + window_proofs(cases, drafting(cases, paths, person), person, paths)
