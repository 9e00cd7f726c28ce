from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget

from gui.settings.room import Room
from incidentdesk.base.errors import UsageError
from incidentdesk.gui.settings.logo import LIMIT, check_logo
from incidentdesk.gui.settings.settings_page import SettingsPage
from incidentdesk.services.cases.conversation import file_from_bytes


def picture(kind: str, width: int = 300, height: int = 120) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(20, 120, 60))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(5, 5), copy, data, Qt.MouseButton.LeftButton, none))


def test_names_are_typed_and_saved_with_the_keyboard_alone(room: Room) -> None:
    focus = room.page.window().focusWidget
    room.qtbot.keyClicks(focus(), "Northfield Clinic")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.keyClicks(focus(), "IT Support")
    assert room.page.section().state.text() == "Not saved yet"
    room.save()
    assert (room.settings().organisation, room.settings().department) == ("Northfield Clinic", "IT Support")
    assert room.told == ["The organisation is saved."]
    assert room.page.section().state.text() == "All is saved"


def test_a_long_name_is_shown_in_lines_as_it_is_printed(room: Room) -> None:
    head = room.page.section().head
    before = head.height()
    room.qtbot.keyClicks(room.page.window().focusWidget(), "Clinic for Inner Medicine and Surgery " * 4)
    room.qtbot.waitUntil(lambda: head.height() >= before + 12)


@pytest.mark.parametrize("kind", ["PNG", "JPG"])
def test_a_dropped_logo_is_shown_saved_and_gives_back_its_bytes(
    room: Room, tmp_path: Path, kind: str
) -> None:
    data = picture(kind)
    path = tmp_path / f"logo.{kind.lower()}"
    path.write_bytes(data)
    section = room.page.section()
    drop(section.drop, path)
    room.settle()
    assert section.head.image.width() == 300
    assert room.settings().logo == "", "nothing is kept before it is saved"
    room.save()
    sha256 = room.settings().logo
    assert room.on_desk(lambda: room.cases.conversation.bytes_of(sha256)) == data


def test_a_pasted_logo_is_kept_as_png_and_removed_again(room: Room) -> None:
    section = room.page.section()
    QApplication.clipboard().setImage(QImage.fromData(picture("PNG")))
    room.key(section.drop, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.save()
    sha256 = room.settings().logo
    assert room.on_desk(lambda: room.cases.conversation.bytes_of(sha256)).startswith(b"\x89PNG")
    room.click(section.remove_button)
    assert section.head.image.isNull()
    assert room.settings().logo == sha256, "it goes when it is saved"
    room.save()
    assert room.settings().logo == ""
    assert section.remove_button.isHidden()


def test_a_file_that_is_no_picture_is_refused_with_a_sentence_and_the_logo_stays(
    room: Room, tmp_path: Path
) -> None:
    section = room.page.section()
    good, bad = tmp_path / "logo.png", tmp_path / "notes.png"
    good.write_bytes(picture("PNG"))
    bad.write_text("no picture")
    section.take_file(good)
    room.settle()
    section.take_file(bad)
    room.settle()
    assert "“notes.png” is no PNG or JPEG picture." in section.logo_says.text()
    assert section.head.image.width() == 300


def broken_pictures() -> Iterator[tuple[str, bytes, str]]:
    png, jpeg = picture("PNG", 900, 900), picture("JPG", 900, 900)
    middle = len(png) // 2
    flipped = png[:middle] + bytes(255 - byte for byte in png[middle : middle + 40]) + png[middle + 40 :]
    yield "half a PNG", png[: len(png) // 2], "damaged"
    yield "half a JPEG", jpeg[: len(jpeg) // 2], "damaged"
    yield "a flipped PNG", flipped, "damaged"
    yield "a GIF", b"GIF89a" + bytes(40), "no PNG or JPEG"
    yield "an SVG", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "no PNG or JPEG"
    yield "too large", png + bytes(LIMIT), "larger than 2 MB"


BROKEN = list(broken_pictures())


@pytest.mark.qt_log_ignore("libpng", "qt.gui.imageio", "IDAT", "CRC", "Corrupt JPEG", extend=True)
@pytest.mark.parametrize(("data", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_and_foreign_pictures_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        check_logo(file_from_bytes("logo.png", data))
    assert refused.value.next_step


def test_a_file_that_is_gone_is_told_in_place(room: Room, tmp_path: Path) -> None:
    section = room.page.section()
    section.take_file(tmp_path / "gone.png")
    room.settle()
    assert "cannot be read" in section.logo_says.text()


def test_typing_survives_the_end_of_the_window_as_a_draft(room: Room) -> None:
    room.type_into(room.page.section().form.editor("name"), "Northfield")
    with room.qtbot.waitSignal(room.session.kept):
        pass
    again = SettingsPage(room.session)
    again.show_target("organisation")
    room.settle()
    assert again.section().form.values()["name"] == "Northfield"
    assert again.section().is_dirty()
    room.save()
    third = SettingsPage(room.session)
    third.show_target("organisation")
    room.settle()
    assert not third.section().is_dirty(), "what is saved is no draft any more"
