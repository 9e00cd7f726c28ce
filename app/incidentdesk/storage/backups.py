"""Whole copies of a desk's file, and proving that a desk's file is whole; on a connection of its own.

A copy shows one state of the desk, however long it takes: it is made within one read transaction, beside
which others go on reading and writing.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from peewee import SqliteDatabase

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.texts import _
from incidentdesk.domain.chain import check_chain
from incidentdesk.storage import timeline
from incidentdesk.storage.faults import told_plainly
from incidentdesk.storage.schema import APPLICATION_ID, SCHEMA_HEAD
from incidentdesk.storage.session import Session
from incidentdesk.storage.sql_functions import register_functions

PAGES_AT_ONCE = 512
"""How many pages are copied between two looks whether the copy is still wanted (2 MB)."""
STEPS_BETWEEN_LOOKS = 100_000
MOST_FAULTS = 20


@dataclass(frozen=True)
class DeskFacts:
    """What a desk's file says of itself. ``newest_ms``: when the newest incident was logged, 0 for none."""

    uid: str
    schema: int
    change_seq: int
    incidents: int
    newest_ms: int
    practice: bool


@dataclass(frozen=True)
class Fault:
    """Something that is not whole: ``kind`` is database, reference, timeline or file; ``where`` names it."""

    kind: str
    where: str


@dataclass(frozen=True)
class Checked:
    """What was looked at, and what is not whole; at most ``MOST_FAULTS`` are told."""

    incidents: int
    entries: int
    files: int
    faults: tuple[Fault, ...]


class StoppedError(RefusedError):
    """Somebody asked to stop; nothing is left of it."""


def facts_of(path: Path) -> DeskFacts:
    """What the desk's file at ``path`` says of itself.

    Raises ``EnvironmentFault`` where it is no desk, a newer one, or cannot be read.
    """
    if not path.is_file():
        raise EnvironmentFault(
            _("There is no file “{file}”.").format(file=path), _("Choose a backup that is there.")
        )
    with told_plainly(path), _reading(path) as session:
        return _facts(session, path)


def _facts(session: Session, path: Path) -> DeskFacts:
    application = session.cell("PRAGMA application_id")
    schema = int(session.cell("PRAGMA user_version"))
    if application != APPLICATION_ID:
        raise EnvironmentFault(
            _("This file is no desk. ({path})").format(path=path),
            _("Choose a file made by Incident Desk; nothing was changed."),
        )
    if schema > SCHEMA_HEAD:
        raise EnvironmentFault(
            _("This desk was written by a newer Incident Desk. ({path})").format(path=path),
            _("Install that version on this computer; nothing was changed."),
        )
    uid, change_seq = session.sql("SELECT uid, change_seq FROM desk_state")[0]
    incidents, newest = session.sql("SELECT count(*), coalesce(max(logged_at), 0) FROM incident")[0]
    practice = session.cell(
        "SELECT value FROM setting_revision WHERE name = 'practice' ORDER BY id DESC LIMIT 1"
    )
    return DeskFacts(str(uid), schema, int(change_seq), int(incidents), int(newest), practice == "true")


