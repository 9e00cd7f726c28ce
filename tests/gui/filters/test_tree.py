from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters import tree
from incidentdesk.gui.filters.tree import Group, TestPart

STATUS: JsonValue = {"field": "status", "op": "is", "value": "new"}
TITLE: JsonValue = {"field": "title", "op": "contains", "value": "printer"}
MINE: JsonValue = {"field": "assignee", "op": "is", "value": "me"}

leaves = st.sampled_from([
    STATUS, TITLE, MINE, {"field": "assignee", "op": "is_empty"},
    {"field": "priority", "op": "one_of", "value": ["P1", "P2"]},
])  # fmt: skip
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=8,
)


@given(conditions)
def test_what_is_read_and_written_again_stays_what_it_is(raw: JsonValue) -> None:
    once = tree.to_json(tree.from_json(raw))
    assert tree.to_json(tree.from_json(once)) == once
    assert tree.same(raw, once)


@given(conditions, st.data())
def test_turning_a_part_round_twice_changes_nothing(raw: JsonValue, data: st.DataObject) -> None:
    group = tree.from_json(raw)
    path = data.draw(st.sampled_from(list(paths(group))))
    assert tree.negated(tree.negated(group, path), path) == group
    assert tree.negated(group, path) != group


@given(conditions, st.data())
def test_a_part_that_is_added_can_be_removed_again(raw: JsonValue, data: st.DataObject) -> None:
    group = tree.from_json(raw)
    groups = [path for path in [(), *paths(group)] if isinstance(tree.part_at(group, path), Group)]
    path = data.draw(st.sampled_from(groups))
    more = tree.added(group, path, TestPart("number", "is", "INC-1"))
    inside = tree.part_at(more, path)
    assert isinstance(inside, Group)
    assert tree.removed(more, (*path, len(inside.parts) - 1)) == group


def paths(group: Group, before: tree.Path = ()) -> list[tree.Path]:
    """Where the parts of ``group`` are."""
    found: list[tree.Path] = []
    for place, part in enumerate(group.parts):
        found.append((*before, place))
        if isinstance(part, Group):
            found += paths(part, (*before, place))
    return found


def test_a_list_means_all_and_nothing_means_every_incident() -> None:
    assert tree.to_json(Group()) is None
    assert tree.to_json(tree.from_json([STATUS, MINE])) == [STATUS, MINE]
    assert tree.to_json(tree.from_json(STATUS)) == [STATUS]
    assert tree.same({"all": [STATUS]}, [STATUS])
    assert not tree.same([STATUS], [MINE])


def test_a_group_within_is_made_filled_switched_and_goes_when_it_is_empty() -> None:
    group = tree.from_json([STATUS, TITLE])
    group = tree.grouped(group, (1,), "any")
    group = tree.added(group, (1,), TestPart("assignee", "is", "me"))
    assert tree.to_json(group) == [STATUS, {"any": [TITLE, MINE]}]
    assert tree.to_json(tree.switched(group, (1,))) == [STATUS, {"all": [TITLE, MINE]}]
    assert tree.to_json(tree.negated(group, (1,))) == [STATUS, {"not": {"any": [TITLE, MINE]}}]
    group = tree.removed(tree.removed(group, (1, 0)), (1, 0))
    assert tree.to_json(group) == [STATUS]
