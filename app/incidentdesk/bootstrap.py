"""The one place that builds objects and hands them to each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from incidentdesk.base.paths import DeskPaths, demo_paths, desk_paths
from incidentdesk.base.platform_specific import account_name
from incidentdesk.base.time_source import ManualTime, SystemTime, TimeSource
from incidentdesk.domain.records import Person
from incidentdesk.reports.closure_kind import ClosureReport
from incidentdesk.services.administration import Administration
from incidentdesk.services.conversation import Conversation
from incidentdesk.services.demonstration import DemoResult, clear_the_way, demonstration_time, replay
from incidentdesk.services.desk import Desk
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.import_formats import Format, Formats
from incidentdesk.services.import_process import ImportProcess, ImportTask, serve
from incidentdesk.services.importing import Importing
from incidentdesk.services.index_upkeep import IndexUpkeep
from incidentdesk.services.lifecycle import Lifecycle
from incidentdesk.services.log_incident import LogIncident
from incidentdesk.services.pages import Pages
from incidentdesk.services.people import People
from incidentdesk.services.process_library import ProcessLibrary
from incidentdesk.services.queue import Queue
from incidentdesk.services.quick_fix import QuickFix
from incidentdesk.services.reporting import Reporting, ReportKind
from incidentdesk.services.sample_desk import fill_sample_desk
from incidentdesk.services.search import Search
from incidentdesk.services.self_proof import service_proofs
from incidentdesk.services.stage_work import StageWork
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.views import Views
from incidentdesk.storage.database import DeskDatabase
from incidentdesk.storage.drafts import DraftFile

REPORT_KINDS: tuple[ReportKind, ...] = (ClosureReport(),)
"""Every kind of document."""


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
    desk_uid = desk.prepare()
    pages = Pages(desk)
    return UseCases(
        desk=desk,
        desk_uid=desk_uid,
        log=LogIncident(desk),
        stages=StageWork(desk),
        quick=QuickFix(desk),
        lifecycle=Lifecycle(desk),
        conversation=Conversation(desk),
        people=People(desk),
        administration=Administration(desk),
        pages=pages,
        queue=Queue(desk),
        search=Search(desk),
        index=IndexUpkeep(desk),
        views=Views(desk),
        reporting=Reporting(desk, pages, {kind.key: kind for kind in REPORT_KINDS}),
        importing=Importing(desk, Formats(import_formats)),
        import_process=ImportProcess(partial(import_apart, paths)),
    )


def import_apart(paths: DeskPaths, task: ImportTask, pipe: Connection) -> None:
    """What a process that imports runs: it opens the desk for itself."""
    with headless(paths) as cases:
        serve(cases.importing, task, pipe)


@contextmanager
def headless(paths: DeskPaths, time: TimeSource | None = None) -> Iterator[UseCases]:
    """The use cases with both connections open on this thread, for commands and tests."""
    built = use_cases(paths, time or system_time())
    built.desk.database.connect(write=True, read=True)
    try:
        yield built
    finally:
        built.desk.database.disconnect()


def window(paths: DeskPaths, person_name: str, *, sample: bool) -> int:
    """Open the window and run it until it is closed; gives the exit code."""
    from incidentdesk.gui.application import run_window

    with headless(paths) as cases:
        person = cases.people.whoever_is(person_name, account_name())
    if sample:
        fill_if_empty(paths, person)
    cases = use_cases(paths, system_time())
    return run_window(cases, drafting(cases, paths, person), person, paths, sample=sample)


def fill_if_empty(paths: DeskPaths, me: Person) -> bool:
    """Fill the desk at ``paths`` with sample incidents; false, and nothing done, where it has any."""
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

    paths = desk_paths(folder / "desk.sqlite3")
    lines = []
    with headless(paths) as cases:
        person = cases.people.whoever_is("", account_name())
        lines += service_proofs(cases, person.uid)
    return lines + window_proofs(cases, drafting(cases, paths, person), person, paths)
