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
from incidentdesk.domain.records import Reporter
from incidentdesk.gui.forms.reporter_editor import ReporterEditor
from incidentdesk.gui.widgets.text import LineEdit

WHO = Field("reporter", "reporter", "Who told us")


class Page(QWidget):
    """The field with another after it."""

    def __init__(self, editor: ReporterEditor) -> None:
        super().__init__()
        self.after = LineEdit()
        column = QVBoxLayout(self)
        column.addWidget(editor.widget)
        column.addWidget(self.after)


@pytest.fixture
def editor(around: Around, show: Show) -> ReporterEditor:
    made = ReporterEditor(WHO, around.context())
    show(Page(made))
    made.focus()
    return made


def type_name(qtbot: QtBot, editor: ReporterEditor, name: str, key: Qt.Key) -> None:
    qtbot.keyClicks(editor.select, name)
    qtbot.keyClick(editor.select, key)
    qtbot.waitUntil(lambda: editor.new.phone.hasFocus())


def test_a_known_reporter_is_shown_with_phone_and_place(editor: ReporterEditor, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor.select, "whit")
    qtbot.keyClick(editor.select, Qt.Key.Key_Tab)
    assert editor.value() == DANA.uid
    assert editor.select.text() == "Dana Whitlock · ext. 4410 · Ward 3"


def test_a_uid_of_which_only_the_name_is_known_is_shown_by_it(editor: ReporterEditor) -> None:
    editor.set_value(DANA.uid)
    assert editor.select.text() == "Dana Whitlock"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_an_unknown_one_is_added_in_place_by_enter(
    around: Around, editor: ReporterEditor, qtbot: QtBot, key: Qt.Key
) -> None:
    type_name(qtbot, editor, "Ana Blom", key)
    assert editor.draft() == {"typed": "Ana Blom"}
    qtbot.keyClicks(editor.new.phone, "4711")
    qtbot.keyClick(editor.new.phone, Qt.Key.Key_Tab)
    assert editor.new.place.hasFocus()
    qtbot.keyClicks(editor.new.place, "Ward 5")
    qtbot.keyClick(editor.new.place, Qt.Key.Key_Return)
    assert around.reporters[-1] == Reporter("new-Ana Blom", "Ana Blom", phone="4711", place="Ward 5")
    assert editor.value() == "new-Ana Blom"
    assert editor.select.text() == "Ana Blom · 4711 · Ward 5"
    assert editor.select.hasFocus()
    assert editor.new.isHidden()


def test_leaving_the_fields_adds_too_and_does_not_call_the_focus_back(
    around: Around, editor: ReporterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    page = editor.widget.parentWidget()
    assert isinstance(page, Page)
    page.after.setFocus(Qt.FocusReason.MouseFocusReason)
    assert editor.value() == "new-Ana Blom"
    assert page.after.hasFocus()
    assert len(around.reporters) == 2


def test_escape_goes_back_to_the_name_and_adds_nobody(
    around: Around, editor: ReporterEditor, qtbot: QtBot
) -> None:
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    qtbot.keyClick(editor.new.phone, Qt.Key.Key_Escape)
    assert editor.select.hasFocus()
    assert editor.new.isHidden()
    assert editor.typed() == "Ana Blom"
    assert around.reporters == [DANA]
    page = editor.widget.parentWidget()
    assert isinstance(page, Page)
    page.after.setFocus()
    qtbot.waitUntil(lambda: "“Ana Blom” is not known yet" in editor.problem)


def test_a_draft_with_an_unknown_name_comes_back_ready_to_be_added(
    around: Around, editor: ReporterEditor
) -> None:
    editor.set_draft({"typed": "Ana Blom"})
    assert editor.typed() == "Ana Blom"
    assert not editor.new.isHidden()
    assert editor.problem == ""
    editor.settle()
    assert editor.value() == around.reporters[-1].uid == "new-Ana Blom"


def test_the_same_one_is_not_added_twice_while_the_answer_is_under_way(
    around: Around, show: Show, qtbot: QtBot
) -> None:
    answers: list[Callable[[Reporter], None]] = []
    context = replace(around.context(), add_reporter=lambda _n, _p, _q, done: answers.append(done))
    editor = ReporterEditor(WHO, context)
    show(Page(editor))
    editor.focus()
    type_name(qtbot, editor, "Ana Blom", Qt.Key.Key_Return)
    for _press in range(2):
        qtbot.keyClick(editor.new.phone, Qt.Key.Key_Return)
    assert len(answers) == 1
    assert editor.is_adding()
    qtbot.keyClicks(editor.new.phone, "1")  # it was refused, and something was corrected
    qtbot.keyClick(editor.new.phone, Qt.Key.Key_Return)
    assert len(answers) == 2
    answers[1](Reporter("r9", "Ana Blom", phone="1"))
    assert editor.value() == "r9"
    assert not editor.is_adding()
    assert QApplication.focusWidget() is editor.select
