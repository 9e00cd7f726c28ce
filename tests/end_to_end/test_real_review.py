"""A real outage of 31 March 2021, worked on in the window at its true times, up to the closed review.

It is the review PM2021-004 of dfds ("ADFS Outage", MIT): certificates had expired, and nobody could sign in
for 84 minutes. Who did what is told there by initials; here people of our own do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office, new_office
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Person
from incidentdesk.domain.update_sending import Channel
from incidentdesk.gui.response.roles_card import RolesCard
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.response.table_card import TableCard
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.timeline_texts import entry_text
from intake.reviews_by_hand import read_reviews
from reports.helpers import text_of
from services.post_office import Mailbox, mail_server

DAY = datetime(2021, 3, 31, tzinfo=UTC)
EXPERT = "Paul Weber"
SECOND = "Rita Roth"
LIAISON = "Edith Cole"
PIN = "4711"
REVIEW = "dfds/PM2021-004 - ADFS outage.md"
SAID = {
    "went_well": "The issue was verified within ten minutes",
    "went_wrong": "Nothing watched the expiry of the certificates",
}
"""What the review says beside its drafts."""
LESSON = {
    "what": "Watch the expiry of the certificates", "aim": "detect", "turns_into": "monitor", "state": "open",
    "due": {"precision": "exact", "at": "2021-04-30T15:30:00+02:00", "until": None},
}  # fmt: skip
CONDITIONS = ["Nobody can sign in by ADFS", "Its certificates have expired", "All can sign in again"]
"""What the staff are told, in three updates."""
TIMES = {
    "impact_started": "12:06", "detected": "12:11", "declared": "12:21", "mitigated": "13:18",
    "resolved": "13:30",
}  # fmt: skip
"""The true times of the outage, in UTC."""
REAL = [
    ("12:06", "Token-decrypting and token-signing certificates applied to ADFS expire"),
    ("12:11", "Reports of issues signing into the AWS web console via ADFS"),
    ("12:21", "Issue logging in verified"),
    ("12:25", "Datacenters team contacted reporting the issue"),
    ("12:49", "Member of datacenters team joined call to begin investigating the issue"),
    ("13:02", "Identified that the issue was expired token signing and decryption certificates"),
    ("13:18", "Certificate rolled over and login via ADFS confirmed working"),
    ("13:30", "Script completed to update account federation metadata. Confirmed working"),
]
"""The timeline of the real review, as it was read by hand; of long lines the beginning."""


def at(clock: str) -> datetime:
    """The true time, of the clock in UTC as the review tells it."""
    hour, minute = map(int, clock.split(":"))
    return DAY + timedelta(hours=hour, minutes=minute)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = new_office(tmp_path, at("12:11"))
    with office.reading() as cases:
        for name in (EXPERT, SECOND, LIAISON):
            person, _changes = cases.people.write_person(Person("", name, "agent"), office.me.uid)
            if name == SECOND:
                cases.signing_in.set_pin(PIN, person.uid)
    return office


@pytest.fixture
def post(office: Office) -> Iterator[Mailbox]:
    """A mail server, by which the staff are told."""
    with mail_server() as box:
        values = {
            "server": "127.0.0.1",
            "port": box.port,
            "sender": "desk@clinic.example",
            "recipients": "all@clinic.example",
            "security": "insecure",
        }
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
        """Let it be ``clock``, as the window sees within a minute."""
        now = self.office.time.now().local()
        self.office.time.advance(seconds=(at(clock) - now).total_seconds())
        self.room.look()
        self.driver.settle()

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
        self.say_since_when()
        self.name_liaison()
        self.tell(CONDITIONS[0])
        self.clock("12:49")
        self.line("/hypothesis The certificates of ADFS have expired")
        self.hand_over()
        self.clock("13:02")
        self.tell(CONDITIONS[1])
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
        self.tell(CONDITIONS[2])

    def tick_actions(self) -> None:
        """Say of each action that it is done."""
        card = self.room.cards["actions"]
        assert isinstance(card, TableCard)
        for line in list(card.rows.lines.values()):
            self.driver.click(line.tick)

    def resolve(self) -> None:
        """Answer what the response asks before it is resolved."""
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

    def review(self) -> None:
        """Write the review from what the timeline tells and the real one says, and close it."""
        driver, room = self.driver, self.desk.incident
        self.clock("14:30")
        driver.command("Alt+P")
        driver.command("Ctrl+Shift+V")
        QGuiApplication.clipboard().setText(read_reviews()[REVIEW])
        driver.command("Ctrl+V")
        driver.command("Ctrl+Return")
        driver.command("Alt+Shift+Return")
        form = room.stages.form
        assert form is not None
        form.focus_field("review_state")
        driver.choose("c")
        form.set_field("lessons", [{**LESSON, "owner": self.office.me.uid}])
        for key, words in SAID.items():
            form.focus_field(key)
            driver.keys(words)
        driver.command("Ctrl+Return")

    def tell(self, condition: str) -> None:
        """Tell the staff how it stands, by the text that is offered."""
        self.driver.command("Alt+U")
        self.driver.keys(condition)
        self.driver.command("Ctrl+Return")

    def say_since_when(self) -> None:
        """Say when the impact began, and when it was detected, by the clocks of the desk."""
        for place, clock in enumerate(("14:06", "14:11")):
            self.driver.command("Alt+T")
            self.driver.press("Tab", times=place)
            self.driver.press("Space")
            self.driver.keys(clock)
            self.driver.command("Ctrl+Return")

    def name_liaison(self) -> None:
        """Give somebody communications."""
        roles = self.room.cards["roles"]
        assert isinstance(roles, RolesCard)
        button = roles.rows.button("communications")
        assert button is not None
        self.driver.click(button)
        self.driver.find("cole")
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


def condition(post: Mailbox, number: int) -> str:
    """What the update ``number`` says how it stands."""
    lines = post.body(number).splitlines()
    return next(line for line in lines if line.startswith("Condition: ")).removeprefix("Condition: ").strip()


def reached(view: RoomView) -> dict[str, str]:
    """When each milestone was reached, by the clock in UTC."""
    found = {}
    for name in TIMES:
        value = view.milestones[name]
        if not isinstance(value, Instant):
            assert isinstance(value, dict)
            value = Instant.of(datetime.fromisoformat(str(value["at"])))
        found[name] = datetime.fromtimestamp(value.ms / 1000, UTC).strftime("%H:%M")
    return found


def pasted(page: IncidentPage) -> list[tuple[str, str]]:
    """The entries of the pasted timeline: the clock in UTC, and the text."""
    return [
        (datetime.fromtimestamp(one.done.ms / 1000, UTC).strftime("%H:%M"), str(one.payload["text"]))
        for one in sorted(page.entries, key=lambda one: one.done.ms)
        if one.parameters.get("source") == "pasted" and isinstance(one.payload, dict)
    ]


def test_from_the_first_report_to_the_closed_review(desk: Desk, post: Mailbox) -> None:
    story, office = Story(desk), desk.office
    story.detected()
    story.responded()
    with office.reading() as cases:
        view = cases.response.view(office.only().incident.uid)
    assert view.response.sizes.initial == "sev2"
    held = {one.role: one.name for one in view.roles if one.stands}
    assert held == {"commander": SECOND, "communications": LIAISON}
    assert [row["state"] for row in view.rows("actions")] == ["done", "done"]
    assert [row["result"] for row in view.rows("hypotheses")] == ["confirmed"]
    assert [condition(post, number) for number in range(3)] == CONDITIONS

    story.resolve()
    story.review()
    page = office.only()
    assert (page.incident.status, page.incident.phase) == ("closed", "closed")
    issued = next(one for one in page.entries if one.kind == "report_issued")
    texts = ValueTexts(page.settings, page.names, page.definition)
    assert entry_text(issued, page, texts).headline == "Review issued, version 1"
    told = pasted(page)
    assert [
        (clock, words[: len(known)]) for (clock, words), (_c, known) in zip(told, REAL, strict=True)
    ] == REAL
    assert [one.text for one in page.follow_ups] == [LESSON["what"]]
    with office.reading() as cases:
        assert reached(cases.response.view(page.incident.uid)) == TIMES
        report = cases.reporting.latest(page.incident.uid, office.me.uid, "review")
        assert report is not None
        text = text_of(cases.reporting.bytes_of(report))
    for words in (
        *SAID.values(),
        "The certificates of ADFS have expired",
        "31 Mar 2021, 15:18 UTC+2",
        "the commander",
    ):
        assert words in text
    for name in (office.me.name, EXPERT, SECOND, LIAISON):
        assert name not in text, "the review has roles in place of names"
