"""What a person may see: views that stand before the tables, and leave out what is kept from whoever reads.

On a desk that has restricted incidents, each connection that reads has a temporary view of the name of each
table that tells of incidents. SQLite (and PostgreSQL, by its search path) looks there first, so that every
question, also one that is yet to be written, is asked of the views, and knows nothing of the rows that are
kept from the viewer. Which tables those are follows from their references to ``incident``.

The viewer is told by ``seen_by``, for the thread at hand; where nobody was told, it is somebody who may see
nothing that is restricted. Transactions that write use the tables themselves: who writes to an incident is
asked for by ``services.case``, and what an incident is linked to leaves out ``KEPT``.
"""

# ruff: noqa: S608 - names of our own tables and columns
from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, NamedTuple, Protocol

from peewee import ForeignKeyField, SqliteDatabase

from incidentdesk.storage import incident_tables, search_index
from incidentdesk.storage.session import Session
from incidentdesk.storage.table import Table

WHOLE = "*"
"""The viewer who sees everything: the program itself, where it looks after the desk and tells nobody."""

_viewer: ContextVar[str] = ContextVar("viewer", default="")

_SEES = (
    "EXISTS (SELECT 1 FROM main.person p WHERE p.uid = {viewer} AND (p.id = i.assignee_id "
    "OR EXISTS (SELECT 1 FROM main.restricted_person n "
    "WHERE n.incident_id = i.id AND n.person_id = p.id AND n.ended_at IS NULL) "
    "OR EXISTS (SELECT 1 FROM main.response_role h WHERE h.incident_id = i.id AND h.person_id = p.id "
    "AND h.role = 'commander' AND h.state IN ('active', 'offered'))))"
)
"""Who sees a restricted incident ``i``: its named people, its assignee, and who has or is offered command."""

_KEPT_FROM = (
    f"FROM main.incident i WHERE i.restricted = 1 AND viewer() <> '{WHOLE}' "
    f"AND NOT {_SEES.format(viewer='viewer()')}"
)

KEPT = f"SELECT i.id {_KEPT_FROM}"
"""The keys of what is kept from the viewer, as SQL that means the same where no views stand."""

HIDDEN = "hidden_incident"
"""The view of the keys of what is kept from the viewer."""


class Bare(NamedTuple):
    """All that others may know of a restricted incident. ``key`` is its integer key."""

    key: int
    uid: str
    number: str
    prefix: str
    year: int
    ordinal: int
    status: str
    priority: str
    sev: str

    @property
    def by_level(self) -> bool:
        """Whether the SEV level says how urgent it is: more is not known."""
        return bool(self.sev)


_BARE = "SELECT i.id, i.uid, i.number, i.prefix, i.year, i.ordinal, i.status, i.priority, i.sev"


