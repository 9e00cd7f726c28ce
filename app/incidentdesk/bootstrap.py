"""The one place that builds objects and hands them to each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import SystemTime, TimeSource
from incidentdesk.reports.closure_kind import ClosureReport
from incidentdesk.services.administration import Administration
from incidentdesk.services.conversation import Conversation
from incidentdesk.services.desk import Desk
from incidentdesk.services.lifecycle import Lifecycle
from incidentdesk.services.log_incident import LogIncident
from incidentdesk.services.pages import Pages
from incidentdesk.services.people import People
from incidentdesk.services.process_library import ProcessLibrary
from incidentdesk.services.queue import Queue
from incidentdesk.services.quick_fix import QuickFix
from incidentdesk.services.reporting import Reporting, ReportKind
from incidentdesk.services.stage_work import StageWork
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage.database import DeskDatabase

REPORT_KINDS: tuple[ReportKind, ...] = (ClosureReport(),)
"""Every kind of document."""


def system_time() -> SystemTime:
    """The computer's clock, in the computer's zone (UTC where it names none)."""
    try:
        return SystemTime(ZoneInfo(tzlocal.get_localzone_name()))
    except ZoneInfoNotFoundError:
        return SystemTime(ZoneInfo("UTC"))


def use_cases(paths: DeskPaths, time: TimeSource) -> UseCases:
    """The use cases on the desk at ``paths``, whose file is made or migrated first; no connection is left open."""
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
        reporting=Reporting(desk, pages, {kind.key: kind for kind in REPORT_KINDS}),
    )


@contextmanager
def headless(paths: DeskPaths, time: TimeSource | None = None) -> Iterator[UseCases]:
    """The use cases with both connections open on this thread, for commands and tests."""
    built = use_cases(paths, time or system_time())
    built.desk.database.connect(write=True, read=True)
    try:
        yield built
    finally:
        built.desk.database.disconnect()
