from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, Person, RegisterItem, Reporter
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.services.process_library import ProcessLibrary
from incidentdesk.services.settings import DeskSettings

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # 11:00 in Berlin, a Monday
ME = Person("0190-me", "R. Sato")
OTHER = Person("0190-other", "M. Oyelaran")
GONE = Person("0190-gone", "J. Left", active=False)
DANA = Reporter("0190-dana", "Dana Whitlock", phone="ext. 4410", place="Ward 3")


@dataclass
class Around:
    """What a form is built in: a real desk's settings and processes, and registers that can be added to."""

    settings: DeskSettings
    library: ProcessLibrary
    time: ManualTime
    reporters: list[Reporter] = field(default_factory=lambda: [DANA])
    asked: list[str] = field(default_factory=list)

    def context(self, process: str = "itil") -> FormContext:
        return FormContext(
            settings=self.settings,
            me=ME.uid,
            now=self.time.now,
            zone=ZONE,
            definition=self.library.newest(process),
            staff=(ME, OTHER, GONE),
            registers={
                "team": [RegisterItem("0190-team", "team", "Networks")],
                "service": [RegisterItem("0190-service", "service", "Booking")],
                "device": [RegisterItem("0190-device", "device", "LBL-W3-02", {"model": "Zebra ZD421"})],
            },
            find_reporters=self._find,
            add_reporter=self._add,
            add_item=lambda register, name, done: done(RegisterItem(f"new-{name}", register, name)),
            names={DANA.uid: DANA.name},
            attachments=(
                Attachment(
                    "a1",
                    "i",
                    "photo.jpg",
                    "evidence",
                    "image/jpeg",
                    214_000,
                    "ab" * 32,
                    self.time.now(),
                    ME.uid,
                ),
                Attachment(
                    "a2", "i", "note.txt", "decision", "text/plain", 12, "cd" * 32, self.time.now(), ME.uid
                ),
            ),
        )

    def definitions(self) -> list[ProcessDefinition]:
        return self.library.all()

    def _find(self, text: str, answer: Callable[[list[Reporter]], None]) -> None:
        self.asked.append(text)
        answer([one for one in self.reporters if text.casefold() in one.name.casefold()])

    def _add(self, name: str, phone: str, place: str, done: Callable[[Reporter], None]) -> None:
        self.reporters.append(Reporter(f"new-{name}", name, phone=phone, place=place))
        done(self.reporters[-1])
