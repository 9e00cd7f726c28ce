"""A real desk to try the queue on: incidents in every state, and the page with threads of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import use_cases
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage.drafts import DraftFile

ZONE = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)


@dataclass
class Bench:
    """A desk, its clock, the person at the keyboard, a colleague, and the incidents made so far by title."""

    cases: UseCases
    time: ManualTime
    me: Person
    colleague: Person
    numbers: dict[str, str]

    def log(self, title: str, *, by: str = "", **values: JsonValue) -> str:
        """Log an incident; gives its uid."""
        urgent = bool(values.pop("urgent", False))
        given: dict[str, JsonValue] = {"title": title, "description": title, "channel": "mail", **values}
        logged = self.cases.log.log(given, by or self.me.uid, urgent=urgent)
        self.numbers[title] = logged.number
        return logged.uid

    def classify(self, uid: str, impact: str, severity: str, category: str = "software.printing") -> None:
        """Complete logging and classification."""
        values: dict[str, JsonValue] = {
            "impact": impact,
            "severity": severity,
            "category": category,
            "risk": "low",
        }
        self.cases.stages.save(uid, values, {}, self.me.uid)
        page = self.cases.pages.incident(uid, self.me.uid)
        for stage in ("identification", "classification"):
            if not page.is_complete(page.definition.stage(stage)):
                self.cases.stages.complete(uid, stage, self.me.uid)

    def fix(self, uid: str, *, word: str | None = None) -> None:
        """Take it through the quick page: to resolved, with the caller's word to closed."""
        answers: dict[str, JsonValue] = {
            "category": "software.mail",
            "hypotheses": [
                {"statement": "Wrong rule", "test": "Looked", "result": "confirmed", "way": "evident"}
            ],
            "diagnosis": "Wrong rule",
            "resolution": "Rule corrected",
            "outcome": "fixed",
            "recovery_test": "Sent a mail",
            "back_to_normal": True,
        }
        if word:
            answers["reporters_word"] = word
        self.cases.quick.fix(uid, answers, self.me.uid)


def open_bench(folder: Path) -> Bench:
    """An empty desk in ``folder``; its connections stay open on this thread."""
    time = ManualTime(MORNING, ZONE)
    cases = use_cases(DeskPaths(folder / "desk.sqlite3", folder), time)
    cases.desk.database.connect(write=True, read=True)
    me, _changes = cases.people.write_person(Person("", "R. Sato", "administrator"), "")
    colleague, _changes = cases.people.write_person(Person("", "M. Oyelaran"), "")
    return Bench(cases, time, me, colleague, {})


def fill(bench: Bench) -> None:
    """Incidents in every state, as on a morning at a clinic."""
    cases, time, me, mate = bench.cases, bench.time, bench.me.uid, bench.colleague.uid
    dana, _c = cases.people.write_reporter(
        Reporter("", "Dana Whitlock", "ext. 4410", place="Ward 3 nursing station"), me
    )
    ian, _c = cases.people.write_reporter(Reporter("", "Ian Moss", "ext. 2231"), me)
    common: dict[str, JsonValue] = {
        "reporter": dana.uid,
        "occurred": {"precision": "unknown", "at": None, "until": None},
    }
    held = bench.log("Night backup reported 3 skipped files", assignee=me, **common)
    bench.classify(held, "low", "high", "hardware.server")
    cases.lifecycle.hold(held, "awaiting_user", me, wake=time.now().plus(6 * 60), note="Asked for the list")
    closed = bench.log("Cannot open the shared calendar", assignee=me, **common)
    bench.fix(closed, word="restored")
    time.advance(minutes=3)
    keyboard = bench.log("Replace worn keyboard, pharmacy counter", assignee=mate, **common)
    bench.fix(keyboard)
    gone = bench.log("Test of the new phone", assignee=me, **common)
    cases.lifecycle.cancel(gone, "test", me)
    vpn = bench.log("VPN drops every 30 minutes on Windows 11 laptops at home", assignee=mate, **common)
    bench.classify(vpn, "medium", "medium", "network.vpn")
    cases.conversation.note(vpn, "Asked the provider for their logs.", mate)
    bench.log("Wall clock display shows the wrong time", assignee=None, **common | {"reporter": ian.uid})
    time.advance(minutes=50)
    printer = bench.log(
        "Label printer on ward 3 prints blank labels after driver update", assignee=me,
        **common | {"occurred": {"precision": "about", "at": "2026-11-23T08:50+01:00", "until": None}},
    )  # fmt: skip
    bench.classify(printer, "medium", "high")
    time.advance(minutes=12)
    cases.conversation.note(
        printer, "Hypothesis 1: driver 4.2 ignores the media type “label”.", me, kind="discussion"
    )
    mailbox = bench.log("Shared mailbox “Referrals” rejects attachments", assignee=me, **common)
    bench.classify(mailbox, "high", "medium", "software.mail")
    time.advance(minutes=35)
    bench.log("Second monitor for reception", assignee=None, **common)
    scanner = bench.log("Scanner in room 114 saves to the wrong folder", assignee=me, **common)
    bench.classify(scanner, "low", "medium", "hardware.printer")
    time.advance(minutes=8)
    bench.log("Clinic booking system unreachable from all front desks", assignee=me, urgent=True, **common)
    time.advance(minutes=8)


Open = Callable[[Bench], QueuePage]


def open_page(bench: Bench, folder: Path) -> tuple[QueuePage, Tasks]:
    """The page on a desk, with threads of its own."""
    tasks = Tasks(bench.cases)
    drafting = Drafting(DraftFile(folder / "drafts.sqlite3"), bench.cases.desk_uid, bench.me.uid, bench.time)
    session = WindowSession(bench.cases, tasks, drafting, bench.me, look_around(bench.cases))
    return QueuePage(session), tasks


def settle(qtbot: QtBot, page: QueuePage) -> None:
    """Wait until nothing is asked any more, the head says what is shown, and the preview the chosen one."""

    def settled() -> bool:
        preview, uid = page.preview.page, page.list.current_uid()
        shown = page.side.isHidden() or (preview.incident.uid if preview else "") == uid
        ready = not page.waiting and not page.list.is_head_behind
        return page.session.tasks.pending == 0 and ready and shown

    qtbot.waitUntil(settled)
