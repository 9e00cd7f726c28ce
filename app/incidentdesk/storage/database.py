"""The desk's file: opening it, and the transactions in which it is read and written.

Two database objects serve one file: one writes (IMMEDIATE transactions), one only reads. Neither connects by
itself, so a query on a thread that was not told to raises instead of stalling a window.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from peewee import OperationalError, SqliteDatabase

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.platform_specific import is_network_path
from incidentdesk.base.texts import _
from incidentdesk.storage.desk_tables import DeskState
from incidentdesk.storage.faults import told_plainly
from incidentdesk.storage.schema import bring_up_to_date, check_not_newer
from incidentdesk.storage.seeing import WHOLE, change_views, register_viewer, seen_by, settle_views, viewer
from incidentdesk.storage.session import Session
from incidentdesk.storage.sql_functions import register_functions

BUSY_SECONDS = 5.0
STEPS_BETWEEN_LOOKS = 20_000
"""How many steps SQLite does, in about a millisecond, between two looks whether an answer is still wanted."""
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}


class DeskDatabase:
    """One desk's file. ``connect`` is called once on each thread that reads or writes."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._writer = SqliteDatabase(
            str(path), autoconnect=False, lock_type="IMMEDIATE", timeout=busy_seconds, pragmas=PRAGMAS
        )
        self._reader = SqliteDatabase(
            str(path), autoconnect=False, timeout=busy_seconds, pragmas={"query_only": 1}
        )
        for database in (self._writer, self._reader):
            register_functions(database)
            register_viewer(database)
        self.opened: deque[tuple[str, str]] = deque()
        """Who opened which restricted incidents, by uids, and is still to be logged."""

    def prepare(self, now_ms: int) -> None:
        """Make or migrate the file, on this thread; leaves no connection open.

        Raises ``EnvironmentFault`` where the file cannot be used.
        """
        if is_network_path(self.path):
            raise EnvironmentFault(
                _("A desk cannot live on a network drive. ({path})").format(path=self.path),
                _("Choose a folder on this computer."),
            )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                _("The folder of the desk cannot be made. ({path})").format(path=self.path.parent),
                _("Choose another folder."),
            ) from error
        with told_plainly(self.path):
            self._connect_first()
            try:
                bring_up_to_date(self._writer, self.path)
                if self._is_nameless():
                    with self._writer.atomic():
                        self._name_the_desk(now_ms)
            finally:
                self._writer.close()

    def connect(self, *, write: bool, read: bool) -> None:
        """Open this thread's connections."""
        with told_plainly(self.path):
            if write:
                self._writer.connect(reuse_if_open=True)
            if read:
                self._reader.connect(reuse_if_open=True)

    def disconnect(self) -> None:
        """Close this thread's connections."""
        for database in (self._writer, self._reader):
            if not database.is_closed():
                database.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One IMMEDIATE transaction: all of it is kept, or nothing."""
        with told_plainly(self.path), self._writer.atomic():
            check_not_newer(self._writer, self.path)
            yield Session(self._writer)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One deferred read transaction: several queries see the same state, as the viewer may see it.

        Who reads is told by ``storage.seeing.seen_by``.
        """
        with told_plainly(self.path):
            while True:
                with self._reader.atomic():
                    if settle_views(self._reader.connection().execute):
                        session = Session(self._reader)
                        yield session
                        self.opened.extend((viewer(), uid) for uid in session.opened)
                        return
                change_views(self._reader.connection().execute)

    @contextmanager
    def reading_whole(self) -> Iterator[Session]:
        """As ``reading``, and nothing is left out: for the care of the desk, of which nobody is told."""
        with seen_by(WHOLE), self.reading() as session:
            yield session

    @contextmanager
    def given_up(self, outdated: Callable[[], bool]) -> Iterator[None]:
        """Break off, within, what this thread reads as soon as ``outdated``; the query then raises.

        It is asked between steps of each query, so that no moment is missed: not that between two queries.
        """
        connection = self._reader.connection()
        connection.set_progress_handler(lambda: 1 if outdated() else 0, STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            connection.set_progress_handler(None, STEPS_BETWEEN_LOOKS)

    @property
    def writes_here(self) -> bool:
        """Whether the thread at hand may write."""
        return not self._writer.is_closed()

    def data_version(self) -> int:
        """A number that changes when another process or connection has written.

        Asked on the reading thread.
        """
        (version,) = self._reader.execute_sql("PRAGMA data_version").fetchone()
        return int(version)

    def _connect_first(self) -> None:
        """Open the writer on a file that may be new: SQLite does not wait while another makes it WAL."""
        for last in (*[False] * 10, True):
            try:
                self._writer.connect()
                return
            except OperationalError as error:
                if last or "locked" not in str(error):
                    raise
                sleep(0.1)

    def _is_nameless(self) -> bool:
        return Session(self._writer).first(DeskState.select(DeskState.id)) is None

    def _name_the_desk(self, now_ms: int) -> None:
        if self._is_nameless():  # asked again, now that nobody else writes
            Session(self._writer).run(DeskState.insert(uid=new_uid(now_ms), change_seq=0, created_at=now_ms))


def desk_uid(session: Session) -> str:
    """The identifier of the desk in this file."""
    return str(session.value(DeskState.select(DeskState.uid)))


def next_change(session: Session) -> int:
    """Count one more change of the desk; gives its number."""
    return int(session.cell("UPDATE desk_state SET change_seq = change_seq + 1 RETURNING change_seq"))


def is_used(session: Session) -> bool:
    """Whether an incident was ever logged or brought in."""
    return bool(session.cell("SELECT EXISTS (SELECT 1 FROM incident) OR EXISTS (SELECT 1 FROM counter)"))


def change_seq(session: Session) -> int:
    """The number of the newest change of the desk."""
    return int(session.cell("SELECT change_seq FROM desk_state"))
