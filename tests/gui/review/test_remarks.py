"""Remarks on the language of a review: beside the sentence, after a rest, left for good, roles for names."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from gui.review.reviewed import Reviewed
from incidentdesk.domain.json_values import JsonValue

BLAMING = "Paul Shah failed to check it. The job failed to start."


def marked(reviewed: Reviewed, key: str) -> list[str]:
    area = reviewed.form.editor(key).widget
    assert isinstance(area, QPlainTextEdit)
    return [one.cursor.selectedText() for one in area.extraSelections()]  # type: ignore[attr-defined]


def test_a_remark_stands_below_with_its_reason_and_marks_its_words(reviewed: Reviewed) -> None:
    reviewed.write("summary", BLAMING)
    assert reviewed.remarks("summary") == ["Paul Shah", "failed to"]
    assert marked(reviewed, "summary") == ["Paul Shah", "failed to"], "the job may fail"
    names = [button.accessibleName() for button in reviewed.side("summary").buttons()]
    assert names == [
        "Write the role in place of Paul Shah", "Leave “Paul Shah” as it is", "Leave “failed to” as it is",
    ]  # fmt: skip
    reviewed.write("summary", "The job failed to start.")
    assert reviewed.remarks("summary") == []
    assert marked(reviewed, "summary") == []
    assert reviewed.side("summary").isHidden()


def test_it_waits_for_a_rest_and_keeps_the_focus_where_it_is(reviewed: Reviewed) -> None:
    reviewed.form.focus_field("went_wrong")
    reviewed.desk.driver.keys("We should have tested it")
    assert reviewed.remarks("went_wrong") == [], "nobody is spoken to while typing"
    reviewed.rest()
    assert reviewed.remarks("went_wrong") == ["should have"]
    assert reviewed.desk.driver.has_focus(reviewed.form.editor("went_wrong").widget)
    area = reviewed.form.editor("went_wrong").widget
    assert isinstance(area, QPlainTextEdit)
    area.insertPlainText(" \U0001f600 and Rosa Diaz, too")
    reviewed.rest()
    assert marked(reviewed, "went_wrong") == ["should have", "Rosa Diaz"], "beyond the first plane, too"


def test_remarks_block_nothing(reviewed: Reviewed) -> None:
    reviewed.write("summary", BLAMING)
    reviewed.desk.driver.command("Ctrl+S")
    assert reviewed.desk.office.page(reviewed.uid).facts["summary"] == BLAMING


def test_what_is_left_is_remembered_for_its_sentence(reviewed: Reviewed, qtbot: QtBot) -> None:
    driver = reviewed.desk.driver
    reviewed.write("summary", "Paul Shah failed to check it.")
    reviewed.form.focus_field("summary")
    driver.command("Alt+I")
    reviewed.rest()
    assert reviewed.remarks("summary") == ["failed to"]
    driver.command("Alt+I")
    reviewed.rest()
    assert reviewed.remarks("summary") == []
    reviewed.write("summary", "It was at noon. Paul Shah failed to check it. We failed to call.")
    assert reviewed.remarks("summary") == ["failed to"], "that of the other sentence"
    driver.command("Ctrl+S")
    with reviewed.desk.office.window(qtbot) as later:
        again = Reviewed(later, qtbot, reviewed.uid, reviewed.people)
        again.show()
        assert again.remarks("summary") == ["failed to"]


def test_a_role_is_written_in_place_of_a_name_and_that_can_be_undone(reviewed: Reviewed) -> None:
    driver = reviewed.desk.driver
    reviewed.write("summary", "At noon P. Shah restarted it. Then Ines Arroyo called.")
    write_role = reviewed.side("summary").buttons()[0]
    write_role.click()
    reviewed.rest()
    assert reviewed.value("summary") == "At noon an operations lead restarted it. Then Ines Arroyo called."
    driver.command("Ctrl+Shift+Z")
    assert reviewed.value("summary") == "At noon P. Shah restarted it. Then Ines Arroyo called."


def test_roles_come_in_place_of_all_names_by_one_key(reviewed: Reviewed) -> None:
    reviewed.write("summary", "Shah restarted it.")
    reviewed.write("went_well", "Rosa Diaz saw Tim's note at once.")
    assert not reviewed.part.head.roles.isHidden()
    reviewed.desk.driver.command("Alt+O")
    reviewed.rest()
    assert reviewed.value("summary") == "An operations lead restarted it."
    assert reviewed.value("went_well") == "A member of staff saw a member of staff's note at once."
    assert reviewed.part.head.roles.isHidden()


def test_a_factor_is_looked_at_too(reviewed: Reviewed) -> None:
    factors: list[JsonValue] = [{"factor": "Human error by Paul Shah", "kind": "process"}]
    reviewed.write("contributing_factors", factors)
    assert reviewed.remarks("contributing_factors") == ["Human error", "Paul Shah"]
    assert [one.text() for one in reviewed.side("contributing_factors").buttons()] == ["Leave it"] * 2
