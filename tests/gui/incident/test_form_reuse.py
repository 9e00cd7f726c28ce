"""A stage's form is built once, and filled anew for every incident: nothing of the last one stays on it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.incident.report_panel import ReportPanel


def form_widgets(desk: Desk) -> list[int]:
    """The identities of all widgets in the form that is shown."""
    form = desk.incident.stages.form
    assert form is not None
    return [id(widget) for widget in form.findChildren(QWidget)]


def test_a_second_incident_builds_no_new_editor(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    form, widgets = desk.incident.stages.form, form_widgets(desk)
    desk.show(second)
    assert desk.incident.stages.form is form
    assert form_widgets(desk) == widgets


def test_a_stage_seen_before_is_shown_with_the_form_it_had(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    form = desk.incident.stages.form
    desk.driver.command("Alt+Left")
    desk.driver.settle()
    other = desk.incident.stages.form
    assert other is not form
    assert form is not None
    assert form.isHidden()
    desk.driver.command("Alt+Right")
    desk.driver.settle()
    assert desk.incident.stages.form is form
    assert form.isVisible()


def test_what_was_typed_for_one_incident_is_not_on_the_next_and_not_undone_into_it(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    desk.driver.keys("The ribbon is worn")
    desk.show(second)
    form = desk.incident.stages.form
    assert form is not None
    assert form.values()["findings"] is None
    assert form.edits() == {}
    for field in form.findChildren(QPlainTextEdit) + form.findChildren(QLineEdit):
        field.undo()
    assert form.values()["findings"] is None
    assert not form.findChild(QPlainTextEdit).document().isUndoAvailable()
    assert desk.office.page(first).facts["findings"] == "The ribbon is worn"


def test_what_was_deleted_for_one_incident_does_not_come_back_on_the_next(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    desk.driver.keys("The ribbon")
    desk.driver.press("Ctrl+A")
    desk.driver.press("Del")
    desk.show(second)
    form = desk.incident.stages.form
    assert form is not None
    area = form.editor("findings").widget
    assert isinstance(area, QPlainTextEdit)
    area.undo()
    assert area.toPlainText() == ""


def test_letters_typed_until_the_next_page_comes_belong_to_the_last_incident(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    desk.driver.keys("The ribbon")
    desk.opened.session.go.emit("incident", second)
    desk.incident.stages.form.set_field("findings", "The ribbon is worn")  # type: ignore[union-attr]
    desk.driver.settle()
    assert desk.incident.stages.form.values()["findings"] is None  # type: ignore[union-attr]
    desk.show(first)
    assert desk.incident.stages.form.values()["findings"] == "The ribbon is worn"  # type: ignore[union-attr]


def test_an_open_row_of_a_table_is_closed_for_the_next_incident(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    form = desk.incident.stages.form
    assert form is not None
    table = form.editor("hypotheses")
    table.add_row()  # type: ignore[attr-defined]
    assert table.opened() is not None  # type: ignore[attr-defined]
    desk.show(second)
    assert table.opened() is None  # type: ignore[attr-defined]
    assert table.summaries() == []  # type: ignore[attr-defined]


def test_after_a_change_of_the_settings_the_form_is_built_anew(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    form, me = desk.incident.stages.form, desk.office.me.uid
    tasks, administration = desk.opened.tasks, desk.opened.session.cases.administration
    tasks.change(tasks, lambda: administration.name_organisation("Other Clinic", "Desk", None, me))
    desk.driver.settle()
    desk.show(second)
    assert desk.incident.stages.form is not form


def test_saving_leaves_the_form_and_the_entries_that_are_there(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    widgets, entries = form_widgets(desk), len(desk.incident.side.timeline.items())
    desk.driver.keys("The ribbon is worn")
    desk.driver.command("Ctrl+S")
    desk.driver.settle()
    assert len(desk.incident.side.timeline.items()) == entries + 1
    assert form_widgets(desk) == widgets


def test_the_report_panel_is_made_when_it_is_wanted(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    assert desk.incident.findChildren(ReportPanel) == []
    desk.incident.side.show_report()
    desk.driver.settle()
    assert desk.incident.findChildren(ReportPanel) == [desk.incident.side.report]
    assert desk.incident.side.report.isVisible()
    assert desk.incident.side.report.view.page_count() > 0


def test_a_report_that_was_offered_for_one_incident_is_not_made_for_the_next(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(f"{first}/closure")
    tabs = desk.incident.side.tabs
    assert tabs.tabText(tabs.currentIndex()) == "Report"
    desk.show(second)
    assert tabs.currentIndex() == 0
