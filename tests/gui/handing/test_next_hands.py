"""After a stage the next role's people and teams are offered in place, and an escalation asks for a why."""

from __future__ import annotations

import pytest

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Person, RegisterItem
from incidentdesk.services.desk.desk import Changes
from walk import CLASSIFICATION, about


@pytest.fixture
def team(desk: Desk) -> dict[str, str]:
    """Two people and a team of the second line."""
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        uids = {
            name: cases.people.write_person(Person("", name, process_roles=("second-line",)), me)[0].uid
            for name in ("R. Sato", "A. Lima")
        }
        details: dict[str, object] = {"process_roles": ["second-line"]}
        item = RegisterItem("", "team", "Servers", details)  # type: ignore[arg-type]
        uids["Servers"] = cases.people.write_item(item, me)[0].uid
    return uids


def classified(desk: Desk) -> str:
    """An incident whose classification is filled in, and completed by key."""
    with desk.office.reading() as cases:
        values = {
            "title": "Blank labels", "description": "No text", "reporter": desk.office.reporter.uid,
            "occurred": about(desk.office.time.now().local()),
        }  # fmt: skip
        me = desk.office.me.uid
        uid = cases.log.log(values, me).uid
        cases.stages.save(uid, CLASSIFICATION | {"assignee": me}, {}, me)
    desk.show(uid)
    desk.driver.command("Ctrl+Return")
    return uid


@pytest.mark.usefixtures("team")
def test_enter_keeps_it_and_the_work_goes_on(desk: Desk) -> None:
    uid = classified(desk)
    panel = desk.incident.hands
    assert desk.driver.has_focus(panel.table)
    assert panel.title.text() == "NEXT: SECOND LINE. WHOSE TURN IS IT?"
    desk.driver.press("Return")
    assert panel.isHidden()
    assert desk.driver.name() == "What was found, required"
    assert desk.office.page(uid).incident.assignee == desk.office.me.uid


def test_arrows_choose_a_person_and_that_can_be_undone(desk: Desk, team: dict[str, str]) -> None:
    uid = classified(desk)
    desk.driver.press("Down")
    desk.driver.press("Return")
    assert desk.office.page(uid).incident.assignee == team["A. Lima"]
    desk.incident.stepper.setFocus()  # in a text the keys are those of its own redo
    desk.driver.press("Ctrl+Shift+Z")
    assert desk.office.page(uid).incident.assignee == desk.office.me.uid


def test_a_team_takes_it(desk: Desk, team: dict[str, str]) -> None:
    uid = classified(desk)
    desk.driver.press("End")
    desk.driver.press("Return")
    incident = desk.office.page(uid).incident
    assert (incident.assignee, incident.core["team"]) == ("", team["Servers"])


@pytest.mark.usefixtures("team")
def test_esc_leaves_it_as_it_is(desk: Desk) -> None:
    uid = classified(desk)
    before = desk.office.page(uid).incident.entry_count
    desk.driver.press("Down")
    desk.driver.press("Esc")
    assert desk.incident.hands.isHidden()
    assert desk.driver.name() == "What was found, required"
    assert desk.office.page(uid).incident.entry_count == before


def test_where_nobody_is_known_nothing_is_asked(desk: Desk) -> None:
    classified(desk)
    assert desk.incident.hands.isHidden()
    assert desk.driver.name() == "What was found, required"


@pytest.mark.usefixtures("team")
def test_another_incident_puts_it_away(desk: Desk) -> None:
    classified(desk)
    desk.show(new_incident(desk.office, "Another"))
    assert desk.incident.hands.isHidden()


def test_an_escalation_is_asked_for_its_why_and_shown_in_the_head(desk: Desk, team: dict[str, str]) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    desk.opened.session.tasks.changed.emit(Changes(things=frozenset({"people"})))
    driver.settle()
    desk.show(uid)
    driver.command("Ctrl+Shift+E")
    form = desk.incident.action.form
    assert form is not None
    form.focus_field("person")
    driver.find("sato")
    driver.command("Ctrl+Return")
    assert desk.office.page(uid).incident.assignee != team["R. Sato"]
    assert driver.name() == "Why?, required"
    driver.keys("Needs the source of the driver")
    driver.command("Ctrl+Return")
    assert desk.office.page(uid).incident.assignee == team["R. Sato"]
    assert "escalated to R. Sato" in desk.incident.head._above.text()  # noqa: SLF001 - what is read there
