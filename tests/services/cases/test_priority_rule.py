"""Priority on the desk: provisional, urgent, by the matrix, and set by hand with a reason."""

from __future__ import annotations

import pytest

from walk import Walk, rows_of


def state(walk: Walk, uid: str) -> tuple[str, bool]:
    incident = walk.page(uid).incident
    return incident.priority, incident.provisional


def test_until_classified_the_priority_is_provisional(walk: Walk) -> None:
    assert state(walk, walk.log()) == ("P3", True)
    assert state(walk, walk.log(urgent=True)) == ("P1", True)


def test_two_of_three_answers_leave_it_provisional(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, impact="high", severity="high")
    assert state(walk, uid) == ("P3", True)
    walk.save(uid, risk="low")
    assert state(walk, uid) == ("P1", False)


@pytest.mark.parametrize(
    ("impact", "severity", "risk", "priority"),
    [
        ("high", "high", "low", "P1"),
        ("high", "high", "high", "P1"),
        ("high", "medium", "medium", "P2"),
        ("high", "low", "high", "P2"),
        ("medium", "medium", "low", "P3"),
        ("medium", "medium", "high", "P2"),
        ("medium", "low", "low", "P4"),
        ("low", "low", "low", "P5"),
        ("low", "low", "high", "P4"),
    ],
)
def test_the_matrix_and_the_risk_decide(
    walk: Walk, impact: str, severity: str, risk: str, priority: str
) -> None:
    uid = walk.log()
    walk.save(uid, impact=impact, severity=severity, risk=risk)
    assert state(walk, uid) == (priority, False)


def test_a_change_of_priority_is_told_with_its_reasons(walk: Walk) -> None:
    uid = walk.to("investigation")
    entry = next(entry for entry in walk.page(uid).entries if entry.kind == "priority_changed")
    assert entry.parameters == {
        "from": "P3",
        "to": "P4",
        "provisional": False,
        "impact": "low",
        "severity": "medium",
        "risk": "low",
        "override": False,
    }


def test_a_priority_by_hand_counts_with_its_reason_only(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.save(uid, priority_override="P1")
    assert state(walk, uid) == ("P4", False)
    walk.save(uid, priority_reason="The minister waits")
    assert state(walk, uid) == ("P1", False)
    entry = walk.page(uid).entries[-1]
    assert (entry.kind, entry.parameters["override"], entry.payload) == (
        "priority_changed",
        True,
        {"reason": "The minister waits"},
    )
    walk.save(uid, priority_override=None)
    assert state(walk, uid) == ("P4", False)


def test_the_gate_asks_for_the_reason(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, priority_override="P2")
    assert ("classification", "priority_reason") in walk.missing(uid, "classification")


def test_a_priority_by_hand_that_is_taken_back_leaves_the_provisional_one(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, priority_override="P1", priority_reason="It smokes")
    assert state(walk, uid) == ("P1", False)
    walk.save(uid, priority_override=None, priority_reason=None)
    assert state(walk, uid) == ("P3", True)
    urgent = walk.log(urgent=True)
    walk.save(urgent, priority_override="P2", priority_reason="It only smells")
    walk.save(urgent, priority_override=None, priority_reason=None)
    assert state(walk, urgent) == ("P1", True)


def test_a_new_priority_moves_the_targets_from_the_start(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.later(hours=1)
    walk.save(uid, impact="high", severity="high")
    incident = walk.page(uid).incident
    assert incident.due.resolution == incident.logged.plus(240).ms


def test_who_was_not_classified_in_time_is_due_to_be(walk: Walk) -> None:
    uid = walk.log()
    walk.later(minutes=45)
    (row,) = rows_of(walk.cases, "open", walk.me)
    assert (row.uid, row.due.next_kind) == (uid, "classify")
    assert row.due.next == row.logged_ms + 30 * 60_000
    walk.classify(uid)
    assert walk.page(uid).incident.due.classify is None
