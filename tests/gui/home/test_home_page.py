"""The page that a day begins with, by keyboard in a real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel

from end_to_end.office import Desk, Office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.home.day_list import DayList
from incidentdesk.gui.home.home_page import HomePage
from incidentdesk.gui.shell.returning import Returning
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.services.use_cases import UseCases


def home(desk: Desk) -> HomePage:
    page = desk.opened.window.rooms["home"]
    assert isinstance(page, HomePage)
    return page


def texts(shown: DayList) -> list[str]:
    return [line.text for line in shown.shown()]


def prepare(office: Office, act: Callable[[UseCases], object]) -> None:
    with office.reading() as cases:
        act(cases)


def log(cases: UseCases, office: Office, title: str, *, urgent: bool = False, **values: JsonValue) -> str:
    given: dict[str, JsonValue] = {
        "title": title,
        "reporter": office.reporter.uid,
        "assignee": None,
        **values,
    }
    return cases.log.log(given, office.me.uid, urgent=urgent).uid


@pytest.fixture
def busy(office: Office) -> Office:
    """Two of mine, two of nobody's, a callback, one that wakes today, and an overdue follow-up."""

    def act(cases: UseCases) -> None:
        me = office.me.uid
        mine = log(cases, office, "Mine", assignee=me)
        held = log(cases, office, "Held", assignee=me)
        log(cases, office, "Usual")
        log(cases, office, "Urgent", urgent=True)
        cases.lifecycle.hold(held, "awaiting_part", me, wake=cases.desk.time.now().plus(60))
        cases.promises.make(mine, cases.desk.time.now().plus(30), me)
        today = cases.desk.time.now().local().date().isoformat()
        cases.follow_ups.add(mine, {"text": "Renew the certificate", "due": today}, me)

    prepare(office, act)
    office.time.advance(days=1)
    return office