class _Runs(Protocol):
    def __call__(self, statement: str, parameters: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401
        ...


@contextmanager
def seen_by(viewer: str) -> Iterator[None]:
    """Let what is read within, on this thread, be read by the person with this uid."""
    token = _viewer.set(viewer)
    try:
        yield
    finally:
        _viewer.reset(token)


def read_from_now_by(person: str) -> None:
    """Let what is read from now on, to the end of the ``seen_by`` around it, be read by this person."""
    _viewer.set(person)


def viewer() -> str:
    """The uid of whoever reads; empty where nobody was told."""
    return _viewer.get()


def register_viewer(database: SqliteDatabase) -> None:
    """Let the connections of ``database`` know ``viewer()``."""
    database.register_function(viewer, "viewer", 0)


def settle_views(run: _Runs) -> bool:
    """Whether the views stand as the desk needs them; to be asked first in a transaction that reads."""
    ((restricted, standing),) = run(
        "SELECT EXISTS (SELECT 1 FROM main.incident WHERE restricted = 1), "
        f"EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = '{HIDDEN}')"
    )
    return bool(restricted) == bool(standing)


def change_views(run: _Runs) -> None:
    """Put the views before the tables, or take them away; outside of a transaction."""
    run("PRAGMA query_only = 0")
    try:
        standing = list(run("SELECT name FROM sqlite_temp_master WHERE type = 'view'"))
        if standing:
            for (name,) in reversed(standing):
                run(f"DROP VIEW temp.{name}")
            return
        for name, select in views().items():
            run(f"CREATE TEMP VIEW {name} AS {select}")
    finally:
        run("PRAGMA query_only = 1")


@cache
def views() -> dict[str, str]:
    """What each view selects, by its name, that of the hidden incidents first."""
    from incidentdesk.storage.all_tables import ALL_TABLES  # of few desks, and long to import

    found = {
        HIDDEN: f"SELECT i.id, i.uid {_KEPT_FROM}",
        "incident": _without("incident", f"t.id NOT IN (SELECT id FROM {HIDDEN})"),
        "import_item": _without("import_item", f"t.incident_uid NOT IN (SELECT uid FROM {HIDDEN})"),
        "incident_search": _search(),
    }
    for table in ALL_TABLES:
        shown = _shown(table)
        if table is incident_tables.TimelineEntry:  # what others tell of being linked to it, with names
            shown += f" AND NOT EXISTS (SELECT 1 FROM {HIDDEN} h WHERE instr(t.parameters, h.uid) > 0)"
        if shown:
            found[_name(table)] = _without(_name(table), shown)
    for name, cell in (("blob", "sha256"), ("blob_chunk", "blob_id")):
        found[name] = _without(name, f"({_not_only_hidden('attachment', cell)}) AND "
                                     f"({_not_only_hidden('issued_report', cell)})")  # fmt: skip
    return found


def told_apart() -> frozenset[str]:
    """The tables whose rows belong to incidents, so that views stand before them."""
    return frozenset(views()) - {HIDDEN, "incident_search"}


def sees_any(session: Session, person: str) -> bool:
    """Whether ``person`` sees anything that is kept from others."""
    sees = _SEES.format(viewer="?")
    return bool(
        session.cell(
            f"SELECT EXISTS (SELECT 1 FROM main.incident i WHERE i.restricted = 1 AND {sees})", (person,)
        )
    )


def is_kept(session: Session, incident: str) -> bool:
    """Whether the incident with that uid is kept from the viewer, also where they write."""
    return bool(session.sql(f"SELECT 1 {_KEPT_FROM} AND i.uid = ?", (incident,)))


def bare_rows(session: Session) -> list[Bare]:
    """What may be known of the incidents that are kept from the viewer, the oldest first."""
    return [_bare(row) for row in session.sql(f"{_BARE} {_KEPT_FROM} ORDER BY i.id")]


def bare_row(session: Session, ref: str) -> Bare | None:
    """The same of one restricted incident by its uid or number, whoever may see it; ``None`` of others."""
    rows = session.sql(
        f"{_BARE} FROM main.incident i WHERE (i.uid = ? OR i.number = ?) AND i.restricted = 1",
        (ref, ref.strip().upper()),
    )
    return _bare(rows[0]) if rows else None


def open_all(session: Session, keys: Collection[int] | None = None) -> None:
    """Let it be logged that the viewer opened all restricted incidents that they see, or some by key."""
    for key, uid in session.sql("SELECT id, uid FROM incident WHERE restricted = 1"):
        if keys is None or key in keys:
            session.opened.add(uid)


def restricted_among(session: Session, uids: Iterable[str]) -> frozenset[str]:
    """Those of ``uids`` whose incident is restricted, whoever may see it."""
    rows = session.sql(
        "SELECT uid FROM main.incident WHERE restricted = 1 AND uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    )
    return frozenset(uid for (uid,) in rows)


def whom_to_ask(session: Session, uid: str) -> str:
    """The name of who restricted an incident; empty where it is not restricted any more."""
    rows = session.sql(
        "SELECT p.name FROM main.restriction r JOIN main.incident i ON i.id = r.incident_id "
        "JOIN main.person p ON p.uid = r.since_by WHERE i.uid = ? AND i.restricted = 1",
        (uid,),
    )
    return str(rows[0][0]) if rows else ""


def _bare(row: tuple[Any, ...]) -> Bare:
    return Bare._make((*row[:8], row[8] or ""))


def _shown(table: type[Table]) -> str:
    """Which rows of ``table`` (as ``t``) are not of a hidden incident; empty where it tells of none."""
    parts = []
    for field in table._meta.sorted_fields:  # noqa: SLF001 - peewee's documented door
        if isinstance(field, ForeignKeyField):
            gone = _gone(field.rel_model)
            if gone:
                empty = f"t.{field.column_name} IS NULL OR " if field.null else ""
                parts.append(f"({empty}t.{field.column_name} NOT IN ({gone}))")
    return " AND ".join(parts)


def _gone(table: type[Table]) -> str:
    """The keys of the rows of ``table`` that belong to hidden incidents, as SQL; empty where none can."""
    if table is incident_tables.Incident:
        return f"SELECT id FROM {HIDDEN}"
    parts = [
        f"SELECT id FROM main.{_name(table)} WHERE {field.column_name} IN ({_gone(field.rel_model)})"
        for field in table._meta.sorted_fields  # noqa: SLF001
        if isinstance(field, ForeignKeyField) and field.rel_model is not table and _gone(field.rel_model)
    ]
    return " UNION ".join(parts)


def _not_only_hidden(table: str, cell: str) -> str:
    """That a file is not kept for hidden incidents alone."""
    return (
        f"t.{cell} NOT IN (SELECT blob_id FROM main.{table} WHERE incident_id IN (SELECT id FROM {HIDDEN})) "
        f"OR t.{cell} IN (SELECT blob_id FROM main.attachment "
        f"WHERE incident_id NOT IN (SELECT id FROM {HIDDEN}))"
    )


def _search() -> str:
    columns = ", ".join(search_index.COLUMNS)
    return (
        f"SELECT rowid AS rowid, rank AS rank, incident_search, {columns} FROM main.incident_search "
        f"WHERE rowid NOT IN (SELECT id FROM {HIDDEN})"
    )


def _without(name: str, shown: str) -> str:
    return f"SELECT t.* FROM main.{name} t WHERE {shown}"


def _name(table: type[Table]) -> str:
    return str(table._meta.table_name)  # noqa: SLF001
