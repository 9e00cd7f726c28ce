"""Incidents that tests of the command line log, and take through their stages."""

from __future__ import annotations

from typing import Any

STAGES: dict[str, dict[str, Any]] = {
    "identification": {
        "reporter": "Dana Whitlock",
        "occurred": {"precision": "about", "at": "2026-03-01T10:00+01:00", "until": None},
        "description": "Label printer on ward 3 prints nothing",
    },
    "classification": {
        "category": "software.printing",
        "type": "software",
        "impact": "low",
        "severity": "medium",
        "risk": "low",
    },
    "investigation": {
        "findings": "The driver was updated",
        "hypotheses": [{"statement": "The driver", "test": "Old driver prints", "result": "confirmed"}],
        "diagnosis": "The update replaced the label format",
        "cause_category": "change.deployment",
    },
    "resolution": {
        "resolution": "Old driver installed",
        "fix_kind": "permanent",
        "restored": {"precision": "exact", "at": "2026-03-01T11:00+01:00", "until": None},
        "recovery_test": "Three labels",
        "back_to_normal": True,
    },
    "closure": {
        "retest": "passed",
        "reporters_word": "restored",
        "closing_category": "software.printing",
        "outcome": "fixed",
    },
}


def logged(desk: Any, *more: str) -> str:
    number: str = desk.json("log", "--title", "Blank labels", *more)["number"]
    return number


def closed(desk: Any) -> str:
    number = logged(desk)
    for stage, values in STAGES.items():
        done = desk.json("fill", number, stage, "--values", desk.values(**values), "--complete")
        assert done["completed"] == stage
    assert done == {"number": number, "completed": "closure", "status": "closed", "next": None}
    return number