@pytest.mark.usefixtures("busy")
def test_it_shows_the_day_and_the_focus_is_on_what_is_most_pressing(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    page = home(desk)
    assert texts(page.mine) == ["Mine", "Held"]
    assert texts(page.unassigned) == ["Urgent", "Usual"]
    assert texts(page.promises) == ["Dana Whitlock · ext. 4410"]
    assert page.promises.shown()[0].late
    assert texts(page.waking) == ["Held"]
    assert texts(page.follow_ups) == ["Renew the certificate"]
    assert page.figures.figures["open"].text_shown() == "4"
    assert desk.driver.has_focus(page.mine.lines)
    assert page.mine.current() is not None


@pytest.mark.usefixtures("busy")
def test_arrows_lead_from_list_to_list_and_enter_opens(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    page = home(desk)
    desk.driver.press("Down", times=2)
    assert desk.driver.has_focus(page.unassigned.lines)
    desk.driver.press("Up")
    assert desk.driver.has_focus(page.mine.lines)
    desk.driver.press("Return")
    assert desk.opened.window.room == "incident"
    assert desk.incident.page is not None
    assert desk.incident.page.incident.title == "Held"


def test_take_next_makes_the_most_pressing_mine_and_can_be_undone(busy: Office, desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    desk.driver.command("T")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.title == "Urgent"
    uid = desk.incident.page.incident.uid
    assert busy.page(uid).incident.assignee == busy.me.uid
    desk.driver.click(desk.opened.window.toast.findChildren(ActionButton)[0])
    assert not busy.page(uid).incident.assignee


@pytest.mark.usefixtures("busy")
def test_a_callback_is_ticked_and_the_tick_taken_back(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    page = home(desk)
    page.promises.take_focus()
    desk.driver.press("Space")
    assert texts(page.promises) == []
    assert not page.promises.empty.isHidden()
    desk.driver.command("Ctrl+Shift+Z")
    assert texts(page.promises) == ["Dana Whitlock · ext. 4410"]


def test_a_follow_up_is_done_from_here(busy: Office, desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    page = home(desk)
    desk.driver.click(page.follow_ups.tick)
    assert texts(page.follow_ups) == []
    with busy.reading() as cases:
        uid = next(iter(cases.promises.open())).incident
        assert [one.state for one in cases.follow_ups.of(uid)] == ["done"]


@pytest.mark.usefixtures("busy")
def test_a_figure_leads_to_its_incidents(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    desk.driver.click(home(desk).figures.figures["logged"])
    desk.driver.settle()
    queue = desk.opened.window.rooms["queue"]
    assert desk.opened.window.room == "queue"
    told = [label.text() for label in queue.findChildren(QLabel)]
    assert any(text.startswith("0 incidents") for text in told), told


def test_an_empty_day_says_what_to_do(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    page = home(desk)
    lists = (page.mine, page.unassigned, page.promises, page.waking, page.follow_ups)
    assert all(not one.empty.isHidden() and one.lines.isHidden() for one in lists)
    assert not page.take_button.isEnabled()


def test_it_follows_what_happens(desk: Desk) -> None:
    desk.driver.command("Alt+Home")
    session = desk.opened.session
    values: dict[str, JsonValue] = {"title": "Called in", "assignee": session.me}
    session.tasks.change(session, lambda: session.cases.log.log(values, session.me))
    desk.driver.settle()
    assert texts(home(desk).mine) == ["Called in"]


def test_what_fell_due_while_the_program_was_closed_is_shown_at_its_start(office: Office, desk: Desk) -> None:
    store = QSettings(str(office.paths.window), QSettings.Format.IniFormat)
    first = Returning(desk.opened.window, store)
    first.leave()
    prepare(office, lambda cases: log(cases, office, "Fell due", urgent=True))
    office.time.advance(hours=12)
    Returning(desk.opened.window, store).start()
    desk.driver.settle()
    page = home(desk)
    assert desk.opened.window.room == "home"
    assert texts(page.missed) == ["Fell due"]
    desk.driver.command("S")
    assert page.missed.isHidden()


def test_of_much_that_fell_due_the_first_is_shown_with_how_much_it_is(office: Office, desk: Desk) -> None:
    def many(cases: UseCases) -> None:
        for number in range(14):
            log(cases, office, f"Fell due {number}", urgent=True)

    since = office.time.now().ms
    prepare(office, many)
    office.time.advance(hours=12)
    desk.opened.window.show_room("home", f"since:{since}")
    desk.driver.settle()
    missed = home(desk).missed
    assert (len(texts(missed)), missed.count.text()) == (12, "12 of 14")


def test_after_sleep_a_banner_offers_it_and_leaves_the_page_alone(office: Office, desk: Desk) -> None:
    returning = Returning(desk.opened.window, QSettings(str(office.paths.window), QSettings.Format.IniFormat))
    returning.start()
    prepare(office, lambda cases: log(cases, office, "Fell due", urgent=True))
    office.time.advance(hours=12)
    returning.away.look()
    desk.driver.settle()
    window = desk.opened.window
    assert window.room == "queue"
    assert window.banner.text == "1 thing fell due meanwhile."
    desk.driver.click(window.banner.actions_shown()[0])
    desk.driver.settle()
    assert texts(home(desk).missed) == ["Fell due"]


def test_a_short_absence_is_not_told(office: Office, desk: Desk) -> None:
    returning = Returning(desk.opened.window, QSettings(str(office.paths.window), QSettings.Format.IniFormat))
    returning.start()
    gaps: list[object] = []
    returning.away.back.connect(gaps.append)
    office.time.advance(minutes=4)
    returning.away.look()
    assert gaps == []


def test_a_callback_is_promised_from_an_incident(office: Office, desk: Desk) -> None:
    with office.reading() as cases:
        uid = log(cases, office, "Waits for word")
    desk.show(uid)
    desk.driver.command("Ctrl+Shift+K")
    desk.driver.keys("in 2 hours")
    desk.driver.command("Ctrl+Return")
    with office.reading() as cases:
        (one,) = cases.promises.of(uid)
    assert (one.whom, one.phone) == ("Dana Whitlock", "ext. 4410")
    assert one.due == office.time.now().plus(120)


def test_a_major_one_says_its_level(desk: Desk) -> None:
    office = desk.office
    prepare(
        office, lambda cases: cases.raising.raise_one("Mail is down", office.me.uid, levels=["sev2"]).changes
    )
    desk.opened.window.show_room("home")
    desk.driver.settle()
    (line,) = home(desk).mine.shown()
    assert (line.chip, line.tone) == ("SEV 2", "p2")
    assert line.below.startswith("INC-2026-000001")
