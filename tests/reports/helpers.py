"""One incident in a real desk, and the acts that take it from the first call to its issued report."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from pypdf import PdfReader

from incidentdesk.base.time_source import Instant, ManualTime
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.use_cases import UseCases

ZONE = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def moment(hour: int, minute: int, precision: str = "exact", day: int = 23) -> dict[str, Any]:
    return {"precision": precision, "at": at(hour, minute, day).isoformat(), "until": None}


def png(width: int = 320, height: int = 200, colour: str = "#cfd8e6") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, "PNG")
    return target.getvalue()


def text_of(rendered: Rendered | bytes) -> str:
    """All text of a document, its white space evened out."""
    data = rendered if isinstance(rendered, bytes) else rendered.data
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return " ".join(" ".join(pages).split())


class Story:
    """A desk with its people, and the acts that tests compose."""

    def __init__(self, cases: UseCases, time: ManualTime) -> None:
        self.cases, self.time = cases, time
        self.oyelaran = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0].uid
        self.sato = cases.people.write_person(Person("", "R. Sato", "administrator"), "")[0].uid
        self.dana = cases.people.write_reporter(Reporter("", "Dana Whitlock", phone="ext. 4410"), "")[0].uid
        self.number = ""

    def log(self, **more: Any) -> str:
        self.time.move_to(at(9, 2))
        values = {
            "title": "Label printer on ward 3 prints blank labels after driver update",
            "reporter": self.dana,
            "occurred": moment(8, 50, "about"),
            "detected": moment(8, 55),
            "description": "Labels come out blank on ward 3 since this morning; plain paper prints",
            "error_code": "E-0x80070005",
            "source": "user_report",
            "channel": "phone",
            "assignee": self.sato,
            "place": "Ward 3 nursing station",
        }
        self.number = self.cases.log.log(values | more, self.oyelaran).number
        return self.number

    def save(self, author: str, **values: Any) -> None:
        self.cases.stages.save(self.number, values, {}, author)

    def complete(self, stage: str, author: str) -> None:
        self.cases.stages.complete(self.number, stage, author)

    def classify(self, **more: Any) -> None:
        self.time.move_to(at(9, 40))
        values = {
            "category": "software.printing",
            "type": "software",
            "impact": "medium",
            "severity": "high",
            "risk": "low",
        }
        self.save(self.sato, **values | more)
        self.complete("classification", self.sato)

    def investigate(self, **more: Any) -> None:
        self.time.move_to(at(11, 4))
        values = {
            "findings": "Only label stock is blank, and only from PCs with driver 4.2.",
            "hypotheses": [
                {
                    "statement": "Driver 4.2 ignores the media type “label”",
                    "test": "Test print with 4.1 on PC-3-07",
                    "result": "confirmed",
                    "way": "tested",
                },
                {
                    "statement": "Label stock is not heat sensitive",
                    "test": "Self-test page",
                    "result": "ruled_out",
                    "way": "tested",
                },
            ],
            "diagnosis": "Driver 4.2 drops the media type, so the head is not heated",
            "cause_category": "software.defect",
            "prevention": "Try driver updates on one label printer first.",
        }
        self.save(self.sato, **values | more)
        self.complete("investigation", self.sato)

    def resolve(self, hour: int = 11, minute: int = 36, **more: Any) -> None:
        self.time.move_to(at(hour, minute))
        values = {
            "resolution": "Driver 4.1 was put back on three workstations, and 4.2 was blocked in deployment.",
            "steps": [
                {
                    "step": "Roll back driver to 4.1 on 3 workstations",
                    "done": moment(11, 21),
                    "check": "Test label printed, readable",
                },
                {
                    "step": "Block 4.2 in software deployment",
                    "done": moment(11, 33),
                    "check": "Policy report shows 0 pending",
                },
            ],
            "fix_kind": "permanent",
            "restored": moment(11, 35),
            "recovery_test": "Ten labels printed from each workstation",
            "back_to_normal": True,
        }
        self.save(self.sato, **values | more)
        self.complete("resolution", self.sato)

    def close(self, **more: Any) -> None:
        self.time.move_to(at(11, 43))
        values = {
            "retest": "passed",
            "reporters_word": "restored",
            "contact_attempts": [
                {
                    "at": moment(11, 39),
                    "by": self.oyelaran,
                    "means": "phone",
                    "said": "line busy",
                    "result": "no_answer",
                },
                {
                    "at": moment(11, 42),
                    "by": self.oyelaran,
                    "means": "phone",
                    "said": "labels are fine now",
                    "result": "restored",
                },
            ],
            "closing_category": "software.printing",
            "outcome": "fixed",
            "follow_up": "Problem PRB-2026-0019 with the vendor",
        }
        self.save(self.oyelaran, **values | more)
        self.complete("closure", self.oyelaran)

    def talk(self) -> None:
        """A hold, a decision, an approval, a late note and two files."""
        talk = self.cases.conversation
        self.time.move_to(at(10, 0))
        self.cases.lifecycle.hold(
            self.number, "awaiting_user", self.sato, waiting_for="Dana Whitlock", note="needs the roll"
        )
        talk.attach(
            self.number,
            file_from_bytes("photo-label.png", png()),
            self.sato,
            kind="evidence",
            note="blank label",
        )
        self.time.move_to(at(10, 25))
        self.cases.lifecycle.resume(self.number, self.sato)
        talk.note(
            self.number,
            "Go back to 4.1 at once, ask the vendor later",
            self.sato,
            kind="decision",
            who="K. Lindqvist",
            means="phone",
            done=Instant.of(at(10, 20)),
        )
        talk.attach(
            self.number,
            file_from_bytes("approval-rollback.txt", b"Approved, K. L.\n"),
            self.sato,
            kind="approval",
        )

    def whole(self) -> str:
        """From the first call to closed."""
        self.log()
        self.classify()
        self.talk()
        self.investigate()
        self.resolve()
        self.close()
        self.time.move_to(at(11, 52))
        return self.number
