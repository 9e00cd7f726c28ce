"""What is hidden cannot be found by asking: the answer is the same whatever stands there."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain import condition_tree
from incidentdesk.domain.condition_tree import All, Condition, Not
from incidentdesk.domain.condition_tree import Any as AnyOf
from incidentdesk.domain.conditions import Bindings, FieldFacts, holds
from incidentdesk.domain.sure_conditions import surely

KNOWN, HIDDEN = ("number", "status"), ("title", "place")
FIELDS = {name: FieldFacts("text") for name in (*KNOWN, *HIDDEN)}
WORDS = st.sampled_from(["", "a", "b", "ab"])
TESTS = st.builds(
    condition_tree.Test,
    st.sampled_from((*KNOWN, *HIDDEN)),
    st.sampled_from(["is", "is_not", "contains", "starts_with", "is_empty", "is_not_empty"]),
    WORDS,
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
BINDINGS = Bindings(None, Instant(0, 0), ZoneInfo("UTC"))


def facts(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict.fromkeys(names, WORDS))


@given(CONDITIONS, facts(KNOWN), facts(HIDDEN))
def test_what_surely_holds_holds_whatever_is_hidden(
    condition: Condition, known: dict[str, Any], hidden: dict[str, Any]
) -> None:
    if surely(condition, known, BINDINGS, FIELDS):
        assert holds(condition, {**known, **hidden}, BINDINGS, FIELDS)


@given(st.recursive(TESTS.filter(lambda test: test.field in KNOWN), lambda inner: st.builds(Not, inner)),
       facts(KNOWN))  # fmt: skip
def test_a_condition_on_what_is_known_is_answered_as_ever(
    condition: Condition, known: dict[str, Any]
) -> None:
    assert surely(condition, known, BINDINGS, FIELDS) == holds(condition, known, BINDINGS, FIELDS)


def test_neither_a_test_on_something_hidden_nor_its_opposite_finds_it() -> None:
    for op in ("is", "is_not", "is_empty", "is_not_empty"):
        test = condition_tree.Test("title", op, "a")
        assert not surely(test, {"number": "1"}, BINDINGS, FIELDS)
        assert not surely(Not(test), {"number": "1"}, BINDINGS, FIELDS)
