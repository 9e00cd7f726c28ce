"""The care of the search index: merging it in idle time, checking it, and making it anew.

No step holds the desk's write lock for long; whoever calls them lets others write in between.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from incidentdesk.services.cases.case import Case
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import register_changes, search_check, search_index
from incidentdesk.storage.search_index import IndexState

__all__ = ["IndexState", "IndexUpkeep"]

PAGES_AT_ONCE = 16
"""How many pages of the index one step of merging writes: some 10 ms of a laptop."""

MERGED_AT_ONCE = 64
"""The same while many incidents are written, for every ``MERGED_EVERY``: all is merged two or three times."""

MERGED_EVERY = 256

RENAMED_AT_ONCE = 20
"""How many incidents one step gives a new name: some 10 ms of a laptop."""

FIRST_STEP = 200
"""How many incidents a step of a rebuild indexes at least; as many more as fit into the time."""

LARGEST_STEP = 2000

STEP_SECONDS = 0.04
"""How long a step of a rebuild should take; 0.1 s is what others may have to wait."""


class IndexUpkeep:
    """The use case of the section “Search” of the settings, and of quiet moments."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._step = FIRST_STEP
        self._unmerged = 0

    def state(self, *, with_size: bool = False) -> IndexState:
        """How the index is; its size only where it is asked for, since that reads all of it."""
        with self._desk.database.reading_whole() as session:
            return search_index.state(session, with_size=with_size)

    def merge_some(self) -> bool:
        """Merge a little; false when there is nothing left to merge."""
        with self._desk.database.writing() as session:
            return search_index.merge_some(session, PAGES_AT_ONCE)

    def rename_some(self) -> bool:
        """Let some incidents be found by the new names of those they name; false when none is left.

        Names in their own fields, and in tables, follow when the incident is saved next.
        """
        with (
            self._desk.database.reading_whole() as session
        ):  # a quiet moment with nothing to do changes nothing
            if not register_changes.has_renamed(session):
                return False
        with self._desk.changing("") as work:
            found = register_changes.next_renamed(work.session, RENAMED_AT_ONCE)
            for uid in found[1] if found else ():
                Case.open_whole(self._desk, work, uid).renew_words()
        return found is not None

    def tend_some(self) -> bool:
        """A little of what quiet moments are for: new names first, then merging; false when all is done."""
        return self.rename_some() or self.merge_some()

    def keep_pace(self, written: int) -> None:
        """Merge as much as ``written`` more incidents need, so that their pieces do not pile up.

        Where too many did, the next to write would have to merge them all at once.
        """
        self._unmerged += written
        if self._unmerged >= MERGED_EVERY:
            self._unmerged = 0
            with self._desk.database.writing() as session:
                search_index.merge_some(session, MERGED_AT_ONCE)

    def merge_all(self, cancelled: Callable[[], bool]) -> None:
        """Merge what many changes have left in pieces, a little at a time: pieces slow every search."""
        while not cancelled() and self.merge_some():
            pass

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
        """A step of a rebuild, the newest incidents first; false when it is whole and the old one is gone.

        A transaction for each part, between which others may write: some incidents, some merging that keeps
        pace with them, and some pages of the old index given back.
        """
        database, now_ms = self._desk.database, self._desk.time.now().ms
        started = monotonic()
        with database.writing() as session:
            more = search_index.index_some(session, self._step, now_ms)
        took = max(monotonic() - started, 0.001)
        for _part in range(1 + self._step // (4 * MERGED_AT_ONCE)):
            with database.writing() as session:
                search_index.merge_some(session, MERGED_AT_ONCE)
        with database.writing() as session:
            more = search_index.drain_some(session) or more
        self._step = max(FIRST_STEP, min(LARGEST_STEP, int(self._step * min(2.0, STEP_SECONDS / took))))
        return more
