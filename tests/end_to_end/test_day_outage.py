"""The day of an outage: sixty people call about it, and it is closed with all of them together.

Played in the window by keyboard. What the stages ask by themselves is answered through the services, as other
days play that.
"""

from __future__ import annotations

from end_to_end.office import Desk, Office
from end_to_end.outage import callers_of, new_child, take_to

CALLERS = 60
SECONDS_A_CALL = 3
"""What adding one caller may take, by the keystroke-level model, beside the letters of the name."""

FIRST = ("Anna", "Kofi", "Lena", "Peter", "Yusuf", "Maria", "Chen", "Ingrid", "Tomasz", "Amira")
LAST = ("Berg", "Mensah", "Fuchs", "Novak", "Demir", "Silva")
NAMES = [f"{first} {last}" for last in LAST for first in FIRST][: CALLERS - 1]
"""Who calls after the one who told of it first."""


def log_the_outage(desk: Desk) -> str:
    """The first call: urgent, logged, and offered to all who call after it."""
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Booking system unreachable")
    driver.press("Tab")
    driver.find("dana")
    driver.keys("9:00")
    driver.press("Tab")
    driver.keys("Nobody gets past the first page.")
    driver.command("Ctrl+U")
    driver.command("Ctrl+Return")
    driver.press("Return")
    driver.command("Ctrl+Shift+O")
    return desk.office.only().incident.uid


def sixty_calls(desk: Desk) -> None:
    """Each call ends on an empty form, from which the next one begins."""
    driver = desk.driver
    driver.command("Ctrl+N")
    for place, name in enumerate(NAMES):
        with driver.measured() as effort:
            if place % 2:  # where the name is asked for in place, with the number to call back
                driver.command("Alt+1")
                driver.keys(name)
                driver.press("Tab")
                driver.keys(f"ext. {4000 + place}")
                driver.press("Return")
            else:
                driver.press("Tab")
                driver.keys(name)
                driver.command("Alt+1")
        assert effort[0].seconds < SECONDS_A_CALL
        assert driver.name() == "Title, required"


def answer_closing(office: Office, uid: str) -> None:
    """What the closing stage asks beside the word of those who called."""
    with office.reading() as cases:
        answers = {"retest": "passed", "closing_category": "software.printing", "outcome": "fixed"}
        cases.stages.save(uid, answers, {}, office.me.uid)


def test_sixty_callers_of_one_outage_are_closed_together(desk: Desk) -> None:
    office, driver, room = desk.office, desk.driver, desk.incident
    uid = log_the_outage(desk)
    sixty_calls(desk)
    assert office.only().incident.uid == uid, "sixty calls made nothing new"
    assert [one.name for one in callers_of(office, uid).lines] == ["Dana Whitlock", *NAMES]
    row = desk.log.side.outages.rows[0]
    assert "60 callers" in row.told.text()

    child = new_child(office, uid, "Room 4 cannot be booked")
    take_to(office, child, "investigation")
    take_to(office, uid, "resolution")
    desk.show(uid)
    driver.command("Ctrl+Return")
    assert room.outage.shown is room.outage.together
    driver.press("Return", times=2)
    assert office.page(child).incident.status == "resolved"

    driver.command("Alt+C")
    driver.press("R", times=2)
    driver.press("N")
    told = callers_of(office, uid)
    assert (len(told.lines), told.reached, len(told.unsettled)) == (CALLERS, 2, CALLERS - 2)
    driver.press("Esc")

    answer_closing(office, uid)
    desk.show(uid)
    driver.command("Ctrl+Return")
    assert room.outage.unreached.text.startswith(f"2 of {CALLERS} callers"), "it asks before it closes"
    driver.press("Tab")
    driver.press("Return")
    assert callers_of(office, uid).unsettled == ()
    driver.command("Ctrl+Return")
    driver.press("Return", times=2)
    assert office.page(child).incident.status == "closed"
    closed = office.page(uid)
    assert closed.incident.status == "closed"
    assert closed.callers.reached == len(closed.callers.lines)
    assert room.side.linked.told.text() == f"{CALLERS} of {CALLERS} callers reached"
