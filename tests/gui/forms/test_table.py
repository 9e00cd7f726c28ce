from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from gui.forms.around import ME, OTHER, Around
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.forms.registry import all_editors
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.forms.table_rows import fitted
from incidentdesk.gui.forms.table_texts import RowTexts

ALT = Qt.KeyboardModifier.AltModifier
ROWS: list[JsonValue] = [
    {"statement": "Driver", "test": "Print with 4.1", "result": "confirmed", "way": "tested"},
    {"statement": "Labels", "result": "ruled_out", "way": "evident"},
    {"statement": "Cable", "result": "open", "way": "tested"},
]


def table(around: Around, key: str) -> TableEditor:
    _stage, field = around.library.newest("itil").fields_by_key[key]
    editor = all_editors().make(field, around.context())
    assert isinstance(editor, TableEditor)
    return editor


@pytest.fixture
def hypotheses(around: Around, show: Show) -> TableEditor:
    editor = table(around, "hypotheses")
    show(editor.widget)
    editor.set_value(ROWS)
    return editor


def focused() -> QWidget:
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(
    qtbot: QtBot, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(focused(), pressed, modifier)


def statements(editor: TableEditor) -> list[JsonValue]:
    rows = editor.value()
    return [row["statement"] for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def test_a_hypothesis_is_entered_by_the_keyboard_alone(around: Around, show: Show, qtbot: QtBot) -> None:
    editor = table(around, "hypotheses")
    show(editor.widget)
    editor.focus()
    key(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "Driver")
    key(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Print with 4.1")
    key(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "c")
    key(qtbot, Qt.Key.Key_Return)
    assert editor.value() == [ROWS[0]]
    assert editor.opened() is None
    assert focused() is editor.links.links()[0]  # ready for the next
    key(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "Labels")
    assert statements(editor) == ["Driver", "Labels"]


def test_a_button_gives_a_row_its_values(around: Around, show: Show) -> None:
    editor = table(around, "hypotheses")
    show(editor.widget)
    editor.links.links()[1].click()
    row = editor.opened()
    assert row is not None
    assert row.values() == {"result": "confirmed", "way": "evident"}
    assert editor.value() is None  # nothing was said yet
    row.editors["statement"].set_value("Paper was out")
    row.editors["statement"].changed.emit()
    assert editor.value() == [{"statement": "Paper was out", "result": "confirmed", "way": "evident"}]


def test_a_contact_attempt_is_one_click(around: Around, show: Show) -> None:
    editor = table(around, "contact_attempts")
    told: list[JsonValue] = []
    editor.changed.connect(lambda: told.append(editor.value()))
    show(editor.widget)
    editor.links.links()[0].click()
    now = {"precision": "exact", "at": "2026-11-23T11:00+01:00", "until": None}
    assert told == [[{"at": now, "by": ME.uid, "means": "phone", "result": "no_answer"}]]


def test_a_new_row_left_as_it_came_goes_again(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.add_row(hypotheses.field.add[0])
    key(qtbot, Qt.Key.Key_Escape)
    assert len(hypotheses.summaries()) == 3
    assert hypotheses.value() == ROWS


def test_a_row_opens_and_shuts_and_one_is_open_at_a_time(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.focus()
    assert focused() is hypotheses.summaries()[0]
    key(qtbot, Qt.Key.Key_Down)
    key(qtbot, Qt.Key.Key_Return)
    first = hypotheses.opened()
    assert first is not None
    assert focused() is first.editors["statement"].widget
    qtbot.keyClicks(focused(), "More ")
    hypotheses.open_row(2)
    assert hypotheses.opened() is not first
    assert statements(hypotheses) == ["Driver", "More Labels", "Cable"]
    key(qtbot, Qt.Key.Key_Escape)
    assert hypotheses.opened() is None
    assert focused() is hypotheses.summaries()[2]


def test_a_removed_row_can_be_brought_back(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.focus()
    key(qtbot, Qt.Key.Key_Down)
    key(qtbot, Qt.Key.Key_Delete)
    assert statements(hypotheses) == ["Driver", "Cable"]
    assert focused() is hypotheses.summaries()[1]
    assert "Bring the removed row back" in [link.text() for link in hypotheses.links.links()]
    key(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hypotheses.value() == ROWS
    assert focused() is hypotheses.summaries()[1]
    assert "Bring the removed row back" not in [link.text() for link in hypotheses.links.links()]


def test_the_offer_to_bring_a_row_back_can_be_clicked(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.open_row(0)
    row = hypotheses.opened()
    assert row is not None
    row.remove.emit()
    link = next(link for link in hypotheses.links.links() if link.text() == "Bring the removed row back")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert hypotheses.value() == ROWS


def test_rows_are_moved_by_the_keyboard(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.focus()
    for _step in range(3):  # one more than there is room for
        key(qtbot, Qt.Key.Key_Down, ALT)
    assert statements(hypotheses) == ["Labels", "Cable", "Driver"]
    assert focused() is hypotheses.summaries()[2]
    key(qtbot, Qt.Key.Key_Up, ALT)
    assert statements(hypotheses) == ["Labels", "Driver", "Cable"]


def test_tab_goes_through_the_open_row_in_reading_order(hypotheses: TableEditor, qtbot: QtBot) -> None:
    hypotheses.open_row(1)
    row = hypotheses.opened()
    assert row is not None
    met = []
    for _press in range(6):
        here = focused()
        met.append(
            next((name for name, one in row.editors.items() if one.has_focus()), here.accessibleName())
        )
        key(qtbot, Qt.Key.Key_Tab)
    assert met[:3] == ["statement", "test", "result"]
    assert met[5] == hypotheses.summaries()[2].accessibleName()
    assert focused() is hypotheses.links.links()[0]


def test_a_hidden_column_is_told_only_where_it_says_something(hypotheses: TableEditor) -> None:
    assert "Evident" in hypotheses.summaries()[1].accessibleName()
    assert "Tested" not in hypotheses.summaries()[0].accessibleName()
    hypotheses.open_row(1)
    row = hypotheses.opened()
    assert row is not None
    assert not row.editors["way"].widget.isVisible()
    row.editors["test"].set_value("Looked")
    row.editors["test"].changed.emit()
    assert hypotheses.value() != ROWS
    assert row.values()["way"] == "evident"


def test_the_key_of_a_row_is_never_told(around: Around) -> None:
    _stage, lessons = around.library.newest("sre").fields_by_key["lessons"]
    told = RowTexts(lessons, around.context()).of({"row": "01a21848-93d5", "what": "Warn at 80 %"})
    assert [cell.text for cell in told.cells if cell.text] == ["Warn at 80 %"]
    assert "01a21848" not in told.spoken


def test_text_that_is_no_value_stays_in_its_cell(around: Around, show: Show, qtbot: QtBot) -> None:
    editor = table(around, "steps")
    show(editor.widget)
    editor.set_value([{"step": "Roll back"}])
    editor.open_row(0)
    row = editor.opened()
    assert row is not None
    row.editors["done"].focus()
    qtbot.keyClicks(focused(), "soonish")
    key(qtbot, Qt.Key.Key_Return)
    assert editor.value() == [{"step": "Roll back"}]
    assert editor.draft() == [{"step": "Roll back", "done": {"typed": "soonish"}}]
    assert editor.typed() == "soonish"
    later = table(around, "steps")
    later.set_draft(editor.draft())
    assert later.draft() == editor.draft()
    assert "soonish" in later.summaries()[0].accessibleName()


def test_how_a_row_reads(around: Around) -> None:
    hypotheses = RowTexts(table(around, "hypotheses").field, around.context())
    text = hypotheses.of({"statement": "Driver", "test": "Print", "result": "confirmed", "way": "tested"})
    assert [cell.text for cell in text.cells] == ["Driver", "Print", ""]  # "tested" goes without saying
    assert (text.chip, text.tone, text.numbered) == ("Confirmed", "good", True)
    assert text.spoken == "Hypothesis: Driver, How it was tested: Print, Confirmed"
    attempts = RowTexts(table(around, "contact_attempts").field, around.context())
    at: JsonValue = {"precision": "exact", "at": "2026-11-23T10:42+01:00", "until": None}
    mine = attempts.of({"at": at, "by": ME.uid, "means": "phone", "said": "not there", "result": "no_answer"})
    assert [cell.text for cell in mine.cells] == ["10:42", "", "Phone", "not there"]
    assert not mine.numbered
    theirs = attempts.of({"at": at, "by": OTHER.uid, "means": "phone"})
    assert theirs.cells[1].text == OTHER.name
    assert theirs.chip == ""


def test_the_main_column_takes_what_the_others_leave() -> None:
    assert fitted([200, 100, 0], 0, 500) == [388, 100, 0]
    assert fitted([10, 900], 0, 600) == [384, 204]
    assert fitted([900, 10], 0, 60)[0] == 80


def test_rows_are_painted(hypotheses: TableEditor) -> None:
    image = hypotheses.widget.grab().toImage()
    assert len({image.pixelColor(x, 20).name() for x in range(image.width())}) > 3
