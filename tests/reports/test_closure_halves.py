"""The closure report of an incident that was promoted has both halves."""

from __future__ import annotations

from reports.helpers import Story, at, moment, text_of


def test_both_halves_stand_in_the_report(story: Story) -> None:
    number, cases, me = story.log(), story.cases, story.oyelaran
    number = story.number or number
    cases.stages.save(number, {"findings": "Blank since the update"}, {}, me)
    story.time.move_to(at(9, 20))
    cases.promotion.promote(number, ["sev2"], me)
    row = cases.response.add_row(
        number, "actions", {"what": "Go back to the old driver", "owner": me}, me
    ).row
    cases.response.change_row(number, "actions", row, {"state": "done", "result": "Labels print"}, me)
    cases.response.add_row(number, "decisions", {"proposal": "One ward first", "backup": "By hand"}, me)
    story.time.move_to(at(10, 0))
    cases.response.set_milestone(number, "mitigated", moment(9, 50), me)
    values = {
        "resolution": "The old driver is back",
        "fix_kind": "workaround",
        "recovery_test": "Five labels",
    }
    cases.stages.save(number, {**values, "back_to_normal": True}, {}, me)
    cases.response.note_update(number, "internal", "All wards print", me, last=True)
    cases.response.go_to(number, "resolved", me, reason="All wards print")
    cases.promotion.return_(number, me)
    text = text_of(cases.reporting.preview(number, me))
    for said in (
        "Investigation and analysis", "Blank since the update", "The old driver is back",
        "Major incident (site reliability)", "Response and resolution", "Go back to the old driver",
        "Labels print", "One ward first", "Backup plan", "Promoted to a major incident", "SEV 2 Major",
    ):  # fmt: skip
        assert said in text, said
    assert "Priority: " in text, "the half of the desk's process tells its priority"
    assert " Row " not in text, "the names of rows are of no use on paper"
    assert text.count("Major incident (site reliability)") == 1


def test_what_was_raised_as_a_major_one_tells_its_level_and_no_priority(story: Story) -> None:
    cases, me = story.cases, story.oyelaran
    number = cases.raising.raise_one("Mail is down", me, levels=["sev1"]).number
    text = text_of(cases.reporting.preview(number, me))
    assert "SEV 1 Critical" in text
    assert "P3" not in text
    assert "Priority" not in text


def test_a_half_in_which_nothing_was_written_has_no_heading(story: Story) -> None:
    cases, me = story.cases, story.oyelaran
    number = cases.log.log({"title": "Data was copied"}, me).number
    cases.promotion.promote(number, ["sev2"], me)
    assert "ITIL incident" not in text_of(cases.reporting.preview(number, me))
