"""Keeping what is typed on a page: every edit is on disk within a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.drafting import Draft

QUIET_MS = 250
"""How long typing rests before it is written; never longer than ``LONGEST_MS`` after the first letter."""
LONGEST_MS = 700
RETRY_MS = 2000
"""How long it waits after a write that failed, where nothing is typed meanwhile."""

Typed = Callable[[], tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]]
"""Gives what is typed now, by field, and what it started from."""


class _Batch(NamedTuple):
    """Fields of one page on their way to the file."""

    place: str
    values: dict[str, JsonValue]
    base: dict[str, JsonValue]


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
        self._owed: list[_Batch] = []
        self._writing = 0
        self._quiet = self._timer(QUIET_MS)
        self._longest = self._timer(LONGEST_MS)
        self._retry = self._timer(RETRY_MS)

    def is_settled(self) -> bool:
        """Whether all that was typed is on disk, as far as the keeper was told of it."""
        waits = any(timer.isActive() for timer in (self._quiet, self._longest, self._retry))
        return not waits and not self._owed and not self._writing

    def load(self, deliver: Callable[[dict[str, Draft]], None]) -> None:
        """Fetch what was kept for the page when it was last left."""
        place = self.place
        self._pay()

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
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()
        self._pay()
        values, base = self._typed()
        fresh = {key: value for key, value in values.items() if self._written.get(key, ...) != value}
        gone = [key for key in self._written if key not in values]
        if fresh:
            self._write(_Batch(self.place, fresh, dict(base)))
        if gone:
            self._tasks.draft(self, partial(self._drafting.drop, self.place, gone))
        self._written = dict(values)

    def move_to(self, place: str) -> None:
        """Keep for another page from now on; what is typed on this one is written first."""
        if any(timer.isActive() for timer in (self._quiet, self._longest, self._retry)):
            self.flush()
        self.place = place
        self._written = {}

    def forget(self, fields: list[str] | None = None) -> None:
        """The page (or some of its fields) is saved or was thrown away."""
        if fields is None:
            self._quiet.stop()
            self._longest.stop()
            self._owed = [batch for batch in self._owed if batch.place != self.place]
        self._written = {} if fields is None else {k: v for k, v in self._written.items() if k not in fields}
        self._tasks.draft(self, partial(self._drafting.drop, self.place, fields))

    def forget_at(self, place: str, fields: list[str] | None = None) -> None:
        """What was typed on ``place`` is saved, wherever the person is by now."""
        if place == self.place:
            self.forget(fields)
        else:
            self._owed = [batch for batch in self._owed if batch.place != place]
            self._tasks.draft(self, partial(self._drafting.drop, place, fields))

    def _write(self, batch: _Batch) -> None:
        landed: list[int] = []

        def ended() -> None:
            self._writing -= 1
            if landed:
                self.kept.emit(landed[0])
            else:
                self._must_write_again(batch)

        self._writing += 1
        keep = partial(self._drafting.keep, batch.place, batch.values, batch.base)
        self._tasks.draft(self, keep, landed.append, ended=ended)

    def _must_write_again(self, batch: _Batch) -> None:
        """The file was full or locked: a page that is still here gives its text anew, another one's waits."""
        if batch.place == self.place:
            for key, value in batch.values.items():
                if self._written.get(key, ...) == value:
                    del self._written[key]
        else:
            self._owed.append(batch)
        self._retry.start()

    def _pay(self) -> None:
        owed, self._owed = self._owed, []
        for batch in owed:
            self._write(batch)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer
