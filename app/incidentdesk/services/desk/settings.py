"""The desk's settings: seeded once from the shipped defaults, then kept as revisions in the desk itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.board import BoardPlan
from incidentdesk.domain.clock import Target
from incidentdesk.domain.closing_rules import ClosingRules
from incidentdesk.domain.conditions import FieldFacts
from incidentdesk.domain.due_times import Deadlines
from incidentdesk.domain.facts import field_facts
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.pins import LockAfter
from incidentdesk.domain.priority import PriorityMatrix, matrix_from_json
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.review_days import ReviewDays
from incidentdesk.domain.sev import Cadence, cadence_from_json
from incidentdesk.storage import settings_rows
from incidentdesk.storage.session import Session

if TYPE_CHECKING:
    from incidentdesk.domain.hours import WorkingHours

PRACTICE = "practice"
"""The setting that tells a practice desk from any other."""
SET_UP = "set_up"
UPDATE_TEXTS = "update_texts"
"""The setting of the texts of updates that the desk has changed; without it all are as shipped."""
ITEM_KEYS = frozenset({"key", "label", "parent", "retired"})


class BackupPlan(NamedTuple):
    """Where the copies of the desk go (nowhere while ``folder`` is empty), and how many are kept."""

    folder: str
    keep: int


@dataclass(frozen=True)
class DeskSettings:
    """All settings in force. ``logo`` is the SHA-256 of a kept picture, or empty."""

    organisation: str
    department: str
    logo: str
    zone: ZoneInfo
    prefix: str
    number_width: int
    default_process: str
    targets: Mapping[str, Target]
    deadlines: Deadlines
    closing: ClosingRules
    lock_after: LockAfter
    cadence: Cadence
    review: ReviewDays
    update_texts: Mapping[str, str]
    """The texts of updates that the desk has changed, by the key of their template."""
    notice_hours: int
    matrix: PriorityMatrix
    lists: Mapping[str, tuple[ListItem, ...]]
    kept_hours: Mapping[str, Sequence[object]]
    backup: BackupPlan
    board: BoardPlan
    practice: bool = False
    """Whether this desk is there to be played with; nothing that is done on it counts."""
    set_up: bool = False
    """Whether somebody has gone through the first questions, or passed them over."""
    _facts: dict[str, Mapping[str, FieldFacts]] = field(default_factory=dict, compare=False, repr=False)

    def field_facts(self, definition: ProcessDefinition) -> Mapping[str, FieldFacts]:
        """Kind and order of choices of every field that a condition on ``definition`` may name."""
        known = self._facts.get(definition.sha256)
        if known is None:
            known = self._facts[definition.sha256] = field_facts(definition, self.lists)
        return known

    @cached_property
    def hours(self) -> WorkingHours:
        """When somebody works at the desk; worked out when it is first asked for."""
        from incidentdesk.domain.hours import hours_from_json

        return hours_from_json(self.kept_hours)

    @property
    def keeps_board(self) -> bool:
        """Whether the page of the board is written to its folder; a practice desk tells nobody anything."""
        return self.board.writes and not self.practice

    def item(self, name: str, key: object) -> ListItem:
        """The item ``key`` of a list; an unknown key stands for itself, so that old data stays readable."""
        return self._items.get((name, str(key))) or ListItem(str(key), str(key))

    @cached_property
    def _items(self) -> dict[tuple[str, str], ListItem]:
        """Every item by list and key; of two with one key, the first."""
        return {(name, item.key): item for name, items in self.lists.items() for item in reversed(items)}

    def number(self, year: int, ordinal: int) -> str:
        """The number of an incident as it is shown."""
        return f"{self.prefix}-{year}-{ordinal:0{self.number_width}}"

    def label(self, name: str, key: object) -> str:
        """The words for ``key`` of a list, with those of its parent before it."""
        item = self.item(name, key)
        if not item.parent:
            return _(item.label)
        return f"{_(self.item(name, item.parent).label)} · {_(item.label)}"


@cache
def shipped_defaults() -> Mapping[str, JsonValue]:
    """What a new desk starts with, by setting name."""
    raw = tomllib.loads(resource_path("defaults.toml").read_text(encoding="utf-8"))
    lists = raw.pop("lists")
    return MappingProxyType(raw | {f"list.{name}": items for name, items in lists.items()})


def lacking(session: Session, zone: str) -> dict[str, JsonValue]:
    """The settings that the desk does not have yet, with what they start as."""
    present = settings_rows.settings(session)
    wanted = {**shipped_defaults(), "zone": zone, "default_process": "itil"}
    return {name: value for name, value in wanted.items() if name not in present}


def seed(session: Session, zone: str, at: Instant) -> bool:
    """Write the settings that the desk does not have yet; gives whether it had none: it is new."""
    is_new = not settings_rows.newest_revision(session)
    for name, value in lacking(session, zone).items():
        settings_rows.write_setting(session, name, value, "", at)
    return is_new


class Loader:
    """Reads the settings in force; what was read stands until any of them is changed, by whomever."""

    def __init__(self) -> None:
        self._known: tuple[int, DeskSettings] | None = None

    def load(self, session: Session) -> DeskSettings:
        """The settings in force."""
        newest, known = settings_rows.newest_revision(session), self._known
        if known is None or known[0] != newest:
            known = self._known = (newest, load(session))
        return known[1]


def load(session: Session) -> DeskSettings:
    """The settings in force, read anew."""
    # A desk that was brought in from an older program's export lacks the newest ones until the next start.
    raw: dict[str, Any] = {**shipped_defaults(), **settings_rows.settings(session)}
    organisation, numbers = raw["organisation"], raw["numbers"]
    return DeskSettings(
        organisation=organisation.get("name", ""),
        department=organisation.get("department", ""),
        logo=organisation.get("logo", ""),
        zone=ZoneInfo(raw["zone"]),
        prefix=numbers["prefix"],
        number_width=numbers["width"],
        default_process=raw["default_process"],
        targets={
            priority: Target(target.get("response") or None, target.get("resolution") or None)
            for priority, target in raw["targets"].items()
        },
        deadlines=Deadlines(**raw["deadlines"]),
        closing=ClosingRules(**raw["closing"]),
        lock_after=LockAfter(**raw["lock"]),
        cadence=cadence_from_json(raw["cadence"]),
        review=ReviewDays(**raw["review"]),
        update_texts=raw.get(UPDATE_TEXTS, {}),
        notice_hours=int(raw["restricted"]["notice_hours"]),
        matrix=matrix_from_json(raw["matrix"]),
        lists={name[5:]: _items(value) for name, value in raw.items() if name.startswith("list.")},
        kept_hours=raw["hours"],
        backup=BackupPlan(**raw["backup"]),
        board=BoardPlan(**raw["board"]),
        practice=bool(raw.get(PRACTICE)),
        set_up=bool(raw.get(SET_UP)),
    )


def items_to_json(items: tuple[ListItem, ...]) -> list[JsonValue]:
    """A list as it is stored."""
    return [_item_to_json(item) for item in items]


def _item_to_json(item: ListItem) -> JsonValue:
    cells: dict[str, JsonValue] = {"key": item.key, "label": item.label}
    if item.parent:
        cells["parent"] = item.parent
    if item.retired:
        cells["retired"] = True
    return cells | item.extra


def _items(raw: list[dict[str, Any]]) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(
            key=item["key"],
            label=item["label"],
            parent=item.get("parent", ""),
            retired=bool(item.get("retired", False)),
            extra={name: value for name, value in item.items() if name not in ITEM_KEYS},
        )
        for item in raw
    )
