"""Keeping what is typed on a page: every edit is on disk within a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.drafting import Draft

QUIET_MS = 250
"""How long typing rests before it is written; never longer than ``LONGEST_MS`` after the first letter."""
LONGEST_MS = 700

Typed = Callable[[], tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]]
"""Gives what is typed now, by field, and what it started from."""


class DraftKeeper(QObject):
    """Writes the draft of one page. ``typed`` is asked only when it is time to write."""

    kept = Signal(object)
    """The draft is on disk; milliseconds since 1970."""

    def __init__(self, session: WindowSession, place: str, typed: Typed, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = session.tasks
        self._drafting = session.drafting
        self.kept.connect(session.kept)
        self.place = place
        self._typed = typed
        self._written: dict[str, JsonValue] = {}
        self._quiet = self._timer(QUIET_MS)
        self._longest = self._timer(LONGEST_MS)

    def load(self, deliver: Callable[[dict[str, Draft]], None]) -> None:
        """Fetch what was kept for the page when it was last left."""
        place = self.place

        def got(drafts: dict[str, Draft]) -> None:
            if place == self.place:
                self._written = {key: draft.value for key, draft in drafts.items()}
                deliver(drafts)

        self._tasks.draft(self, partial(self._drafting.of, place), got)

    def touch(self) -> None:
        """Something was typed."""
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> None:
        """Write now what has not been written yet."""
        self._quiet.stop()
        self._longest.stop()
        values, base = self._typed()
        fresh = {key: value for key, value in values.items() if self._written.get(key, ...) != value}
        gone = [key for key in self._written if key not in values]
        if fresh:
            self._tasks.draft(
                self, partial(self._drafting.keep, self.place, fresh, dict(base)), self.kept.emit
            )
        if gone:
            self._tasks.draft(self, partial(self._drafting.drop, self.place, gone))
        self._written = dict(values)

    def move_to(self, place: str) -> None:
        """Keep for another page from now on; what is typed on this one is written first."""
        if self._quiet.isActive() or self._longest.isActive():
            self.flush()
        self.place = place
        self._written = {}

    def forget(self, fields: list[str] | None = None) -> None:
        """The page (or some of its fields) is saved or was thrown away."""
        if fields is None:
            self._quiet.stop()
            self._longest.stop()
        self._written = {} if fields is None else {k: v for k, v in self._written.items() if k not in fields}
        self._tasks.draft(self, partial(self._drafting.drop, self.place, fields))

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer
