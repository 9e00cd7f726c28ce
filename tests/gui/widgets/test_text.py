from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit, local_files


def picture() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_it_grows_with_its_text_and_stops(show: Show) -> None:
    editor = GrowingTextEdit(least=2, most=5)
    show(editor)
    small = editor.height()
    editor.setPlainText("1\n2\n3\n4")
    grown = editor.height()
    editor.setPlainText("\n" * 40)
    full = editor.height()
    editor.setPlainText("")
    assert small < grown < full
    assert editor.height() == small
    line = (grown - small) // 2
    assert full == small + 3 * line


def test_it_grows_when_a_line_wraps(show: Show) -> None:
    editor = GrowingTextEdit("word " * 60)
    window = show(editor)
    wide = editor.height()
    window.resize(300, 700)
    assert editor.height() > wide


def test_tab_moves_on_and_ctrl_tab_writes_a_tab(qtbot: QtBot, show: Show) -> None:
    editor, after, room = GrowingTextEdit(), LineEdit(), QWidget()
    layout = QVBoxLayout(room)
    layout.addWidget(editor)
    layout.addWidget(after)
    show(room)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "\t"
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_ctrl_enter_is_left_to_the_page(qtbot: QtBot, show: Show) -> None:
    editor = GrowingTextEdit("a")
    show(editor)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "a"


def test_only_plain_text_is_pasted(show: Show) -> None:
    editor = GrowingTextEdit()
    show(editor)
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    editor.insertFromMimeData(data)
    assert editor.toPlainText() == "bold"


def test_a_pasted_picture_is_handed_up(qtbot: QtBot, show: Show) -> None:
    editor = GrowingTextEdit("kept")
    show(editor)
    data = QMimeData()
    data.setImageData(picture())
    with qtbot.waitSignal(editor.image_pasted) as caught:
        editor.insertFromMimeData(data)
    assert caught.args[0].size() == picture().size()
    assert editor.toPlainText() == "kept"


def test_text_wins_over_its_picture(qtbot: QtBot, show: Show) -> None:
    # Office programs put a picture of the copied cells beside their text.
    editor = GrowingTextEdit()
    show(editor)
    data = QMimeData()
    data.setImageData(picture())
    data.setText("cells")
    with qtbot.assertNotEmitted(editor.image_pasted):
        editor.insertFromMimeData(data)
    assert editor.toPlainText() == "cells"


def test_files_are_handed_up_and_folders_are_not(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_text("x", encoding="utf-8")
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a")]
    )
    assert local_files(data) == [file]
    editor = GrowingTextEdit()
    show(editor)
    with qtbot.waitSignal(editor.files_dropped) as caught:
        editor.insertFromMimeData(data)
    assert caught.args == [[file]]
    assert editor.toPlainText() == ""


@pytest.mark.parametrize("field", [LineEdit, GrowingTextEdit])
def test_the_key_of_redo_is_the_windows_while_there_is_nothing_to_do_again(
    show: Show, qtbot: QtBot, field: type[LineEdit | GrowingTextEdit]
) -> None:
    editor, undone = field(), []
    window = show(editor)
    add_action(window, "Undo the last step", "Ctrl+Shift+Z", lambda: undone.append(1), whole_window=True)
    editor.setFocus()
    redo = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, *redo)
    assert undone == [1]
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, *redo)
    text = editor.text() if isinstance(editor, LineEdit) else editor.toPlainText()
    assert (undone, text) == ([1], "ab")


def test_lines_that_are_pasted_into_one_line_become_one(show: Show, qtbot: QtBot) -> None:
    field, heard = LineEdit("Mail: "), list[str]()
    show(field)
    field.textEdited.connect(lambda _text: heard.append(field.text()))
    QGuiApplication.clipboard().setText("\r\n[PROBLEM] db-01\r\n\r\n  Host:\tdb-01\u2028down\n")
    field.paste()
    assert field.text() == "Mail: [PROBLEM] db-01 Host:\tdb-01 down"
    assert heard[-1] == field.text()
    field.setText("Mail: ")
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "Mail: [PROBLEM] db-01 Host:\tdb-01 down"
    field.undo()
    assert field.text() == "Mail: "
