"""The ways to a review: from Home while it is due or a lesson is overdue, and from the response room."""

from __future__ import annotations

from end_to_end.office import Desk
from gui.review.reviewed import Reviewed
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.gui.home.home_page import HomePage


def home(desk: Desk) -> HomePage:
    desk.opened.window.show_room("home")
    desk.driver.settle()
    page = desk.opened.window.rooms["home"]
    assert isinstance(page, HomePage)
    return page


def close_with_a_lesson(reviewed: Reviewed) -> None:
    office, me = reviewed.desk.office, reviewed.desk.office.me.uid
    ahead = moment_to_json(Moment.exact(office.time.now().plus(30 * 1440)))
    lesson: JsonValue = {
        "what": "Add a canary",
        "owner": reviewed.people["Rosa Diaz"],
        "due": ahead,
        "state": "open",
    }
    values: dict[str, JsonValue] = {
        "review_state": "closed", "summary": "Release 7 leaks.", "went_well": "It was seen at once.",
        "contributing_factors": [{"factor": "No canary"}], "verify_fix": ahead, "lessons": [lesson],
    }  # fmt: skip
    with office.reading() as cases:
        cases.stages.save(reviewed.uid, values, {}, me)
        cases.response.go_to(reviewed.uid, "closed", me, reason="Written and read")


def test_home_tells_which_review_is_due_and_leads_there(reviewed: Reviewed) -> None:
    desk = reviewed.desk
    page = home(desk)
    (line,) = page.reviews.shown()
    assert (line.text, line.right, line.late) == ("Mail is down", "by 30 Nov 2026", False)
    desk.office.time.advance(days=9)
    page.read()
    desk.driver.settle()
    (line,) = page.reviews.shown()
    assert (line.right, line.late) == ("2 d late", True)
    page.reviews.take_focus()
    desk.driver.press("Return")
    assert desk.opened.window.rooms["incident"].isVisible()
    assert desk.incident.reviewing.part is not None


def test_an_overdue_lesson_is_on_home_and_leads_back_to_its_review(reviewed: Reviewed) -> None:
    desk = reviewed.desk
    close_with_a_lesson(reviewed)
    desk.office.time.advance(days=31)
    page = home(desk)
    assert page.reviews.isHidden()
    (line,) = page.follow_ups.shown()
    assert (line.text, line.late) == ("Add a canary", True)
    assert "Rosa Diaz" in line.below
    page.follow_ups.take_focus()
    desk.driver.press("Return")
    assert desk.incident.reviewing.part is not None
    assert reviewed.value("summary") == "Release 7 leaks."
    assert [row.follow_up.text for row in desk.incident.stages.follow_ups.rows()] == ["Add a canary"]


def test_a_timeline_can_be_pasted_from_the_response_room(reviewed: Reviewed) -> None:
    desk = reviewed.desk
    desk.opened.session.go.emit("response", reviewed.uid)
    desk.driver.settle()
    desk.driver.command("Ctrl+Shift+V")
    assert desk.opened.window.rooms["incident"].isVisible()
    assert desk.driver.has_focus(desk.incident.pasting.page.text)
