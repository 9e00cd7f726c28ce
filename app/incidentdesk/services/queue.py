"""Lists of incidents: the views of the queue, searching, and asking with conditions."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings, Condition, FieldFacts, parse_condition
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.facts import field_facts
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Incident
from incidentdesk.services.desk import Desk
from incidentdesk.services.settings import DeskSettings
from incidentdesk.storage import incidents, registers, search
from incidentdesk.storage.condition_fields import Sql
from incidentdesk.storage.conditions_sql import to_sql
from incidentdesk.storage.session import Session

OPEN: JsonValue = {"field": "status", "op": "one_of", "value": list(OPEN_STATUSES)}


@dataclass(frozen=True)
class View:
    """A named list: its condition, and the field it is sorted by (``-`` before it: descending)."""

    key: str
    title: str
    condition: JsonValue
    sort: str = "next_due"


VIEWS: tuple[View, ...] = (
    View("mine", N_("My open"), [OPEN, {"field": "assignee", "op": "is", "value": "me"}]),
    View("unassigned", N_("Unassigned"), [OPEN, {"field": "assignee", "op": "is_empty"}]),
    View("waking", N_("On hold, wakes today"), [
        {"field": "status", "op": "is", "value": "on_hold"},
        {"field": "wake", "op": "before", "value": "tomorrow"}]),
    View("confirm", N_("Awaiting confirmation"), [{"field": "status", "op": "is", "value": "resolved"}]),
    View("open", N_("All open"), [OPEN]),
    View("closed", N_("Closed"), [
        {"field": "status", "op": "one_of", "value": list(ENDED_STATUSES)}], "-closed"),
)  # fmt: skip

SORTS: dict[str, tuple[str, ...]] = {
    "next_due": ("i.next_due IS NULL", "i.next_due"),
    "number": ("i.year", "i.ordinal"),
    "priority": ("i.priority", "i.next_due IS NULL", "i.next_due"),
    "title": ("fold(i.title)",),
    "status": ("i.status",),
    "stage": ("i.stage",),
    "assignee": ("(SELECT name FROM person WHERE person.id = i.assignee_id)",),
    "updated": ("i.updated_at",),
    "logged": ("i.logged_at",),
    "closed": ("coalesce(i.closed_at, i.updated_at)",),
}
"""What a list can be sorted by, as SQL."""


@dataclass(frozen=True)
class QueueRow:
    """A line of a list. Times in milliseconds since 1970."""

    incident: Incident
    assignee: str
    reporter: str
    stage_title: str
    stage_position: int
    stage_count: int

    @property
    def uid(self) -> str:
        """The incident's uid."""
        return self.incident.uid


@dataclass(frozen=True)
class QueuePage:
    """A page of a list, and how many lines the whole has."""

    rows: tuple[QueueRow, ...]
    total: int
    now: Instant
    counts: dict[str, int] = field(default_factory=dict)


class Queue:
    """The use cases of the lists."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self, key: str, me: str, *, sort: str = "", limit: int = 200, offset: int = 0) -> QueuePage:
        """A page of the view ``key``, with the counts of all views."""
        view = view_of(key)
        with self._desk.reading() as (session, settings):
            where = self.where(parse_condition(view.condition, where=key), me, settings)
            rows = incidents.matching(session, *where, order_of(sort or view.sort), limit, offset)
            counts = {
                one.key: incidents.count(
                    session, *self.where(parse_condition(one.condition, where=one.key), me, settings)
                )
                for one in VIEWS
            }
            return QueuePage(self._rows(session, rows), counts[view.key], self._desk.time.now(), counts)

    def ask(
        self, condition: Condition | None, me: str, *, sort: str = "next_due", limit: int = 200
    ) -> QueuePage:
        """Incidents for which ``condition`` holds."""
        with self._desk.reading() as (session, settings):
            where = self.where(condition, me, settings)
            rows = incidents.matching(session, *where, order_of(sort), limit)
            total = incidents.count(session, *where)
            return QueuePage(self._rows(session, rows), total, self._desk.time.now())

    def search(self, text: str, *, limit: int = 50) -> QueuePage:
        """Incidents with all words of ``text``, the one with that very number first, then newest first."""
        with self._desk.reading() as (session, _settings):
            rows, total = search.find(session, text, limit)
            return QueuePage(self._rows(session, rows), total, self._desk.time.now())

    def totals(self) -> tuple[int, int]:
        """How many incidents the desk has, and how many of the open ones have missed a target."""
        with self._desk.database.reading() as session:
            now = self._desk.time.now().ms
            late = "i.status IN ('new', 'in_progress') AND i.next_due < ?"
            return incidents.count(session, "1 = 1", ()), incidents.count(session, late, (now,))

    def fields(self) -> dict[str, FieldFacts]:
        """Every field that a list can be asked for, with its kind and choices."""
        with self._desk.reading() as (_session, settings):
            return self._fields(settings)

    def _fields(self, settings: DeskSettings) -> dict[str, FieldFacts]:
        fields = field_facts(None, settings.lists)
        for definition in self._desk.library.all():
            for key, facts in field_facts(definition, settings.lists).items():
                known = fields.get(key, facts)
                choices = tuple(dict.fromkeys((*known.choices, *facts.choices)))
                fields[key] = FieldFacts(facts.kind, choices, known.indexed and facts.indexed)
        return fields

    def where(self, condition: Condition | None, me: str, settings: DeskSettings) -> Sql:
        """``condition`` in SQL, as ``me`` asks it now."""
        now = self._desk.time.now()
        return to_sql(condition, Bindings(me or None, now, settings.zone), self._fields(settings))

    def _rows(self, session: Session, found: list[Incident]) -> tuple[QueueRow, ...]:
        names = registers.names_of(
            session, [str(one.core.get(key) or "") for one in found for key in ("assignee", "reporter")]
        )
        return tuple(self._row(session, one, names) for one in found)

    def _row(self, session: Session, one: Incident, names: dict[str, str]) -> QueueRow:
        definition = self._desk.library.at_version(session, one.process, one.process_version)
        position = definition.position(one.stage)
        return QueueRow(
            incident=one,
            assignee=names.get(one.assignee, ""),
            reporter=names.get(str(one.core.get("reporter") or ""), ""),
            stage_title=definition.stages[position].short,
            stage_position=position,
            stage_count=len(definition.stages),
        )


def view_of(key: str) -> View:
    """The view ``key``; ``UsageError`` where there is none."""
    for view in VIEWS:
        if view.key == key:
            return view
    raise UsageError(
        _("There is no view “{key}”.").format(key=key),
        _("Use one of: {keys}.").format(keys=", ".join(view.key for view in VIEWS)),
    )


def order_of(sort: str) -> str:
    """The ORDER BY for a sort such as ``number`` or ``-updated``; ``UsageError`` where there is none."""
    parts = SORTS.get(sort.removeprefix("-"))
    if parts is None:
        raise UsageError(
            _("A list cannot be sorted by “{sort}”.").format(sort=sort),
            _("Use one of: {keys}.").format(keys=", ".join(SORTS)),
        )
    down = " DESC" if sort.startswith("-") else ""
    return ", ".join(part if part.endswith("NULL") else part + down for part in (*parts, "i.id"))
