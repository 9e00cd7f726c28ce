"""What follows when a stage is completed belongs to the incident whose stage it was."""

from __future__ import annotations

from collections.abc import Callable

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from walk import CLOSURE, INVESTIGATION, RESOLUTION, exact


def ready_to_close(desk: Desk, title: str) -> str:
    """An incident whose last stage can be completed."""
    office, uid = desk.office, new_incident(desk.office, title)
    restored = {"restored": exact(office.time.now().local())}
    with office.reading() as cases:
        me = office.me.uid
        cases.stages.save(uid, INVESTIGATION | RESOLUTION | CLOSURE | restored, {}, me)
        for stage in ("investigation", "resolution"):
            cases.stages.complete(uid, stage, me)
    return uid


def test_another_incident_shown_meanwhile_is_not_meant(desk: Desk) -> None:
    room, session = desk.incident, desk.opened.session
    undo: list[Callable[[], None]] = []
    session.undoable.connect(lambda _words, act: undo.append(act))
    first, second = ready_to_close(desk, "First"), ready_to_close(desk, "Second")
    with desk.office.reading() as cases:
        cases.stages.complete(second, "closure", desk.office.me.uid)
    desk.show(first)
    room.stages.complete(print_too=True)
    desk.show(second)
    assert room.page is not None
    assert room.page.incident.title == "Second"
    assert desk.office.page(first).incident.status == "closed"
    assert desk.office.page(second).reports == ()
    undo[0]()
    desk.driver.settle()
    assert desk.office.page(first).incident.status == "resolved"
    assert desk.office.page(second).incident.status == "closed"


def test_printing_waits_for_the_reason_of_another_version(desk: Desk) -> None:
    uid, report = ready_to_close(desk, "First"), desk.incident.side.report
    done: list[str] = []
    desk.show(uid)
    desk.incident.stages.complete()
    desk.driver.settle()
    desk.incident.side.show_report()
    report.issue(lambda: done.append("first"))
    desk.driver.settle()
    assert done == ["first"]
    report.issue(lambda: done.append("second"))
    desk.driver.settle()
    assert done == ["first"]
    assert report.reason.hasFocus()
    desk.driver.keys("The name was wrong")
    desk.driver.click(report.issue_button)
    assert done == ["first", "second"]
    assert [one.version for one in desk.office.page(uid).reports] == [1, 2]
    desk.driver.click(report.issue_button)
    desk.driver.keys("And once more")
    desk.driver.click(report.issue_button)
    assert done == ["first", "second"]
