"""A desk with one person, one reporter and a window, as the tests of the whole job want it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.driver import Driver
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.gui import application
from incidentdesk.gui.incident.incident_page import IncidentRoom
from incidentdesk.gui.log.log_page import LogPage
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.use_cases import UseCases

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 23, 9, 2, tzinfo=BERLIN)


@dataclass
class Office:
    """A desk in a file, at a time that a test moves."""

    paths: DeskPaths
    time: ManualTime
    me: Person
    reporter: Reporter

    @contextmanager
    def reading(self) -> Iterator[UseCases]:
        """The desk as another process sees it, at the time it is here."""
        with bootstrap.headless(self.paths, self.time) as cases:
            yield cases

    def page(self, ref: str) -> IncidentPage:
        """All that the file holds of an incident."""
        with self.reading() as cases:
            return cases.pages.incident(ref, self.me.uid)

    def only(self) -> IncidentPage:
        """The one incident there is."""
        with self.reading() as cases:
            (total, _late) = cases.queue.totals()
            assert total == 1, f"{total} incidents where there should be one"
            year = self.time.now().local().year
            return cases.pages.incident(f"INC-{year}-000001", self.me.uid)

    @contextmanager
    def window(
        self, qtbot: QtBot, *, room: str = "queue", patient: bool = True, resize: bool = True
    ) -> Iterator[Desk]:
        """The program on this desk, in a window of ordinary size that is shown and has the keyboard."""
        cases = bootstrap.use_cases(self.paths, self.time)
        drafting = bootstrap.drafting(cases, self.paths, self.me)
        with application.opened(cases, drafting, self.me, self.paths, sample=False, theme="light") as opened:
            window = opened.window
            if resize:
                window.resize(1440, 900)
            with qtbot.waitExposed(window):
                window.show()
            window.activateWindow()
            window.show_room(room)
            failures: list[object] = []
            opened.tasks.failed.connect(failures.append)
            desk = Desk(self, opened, Driver(opened, qtbot, patient=patient), failures)
            desk.driver.settle()
            yield desk
            desk.driver.settle()
        QApplication.processEvents()


@dataclass
class Desk:
    """The program at work on an ``office``. ``failures`` are errors that the window told in its banner."""

    office: Office
    opened: application.Opened
    driver: Driver
    failures: list[object]

    @property
    def log(self) -> LogPage:
        """The log page."""
        page = self.opened.window.rooms["log"]
        assert isinstance(page, LogPage)
        return page

    @property
    def incident(self) -> IncidentRoom:
        """The incident room."""
        page = self.opened.window.rooms["incident"]
        assert isinstance(page, IncidentRoom)
        return page

    def show(self, ref: str) -> None:
        """Go to an incident, as the queue leads there."""
        self.opened.session.go.emit("incident", ref)
        self.driver.settle()


def new_office(folder: Path, start: datetime = START) -> Office:
    """A new desk in ``folder``, at ``start``."""
    paths = desk_paths(folder / "desk" / "desk.sqlite3")
    time = ManualTime(start, BERLIN)
    with bootstrap.headless(paths, time) as cases:
        me, _changes = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")
        known = Reporter("", "Dana Whitlock", "ext. 4410", place="Ward 3")
        reporter, _changes = cases.people.write_reporter(known, me.uid)
        cases.administration.name_organisation("Northfield Clinic", "Service Desk", None, me.uid)
    return Office(paths, time, me, reporter)
