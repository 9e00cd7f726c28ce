"""Similar incidents beside an incident."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from gui.log.test_similar_hint import closed
from walk import RESOLUTION


def resolution(desk: Desk) -> object:
    form = desk.incident.stages.form
    assert form is not None
    return form.values()["resolution"]


def tab_texts(desk: Desk) -> list[str]:
    tabs = desk.incident.side.tabs
    return [tabs.tabText(number) for number in range(tabs.count())]


def test_the_tab_tells_how_many_there_are(desk: Desk) -> None:
    closed(desk.office)
    alone = desk.office
    desk.show(new_incident(alone, "Blank labels on ward 5"))
    assert "Similar 1" in tab_texts(desk)
    desk.driver.command("Ctrl+Shift+L")
    assert desk.driver.name() == "Open INC-2026-000001"


def test_the_resolution_is_copied_as_an_edit_and_taken_back(desk: Desk) -> None:
    closed(desk.office)
    uid = new_incident(desk.office, "Blank labels on ward 5")
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+L")
    desk.driver.press("Tab")
    desk.driver.press("Space")
    stage = desk.incident.stages.stage
    assert stage is not None
    assert stage.key == "resolution"
    assert resolution(desk) == RESOLUTION["resolution"]
    assert desk.office.page(uid).facts.get("resolution") is None, "it is not saved by itself"
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert resolution(desk) is None


def test_what_was_typed_before_stays_above_the_copy(desk: Desk) -> None:
    closed(desk.office)
    uid = new_incident(desk.office, "Blank labels on ward 5")
    desk.show(f"{uid}/resolution")
    desk.driver.keys("We tried this first.")
    desk.incident.doings.copy_resolution("Then that.")
    desk.driver.settle()
    assert resolution(desk) == "We tried this first.\n\nThen that."


def test_a_duplicate_is_linked_and_taken_back(desk: Desk) -> None:
    original = closed(desk.office)
    uid = new_incident(desk.office, "Blank labels on ward 5")
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+L")
    desk.driver.click(desk.incident.side.similar.list.rows[0].link_button)
    kinds = [entry.kind for entry in desk.office.page(original).entries]
    assert kinds[-1] == "linked"
    row = desk.incident.side.similar.list.rows[0]
    assert row.link_button.text() == "Unlink"
    assert "linked" in row.reasons.text()
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert desk.office.page(uid).entries[-1].kind == "unlinked"
    assert desk.incident.side.similar.list.rows[0].link_button.text() == "Link as duplicate"


def test_of_an_incident_that_has_ended_nothing_can_be_copied_into_it(desk: Desk) -> None:
    closed(desk.office)
    ended = closed(desk.office, "Labels come out blank again")
    desk.show(ended)
    desk.driver.command("Ctrl+Shift+L")
    assert desk.incident.side.similar.list.rows[0].copy_button.isHidden()
