"""A major incident in the window by keys, from the raising to the closed incident."""

from __future__ import annotations

from dataclasses import replace

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Incident
from incidentdesk.gui.queue.column_specs import BASE
from incidentdesk.gui.queue.lines import Wording, line_of
from incidentdesk.services.lists.queue import ListQuestion
from walk import CLASSIFICATION, CLOSURE, INVESTIGATION, UNKNOWN

OURS = {
    "Make it a major incident…", "Declare…", "Phase…", "SEV level…", "Return to the desk's process…",
}  # fmt: skip
STAGES: dict[str, dict[str, object]] = {
    "identification": {"occurred": UNKNOWN, "description": "No mail goes out."},
    "classification": CLASSIFICATION, "investigation": INVESTIGATION, "resolution": {}, "closure": CLOSURE,
}  # fmt: skip


def incident(desk: Desk) -> Incident:
    return desk.office.only().incident


def go_to(desk: Desk, phase: str, *, reason: str = "") -> None:
    desk.driver.command("Alt+H")
    desk.driver.find(phase)
    if reason:
        desk.driver.keys(reason)
    desk.driver.command("Ctrl+Return")


def fill(desk: Desk, values: dict[str, object]) -> None:
    form = desk.incident.stages.form
    assert form is not None
    for key, value in values.items():
        form.set_field(key, value)  # type: ignore[arg-type]


RESOLUTION = {
    "resolution": "Restarted the mail store.", "fix_kind": "permanent", "restored": {
        "precision": "exact", "at": "2026-11-23T09:02:00+01:00", "until": None},
    "recovery_test": "Mail goes in and out.", "back_to_normal": True, "last_update": "none_due",
}  # fmt: skip
REVIEW = {
    "review_state": "closed", "summary": "The disk was full.", "went_well": "It was seen at once.",
    "contributing_factors": [{"factor": "Nothing watched the disk", "kind": "technical"}],
    "verify_fix": {"precision": "exact", "at": "2026-12-23T09:00:00+01:00", "until": None},
}  # fmt: skip


