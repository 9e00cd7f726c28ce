"""Drafts beside the empty fields of a review: taken over by a key, never over what is typed, and undone."""

from __future__ import annotations

from gui.review.reviewed import Reviewed
from incidentdesk.domain.review_rules import Need
from incidentdesk.gui.forms.table_editor import TableEditor

SUMMARY = "Mail is down (Mail): began 23 Nov 2026, 08:42 UTC+1"


def test_a_draft_stands_beside_each_empty_field_and_one_key_takes_it_over(reviewed: Reviewed) -> None:
    driver = reviewed.desk.driver
    assert reviewed.side("summary").offered.startswith(SUMMARY)
    assert reviewed.side("review_owner").offered == "M. Oyelaran"
    assert not reviewed.side("went_well").isVisibleTo(reviewed.form)
    assert reviewed.form.focus_field("summary")
    driver.command("Alt+Return")
    assert str(reviewed.value("summary")).startswith(SUMMARY)
    assert not reviewed.side("summary").offered
    assert not reviewed.value("impact_summary"), "one key takes over one draft"
    driver.command("Ctrl+Shift+Z")
    assert not reviewed.value("summary")
    assert reviewed.side("summary").offered


def test_what_is_typed_is_never_overwritten(reviewed: Reviewed) -> None:
    driver = reviewed.desk.driver
    reviewed.form.focus_field("summary")
    driver.keys("The mail stood still.")
    assert not reviewed.side("summary").offered
    driver.command("Alt+Shift+Return")
    assert reviewed.value("summary") == "The mail stood still."
    assert reviewed.value("contributing_factors") == [{"factor": "Release 7 leaks memory"}]
    assert reviewed.value("review_owner") == reviewed.desk.office.me.uid
    assert "08:42" in str(reviewed.value("impact_summary"))
    reviewed.form.focus_field("impact_summary")
    driver.press("End")
    driver.keys("!")
    driver.command("Ctrl+Shift+Z")
    assert not reviewed.value("contributing_factors")
    assert "!" in str(reviewed.value("impact_summary")), "what was typed since stays"


def test_what_was_taken_over_is_saved_and_offered_no_more(reviewed: Reviewed) -> None:
    reviewed.desk.driver.command("Alt+Shift+Return")
    reviewed.desk.driver.command("Ctrl+S")
    facts = reviewed.desk.office.page(reviewed.uid).facts
    assert str(facts["summary"]).startswith(SUMMARY)
    assert str(facts["communication_review"]).startswith("The first word went out 1 h after")
    assert reviewed.part.head.take_all.isHidden()


def test_the_head_says_by_when_and_why(reviewed: Reviewed) -> None:
    head, driver = reviewed.part.head, reviewed.desk.driver
    assert (head.need.text, head.need.tone) == ("Review due by 30 Nov 2026", "warning")
    assert head.why.text().startswith("Because it was SEV 1 or SEV 2")
    assert head.questions.isHidden()
    driver.command("Alt+Q")
    assert not head.questions.isHidden()
    driver.command("Alt+Q")
    assert head.questions.isHidden()


def test_a_review_that_is_late_says_so(reviewed: Reviewed) -> None:
    reviewed.desk.office.time.advance(days=10)
    with reviewed.desk.office.reading() as cases:
        cases.stages.save(reviewed.uid, {"trigger": "Release 7"}, {}, reviewed.desk.office.me.uid)
        need = cases.review.draft(reviewed.uid, reviewed.desk.office.me.uid).need
    assert (need.need, need.late) == (Need.REQUIRED, True)
    reviewed.desk.show(reviewed.uid)
    reviewed.qtbot.waitUntil(lambda: reviewed.part.head.need.tone == "danger")
    assert reviewed.part.head.need.text == "Review late since 30 Nov 2026"


def test_a_lesson_is_due_by_the_size_and_another_stage_has_no_drafts(reviewed: Reviewed) -> None:
    lessons = reviewed.form.editor("lessons")
    assert isinstance(lessons, TableEditor)
    lessons.add_row()
    opened = lessons.opened()
    assert opened is not None
    due = opened.values()["due"]
    assert isinstance(due, dict)
    assert str(due["at"]).startswith("2026-12-23T10:32"), "thirty days after the resolution of a SEV 2"
    head = reviewed.part.head
    reviewed.desk.incident.show_stage("response")
    reviewed.desk.driver.settle()
    assert reviewed.desk.incident.reviewing.part is None
    assert head.isHidden()
    reviewed.desk.incident.reviewing.do("take_all")
    reviewed.desk.incident.show_stage("analysis")
    reviewed.desk.driver.settle()
    assert not reviewed.value("summary")


def test_a_closed_review_offers_nothing_and_is_printed_as_the_review(reviewed: Reviewed) -> None:
    driver, office = reviewed.desk.driver, reviewed.desk.office
    driver.command("Alt+Shift+Return")
    reviewed.write("went_well", "Monitoring told us at once.")
    reviewed.form.set_field("review_state", "closed")
    reviewed.desk.incident.stages.complete()
    driver.settle()
    page = office.page(reviewed.uid)
    assert (page.incident.phase, page.incident.status) == ("closed", "closed")
    reviewed.desk.show(reviewed.uid)
    assert reviewed.part.head.need.text == "Review closed"
    assert reviewed.part.sides is not None
    assert reviewed.part.sides.offered() == []
    panel = reviewed.desk.incident.side.report
    assert panel.choice.kind == "review"
    panel.issue()
    driver.settle()
    assert [one.kind for one in office.page(reviewed.uid).reports] == ["review"]
    panel.choice.kinds.set_value("closure")
    panel.choice.changed.emit()
    panel.issue()
    driver.settle()
    assert [one.kind for one in office.page(reviewed.uid).reports] == ["review", "closure"]
