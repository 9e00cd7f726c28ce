from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from gui.forms.around import DANA, Around
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.forms.registry import all_editors
from incidentdesk.gui.widgets.text import LineEdit

WHO = Field("reporter", "reporter", "Who told us")


class Page(QWidget):
    """The field with another after it."""

    def __init__(self, editor: RegisterEditor) -> None:
        super().__init__()
        self.after = LineEdit()
        column = QVBoxLayout(self)
        column.addWidget(editor.widget)
        column.addWidget(self.after)


def make(context: FormContext, field: Field = WHO) -> RegisterEditor:
    made = all_editors().make(field, context)
    assert isinstance(made, RegisterEditor)
    return made


@pytest.fixture
def editor(around: Around, show: Show) -> RegisterEditor:
    made = make(around.context())
    show(Page(made))
    made.focus()
    return made


def line(editor: RegisterEditor, key: str) -> LineEdit:
    widget = editor.new.editors[key].widget
    assert isinstance(widget, LineEdit)
    return widget


def nested(editor: RegisterEditor, key: str) -> RegisterEditor:
    made = editor.new.editors[key]
    assert isinstance(made, RegisterEditor)
    return made


def type_name(qtbot: QtBot, editor: RegisterEditor, name: str, key: Qt.Key) -> None:
    qtbot.keyClicks(editor.select, name)
    qtbot.keyClick(editor.select, key)
    qtbot.waitUntil(lambda: editor.is_open() and line(editor, "phone").hasFocus())


def test_a_known_reporter_is_shown_with_phone_and_place(editor: RegisterEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor.select, "whit")
    qtbot.keyClick(editor.select, Qt.Key.Key_Tab)
    assert editor.value() == DANA.uid
    assert editor.select.text() == "Dana Whitlock · ext. 4410 · Ward 3"
    assert editor.entry() == DANA


def test_what_a_uid_stands_for_is_asked_for(around: Around, show: Show) -> None:
    answers: list[Callable[[], None]] = []
    editor = make(
        replace(
            around.context(), ask_entries=lambda _r, _u, done: answers.append(lambda: done({DANA.uid: DANA}))
        )
    )
    show(Page(editor))
    editor.set_value(DANA.uid)
    assert editor.select.text() == "Dana Whitlock"  # the name is known of the incident
    answers[0]()
    assert editor.select.text() == "Dana Whitlock · ext. 4410 · Ward 3"
    editor.set_value(None)
    answers[0]()
    assert editor.select.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_an_unknown_one_is_added_in_place_by_enter(
    around: Around, editor: RegisterEditor, qtbot: QtBot, key: Qt.Key
) -> None:
    type_name(qtbot, editor, "Ana Blom", key)
    assert editor.draft() == {"typed": "Ana Blom"}
    qtbot.keyClicks(line(editor, "phone"), "4711")
    qtbot.keyClick(line(editor, "phone"), Qt.Key.Key_Tab)
    place = nested(editor, "place")
    assert place.has_focus()
    qtbot.keyClicks(place.select, "Ward 5")
    assert editor.draft() == {
        "typed": "Ana Blom", "rest": {"phone": "4711", "place": {"typed": "Ward 5"}}
    }  # fmt: skip
    qtbot.keyClick(place.select, Qt.Key.Key_Return)  # the place is added
    assert place.value() == "new-Ward 5"
    qtbot.keyClick(place.select, Qt.Key.Key_Return)
    assert around.added == [
        ("place", "Ward 5", {}), ("reporter", "Ana Blom", {"phone": "4711", "place": "new-Ward 5"})
    ]  # fmt: skip
    assert editor.value() == "new-Ana Blom"
    assert editor.select.text() == "Ana Blom · 4711 · new-Ward 5"
    assert editor.select.hasFocus()
    assert not editor.is_open()


def test_leaving_the_fields_adds_too_and_does_not_call_the_focus_back(
    around: Around, editor: RegisterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    page = editor.widget.parentWidget()
    assert isinstance(page, Page)
    page.after.setFocus(Qt.FocusReason.MouseFocusReason)
    assert editor.value() == "new-Ana Blom"
    assert page.after.hasFocus()
    assert around.added == [("reporter", "Ana Blom", {})]


def test_escape_goes_back_to_the_name_and_adds_nobody(
    around: Around, editor: RegisterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    qtbot.keyClick(line(editor, "phone"), Qt.Key.Key_Escape)
    assert editor.select.hasFocus()
    assert not editor.is_open()
    assert editor.typed() == "Ana Blom"
    assert around.added == []
    page = editor.widget.parentWidget()
    assert isinstance(page, Page)
    page.after.setFocus()
    qtbot.waitUntil(lambda: "“Ana Blom” is not known yet" in editor.problem)


def test_a_draft_with_an_unknown_name_comes_back_ready_to_be_added(
    around: Around, editor: RegisterEditor
) -> None:
    kept = {"typed": "Ana Blom", "rest": {"phone": "4711", "service": "0190-service"}}
    editor.set_draft(kept)
    assert editor.typed() == "Ana Blom"
    assert editor.is_open()
    assert editor.problem == ""
    assert editor.draft() == kept
    editor.settle()
    assert editor.value() == "new-Ana Blom"
    assert around.added == [("reporter", "Ana Blom", {"phone": "4711", "service": "0190-service"})]


def test_a_name_that_fits_nothing_in_a_field_of_the_new_one_holds_the_adding_up(
    around: Around, editor: RegisterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    service = nested(editor, "service")
    service.set_typed("Bokking")
    qtbot.keyClick(line(editor, "phone"), Qt.Key.Key_Return)
    assert around.added == []
    assert "“Bokking” is not known yet" in service.problem
    assert editor.is_open()
    service.focus()
    service.select.selectAll()
    qtbot.keyClicks(service.select, "book")
    qtbot.keyClick(service.select, Qt.Key.Key_Return)
    qtbot.keyClick(service.select, Qt.Key.Key_Return)
    assert around.added == [("reporter", "Ana Blom", {"service": "0190-service"})]


def test_the_same_one_is_not_added_twice_while_the_answer_is_under_way(
    around: Around, show: Show, qtbot: QtBot
) -> None:
    answers: list[Callable[[Entry], None]] = []
    editor = make(replace(around.context(), add_entry=lambda _r, _n, _v, done: answers.append(done)))
    show(Page(editor))
    editor.focus()
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    for _press in range(2):
        qtbot.keyClick(line(editor, "phone"), Qt.Key.Key_Return)
    assert len(answers) == 1
    assert editor.is_adding()
    qtbot.keyClicks(line(editor, "phone"), "1")  # it was refused, and something was corrected
    qtbot.keyClick(line(editor, "phone"), Qt.Key.Key_Return)
    assert len(answers) == 2
    answers[1](Entry("r9", "reporter", "Ana Blom", "1", active=True))
    assert editor.value() == "r9"
    assert not editor.is_adding()
    assert QApplication.focusWidget() is editor.select


def test_a_new_entry_of_another_incident_begins_empty(
    around: Around, editor: RegisterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    qtbot.keyClicks(line(editor, "phone"), "4711")
    editor.begin(around.context())
    assert not editor.is_open()
    assert editor.draft() is None
    type_name(qtbot, editor, "Bo Lind", Qt.Key.Key_Return)
    assert line(editor, "phone").text() == ""
