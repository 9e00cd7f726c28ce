"""The copies of stage values by which lists find incidents always equal the documents."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.moments import Moment, moment_from_json, moment_to_json, sort_ms
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.domain.records import Incident, Person, StageState
from incidentdesk.storage import incidents, registers
from incidentdesk.storage.database import DeskDatabase

INSTANTS = st.builds(Instant, st.integers(10**11, 4 * 10**12), st.sampled_from([-570, -60, 0, 60, 345, 840]))
MOMENTS = st.one_of(
    st.just(Moment.unknown()),
    st.builds(Moment.exact, INSTANTS),
    st.builds(Moment.about, INSTANTS),
    st.builds(lambda one, two: Moment.between(*sorted((one, two))), INSTANTS, INSTANTS),
).map(moment_to_json)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = st.sampled_from(["a", "b", "c"])
FINITE = st.floats(allow_nan=False, allow_infinity=False)
OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "number": st.integers(-(2**60), 2**60) | FINITE,
    "duration": st.integers(0, 10**6),
    "yes_no": st.booleans(),
    "moment": MOMENTS,
    "multi_choice": st.lists(KEYS, unique=True),
    "attachment_list": st.lists(TEXT),
    "checklist": st.lists(st.fixed_dictionaries({"text": TEXT, "done": st.booleans()})),
    "table": st.lists(
        st.fixed_dictionaries({}, optional={"text": TEXT, "pick": KEYS, "at": MOMENTS, "n": FINITE}),
        max_size=4,
    ),
}
COLUMNS = tuple(
    Field(key, kind, key, indexed=FIELD_KINDS[kind].indexed)
    for key, kind in (("text", "text"), ("pick", "choice"), ("at", "moment"), ("n", "number"))
)
FIELDS = tuple(
    Field(kind, kind, kind, columns=COLUMNS if kind == "table" else (), indexed=FIELD_KINDS[kind].indexed)
    for kind in FIELD_KINDS
)
STAGE = Stage("all", "All", "All", "", "", FIELDS)
VALUES = st.fixed_dictionaries({}, optional={kind: OF_KIND.get(kind, TEXT) for kind in FIELD_KINDS})
NOW = Instant.of(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def expected(values: dict[str, Any]) -> set[tuple[str, int, str | None, float | None]]:
    """What the narrow table must hold, worked out without asking the code that fills it."""
    found = set()
    for field in FIELDS:
        value = values.get(field.key)
        if field.key == "table":
            for number, row in enumerate(value or []):
                for column in COLUMNS:
                    if column.key in row and column.indexed:
                        found |= cell(f"table.{column.key}", column.kind, number, row[column.key])
        elif value is not None and field.indexed:
            parts = value if field.kind == "multi_choice" else [value]
            for number, part in enumerate(parts):
                found |= cell(field.key, field.kind, number, part)
    return found


def cell(name: str, kind: str, row: int, value: Any) -> set[tuple[str, int, str | None, float | None]]:
    if kind == "moment":
        at = sort_ms(moment_from_json(value))
        return set() if at is None else {(name, row, None, float(at))}
    if isinstance(value, bool | int | float):
        return {(name, row, None, float(value))}
    folded = normalize("NFKC", normalize("NFKC", value).casefold())
    return {(name, row, folded, None)}


def new_incident(database: DeskDatabase) -> Incident:
    core = {"title": "x", "priority": "P3"}
    incident = Incident(
        "one", "INC-2026-000001", "p", 1, "run", "new", "all", core, NOW, "me", updated=NOW
    )  # fmt: skip
    with database.writing() as session:
        if incidents.by_uid(session, "one") is None:
            registers.write_person(session, Person("me", "Me"))
            incidents.insert(session, incident, "INC", 2026, 1, "")
    return incident


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=VALUES, again=VALUES)
def test_copies_equal_the_document_after_every_write(
    database: DeskDatabase, values: dict[str, Any], again: dict[str, Any]
) -> None:
    incident = new_incident(database)
    for document in (values, again):
        with database.writing() as session:
            incidents.write_stage(session, StageState(incident.run_uid, "all", document), STAGE)
        with database.reading() as session:
            assert incidents.stages_of(session, "run")["all"].values == document
            copies = session.sql("SELECT field, row, text_value, number_value FROM field_value")
            ((text,),) = session.sql("SELECT document FROM stage_values")
        assert json.loads(text) == document
        assert len(copies) == len(set(copies))
        assert set(copies) == expected(document)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(occurred=MOMENTS, restored=MOMENTS, description=TEXT)
def test_shared_fields_come_back_from_their_columns(
    database: DeskDatabase, occurred: Any, restored: Any, description: str
) -> None:
    before = new_incident(database)
    core = {
        "title": "x",
        "priority": "P3",
        "occurred": occurred,
        "restored": restored,
        "description": description,
    }
    with database.writing() as session:
        now = incidents.by_uid(session, "one")
        assert now is not None
        after = Incident(**{**vars(now), "core": core})
        incidents.update(session, now, after)
    with database.reading() as session:
        found = incidents.by_number(session, before.number)
    assert found is not None
    assert found.core == core
