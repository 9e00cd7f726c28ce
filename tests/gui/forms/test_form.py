from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from gui.forms.around import DANA, ME, Around
from incidentdesk.domain.gate import Missing, what_is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.forms.text_editors import LongTextEditor
from incidentdesk.gui.theme import ThemeChoice, apply_theme

NOW_ABOUT: JsonValue = {"precision": "about", "at": "2026-11-23T08:50+01:00", "until": None}


def stage_form(
    around: Around, stage: str, facts: dict[str, JsonValue] | None = None, **more: JsonValue
) -> StageForm:
    drafts = more.get("drafts")
    kept = drafts if isinstance(drafts, dict) else None
    return StageForm(around.library.newest("itil").stage(stage), around.context(), facts or {}, kept)


def type_into(qtbot: QtBot, form: StageForm, key: str, text: str) -> None:
    form.focus_field(key)
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, text)


def links(form: StageForm) -> list[str]:
    return [link.text() for link in form.links()]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_form_for_every_stage_of_every_process(around: Around, show: Show, theme: ThemeChoice) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme)
    for definition in around.definitions():
        for stage in definition.stages:
            form = StageForm(stage, around.context(definition.key))
            window = show(form)
            assert set(form.values()) == {field.key for field in stage.fields}
            form.focus_first()
            assert form.editor(form.visible_keys()[0]).has_focus()
            form.grab()
            window.close()


def test_every_control_has_a_name(around: Around, show: Show) -> None:
    nameless = []
    for definition in around.definitions():
        for stage in definition.stages:
            form = StageForm(stage, around.context(definition.key))
            window = show(form)
            for field in stage.fields:
                form.focus_field(field.key)
                editor = form.editor(field.key)
                if isinstance(editor, TableEditor):
                    editor.add_row()
            for widget in form.findChildren(QWidget):
                if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    spoken = QAccessible.queryAccessibleInterface(widget)
                    if spoken is None or not spoken.text(QAccessible.Text.Name):
                        nameless.append((stage.key, type(widget).__name__, widget.objectName()))
            window.close()
    assert nameless == []


def test_tab_goes_through_the_fields_as_one_reads_them(around: Around, show: Show, qtbot: QtBot) -> None:
    form = stage_form(around, "classification")
    show(form)
    form.focus_field("priority_override")  # comes out from behind its link, after all others were there
    form.focus_first()
    met: list[str] = []
    for _press in range(7):
        met.append(next(key for key in form.visible_keys() if form.editor(key).has_focus()))
        widget = QApplication.focusWidget()
        assert widget is not None
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert met == ["category", "type", "impact", "severity", "risk", "repeat", "priority_override"]


def test_starting_values_are_edits(around: Around) -> None:
    form = stage_form(around, "identification", {"title": "Printer"})
    assert form.edits() == {"source": "user_report", "channel": "phone", "assignee": ME.uid}
    assert form.base()["source"] is None
    assert form.values()["title"] == "Printer"
    closure = stage_form(around, "closure", {"category": "software.mail"})
    assert closure.edits()["closing_category"] == "software.mail"
    again = stage_form(around, "identification", {"source": "testing", "channel": "mail", "assignee": "x"})
    assert again.edits() == {}


def test_an_edit_is_told_and_counts_until_it_is_taken_back(around: Around, show: Show, qtbot: QtBot) -> None:
    form = stage_form(around, "identification", {"title": "Printer", "source": "other"})
    show(form)
    told: list[str] = []
    form.edited.connect(told.append)
    type_into(qtbot, form, "title", "s")
    assert told == ["title"]
    assert form.edits()["title"] == "sPrinter"
    form.set_field("title", "Printer")
    assert "title" not in form.edits()


def test_text_comes_back_to_the_letter_when_nobody_touched_it(around: Around) -> None:
    form = stage_form(around, "identification", {"description": "one\r\ntwo\u2028three"})
    assert form.values()["description"] == "one\r\ntwo\u2028three"
    assert "description" not in form.edits()


def test_a_field_appears_with_its_condition_and_keeps_its_value(around: Around, show: Show) -> None:
    form = stage_form(around, "closure", {"type": "software"})
    show(form)
    assert "word_reason" not in form.visible_keys()
    form.set_field("reporters_word", "not_needed")
    assert "word_reason" in form.visible_keys()
    form.set_field("word_reason", "Left the company")
    form.set_field("reporters_word", "restored")
    assert "word_reason" not in form.visible_keys()
    assert form.values()["word_reason"] == "Left the company"
    assert form.edits()["word_reason"] == "Left the company"


