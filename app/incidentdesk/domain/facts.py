"""The facts of an incident by field key: what conditions, gates and lists are asked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import FieldFacts
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, PRIORITIES, STATUSES
from incidentdesk.domain.due_times import is_breached
from incidentdesk.domain.field_kinds import FIELD_KINDS, is_missing
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.moments import Moment, moment_from_json, moment_to_json, sort_ms
from incidentdesk.domain.phases import ALL_PHASES
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.records import Incident, ListItem, StageState

ATTEMPTS = "contact_attempts"
"""The table in which a process keeps the attempts to reach the reporter."""

MINUTE = 60_000
"""Typed times are exact to the minute."""

ROW = "row"
"""The hidden column by which a row of a table is changed; nobody asks for it."""

HYPOTHESES = "hypotheses"
"""The table in which a process keeps hypotheses with their tests."""


def facts_of(incident: Incident, stages: Iterable[StageState], now_ms: int) -> Facts:
    """Everything known of ``incident`` at ``now_ms``: shared fields, stage values, and what follows."""
    facts: dict[str, JsonValue] = {}
    for stage in stages:
        facts.update(stage.values)
    facts.update(incident.core)
    facts.update(_derived(incident, now_ms))
    return {**facts, **counted_facts(facts, now_ms)}


def counted_facts(facts: Facts, now_ms: int) -> dict[str, JsonValue]:
    """The numbers of ``DERIVED_FACTS``, counted from the tables in ``facts``, saved or not.

    Attempts to reach the reporter count from the resolution on, for it is the fix they are asked about.
    """
    resolved = facts.get("resolved")
    since = sort_ms(moment_from_json(resolved)) if resolved else None
    contact = contact_facts(facts.get(ATTEMPTS), since or 0, now_ms)
    return {**contact, "confirmed_untested": _confirmed_untested(facts.get(HYPOTHESES))}


def _confirmed_untested(hypotheses: JsonValue) -> int:
    rows = hypotheses if isinstance(hypotheses, list) else []
    confirmed = [row for row in rows if isinstance(row, dict) and row.get("result") == "confirmed"]
    return sum(1 for row in confirmed if is_missing(row.get("test")))


def contact_facts(attempts: JsonValue, since_ms: int, now_ms: int) -> dict[str, JsonValue]:
    """How often, on how many working days and by how many means the reporter was not reached.

    Attempts before ``since_ms`` or after ``now_ms`` do not count. Working days are Monday to Friday where the
    attempt was made.
    """
    days, means, count = set(), set(), 0
    for row in attempts if isinstance(attempts, list) else []:
        if not isinstance(row, dict) or row.get("result") != "no_answer":
            continue
        at = moment_from_json(row["at"]).at if row.get("at") else None
        if at is None or not since_ms - MINUTE <= at.ms <= now_ms + MINUTE:
            continue
        count += 1
        day = at.local().date()
        if day.weekday() < 5:
            days.add(day)
        if isinstance(row.get("means"), str):
            means.add(row["means"])
    return {"unanswered_attempts": count, "unanswered_days": len(days), "unanswered_means": len(means)}


Lists = Mapping[str, tuple[ListItem, ...]]

_RECENT = 8
_recent: tuple[tuple[ProcessDefinition | None, Lists, dict[str, FieldFacts]], ...] = ()
"""What was asked for last: one page asks a dozen times for the same process and lists."""


def field_facts(definition: ProcessDefinition | None, lists: Lists) -> dict[str, FieldFacts]:
    """Kind and order of choices of every field that a condition may name."""
    global _recent
    for known_definition, known_lists, facts in _recent:
        if known_definition is definition and known_lists is lists:
            return dict(facts)
    facts = _field_facts(definition, lists)
    _recent = ((definition, lists, facts), *_recent[: _RECENT - 1])
    return dict(facts)


def _field_facts(definition: ProcessDefinition | None, lists: Lists) -> dict[str, FieldFacts]:
    known = {
        field.key: FieldFacts(field.kind, _keys(field.choices_from, lists)) for field in CORE_FIELDS.values()
    }
    known.update({key: FieldFacts("number", ()) for key in DERIVED_FACTS})
    if definition is None:
        return known
    for _stage, field in definition.all_fields():
        if not field.core:
            known[field.key] = _facts_of_field(field, lists)
        for column in field.columns:
            if column.key != ROW:
                known[f"{field.key}.{column.key}"] = _facts_of_field(column, lists)
    return known


def _facts_of_field(field: Field, lists: Lists) -> FieldFacts:
    own = tuple(choice.key for choice in field.choices)
    indexed = field.indexed and FIELD_KINDS[field.kind].index is not None
    return FieldFacts(field.kind, own or _keys(field.choices_from, lists), indexed)


def _keys(name: str, lists: Lists) -> tuple[str, ...]:
    fixed = {"statuses": STATUSES, "priorities": PRIORITIES, "phases": ALL_PHASES}.get(name)
    return fixed or tuple(item.key for item in lists.get(name, ()))


def _derived(incident: Incident, now_ms: int) -> dict[str, JsonValue]:
    due = incident.due
    return {
        "number": incident.number,
        "status": incident.status,
        "stage": incident.stage,
        "process": incident.process,
        "provisional": incident.provisional,
        "major": incident.major,
        "sev": incident.sev or None,
        "phase": incident.phase or None,
        "drill": incident.drill,
        "breached": is_breached(incident, now_ms),
        "paused": due.paused,
        "hold_reason": incident.hold.reason if incident.hold else None,
        "wake": _exact(incident.hold.wake_ms if incident.hold else None, incident.logged),
        "next_due": _exact(due.next, incident.logged),
        "next_due_kind": due.next_kind or None,
        "logged_by": incident.logged_by,
        "logged": _moment(incident.logged),
        "responded": _moment(incident.responded),
        "resolved": _moment(incident.resolved),
        "closed": _moment(incident.closed),
        "updated": _moment(incident.updated),
        "reopen_count": incident.reopen_count,
    }


def _moment(instant: Instant | None) -> JsonValue:
    return None if instant is None else moment_to_json(Moment.exact(instant))


def _exact(ms: int | None, like: Instant) -> JsonValue:
    return None if ms is None else _moment(Instant(ms, like.offset))
