from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.records import ListItem
from incidentdesk.gui.settings import list_edits
from incidentdesk.gui.settings.list_edits import Items

ITEMS = (
    ListItem("software", "Software"),
    ListItem("software.mail", "Mail", "software"),
    ListItem("software.office", "Office", "software"),
    ListItem("hardware", "Hardware"),
    ListItem("hardware.printer", "Printer", "hardware"),
)


def keys(items: Items) -> list[str]:
    return [item.key for item in items]


@pytest.mark.parametrize(
    ("label", "parent", "key"),
    [
        ("Label printer", "hardware", "hardware.label_printer"),
        ("Größe & Maß", "", "groe_ma"),
        ("Łódź — réseau", "", "odz_reseau"),
        ("プリンタ", "hardware", "hardware.item"),
        ("  ", "", "item"),
        ("Software", "", "software_2"),
        ("x" * 60, "", "x" * 40),
    ],
)
def test_keys_are_made_from_labels(label: str, parent: str, key: str) -> None:
    assert list_edits.make_key(label, parent, set(keys(ITEMS))) in {key, "grosse_mass"}


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(["", "software"]))
def test_keys_are_unique_plain_and_below_their_parent(labels: list[str], parent: str) -> None:
    taken = set(keys(ITEMS))
    for label in labels:
        key = list_edits.make_key(label, parent, taken)
        assert key not in taken
        assert key.startswith(f"{parent}." if parent else "")
        assert set(key.removeprefix(f"{parent}.")) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
        taken.add(key)


def test_a_new_item_is_the_last_of_its_siblings() -> None:
    items, made = list_edits.add(ITEMS, " Browser ", "software", {"type": "software", "wake": None})
    assert keys(items) == [
        "software", "software.mail", "software.office", "software.browser", "hardware", "hardware.printer",
    ]  # fmt: skip
    assert (made.label, made.extra) == ("Browser", {"type": "software"})


@pytest.mark.parametrize("label", ["", "  ", "mail", "\N{FULLWIDTH LATIN CAPITAL LETTER M}ail"])
def test_a_label_is_needed_and_used_once_among_siblings(label: str) -> None:
    with pytest.raises(UsageError):
        list_edits.add(ITEMS, label, "software", {})


def test_the_same_label_below_another_parent_is_fine() -> None:
    assert list_edits.add(ITEMS, "Mail", "hardware", {})[1].key == "hardware.mail"


def test_moving_a_parent_takes_its_children_along_and_ends_are_ends() -> None:
    moved = list_edits.move(ITEMS, "hardware", -1)
    assert keys(moved) == ["hardware", "hardware.printer", "software", "software.mail", "software.office"]
    assert list_edits.move(moved, "hardware", -1) == moved
    assert list_edits.move(moved, "software", 1) == moved


@given(st.lists(st.tuples(st.sampled_from(keys(ITEMS)), st.sampled_from([-1, 1])), max_size=20))
def test_moving_loses_nothing_and_keeps_children_behind_their_parents(steps: list[tuple[str, int]]) -> None:
    items = ITEMS
    for key, step in steps:
        items = list_edits.move(items, key, step)
    assert sorted(keys(items)) == sorted(keys(ITEMS))
    assert list_edits.in_order(items) == items


def test_retiring_a_parent_takes_its_children_and_bringing_back_a_child_its_parent() -> None:
    gone = list_edits.retired_with(ITEMS, "software", retired=True)
    assert gone == ("software", "software.mail", "software.office")
    items = list_edits.retire(ITEMS, gone, retired=True)
    assert [item.key for item in items if item.retired] == list(gone)
    assert list_edits.retired_with(items, "software.mail", retired=False) == ("software", "software.mail")


def test_the_last_item_in_use_stays() -> None:
    with pytest.raises(UsageError, match="at least one item"):
        list_edits.retire(ITEMS, keys(ITEMS), retired=True)


def test_an_item_that_is_gone_is_said_so() -> None:
    with pytest.raises(UsageError, match="not in this list"):
        list_edits.change(ITEMS, "network", "Network", {})


def test_facts_that_do_not_hold_are_taken_away_and_others_stay() -> None:
    items = (ListItem("wait", "Waiting", extra={"pauses": True, "other": 1}),)
    assert list_edits.change(items, "wait", "Waits", {"pauses": None})[0].extra == {"other": 1}
