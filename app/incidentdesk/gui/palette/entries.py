"""What the command field offers, in groups. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.domain.registers import Entry as RegisterEntry
from incidentdesk.domain.search_marks import Mark
from incidentdesk.domain.urgency import urgency_short
from incidentdesk.gui.widgets.actions import Shortcut
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.lists.views import OPEN, View

if TYPE_CHECKING:
    from incidentdesk.services.desk.runbook_library import RunbookLine
    from incidentdesk.services.lists.search import Found, Hit

LEAST_LETTERS = 2
"""From so many letters on incidents are looked for."""

FIRST_DENSE = 0x2E80
"""From this character on scripts are written without spaces, and one letter is a word."""

MOST_HITS = 6
MOST_PEOPLE = 4
MOST_OF_A_REGISTER = 2
MOST_RUNBOOKS = 3
OTHERS = ("service", "device", "place", "team", "supplier")
"""Registers that are looked in beside reporters."""
MOST_OTHERS = 5


@dataclass(frozen=True)
class Entry:
    """A line of the list.

    ``kind`` is ``heading``, ``incident``, ``person``, ``reporter``, ``entry`` (of another register),
    ``runbook``, ``view``, ``command``, ``all``, or ``nothing`` where nothing was found; ``key`` says which.
    ``below`` is a second line in small print. Marks are those of what was searched for.
    """

    kind: str
    key: str
    text: str
    hint: str = ""
    below: str = ""
    marks: tuple[Mark, ...] = ()
    below_marks: tuple[Mark, ...] = ()

    @property
    def selectable(self) -> bool:
        """Whether it can be chosen."""
        return self.kind not in {"heading", "nothing"}

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.below, self.hint) if part)


@dataclass(frozen=True)
class Answer:
    """What the desk found for ``text``."""

    text: str
    found: Found | None = None
    reporters: tuple[RegisterEntry, ...] = ()
    others: tuple[RegisterEntry, ...] = ()
    """What else is in registers, by its name or number."""
    runbooks: tuple[RunbookLine, ...] = ()


@dataclass(frozen=True)
class Offers:
    """What is offered without asking the desk."""

    staff: Sequence[Person] = ()
    views: Sequence[View] = ()
    commands: Sequence[Shortcut] = ()


def is_searched(text: str) -> bool:
    """Whether incidents are looked for: from two letters on, or one digit or dense letter."""
    words = text.strip()
    return len(words) >= LEAST_LETTERS or any(one.isdigit() or ord(one) >= FIRST_DENSE for one in words)


def entries(text: str, answer: Answer | None, offers: Offers) -> list[Entry]:
    """The lines for ``text``: incidents, people, runbooks, views, commands; each under its heading."""
    wanted = text.strip()
    found = answer.found if answer is not None else None
    groups = (
        (_("Incidents"), _incidents(answer.text, found) if answer is not None and found is not None else []),
        (_("People"), _people(wanted, answer, offers.staff)),
        (_("Registers"), [_register_line(one) for one in answer.others] if answer is not None else []),
        (_("Runbooks"), [_runbook_line(one) for one in answer.runbooks] if answer is not None else []),
        (_("Views"), _views(wanted, offers.views)),
        (_("Commands"), _commands(wanted, offers.commands)),
    )
    lines: list[Entry] = []
    for title, members in groups:
        if members:
            lines += [Entry("heading", "", title), *members]
    if not lines and answer is not None:
        lines.append(Entry("nothing", "", _("Nothing fits “{text}”").format(text=wanted), _("Esc empties")))
    return lines


def condition_of(entry: Entry) -> JsonValue:
    """What the queue asks for a person: what staff follow up and is open, all that a reporter told us."""
    if entry.kind == "reporter":
        return [{"field": "reporter", "op": "is", "value": entry.key}]
    return [OPEN, {"field": "assignee", "op": "is", "value": entry.key}]


def _incidents(text: str, found: Found) -> list[Entry]:
    if not found.hits:
        return []
    lines = [_incident(hit) for hit in found.hits[:MOST_HITS]]
    words = ngettext("{n} result for “{text}”", "All {n} results for “{text}”", found.total)
    return [*lines, Entry("all", text, words.format(n=f"{found.total:,}", text=text), hint="Ctrl+Enter")]


def _incident(hit: Hit) -> Entry:
    row = hit.row
    state = (row.number, urgency_short(row), status_text(row.status, row.merged_into))
    people = " · ".join(part for part in (row.reporter_name, row.assignee_name) if part)
    told = bool(hit.excerpt_marks)
    return Entry(
        kind="incident",
        key=row.uid,
        text=row.title,
        hint=" · ".join(part for part in state if part),
        below=hit.excerpt if told else people,
        marks=hit.title_marks,
        below_marks=hit.excerpt_marks if told else (),
    )


def _people(text: str, answer: Answer | None, staff: Sequence[Person]) -> list[Entry]:
    if not text:
        return []
    here = [Choice(one.uid, one.name) for one in staff if one.active]
    found = [
        Entry("person", choice.key, choice.label, _("staff · what they follow up"))
        for choice in matching(here, text)[:MOST_PEOPLE]
    ]
    reporters = answer.reporters if answer is not None else ()
    for one in reporters[: MOST_PEOPLE - len(found)]:
        hint = _("reporter · what they told us")
        found.append(Entry("reporter", one.uid, one.name, hint, below=one.line))
    return found


def _register_line(one: RegisterEntry) -> Entry:
    label = _(REGISTERS[one.register].label).lower()
    return Entry("entry", f"{one.register}/{one.uid}", one.name, label, below=one.line)


def _runbook_line(one: RunbookLine) -> Entry:
    return Entry("runbook", one.key, one.name, _("runbook"), below=", ".join(one.runbook.services))


def _views(text: str, views: Iterable[View]) -> list[Entry]:
    choices = [Choice(view.key, _(view.title) if view.built_in else view.title) for view in views]
    fitting = matching(choices, text)
    return [Entry("view", choice.key, choice.label) for choice in fitting[: MOST_OTHERS if text else None]]


def _commands(text: str, commands: Iterable[Shortcut]) -> list[Entry]:
    choices = [Choice(one.text, one.text, one.keys) for one in commands]
    fitting = matching(choices, text)[: MOST_OTHERS if text else None]
    return [Entry("command", choice.key, choice.label, choice.hint) for choice in fitting]
