"""Whatever is written by whomever: it is refused exactly where a right lacks, and then nothing is changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import BERLIN
from crew import Crew, hire
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.rights import ROLES, Right, may, right_to_write
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.lists.bulk import BulkAction
from incidentdesk.services.use_cases import UseCases

WRITTEN = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Broken", "Broken again"]),
        "impact": st.sampled_from(["high", "low", None]),
        "priority_override": st.sampled_from(["P1", "P5", None]),
        "priority_reason": st.sampled_from(["Because", None]),
        "findings": st.sampled_from(["Something", ""]),
        "retest": st.sampled_from(["passed", "failed"]),
        "reporters_word": st.sampled_from(["restored", "not_restored", "no_answer", "not_needed", None]),
        "word_reason": st.sampled_from(["Monitoring", ""]),
    },
)

Desk = tuple[UseCases, Crew]


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """One desk for all examples: each has an incident of its own."""
    folder = Path(tempfile.mkdtemp())
    time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
    with headless(desk_paths(folder / "desk.sqlite3"), time) as cases:
        yield cases, hire(cases)
    shutil.rmtree(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    role=st.sampled_from(ROLES),
    before=WRITTEN,
    written=WRITTEN,
    door=st.sampled_from(["save", "quick", "bulk"]),
)
def test_a_save_is_refused_exactly_where_a_right_lacks(
    desk: Desk, role: str, before: dict[str, Any], written: dict[str, Any], door: str
) -> None:
    cases, crew = desk
    boss = crew.uid("administrator")
    uid = cases.log.log({"title": "Broken"}, boss).uid
    cases.stages.save(uid, before, {}, boss)
    facts = cases.pages.incident(uid, boss).facts
    changes = {key: value for key, value in written.items() if (facts.get(key) or None) != (value or None)}
    needed = {right_to_write(key, value) for key, value in changes.items()} - {None}
    allowed = may(role, Right.WORK) and all(may(role, right) for right in needed if right is not None)
    head = cases.pages.incident(uid, boss).incident.head
    refused = _refusal(cases, uid, written, crew.uid(role), door)
    assert (refused is None) == allowed
    if refused is not None:
        assert refused.right in {*needed, Right.WORK}
        assert role not in refused.roles
        assert cases.pages.incident(uid, boss).incident.head == head


def _refusal(cases: UseCases, uid: str, values: dict[str, Any], me: str, door: str) -> NotAllowedError | None:
    """Write ``values`` through a ``door``; gives the refusal, None where they were written."""
    try:
        _write(cases, uid, values, me, door)
    except NotAllowedError as refused:
        return refused
    return None


def _write(cases: UseCases, uid: str, values: dict[str, Any], me: str, door: str) -> None:
    if door == "save" or not values:
        cases.stages.save(uid, values, {}, me)
    elif door == "quick":
        cases.quick.fix(uid, values, me)
    else:
        (line,) = cases.bulk.apply(BulkAction("set", values=values), [uid], me).lines
        if line.error is not None:
            raise line.error
