"""A day: a close by a slip is taken back; weeks later the fault is back, and is logged anew, linked."""

from __future__ import annotations

from end_to_end.office import Desk, Office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.widgets.buttons import ActionButton
from walk import CLASSIFICATION, CLOSURE, INVESTIGATION, RESOLUTION, exact


def resolved(office: Office) -> str:
    """An incident that waits for its closure, with all that it asks for; gives its uid."""
    with office.reading() as cases:
        me = office.me.uid
        values: dict[str, JsonValue] = {
            "title": "Labels come out blank", "description": "Since the morning.",
            "reporter": office.reporter.uid, "source": "user_report", "channel": "phone",
            "occurred": {"precision": "unknown", "at": None, "until": None}, "assignee": me,
        }  # fmt: skip
        uid = cases.log.log(values, me).uid
        restored = {"restored": exact(office.time.now().local())}
        for stage, given in (
            ("classification", CLASSIFICATION), ("investigation", INVESTIGATION),
            ("resolution", RESOLUTION | restored),
        ):  # fmt: skip
            cases.stages.save(uid, given, {}, me)
            cases.stages.complete(uid, stage, me)
        cases.stages.save(uid, CLOSURE, {}, me)
        return uid


def kinds(office: Office, uid: str) -> list[str]:
    return [entry.kind for entry in office.page(uid).entries]


def test_an_accidental_close_is_undone_and_a_late_one_is_logged_again(desk: Desk) -> None:
    office, window = desk.office, desk.opened.window
    uid = resolved(office)
    desk.show(uid)
    desk.incident.stages.complete()
    desk.driver.settle()
    assert office.page(uid).incident.status == "closed"
    desk.driver.click(window.toast.findChildren(ActionButton)[0])
    assert (office.page(uid).incident.status, office.page(uid).incident.reopen_count) == ("resolved", 0)
    assert "close_undone" in kinds(office, uid)

    desk.incident.stages.complete()
    desk.driver.settle()
    office.time.advance(minutes=16)
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+U")
    assert office.page(uid).incident.status == "closed", "the time for a slip is over"
    desk.failures.clear()  # that it was told is what is wanted here

    office.time.advance(days=30)
    desk.opened.session.go.emit("queue", "")
    desk.show(uid)
    banner = desk.incident.stages.banner
    assert "more than 5 working days ago" in banner.text
    desk.driver.click(banner.actions_shown()[0])
    page = desk.incident.page
    assert page is not None
    assert (page.incident.title, page.incident.status) == ("Labels come out blank", "new")
    assert page.incident.uid != uid
    with office.reading() as cases:
        (relative,) = cases.outages.family(page.incident.uid).related
    assert (relative.kind, relative.uid) == ("continues", uid)
    assert office.page(uid).incident.status == "closed"


def test_it_is_logged_again_by_its_key(desk: Desk) -> None:
    uid = resolved(desk.office)
    with desk.office.reading() as cases:
        cases.stages.complete(uid, "closure", desk.office.me.uid)
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+G")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid != uid
    assert kinds(desk.office, uid)[-1] == "linked"
