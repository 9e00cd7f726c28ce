from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit

CHOICES = [
    Choice("print", "Printing", group="Software"),
    Choice("mail", "E-mail", group="Software"),
    Choice("printer", "Printer", "paper and labels", group="Hardware"),
    Choice("old", "Telex", retired=True),
]


class Form(QWidget):
    """A search field with a field after it."""

    def __init__(self, *, allow_new: bool = False) -> None:
        super().__init__()
        self.field = SearchSelect(CHOICES, allow_new=allow_new)
        self.after = LineEdit()
        self.seen: list[object] = []
        self.asked_for: list[str] = []
        self.field.changed.connect(self.seen.append)
        self.field.new_requested.connect(self.asked_for.append)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.after)


@pytest.fixture
def form(show: Show) -> Form:
    made = Form()
    show(made)
    made.field.setFocus()
    return made


def shown_list(field: SearchSelect) -> QListView:
    found = [view for view in field.window().findChildren(QListView) if view.isVisible()]
    assert len(found) == 1
    return found[0]


def lines(field: SearchSelect) -> list[str]:
    model = shown_list(field).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_typing_filters_and_tab_takes_the_best(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.field, "pri")
    assert lines(form.field) == ["Printing", "Printer"]
    assert form.field.hasFocus()
    qtbot.keyClick(form.field, Qt.Key.Key_Tab)
    assert (form.field.value(), form.field.text()) == ("print", "Printing")
    assert form.after.hasFocus()
    assert not form.field.is_open()
    assert form.seen == ["print"]


def test_typing_replaces_a_value_that_came_after_the_focus(qtbot: QtBot, form: Form) -> None:
    form.field.set_value("printer")
    qtbot.keyClicks(form.field, "printi")
    assert form.field.text() == "printi"
    assert lines(form.field) == ["Printing"]


def test_down_and_enter_take_another(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.field, "pri")
    qtbot.keyClick(form.field, Qt.Key.Key_Down)
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert form.field.value() == "printer"
    assert form.field.hasFocus()


def test_down_opens_all_with_groups_that_cannot_be_chosen(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form.field, Qt.Key.Key_Down)
    assert lines(form.field) == ["Software", "Printing", "E-mail", "Hardware", "Printer"]
    for _time in range(3):
        qtbot.keyClick(form.field, Qt.Key.Key_Down)
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert form.field.value() == "printer"


def test_esc_goes_back_to_the_value(qtbot: QtBot, form: Form) -> None:
    form.field.set_value("mail")
    qtbot.keyClicks(form.field, "xyz")
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    assert (form.field.value(), form.field.text()) == ("mail", "E-mail")
    assert form.seen == []


def test_emptying_clears(qtbot: QtBot, form: Form) -> None:
    form.field.set_value("mail")
    form.field.selectAll()
    qtbot.keyClick(form.field, Qt.Key.Key_Backspace)
    assert form.field.value() is None
    assert form.seen == [None]


def test_text_that_fits_nothing_is_kept_and_holds_nothing(qtbot: QtBot, form: Form) -> None:
    form.field.set_value("mail")
    form.field.selectAll()
    qtbot.keyClicks(form.field, "fax")
    qtbot.keyClick(form.field, Qt.Key.Key_Tab)
    assert form.after.hasFocus()
    assert (form.field.text(), form.field.value(), form.field.unresolved_text()) == ("fax", None, "fax")
    assert form.field.property("gap") == "true"
    assert form.seen == [None]


def test_leaving_by_mouse_takes_what_is_certain_only(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.field, "pri")
    qtbot.mouseClick(form.after, Qt.MouseButton.LeftButton)
    form.after.setFocus()
    assert (form.field.value(), form.field.unresolved_text()) == (None, "pri")
    form.field.setFocus()
    form.field.setText("")
    qtbot.keyClicks(form.field, "labels")
    form.after.setFocus()
    assert form.field.value() == "printer"


