"""The children of an outage follow it: offered with verdicts, resolved and closed together, and undone."""

from __future__ import annotations

from end_to_end.office import Desk, Office
from end_to_end.outage import new_child, new_outage, take_to
from incidentdesk.gui.outages.together_page import TogetherPage

READY, LACKS = "Room 4 cannot be booked", "Room 5 cannot be booked"


def at_resolution(office: Office) -> tuple[str, str, str]:
    """An outage about to be resolved, a child that can follow, and one that lacks something."""
    outage = new_outage(office)
    ready, lacks = (new_child(office, outage, title) for title in (READY, LACKS))
    take_to(office, ready, "investigation")
    take_to(office, outage, "resolution")
    return outage, ready, lacks


def page(desk: Desk) -> TogetherPage:
    return desk.incident.outage.together


def status(desk: Desk, uid: str) -> str:
    return desk.office.page(uid).incident.status


def verdicts(desk: Desk) -> dict[str, str]:
    model = page(desk).list.records
    return {one.title: str(model.index(row, 2).data()) for row, one in enumerate(model.records())}


def said(desk: Desk) -> str:
    return desk.opened.window.toast.text


def test_a_resolved_outage_offers_its_children_and_enter_does_it(desk: Desk) -> None:
    outage, ready, lacks = at_resolution(desk.office)
    desk.show(outage)
    driver = desk.driver
    driver.command("Ctrl+Return")
    assert status(desk, outage) == "resolved"
    assert page(desk).title.text() == "INC-2026-000001 is resolved. It has 2 children that are open."
    assert verdicts(desk) == {READY: "will be resolved", LACKS: "stays as it is"}
    assert page(desk).next_button.text() == "Resolve 1 child"
    assert driver.name() == "Children"
    driver.press("Return")
    assert (status(desk, ready), status(desk, lacks)) == ("resolved", "new")
    assert desk.office.page(ready).facts["resolution"] == desk.office.page(outage).facts["resolution"]
    assert said(desk) == "1 child was resolved."
    assert verdicts(desk) == {READY: "resolved", LACKS: "stays as it is"}
    driver.press("Return")
    assert desk.incident.outage.shown is None
    assert driver.has_focus(desk.incident.stages)


def test_what_was_done_with_the_children_is_undone(desk: Desk) -> None:
    outage, ready, _lacks = at_resolution(desk.office)
    desk.show(outage)
    desk.driver.command("Ctrl+Return")
    desk.driver.press("Return")
    desk.driver.command("Ctrl+Shift+Z")
    assert (status(desk, outage), status(desk, ready)) == ("resolved", "in_progress")


def test_a_child_is_left_out_and_another_one_leads_to_what_it_lacks(desk: Desk) -> None:
    outage, ready, lacks = at_resolution(desk.office)
    desk.show(outage)
    driver = desk.driver
    driver.command("Ctrl+Return")
    driver.press("Space")
    assert verdicts(desk)[READY] == "left out"
    assert page(desk).next_button.text() == "Go on without"
    driver.press("Down")
    assert "Say since when" in page(desk).gap.text()
    driver.press("Space")
    assert verdicts(desk)[LACKS] == "stays as it is", "what lacks something cannot be chosen"
    driver.press("O")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == lacks
    assert status(desk, ready) == "in_progress"


def test_esc_puts_it_off(desk: Desk) -> None:
    outage, ready, _lacks = at_resolution(desk.office)
    desk.show(outage)
    desk.driver.command("Ctrl+Return")
    desk.driver.press("Esc")
    assert desk.incident.outage.shown is None
    assert status(desk, ready) == "in_progress"


def test_an_outage_without_open_children_goes_on_at_once(desk: Desk) -> None:
    outage = new_outage(desk.office)
    take_to(desk.office, outage, "resolution")
    desk.show(outage)
    desk.driver.command("Ctrl+Return")
    assert status(desk, outage) == "resolved"
    assert desk.incident.outage.shown is None


def test_closing_takes_the_callers_first_then_the_children_then_the_outage(desk: Desk) -> None:
    outage = new_outage(desk.office)
    child = new_child(desk.office, outage, READY)
    take_to(desk.office, child, "investigation")
    take_to(desk.office, outage, "resolution")
    driver = desk.driver
    desk.show(outage)
    driver.command("Ctrl+Return")
    driver.press("Return", times=2)
    take_to_close(desk.office, outage)
    desk.show(outage)
    driver.command("Ctrl+Return")
    assert driver.name() == "Go down the list", "the reporter of the child is a caller of the outage"
    driver.press("Tab")
    driver.press("Return")
    driver.command("Ctrl+Return")
    assert page(desk).title.text() == "INC-2026-000001 has 1 child that is open. It is closed first."
    assert verdicts(desk) == {READY: "will be closed"}
    driver.press("Return")
    assert (status(desk, child), status(desk, outage)) == ("closed", "resolved")
    driver.press("Return")
    assert status(desk, outage) == "closed"


def take_to_close(office: Office, uid: str) -> None:
    """Answer all that the closing stage of an outage asks by itself."""
    with office.reading() as cases:
        answers = {"retest": "passed", "closing_category": "software.printing", "outcome": "fixed"}
        cases.stages.save(uid, answers, {}, office.me.uid)
