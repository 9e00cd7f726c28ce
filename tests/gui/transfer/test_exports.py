"""Exporting from the window: what was chosen is in the file, and the person is told where it lies."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gui.settings.room import Opened
from gui.transfer.room import Room
from incidentdesk.services.lists.views import View


def open_export(room: Room, name: str = "out.csv") -> Path:
    room.page.show_target("export")
    room.page.focus_first()
    room.settle()
    path = room.paths.folder.parent / name
    room.page.exports.file.setFocus()
    room.page.exports.file.selectAll()
    room.qtbot.keyClicks(room.page.exports.file, str(path))
    return path


def lines(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_everything_as_a_table_by_keyboard(room: Room) -> None:
    path = open_export(room)
    room.go_on()
    table = lines(path)
    assert table[0][:3] == ["Number", "Title", "Status"]
    assert [line[1] for line in table[1:]] == room.titles()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    banner = room.page.exports.banner
    assert "3 incidents are in" in banner.text
    assert str(path) in banner.text
    copy = next(button for button in banner.actions_shown() if button.text() == "Copy path")
    room.click(copy)
    assert QGuiApplication.clipboard().text() == str(path)


def test_its_folder_can_be_shown(room: Room) -> None:
    path = open_export(room)
    room.go_on()
    shown = Opened()
    QDesktopServices.setUrlHandler("file", shown, "take")
    try:
        room.click(room.page.exports.banner.actions_shown()[0])
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert shown.paths == [path.parent]


def test_chosen_columns_by_keyboard_in_their_order(room: Room) -> None:
    path = open_export(room)
    exports = room.page.exports
    exports.which.setFocus()
    room.key(Qt.Key.Key_Right)
    exports.words.setFocus()
    room.key(Qt.Key.Key_Right)
    exports.delimiter.setFocus()
    room.key(Qt.Key.Key_Right)
    chooser = exports.columns
    assert chooser.isVisible()
    for word in ("stage", "title"):
        chooser.filter.setFocus()
        chooser.filter.clear()
        room.qtbot.keyClicks(chooser.filter, word)
        row = next(
            row for row in range(chooser.model.rowCount()) if chooser.model.item(row).toolTip() == word
        )
        assert not chooser.list.isRowHidden(row)
        chooser.list.setFocus()
        chooser.list.setCurrentIndex(chooser.model.index(row, 0))
        room.key(Qt.Key.Key_Space)
    room.go_on()
    assert lines(path, ";")[:2] == [["stage", "title"], ["identification", "Printer 0 prints nothing"]]


def test_without_a_column_nothing_is_written(room: Room) -> None:
    path = open_export(room)
    room.page.exports.which.setFocus()
    room.key(Qt.Key.Key_Right)
    room.go_on()
    assert "at least one" in room.page.exports.columns.said.text()
    assert not path.exists()


def test_a_saved_view_as_json(room: Room) -> None:
    condition = {"field": "title", "op": "contains", "value": "Printer 1"}
    view = room.on_desk(lambda cases: cases.views.save(View("", "Printer one", condition), room.me)[0])
    room.page.show_target(f"export/{view.key}")
    room.settle()
    exports = room.page.exports
    assert exports.what.value_label() == "Printer one"
    assert exports.count.text() == "1 incident"
    exports.format.setFocus()
    room.key(Qt.Key.Key_Right)
    path = Path(exports.file.text())
    assert path.suffix == ".json"
    path = open_export(room, "one.json")
    room.go_on()
    document = json.loads(path.read_bytes())
    assert [one["title"] for one in document["incidents"]] == ["Printer 1 prints nothing"]
    assert document["part"] is True


def test_the_whole_desk(room: Room) -> None:
    path = open_export(room, "desk.json")
    room.page.exports.what.set_value("desk")
    room.page.exports.what.changed.emit("desk")
    assert not room.page.exports.format.isVisible()
    room.go_on()
    assert json.loads(path.read_bytes())["part"] is False


def test_a_folder_that_is_not_there_is_told_on_the_page(room: Room) -> None:
    path = open_export(room, "none/out.csv")
    room.go_on()
    assert "cannot be written" in room.page.exports.banner.text
    assert not path.exists()
    assert room.page.exports.button.isEnabled()


def test_a_name_from_the_systems_dialog(room: Room) -> None:
    open_export(room)
    exports = room.page.exports
    room.click(exports.browse)
    dialog = exports.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(room.paths.folder / "chosen.csv"))
    dialog.close()
    assert exports.file.text() == str(room.paths.folder / "chosen.csv")


def test_what_was_chosen_is_there_the_next_time(room: Room) -> None:
    open_export(room)
    exports = room.page.exports
    exports.delimiter.set_value("tab")
    exports.columns.choose(["title", "status"])
    exports.which.set_value("chosen")
    state = room.page.state()
    exports.delimiter.set_value("comma")
    exports.columns.choose([])
    room.page.restore(state)
    assert (exports.delimiter.value(), exports.columns.chosen()) == ("tab", ("title", "status"))
    room.page.restore({"export": {"columns": 7, "what": None}, "odd": 1})
    assert exports.delimiter.value() == "tab"