def test_ctrl_enter_finds_what_is_highlighted(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.field, "e-m")
    qtbot.keyClick(form.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.field.value() == "mail"


def test_a_click_chooses_and_the_focus_stays(qtbot: QtBot, form: Form) -> None:
    qtbot.mouseClick(form.field, Qt.MouseButton.LeftButton)
    view = shown_list(form.field)
    place = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert form.field.value() == "mail"
    assert form.field.hasFocus()


def test_unknown_text_can_be_added(qtbot: QtBot, show: Show) -> None:
    form = Form(allow_new=True)
    show(form)
    form.field.setFocus()
    qtbot.keyClicks(form.field, "Dana W")
    assert lines(form.field)[-1] == "Add “Dana W”…"
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert form.asked_for == ["Dana W"]
    assert form.field.text() == "Dana W"
    form.field.set_value("uid-1", "Dana W")
    assert (form.field.value(), form.field.unresolved_text()) == ("uid-1", "")


def test_a_retired_value_is_shown_but_not_offered(form: Form) -> None:
    form.field.set_value("old")
    assert form.field.text() == "Telex"
    form.field.open_list()
    assert "Telex" not in lines(form.field)


class Desk:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, Deliver]] = []

    def __call__(self, text: str, deliver: Deliver) -> None:
        self.waiting.append((text, deliver))

    def answer(self, place: int, choices: Sequence[Choice]) -> None:
        self.waiting[place][1](choices)


def test_late_answers_are_dropped(qtbot: QtBot, form: Form) -> None:
    desk = Desk()
    form.field.set_provider(desk)
    qtbot.keyClicks(form.field, "da")
    desk.answer(1, [Choice("2", "Dana")])
    desk.answer(0, [Choice("1", "Dirk")])
    assert [text for text, _deliver in desk.waiting] == ["d", "da"]
    assert lines(form.field) == ["Dana"]


def test_a_fast_tab_takes_the_answer_that_comes_later(qtbot: QtBot, form: Form) -> None:
    desk = Desk()
    form.field.set_provider(desk)
    qtbot.keyClicks(form.field, "da")
    qtbot.keyClick(form.field, Qt.Key.Key_Tab)
    assert form.after.hasFocus()
    desk.answer(1, [Choice("2", "Dana"), Choice("3", "Danae")])
    assert (form.field.value(), form.field.text()) == ("2", "Dana")
    assert form.after.hasFocus()
    assert not form.field.is_open()


def test_an_answer_after_esc_opens_nothing(qtbot: QtBot, form: Form) -> None:
    desk = Desk()
    form.field.set_provider(desk)
    qtbot.keyClicks(form.field, "d")
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    desk.answer(0, [Choice("2", "Dana")])
    assert not form.field.is_open()


def test_the_list_stays_below_its_field_when_the_page_scrolls(show: Show) -> None:
    field, page, area = SearchSelect(CHOICES), QWidget(), QScrollArea()
    layout = QVBoxLayout(page)
    layout.addSpacing(200)
    layout.addWidget(field)
    layout.addSpacing(900)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFixedHeight(600)
    show(area)
    field.setFocus()
    field.open_list()
    popup = shown_list(field).parentWidget()
    assert popup is not None
    before = popup.y()
    area.verticalScrollBar().setValue(50)
    assert popup.y() == before - 50


def test_the_list_opens_upwards_at_the_foot(show: Show) -> None:
    room = QWidget()
    field = SearchSelect(CHOICES)
    layout = QVBoxLayout(room)
    layout.addStretch()
    layout.addWidget(field)
    room.setFixedHeight(680)
    show(room)
    field.setFocus()
    field.open_list()
    popup = shown_list(field).parentWidget()
    assert popup is not None
    assert popup.geometry().bottom() <= field.mapTo(field.window(), field.rect().topLeft()).y()


def test_thousands_of_choices_filter_at_once(qtbot: QtBot, show: Show) -> None:
    field = SearchSelect([Choice(str(number), f"Device number {number}") for number in range(5000)])
    show(field)
    field.setFocus()
    qtbot.keyClicks(field, "4321")
    assert lines(field) == ["Device number 4321"]
    assert QApplication.focusWidget() is field
