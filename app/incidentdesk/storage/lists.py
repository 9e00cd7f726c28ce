"""Lists of incidents: one narrow query a page, with no more than lists show.

A page is found by keys first: what is passed over on the way to a deep page is read from an index alone.
"""

# ruff: noqa: S608 - our own names and numbers; what a person gave is bound
from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from incidentdesk.storage.condition_fields import Sql, column, json_path
from incidentdesk.storage.incident_rows import JOINED
from incidentdesk.storage.list_families import CALLERS, PARENT
from incidentdesk.storage.list_indexes import OPEN
from incidentdesk.storage.list_orders import URGENCY, Term, order_by
from incidentdesk.storage.seeing import KEPT
from incidentdesk.storage.session import Row, Session

_SHOWN = (
    "i.uid, i.number, i.title, i.process, run.version, i.status, i.stage, i.priority, i.provisional, "
    "i.major, i.title_built, assignee.uid, assignee.name, reporter.name, i.logged_at, "
    "i.updated_at, i.resolved_at, i.closed_at, i.classify_due, i.response_due, "
    "i.resolution_due, i.confirm_due, i.next_due, "
    f"i.next_due_kind, i.paused, i.breached, run.id, {CALLERS}, {PARENT}, i.source, "
    "i.sev, i.phase, i.drill, i.restricted, "
    "CASE WHEN i.restricted = 1 THEN (SELECT r.notice_due_at FROM restriction r "
    "WHERE r.incident_id = i.id AND r.notice_state = 'due') END"
)
WIDTH = 35
"""How many cells each row has before those of extra columns."""
RUN = 26
"""Where a row has the key of its run."""
_JOINS = (
    "JOIN run ON run.incident_id = i.id AND run.ended_at IS NULL "
    "LEFT JOIN person assignee ON assignee.id = i.assignee_id "
    "LEFT JOIN reporter ON reporter.id = i.reporter_id"
)


class Range(NamedTuple):
    """Which part of a list: ``limit`` rows after the first ``offset``."""

    limit: int
    offset: int = 0


def seen(where: Sql) -> Sql:
    """``where`` without what is kept from the viewer: for a transaction that writes, where no views stand."""
    return f"({where[0]}) AND i.id NOT IN ({KEPT})", where[1]


def page(
    session: Session, where: Sql, order: Sequence[Term], part: Range, shared: Sequence[str], now_ms: int
) -> list[Row]:
    """A part of the incidents that hold ``where``: cells as in ``_SHOWN``, then the fields ``shared``."""
    # The limit is written out: only then the planner knows how few they are. Else it reads all incidents
    # for a Bloom filter over them, where a view stands before the table (``storage.seeing``).
    keys = f"{ordered('i.id', where, order)} LIMIT {int(part.limit)} OFFSET ?"
    cells = "".join(_cell(key, now_ms) for key in shared)
    return session.sql(
        f"SELECT {_SHOWN}{cells} FROM ({keys}) k JOIN incident i ON i.id = k.id {_JOINS} "
        f"ORDER BY {order_by(order)}",
        (*where[1], part.offset),
    )


def rows_of(session: Session, ids: Sequence[int], shared: Sequence[str], more: str, now_ms: int) -> list[Row]:
    """The rows of incidents by integer keys, in that order: cells as in ``page``, then ``more``."""
    cells = "".join(_cell(key, now_ms) for key in shared)
    found = session.sql(
        f"SELECT {_SHOWN}{cells}, {more}, i.id "
        f"FROM json_each(?) k CROSS JOIN incident i ON i.id = k.value {_JOINS}",
        (json.dumps(ids),),
    )
    rows = {row[-1]: row[:-1] for row in found}
    return [rows[key] for key in ids]


def uids(session: Session, where: Sql, order: Sequence[Term]) -> list[str]:
    """The uids of all incidents that hold ``where``."""
    return [row[0] for row in session.sql(ordered("i.uid", where, order), where[1])]


