"""A desk of an older program: its reporters and items are found after the migration as before."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.storage import schema

OLD = 2


@pytest.fixture
def old_desk(tmp_path: Path) -> Path:
    """A file as version 2 left it, with a reporter and a service."""
    scripts = tmp_path / "scripts"
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "000[3-9]*"))
    path = tmp_path / "desk.sqlite3"
    database = SqliteDatabase(str(path), autoconnect=False, lock_type="IMMEDIATE")
    database.connect()
    schema.bring_up_to_date(database, path, scripts, OLD)
    database.close()
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO reporter (uid, name, folded, phone, email, place, note, active) "
        "VALUES ('r', 'Édith Müller', 'édith müller', '0151 23-45', 'e@x.org', 'Ward 3', '', 1)"
    )
    connection.execute(
        "INSERT INTO register_item (uid, register, name, folded, details, active) "
        "VALUES ('s', 'service', 'Mail', 'mail', '{}', 1)"
    )
    connection.commit()
    connection.close()
    return path


def test_what_was_there_is_found(old_desk: Path, time: ManualTime) -> None:
    with headless(desk_paths(old_desk), time) as cases:
        for text in ("edith", "1512345", "ward", "e x org"):
            (one,) = cases.registers.find("reporter", text).entries
            assert (one.name, one.line) == ("Édith Müller", "0151 23-45 · Ward 3 · e@x.org"), text
        assert cases.registers.get("reporter", "r").values == {
            "phone": "0151 23-45",
            "mail": "e@x.org",
            "place": "Ward 3",
        }
        assert [one.name for one in cases.registers.find("service", "ma").entries] == ["Mail"]
