"""Backups as the program writes and restores them by itself, from its start to its end."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from end_to_end.desk_after_desk import Play, is_shown, run_through, window
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.services.desk.settings import BackupPlan
from incidentdesk.services.samples.departure import Departure

OURS = partial(is_shown, practice=False)

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def home(tmp_path: Path) -> DeskPaths:
    paths = desk_paths(tmp_path / "desk" / "desk.sqlite3")
    with bootstrap.headless(paths) as cases:
        me = cases.people.whoever_is("", "R. Sato")
        cases.log.log({"title": "Before the backup"}, me.uid)
        cases.administration.plan_backups(BackupPlan(str(tmp_path / "copies"), 5), me.uid)
    return paths


def copies(home: DeskPaths) -> list[Path]:
    return sorted((home.folder.parent / "copies").iterdir())


def test_closing_the_window_writes_what_has_changed_and_only_then(home: DeskPaths) -> None:
    def play() -> Play:
        yield OURS
        yield lambda: window().status.backup.text() == "No backup yet"
        window().close()

    run_through(home, play())
    (first,) = copies(home)

    def again() -> Play:
        yield lambda: OURS() and window().status.backup.text().startswith("Last backup ")
        window().close()

    run_through(home, again())
    assert copies(home) == [first]


def test_our_desk_is_backed_up_where_the_window_is_closed_on_the_practice_desk(home: DeskPaths) -> None:
    def play() -> Play:
        yield OURS
        window().session.leave.emit(Departure("practice"))
        yield partial(is_shown, practice=True)
        assert copies(home) == []
        window().close()

    run_through(home, play())
    assert len(copies(home)) == 1
    assert not (home.practice.folder / "copies").exists()


def test_a_backup_folder_that_is_gone_is_told_and_nothing_else_stops(home: DeskPaths) -> None:
    (home.folder.parent / "copies").rmdir()

    def play() -> Play:
        yield lambda: OURS() and "Connect its disk" in window().banner.text
        assert window().status.backup.text() == "Backup failed: see why"
        window().status.backup.click()
        yield lambda: OURS() and window().room == "settings"
        window().close()

    assert run_through(home, play()) == 0


def test_the_window_opens_again_on_the_restored_desk(home: DeskPaths) -> None:
    with bootstrap.headless(home) as cases:
        copy = cases.backups.make(lambda _done, _whole: None, lambda: False).path
        me = cases.people.whoever_is("", "R. Sato")
        cases.log.log({"title": "After the backup"}, me.uid)
    totals: list[int] = []

    def play() -> Play:
        yield OURS
        before = window()
        window().session.leave.emit(Departure("ours", backup=copy))
        yield lambda: OURS() and window() is not before
        window().session.tasks.ask(
            window(), window().session.cases.queue.totals, lambda found: totals.append(found[0])
        )
        yield lambda: totals
        window().close()

    run_through(home, play())
    assert totals == [1]
    (aside,) = home.folder.glob("desk.before-restore-*.sqlite3")
    with bootstrap.headless(desk_paths(aside)) as cases:
        assert cases.queue.totals()[0] == 2


def test_a_desk_that_others_use_is_not_restored_and_says_so(home: DeskPaths) -> None:
    with bootstrap.headless(home) as other:
        copy = other.backups.make(lambda _done, _whole: None, lambda: False).path

        def play() -> Play:
            yield OURS
            window().session.leave.emit(Departure("ours", backup=copy))
            yield lambda: OURS() and "Another window or command" in window().banner.text
            window().close()

        run_through(home, play())
    assert not list(home.folder.glob("desk.before-restore-*"))
