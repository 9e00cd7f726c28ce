"""How SQLite finds what lists ask for: each by an index of its own, never by looking at every incident."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.domain.conditions import Bindings, parse_condition
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.services.lists.list_columns import ListFields
from incidentdesk.services.lists.views import VIEWS, view_of
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import lists
from incidentdesk.storage.condition_fields import INDEXED_CORE
from incidentdesk.storage.conditions_sql import to_sql

OPEN = {"field": "status", "op": "one_of", "value": ["new", "in_progress", "on_hold", "resolved"]}


def plan(cases: UseCases, condition: Any, sort: str = "", *, count: bool = False) -> list[str]:
    """The steps by which the keys of a list are found, or counted."""
    now, fields = cases.desk.time.now(), ListFields(cases.desk.library)
    with cases.desk.reading() as (session, settings):
        parsed = None if condition is None else parse_condition(condition, where="test")
        where = to_sql(parsed, Bindings("me", now, settings.zone), fields.facts(settings))
        order = fields.order(sort or "number", settings, now.ms)
        statement = lists.ordered("i.id", where, order) + " LIMIT 50"
        if count:
            statement = f"SELECT count(*) FROM incident i WHERE {where[0]}"  # noqa: S608 - a test
        return [str(row[3]) for row in session.sql(f"EXPLAIN QUERY PLAN {statement}", where[1])]


def index_of(steps: list[str]) -> str:
    """The index by which incidents are found; empty where all are looked at."""
    (step,) = (step for step in steps if step.split()[1] == "i")
    return step.partition(" INDEX ")[2].split(" ")[0]


SERVED = {
    ("mine", "next_due"): "incident_open_assignee",
    ("mine", "-next_due"): "incident_open_assignee",
    ("unassigned", "next_due"): "incident_open_assignee",
    ("confirm", "next_due"): "incident_open_status",
    ("open", "next_due"): "incident_open_next_due",
    ("open", "-next_due"): "incident_open_next_due",
    ("open", "priority"): "incident_open_priority",
    ("open", "-priority"): "incident_open_priority",
    ("open", "number"): "incident_open_number",
    ("open", "-number"): "incident_open_number",
    ("closed", "closed"): "incident_ended",
    ("closed", "-closed"): "incident_ended",
    ("closed", "number"): "incident_prefix_year_ordinal",
    ("closed", "-logged"): "incident_logged_at",
    ("closed", "-updated"): "incident_updated_at",
}


@pytest.mark.parametrize(("view", "sort"), SERVED, ids=[" by ".join(pair) for pair in SERVED])
def test_a_view_is_read_in_its_order_from_an_index(cases: UseCases, view: str, sort: str) -> None:
    steps = plan(cases, view_of(view).condition, sort)
    assert index_of(steps) == SERVED[view, sort]
    assert not any("TEMP B-TREE" in step for step in steps), steps


@pytest.mark.parametrize("view", [view.key for view in VIEWS if view.key != "closed"])
def test_whatever_its_order_a_view_looks_at_no_ended_incident(cases: UseCases, view: str) -> None:
    sorts = [key for key, field in CORE_FIELDS.items() if field.kind not in {"long_text"}]
    for sort in [*sorts, *(f"-{key}" for key in sorts)]:
        found = index_of(plan(cases, view_of(view).condition, sort))
        assert found.startswith(("incident_open_", "incident_wake_at")), (sort, found)


@pytest.mark.parametrize("view", [view.key for view in VIEWS])
def test_a_view_is_counted_from_its_index(cases: UseCases, view: str) -> None:
    steps = plan(cases, view_of(view).condition, count=True)
    assert index_of(steps), steps


@pytest.mark.parametrize("sort", ["number", "-number", "logged", "-logged", "updated", "-updated"])
def test_all_incidents_are_read_in_these_orders_from_an_index(cases: UseCases, sort: str) -> None:
    steps = plan(cases, None, sort)
    assert "USING COVERING INDEX" in steps[0], steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


VALUES: dict[str, Any] = {
    "number": "INC-2026-000001", "status": "on_hold", "error_code": "0x8007", "category": "software.mail",
    "major": True, "drill": True, "sev": "sev1",
    **dict.fromkeys(("logged", "updated", "closed", "wake", "next_due"), "2026-11-23"),
    **dict.fromkeys(("reporter", "assignee", "team", "service", "device"), "a uid"),
}  # fmt: skip
OPS = {"text": ("is", "one_of", "starts_with"), "code": ("is", "one_of", "starts_with"), "yes_no": ("is",),
       "moment": ("is", "before", "after", "at_least", "at_most")}  # fmt: skip
ASKED = [
    (field, op)
    for field in sorted(INDEXED_CORE - {"priority"})
    for op in OPS.get(CORE_FIELDS[field].kind, ("is", "one_of"))
]


@pytest.mark.parametrize(("field", "op"), ASKED, ids=[" ".join(pair) for pair in ASKED])
def test_an_indexed_field_is_found_by_its_index(cases: UseCases, field: str, op: str) -> None:
    value = [VALUES[field], VALUES[field] + "x"] if op == "one_of" else VALUES[field]
    steps = plan(cases, {"field": field, "op": op, "value": value}, count=True)
    if op == "one_of" and "MULTI-INDEX OR" in steps[0]:
        assert all("SEARCH i USING" in step for step in steps if " i " in step), steps
        return
    (step,) = (step for step in steps if step.split()[1] == "i")
    assert step.startswith("SEARCH i USING"), steps
    assert f"{field}_id" in step or f"({field}" in step or f" {field}" in step, steps


@pytest.mark.parametrize("value", ["P1", "P4"])
def test_a_priority_is_found_by_the_index_of_the_open_ones(cases: UseCases, value: str) -> None:
    steps = plan(cases, [OPEN, {"field": "priority", "op": "is", "value": value}], "priority")
    assert "incident_open_priority" in steps[0], steps


STAGE_TESTS = [
    {"field": "fix_kind", "op": "is", "value": "permanent"},
    {"field": "fix_kind", "op": "one_of", "value": ["permanent", "workaround"]},
    {"field": "back_to_normal", "op": "is", "value": True},
    {"field": "hypotheses.result", "op": "any_is", "value": "confirmed"},
    {"field": "hypotheses.result", "op": "all_are", "value": "confirmed"},
    {"field": "fix_kind", "op": "is_not_empty"},
    {"field": "contact_attempts.at", "op": "any_is", "value": "2026-11-23"},
]


@pytest.mark.parametrize("raw", STAGE_TESTS, ids=[f"{raw['field']} {raw['op']}" for raw in STAGE_TESTS])
def test_what_is_written_on_stages_is_found_by_its_value(cases: UseCases, raw: dict[str, Any]) -> None:
    steps = plan(cases, raw, count=True)
    assert any("SEARCH i USING INTEGER PRIMARY KEY" in step for step in steps), steps
    assert any(step.startswith("SEARCH v USING COVERING INDEX field_value_") for step in steps), steps


def test_a_list_of_what_is_open_in_one_of_two_ways_uses_the_index_of_the_open(cases: UseCases) -> None:
    mine = {"field": "assignee", "op": "is", "value": "me"}
    either = {"any": [{"all": [OPEN, mine]}, {"all": [OPEN, {"field": "assignee", "op": "is_empty"}]}]}
    assert index_of(plan(cases, either, "priority")) == "incident_open_priority"
