from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, Person
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.desk.settings import DeskSettings

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # 11:00 in Berlin, a Monday
ME = Person("0190-me", "R. Sato")
OTHER = Person("0190-other", "M. Oyelaran")
GONE = Person("0190-gone", "J. Left", active=False)
DANA = Entry("0190-dana", "reporter", "Dana Whitlock", "ext. 4410 · Ward 3", active=True)
REGISTERS = (
    DANA,
    Entry("0190-team", "team", "Networks", "", active=True),
    Entry("0190-service", "service", "Booking", "", active=True),
    Entry("0190-device", "device", "LBL-W3-02", "Zebra ZD421", active=True),
)


@dataclass
class Around:
    """What a form is built in: a real desk's settings and processes, and registers that can be added to."""

    settings: DeskSettings
    library: ProcessLibrary
    time: ManualTime
    entries: list[Entry] = field(default_factory=lambda: list(REGISTERS))
    added: list[tuple[str, str, dict[str, JsonValue]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def context(self, process: str = "itil") -> FormContext:
        return FormContext(
            settings=self.settings,
            me=ME.uid,
            now=self.time.now,
            zone=ZONE,
            definition=self.library.newest(process),
            staff=(ME, OTHER, GONE),
            find_entries=self._find,
            ask_entries=self._know,
            add_entry=self._add,
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

    def _find(self, register: str, text: str, answer: Callable[[Sequence[Entry]], None]) -> None:
        self.asked.append(text)
        here = [one for one in self.entries if one.register == register]
        answer([one for one in here if text.casefold() in f"{one.name} {one.line}".casefold()])

    def _know(
        self, register: str, uids: Sequence[str], answer: Callable[[Mapping[str, Entry]], None]
    ) -> None:
        here = [one for one in self.entries if one.register == register]
        answer({one.uid: one for one in here if one.uid in uids})

    def _add(
        self, register: str, name: str, values: Mapping[str, JsonValue], done: Callable[[Entry], None]
    ) -> None:
        self.added.append((register, name, dict(values)))
        line = " · ".join(str(value) for value in values.values())
        self.entries.append(Entry(f"new-{name}", register, name, line, active=True))
        done(self.entries[-1])
