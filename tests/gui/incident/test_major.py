"""A major incident opens as any other incident does, and its stages are filled in as others are."""

from __future__ import annotations

from end_to_end.office import Desk


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
