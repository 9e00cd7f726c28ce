"""What is done where a text has too little room, and where nothing is left to be shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.cards import PageBody
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.tick_box import TickBox
from incidentdesk.gui.widgets.whole_cell import WholeCell

LONG = "A text that nobody would want to read in one line, because it goes on and on. "
SHORT = "Short."


@pytest.fixture
def table() -> RecordsTable:
    columns = (
        Column("Name", str, 160),
        Column("Count", lambda word: str(len(word)), 80, number=True),
        Column("Words", str),
    )
    model = RecordsModel(columns)
    model.set_records([SHORT, LONG * 3])
    made = RecordsTable("Words", model)
    model.setParent(made)
    return made


def test_a_page_that_fits_has_no_scroll_bar_and_one_that_does_not_ends_with_its_last_line(
    qtbot: QtBot, show: Show
) -> None:
    body = PageBody(max_width=4000)
    for _number in range(6):
        body.body.addWidget(text_label(LONG * 2, wrap=True))
    window = show(body)
    window.setFixedSize(900, 380)
    assert body.verticalScrollBar().maximum() == 0
    for _number in range(20):
        body.body.addWidget(text_label(LONG * 2, wrap=True))
    qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() > 0)
    assert body.widget().height() - body.body.geometry().bottom() < 80


def test_columns_that_are_left_out_give_their_room_to_the_first(table: RecordsTable, show: Show) -> None:
    show(table)
    head = table.horizontalHeader()
    table.leave_out((2,))
    assert [head.isSectionHidden(place) for place in range(3)] == [False, False, True]
    assert head.sectionSize(0) + head.sectionSize(1) == table.viewport().width()
    table.leave_out(())
    assert head.sectionSize(0) == 160
    assert head.sectionResizeMode(2) == QHeaderView.ResizeMode.Stretch
    assert not head.isSectionHidden(2)


def test_a_number_stands_below_the_end_of_its_title(table: RecordsTable) -> None:
    model, horizontal = table.model(), Qt.Orientation.Horizontal
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.headerData(1, horizontal, role) == model.index(0, 1).data(role)
    assert Qt.AlignmentFlag.AlignRight in Qt.AlignmentFlag(model.index(0, 1).data(role))
    assert model.index(0, 0).data(role) is None


def test_the_title_of_a_column_is_whole_in_its_tool_tip(table: RecordsTable) -> None:
    assert table.model().headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Words"


def test_a_cell_that_is_cut_is_whole_below_the_table(table: RecordsTable, show: Show) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    whole = WholeCell(table, 2)
    column.addWidget(table)
    column.addWidget(whole)
    show(place)
    table.select_row(0)
    assert whole.isHidden()
    table.select_row(1)
    assert (whole.isVisible(), whole.text()) == (True, LONG * 3)
    table.leave_out((0,))
    assert whole.isVisible()


def test_a_box_with_too_long_a_name_tells_it_in_its_tool_tip(show: Show) -> None:
    cut, fits = TickBox(LONG), TickBox(SHORT)
    place = QWidget()
    column = QVBoxLayout(place)
    for box in (cut, fits):
        box.setFixedWidth(120)
        column.addWidget(box)
    show(place)
    place.grab()
    assert (cut.toolTip(), fits.toolTip()) == (LONG, "")
    assert cut.text() == LONG, "screen readers read all of it"


@pytest.mark.parametrize("text", [SHORT, LONG * 2])
def test_the_button_of_an_empty_room_stands_as_near_to_a_short_text_as_to_a_long_one(
    text: str, show: Show
) -> None:
    empty = EmptyState("person", "Nothing here", LONG * 3, action="Add")
    empty.set_texts("Nothing here", text)
    show(empty)
    assert empty.button.y() - empty.text.geometry().bottom() == 17