def test_the_star_follows_what_is_required(around: Around, show: Show) -> None:
    form = stage_form(around, "investigation", {"priority": "P3"})
    show(form)

    def starred(key: str) -> bool:
        frame = form.editor(key).frame
        assert frame is not None
        return frame.is_required()

    assert starred("diagnosis")
    assert not starred("prevention")
    form.set_field("not_pursued", "A one-off")
    assert not starred("diagnosis")
    form.load({"priority": "P1"})
    assert starred("prevention")


def test_choices_follow_other_answers(around: Around) -> None:
    closure = stage_form(around, "closure", {"type": "service_request"})
    closure.set_field("retest", "delivered")
    closure.load({"type": "software"})
    assert (
        closure.values()["retest"] == "delivered"
    )  # what was chosen stays, though it is not offered any more
    shown = [key for key, _label in closure.editor("retest").control.options()]  # type: ignore[attr-defined]
    assert shown == ["passed", "delivered", "failed"]
    closure.set_field("retest", "passed")
    shown = [key for key, _label in closure.editor("retest").control.options()]  # type: ignore[attr-defined]
    assert shown == ["passed", "failed"]


def test_seldom_fields_wait_behind_links(around: Around, show: Show, qtbot: QtBot) -> None:
    form = stage_form(around, "investigation", {"priority": "P3"})
    show(form)
    assert links(form) == ["Link a known error", "Not pursued…"]
    table = form.editor("hypotheses")
    assert isinstance(table, TableEditor)
    shown = [link.text() for link in table.links.links()]
    assert shown == ["Add a hypothesis", "The cause is evident", "Link a known error", "Not pursued…"]
    qtbot.mouseClick(table.links.links()[2], Qt.MouseButton.LeftButton)
    assert form.editor("known_error").has_focus()
    assert form.visible_keys().index("known_error") == form.visible_keys().index("hypotheses") + 1
    assert links(form) == ["Not pursued…"]
    form.load({"priority": "P1"})
    assert links(form) == []  # nobody leaves a P1 unexplained
    assert not form.focus_field("not_pursued")
    filled = stage_form(around, "investigation", {"known_error": "KE-7"})
    assert "known_error" in filled.visible_keys()


def test_a_category_brings_its_type_until_somebody_says_otherwise(around: Around) -> None:
    form = stage_form(around, "classification")
    told: list[str] = []
    form.edited.connect(told.append)
    form.set_field("category", "software.mail")
    assert form.edits()["type"] == "software"
    assert told == ["category", "type"]
    form.set_field("category", "hardware.phone")
    assert form.edits()["type"] == "hardware"
    form.set_field("type", "service_request")
    form.set_field("category", "software.mail")
    assert form.edits()["type"] == "service_request"


@pytest.mark.parametrize(
    "stage", ["identification", "classification", "investigation", "resolution", "closure"]
)
def test_no_edit_of_another_field_takes_the_focus(around: Around, show: Show, stage: str) -> None:
    form = stage_form(around, stage, {"type": "software", "priority": "P3"})
    show(form)
    samples: dict[str, JsonValue] = {
        "text": "x", "long_text": "x", "code": "x", "yes_no": True, "moment": NOW_ABOUT, "person": ME.uid,
        "reporter": DANA.uid, "table": [{"statement": "x", "step": "x"}],
    }  # fmt: skip
    for held in form.visible_keys():
        form.focus_field(held)
        before = QApplication.focusWidget()
        for field in form.fields():
            if field.key == held:
                continue
            value = samples.get(
                field.kind, {"reporters_word": "not_needed", "priority_override": "P1"}.get(field.key)
            )
            form.set_field(field.key, value)
            assert QApplication.focusWidget() is before, (held, field.key)
            form.set_field(field.key, None)
        form.load({"type": "service_request", "priority": "P1", "title": "Another"})
        assert form.editor(held).has_focus(), held
        form.load({"type": "software", "priority": "P3"})


def test_newer_facts_come_in_silently_but_not_over_an_edit(around: Around, show: Show) -> None:
    form = stage_form(around, "identification", {"title": "Printer", "description": "old", "source": "other"})
    show(form)
    told: list[str] = []
    form.set_field("title", "Label printer")
    form.edited.connect(told.append)
    form.load({"title": "Copier", "description": "new", "source": "other"})
    assert told == []
    assert form.values()["title"] == "Label printer"
    assert form.base()["title"] == "Printer"  # what the edit started from: the save will find the conflict
    assert form.values()["description"] == form.base()["description"] == "new"
    form.load({"title": "Label printer", "description": "new", "source": "other"})  # it was saved
    assert "title" not in form.edits()
    assert form.base()["title"] == "Label printer"


