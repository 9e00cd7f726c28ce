"""Rows of a response room are changed in place: nothing typed is lost, nobody is overwritten."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk, Office
from gui.response.rooms import room_of
from gui.response.table_hands import Hands, in_room
from incidentdesk.gui.response.impact_card import ImpactCard
from incidentdesk.gui.response.row_form import RowForm
from incidentdesk.gui.response.table_card import TableCard
from incidentdesk.gui.widgets.buttons import ActionButton


def edit(hands: Hands, key: str, name: str) -> RowForm:
    hands.line(key, name).edit.setFocus()
    hands.desk.driver.press("Return")
    form = hands.card(key).writing.form(new=False)
    assert form is not None
    return form


def retype(hands: Hands, form: RowForm, column: str, text: str) -> None:
    form.form.focus_field(column)
    hands.desk.driver.press("Ctrl+A")
    hands.desk.driver.keys(text)


def shown_text(form: RowForm, column: str) -> str:
    widget = form.form.editor(column).widget
    assert isinstance(widget, QLineEdit)
    return widget.text()


def test_a_row_is_changed_in_its_place(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("hypotheses", statement="The disk is full")
    hands.add("hypotheses", statement="The release")
    form = edit(hands, "hypotheses", "1")
    assert hands.line("hypotheses", "1").isHidden()
    retype(hands, form, "test", "df on the host")
    form.form.focus_field("result")
    desk.driver.choose("c")
    desk.driver.command("Ctrl+Return")
    row = hands.rows("hypotheses")[0]
    assert (row["test"], row["result"], row["statement"]) == (
        "df on the host",
        "confirmed",
        "The disk is full",
    )
    assert hands.line("hypotheses", "1").below.text() == "Test: df on the host"
    assert desk.driver.has_focus(hands.line("hypotheses", "1"))
    assert desk.opened.window.toast.text == "The row is changed."


def test_what_two_write_in_one_row_merges(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("decisions", proposal="Fail over")
    form = edit(hands, "decisions", "1")
    retype(hands, form, "backup", "Restore")
    hands.change("decisions", "1", objections="The replica is behind")
    assert shown_text(form, "backup") == "Restore"
    assert shown_text(form, "objections") == "The replica is behind"
    desk.driver.press("Return")
    row = hands.rows("decisions")[0]
    assert (row["backup"], row["objections"]) == ("Restore", "The replica is behind")


@pytest.mark.parametrize(("answer", "kept"), [("Keep mine", "Wait an hour"), ("Take theirs", "Restore")])
def test_where_two_write_the_same_cell_both_are_told(desk: Desk, answer: str, kept: str) -> None:
    hands = in_room(desk)
    hands.add("decisions", proposal="Fail over")
    form = edit(hands, "decisions", "1")
    retype(hands, form, "backup", "Wait an hour")
    hands.change("decisions", "1", backup="Restore")
    assert shown_text(form, "backup") == "Wait an hour"
    said = [label.text() for label in form.findChildren(QLabel)]
    assert "Saved by somebody else meanwhile: “Restore”" in said
    desk.driver.press("Return")
    assert hands.rows("decisions")[0]["backup"] == "Restore", "nothing is saved before it is answered"
    next(one for one in form.findChildren(ActionButton) if one.text() == answer).click()
    desk.driver.settle()
    desk.driver.press("Return")
    assert hands.rows("decisions")[0]["backup"] == kept


def test_a_conflict_that_only_the_desk_has_seen_is_told_too(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("decisions", proposal="Fail over")
    form = edit(hands, "decisions", "1")
    retype(hands, form, "backup", "Wait an hour")
    with desk.office.reading() as cases:
        cases.response.change_row(hands.uid, "decisions", "1", {"backup": "Restore"}, desk.office.me.uid)
    desk.driver.press("Return")
    assert hands.rows("decisions")[0]["backup"] == "Restore"
    assert form.form.conflicts() == ["backup"]
    assert shown_text(form, "backup") == "Wait an hour"


def test_a_row_that_is_taken_back_while_it_is_edited_leaves_the_words(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("needs", what="A storage engineer")
    form = edit(hands, "needs", "1")
    retype(hands, form, "what", "Two storage engineers")
    with desk.office.reading() as cases:
        cases.response.take_back_row(hands.uid, "needs", "1", desk.office.me.uid)
    hands.look()
    assert shown_text(form, "what") == "Two storage engineers"
    desk.driver.press("Return")
    assert "There is no row “1”" in " ".join(label.text() for label in form.findChildren(QLabel))


def test_typed_rows_are_drafts_that_survive_the_window(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        hands = in_room(desk)
        hands.add("decisions", proposal="Fail over")
        form = edit(hands, "decisions", "1")
        retype(hands, form, "backup", "Restore from ta")
        desk.driver.command("Alt+E")
        desk.driver.keys("Tell the press")
        desk.driver.command("Ctrl+1")
        assert hands.drafts("decisions") == {"1.backup": "Restore from ta", "new.proposal": "Tell the press"}
        hands.change("decisions", "1", backup="Restore from disk")
    with office.window(qtbot) as desk:
        desk.driver.command("Ctrl+2")
        card = room_of(desk).cards["decisions"]
        assert isinstance(card, TableCard)
        assert card.rows.lines["1"].kept.text == "Not saved yet"
        card.rows.lines["1"].edit.click()
        desk.driver.settle()
        form = card.writing.form(new=False)
        assert form is not None
        assert shown_text(form, "backup") == "Restore from ta"
        assert form.form.conflicts() == ["backup"], "it was changed while the window was closed"
        desk.driver.command("Alt+E")
        desk.driver.press("End")
        desk.driver.keys(" office")
        desk.driver.press("Return")
        with office.reading() as cases:
            rows = cases.response.view(room_of(desk).uid).rows("decisions")
        assert rows[1]["proposal"] == "Tell the press office"


def test_two_rows_are_typed_in_turn_and_none_is_lost(desk: Desk) -> None:
    hands = in_room(desk)
    for what in ("One", "Two"):
        hands.add("needs", what=what)
    retype(hands, edit(hands, "needs", "1"), "what", "One and a half")
    form = edit(hands, "needs", "2")
    assert hands.line("needs", "1").kept.text == "Not saved yet"
    assert shown_text(form, "what") == "Two"
    form = edit(hands, "needs", "1")
    assert shown_text(form, "what") == "One and a half"
    desk.driver.press("Return")
    assert [row["what"] for row in hands.rows("needs")] == ["One and a half", "Two"]
    assert hands.line("needs", "1").kept.text == ""


def test_esc_throws_away_what_is_typed_and_undo_brings_it_back(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+N")
    desk.driver.keys("Somebody who knows")
    desk.driver.press("Esc")
    assert hands.card("needs").writing.form(new=True) is None
    assert hands.drafts("needs") == {}
    desk.driver.command("Ctrl+Shift+Z")
    form = hands.card("needs").writing.form(new=True)
    assert form is not None
    assert shown_text(form, "what") == "Somebody who knows"
    assert hands.rows("needs") == []


def test_what_is_missing_or_no_value_is_told_beside_its_field(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+A")
    desk.driver.press("Return")
    form = hands.card("actions").writing.form(new=True)
    assert form is not None
    assert form.form.editor("what").problem == "Please answer this."
    assert desk.driver.has_focus(form.form.editor("what").widget)
    desk.driver.keys("Restart")
    form.form.focus_field("minutes")
    desk.driver.keys("soon")
    desk.driver.press("Return")
    assert "“soon”" in form.form.editor("minutes").problem
    assert hands.rows("actions") == []
    assert shown_text(form, "minutes") == "soon"


def test_a_decision_always_shows_its_backup_plan_or_that_it_has_none(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+E")
    desk.driver.keys("Fail over")
    desk.driver.press("Return")
    line = hands.line("decisions", "1")
    assert line.lacks.text() == "No backup plan"
    assert line.below.text() == "M. Oyelaran · 09:02\nAny strong objections?"
    hands.change("decisions", "1", backup="Restore", objections="None", outcome="agreed")
    assert line.lacks.isHidden()
    assert line.below.text() == "M. Oyelaran · 09:02\nObjections: None\nBackup plan: Restore"
    assert line.state.text() == "Agreed"


def test_the_impact_in_one_glance(desk: Desk) -> None:
    hands = in_room(desk)
    card = hands.card("impact")
    assert isinstance(card, ImpactCard)
    assert card.glance.isHidden()
    desk.driver.command("Alt+I")
    for text in ("Sites 6 of 6", "140", "", "9:00", "Patients booked on paper"):
        desk.driver.keys(text)
        desk.driver.press("Tab")
    desk.driver.command("Ctrl+Return")
    assert (card.glance.text(), card.since.text()) == ("Sites 6 of 6 · about 140 users", "Since 09:00")
    assert hands.line("impact", "1").below.text() == "140 users · since 09:00\nPatients booked on paper"
    hands.add("impact_lines", what="Lab results late", users=20, share=30)
    assert card.glance.text() == "2 things do not work · about 160 users · up to 30 % of users"
    for name in ("1", "2"):
        hands.line("impact", name).tick.click()
        desk.driver.settle()
    assert hands.rows("impact_lines")[0]["until"] == {
        "precision": "exact", "at": "2026-11-23T09:02+01:00", "until": None,
    }  # fmt: skip
    assert card.since.text() == "Over, 09:02"
    assert hands.line("impact", "1").state.text() == "Over"


def test_nothing_that_would_be_refused_is_offered(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("actions", what="Restart")
    with desk.office.reading() as cases:
        cases.response.go_to(hands.uid, "false_alarm", desk.office.me.uid, reason="A test mail")
    hands.look()
    line = hands.line("actions", "1")
    assert [line.tick.isEnabled(), line.state.isEnabled(), line.edit.isHidden()] == [False, False, True]
    assert hands.card("actions").add.isHidden()
    assert hands.timeline.line.isHidden()
    desk.driver.command("Alt+A")
    assert hands.card("actions").writing.form(new=True) is None


def test_who_may_only_read_reads(desk: Desk) -> None:
    with desk.office.reading() as cases:
        crew = hire(cases)
        reader = next(one for one in cases.people.staff() if one.uid == crew.uid("read_only"))
    hands = in_room(desk)
    hands.add("actions", what="Restart")
    desk.opened.session.change_person(reader)
    desk.driver.settle()
    desk.opened.window.show_room("response", hands.uid)
    desk.driver.settle()
    assert not hands.line("actions", "1").tick.isEnabled()
    assert hands.card("actions").add.isHidden()
    assert hands.timeline.line.isHidden()