def test_from_raising_to_closed(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+Shift+N")
    driver.keys("Mail is down for all")
    driver.command("Return")
    assert (incident(desk).process, incident(desk).phase) == ("sre", "new")
    assert desk.incident.head.response.sev.text == "Not declared"

    driver.command("Ctrl+Return")
    assert driver.has_focus(desk.incident.action), "it cannot be completed before it is declared"
    driver.press("Esc")
    driver.command("Alt+D")
    driver.choose("2")
    driver.command("Ctrl+Return")
    assert (incident(desk).sev, incident(desk).phase) == ("sev2", "investigating")
    assert desk.opened.window.room == "response", "the work goes on in its room"
    desk.show(incident(desk).uid)
    head = desk.incident.head.response
    assert head.sev.text == "SEV 2 Major"
    assert head.phase.text == "Investigating"
    assert head.update_due.text == "Next update due in 15:00"
    assert desk.incident.stages.stage is not None
    assert desk.incident.stages.stage.key == "response"

    for phase in ("identified", "mitigating", "monitoring"):
        go_to(desk, phase)
        assert incident(desk).phase == phase
    go_to(desk, "resolved")
    assert incident(desk).phase == "monitoring"
    assert "Write what was done" in desk.incident.action.refused.text()
    driver.press("Esc")
    fill(desk, RESOLUTION)
    go_to(desk, "resolved")
    assert (incident(desk).phase, incident(desk).status) == ("resolved", "resolved")
    assert desk.incident.stages.stage.key == "analysis"

    driver.command("Alt+R")
    driver.command("Ctrl+Return")
    assert (incident(desk).process, incident(desk).status) == ("itil", "resolved")
    assert desk.incident.head.response.isHidden()
    assert desk.incident.page is not None
    assert desk.incident.page.facts["resolution"] == "Restarted the mail store."

    for stage, values in STAGES.items():
        assert desk.incident.stages.stage.key == stage
        fill(
            desk, {**values, **({"reporter": desk.office.reporter.uid} if stage == "identification" else {})}
        )
        driver.command("Ctrl+Return")
    assert incident(desk).status == "closed"
    assert [run.definition.key for run in desk.office.only().earlier] == ["sre"]


def test_an_ordinary_one_is_promoted_and_goes_back_with_what_is_on_the_form(desk: Desk) -> None:
    driver = desk.driver
    uid = new_incident(desk.office)
    desk.show(uid)
    desk.incident.show_stage("investigation")
    fill(desk, {"findings": "The driver was updated overnight."})
    driver.command("Alt+J")
    driver.choose("3")
    frame = desk.incident.action.form.editor("sev").frame  # type: ignore[union-attr]
    assert frame is not None
    assert "partial loss" in frame.editor.accessibleDescription()
    driver.command("Ctrl+Return")
    assert (incident(desk).process, incident(desk).sev) == ("sre", "sev3")
    assert desk.opened.window.room == "response"
    desk.show(uid)
    assert desk.incident.stages.stage is not None
    assert desk.incident.stages.stage.key == "response"
    driver.command("Alt+V")
    driver.choose("2")
    driver.command("Ctrl+Return")
    assert incident(desk).sev == "sev2"
    driver.command("Alt+R")
    driver.command("Ctrl+Return")
    assert incident(desk).process == "sre"
    assert driver.name() == "Why?, required"
    driver.keys("One printer only")
    driver.command("Ctrl+Return")
    assert incident(desk).process == "itil"
    assert desk.office.only().facts["findings"] == "The driver was updated overnight."
    assert desk.opened.window.toast.text == "Returned.", "the room that is not in sight says nothing"


def test_the_review_is_closed_by_its_stage_or_its_phase(desk: Desk) -> None:
    office, me = desk.office, desk.office.me.uid
    with office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", me, levels=["sev3"]).uid
        cases.stages.save(uid, RESOLUTION, {}, me)
        cases.response.go_to(uid, "resolved", me, reason="It was quick")
    desk.show(uid)
    go_to(desk, "in review")
    assert incident(desk).phase == "in_review"
    desk.driver.command("Alt+V")
    desk.driver.choose("2")
    desk.driver.command("Ctrl+Return")
    with office.reading() as cases:
        assert cases.response.view(uid).response.sizes.final == "sev2"
    fill(desk, REVIEW)
    go_to(desk, "review closed")
    assert (incident(desk).phase, incident(desk).status) == ("closed", "closed")


def test_a_phase_off_the_straight_way_asks_why(desk: Desk) -> None:
    driver, office = desk.driver, desk.office
    with office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", office.me.uid, levels=["sev1"]).uid
    desk.show(uid)
    driver.command("Alt+H")
    driver.find("monitoring")
    driver.command("Ctrl+Return")
    assert driver.name() == "Why?, required"
    assert incident(desk).phase == "investigating"
    driver.keys("Went back at once")
    driver.command("Ctrl+Return")
    assert incident(desk).phase == "monitoring"
    go_to(desk, "false alarm", reason="A test mail")
    assert (incident(desk).phase, incident(desk).status) == ("false_alarm", "cancelled")
    driver.command("Alt+H")
    driver.choose("i")
    driver.press("Tab")
    driver.keys("It was real")
    driver.command("Ctrl+Return")
    assert incident(desk).status == "in_progress"


def test_what_is_not_for_an_incident_is_told_and_not_offered(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    desk.driver.command("Alt+D")
    assert desk.incident.action.isHidden()
    assert "“Declare…” is not for INC-2026-000001" in desk.opened.window.toast.text
    offered = {action.text() for action in desk.incident.actions() if action.data()()}
    assert offered & OURS == {"Make it a major incident…"}
    with desk.office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", desk.office.me.uid).uid
    desk.show(uid)
    offered = {action.text() for action in desk.incident.actions() if action.data()()}
    assert offered & OURS == {"Declare…", "Phase…", "Return to the desk's process…"}


def test_rows_that_others_add_meanwhile_stay(desk: Desk) -> None:
    office, me = desk.office, desk.office.me.uid
    with office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", me, levels=["sev2"]).uid
        cases.response.add_row(uid, "actions", {"what": "Look at the disk"}, me)
    desk.show(uid)
    form = desk.incident.stages.form
    assert form is not None
    assert not form.editor("actions").widget.isEnabled()
    assert form.editor("hypotheses").widget.isHidden() or "hypotheses" not in form.visible_keys()
    desk.driver.keys("Went back")
    with office.reading() as cases:
        cases.response.add_row(uid, "actions", {"what": "Call the supplier"}, me)
        cases.response.add_row(uid, "hypotheses", {"statement": "The disk is full"}, me)
    desk.driver.command("Ctrl+S")
    facts = office.page(uid).facts
    assert facts["resolution"] == "Went back"
    assert [row["what"] for row in facts["actions"]] == ["Look at the disk", "Call the supplier"]
    assert [row["statement"] for row in facts["hypotheses"]] == ["The disk is full"]


def test_a_late_update_is_told_by_the_time_that_it_is(desk: Desk) -> None:
    with desk.office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", desk.office.me.uid, levels=["sev1"], drill=True).uid
    desk.show(uid)
    head = desk.incident.head.response
    assert head.update_due.text == "Next update due in 05:00"
    desk.office.time.advance(hours=8)
    head.look()
    assert head.update_due.text == "Update 7:55:00 late"
    assert head.drill.text.startswith("DRILL")


def test_the_queue_tells_level_and_drill(desk: Desk) -> None:
    with desk.office.reading() as cases:
        cases.raising.raise_one("Mail is down", desk.office.me.uid, levels=["sev1"], drill=True)
        (row,) = cases.queue.rows(ListQuestion(), desk.office.me.uid, limit=5).rows
    assert (row.sev, row.phase, row.drill) == ("sev1", "investigating", True)
    settings = desk.opened.session.settings
    wording = Wording(settings, (), {}, desk.office.time.now().local().date())
    assert line_of(row, wording).below_title == "SEV 1 · DRILL · In progress"
    with_priority = replace(wording, columns=(BASE["priority"],))
    assert line_of(row, with_priority).below_title == "DRILL · In progress"