def test_a_cleared_starting_value_stays_cleared(around: Around) -> None:
    form = stage_form(around, "identification")
    form.set_field("assignee", None)
    form.load({"title": "Printer"})
    assert form.values()["assignee"] is None


def test_drafts_bring_back_all_that_was_typed(around: Around, show: Show, qtbot: QtBot) -> None:
    form = stage_form(around, "identification", {"title": "Printer"})
    show(form)
    form.set_field("description", "Blank labels")
    type_into(qtbot, form, "occurred", "soonish")
    form.editor("occurred").settle()
    drafts = form.drafts()
    assert drafts["occurred"] == {"typed": "soonish"}
    assert form.typed() == {"occurred": "soonish"}
    again = stage_form(around, "identification", {"title": "Printer"}, drafts=drafts)
    assert again.drafts() == drafts
    assert again.edits() == form.edits()
    again.load({"title": "Copier", "occurred": NOW_ABOUT})  # newer facts do not take the text away either
    assert again.typed() == {"occurred": "soonish"}
    assert again.editor("occurred").problem.startswith("“soonish”")


def test_gaps_are_shown_at_their_fields_until_they_are_answered(around: Around, show: Show) -> None:
    form = stage_form(around, "classification")
    show(form)
    stage = around.library.newest("itil").stage("classification")
    gaps = what_is_missing(stage, form.asking())
    form.show_gaps([*gaps, Missing("classification", "", "Elsewhere", "Not a field of this form")])
    assert form.editor("impact").problem == "Say how many are hit"
    form.set_field("impact", "low")
    assert form.editor("impact").problem == ""
    assert form.editor("severity").problem != ""
    form.clear_gaps()
    assert form.editor("severity").problem == ""


def test_a_gap_is_reached_behind_its_link(around: Around, show: Show) -> None:
    form = stage_form(around, "classification")
    show(form)
    assert "team" not in form.visible_keys()
    assert form.focus_field("team")
    assert form.editor("team").has_focus()
    assert not form.focus_field("priority_reason")
    assert not form.focus_field("no such field")


def test_a_conflict_shows_both_and_loses_neither(around: Around, show: Show, qtbot: QtBot) -> None:
    form = stage_form(around, "identification", {"title": "Printer"})
    show(form)
    settled: list[str] = []
    form.conflict_settled.connect(settled.append)
    form.set_field("title", "Label printer")
    form.show_conflict("title", "Copier", "Copier")
    assert form.conflicts() == ["title"]
    buttons = {button.text(): button for button in form.findChildren(QWidget) if hasattr(button, "click")}
    qtbot.mouseClick(buttons["Keep mine"], Qt.MouseButton.LeftButton)
    assert (form.values()["title"], form.base()["title"]) == ("Label printer", "Copier")
    form.show_conflict("title", "Scanner", "Scanner")
    buttons = {button.text(): button for button in form.findChildren(QWidget) if hasattr(button, "click")}
    buttons["Take theirs"].setFocus()
    qtbot.keyClick(buttons["Take theirs"], Qt.Key.Key_Return)
    assert (form.values()["title"], form.base()["title"]) == ("Scanner", "Scanner")
    assert "title" not in form.edits()
    assert form.editor("title").has_focus()
    assert settled == ["title", "title"]
    assert form.conflicts() == []


def test_attempts_that_are_not_saved_yet_count_for_conditions(around: Around) -> None:
    form = stage_form(around, "closure")
    rows: list[JsonValue] = [{"at": NOW_ABOUT, "means": "phone", "result": "no_answer"}]
    form.set_field("contact_attempts", rows)
    assert form.asking().facts["unanswered_attempts"] == 1


def test_dropped_files_are_handed_up(around: Around, qtbot: QtBot) -> None:
    form = StageForm([Field("notes", "long_text", "Notes")], around.context())
    editor = form.editor("notes")
    assert isinstance(editor, LongTextEditor)
    with qtbot.waitSignal(form.files_dropped) as told:
        editor.area.files_dropped.emit(["a.png"])
    assert told.args == [["a.png"]]
