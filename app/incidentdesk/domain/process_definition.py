"""What a process is: stages with fields, guidance, role and gate. Data, not code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from incidentdesk.domain.conditions import Condition
from incidentdesk.domain.json_values import JsonValue


class Choice(NamedTuple):
    """One option of a choice written in the definition itself; offered only while ``show_when`` holds."""

    key: str
    label: str
    show_when: Condition | None = None
    tone: str = ""


@dataclass(frozen=True)
class RowButton:
    """A button under a table that adds a row with ``values`` already filled."""

    label: str
    values: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """A question on a stage's form.

    ``core`` fields live in the incident, all others in the stage's values. ``reveal`` is the text of a link
    behind which an optional field hides until it is wanted. A ``hidden`` one is set by buttons and rules,
    never typed. An ``ahead`` moment is a time to come. What is to ``ask_again`` is emptied when the work goes
    back to its stage or an earlier one; the timeline keeps it. ``default`` is what a new row or form starts
    with; the words ``now`` and ``me`` stand for the moment and the person, ``default_from`` for another
    field's value.
    """

    key: str
    kind: str
    label: str
    core: bool = False
    required: bool = False
    required_when: Condition | None = None
    show_when: Condition | None = None
    say: str = ""
    width: str = "half"
    help: str = ""
    placeholder: str = ""
    reveal: str = ""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    columns: tuple[Field, ...] = ()
    add: tuple[RowButton, ...] = ()
    default: JsonValue = None
    default_from: str = ""
    indexed: bool = False
    hidden: bool = False
    ahead: bool = False
    ask_again: bool = False


class Need(NamedTuple):
    """A demand of a gate: while ``when`` holds, ``needs`` must hold.

    Else ``say`` is told and ``field`` shown.
    """

    needs: Condition
    say: str
    field: str = ""
    when: Condition | None = None


class FallBack(NamedTuple):
    """While ``when`` holds the stage cannot complete: the work goes back to ``back_to``."""

    when: Condition
    back_to: str
    say: str


@dataclass(frozen=True)
class Stage:
    """One page of the guide. ``sets_time`` names the incident's times that completing it sets."""

    key: str
    title: str
    short: str
    role: str
    guidance: str
    fields: tuple[Field, ...]
    gate: tuple[Need, ...] = ()
    sets_status: str = ""
    sets_time: tuple[str, ...] = ()
    on_fail: tuple[FallBack, ...] = ()
    skip_when: Condition | None = None
    skip_say: str = ""


@dataclass(frozen=True)
class Answer:
    """One question of the quick page.

    It asks either for ``fields`` of the stages, or for the ``columns`` of one new row of the table ``row_of``
    (the other columns get ``values``). ``also`` names text fields that take the first column's words as well.
    """

    label: str
    fields: tuple[str, ...] = ()
    row_of: str = ""
    columns: tuple[str, ...] = ()
    values: dict[str, JsonValue] = field(default_factory=dict)
    also: tuple[str, ...] = ()


class Fill(NamedTuple):
    """A value the quick page fills in by itself while ``when`` holds."""

    field: str
    value: JsonValue
    when: Condition | None = None


class QuickPage(NamedTuple):
    """A page that takes an incident through several stages with a few answers, through the same gates."""

    title: str
    guidance: str
    answers: tuple[Answer, ...]
    fills: tuple[Fill, ...] = ()


@dataclass(frozen=True)
class ProcessDefinition:
    """A process at one version. ``text`` is the file as it was read, ``sha256`` its fingerprint."""

    key: str
    version: int
    title: str
    description: str
    stages: tuple[Stage, ...]
    roles: dict[str, str]
    quick: QuickPage | None
    text: str
    sha256: str

    def stage(self, key: str) -> Stage:
        """The stage ``key``; ``KeyError`` where there is none."""
        return self.stages[self.position(key)]

    def position(self, key: str) -> int:
        """Where the stage ``key`` stands, from 0; ``KeyError`` where there is none."""
        for index, stage in enumerate(self.stages):
            if stage.key == key:
                return index
        raise KeyError(key)

    def all_fields(self) -> Iterator[tuple[Stage, Field]]:
        """Each field with the stage it stands in."""
        for stage in self.stages:
            for one in stage.fields:
                yield stage, one

    @cached_property
    def fields_by_key(self) -> dict[str, tuple[Stage, Field]]:
        """Each field with its stage, by key."""
        return {one.key: (stage, one) for stage, one in self.all_fields()}

    def role_of(self, stage: Stage) -> str:
        """The title of the role that answers for ``stage``."""
        return self.roles.get(stage.role, stage.role)
