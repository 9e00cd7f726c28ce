"""A desk of an older program: it is given the tables, and is offered the runbooks that ship."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from peewee import SqliteDatabase

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.runbook_library import shipped
from incidentdesk.storage import schema

OLD = 3


def make_old(path: Path, scripts: Path) -> None:
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "000[4-9]*"))
    path.parent.mkdir(parents=True)
    database = SqliteDatabase(str(path))
    database.connect()
    schema.bring_up_to_date(database, path, scripts, OLD)
    database.close()
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("INSERT INTO desk_state (uid, change_seq, created_at) VALUES ('desk-1', 1, 5)")
        raw.execute(
            "INSERT INTO setting_revision (name, value, author, changed_at, changed_offset) "
            "VALUES ('zone', '\"Europe/Berlin\"', '', 5, 60)"
        )
    raw.close()


def test_it_is_given_none_unasked_and_takes_what_it_wants(
    desk_paths: DeskPaths, time: ManualTime, tmp_path: Path
) -> None:
    make_old(desk_paths.desk, tmp_path / "scripts")
    with headless(desk_paths, time) as cases:
        assert cases.runbooks.all() == ()
        assert {one.key for one in cases.runbooks.offered()} == set(shipped())
        me = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0].uid
        cases.runbooks.take_offered(["vpn-down"], me)
    with headless(desk_paths, time) as again:
        assert [one.key for one in again.runbooks.all()] == ["vpn-down"]
        assert "vpn-down" not in {one.key for one in again.runbooks.offered()}
