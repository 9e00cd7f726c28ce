"""Whether the full-text index still says what the texts say, asked without keeping anybody from writing.

FTS5's own check is written as an INSERT and so holds the write lock for as long as it takes, seconds at a
million incidents. It is therefore run on a copy of the index (not of the texts) among the temporary tables of
a connection that only reads the desk, which all sees the desk as it was at one moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from incidentdesk.domain.search_words import search_words
from incidentdesk.storage.search_index import COLUMNS, TOKENIZER

_STEPS = 20_000
"""How many steps SQLite does between two looks whether it was cancelled."""

_SHADOWS = ("config", "data", "docsize", "idx")


def is_true(path: Path, cancelled: Callable[[], bool] | None = None) -> bool | None:
    """Whether the index of the desk at ``path`` is true to its texts; ``None`` where it was ``cancelled``."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.create_function("search_words", 1, search_words, deterministic=True)
        if cancelled is not None:
            connection.set_progress_handler(lambda: 1 if cancelled() else 0, _STEPS)
        connection.execute("BEGIN")
        _copy_index(connection)
        connection.execute("INSERT INTO temp.copied(copied, rank) VALUES('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if "interrupted" in str(error):
            return None
        if "malformed" in str(error) or "corrupt" in str(error):
            return False
        raise
    finally:
        connection.close()
    return True


def _copy_index(connection: sqlite3.Connection) -> None:
    run = connection.execute
    run("CREATE TEMP VIEW copied_source AS SELECT * FROM main.incident_search_source")
    run(
        f"CREATE VIRTUAL TABLE temp.copied USING fts5({', '.join(COLUMNS)}, content='copied_source', "
        f"content_rowid='id', tokenize='{TOKENIZER}')"
    )
    for shadow in _SHADOWS:
        run(f"DELETE FROM temp.copied_{shadow}")  # noqa: S608 - our own names
        run(f"INSERT INTO temp.copied_{shadow} SELECT * FROM main.incident_search_{shadow}")  # noqa: S608
