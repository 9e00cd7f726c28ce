"""Driving the program as its command starts it, from one desk to the next, while its own loop runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths
from incidentdesk.gui.shell.main_window import MainWindow

LOOK_MS = 10
PATIENCE_MS = 30_000

Play = Iterator[Callable[[], object]]
"""Yields what must hold before it goes on; the last thing it does is to close the window.

Between two yields it may wait for events itself, as long as this desk is not left meanwhile.
"""


def is_shown(*, practice: bool) -> bool:
    """Whether a window at rest shows the practice desk, or ours."""
    found = _shown()
    assert len(found) <= 1, "two desks at once"
    return any(one.session.settings.practice == practice and not one.session.tasks.pending for one in found)


def window() -> MainWindow:
    """The window that is shown."""
    (found,) = _shown()
    return found


def _shown() -> list[MainWindow]:
    widgets = QApplication.topLevelWidgets()
    return [one for one in widgets if isinstance(one, MainWindow) and one.isVisible()]


def run_through(home: DeskPaths, play: Play, *, practice: bool = False) -> int:
    """Run the program on the desk at ``home`` while ``play`` uses it; gives the exit code."""
    name = "R. Sato" if home.desk.exists() else ""
    return played(lambda: bootstrap.window(home, name, practice=practice), play)


def played(program: Callable[[], int], play: Play) -> int:
    """Run ``program`` while ``play`` uses what it shows; gives its exit code."""
    driver = _Driver(play)
    try:
        code = program()
    finally:
        driver.timer.stop()
        driver.patience.stop()
    if driver.error is not None:
        raise driver.error
    assert driver.over, "the window was closed before the play was over"
    return code


class _Driver:
    def __init__(self, play: Play) -> None:
        self.error: BaseException | None = None
        self.over = False
        self._play = play
        self._wanted: Callable[[], object] = lambda: True
        self.timer, self.patience = QTimer(), QTimer(singleShot=True)
        self.timer.timeout.connect(self._look)
        self.patience.timeout.connect(lambda: self._fail(TimeoutError("the play came to a stop")))
        self.timer.start(LOOK_MS)
        self.patience.start(PATIENCE_MS)

    def _look(self) -> None:
        self.timer.stop()  # a step that waits lets events through
        try:
            if self._wanted():
                self.patience.start()
                self._wanted = next(self._play)
        except StopIteration:
            self.over = True
        except BaseException as error:  # noqa: BLE001 - told once the loop has ended
            self._fail(error)
        else:
            self.timer.start()

    def _fail(self, error: BaseException) -> None:
        self.error = error
        self.timer.stop()
        for one in QApplication.topLevelWidgets():
            one.close()
        QApplication.exit(1)
