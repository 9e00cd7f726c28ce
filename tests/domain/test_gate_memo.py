"""Asking the gates of many incidents at once gives each the answer that it would get alone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.resources import resource_path
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import counted_facts, field_facts
from incidentdesk.domain.gate import Asking, is_skipped, what_is_missing
from incidentdesk.domain.gate_memo import Answer, GateMemo
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.desk.process_library import read_definition

ITIL = read_definition(resource_path("processes") / "itil.toml")
NOW = Instant.of(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
FIELDS = field_facts(ITIL, {})
MEMO = GateMemo(ITIL)

TEXT = st.sampled_from([None, "", "  ", "A few words"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("title", "description", "resolution", "diagnosis", "findings", "known_error", "not_pursued",
             "recovery_test", "prevention", "word_reason"), TEXT,
        ),
        "type": st.sampled_from(["software", "service_request"]),
        "retest": st.sampled_from(["passed", "delivered", "failed"]),
        "reporters_word": st.sampled_from(["restored", "not_restored", "no_answer", "not_needed"]),
        "repeat": st.booleans(),
        "assignee": st.just("somebody"),
        "occurred": st.just({"precision": "unknown", "at": None, "until": None}),
        "hypotheses": st.lists(
            st.fixed_dictionaries({}, optional={"statement": TEXT, "test": TEXT,
                                                "result": st.sampled_from(["open", "confirmed"])}),
            max_size=2,
        ),
    },
)  # fmt: skip


@given(st.lists(st.tuples(VALUES, st.sampled_from(["P1", "P3"])), min_size=1, max_size=8))
def test_those_that_are_alike_get_one_answer(given_values: list[tuple[dict[str, JsonValue], str]]) -> None:
    for values, priority in given_values:
        facts = {**values, "priority": priority, "status": "closed", "provisional": False, "process": "itil"}
        assert MEMO.ask(facts, lambda facts=facts: alone(facts)) == alone(facts)  # type: ignore[misc]


def alone(facts: dict[str, JsonValue]) -> Answer:
    """What the gates say of one incident."""
    asking = Asking({**facts, **counted_facts(facts, NOW.ms)}, Bindings("me", NOW, ZoneInfo("UTC")), FIELDS)
    missing = {stage.key: [gap.field for gap in what_is_missing(stage, asking)] for stage in ITIL.stages}
    skipped = frozenset(stage.key for stage in ITIL.stages if is_skipped(stage, asking))
    return {key: gaps for key, gaps in missing.items() if gaps}, skipped


def test_the_answer_is_not_asked_for_twice() -> None:
    asked = []

    def answer() -> Answer:
        asked.append(1)
        return {}, frozenset()

    memo = GateMemo(ITIL)
    for title in ("One", "Another"):
        memo.ask({"title": title, "status": "closed", "priority": "P3"}, answer)
    memo.ask({"status": "closed", "priority": "P3"}, answer)
    assert len(asked) == 2
