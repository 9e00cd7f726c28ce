from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentdesk.storage.database import DeskDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DeskDatabase]:
    """A new desk's file, with both connections open."""
    database = DeskDatabase(tmp_path / "desk.sqlite3", busy_seconds=0.05)
    database.prepare(0)
    database.connect(write=True, read=True)
    yield database
    database.disconnect()
