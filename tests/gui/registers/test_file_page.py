"""Filling a register from a CSV file in the window: seen row by row, corrected, filled, undone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.registers.room import Room
from incidentdesk.gui.registers.file_page import FilePage
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.writing import ENCODINGS
from incidentdesk.intake.letters import MULTI_BYTE, SINGLE_BYTE

PATIENCE = 60_000
"""Milliseconds that a busy machine may need to start a process and work in it."""

REPORTERS = """Name;Telefon;Standort;Rufzeichen
Jörg Müller;4411;Ward 3;x
Ada Byron;ext. 9;;y
;4412;;z
Dana Whitlock;ext. 4410;Ward 3;w
Zoë Ångström;4413;Oncology;v
"""


class Filling:
    """The page with a file on it."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.room, self.qtbot = room, qtbot
        room.driver.command("Ctrl+Shift+F")
        self.page: FilePage = room.page.file

    def rest(self) -> None:
        page = self.page
        self.qtbot.waitUntil(lambda: not page.work.busy and not page.reading_verdicts.busy, timeout=PATIENCE)
        self.room.driver.settle()

    def take(self, path: Path) -> None:
        self.page.take([path])
        self.rest()

    def lines(self) -> list[tuple[str, str]]:
        return [(one.name, one.verdict) for one in self.page.verdicts.model.records()]

    def show(self, kind: str) -> None:
        self.page.verdicts.kinds.set_value(kind)
        self.page.verdicts.kind_wanted.emit()
        self.rest()

    def fill(self) -> None:
        self.page.footer.button.setFocus()
        self.room.driver.command("Ctrl+Return")
        self.rest()

    def choose(self, select: SearchSelect, words: str) -> None:
        select.setFocus()
        select.selectAll()
        self.qtbot.keyClicks(select, words)
        self.room.driver.press("Return")
        self.rest()


@pytest.fixture
def filling(room: Room, qtbot: QtBot) -> Filling:
    return Filling(room, qtbot)


def test_each_row_has_a_verdict_before_anything_is_written_and_all_can_be_undone(
    filling: Filling, tmp_path: Path
) -> None:
    room, page = filling.room, filling.page
    path = tmp_path / "reporters.csv"
    path.write_bytes(REPORTERS.encode("cp1252"))
    filling.take(path)
    assert page.file.encoding.value() == "cp1252"
    assert page.file.delimiter.value() == ";"
    assert page.columns.pairs.values()[("Telefon", "")] == "phone"
    assert "“Rufzeichen”" in page.file.doubts.text
    assert filling.lines() == [("", "refused")], "what went wrong is shown first"
    filling.show("")
    assert [verdict for _name, verdict in filling.lines()] == [
        "new", "changed", "refused", "unchanged", "new"
    ]  # fmt: skip
    assert page.footer.said.text() == "2 new, 1 changed, 1 unchanged, 1 refused. Nothing is written yet."
    assert page.verdicts.added.text() == "Comes along: 1 place."
    saved = tmp_path / "verdicts.csv"
    page.written.save_verdicts_to(page.verdict_file, saved)
    room.driver.settle()
    with saved.open(encoding="utf-8-sig", newline="") as file:
        assert [(row["rows"], row["verdict"]) for row in csv.DictReader(file)][2] == ("4", "refused")
    filling.fill()
    assert "2 new, 1 changed" in page.banner.text
    assert room.card("reporter", "Ada Byron").values["phone"] == "ext. 9"
    assert room.card("reporter", "Jörg Müller").values["place"] == room.card("place", "Ward 3").uid
    undo = next(one for one in page.banner.actions_shown() if one.text() == "Undo")
    room.driver.click(undo)
    filling.rest()
    assert "Undone: 3 taken away, 1 put back." in page.banner.text
    assert page.choice.empty.isVisible(), "the page says again what can be done"
    assert page.choice.drop.hasFocus(), "not what happens to stand next in the window"
    assert room.card("reporter", "Ada Byron").values["phone"] == "ext. 4411"
    room.driver.press("Escape")
    assert room.names() == ["Ada Byron", "Bo Lind", "Dana Whitlock"]


def test_a_column_that_is_not_recognised_is_said_by_hand(filling: Filling, tmp_path: Path) -> None:
    page = filling.page
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Nr\nCleo Frey,4415\n", encoding="utf-8")
    filling.take(path)
    if page.look is not None and page.look.missing:
        assert not page.footer.button.isEnabled()
        assert "No column of the file is read into “Name”." in page.columns.said.text()
    filling.choose(page.columns.pairs.select(("Wer", "")), "Name")
    filling.choose(page.columns.pairs.select(("Nr", "")), "Phone")
    assert page.footer.button.isEnabled()
    filling.fill()
    assert filling.room.card("reporter", "Cleo Frey").values["phone"] == "4415"


def test_a_register_is_saved_and_found_unchanged(filling: Filling, tmp_path: Path) -> None:
    page = filling.page
    path = tmp_path / "saved.csv"
    page.written.export_to("reporter", path)
    filling.room.driver.settle()
    filling.take(path)
    assert page.preview is not None
    assert {kind: count for kind, count in page.preview.counts.items() if count} == {"unchanged": 3}
    assert page.footer.said.text() == "3 unchanged. There is nothing to fill in."
    assert not page.footer.button.isEnabled()


def test_what_is_no_table_is_refused_with_the_remedy(filling: Filling, tmp_path: Path) -> None:
    filling.take(tmp_path / "gone.csv")
    assert "gone.csv" in filling.page.banner.text
    assert filling.page.footer.isHidden()


def test_every_encoding_that_can_be_found_has_words() -> None:
    found = {*SINGLE_BYTE, *MULTI_BYTE, "utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"}
    assert found <= ENCODINGS.keys()
    assert len(set(ENCODINGS.values())) == len(ENCODINGS)
