"""Settings, Texts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.settings.room import Room
from incidentdesk.gui.settings.texts import TextsSection

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def texts(room: Room) -> TextsSection:
    room.page.show_target("texts")
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert isinstance(section, TextsSection)
    return section


def test_a_canned_text_is_added_by_keyboard_alone(room: Room, texts: TextsSection) -> None:
    focus = room.page.window().focusWidget
    room.key(focus(), Qt.Key.Key_Right)
    assert texts.kind == "canned_texts"
    room.key(focus(), Qt.Key.Key_A, ALT)
    room.qtbot.keyClicks(focus(), "Call the hotline")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "HOT")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "Please call 4410.")
    room.save()
    added = room.items("canned_texts")[-1]
    assert (added.key, added.label, added.extra) == ("hot", "Call the hotline", {"text": "Please call 4410."})
    assert added in room.session.canned_texts()
    assert texts.current_record() == added


def test_a_message_shows_what_it_becomes_as_it_is_typed(room: Room, texts: TextsSection) -> None:
    texts.edit_row(0)
    editor = texts.form.editor("text")
    room.type_into(editor, "Dear {reporter}, {number} is with {assignee}.")
    assert "Dear Dana Whitlock, INC-" in texts.preview.text()
    assert "{" not in texts.preview.text()
    room.save()
    assert room.items("messages")[0].extra["body"] == "Dear {reporter}, {number} is with {assignee}."
    assert room.items("messages")[0].label == "We have it"


def test_a_placeholder_that_nothing_fills_is_refused_and_stays(room: Room, texts: TextsSection) -> None:
    texts.edit_row(0)
    before = room.items("messages")[0]
    room.type_into(texts.form.editor("text"), "Dear {reporter}, {numbr}")
    assert "{numbr}" in texts.preview.text()
    room.save()
    assert "{numbr}" in texts.panel.banner.text
    assert room.items("messages")[0] == before
    assert texts.form.values()["text"] == "Dear {reporter}, {numbr}"


def test_a_key_that_is_taken_or_no_key_is_refused(room: Room, texts: TextsSection) -> None:
    texts.open("canned_texts")
    for key, said in (("left", "taken"), ("two words", "cannot be typed")):
        texts.add()
        texts.form.put({"label": "Another", "key": key, "text": "Words"})
        texts.save()
        room.settle()
        assert said in texts.panel.banner.text
    assert all(item.label != "Another" for item in room.items("canned_texts"))


def test_a_text_is_retired_and_ordered_never_deleted(room: Room, texts: TextsSection) -> None:
    texts.open("canned_texts")
    keys = [item.key for item in room.items("canned_texts")]
    texts.edit_row(0)
    room.click(texts.retire_button)
    items = room.items("canned_texts")
    assert [item.key for item in items] == keys
    assert items[0].retired
    assert items[0] not in room.session.canned_texts()
    room.undoable[-1][1]()
    room.settle()
    assert not room.items("canned_texts")[0].retired
    texts.table.select_row(1)
    texts.table.setFocus()
    room.key(texts.table, Qt.Key.Key_Up, ALT)
    assert [item.key for item in room.items("canned_texts")][:2] == [keys[1], keys[0]]
