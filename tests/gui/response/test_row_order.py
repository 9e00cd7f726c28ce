"""Rows in their order: whatever they are, each is in sight or counted."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.response.room_tables import ACTIONS, DECISIONS, HYPOTHESES, IMPACT, NEEDS, RoomTable
from incidentdesk.gui.response.row_order import RowOrder
from incidentdesk.gui.response.time_box import time_box
from incidentdesk.services.response.room import Row, exact

NOON = Instant.of(datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Berlin")))
TABLES = (ACTIONS, HYPOTHESES, DECISIONS, NEEDS, IMPACT)
STATES = {
    "actions": ["open", "doing", "done", "failed", "handed_on", "dropped", None],
    "hypotheses": ["open", "confirmed", "ruled_out", None],
    "decisions": ["pending", "agreed", "rejected", None],
    "needs": ["open", "met", "dropped", None],
}


@st.composite
def rows(draw: st.DrawFn) -> tuple[RoomTable, list[Row]]:
    table = draw(st.sampled_from(TABLES))
    found: list[Row] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        row: dict[str, JsonValue] = {"row": str(number)}
        if table.state:
            row[table.state] = draw(st.sampled_from(STATES[table.key]))
        elif draw(st.booleans()):
            row["until"] = exact(NOON)
        if draw(st.booleans()):
            row["due"] = exact(NOON.plus(draw(st.integers(-600, 600))))
        found.append(row)
    return table, found


@given(rows(), st.sets(st.integers(1, 14).map(str)), st.booleans())
def test_each_row_is_in_sight_or_counted(
    made: tuple[RoomTable, list[Row]], always: set[str], unfolded: bool
) -> None:
    table, found = made
    order = RowOrder(table)
    order.unfolded = unfolded
    shown, spare = order.of(found, always)
    names = {str(row["row"]) for row in found}
    assert len(shown) == len(set(shown))
    assert set(shown) <= names
    assert len(shown) + (0 if unfolded else spare) == len(found)
    going = {str(row["row"]) for row in found if table.is_going(row)}
    assert going | (always & names) <= set(shown), "what is going on never folds away"
    if not table.in_order:
        assert set(shown[: len(going)]) == going


@given(rows())
def test_the_late_ones_stand_before_all_that_have_time(made: tuple[RoomTable, list[Row]]) -> None:
    _table, found = made
    by_name = {str(row["row"]): row for row in found}
    shown, _spare = RowOrder(ACTIONS).of(found, ())
    late = [time_box(by_name[name], NOON).late for name in shown]
    assert late == sorted(late, reverse=True)


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (61, "1 h 1 min left", "neutral"),
        (60, "1 h left", "neutral"),
        (59.99, "59:59 left", "neutral"),
        (5, "05:00 left", "neutral"),
        (4.99, "04:59 left", "warning"),
        (0, "00:00 left", "warning"),
        (-0.5, "Time is up", "danger"),
        (-1, "Late by 1 min", "danger"),
        (-460, "Late by 7 h 40 min", "danger"),
    ],
)
def test_a_time_box_in_words(minutes: float, words: str, tone: str) -> None:
    box = time_box({"state": "open", "due": exact(NOON.plus(minutes))}, NOON)
    assert (box.words, box.tone, box.late) == (words, tone, minutes < 0)


def test_what_is_over_or_has_all_the_time_says_nothing() -> None:
    assert time_box({"state": "done", "due": exact(NOON.plus(-5))}, NOON).words == ""
    assert time_box({"state": "open"}, NOON).words == ""