def ordered(cell: str, where: Sql, order: Sequence[Term]) -> str:
    """The statement that gives ``cell`` of the incidents that hold ``where``, in their order."""
    return f"SELECT {cell} FROM incident i WHERE {where[0]} ORDER BY {order_by(order)}"


def keys(session: Session, where: Sql, order: Sequence[Term]) -> Sequence[int]:
    """The integer keys of all incidents that hold ``where``, in ``order``."""
    found = array("q")
    statement = f"SELECT i.id FROM incident i WHERE {where[0]} ORDER BY {order_by(order)}"
    found.extend(key for (key,) in session.each(statement, where[1]))
    return found


def count(session: Session, where: Sql) -> int:
    """How many incidents hold ``where``."""
    return int(session.sql(f"SELECT count(*) FROM incident i WHERE {where[0]}", where[1])[0][0])


def count_drills(session: Session, where: Sql) -> int:
    """How many of the incidents that hold ``where`` are drills; they are few, and have an index."""
    drills = "(SELECT id FROM incident WHERE drill = 1)"
    statement = f"SELECT count(*) FROM {drills} d CROSS JOIN incident i ON i.id = d.id WHERE {where[0]}"
    return int(session.sql(statement, where[1])[0][0])


def fell_due(session: Session, since_ms: int, now_ms: int, limit: int) -> list[int]:
    """Open incidents (by integer key) for which something fell due after ``since_ms`` and up to ``now_ms``.

    A missed first target stays what is due next, so that the second is looked at by itself.
    """
    rows = session.sql(
        f"SELECT i.id FROM incident i WHERE i.{OPEN} AND ((i.next_due > ? AND i.next_due <= ?) OR "
        "(i.resolution_due > ? AND i.resolution_due <= ? AND i.paused = 0 AND i.status <> 'resolved')) "
        f"ORDER BY {URGENCY}, i.next_due, i.id LIMIT ?",
        (since_ms, now_ms, since_ms, now_ms, limit),
    )
    return [int(key) for (key,) in rows]


def place(session: Session, where: Sql, order: Sequence[Term], uid: str) -> int | None:
    """How many incidents that hold ``where`` come before ``uid``; ``None`` where it is not among them."""
    found = session.sql(
        f"SELECT {', '.join(term.sql for term in order)} FROM incident i WHERE i.uid = ? AND ({where[0]})",
        (uid, *where[1]),
    )
    if not found:
        return None
    counts, parameters, level = [], [], ""
    levels: tuple[Any, ...] = ()
    for term, value in zip(order, found[0], strict=True):
        before, bound = term.before(value)
        counts.append(f"(SELECT count(*) FROM incident i WHERE {where[0]}{level} AND {before})")
        parameters += [*where[1], *levels, *bound]
        same, bound = term.level(value)
        level, levels = f"{level} AND {same}", (*levels, *bound)
    return int(session.sql(f"SELECT {' + '.join(counts)}", parameters)[0][0])


def written(session: Session, runs: Sequence[int], keys: Sequence[str]) -> dict[int, dict[str, Any]]:
    """The values of stage fields ``keys`` by run."""
    # Two paths at least: then it is an array, also where nothing is written.
    paths = [json_path(key) for key in keys] + ['$.""']
    rows = session.sql(
        f"SELECT s.run_id, json_extract(s.document, {', '.join('?' * len(paths))}) FROM stage_values s "
        f"WHERE s.run_id IN ({', '.join('?' * len(runs))})",
        (*paths, *runs),
    )
    found: dict[int, dict[str, Any]] = {}
    for run, values in rows:
        here = zip(keys, json.loads(values), strict=False)
        found.setdefault(run, {}).update((key, value) for key, value in here if value is not None)
    return found


def _cell(key: str, now_ms: int) -> str:
    if key in JOINED:
        return f", (SELECT name FROM {JOINED[key]} r WHERE r.id = i.{key}_id)"
    return f", {column(key, now_ms)}"
