"""The desk's file: its shape, its migrations, and the files that are refused."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
from pathlib import Path

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.storage import schema
from incidentdesk.storage.all_tables import ALL_TABLES
from incidentdesk.storage.database import DeskDatabase


def raw(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """What the last of ``statements`` answers, asked with nothing of ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        found: list[tuple[object, ...]] = []
        for statement in statements:
            found = connection.execute(statement).fetchall()
        return found
    finally:
        connection.close()


def made(path: Path) -> Path:
    DeskDatabase(path).prepare(0)
    return path


def test_a_new_file_has_the_shape_that_the_models_say(tmp_path: Path) -> None:
    database = SqliteDatabase(str(made(tmp_path / "desk.sqlite3")))
    with database.connection_context():
        diff = diff_models(database, [*ALL_TABLES])
    assert not diff, str(diff)


def test_scripts_and_models_agree_on_types_and_on_what_may_be_empty(tmp_path: Path) -> None:
    ours = tmp_path / "ours.sqlite3"
    database = SqliteDatabase(str(ours))
    with database.connection_context(), database.bind_ctx(list(ALL_TABLES)):
        database.create_tables(list(ALL_TABLES))
    theirs = made(tmp_path / "desk.sqlite3")
    kinds = {"BIGINT": "INTEGER", "SMALLINT": "INTEGER", "BOOL": "INTEGER"}
    for table in ALL_TABLES:
        name = table._meta.table_name  # noqa: SLF001 - peewee's documented door
        question = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')"
        wanted = {(row[0], kinds.get(str(row[1]), row[1]), *row[2:]) for row in raw(ours, question)}
        assert set(raw(theirs, question)) == wanted, name
        references = f'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(\'{name}\')'
        assert set(raw(theirs, references)) == set(raw(ours, references)), name
    assert partial_indexes(theirs) == partial_indexes(ours)


def partial_indexes(path: Path) -> dict[str, str]:
    """By name, what each partial index is over, and of which rows."""
    question = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
    return {str(name): " ".join(str(sql).partition("(")[2].split()) for name, sql in raw(path, question)}


def test_a_new_file_is_marked_as_a_desk(tmp_path: Path) -> None:
    path = made(tmp_path / "deep" / "er" / "desk.sqlite3")
    assert raw(path, "PRAGMA application_id") == [(schema.APPLICATION_ID,)]
    assert raw(path, "PRAGMA user_version") == [(schema.SCHEMA_HEAD,)]
    assert raw(path, "PRAGMA journal_mode") == [("wal",)]
    assert raw(path, "PRAGMA integrity_check") == [("ok",)]


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "desk.sqlite3")
    before = raw(path, "SELECT uid FROM desk_state")
    made(path)
    assert raw(path, "SELECT uid FROM desk_state") == before
    assert not list(tmp_path.glob("*before*"))


def prepare_at_once(path: str, start: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    DeskDatabase(Path(path)).prepare(0)


def test_two_processes_make_one_desk(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    both = [context.Process(target=prepare_at_once, args=(str(path), start)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [one.exitcode for one in both] == [0, 0]
    assert len(raw(path, "SELECT uid FROM desk_state")) == 1


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (("PRAGMA user_version = 99",), "newer Incident Desk"),
        (("PRAGMA application_id = 7",), "another program"),
    ],
)
def test_a_file_that_is_not_ours_to_write_is_left_alone(
    tmp_path: Path, statements: tuple[str, ...], words: str
) -> None:
    path = made(tmp_path / "desk.sqlite3")
    raw(path, *statements)
    shutil.copyfile(path, tmp_path / "before")
    with pytest.raises(EnvironmentFault, match=words):
        DeskDatabase(path).prepare(0)
    assert path.read_bytes() == (tmp_path / "before").read_bytes()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    raw(path, "CREATE TABLE song (title TEXT)")
    with pytest.raises(EnvironmentFault, match="another program"):
        DeskDatabase(path).prepare(0)
    assert raw(path, "SELECT name FROM sqlite_master") == [("song",)]


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.odt"
    path.write_bytes(b"Dear Sir or Madam, " * 500)
    with pytest.raises(EnvironmentFault, match="is no desk"):
        DeskDatabase(path).prepare(0)
    assert path.read_bytes().startswith(b"Dear Sir")


def test_a_newer_program_is_noticed_by_the_next_write(database: DeskDatabase) -> None:
    raw(database.path, "PRAGMA user_version = 99")
    with pytest.raises(EnvironmentFault, match="newer"), database.writing():
        raise AssertionError("nothing may be written")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="folder of the desk cannot be made"):
        DeskDatabase(tmp_path / "file" / "desk.sqlite3").prepare(0)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be opened"):
        DeskDatabase(tmp_path).prepare(0)


def test_a_network_path_is_refused() -> None:
    with pytest.raises(EnvironmentFault, match="network drive"):
        DeskDatabase(Path("//server/share/desk.sqlite3")).prepare(0)


NEXT_NUMBER = schema.SCHEMA_HEAD + 1
NEXT = """
def up(migrator, database):
    database.execute_sql("ALTER TABLE person ADD COLUMN shoe_size INTEGER")
"""
BROKEN = """
def up(migrator, database):
    database.execute_sql("ALTER TABLE person ADD COLUMN shoe_size INTEGER")
    database.execute_sql("this is no SQL")
"""


def migrate(path: Path, scripts: Path) -> None:
    database = SqliteDatabase(
        str(path), autoconnect=False, lock_type="IMMEDIATE", pragmas={"foreign_keys": 1}
    )
    database.connect()
    try:
        schema.bring_up_to_date(database, path, scripts, NEXT_NUMBER)
        assert database.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)
    finally:
        database.close()


