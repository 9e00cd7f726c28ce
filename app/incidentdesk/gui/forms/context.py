"""What the editors of a form are lent: the desk's settings, the people, the time, and ways to find others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import field_facts
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, ListItem, Person
from incidentdesk.domain.registers import Entry
from incidentdesk.services.desk.settings import DeskSettings

FindEntries = Callable[[str, str, Callable[[Sequence[Entry]], None]], None]
"""Asks for the entries of a register that fit a text; the answer comes later, on the GUI thread."""

AskEntries = Callable[[str, Sequence[str], Callable[[Mapping[str, Entry]], None]], None]
"""Asks for entries of a register by their uids; the answer comes later, on the GUI thread."""

AddEntry = Callable[[str, str, Mapping[str, JsonValue], Callable[[Entry], None]], None]
"""Adds an entry to a register by name and values; it comes later, on the GUI thread."""

Refusal = Callable[[str, JsonValue], str]
"""Why the person may not give a field a value; empty where they may."""


Elsewhere = Callable[[str], str]
"""Where a field is written that a form only shows; empty for all others."""


def _no_texts() -> Sequence[ListItem]:
    return ()


def _refuses_nothing(_field: str, _value: JsonValue) -> str:
    return ""


def _nothing_elsewhere(_field: str) -> str:
    return ""


def _finds_nothing(_register: str, _text: str, answer: Callable[[Sequence[Entry]], None]) -> None:
    answer(())


def _knows_nothing(
    _register: str, _uids: Sequence[str], answer: Callable[[Mapping[str, Entry]], None]
) -> None:
    answer({})


@dataclass(frozen=True)
class FormContext:
    """What editors are lent. ``me`` is a uid; ``names`` has those behind the uids of the incident at hand.

    Registers are not in it: editors ask for what fits what is typed, and for what a uid stands for. Without
    ``add_entry`` nothing new can be added from a form; in one ``within`` another it is added by name alone.
    """

    settings: DeskSettings
    me: str
    now: Callable[[], Instant]
    zone: ZoneInfo
    definition: ProcessDefinition | None = None
    staff: Sequence[Person] = ()
    find_entries: FindEntries = _finds_nothing
    canned: Callable[[], Sequence[ListItem]] = _no_texts
    ask_entries: AskEntries = _knows_nothing
    add_entry: AddEntry | None = None
    within: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal = _refuses_nothing
    elsewhere: Elsewhere = _nothing_elsewhere
    attachments: Sequence[Attachment] = ()

    def asking(self, facts: Facts) -> Asking:
        """What conditions are asked against while ``facts`` are so."""
        bindings = Bindings(self.me, self.now(), self.zone)
        return Asking(facts, bindings, field_facts(self.definition, self.settings.lists))

    def name(self, uid: str) -> str:
        """The name behind a uid, or the uid itself."""
        known = next((one.name for one in self.staff if one.uid == uid), None)
        return known or self.names.get(uid, uid)
