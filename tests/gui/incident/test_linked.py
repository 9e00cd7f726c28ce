"""Beside an incident: parent and children, duplicates and merges, made and taken apart by keyboard."""

from __future__ import annotations

from end_to_end.driver import named
from end_to_end.office import Desk, Office
from end_to_end.outage import callers_of, new_child, new_outage
from incidentdesk.services.outages.outages import Relative


def new_one(office: Office, title: str) -> str:
    with office.reading() as cases:
        return cases.log.log({"title": title}, office.me.uid).uid


def relatives(office: Office, uid: str) -> tuple[Relative, ...]:
    return office.page(uid).relatives


def groups(desk: Desk) -> list[tuple[str, str]]:
    return [(row.relative.number, row.relative.kind) for row in desk.incident.side.linked.rows]


def said(desk: Desk) -> str:
    return desk.opened.window.toast.text


def test_an_incident_without_links_says_what_can_be_done(desk: Desk) -> None:
    desk.show(new_one(desk.office, "Badge not accepted"))
    desk.driver.command("Alt+L")
    assert desk.driver.name() == "Link another one"
    assert desk.incident.side.linked.empty.isVisible()
    assert desk.incident.side.linked.told.text() == "No callers"


def test_a_child_is_added_by_typing_its_number_and_undone(desk: Desk) -> None:
    outage = new_outage(desk.office)
    child = new_one(desk.office, "Room 4 cannot be booked")
    desk.show(outage)
    driver = desk.driver
    driver.command("Ctrl+Shift+H")
    assert driver.name() == "The other incident"
    driver.find("000002")
    assert said(desk) == "INC-2026-000002 is a child of INC-2026-000001 now."
    assert groups(desk) == [("INC-2026-000002", "child")]
    assert [one.uid for one in relatives(desk.office, outage)] == [child]
    driver.command("Ctrl+Shift+Z")
    assert relatives(desk.office, outage) == ()
    assert groups(desk) == []


def test_the_parent_is_found_by_words_of_its_title(desk: Desk) -> None:
    outage = new_outage(desk.office)
    child = new_one(desk.office, "Room 4 cannot be booked")
    desk.show(child)
    desk.driver.command("Ctrl+Shift+B")
    desk.driver.find("unreachable", then="Return")
    (parent,) = relatives(desk.office, child)
    assert (parent.uid, parent.is_first) == (outage, False)
    desk.driver.command("Alt+L")
    assert desk.driver.name() == "Open INC-2026-000001"
    desk.driver.press("Return")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == outage


def test_a_link_is_taken_apart_and_made_again_by_undo(desk: Desk) -> None:
    outage = new_outage(desk.office)
    new_child(desk.office, outage, "Room 4 cannot be booked")
    desk.show(outage)
    desk.driver.command("Alt+L")
    desk.driver.press("Tab")
    assert desk.driver.name() == "Take INC-2026-000002 apart again"
    desk.driver.press("Space")
    assert relatives(desk.office, outage) == ()
    desk.driver.command("Ctrl+Shift+Z")
    assert [one.kind for one in relatives(desk.office, outage)] == ["child"]


def test_a_merged_incident_leads_to_where_it_went_and_comes_apart_again(desk: Desk) -> None:
    outage = new_outage(desk.office)
    other = new_outage(desk.office, "Booking fails", callers=2)
    desk.show(other)
    driver, room = desk.driver, desk.incident
    driver.command("Ctrl+Shift+M")
    driver.find("000001")
    assert room.outage.merged.isVisible()
    assert room.outage.merged.text.startswith("Merged into INC-2026-000001, Booking system unreachable.")
    assert not room.stages.banner.isVisible(), "one banner says it, and offers no reopening"
    assert len(callers_of(desk.office, outage).lines) == 2
    lead, apart = room.outage.merged.actions_shown()
    driver.click(apart)
    assert desk.office.page(other).incident.status == "new"
    assert not room.outage.merged.isVisible()
    assert callers_of(desk.office, outage).lines == ()
    driver.command("Ctrl+Shift+Z")
    assert desk.office.page(other).incident.status == "cancelled"
    lead, apart = room.outage.merged.actions_shown()
    driver.click(lead)
    assert room.page is not None
    assert room.page.incident.uid == outage


def test_esc_leaves_the_question_for_another_one(desk: Desk) -> None:
    desk.show(new_outage(desk.office))
    desk.driver.command("Ctrl+Shift+Y")
    desk.driver.keys("zzz")
    desk.driver.press("Esc")
    desk.driver.press("Esc")
    assert not desk.incident.side.linked.field.isVisible()
    assert desk.driver.has_focus(desk.incident.stages)


def test_what_is_not_possible_is_told_and_nothing_changes(desk: Desk) -> None:
    outage = new_outage(desk.office)
    child = new_child(desk.office, outage, "Room 4 cannot be booked")
    desk.show(outage)
    desk.driver.command("Ctrl+Shift+B")
    desk.driver.find("000002")
    assert len(desk.failures) == 1
    assert "linked already" in str(desk.failures.pop())
    assert [one.uid for one in relatives(desk.office, outage)] == [child]


def test_the_tab_counts_callers_or_links(desk: Desk) -> None:
    outage = new_outage(desk.office, callers=3)
    child = new_child(desk.office, outage, "Room 4 cannot be booked")
    tabs = desk.incident.side.tabs
    desk.show(outage)
    assert tabs.tabText(1) == "Callers 3"
    desk.show(child)
    assert tabs.tabText(1) == "Linked 1"


def test_an_incident_is_offered_to_callers_as_an_outage_and_no_longer(desk: Desk) -> None:
    uid = new_one(desk.office, "Booking system unreachable")
    side, driver = desk.log.side, desk.driver
    desk.show(uid)
    driver.command("Ctrl+Shift+O")
    driver.command("Ctrl+N")
    assert [row.title.text() for row in side.outages.rows] == ["Booking system unreachable"]
    desk.show(uid)
    driver.command("Ctrl+Shift+O")
    driver.command("Ctrl+N")
    assert side.outages.rows == []
    driver.command("Ctrl+Shift+Z")
    driver.settle()
    assert len(side.outages.rows) == 1


def test_going_elsewhere_links_nothing_though_one_alone_fits(desk: Desk) -> None:
    uid = new_one(desk.office, "Badge not accepted")
    new_one(desk.office, "Booking system unreachable")
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+M")
    desk.driver.keys("unreachable")
    desk.driver.command("Ctrl+M")
    assert desk.driver.name() == "Note"
    assert relatives(desk.office, uid) == ()


def test_beside_a_small_window_no_row_is_cut(desk: Desk) -> None:
    outage = new_outage(desk.office)
    for room in range(12):
        new_child(desk.office, outage, f"Room {room} cannot be booked, and neither can the one beside it")
    desk.opened.window.resize(1280, 800)
    desk.show(outage)
    desk.driver.command("Ctrl+Shift+H")
    panel = desk.incident.side.linked
    width = panel.viewport().width()
    for part in (panel.rows[0].part_button, panel.field.kind, panel.field.other):
        right = part.mapTo(panel.viewport(), part.rect().topRight()).x()
        assert right <= width, f"{named(part)} ends at {right} of {width}"
