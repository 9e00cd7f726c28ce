from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.cards import (
    MAX_WIDTH,
    Card,
    FooterBar,
    PageBody,
    PageHeader,
    clear_layout,
    column_of,
)
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit


def test_the_body_is_never_too_wide_to_read(qtbot: QtBot) -> None:
    body = PageBody()
    qtbot.addWidget(body)
    body.resize(1800, 600)
    with qtbot.waitExposed(body):
        body.show()
    left = body.content.mapTo(body, QPoint(0, 0)).x()
    assert body.content.width() == MAX_WIDTH
    assert abs(left - (1800 - MAX_WIDTH) // 2) <= 12
    body.resize(700, 600)
    assert body.content.width() >= 680
    body.close()


def test_the_focus_is_scrolled_into_view(show: Show) -> None:
    body = PageBody()
    fields = [LineEdit() for _number in range(40)]
    for field in fields:
        body.body.addWidget(field)
    window = show(body)
    window.setFixedHeight(300)
    for field in (fields[-1], fields[0], fields[20]):
        field.setFocus()
        inside = QRect(field.mapTo(body, QPoint(0, 0)), field.size())
        assert body.rect().contains(inside)


def test_a_page_of_wrapped_texts_ends_where_its_last_one_ends(qtbot: QtBot, show: Show) -> None:
    body = PageBody()
    for _number in range(20):
        card = Card()
        card.body.addWidget(text_label("A line that is longer than half of the page. " * 2, wrap=True))
        body.body.addWidget(card)
    last = text_label("The end")
    body.foot.addWidget(last)
    show(body).setFixedHeight(400)

    def below() -> int:
        return body.content.height() - last.mapTo(body.content, QPoint(0, last.height())).y()

    qtbot.waitUntil(lambda: body.content.height() > 400 and below() < 40)


def test_growing_text_pushes_what_is_below(qtbot: QtBot, show: Show) -> None:
    body = PageBody()
    text, below = GrowingTextEdit(), LineEdit()
    body.body.addWidget(text)
    body.body.addWidget(below)
    show(body)
    before = below.y()
    text.setPlainText("1\n2\n3\n4\n5\n6")
    qtbot.waitUntil(lambda: below.y() > before)


def test_a_header_shows_only_what_it_has(show: Show) -> None:
    header = PageHeader("Log an incident")
    show(header)
    assert header.above.isHidden()
    header.set_above("INC-2026-000001")
    header.set_title("Printer")
    assert header.above.isVisible()
    assert header.title.text() == "Printer"


def test_a_long_title_does_not_widen_the_window(show: Show) -> None:
    header = PageHeader("word " * 200)
    show(header)
    assert header.minimumSizeHint().width() < 400
    header.grab()
    assert header.title.toolTip() == header.title.text()  # it ends in “…”, and is whole there


def test_a_card_has_its_title_in_capitals_and_its_name_as_written(show: Show) -> None:
    card = Card("Actions now")
    show(card)
    assert (card.title.text(), card.title.accessibleName()) == ("ACTIONS NOW", "Actions now")


def test_a_layout_can_be_emptied(show: Show) -> None:
    footer = FooterBar()
    footer.right.addWidget(QWidget())
    show(footer)
    clear_layout(footer.right)
    assert footer.right.count() == 0


class _Measured(QLabel):
    """Counts how often it is asked how high it is."""

    asked = 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, _width: int) -> int:
        type(self).asked += 1
        return 20


@pytest.mark.parametrize("count", [20, 200])
def test_a_row_of_many_is_placed_no_more_often_than_one_of_few(show: Show, qtbot: QtBot, count: int) -> None:
    body = PageBody()
    show(body)
    _Measured.asked = 0
    column = column_of((_Measured(str(n)) for n in range(count)), ruled=True)
    body.body.addWidget(column)
    qtbot.waitUntil(lambda: column.isVisible() and column.height() >= count * 21 - 1)
    assert _Measured.asked <= 40 * count
