"""Transactions, threads and faults of the desk's file."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from peewee import InterfaceError

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.domain.records import Person
from incidentdesk.storage import registers
from incidentdesk.storage.database import DeskDatabase, next_change
from incidentdesk.storage.desk_tables import Counter


def add(database: DeskDatabase, name: str) -> None:
    with database.writing() as session:
        registers.write_person(session, Person(name, name))


def names(database: DeskDatabase) -> list[str]:
    with database.reading() as session:
        return [one.name for one in registers.people(session)]


def test_what_is_written_is_read(database: DeskDatabase) -> None:
    add(database, "Sato")
    assert names(database) == ["Sato"]


def test_a_transaction_that_fails_keeps_nothing(database: DeskDatabase) -> None:
    def fail() -> None:
        with database.writing() as session:
            registers.write_person(session, Person("a", "A"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(database) == []
    add(database, "B")
    assert names(database) == ["B"]


def test_the_reader_cannot_write(database: DeskDatabase) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be written"), database.reading() as session:
        session.run(Counter.insert(prefix="INC", year=2026, last=1))
    assert names(database) == []


def test_a_page_of_several_queries_sees_one_state(database: DeskDatabase) -> None:
    with database.reading() as session:
        before = registers.people(session)
        other = DeskDatabase(database.path)
        other.connect(write=True, read=False)
        add(other, "Late")
        other.disconnect()
        assert registers.people(session) == before
    assert names(database) == ["Late"]


def test_a_file_that_another_program_holds_is_told(database: DeskDatabase) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(EnvironmentFault, match="Another program holds"):
            add(database, "Sato")
        assert names(database) == []
    finally:
        other.close()
    add(database, "Sato")
    assert names(database) == ["Sato"]


def test_a_query_on_a_thread_that_did_not_connect_raises(database: DeskDatabase) -> None:
    raised: list[BaseException] = []

    def ask() -> None:
        for act in (lambda: names(database), lambda: add(database, "x")):
            try:
                act()
            except InterfaceError as error:
                raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert len(raised) == 2


def test_changes_of_others_are_seen(database: DeskDatabase) -> None:
    before = database.data_version()
    other = DeskDatabase(database.path)
    other.connect(write=True, read=False)
    with other.writing() as session:
        number = next_change(session)
    other.disconnect()
    assert database.data_version() != before
    with database.writing() as session:
        assert next_change(session) == number + 1


def test_every_commit_reaches_the_disk(database: DeskDatabase) -> None:
    with database.writing() as session:
        assert session.sql("PRAGMA synchronous") == [(2,)]
        assert session.sql("PRAGMA journal_mode") == [("wal",)]
        assert session.sql("PRAGMA foreign_keys") == [(1,)]


def test_a_full_disk_is_told(database: DeskDatabase) -> None:
    with database.writing() as session:
        ((pages,),) = session.sql("PRAGMA page_count")
        session.sql(f"PRAGMA max_page_count = {pages}")

    def write_much() -> None:
        with database.writing() as session:
            for number in range(2000):
                registers.write_person(session, Person(str(number), "x" * 500))

    with pytest.raises(EnvironmentFault, match="disk is full"):
        write_much()
    assert names(database) == []


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    DeskDatabase(path).prepare(0)
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 40] = b"\xa5" * (4096 * 37)
    path.write_bytes(whole)
    with pytest.raises(EnvironmentFault, match="damaged"):
        use(DeskDatabase(path))


def use(database: DeskDatabase) -> None:
    database.prepare(0)
    database.connect(write=True, read=True)
    try:
        names(database)
        add(database, "x")
    finally:
        database.disconnect()
