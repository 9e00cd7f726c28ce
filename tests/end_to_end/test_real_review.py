"""A real outage of 31 March 2021, worked on in the window at its true times, up to the closed review.

It is the review PM2021-004 of dfds ("ADFS Outage", MIT): certificates had expired, and nobody could sign in
for 84 minutes. Who did what is told there by initials; here people of our own do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office, new_office
from incidentdesk.domain.records import Person
from incidentdesk.domain.update_sending import Channel
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.response.table_card import TableCard
from services.post_office import Mailbox, mail_server



DAY = datetime(2021, 3, 31, tzinfo=UTC)
EXPERT = "Paul Weber"
SECOND = "Rita Roth"
PIN = "4711"


def at(clock: str) -> datetime:
    """The true time, of the clock in UTC as the review tells it."""
    hour, minute = map(int, clock.split(":"))
    return DAY + timedelta(hours=hour, minutes=minute)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = new_office(tmp_path, at("12:11"))
    with office.reading() as cases:
        for name in (EXPERT, SECOND, "Edith Cole"):
            person, _changes = cases.people.write_person(Person("", name, "agent"), office.me.uid)
            if name == SECOND:
                cases.signing_in.set_pin(PIN, person.uid)
    return office


@pytest.fixture
def post(office: Office) -> Iterator[Mailbox]:
    """A mail server, by which the staff are told."""
    with mail_server() as box:
        values = {"server": "127.0.0.1", "port": box.port, "sender": "desk@clinic.example",
                  "recipients": "all@clinic.example", "security": "insecure"}
        with office.reading() as cases:
            cases.channels.write(Channel("", "internal", "email", "All staff"), values, "", office.me.uid)
        yield box


@pytest.fixture
def desk(office: Office, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    del qapp
    with office.window(qtbot) as desk:
        yield desk
    assert not desk.failures, f"the window told: {desk.failures}"


class Story:
    """The outage in the window of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.driver, self.office = desk, desk.driver, desk.office

    @property
    def room(self) -> ResponsePage:
        page = self.desk.opened.window.rooms["response"]
        assert isinstance(page, ResponsePage)
        return page

    def clock(self, clock: str) -> None:
        """Let it be ``clock``."""
        now = self.office.time.now().local()
        self.office.time.advance(seconds=(at(clock) - now).total_seconds())

    def line(self, text: str) -> None:
        """Write one line into the timeline."""
        self.driver.command("Ctrl+M")
        self.driver.keys(text)
        self.driver.press("Return")

    def go_on(self, answer: str = "") -> None:
        """Go to the next phase, with what it asks first."""
        self.driver.command("Alt+P")
        if answer:
            self.driver.keys(answer)
            self.driver.command("Ctrl+Return")

    def detected(self) -> None:
        self.driver.command("Ctrl+Shift+N")
        self.driver.keys("Nobody can sign in to the AWS console by ADFS")
        self.driver.command("Return")
        self.clock("12:21")
        self.driver.command("Ctrl+2")
        self.line("Sign-in fails for us too")
        self.driver.command("Alt+D")
        self.driver.choose("2")
        self.driver.command("Ctrl+Return")

    def responded(self) -> None:
        driver = self.driver
        self.clock("12:25")
        driver.command("Alt+A")
        driver.keys("Report it to the datacenters team")
        driver.press("Tab")
        driver.find("weber")
        driver.keys("15")
        driver.press("Return")
        driver.press("Esc")
        self.tell("Nobody can sign in by ADFS")
        self.clock("12:49")
        self.line("/hypothesis The certificates of ADFS have expired")
        self.hand_over()
        self.clock("13:02")
        self.tell("Its certificates have expired")
        self.line("Token signing and decryption certificates expired at 12:06")

        self.confirm()
        self.go_on()
        self.clock("13:18")
        self.line("/action @Weber 15m Update the metadata of all accounts by the script")
        self.go_on()
        self.go_on("15:18")
        self.clock("13:30")
        self.line("The script has completed, and all can sign in")
        self.tick_actions()
        self.tell("All can sign in again")
        self.resolve()

    def tick_actions(self) -> None:
        """Say of each action that it is done."""
        card = self.room.cards["actions"]
        assert isinstance(card, TableCard)
        for line in list(card.rows.lines.values()):
            self.driver.click(line.tick)

    def resolve(self) -> None:
        driver = self.driver
        driver.command("Alt+P")
        driver.keys("Rolled the certificates over")
        driver.press("Tab")
        driver.choose("p")
        driver.press("Tab", times=2)
        driver.keys("Signed in by ADFS at two accounts")
        driver.press("Tab")
        driver.choose("y")
        driver.press("Tab")
        driver.choose("s")
        driver.command("Ctrl+Return")
        self.desk.opened.window.grab().save("/tmp/shots/resolve.png")
        driver.command("Alt+P")
        driver.command("Alt+P")
        self.desk.opened.window.grab().save("/tmp/shots/review.png")

    def tell(self, condition: str) -> None:
        """Tell the staff how it stands, by the text that is offered."""
        self.driver.command("Alt+U")
        self.driver.keys(condition)
        self.desk.opened.window.grab().save("/tmp/shots/tell.png")
        self.driver.command("Ctrl+Return")

    def hand_over(self) -> None:
        driver = self.driver
        driver.command("Alt+O")
        driver.find("roth")
        driver.choose("s")
        driver.press("Tab")
        driver.keys("Cause not known")
        driver.command("Ctrl+Return")
        driver.command("Alt+O")
        driver.keys(PIN)
        driver.press("Return")

    def confirm(self) -> None:
        """Say of the first hypothesis how it was tested, and that it holds."""
        card = self.room.cards["hypotheses"]
        assert isinstance(card, TableCard)
        self.driver.click(card.rows.lines["1"].edit)
        self.driver.press("Tab")
        self.driver.keys("Read off the certificates")
        self.driver.press("Tab")
        self.driver.choose("c")
        self.driver.press("Return")


def test_from_the_first_report_to_the_closed_review(desk: Desk, post: Mailbox) -> None:
    story = Story(desk)
    story.detected()
    with desk.office.reading() as cases:
        view = cases.response.view(desk.office.only().incident.uid)
    assert view.response.sizes.initial == "sev2"
    story.responded()
    with desk.office.reading() as cases:
        view = cases.response.view(desk.office.only().incident.uid)
    assert view.commander.name == SECOND
