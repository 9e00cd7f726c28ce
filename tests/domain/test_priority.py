from __future__ import annotations

import pytest

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.priority import Derived, PriorityMatrix, derive, matrix_from_json

THREE = ("high", "medium", "low")
CLASSIC = """
P1 P2 P3
P2 P3 P4
P3 P4 P5
"""
FIVE = ("very_high", "high", "medium", "low", "very_low")
FINE = """
P1 P1 P2 P3 P4
P1 P2 P2 P3 P4
P2 P2 P3 P4 P4
P3 P3 P4 P4 P5
P4 P4 P4 P5 P5
"""


def matrix(keys: tuple[str, ...], table: str) -> PriorityMatrix:
    rows: list[JsonValue] = [list(row.split()) for row in table.strip().splitlines()]
    names: list[JsonValue] = list(keys)
    return matrix_from_json({"impacts": names, "severities": names, "cells": rows})


CELLS = [
    (keys, table, impact, severity, priority)
    for keys, table in ((THREE, CLASSIC), (FIVE, FINE))
    for impact, row in zip(keys, table.strip().splitlines(), strict=True)
    for severity, priority in zip(keys, row.split(), strict=True)
]


@pytest.mark.parametrize(("keys", "table", "impact", "severity", "base"), CELLS)
def test_each_cell_and_what_risk_makes_of_it(
    keys: tuple[str, ...], table: str, impact: str, severity: str, base: str
) -> None:
    raised = {"P1": "P1", "P2": "P1", "P3": "P2", "P4": "P3", "P5": "P4"}[base]
    for risk in ("medium", "low"):
        assert derive(matrix(keys, table), impact, severity, risk) == Derived(base, base, raised=False)
    high = derive(matrix(keys, table), impact, severity, "high")
    assert high == Derived(raised, base, raised=base != "P1")


@pytest.mark.parametrize(
    ("impact", "severity", "risk"),
    [
        (None, "high", "low"),
        ("high", None, "low"),
        ("high", "high", None),
        ("high", "high", ""),
        ("huge", "high", "low"),
    ],
)
def test_nothing_follows_while_one_is_missing(
    impact: str | None, severity: str | None, risk: str | None
) -> None:
    assert derive(matrix(THREE, CLASSIC), impact, severity, risk) is None


def test_a_matrix_may_be_uneven_and_have_its_own_order() -> None:
    raw: JsonValue = {
        "impacts": ["all", "one"],
        "severities": ["down"],
        "cells": [["now"], ["soon"]],
        "order": ["now", "soon"],
    }
    assert derive(matrix_from_json(raw), "one", "down", "high") == Derived("now", "soon", raised=True)


GOOD: dict[str, JsonValue] = {"impacts": ["a", "b"], "severities": ["x"], "cells": [["P1"], ["P2"]]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"cells": [["P1"]]}, "one row for each impact"),
        ({"cells": [["P1"], ["P2", "P3"]]}, "row of impact “b” needs one cell"),
        ({"cells": [["P1"], ["P9"]]}, "“P9” is no priority; use P1, P2"),
        ({"impacts": "ab"}, "“impacts” needs a list of keys"),
        ({"impacts": ["a", 2]}, "“impacts” needs a list of keys"),
        ({"impacts": ["a", "a"]}, "each only once"),
        ({"impacts": [], "cells": []}, "at least one key"),
        ({"rows": []}, "no “rows”"),
    ],
)
def test_refuses_what_is_no_matrix(change: dict[str, JsonValue], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        matrix_from_json({**GOOD, **change})


def test_refuses_a_cell_missing_or_too_many() -> None:
    with pytest.raises(ValueError, match="impact “b”, severity “x” has no priority"):
        PriorityMatrix(("a", "b"), ("x",), {("a", "x"): "P1"})
    with pytest.raises(ValueError, match="impact “b”, severity “x” is not in the matrix"):
        PriorityMatrix(("a",), ("x",), {("a", "x"): "P1", ("b", "x"): "P1"})
    with pytest.raises(ValueError, match="needs impacts, severities and cells"):
        matrix_from_json([])
