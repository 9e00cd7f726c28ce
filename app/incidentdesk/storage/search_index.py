"""The full-text index: what it holds, the triggers that keep it true, and making it anew a piece at a time.

``incident_search`` is FTS5 over the view ``incident_search_source``, whose columns pass through the function
``search_words``: the texts themselves are stored once, in ``incident``. Every connection that writes needs
the function; one without it cannot change a text, and so cannot let the index become untrue.

There is no prefix index. For two letters it would add 30 % to the file, for two and three 60 %, and the
beginning of a word is found without it: of a million incidents two letters in 0.25 s, three in 0.04 s.

While the index is made anew it holds the incidents from ``search_state.indexed_from`` on; 0 is all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from incidentdesk.storage.session import Session

COLUMNS = {"title": "title", "error_code": "error_code", "description": "description", "words": "search_text"}
"""The columns of the index, and those of an incident that they hold."""

WEIGHTS = (10.0, 8.0, 2.0, 1.0)
"""What a match in each of the columns counts for, when hits are ranked."""

TOKENIZER = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''"
"""Vowel signs of Indian scripts are parts of words; ``Co`` is for the sentinel of ``search_words``."""

SEGMENTS_AT_MOST = 400
"""Merging waits for idle time, so that logging has no slow moments, unless there are so many pieces."""

DRAINED_AT_ONCE = 250
"""Pages of a discarded index that one transaction gives back; more would keep others waiting."""


class RunsSql(Protocol):
    """A database or a session: whatever can run a statement."""

    def __call__(self, statement: str, parameters: tuple[Any, ...] = ()) -> object:
        """Run ``statement``."""


@dataclass(frozen=True)
class IndexState:
    """How many incidents the index holds of how many; when it was last checked, and whether it was true.

    ``verdict`` is ``ok``, ``stale``, or empty where it was never checked; times in milliseconds since 1970.
    """

    indexed: int
    incidents: int
    rebuilding: bool
    verdict: str
    checked_ms: int | None
    rebuilt_ms: int | None
    size: int = 0


def make(run: RunsSql) -> None:
    """(Re)make the whole index in the transaction at hand: for a file that is being migrated."""
    drop(run)
    texts = ", ".join(f"search_words({column}) AS {name}" for name, column in COLUMNS.items())
    run(f"CREATE VIEW incident_search_source AS SELECT id, {texts} FROM incident")  # noqa: S608 - our own names
    _create(run)
    run("UPDATE search_state SET indexed_from = 0")
    run("INSERT INTO incident_search(incident_search) VALUES('rebuild')")
    run("INSERT INTO incident_search(incident_search, rank) VALUES('integrity-check', 1)")


def drop(run: RunsSql) -> None:
    """Remove the index and all that belongs to it, if it is there."""
    _drop_triggers(run)
    run("DROP TABLE IF EXISTS incident_search")
    run("DROP TABLE IF EXISTS incident_search_old")
    run("DROP VIEW IF EXISTS incident_search_source")


def state(session: Session, *, with_size: bool = False) -> IndexState:
    """What can be told of the index; its size in bytes only where it is asked for."""
    ((since, verdict, checked, rebuilt),) = session.sql(
        "SELECT indexed_from, verdict, checked_at, rebuilt_at FROM search_state"
    )
    incidents = int(session.sql("SELECT count(*) FROM incident")[0][0])
    size = 0
    if with_size:
        size = int(session.sql("SELECT sum(length(block)) FROM incident_search_data")[0][0] or 0)
    return IndexState(indexed(session), incidents, since > 0, verdict, checked, rebuilt, size)


def indexed(session: Session) -> int:
    """How many incidents the index holds; FTS5 keeps the number at the head of its totals."""
    ((block,),) = session.sql("SELECT block FROM incident_search_data WHERE id = 1")
    return _first_varint(bytes(block or b""))


def marks(session: Session) -> tuple[int, str]:
    """From which key on incidents are indexed (0: all are), and what the last check found."""
    ((since, verdict),) = session.sql("SELECT indexed_from, verdict FROM search_state")
    return since, verdict


def is_rebuilding(session: Session) -> bool:
    """Whether the index does not hold all incidents yet."""
    return marks(session)[0] > 0


@contextmanager
def indexed_at_the_end(session: Session, first: int) -> Iterator[None]:
    """Index the incidents that are added within, with keys from ``first`` on, by one statement at the end.

    By the triggers each of them would become a piece of the index of its own. Nothing else may be changed.
    """
    since = session.cell("SELECT indexed_from FROM search_state")
    session.sql("UPDATE search_state SET indexed_from = ?", (1 << 62,))
    yield
    _index(session, first, 1 << 62)
    session.sql("UPDATE search_state SET indexed_from = ?", (since,))


def note_check(session: Session, verdict: str, at_ms: int) -> None:
    """Keep what a check has found."""
    session.sql("UPDATE search_state SET verdict = ?, checked_at = ?", (verdict, at_ms))


def merge_some(session: Session, pages: int) -> bool:
    """Write up to about ``pages`` pages of merged index; false where there was nothing left to merge."""
    before = _changes(session)
    session.sql("INSERT INTO incident_search(incident_search, rank) VALUES('merge', ?)", (pages,))
    return _changes(session) - before >= 2  # one change is the statement itself


def begin_rebuild(session: Session) -> None:
    """Start with an empty index; the old one is given back a little at a time.

    What is written from now on is indexed at once, and ``index_some`` fetches the rest.
    """
    run = session.sql
    if is_rebuilding(session) or _has_old(session):
        return
    _drop_triggers(run)
    run("ALTER TABLE incident_search RENAME TO incident_search_old")
    _create(run)
    run(
        "UPDATE search_state SET indexed_from = (SELECT coalesce(max(id), 0) + 1 FROM incident), verdict = ''"
    )


def index_some(session: Session, count: int, now_ms: int) -> bool:
    """Index ``count`` more incidents, the newest first; false when all are."""
    since, _verdict = marks(session)
    if since > 0:
        _index_before(session, since, count, now_ms)
    return is_rebuilding(session)


def drain_some(session: Session) -> bool:
    """Give back some pages of the discarded index; false when it is gone."""
    if not _has_old(session):
        return False
    before = _changes(session)
    session.sql(
        "DELETE FROM incident_search_old_data WHERE id IN "
        "(SELECT id FROM incident_search_old_data WHERE id > 10 LIMIT ?)",
        (DRAINED_AT_ONCE,),
    )
    if _changes(session) > before:
        return True
    session.sql("DROP TABLE incident_search_old")
    return False


def _index_before(session: Session, since: int, count: int, now_ms: int) -> None:
    found = session.sql("SELECT id FROM incident WHERE id < ? ORDER BY id DESC LIMIT ?", (since, count))
    lowest = found[-1][0] if len(found) == count else 0
    _index(session, lowest, since)
    session.sql("UPDATE search_state SET indexed_from = ?", (lowest,))
    if not lowest:
        session.sql("UPDATE search_state SET rebuilt_at = ?", (now_ms,))


def _index(session: Session, first: int, end: int) -> None:
    columns = ", ".join(COLUMNS)
    session.sql(
        f"INSERT INTO incident_search(rowid, {columns}) SELECT id, {columns} FROM incident_search_source "  # noqa: S608
        "WHERE id >= ? AND id < ? ORDER BY id",
        (first, end),
    )


def _has_old(session: Session) -> bool:
    return bool(session.sql("SELECT 1 FROM sqlite_master WHERE name = 'incident_search_old'"))


def _changes(session: Session) -> int:
    return int(session.sql("SELECT total_changes()")[0][0])


def _create(run: RunsSql) -> None:
    columns = ", ".join(COLUMNS)
    run(
        f"CREATE VIRTUAL TABLE incident_search USING fts5({columns}, content='incident_search_source', "
        f"content_rowid='id', tokenize='{TOKENIZER}')"
    )
    weights = ", ".join(str(weight) for weight in WEIGHTS)
    for name, value in (
        ("automerge", 0),
        ("crisismerge", SEGMENTS_AT_MOST),
        ("rank", f"bm25({weights})"),
    ):
        run("INSERT INTO incident_search(incident_search, rank) VALUES(?, ?)", (name, value))
    forget = (
        f"INSERT INTO incident_search(incident_search, rowid, {columns}) VALUES('delete', {_values('old')});"
    )
    learn = f"INSERT INTO incident_search(rowid, {columns}) VALUES({_values('new')});"
    texts = list(COLUMNS.values())
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in texts)
    held = "(SELECT indexed_from FROM search_state) <="
    run(f"CREATE TRIGGER search_insert AFTER INSERT ON incident WHEN {held} new.id BEGIN {learn} END")
    run(
        f"CREATE TRIGGER search_update AFTER UPDATE OF {', '.join(texts)} ON incident "
        f"WHEN ({changed}) AND {held} old.id BEGIN {forget} {learn} END"
    )
    run(f"CREATE TRIGGER search_delete AFTER DELETE ON incident WHEN {held} old.id BEGIN {forget} END")


def _drop_triggers(run: RunsSql) -> None:
    for trigger in ("search_insert", "search_update", "search_delete"):
        run(f"DROP TRIGGER IF EXISTS {trigger}")


def _values(row: str) -> str:
    """The key and the indexed texts of ``row`` (``old``, ``new``), as SQL."""
    return ", ".join([f"{row}.id", *(f"search_words({row}.{column})" for column in COLUMNS.values())])


def _first_varint(block: bytes) -> int:
    """SQLite's big-endian number of seven bits a byte; 0 of an empty block."""
    value = 0
    for byte in block[:9]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value
    return value
