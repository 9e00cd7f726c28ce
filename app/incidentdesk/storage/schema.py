"""Bringing a desk's file to the shape that this program writes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from peewee import SqliteDatabase

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.storage import search_index
from incidentdesk.storage.sql_functions import register_functions

APPLICATION_ID = 0x494E4344
"""``INCD``: marks a SQLite file as a desk."""

SCHEMA_HEAD = 8
"""The number of the newest migration; every file is brought to it before it is used."""

SCRIPTS = Path(__file__).parent / "migrations"

_MARKS = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"


def bring_up_to_date(
    database: SqliteDatabase, path: Path, scripts: Path = SCRIPTS, head: int = SCHEMA_HEAD
) -> None:
    """Migrate the file to ``head``; a verified copy is laid beside it first.

    All of it happens in one transaction: a crash leaves the file as it was, and a second process waits.
    Raises ``EnvironmentFault`` for a newer file, and for one of another program.
    """
    register_functions(database)
    check_not_newer(database, path, head)
    if _pragma(database, "user_version") == head:
        return
    # Off while tables may be made anew; it cannot be switched within a transaction.
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        with database.atomic():
            _migrate(database, path, scripts, head)
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


def _migrate(database: SqliteDatabase, path: Path, scripts: Path, head: int) -> None:
    from playhouse.migrations import Runner  # with all it needs; a file that is up to date does without

    runner = Runner(database, str(scripts))
    found = runner.migrations()
    if not found or max(script.idx for script in found) != head:
        raise AssertionError(f"the migration scripts in {scripts} do not end at {head}")
    check_not_newer(database, path, head)
    version = _pragma(database, "user_version")
    if version == head:
        return  # another process was faster, while this one waited for the lock
    if version:
        verified_copy(path, path.with_suffix(f".before-{head:04}{path.suffix}"))
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    # Its view and triggers would be in the way of tables that are made anew.
    search_index.drop(database.execute_sql)
    runner.up()
    search_index.make(database.execute_sql)
    broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise AssertionError(f"the migration leaves rows that refer to nothing: {broken[:5]}")
    database.execute_sql(f"PRAGMA user_version = {head}")


def check_not_newer(database: SqliteDatabase, path: Path, head: int = SCHEMA_HEAD) -> None:
    """Raise ``EnvironmentFault`` where a newer program wrote the file, or where it is not a desk at all."""
    application, version = database.connection().execute(_MARKS).fetchone()
    if version > head and application == APPLICATION_ID:
        raise EnvironmentFault(
            _("This desk was written by a newer Incident Desk. ({path})").format(path=path),
            _("Install that version on this computer; nothing was changed."),
        )
    if application != APPLICATION_ID:
        (tables,) = database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        foreign = bool(tables or application or _pragma(database, "user_version"))
        # Another start may have made the desk between the questions; it marks the file with its tables.
        if foreign and _pragma(database, "application_id") != APPLICATION_ID:
            raise EnvironmentFault(
                _("This file belongs to another program. ({path})").format(path=path),
                _("Choose a file made by Incident Desk; nothing was changed."),
            )


def _pragma(database: SqliteDatabase, name: str) -> int:
    (value,) = database.execute_sql(f"PRAGMA {name}").fetchone()
    return int(value)


def verified_copy(path: Path, copy: Path) -> None:
    """Write a whole copy of the file at ``path`` and check it; an older copy of that name is replaced.

    A plain file copy would miss what is still in the write-ahead log.
    """
    copy.unlink(missing_ok=True)
    source = sqlite3.connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()
    check = sqlite3.connect(copy)
    try:
        (verdict,) = check.execute("PRAGMA integrity_check").fetchone()
    finally:
        check.close()
    if verdict != "ok":
        raise EnvironmentFault(
            _("A copy of the desk could not be made safely."), _("Check the disk; nothing was changed.")
        )
