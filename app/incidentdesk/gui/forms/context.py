"""What the editors of a form are lent: the desk's settings, the people, the time, and ways to find others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import field_facts
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import Facts
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, Person, RegisterItem, Reporter
from incidentdesk.services.settings import DeskSettings

FindReporters = Callable[[str, Callable[[list[Reporter]], None]], None]
"""Asks for the reporters that fit a text; the answer comes later, on the GUI thread."""

AddReporter = Callable[[str, str, str, Callable[[Reporter], None]], None]
"""Adds a reporter by name, phone and place; the new record comes later, on the GUI thread."""

AddItem = Callable[[str, str, Callable[[RegisterItem], None]], None]
"""Adds an item to a register (team, service, device) by name; the record comes later, on the GUI thread."""


def _finds_nobody(_text: str, answer: Callable[[list[Reporter]], None]) -> None:
    answer([])


@dataclass(frozen=True)
class FormContext:
    """What editors are lent. ``me`` is a uid; ``names`` has those behind the uids of the incident at hand.

    ``reporters`` are those whose phone and place are known already. Without ``add_reporter`` or ``add_item``
    nobody and nothing new can be added from a form.
    """

    settings: DeskSettings
    me: str
    now: Callable[[], Instant]
    zone: ZoneInfo
    definition: ProcessDefinition | None = None
    staff: Sequence[Person] = ()
    registers: Mapping[str, Sequence[RegisterItem]] = field(default_factory=dict)
    find_reporters: FindReporters = _finds_nobody
    add_reporter: AddReporter | None = None
    add_item: AddItem | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    reporters: Sequence[Reporter] = ()
    attachments: Sequence[Attachment] = ()

    def asking(self, facts: Facts) -> Asking:
        """What conditions are asked against while ``facts`` are so."""
        bindings = Bindings(self.me, self.now(), self.zone)
        return Asking(facts, bindings, field_facts(self.definition, self.settings.lists))

    def name(self, uid: str) -> str:
        """The name behind a uid, or the uid itself."""
        known = next((one.name for one in self.staff if one.uid == uid), None)
        return known or self.names.get(uid, uid)
