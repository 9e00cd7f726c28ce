from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl, qVersion
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.drop import FileDropArea

# Qt 6.12 takes fractions of a pixel, and calls whole ones out of date.
POINT: QPoint = QPointF(5, 5) if tuple(map(int, qVersion().split("."))) >= (6, 12) else QPoint(5, 5)  # type: ignore[assignment]


@pytest.fixture
def area(show: Show) -> FileDropArea:
    made = FileDropArea()
    show(made)
    made.setFocus()
    return made


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "a.log", tmp_path / "b.log"]
    for path in made:
        path.write_text("x", encoding="utf-8")
    return made


def urls(files: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    return data


def test_a_screenshot_is_pasted(qtbot: QtBot, area: FileDropArea) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(area.image_pasted) as caught:
        qtbot.keyClick(area, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert caught.args[0].size() == image.size()


def test_files_are_pasted(qtbot: QtBot, area: FileDropArea, files: list[Path]) -> None:
    QGuiApplication.clipboard().setMimeData(urls(files))
    with qtbot.waitSignal(area.files_chosen) as caught:
        qtbot.keyClick(area, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [files]


def test_text_is_not_a_file(area: FileDropArea) -> None:
    data = QMimeData()
    data.setText("only words")
    assert not area.take(data)


def test_files_are_dropped(qtbot: QtBot, area: FileDropArea, files: list[Path]) -> None:
    data, copy = urls(files), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(POINT, copy, data, button, keys)
    QApplication.sendEvent(area, entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(area.files_chosen) as caught:
        QApplication.sendEvent(area, QDropEvent(QPointF(5, 5), copy, data, button, keys))
    assert caught.args == [files]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_dialog_without_blocking(
    qtbot: QtBot, area: FileDropArea, files: list[Path], key: Qt.Key
) -> None:
    qtbot.keyClick(area, key)
    dialog = area.dialog()
    assert dialog is not None
    assert dialog.isVisible()
    with qtbot.waitSignal(area.files_chosen) as caught:
        dialog.filesSelected.emit([str(path) for path in files])
    assert caught.args == [files]
    dialog.close()
