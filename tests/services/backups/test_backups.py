"""Copies of the desk: whole, checked, kept by number, and brought back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk import bootstrap
from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.services.backups import restoring
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.desk.settings import BackupPlan
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage.backups import PAGES_AT_ONCE, StoppedError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEEP = 3


@pytest.fixture
def paths(tmp_path: Path) -> DeskPaths:
    return desk_paths(tmp_path / "desk" / "desk.sqlite3")


@pytest.fixture
def time() -> ManualTime:
    return ManualTime(NOW, ZoneInfo("Europe/Berlin"))


@pytest.fixture
def cases(paths: DeskPaths, time: ManualTime, tmp_path: Path) -> Iterator[UseCases]:
    """A desk with one incident that has a file, and a folder for backups."""
    with bootstrap.headless(paths, time) as made:
        me = made.people.whoever_is("", "rsato").uid
        logged = made.log.log({"title": "The label printer is dark"}, me)
        made.conversation.attach(logged.uid, file_from_bytes("photo.bin", bytes(range(256)) * 4096), me)
        made.administration.plan_backups(BackupPlan(str(tmp_path / "copies"), KEEP), me)
        yield made


def me_of(cases: UseCases) -> str:
    return cases.people.whoever_is("", "rsato").uid


def make(cases: UseCases) -> Path:
    return cases.backups.make(lambda _done, _whole: None, lambda: False).path


def log(cases: UseCases, title: str) -> str:
    return cases.log.log({"title": title}, me_of(cases)).number


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as desk:
        return [title for (title,) in desk.execute("SELECT title FROM incident ORDER BY id")]


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as desk, desk:
        desk.execute(statement)


def restore(paths: DeskPaths, backup: Path) -> restoring.Restored:
    return bootstrap.restore(paths, backup)


def test_a_backup_is_one_whole_file_with_its_time_in_its_name(cases: UseCases) -> None:
    steps: list[int] = []
    made = cases.backups.make(lambda done, whole: steps.append(done * 100 // whole), lambda: False)
    assert made.path.name.startswith("incident-desk-2026-11-23-100000-")
    assert [one.name for one in made.path.parent.iterdir()] == [made.path.name]
    assert (made.checked.incidents, made.checked.files, made.checked.faults) == (1, 1, ())
    assert steps == sorted(steps)
    assert steps[-1] == 100
    assert titles(made.path) == ["The label printer is dark"]
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_only_so_many_are_kept_and_those_of_other_desks_stay(
    cases: UseCases, time: ManualTime, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    others = [folder / "incident-desk-2020-01-01-000000-00000000.sqlite3", folder / "notes.txt"]
    for other in others:
        other.write_text("not ours", encoding="utf-8")
    made = []
    for _day in range(KEEP + 2):
        made.append(make(cases))
        time.advance(days=1)
    left = {one for one in folder.iterdir() if one not in others}
    assert left == set(made[-KEEP:])
    assert all(other.read_text(encoding="utf-8") == "not ours" for other in others)
    assert [one.path for one in cases.backups.standing().found] == made[: -KEEP - 1 : -1]


def test_what_a_power_cut_left_is_removed_after_a_day(
    cases: UseCases, time: ManualTime, tmp_path: Path
) -> None:
    tail = cases.desk_uid[-8:]
    old, fresh = (
        tmp_path / "copies" / f"incident-desk-2026-11-{day}-110000-{tail}.sqlite3.part" for day in (20, 23)
    )
    for part, age in ((old, 2 * 86_400), (fresh, 60)):
        part.touch()
        at = time.now().ms / 1000 - age
        os.utime(part, (at, at))
    make(cases)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_one_is_due_a_day_after_the_last_one_where_something_has_changed(
    cases: UseCases, time: ManualTime
) -> None:
    assert cases.backups.standing().due
    make(cases)
    log(cases, "Another")
    assert not cases.backups.standing().due
    assert cases.backups.is_behind()
    time.advance(days=1)
    assert cases.backups.standing().due
    make(cases)
    assert not cases.backups.is_behind()
    time.advance(days=30)
    assert not cases.backups.standing().due


def test_without_a_folder_none_is_due_and_making_one_says_what_to_do(cases: UseCases) -> None:
    cases.administration.plan_backups(BackupPlan("", KEEP), me_of(cases))
    assert not cases.backups.standing().due
    assert not cases.backups.is_behind()
    with pytest.raises(UsageError, match="Settings, Backup"):
        make(cases)


def test_a_folder_that_cannot_be_used_is_told_with_what_to_do(cases: UseCases, tmp_path: Path) -> None:
    (tmp_path / "copies").rmdir()
    (tmp_path / "copies").write_text("a file, no folder", encoding="utf-8")
    fault = cases.backups.standing().fault
    assert fault is not None
    assert "choose another folder" in fault.next_step
    with pytest.raises(EnvironmentFault, match="cannot be used"):
        make(cases)
    assert not cases.backups.is_behind()
    with pytest.raises(EnvironmentFault, match="cannot be made"):
        cases.administration.plan_backups(BackupPlan(str(tmp_path / "copies" / "x"), KEEP), me_of(cases))


def test_a_folder_whose_disk_is_away_is_not_made_on_another_one(cases: UseCases, tmp_path: Path) -> None:
    (tmp_path / "copies").rmdir()
    with pytest.raises(EnvironmentFault, match="Connect its disk"):
        make(cases)
    assert not (tmp_path / "copies").exists()


def test_one_that_is_stopped_leaves_nothing(cases: UseCases, tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        cases.backups.make(lambda _done, _whole: None, lambda: True)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_damaged_desk_gives_no_backup_and_the_older_ones_stay(
    cases: UseCases, paths: DeskPaths, time: ManualTime, tmp_path: Path
) -> None:
    good = make(cases)
    spoil(paths.desk, "UPDATE blob_chunk SET data = zeroblob(length(data)) WHERE position = 0")
    time.advance(days=1)
    with pytest.raises(EnvironmentFault, match="an attached file"):
        make(cases)
    assert list((tmp_path / "copies").iterdir()) == [good]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE timeline_entry SET parameters = '{\"x\": 1}'", "timeline"),
        ("UPDATE timeline_entry SET parameters = 'no JSON'", "timeline"),
        ("DELETE FROM timeline_entry WHERE seq = 2", "timeline"),
        ("UPDATE incident SET head = ''", "timeline"),
        ("DELETE FROM blob_chunk WHERE position = 1", "file"),
        ("UPDATE timeline_entry SET incident_id = 999 WHERE seq = 1", "reference"),
    ],
)
def test_what_is_not_whole_is_found(cases: UseCases, statement: str, kind: str) -> None:
    path = make(cases)

    def faults() -> set[str]:
        checked = cases.backups.verify(path, lambda _done, _whole: None, lambda: False)
        return {fault.kind for fault in checked.faults}

    assert faults() == set()
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("DROP TRIGGER IF EXISTS timeline_entry_kept")
        copy.execute(statement)
    assert kind in faults()


def test_a_backup_is_one_state_while_others_write(cases: UseCases, paths: DeskPaths) -> None:
    wrote = threading.Event()
    more = file_from_bytes("more.bin", os.urandom(4 * PAGES_AT_ONCE * 4096))
    cases.conversation.attach("INC-2026-000001", more, me_of(cases))  # so that it takes several steps

    def write() -> None:
        with bootstrap.headless(paths) as other:
            other.log.log({"title": "Logged meanwhile"}, me_of(other))
        wrote.set()

    begun: list[threading.Thread] = []

    def progress(_done: int, _whole: int) -> None:
        if not begun:
            begun.append(threading.Thread(target=write))
            begun[0].start()
            assert wrote.wait(20), "who writes had to wait for the backup"

    path = cases.backups.make(progress, lambda: False).path
    begun[0].join()
    assert titles(path) == ["The label printer is dark"]
    assert titles(paths.desk) == ["The label printer is dark", "Logged meanwhile"]


def test_restoring_lays_the_desk_aside_and_brings_all_of_it_back(paths: DeskPaths, cases: UseCases) -> None:
    backup = make(cases)
    log(cases, "Logged afterwards")
    cases.desk.database.disconnect()
    done = restore(paths, backup)
    assert titles(paths.desk) == ["The label printer is dark"]
    assert titles(Path(done.aside)) == ["The label printer is dark", "Logged afterwards"]
    with bootstrap.headless(paths) as again:
        assert again.desk_uid == cases.desk_uid
        page = again.pages.incident("INC-2026-000001", me_of(again))
        assert [one.name for one in page.attachments] == ["photo.bin"]
        assert again.backups.verify(None, lambda _done, _whole: None, lambda: False).faults == ()


def test_a_desk_in_use_is_not_restored(paths: DeskPaths, cases: UseCases) -> None:
    backup = make(cases)
    log(cases, "Logged afterwards")
    with pytest.raises(EnvironmentFault, match="uses the desk"):
        restore(paths, backup)
    assert len(titles(paths.desk)) == 2
    assert not list(paths.folder.glob("*.before-restore*"))


def test_a_damaged_desk_is_laid_aside_as_it_is(paths: DeskPaths, cases: UseCases) -> None:
    backup = make(cases)
    cases.desk.database.disconnect()
    paths.desk.write_bytes(b"lightning" * 1000)
    done = restore(paths, backup)
    assert Path(done.aside).read_bytes() == b"lightning" * 1000
    assert titles(paths.desk) == ["The label printer is dark"]


def test_what_may_not_take_the_desks_place_is_refused(
    paths: DeskPaths, cases: UseCases, tmp_path: Path
) -> None:
    backup = make(cases)
    foreign, newer, spoilt = (tmp_path / name for name in ("foreign", "newer", "spoilt"))
    with closing(sqlite3.connect(foreign)) as other, other:
        other.execute("CREATE TABLE customers (name TEXT)")
    for path in (newer, spoilt):
        shutil.copyfile(backup, path)
    spoil(newer, "PRAGMA user_version = 999")
    spoil(spoilt, "UPDATE blob_chunk SET data = zeroblob(9)")
    cases.desk.database.disconnect()
    before = paths.desk.read_bytes()
    for path, words in (
        (foreign, "is no desk"), (newer, "newer Incident Desk"), (spoilt, "not whole"),
        (tmp_path / "nothing", "There is no file"),
    ):  # fmt: skip
        with pytest.raises(EnvironmentFault, match=words):
            restore(paths, path)
    with pytest.raises(RefusedError, match="the desk itself"):
        restore(paths, paths.desk)
    assert paths.desk.read_bytes() == before


def test_a_backup_of_another_desk_comes_only_into_an_empty_one(
    cases: UseCases, paths: DeskPaths, tmp_path: Path
) -> None:
    backup = make(cases)
    new, used = desk_paths(tmp_path / "new" / "d.sqlite3"), desk_paths(tmp_path / "used" / "d.sqlite3")
    with bootstrap.headless(new):
        pass
    with bootstrap.headless(used) as other:
        log(other, "Another desk's own")
    with pytest.raises(RefusedError, match="another desk"):
        restore(used, backup)
    assert titles(used.desk) == ["Another desk's own"]
    restore(new, backup)
    assert titles(new.desk) == titles(paths.desk)


def test_practice_and_real_desk_never_take_each_others_place(
    cases: UseCases, paths: DeskPaths, tmp_path: Path
) -> None:
    bootstrap.fill_practice_desk(paths.practice, "R. Sato")
    with bootstrap.headless(paths.practice) as practice:
        copy = practice.backups.write_to(tmp_path / "p.sqlite3", lambda _d, _w: None, lambda: False).path
    with pytest.raises(RefusedError, match="practice desk"):
        cases.backups.look_at(copy, me_of(cases))
    cases.desk.database.disconnect()
    with pytest.raises(RefusedError, match="practice desk"):
        restore(paths, copy)


def test_only_who_may_change_settings_is_shown_what_a_backup_would_restore(cases: UseCases) -> None:
    backup = make(cases)
    agent = cases.people.write_person(Person("", "An agent"), me_of(cases))[0].uid
    with pytest.raises(RefusedError, match="administrators may"):
        cases.backups.look_at(backup, agent)
    assert cases.backups.look_at(backup, me_of(cases)).incidents == 1