def copy_desk(source: Path, target: Path, progress: Progress, cancelled: Cancelled) -> None:
    """Write the desk at ``source`` as one file to ``target``, which is replaced. Raises ``StoppedError``."""

    def step(_status: int, remaining: int, total: int) -> None:
        _stop(cancelled)
        progress(total - remaining, total)

    with (
        told_plainly(target),
        closing(sqlite3.connect(source, isolation_level=None)) as desk,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        desk.execute("PRAGMA query_only = 1")
        desk.execute("BEGIN")
        desk.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is this state
        desk.backup(copy, pages=PAGES_AT_ONCE, progress=step)
        # No second file beside it: what is in the copy is all there is.
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def check_desk_file(path: Path, progress: Progress, cancelled: Cancelled) -> Checked:
    """Prove the desk's file at ``path``: its pages, its references, each timeline, each kept file.

    Raises ``StoppedError``, and ``EnvironmentFault`` where it is no desk that can be read.
    """
    with told_plainly(path), _reading(path) as session:
        _facts(session, path)
        return _Check(session, progress, cancelled).run()


def take_alone(desk: Path) -> None:
    """Raise ``EnvironmentFault`` where anybody else has the desk open; all is in its one file then.

    Leaving the write-ahead log takes a lock that nobody else may share. A damaged file has no such say.
    """
    try:
        with closing(sqlite3.connect(desk, timeout=2.0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise EnvironmentFault(
                _("Another window or command uses the desk."), _("Close it, then restore again.")
            ) from error
    except sqlite3.DatabaseError:  # what is damaged is laid aside as it is
        return


class _Check:
    """One check, within one read transaction."""

    def __init__(self, session: Session, progress: Progress, cancelled: Cancelled) -> None:
        self._session = session
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        self._incidents = int(session.cell("SELECT count(*) FROM incident"))
        self._pieces = int(session.cell("SELECT count(*) FROM blob_chunk"))
        self._entries = 0
        self._files = 0

    def run(self) -> Checked:
        """Look at everything; the first faults are enough."""
        faults: list[Fault] = []
        for fault in self._all():
            faults.append(fault)
            if len(faults) == MOST_FAULTS:
                break
        return Checked(self._incidents, self._entries, self._files, tuple(faults))

    def _all(self) -> Iterator[Fault]:
        yield from self._database()
        yield from self._timelines()
        yield from self._kept_files()

    def _database(self) -> Iterator[Fault]:
        with self._session.broken_off(self._cancelled, STEPS_BETWEEN_LOOKS):
            try:
                for (said,) in self._session.sql(f"PRAGMA integrity_check({MOST_FAULTS})"):
                    if said != "ok":
                        yield Fault("database", str(said))
                for table, row, *_rest in self._session.sql("PRAGMA foreign_key_check"):
                    yield Fault("reference", f"{table} {row}")
            except sqlite3.OperationalError:
                _stop(self._cancelled)
                raise

    def _timelines(self) -> Iterator[Fault]:
        found = self._session.each(
            "SELECT i.number, i.head, i.entry_count, i.uid, e.uid, e.seq, e.kind, e.parameters, e.author, "
            "e.done_at, e.done_offset, e.entered_at, e.entered_offset, e.cause, e.payload, e.salt, e.digest, "
            "e.hash FROM incident i LEFT JOIN timeline_entry e ON e.incident_id = i.id ORDER BY i.id, e.seq"
        )
        for (number, head, count), rows in groupby(found, lambda row: row[:3]):
            told = [row for row in rows if row[4] is not None]
            self._entries += len(told)
            try:
                entries = [timeline.entry_of((row[4], row[3], *row[5:])) for row in told]
            except ValueError:  # what was JSON is none
                yield Fault("timeline", f"{number} unreadable")
                continue
            for fault in check_chain(entries, head, count):
                yield Fault("timeline", f"{number} {fault.seq} {fault.what}")
            self._step()

    def _kept_files(self) -> Iterator[Fault]:
        found = self._session.each(
            "SELECT b.sha256, b.size, c.position, c.data FROM blob b "
            "LEFT JOIN blob_chunk c ON c.blob_id = b.sha256 ORDER BY b.sha256, c.position"
        )
        for (sha256, size), pieces in groupby(found, lambda row: row[:2]):
            whole, length = hashlib.sha256(), 0
            for _sha, _size, position, data in pieces:
                whole.update(data or b"")
                length += len(data or b"")
                if position is not None:
                    self._step()
            self._files += 1
            if (whole.hexdigest(), length) != (sha256, size):
                yield Fault("file", str(sha256))

    def _step(self) -> None:
        self._done += 1
        _stop(self._cancelled)
        self._progress(self._done, self._incidents + self._pieces)


def _stop(cancelled: Cancelled) -> None:
    if cancelled():
        raise StoppedError(_("It was stopped."), _("Nothing was changed."))


@contextmanager
def _reading(path: Path) -> Iterator[Session]:
    """One read transaction on the file, which is only read.

    It is opened for writing where it can be: without that SQLite reads no file that was left with a log.
    """
    database = SqliteDatabase(
        f"{path.resolve().as_uri()}?mode=rw", autoconnect=False, uri=True, pragmas={"query_only": 1}
    )
    register_functions(database)
    with database.connection_context(), database.atomic():
        yield Session(database)
