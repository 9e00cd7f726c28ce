"""The program with a window: it puts the rooms together and runs until the window is closed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSettings, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from incidentdesk.base import collecting
from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.domain.records import Person
from incidentdesk.gui.closing_keeper import ClosingKeeper
from incidentdesk.gui.room_makers import room_makers
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.shell.failures import show_failure
from incidentdesk.gui.shell.leaving import Leaving
from incidentdesk.gui.shell.main_window import MainWindow
from incidentdesk.gui.shell.returning import Returning
from incidentdesk.gui.shell.rooms import Rooms
from incidentdesk.gui.tasks import Tasks
from incidentdesk.gui.theme import STYLE, ThemeChoice, apply_theme, built_in_theme, current_choice
from incidentdesk.gui.warm_up import WarmUp
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.samples.departure import Departure
from incidentdesk.services.use_cases import UseCases

FIRST_FRAME_MS = 250
"""How long the first frame waits for the first list, in milliseconds."""
FRAME = QSize(16, 48)
"""What title bar and borders of a window take, at most."""
AFTER_FRAME_MS = 60
"""So long after the first list came its frame is on the screen, and idle time begins, in milliseconds."""
THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark", "high-contrast")


class Opened(NamedTuple):
    """An open window and the threads behind it."""

    window: MainWindow
    session: WindowSession
    tasks: Tasks


class Look(NamedTuple):
    """How a window looked when its desk was left: the next one takes its place on the screen."""

    geometry: QByteArray
    theme: ThemeChoice


class Arrival(NamedTuple):
    """How the person comes to a desk.

    ``get_ready`` does for another desk, on any thread, what can be done while this one is shown. ``first``:
    nobody has set up this desk yet. ``look``: that of the desk before. ``fault``: why the one that was
    wanted cannot be shown.
    """

    get_ready: Callable[[Departure], object]
    first: bool = False
    look: Look | None = None
    fault: UserFacingError | None = None


class Left(NamedTuple):
    """The window was closed, for good or for another desk."""

    code: int
    look: Look
    departure: Departure | None = None


def make_application() -> QApplication:
    """The application object, made once a process."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty("style", STYLE)
    app.setApplicationName("Incident Desk")
    app.setDesktopFileName("incident-desk")
    return app


@contextmanager
def opened(
    cases: UseCases, drafting: Drafting, person: Person, paths: DeskPaths, *, sample: bool, theme: str = ""
) -> Iterator[Opened]:
    """A window on the desk, put away with its threads at the end. ``theme`` rules over the remembered one."""
    app = make_application()
    store = QSettings(str(paths.window), QSettings.Format.IniFormat)
    cases.desk.database.connect(write=True, read=True)
    surroundings = look_around(cases)
    cases.desk.database.disconnect()
    tasks = Tasks(cases)
    session = WindowSession(cases, tasks, drafting, person, surroundings)

    def choose_theme(name: str) -> None:
        store.setValue("theme", name)
        apply_theme(app, _theme(name))

    with built_in_theme(app, _theme(theme or store.value("theme"))):
        window = MainWindow(session, Rooms(room_makers(session, choose_theme)), store, sample=sample)
        window.rooms.make("queue")  # what is seen first
        window.doors.begin()
    try:
        yield Opened(window, session, tasks)
    finally:
        window.close()
        for page in window.rooms.made().values():
            page.close_down()
        window.parting.close_down()
        session.close_down()
        tasks.close_drafts(drafting.close)
        tasks.close()
        window.deleteLater()
        # Now, and not when events run again: they may not. Files of what was shown go with the window.
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def fit_to_screen(window: QWidget) -> None:
    """Let ``window`` be no larger than its screen has room for, beside panels, title bar and borders."""
    room = window.screen().availableSize() - FRAME
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(room))


def run_window(
    cases: UseCases, drafting: Drafting, person: Person, paths: DeskPaths, arrival: Arrival
) -> Left:
    """Open the window on the queue, or on the first questions, and run until it is closed."""
    app = make_application()
    _keep_log(paths)
    sys.excepthook = _log_fault
    if arrival.look is not None:
        _bring_along(arrival.look, paths)
    with opened(cases, drafting, person, paths, sample=False) as shown:
        window = shown.window
        fit_to_screen(window)
        window.show_room("welcome" if arrival.first else "queue")
        warm_up = WarmUp(window.rooms, shown.session, window)
        _show_when_filled(shown, warm_up)
        shown.tasks.start_watching()
        shown.session.index.start()
        ClosingKeeper(shown.session, window).start()
        if arrival.fault is not None:
            show_failure(window.banner, arrival.fault)
        leaving = Leaving(window, arrival.get_ready)
        returning = Returning(window, QSettings(str(paths.window), QSettings.Format.IniFormat))
        returning.start()
        code = app.exec()
        returning.leave()
        return Left(code, Look(window.saveGeometry(), current_choice()), leaving.departure)


def _keep_log(paths: DeskPaths) -> None:
    try:
        kept: logging.Handler = logging.FileHandler(paths.log)
    except OSError:  # nobody is kept from work by it
        kept = logging.StreamHandler()
    logging.basicConfig(
        handlers=[kept], level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", force=True
    )


def _bring_along(look: Look, paths: DeskPaths) -> None:
    store = QSettings(str(paths.window), QSettings.Format.IniFormat)
    store.setValue("window/geometry", look.geometry)
    store.setValue("theme", look.theme)
    store.sync()


def _show_when_filled(shown: Opened, warm_up: WarmUp) -> None:
    """Show the window, and paint it when its first list is there: not once empty and once more filled."""
    window, content = shown.window, shown.window.content
    content.setUpdatesEnabled(False)

    def paint() -> None:
        content.setUpdatesEnabled(True)
        QTimer.singleShot(AFTER_FRAME_MS, window, rest)

    def rest() -> None:
        collecting.go_on()
        warm_up.start()
        _keep_backups(shown)
        shown.session.board_page.failed.connect(partial(show_failure, window.banner))
        shown.session.board_page.start()
        window.board.open_again()

    window.rooms[window.room].filled.connect(paint, Qt.ConnectionType.SingleShotConnection)
    QTimer.singleShot(FIRST_FRAME_MS, window, paint)
    window.show()


def _keep_backups(shown: Opened) -> None:
    """Write backups that are due, and say at the foot of the window how it stands with them."""
    from incidentdesk.gui.backup_keeper import standing_words

    session, status, keeper = shown.session, shown.window.status, shown.session.backups

    def tell() -> None:
        standing = keeper.standing
        if standing is not None and not (session.settings.practice and not standing.plan.folder):
            now = session.cases.desk.time.now().local()
            words = standing_words(standing, keeper.error, now)
            status.show_backup(words, failed=keeper.error is not None)

    keeper.told.connect(tell)
    keeper.failed.connect(partial(show_failure, shown.window.banner))
    keeper.start()


def _theme(name: object) -> ThemeChoice:
    return next((theme for theme in THEMES if theme == name), "system")


def _log_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("incidentdesk").critical("a fault of the program", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            show_failure(window.banner, error)