@pytest.fixture
def next_scripts(tmp_path: Path) -> Path:
    scripts = tmp_path / "scripts"
    shutil.copytree(schema.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / f"{NEXT_NUMBER:04}_shoes.py").write_text(NEXT, encoding="utf-8")
    return scripts


def test_a_migration_lays_a_whole_copy_beside_the_file_first(tmp_path: Path, next_scripts: Path) -> None:
    path = made(tmp_path / "desk.sqlite3")
    raw(path, "INSERT INTO counter VALUES ('INC', 2026, 41)")
    migrate(path, next_scripts)
    assert raw(path, "PRAGMA user_version") == [(NEXT_NUMBER,)]
    assert raw(path, "SELECT shoe_size FROM person") == []
    copy = tmp_path / f"desk.before-{NEXT_NUMBER:04}.sqlite3"
    assert raw(copy, "SELECT last FROM counter") == [(41,)]
    assert raw(copy, "PRAGMA user_version") == [(schema.SCHEMA_HEAD,)]
    with pytest.raises(EnvironmentFault, match="newer"):
        made(path)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, next_scripts: Path) -> None:
    path = made(tmp_path / "desk.sqlite3")
    (next_scripts / f"{NEXT_NUMBER:04}_shoes.py").write_text(BROKEN, encoding="utf-8")
    with pytest.raises(Exception, match="syntax error"):
        migrate(path, next_scripts)
    assert raw(path, "PRAGMA user_version") == [(schema.SCHEMA_HEAD,)]
    assert "shoe_size" not in {row[1] for row in raw(path, "PRAGMA table_info(person)")}
    made(path)


def test_a_first_migration_that_fails_leaves_an_empty_file(tmp_path: Path, next_scripts: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    (next_scripts / f"{NEXT_NUMBER:04}_shoes.py").write_text(BROKEN, encoding="utf-8")
    with pytest.raises(Exception, match="syntax error"):
        migrate(path, next_scripts)
    assert made(path) == path


OLD_INCIDENT = {
    **dict.fromkeys(("year", "ordinal", "logged_at", "logged_offset", "updated_at", "updated_offset"), 0),
    **dict.fromkeys(("major", "restricted", "reopen_count", "paused", "breached", "entry_count"), 0),
    **dict.fromkeys(("provisional", "change_seq"), 1), "id": 1, "logged_by_id": 1, "error_code": "'ﬁX-Ä'",
    **dict.fromkeys(("uid", "prefix", "number", "process", "status", "stage", "title", "priority"), "'x'"),
    **dict.fromkeys(("head", "search_text"), "''"),
}  # fmt: skip
OLD_ROWS = (
    "INSERT INTO person VALUES (1, 'p', 'Ito', 'agent', '', '', 1)",
    f"INSERT INTO incident ({', '.join(OLD_INCIDENT)}) VALUES ({', '.join(map(str, OLD_INCIDENT.values()))})",
    "INSERT INTO run VALUES (1, 'r', 1, 'itil', 1, 0, NULL)",
    "INSERT INTO field_value VALUES (1, 1, 1, 's', 'a_code', 0, 'STRAßE', NULL)",
    "INSERT INTO field_value VALUES (2, 1, 1, 's', 'a_number', 0, NULL, 7)",
)


def test_texts_of_an_older_desk_are_kept_as_they_are_compared(tmp_path: Path) -> None:
    first = tmp_path / "scripts"
    first.mkdir()
    shutil.copy(schema.SCRIPTS / "0001_first.py", first)
    path = tmp_path / "desk.sqlite3"
    database = SqliteDatabase(str(path))
    with database.connection_context():
        Runner(database, str(first)).up()
    marks = (f"PRAGMA application_id = {schema.APPLICATION_ID}", "PRAGMA user_version = 1")
    raw(path, *OLD_ROWS, *marks)
    made(path)
    assert raw(path, "SELECT error_code, error_code_folded FROM incident") == [("ﬁX-Ä", "fix-ä")]
    found = raw(path, "SELECT text_value, number_value FROM field_value ORDER BY id")
    assert found == [("strasse", None), (None, 7.0)]
    steps = raw(path, "EXPLAIN QUERY PLAN SELECT id FROM incident WHERE error_code_folded = 'fix-ä'")
    assert "incident_error_code_folded" in str(steps)


def test_the_search_index_follows_every_change(database: DeskDatabase) -> None:
    check = "INSERT INTO incident_search(incident_search, rank) VALUES('integrity-check', 1)"
    with database.writing() as session:
        session.sql(check)
    assert raw(
        database.path, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search%'"
    ) == [(3,)]
