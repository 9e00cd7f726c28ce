"""What a runbook is: for what it is meant, what it says, and its steps in order.

The structure is that of prometheus-operator's runbooks (meaning, impact, diagnosis, mitigation) with what a
desk needs beside it; see practice/incident-response 2.11.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from incidentdesk.base.texts import N_
from incidentdesk.domain.comparisons import FieldFacts
from incidentdesk.domain.condition_tree import Condition

SECTIONS = (
    "meaning", "impact", "diagnosis", "mitigation", "escalation", "rollback", "verification", "communication",
)  # fmt: skip
"""What a runbook says beside its steps, in the order in which it is read."""

STEP_KINDS = ("check", "question", "do", "decide", "notify", "wait")

RESULTS = ("ok", "failed", "skipped")
"""How a step may be checked off."""

ESCALATE = "escalate"
"""What a failed step may lead to in place of another step."""

MATCH_FIELDS: Mapping[str, tuple[str, FieldFacts]] = {
    "service_name": (N_("Name of the affected service"), FieldFacts("text")),
    "alert_name": (N_("Name of the alert"), FieldFacts("text")),
    "text": (N_("Title, description and error code"), FieldFacts("text")),
    "words": (N_("Whole words of title, description and error code"), FieldFacts("")),
}
"""What conditions of runbooks may test beside the shared fields of an incident."""


@dataclass(frozen=True)
class Trigger:
    """One reason for which a runbook is attached; ``say`` tells it in words."""

    when: Condition
    say: str


@dataclass(frozen=True)
class Repeat:
    """A step that is done again every so many ``minutes`` until ``until``; ``at_most`` so many times."""

    minutes: int
    until: str
    at_most: int


@dataclass(frozen=True)
class Step:
    """One step. ``command`` is a list of arguments, empty for none; ``minutes`` is the time box, 0 for none.

    ``on_fail`` is the number of a step, ``escalate``, or empty: then a failure is an answer like any other.
    ``answers`` are those a question or decision is answered with; without them it is free text.
    """

    number: int
    text: str
    kind: str
    section: str = "diagnosis"
    command: tuple[str, ...] = ()
    expected: str = ""
    danger: bool = False
    skill: str = ""
    minutes: int = 0
    needs_previous: bool = True
    when: Condition | None = None
    repeat: Repeat | None = None
    on_fail: int | str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Runbook:
    """A runbook as it is written in ``text``, whose SHA-256 is ``sha256``.

    ``keywords`` weigh more than other words where it is suggested; ``review_every`` is in days.
    """

    key: str
    name: str
    services: tuple[str, ...]
    keywords: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    owner_role: str
    review_every: int
    sections: Mapping[str, str]
    steps: tuple[Step, ...]
    text: str
    sha256: str

    @cached_property
    def by_number(self) -> dict[int, Step]:
        """The steps by number."""
        return {step.number: step for step in self.steps}


def step_fields(numbers: range) -> dict[str, FieldFacts]:
    """What conditions of steps may test beside: how step 3 went is ``step_3``, its answer ``answer_3``."""
    fields: dict[str, FieldFacts] = {}
    for number in numbers:
        fields[f"step_{number}"] = FieldFacts("choice", RESULTS)
        fields[f"answer_{number}"] = FieldFacts("text")
    return fields


def command_sha256(command: tuple[str, ...]) -> str:
    """The mark of exactly this list of arguments: other borders or another character give another one."""
    return hashlib.sha256(json.dumps(list(command), ensure_ascii=True).encode()).hexdigest()
