"""A day and a weekend: a part is ordered on Friday, nothing is due meanwhile, and Monday brings it back."""

from __future__ import annotations

from datetime import datetime

from pytestqt.qtbot import QtBot

from end_to_end.office import BERLIN, Office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.home.home_page import HomePage
from walk import CLASSIFICATION, INVESTIGATION

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=BERLIN)
SATURDAY = datetime(2026, 11, 28, 11, 0, tzinfo=BERLIN)
MONDAY = datetime(2026, 11, 30, 8, 15, tzinfo=BERLIN)


def to_work_on(office: Office) -> str:
    """An incident of mine for which only the part is missing; gives its uid."""
    with office.reading() as cases:
        values: dict[str, JsonValue] = {
            "title": "Scanner in room 114 feeds two sheets", "description": "Since the morning.",
            "reporter": office.reporter.uid, "source": "user_report", "channel": "phone",
            "occurred": {"precision": "unknown", "at": None, "until": None}, "assignee": office.me.uid,
        }  # fmt: skip
        uid = cases.log.log(values, office.me.uid).uid
        for stage, given in (("classification", CLASSIFICATION), ("investigation", INVESTIGATION)):
            cases.stages.save(uid, given, {}, office.me.uid)
            cases.stages.complete(uid, stage, office.me.uid)
        return uid


def test_a_part_is_awaited_over_a_weekend(office: Office, qtbot: QtBot) -> None:
    office.time.move_to(FRIDAY)
    uid = to_work_on(office)
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.driver.command("Ctrl+H")
        desk.driver.find("part", "Return")
        desk.driver.press("Tab")
        desk.driver.keys("Monday 9:00")
        desk.driver.press("Tab")
        desk.driver.keys("Order 4711")
        desk.driver.command("Ctrl+Return")
        page = office.page(uid)
        hold = page.incident.hold
        assert (page.incident.status, hold is not None and hold.reason) == ("on_hold", "awaiting_part")
        assert hold is not None
        assert (hold.wake_local, hold.waiting_for) == ("2026-11-30T09:00", "Order 4711")

    office.time.move_to(SATURDAY)
    with office.window(qtbot, room="home") as desk:
        home = desk.opened.window.rooms["home"]
        assert isinstance(home, HomePage)
        assert home.waking.shown() == [], "it sleeps until Monday"

    office.time.move_to(MONDAY)
    with office.window(qtbot, room="home") as desk:
        home = desk.opened.window.rooms["home"]
        assert isinstance(home, HomePage)
        (line,) = home.waking.shown()
        assert line.text == "Scanner in room 114 feeds two sheets"
        home.waking.take_focus()
        desk.driver.press("Return")
        desk.driver.command("Ctrl+H")
        assert office.page(uid).incident.status == "in_progress"

    entries = [entry.kind for entry in office.page(uid).entries]
    assert entries[-4:] == ["held", "status_changed", "resumed", "status_changed"]
