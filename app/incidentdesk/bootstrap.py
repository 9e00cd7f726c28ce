"""The one place that builds objects and hands them to each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.paths import DeskPaths, demo_paths, desk_paths, home_of
from incidentdesk.base.platform_specific import account_name
from incidentdesk.base.time_source import ManualTime, SystemTime, TimeSource
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.plugged import Plugged
from incidentdesk.services.samples.departure import Departure
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage.database import DeskDatabase
from incidentdesk.storage.drafts import DraftFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

    from incidentdesk.base.long_work import Progress
    from incidentdesk.services.backups.restoring import Restored
    from incidentdesk.services.board.board_page import PageMaker
    from incidentdesk.services.handing.handovers import HandoverPrinter
    from incidentdesk.services.imports.import_formats import Format
    from incidentdesk.services.registers.call_list import CallListPrinter
    from incidentdesk.services.registers.register_file_types import RegisterTables
    from incidentdesk.services.reporting import ReportKind
    from incidentdesk.services.runbooks.runbooks import RunbookPrinter
    from incidentdesk.services.samples.demonstration import DemoResult
    from incidentdesk.services.updates.channel_kinds import ChannelKind
    from incidentdesk.services.updates.secrets_kept import Secrets


def report_kinds() -> dict[str, ReportKind]:
    """Every kind of document."""
    from incidentdesk.reports.closure_kind import ClosureReport
    from incidentdesk.reports.review_kind import ReviewReport

    kinds: tuple[ReportKind, ...] = (ClosureReport(), ReviewReport())
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


def runbook() -> RunbookPrinter:
    """What prints a runbook."""
    from incidentdesk.reports.runbook import RunbookReport

    return RunbookReport()


def channel_kinds() -> tuple[ChannelKind, ...]:
    """Every kind of channel by which updates go out."""
    from incidentdesk.services.updates.apprise_channels import EmailChannel, ServiceChannel, WebhookChannel

    return EmailChannel(), ServiceChannel(), WebhookChannel()


@cache
def secrets() -> Secrets:
    """What channels sign in with: one for all desks, so that a change of desk does not forget a session's."""
    from incidentdesk.services.updates.secrets_kept import Secrets

    return Secrets()


def board_page() -> PageMaker:
    """What makes the page of the board."""
    from incidentdesk.reports.board_page import BoardPage

    return BoardPage()


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
        report_kinds, import_formats, register_tables, call_list, handover, runbook, board_page,
        partial(serve, paths), channel_kinds, secrets,
    )  # fmt: skip
    return UseCases(desk, desk.prepare(), plugged)


def serve(paths: DeskPaths, pipe: Connection, stop: Event) -> None:
    """What a process runs that works beside the window: it opens the desk for itself. See ``workers``."""
    from incidentdesk.services.jobs.serving import serve_jobs
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


def restore(paths: DeskPaths, backup: Path, progress: Progress | None = None) -> Restored:
    """Put the copy at ``backup`` in the place of the desk at ``paths``, which nobody may use meanwhile."""
    from incidentdesk.services.backups import restoring

    return restoring.restore(
        paths.desk, backup, system_time().now(), progress or (lambda _done, _whole: None), lambda: False
    )


@contextmanager
def _connected(cases: UseCases) -> Iterator[None]:
    cases.desk.database.connect(write=True, read=True)
    try:
        yield
        cases.desk.log_openings()
    finally:
        cases.desk.database.disconnect()


def window(named: DeskPaths, person_name: str, *, practice: bool) -> int:
    """Open the window, and run it until it is closed; gives the exit code.

    Where the person goes to the practice desk, or back, this desk is closed and that one opened: all that
    belongs to a desk ends with it.
    """
    from incidentdesk.gui.application import Arrival, run_window

    home = home_of(named)
    here = Departure("practice" if practice or home != named else "ours")
    get_ready(home, person_name, here)
    arrival = Arrival(partial(get_ready, home, person_name))
    while True:
        paths = home.practice if here.to == "practice" else home
        cases = use_cases(paths, system_time())
        with _connected(cases):
            person = _who_opens(cases, person_name, here)
            arrival = arrival._replace(first=cases.first_start.is_due())
        left = run_window(cases, drafting(cases, paths, person), person, paths, arrival)
        if left.departure is None:
            _back_up_at_closing(home)
            return left.code
        arrival = arrival._replace(look=left.look, fault=_change_over(home, person_name, left.departure))
        here = here if arrival.fault else left.departure


def tell_failed_start(error: UserFacingError, paths: DeskPaths | None, trace: str) -> None:
    """Tell in a window of its own why ``window`` cannot be; until the person closes it."""
    from incidentdesk.gui import failed_start

    failed_start.tell_failed_start(error, paths, trace)


def get_ready(home: DeskPaths, person_name: str, there: Departure) -> None:
    """Do for the desk ``there`` what can be done while another one is still shown."""
    if there.to == "practice":
        fill_practice_desk(home.practice, person_name)


def _change_over(home: DeskPaths, person_name: str, there: Departure) -> UserFacingError | None:
    """Do what can only be done while no window uses the desk; gives why it could not be done."""
    try:
        if there.afresh:
            fill_practice_desk(home.practice, person_name, afresh=True)
        if there.backup is not None:
            restore(home, there.backup)
    except UserFacingError as error:
        return error
    return None


def _back_up_at_closing(home: DeskPaths) -> None:
    """Write a copy of what was changed since the last one; a fault is told when the window opens again."""
    if not home.desk.exists():
        return
    with suppress(UserFacingError), headless(home) as cases:
        if cases.backups.is_behind():
            cases.backups.make(lambda _done, _whole: None, lambda: False)


def _who_opens(cases: UseCases, name: str, here: Departure) -> Person:
    if here.to == "ours":
        return cases.people.at_the_door(name, account_name())
    from incidentdesk.services.samples.practice import whoever_practises

    return whoever_practises(cases, name, account_name())


def fill_practice_desk(paths: DeskPaths, name: str, *, afresh: bool = False) -> bool:
    """Make the practice desk at ``paths``, for who is called ``name``; false where it is there already.

    ``afresh`` removes what is there first.
    """
    from incidentdesk.services.samples import practice

    if afresh:
        practice.clear_practice_desk(paths)
    elif paths.desk.exists():
        with headless(paths) as cases:
            state = practice.state_of(cases)
        if state == "ready":
            return False
        if state == "half_made":
            practice.clear_practice_desk(paths)
    clock = system_time()
    time = ManualTime(clock.now().local(), clock.zone)
    with headless(paths, time) as past:
        me = practice.whoever_practises(past, name, account_name())
        practice.make_practice_desk(past, time, me)
    return True


def drafting(cases: UseCases, paths: DeskPaths, person: Person) -> Drafting:
    """The drafts of ``person`` on the desk of ``cases``."""
    return Drafting(DraftFile(paths.drafts), cases.desk_uid, person.uid, cases.desk.time)


def demonstrate(out: Path) -> DemoResult:
    """Take a real incident through all its stages on a desk of its own in ``out``.

    Its PDF and screenshots lie there too.
    """
    from incidentdesk.gui.screenshots import take_screenshots
    from incidentdesk.services.samples.demonstration import clear_the_way, demonstration_time, replay

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
    from incidentdesk.services.samples.self_proof import service_proofs

    paths = desk_paths(folder / "desk.sqlite3")
    lines = []
    with headless(paths) as cases:
        person = cases.people.whoever_is("", account_name())
        lines += service_proofs(cases, person.uid)
    return lines + window_proofs(cases, drafting(cases, paths, person), person, paths)
