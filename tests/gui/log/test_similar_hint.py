"""The hint of similar incidents beside the log page."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from walk import CLASSIFICATION, CLOSURE, INVESTIGATION, RESOLUTION, about, exact


def closed(office: Office, title: str = "Labels come out blank") -> str:
    """An incident that was taken all the way."""
    with office.reading() as cases:
        now = office.time.now().local()
        values = {
            "title": title,
            "description": "No text.",
            "reporter": office.reporter.uid,
            "occurred": about(now),
        }
        uid = cases.log.log(values, office.me.uid).uid
        for stage, more in (
            ("classification", CLASSIFICATION),
            ("investigation", INVESTIGATION),
            ("resolution", RESOLUTION | {"restored": exact(now)}),
            ("closure", CLOSURE),
        ):
            cases.stages.save(uid, more, {}, office.me.uid)
            cases.stages.complete(uid, stage, office.me.uid)
        return uid


def wait_for(qtbot: QtBot, desk: Desk, *wanted: str) -> None:
    qtbot.waitUntil(lambda: titles(desk) == list(wanted))


def titles(desk: Desk) -> list[str]:
    return [row.title.text() for row in desk.log.similar.list.rows]


def test_that_nothing_is_similar_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.driver.command("Ctrl+N")
    empty = desk.log.similar.list.empty
    assert empty.text() == "What is similar shows here while the title is typed."
    desk.driver.keys("Zeppelin")
    qtbot.waitUntil(lambda: empty.text() == "Nothing similar was found.")
    assert empty.isVisible()


def test_what_is_similar_shows_while_the_title_is_typed(desk: Desk, qtbot: QtBot) -> None:
    closed(desk.office)
    desk.driver.command("Ctrl+N")
    assert titles(desk) == []
    assert not desk.log.similar.list.empty.isHidden()
    desk.driver.keys("Blank labels")
    wait_for(qtbot, desk, "Labels come out blank")
    assert desk.log.similar.list.empty.isHidden()
    row = desk.log.similar.list.rows[0]
    assert "INC-2026-000001" in row.reasons.text()
    assert "same words" in row.reasons.text()
    assert desk.driver.name() == "Title, required", "the hint takes no focus"
    desk.driver.press("Backspace", times=12)
    wait_for(qtbot, desk)


def test_the_resolution_is_copied_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    closed(desk.office)
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Blank labels")
    wait_for(qtbot, desk, "Labels come out blank")
    desk.driver.command("Ctrl+Shift+L")
    assert desk.driver.name() == "Open INC-2026-000001"
    desk.driver.press("Tab")
    assert desk.driver.name() == "Copy the resolution of INC-2026-000001"
    desk.driver.press("Space")
    assert QGuiApplication.clipboard().text() == RESOLUTION["resolution"]


def test_a_link_is_made_when_the_call_is_logged_and_kept_with_its_draft(desk: Desk, qtbot: QtBot) -> None:
    original = closed(desk.office)
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Blank labels")
    wait_for(qtbot, desk, "Labels come out blank")
    desk.driver.click(desk.log.similar.list.rows[0].link_button)
    assert desk.log.similar.list.rows[0].link_button.text() == "Unlink"
    desk.driver.click(desk.log.similar.list.rows[0].link_button)
    assert desk.log.similar.links == {}
    desk.driver.click(desk.log.similar.list.rows[0].link_button)
    desk.driver.command("Ctrl+Return")
    page = desk.office.page("INC-2026-000002")
    (linked,) = [entry for entry in page.entries if entry.kind == "linked"]
    assert linked.parameters["other"] == original
    desk.driver.command("Ctrl+N")
    assert (titles(desk), desk.log.similar.links) == ([], {})


def test_a_chosen_link_comes_back_with_the_draft(office: Office, qtbot: QtBot) -> None:
    original = closed(office)
    with office.window(qtbot, room="log") as desk:
        desk.driver.command("Ctrl+N")
        desk.driver.keys("Blank labels")
        wait_for(qtbot, desk, "Labels come out blank")
        desk.driver.click(desk.log.similar.list.rows[0].link_button)
    with office.window(qtbot, room="log") as desk:
        wait_for(qtbot, desk, "Labels come out blank")
        assert list(desk.log.similar.links) == [original]
        assert desk.log.similar.list.rows[0].link_button.text() == "Unlink"


def test_three_like_it_within_an_hour_are_told(desk: Desk, qtbot: QtBot) -> None:
    with desk.office.reading() as cases:
        for number in range(2):
            cases.log.log({"title": f"Booking system unreachable {number}"}, desk.office.me.uid)
        for number in range(20):
            cases.log.log({"title": f"Question about holidays {number}"}, desk.office.me.uid)
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Cannot reach it")
    assert desk.log.similar.list.burst.isHidden()
    desk.driver.keys(": booking system unreachable")
    qtbot.waitUntil(lambda: not desk.log.similar.list.burst.isHidden())
    assert "3 like this within 60 minutes" in desk.log.similar.list.burst.text
