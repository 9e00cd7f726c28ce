"""Settings, Board: what is shown, a preview of it, and the page with its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.settings.room import Room
from incidentdesk.domain.board import BoardPlan
from incidentdesk.domain.records import Person
from incidentdesk.gui.settings.board import BoardSection
from incidentdesk.services.board.board_page import PAGE

SECONDS = 10_000


def section(room: Room) -> BoardSection:
    room.page.show_target("board")
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, BoardSection)
    return shown


def raised(room: Room, level: str) -> str:
    """The number of a major incident that somebody has declared."""
    me = room.session.me
    numbers: list[str] = []
    room.session.tasks.change(
        room.page,
        lambda: room.cases.raising.raise_one("x", me, levels=[level]),
        lambda one: numbers.append(one.number),
    )
    room.settle()
    return numbers[0]


def previewed(shown: BoardSection) -> list[str]:
    state = shown.view.state
    return [] if state is None else [one.number for one in state.items]


def test_the_preview_follows_what_is_typed_and_saving_keeps_it(room: Room, qtbot: QtBot) -> None:
    small = raised(room, "sev4")
    shown = section(room)
    assert previewed(shown) == []
    shown.put({"least": "sev5"})
    room.settle()
    assert previewed(shown) == [small]
    assert room.settings().board.least == "sev3"
    shown.save()
    room.settle()
    assert room.settings().board == BoardPlan(least="sev5")
    assert room.told[-1] == "The board is set."
    big = raised(room, "sev1")
    qtbot.waitUntil(lambda: previewed(shown) == [big, small], timeout=SECONDS)


def test_choosing_a_folder_writes_the_page_and_says_when(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    shown = section(room)
    assert shown.says.text() == "No page is written."
    assert shown.open_button.isHidden()
    shown.chooser.take(str(tmp_path / "pages"))
    shown.put({"on": "yes"})
    shown.save()
    qtbot.waitUntil(lambda: shown.says.text() == "Last written 10:00.", timeout=SECONDS)
    assert (tmp_path / "pages" / PAGE).exists()
    assert not shown.open_button.isHidden()


def test_a_page_that_cannot_be_written_is_told_with_what_to_do(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = section(room)
    shown.put({"on": "yes", "folder": str(tmp_path / "pages")})
    shown.save()
    qtbot.waitUntil(lambda: (tmp_path / "pages" / PAGE).exists(), timeout=SECONDS)
    room.settle()
    shutil.rmtree(tmp_path / "pages")
    shown.open("")
    room.settle()
    assert "cannot be written" in shown.says.text()
    assert "Connect the folder" in shown.says.text()
    assert shown.says.text().endswith("Last written 10:00.")
    assert shown.says.property("role") == "danger"


def test_what_is_no_number_is_refused_and_the_preview_stays(room: Room) -> None:
    shown = section(room)
    shown.put({"hours": "many"})
    shown.save()
    room.settle()
    assert "“many” is no number of hours" in shown.banner.text
    assert shown.values()["hours"] == "many"
    assert shown.view.state is not None


def test_a_page_without_a_folder_is_refused(room: Room) -> None:
    shown = section(room)
    shown.put({"on": "yes"})
    shown.save()
    room.settle()
    assert "needs a folder" in shown.banner.text


def test_it_looks_no_more_once_one_has_left(room: Room) -> None:
    shown = section(room)
    assert shown.feed.running
    room.page.show_target("about")
    room.settle()
    assert not shown.feed.running


def test_who_may_not_change_settings_may_look_only(room: Room) -> None:
    reader = room.on_desk(lambda: room.cases.people.staff()[0])
    assert isinstance(reader, Person)
    room.session.change_person(Person(reader.uid, reader.name, "read_only"))
    shown = section(room)
    assert not shown.save_button.isEnabled()
    assert not shown.chooser.isEnabled()
    assert shown.view.state is not None
