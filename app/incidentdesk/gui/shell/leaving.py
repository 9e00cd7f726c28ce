"""Leaving a desk for another one: this window stays in use until that one is ready, and closes then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.shell.failures import show_failure
from incidentdesk.gui.shell.main_window import MainWindow
from incidentdesk.services.samples.departure import Departure


class Leaving:
    """Watches for a window whether somebody wants to go; ``departure`` is where, once it closes for that.

    ``get_ready`` does for the other desk, on any thread, what can be done while this one is shown.
    """

    def __init__(self, window: MainWindow, get_ready: Callable[[Departure], object]) -> None:
        self.departure: Departure | None = None
        self._window = window
        self._get_ready = get_ready
        self._busy = False
        window.session.leave.connect(self._leave)

    def _leave(self, departure: Departure) -> None:
        if self._busy:
            return
        going_on = self._window.session.going_on()
        if going_on:
            self._window.banner.set_message(going_on, "warning")
            return
        self._busy = True
        words = _("Opening the practice desk…") if departure.to == "practice" else _("Opening our desk…")
        self._window.banner.set_message(words, "accent")
        self._window.session.tasks.make(
            self._window,
            partial(self._get_ready, departure),
            lambda _done: self._go(departure),
            refused=self._refuse,
            ended=self._end,
        )

    def _refuse(self, error: UserFacingError) -> bool:
        show_failure(self._window.banner, error)
        return True

    def _end(self) -> None:
        self._busy = False

    def _go(self, departure: Departure) -> None:
        self.departure = departure
        self._window.close()
