"""The page of the board in its folder: whole, no more often than need be, and never over what is not ours."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.board import AGAIN_MINUTES, BoardPlan
from incidentdesk.services.board.board_page import PAGE
from services.response_desk import ResponseDesk


@pytest.fixture
def folder(room_desk: ResponseDesk, tmp_path: Path) -> Path:
    """The folder of a page that is kept."""
    folder = tmp_path / "pages"
    room_desk.cases.board.plan(BoardPlan(str(folder), on=True), room_desk.me)
    return folder


def keep(desk: ResponseDesk) -> bool:
    """Keep the page; gives whether it was written now."""
    kept = desk.cases.board.keep()
    assert kept is not None
    return kept.fresh


def read(folder: Path) -> str:
    return (folder / PAGE).read_text(encoding="utf-8")


def test_nothing_is_written_unless_it_is_chosen(room_desk: ResponseDesk, tmp_path: Path) -> None:
    assert room_desk.cases.board.keep() is None
    room_desk.cases.board.plan(BoardPlan(str(tmp_path / "pages")), room_desk.me)
    assert room_desk.cases.board.keep() is None
    assert list((tmp_path / "pages").iterdir()) == []


def test_it_is_written_at_each_change_that_shows(room_desk: ResponseDesk, folder: Path) -> None:
    assert keep(room_desk)
    assert "No major incident" in read(folder)
    assert not keep(room_desk)
    room_desk.cases.log.log({"title": "A printer"}, room_desk.me)
    assert not keep(room_desk)
    number = room_desk.raised("sev2")
    assert keep(room_desk)
    assert number in read(folder)
    assert [one.name for one in folder.iterdir()] == [PAGE]


def test_it_is_written_anew_before_it_is_out_of_date_and_once_an_update_is_late(
    room_desk: ResponseDesk, folder: Path
) -> None:
    number = room_desk.raised("sev2")
    room_desk.cases.response.note_update(number, "external", "We look into it.", room_desk.me)
    assert keep(room_desk)
    room_desk.time.advance(minutes=AGAIN_MINUTES - 1)
    assert not keep(room_desk)
    room_desk.time.advance(minutes=1)
    assert keep(room_desk)
    room_desk.time.advance(minutes=24, seconds=50)
    assert keep(room_desk)
    assert "Next update 09:30" in read(folder)
    room_desk.time.advance(seconds=11)
    assert keep(room_desk)
    assert "Update late: it was due 09:30" in read(folder)


def test_two_processes_write_one_page_between_them(room_desk: ResponseDesk, folder: Path) -> None:
    with headless(desk_paths(room_desk.cases.desk.database.path), room_desk.time) as other:
        assert keep(room_desk)
        kept = other.board.keep()
        assert kept is not None
        assert not kept.fresh
        room_desk.raised("sev2")
        kept = other.board.keep()
        assert kept is not None
        assert kept.fresh
        assert kept.path.parent == folder
        assert not keep(room_desk)


def test_an_older_reading_does_not_replace_a_newer_page(room_desk: ResponseDesk, folder: Path) -> None:
    assert keep(room_desk)
    mark = re.search(r"board (\S+) (\d+) (\w+) (\d+) ", read(folder))
    assert mark is not None
    newer = f"board {mark[1]} {int(mark[2]) + 5} 0123456789abcdef {int(mark[4]) + 60_000} "
    (folder / PAGE).write_text(read(folder).replace(mark[0], newer), encoding="utf-8")
    assert not keep(room_desk)
    assert newer in read(folder)
    room_desk.time.advance(minutes=2)  # whoever wrote it has shown no more since
    assert keep(room_desk)


@pytest.mark.parametrize("there", ["<html>our intranet</html>", ""])
def test_a_file_that_is_not_ours_is_left(room_desk: ResponseDesk, folder: Path, there: str) -> None:
    (folder / PAGE).write_text(there, encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="no page of ours"):
        room_desk.cases.board.keep()
    assert read(folder) == there


def test_the_page_of_another_desk_is_left(room_desk: ResponseDesk, folder: Path, tmp_path: Path) -> None:
    keep(room_desk)
    before = read(folder)
    with (
        headless(desk_paths(tmp_path / "other" / "desk.sqlite3"), room_desk.time) as other,
        pytest.raises(EnvironmentFault, match="another desk"),
    ):
        other.board.write_to(folder)
    assert read(folder) == before


def test_a_folder_that_is_gone_is_told_and_not_made_again(room_desk: ResponseDesk, folder: Path) -> None:
    keep(room_desk)
    shutil.rmtree(folder)
    with pytest.raises(EnvironmentFault, match="cannot be written") as told:
        room_desk.cases.board.keep()
    assert "Connect the folder" in told.value.next_step
    assert not folder.exists()
    folder.mkdir()
    assert keep(room_desk)


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow any more, as where the disk is full."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_where_there_is_no_room_the_old_page_stays_whole(room_desk: ResponseDesk, folder: Path) -> None:
    keep(room_desk)
    before = read(folder)
    room_desk.raised("sev2")
    with no_room(), pytest.raises(EnvironmentFault, match="cannot be written"):
        room_desk.cases.board.keep()
    assert read(folder) == before
    assert [one.name for one in folder.iterdir()] == [PAGE]
    assert keep(room_desk)


def test_what_was_broken_off_long_ago_is_taken_away(room_desk: ResponseDesk, folder: Path) -> None:
    now = room_desk.time.now().ms / 1000
    for name, hours in (("1", 25), ("2", 1)):
        part = folder / f".{PAGE}.{name}.part"
        part.write_text("half", encoding="utf-8")
        os.utime(part, (now - hours * 3600, now - hours * 3600))
    keep(room_desk)
    assert sorted(one.name for one in folder.iterdir()) == [f".{PAGE}.2.part", PAGE]
