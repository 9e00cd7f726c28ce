"""A major incident opens as any other incident does, and its stages are filled in as others are."""

from __future__ import annotations

from end_to_end.office import Desk
from incidentdesk.gui.widgets.chips import Chip


def test_a_major_incident_is_worked_on_stage_by_stage(desk: Desk) -> None:
    office, me = desk.office, desk.office.me.uid
    with office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", me, levels=["sev2"]).uid
        cases.response.add_row(uid, "actions", {"what": "Go back", "owner": me, "minutes": 15}, me)
    desk.show(uid)
    assert desk.incident.page.current_stage.key == "response"
    assert desk.driver.name() == "What was done, required"
    desk.driver.keys("Went back")
    desk.driver.command("Ctrl+S")
    assert office.page(uid).facts["resolution"] == "Went back"
    with office.reading() as cases:
        (action,) = cases.response.view(uid).rows("actions")
    assert (action["row"], action["what"], action["state"]) == ("1", "Go back", "open")


def chips(desk: Desk) -> list[str]:
    head = desk.incident.head
    return [chip.text for chip in head.findChildren(Chip) if chip.isVisible() and chip.text]


def test_the_head_tells_the_level_and_no_priority_that_nobody_set(desk: Desk) -> None:
    office, me = desk.office, desk.office.me.uid
    with office.reading() as cases:
        uid = cases.raising.raise_one("Mail is down", me, levels=["sev1"]).uid
    desk.show(uid)
    assert chips(desk) == ["SEV 1 Critical", "Investigating", "Next update due in 05:00"]


def test_the_head_names_the_priority_that_a_promoted_one_has(desk: Desk) -> None:
    office, me = desk.office, desk.office.me.uid
    with office.reading() as cases:
        uid = cases.log.log({"title": "Mail is down", "assignee": me}, me).uid
        cases.stages.save(uid, {"impact": "high", "severity": "medium", "risk": "low"}, {}, me)
        cases.promotion.promote(uid, ["sev1"], me)
    desk.show(uid)
    assert chips(desk) == ["Priority P2 High", "SEV 1 Critical", "Investigating", "Next update due in 05:00"]
