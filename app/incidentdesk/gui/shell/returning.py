"""After the program was not running, or the computer slept: what fell due meanwhile is shown, or offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.gui.home.away import SINCE, Away
from incidentdesk.gui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from incidentdesk.services.home import Missed

SEEN = "window/seen"


class Returning(QObject):
    """Watches for a window.

    After a start Home itself is shown; later a banner offers it, which disturbs nobody who writes.
    """

    def __init__(self, window: MainWindow, store: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._starting = True
        self.away = Away(window.session.cases.desk.time, self)
        self.away.back.connect(self._ask)

    def start(self) -> None:
        """Take up when the program was left, where that is known."""
        seen = str(self._store.value(SEEN) or "")
        if seen.isdecimal():
            self.away.take_up(int(seen))
        self._starting = False

    def leave(self) -> None:
        """Remember that somebody could look until now."""
        self.away.look()
        self._store.setValue(SEEN, str(self.away.seen.ms))

    def _ask(self, since: Instant) -> None:
        session, starting = self._window.session, self._starting

        def missed() -> Missed:
            return session.cases.home.missed(since)

        session.tasks.ask(self, missed, partial(self._tell, starting=starting), topic="missed")

    def _tell(self, missed: Missed, *, starting: bool) -> None:
        if not missed:
            return
        show = partial(self._window.show_room, "home", f"{SINCE}{missed.since.ms}")
        if starting:
            show()
            return
        count = len(missed.rows) + len(missed.promises)
        words = ngettext("{n} thing fell due meanwhile.", "{n} things fell due meanwhile.", count)
        self._window.banner.set_message(words.format(n=count), "warning", [(_("Show them"), show)])
        self._window.banner.show()
