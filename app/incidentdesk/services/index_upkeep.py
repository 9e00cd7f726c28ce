"""The care of the search index: merging it in idle time, checking it, and making it anew.

No step holds the desk's write lock for long; whoever calls them lets others write in between.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from incidentdesk.services.desk import Desk
from incidentdesk.storage import search_check, search_index
from incidentdesk.storage.search_index import IndexState

__all__ = ["IndexState", "IndexUpkeep"]

PAGES_AT_ONCE = 16
"""How many pages of the index one step of merging writes: some 10 ms of a laptop."""

FIRST_STEP = 200
"""How many incidents the first step of a rebuild indexes; later ones as many as fit into the time."""

STEP_SECONDS = 0.04
"""How long a step of a rebuild should take; 0.1 s is what others may have to wait."""


class IndexUpkeep:
    """The use case of the section “Search” of the settings, and of quiet moments."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._step = FIRST_STEP

    def state(self, *, with_size: bool = False) -> IndexState:
        """How the index is; its size only where it is asked for, since that reads all of it."""
        with self._desk.database.reading() as session:
            return search_index.state(session, with_size=with_size)

    def merge_some(self) -> bool:
        """Merge a little; false when there is nothing left to merge."""
        with self._desk.database.writing() as session:
            return search_index.merge_some(session, PAGES_AT_ONCE)

    def check(self, cancelled: Callable[[], bool] | None = None) -> IndexState:
        """Compare the whole index with the texts, and keep the verdict.

        Some seconds at a million incidents; nobody who writes has to wait for it. A rebuild under way is left
        alone, and a check that was ``cancelled`` says nothing.
        """
        if not self.state().rebuilding:
            true = search_check.is_true(self._desk.database.path, cancelled)
            if true is not None:
                with self._desk.database.writing() as session:
                    verdict = "ok" if true else "stale"
                    search_index.note_check(session, verdict, self._desk.time.now().ms)
        return self.state()

    def begin_rebuild(self) -> None:
        """Start to make the index anew, or go on with what was started: what is found grows from nothing."""
        with self._desk.database.writing() as session:
            search_index.begin_rebuild(session)

    def rebuild_some(self) -> bool:
        """A step of a rebuild, the newest incidents first; false when it is whole and the old one is gone."""
        started = monotonic()
        with self._desk.database.writing() as session:
            more = search_index.rebuild_some(session, self._step, self._desk.time.now().ms)
        with self._desk.database.writing() as session:
            search_index.merge_some(session, PAGES_AT_ONCE)
        took = max(monotonic() - started, 0.001)
        self._step = max(20, min(5000, int(self._step * min(2.0, STEP_SECONDS / took))))
        return more
