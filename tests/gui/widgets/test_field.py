from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import LineEdit


def told(frame: FieldFrame, kind: QAccessible.Text) -> str:
    return QAccessible.queryAccessibleInterface(frame.editor).text(kind)


def test_the_label_names_the_editor(show: Show) -> None:
    frame = FieldFrame("Title", LineEdit(), required=True)
    show(frame)
    assert told(frame, QAccessible.Text.Name) == "Title, required"
    frame.set_required(False)
    assert told(frame, QAccessible.Text.Name) == "Title"
    assert not frame.is_required()


def test_alt_and_letter_reach_the_editor(qtbot: QtBot, show: Show) -> None:
    frame = FieldFrame("&Title", LineEdit())
    window = show(frame)
    assert frame.label == "Title"
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert frame.editor.hasFocus()


def test_alt_and_letter_reach_choices_side_by_side(qtbot: QtBot, show: Show) -> None:
    frame = FieldFrame("&Damaged text", SegmentedControl([("repair", "Repair"), ("leave", "Leave")]))
    window = show(frame)
    frame.editor.focusProxy().clearFocus()
    assert not frame.editor.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert frame.editor.hasFocus()


def test_a_gap_takes_room_only_while_there_is_one(show: Show) -> None:
    frame = FieldFrame("Cause", LineEdit())
    show(frame)
    empty = frame.sizeHint().height()
    frame.show_gap("Say what caused it")
    assert frame.sizeHint().height() > empty
    assert frame.editor.property("gap") == "true"
    assert told(frame, QAccessible.Text.Description) == "Say what caused it"
    frame.clear_gap()
    assert frame.sizeHint().height() == empty
    assert frame.editor.property("gap") == "false"


def test_help_comes_back_after_a_gap(show: Show) -> None:
    frame = FieldFrame("Since when", LineEdit(), help="8:50, this morning, unknown")
    show(frame)
    frame.show_gap("Not a time")
    frame.clear_gap()
    assert told(frame, QAccessible.Text.Description) == "8:50, this morning, unknown"


def test_a_field_keeps_its_height_in_a_taller_room(show: Show) -> None:
    editor = SegmentedControl([("a", "Alpha")])
    frame = FieldFrame("Kind", editor)
    window = show(frame)
    window.layout().setAlignment(frame, Qt.AlignmentFlag(0))
    frame.resize(400, 300)
    assert editor.height() == 36
