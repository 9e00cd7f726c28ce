"""A timeline is pasted in the window: seen before it is written, and taken back."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.review.reviewed import Reviewed
from incidentdesk.gui.review.paste_page import PastePage
from intake.reviews_by_hand import BY_HAND, MYBINDER, read_reviews, said

TABLE = """## Timeline

| Time | What |
|---|---|
| 08:40 | Release 7 went out |
| 08:56 | Queue over 5000 |
and then we waited
| 09:10 | Went back to release 6 |
"""
REVIEW = "dfds/PM2022-008 - CRUD operations on K8s Service resources unavailable.md"


def opened(reviewed: Reviewed) -> PastePage:
    reviewed.desk.driver.command("Ctrl+Shift+V")
    assert reviewed.desk.incident.pasting.is_shown()
    return reviewed.desk.incident.pasting.page


def paste(reviewed: Reviewed, page: PastePage, text: str) -> None:
    page.text.insertPlainText(text)
    reviewed.desk.driver.settle()


def problems(page: PastePage) -> list[str]:
    items = [page.problems.itemAt(place) for place in range(page.problems.count())]
    return [item.widget().text() for item in items if item is not None]  # type: ignore[union-attr]


def observations(reviewed: Reviewed) -> list[tuple[str, str]]:
    page = reviewed.desk.office.page(reviewed.uid)
    return [
        (one.done.iso(), str(one.payload["text"]))
        for one in page.entries
        if one.kind == "observation" and isinstance(one.payload, dict)
    ]


def test_lines_that_lack_something_are_named_with_the_remedy(reviewed: Reviewed) -> None:
    page = opened(reviewed)
    assert reviewed.desk.driver.has_focus(page.text)
    assert not page.write_button.isEnabled()
    paste(reviewed, page, TABLE)
    assert problems(page) == [
        "Line 5: 3 times have no date. Say on which day it began.",
        "Line 7: “and then we waited” has no time. Give the line a time, or leave it out.",
    ]
    assert page.day_field.gap
    assert not page.write_button.isEnabled()
    assert [line.state for line in page.model.records()] == ["no date"] * 3


def test_with_the_day_they_are_seen_written_and_taken_back(reviewed: Reviewed) -> None:
    driver = reviewed.desk.driver
    page = opened(reviewed)
    paste(reviewed, page, TABLE)
    page.day.setFocus()
    driver.keys("2026-11-23")
    driver.settle()
    assert [(line.line, line.when, line.state) for line in page.model.records()] == [
        ("5", "23 Nov 2026, 08:40 UTC+1", "new"),
        ("6", "23 Nov 2026, 08:56 UTC+1", "new"),
        ("8", "23 Nov 2026, 09:10 UTC+1", "new"),
    ]
    assert page.said.text() == "Zone: Europe/Berlin, that of the desk, for the text names none"
    assert page.write_button.text() == "Write 3 entries"
    driver.command("Ctrl+Return")
    assert not reviewed.desk.incident.pasting.is_shown()
    assert observations(reviewed) == [
        ("2026-11-23T08:40+01:00", "Release 7 went out"),
        ("2026-11-23T08:56+01:00", "Queue over 5000"),
        ("2026-11-23T09:10+01:00", "Went back to release 6"),
    ]
    driver.command("Ctrl+Shift+Z")
    page_now = reviewed.desk.office.page(reviewed.uid)
    assert [one.kind for one in page_now.entries][-1] == "correction"
    assert page.text.toPlainText() == ""
    page = opened(reviewed)
    paste(reviewed, page, TABLE)
    page.day.setText("2026-11-23")
    page.day.textEdited.emit("2026-11-23")
    driver.settle()
    assert [line.state for line in page.model.records()] == ["new"] * 3, "what was taken back can come again"


def test_the_zone_is_said_and_a_wrong_one_is_refused(reviewed: Reviewed) -> None:
    page, driver = opened(reviewed), reviewed.desk.driver
    paste(reviewed, page, "2026-11-20 08:40 Release 7 went out")
    page.zone.setFocus()
    driver.keys("Nowhere/Land")
    driver.settle()
    assert "“Nowhere/Land” is no zone I know." in page.refused.text
    assert not page.write_button.isEnabled()
    page.zone.selectAll()
    driver.keys("UTC")
    driver.settle()
    assert page.refused.isHidden()
    assert [line.when for line in page.model.records()] == ["20 Nov 2026, 08:40 UTC"]
    page.zone.selectAll()
    driver.press("Backspace")
    page.day.setFocus()
    driver.keys("today")
    driver.settle()
    assert "“today” is no day." in page.refused.text


def test_what_is_ahead_cannot_be_written(reviewed: Reviewed) -> None:
    page = opened(reviewed)
    paste(reviewed, page, "2026-11-20 08:40 Release 7 went out\n2026-12-24 08:40 All is well")
    assert problems(page) == ["Line 2: “All is well” is still to come. Correct its date, or the zone."]
    assert not page.write_button.isEnabled()
    page.go_on()
    assert observations(reviewed) == []


def test_what_was_pasted_and_not_written_is_there_again(reviewed: Reviewed, qtbot: QtBot) -> None:
    page = opened(reviewed)
    paste(reviewed, page, TABLE)
    reviewed.desk.driver.press("Esc")
    assert not reviewed.desk.incident.pasting.is_shown()
    with reviewed.desk.office.window(qtbot) as later:
        later.opened.session.go.emit("incident", f"{reviewed.uid}/paste")
        later.driver.settle()
        later.driver.settle()
        again = later.incident.pasting.page
        assert again.text.toPlainText() == TABLE
        assert len(again.model.records()) == 3


def test_a_real_review_becomes_its_entries(reviewed: Reviewed) -> None:
    page = opened(reviewed)
    paste(reviewed, page, read_reviews()[REVIEW])
    assert page.write_button.text() == f"Write {len(BY_HAND[REVIEW])} entries"
    reviewed.desk.driver.command("Ctrl+Return")
    with reviewed.desk.office.reading() as cases:
        source = cases.review.draft(reviewed.uid, reviewed.desk.office.me.uid).source
    from incidentdesk.services.response.room import moment_of

    found = [
        (said(moment_of(one)), str(one.payload["text"]))
        for one in source.page.entries
        if one.kind == "observation" and isinstance(one.payload, dict)
    ]
    assert len(found) == len(BY_HAND[REVIEW])
    for (when, text), (by_hand, words) in zip(found, BY_HAND[REVIEW], strict=True):
        assert when.split("T")[0] == by_hand.split("T")[0]
        assert text.startswith(words)
    assert MYBINDER


def test_times_are_shown_whole_and_as_many_entries_as_there_is_room_for(reviewed: Reviewed) -> None:
    page = opened(reviewed)
    paste(reviewed, page, read_reviews()[REVIEW])
    assert any("between" in line.when for line in page.model.records())
    assert page.table.columnWidth(1) >= page.table.needed_width(1)
    assert page.table.verticalScrollBar().maximum() == 0
