"""Asking SQLite and a desk's file whether they are fit for use."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def sqlite_with_search() -> str:
    """The version of SQLite; ``LookupError`` where it was built without full-text search."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError as error:
        raise LookupError("fts5") from error
    finally:
        connection.close()
    return sqlite3.sqlite_version


def check_desk(path: Path) -> tuple[str, int]:
    """What SQLite finds wrong with the desk's file (``ok``: nothing), and the number of its schema."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    return str(verdict), int(number)
