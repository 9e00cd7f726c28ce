"""After the fix: four eyes, the time for reopening, logging again, and closing what is not answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.stage_work import GateRefusedError
from incidentdesk.storage import settings_rows
from walk import CLOSURE, Walk, exact

CRITICAL = {"impact": "high", "severity": "high"}
PREVENTED = {"prevention": "Pin the driver version"}


def critical(walk: Walk) -> str:
    """A P1 that was fixed by me, and waits for its closure."""
    uid = walk.log(assignee=walk.me)
    walk.classify(uid, **CRITICAL)
    walk.investigate(uid, **PREVENTED)
    walk.resolve(uid)
    return uid


def hire(walk: Walk, name: str, role: str = "agent") -> str:
    return walk.cases.people.write_person(Person("", name, role), walk.me)[0].uid


def kinds(walk: Walk, uid: str) -> list[str]:
    return [entry.kind for entry in walk.page(uid).entries]


# ---- four eyes


def test_a_p1_is_not_confirmed_by_whoever_fixed_it_alone(walk: Walk) -> None:
    other = hire(walk, "B. Other")
    uid = critical(walk)
    closure = CLOSURE | {"retested_by": walk.me}
    refused = walk.refused(uid, "closure", **closure)
    assert [(gap.stage, gap.field) for gap in refused.missing] == [("closure", "retested_by")]
    assert "B. Other" in str(refused)
    page = walk.page(uid)
    assert [gap.field for gap in page.missing(page.definition.stage("closure"))] == ["retested_by"]
    assert walk.close(uid, **(closure | {"retested_by": other})) == "closed"
    assert "confirmed_alone" not in kinds(walk, uid)


def test_whoever_closes_it_may_be_the_other_one(walk: Walk) -> None:
    other = hire(walk, "B. Other")
    uid = critical(walk)
    walk.save(uid, **(CLOSURE | {"retested_by": walk.me}))
    with pytest.raises(GateRefusedError):
        walk.cases.stages.complete(uid, "closure", walk.me)
    assert walk.cases.stages.complete(uid, "closure", other).status == "closed"


def test_alone_it_may_be_confirmed_and_that_is_told(walk: Walk) -> None:
    hire(walk, "Reader", "read_only")
    left = hire(walk, "Left")
    walk.cases.people.write_person(Person(left, "Left", active=False), walk.me)
    uid = critical(walk)
    assert walk.close(uid, **(CLOSURE | {"retested_by": walk.me})) == "closed"
    assert "confirmed_alone" in kinds(walk, uid)


@pytest.mark.parametrize("severity", ["medium", "low"])
def test_less_than_a_p1_needs_no_second_pair_of_eyes(walk: Walk, severity: str) -> None:
    hire(walk, "B. Other")
    uid = walk.log(assignee=walk.me)
    walk.classify(uid, impact="high", severity=severity)
    walk.investigate(uid, **PREVENTED)
    walk.resolve(uid)
    assert walk.close(uid, **(CLOSURE | {"retested_by": walk.me})) == "closed"


# ---- reopening, and logging again


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (7, True), (8, False), (60, False)])
def test_what_was_closed_on_monday_is_reopened_until_monday(walk: Walk, days: int, allowed: bool) -> None:
    uid = walk.closed()  # on a Monday
    walk.later(days=days)
    if allowed:
        walk.cases.lifecycle.reopen(uid, "It is back", walk.me)
        assert walk.page(uid).incident.status == "in_progress"
        return
    with pytest.raises(RefusedError, match="more than 5 working days ago") as refused:
        walk.cases.lifecycle.reopen(uid, "It is back", walk.me)
    assert "Log it again" in str(refused.value)
    assert walk.page(uid).incident.status == "closed"


def test_what_was_cancelled_can_always_be_taken_up(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.cancel(uid, "duplicate", walk.me)
    walk.later(days=60)
    walk.cases.lifecycle.reopen(uid, "It was none", walk.me)
    assert walk.page(uid).incident.status == "in_progress"


def test_logging_again_makes_an_incident_of_its_own_that_is_linked(walk: Walk) -> None:
    uid = walk.closed(title="Labels come out blank", error_code="E-17")
    before = walk.page(uid).incident
    walk.later(days=30)
    logged = walk.cases.log.again(uid, walk.me)
    new = walk.page(logged.uid).incident
    assert (new.title, new.core["error_code"], new.core["reporter"]) == (
        "Labels come out blank", "E-17", walk.reporter,
    )  # fmt: skip
    assert (new.status, new.number != before.number) == ("new", True)
    assert "assignee" not in new.core or new.core["assignee"] in (None, walk.me)
    (relative,) = walk.cases.outages.family(logged.uid).related
    assert (relative.kind, relative.number) == ("continues", before.number)
    assert walk.page(uid).incident.status == "closed", "the old one stays as it is"
    assert (kinds(walk, uid)[-1], kinds(walk, logged.uid)[-1]) == ("linked", "linked")
    for one in (uid, logged.uid):
        page = walk.page(one)
        assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []


def test_what_is_open_is_not_logged_again(walk: Walk) -> None:
    uid = walk.log()
    with pytest.raises(RefusedError, match="is open"):
        walk.cases.log.again(uid, walk.me)


def test_a_failed_retest_is_no_reopening(walk: Walk) -> None:
    uid = walk.to("closure")
    refused = walk.refused(uid, "closure", **(CLOSURE | {"retest": "failed"}))
    assert refused.fall_back is not None
    walk.cases.stages.send_back(uid, refused.fall_back.back_to, refused.fall_back.say, walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.reopen_count) == ("in_progress", 0)


# ---- closing what is not answered


def let_it_close(walk: Walk, *, chosen: bool = True) -> None:
    with walk.cases.desk.changing(walk.me) as work:
        value: JsonValue = {"reopen_days": 5, "close_unanswered": chosen}
        settings_rows.write_setting(work.session, "closing", value, walk.me, work.now)


def attempts(walk: Walk, count: int) -> Sequence[dict[str, Any]]:
    """Tries on as many days, by phone and by mail in turn, up to now."""
    now = walk.time.now().local()
    return [
        {
            "at": exact(now - timedelta(days=count - 1 - number)), "by": walk.me,
            "means": ("phone", "mail")[number % 2], "result": "no_answer",
        }
        for number in range(count)
    ]  # fmt: skip


def waiting(walk: Walk, count: int, **more: Any) -> str:
    """An incident that was resolved days ago, with ``count`` tries to reach its reporter."""
    uid = walk.to("closure", **more)
    walk.later(days=9)
    walk.save(
        uid, retest="passed", retested_by=walk.me, outcome="fixed", contact_attempts=attempts(walk, count)
    )
    return uid


def test_what_had_its_attempts_closes_by_itself_where_the_desk_wants_it(walk: Walk) -> None:
    tried, untried = waiting(walk, 3), waiting(walk, 1)
    let_it_close(walk)
    looked = walk.cases.unanswered.run(dry=True)
    assert [one.closes for one in looked.items] == [True, False]
    assert walk.page(tried).incident.status == "resolved", "a look changes nothing"
    done = walk.cases.unanswered.run()
    assert [one.closes for one in done.items] == [True, False]
    assert "three attempts" in done.items[1].why
    assert done.changes.incidents >= {tried}
    page = walk.page(tried)
    assert (page.incident.status, page.facts["reporters_word"]) == ("closed", "no_answer")
    assert page.entries[-1].kind == "closed_unanswered"
    assert page.entries[-1].author == ""
    assert walk.page(untried).incident.status == "resolved"
    assert walk.page(untried).facts.get("reporters_word") is None, "nothing of the try is kept"


def test_nothing_closes_by_itself_before_the_desk_wants_it(walk: Walk) -> None:
    uid = waiting(walk, 3)
    (one,) = walk.cases.unanswered.run().items
    assert "has not chosen" in one.why
    assert walk.page(uid).incident.status == "resolved"


def test_a_p2_and_a_major_one_wait_for_somebody(walk: Walk) -> None:
    uid = walk.log(assignee=walk.me)
    walk.classify(uid, impact="high", severity="medium")
    walk.investigate(uid, **PREVENTED)
    walk.resolve(uid)
    walk.later(days=9)
    walk.save(uid, retest="passed", retested_by=walk.me, outcome="fixed", contact_attempts=attempts(walk, 3))
    let_it_close(walk)
    (one,) = walk.cases.unanswered.run().items
    assert "waits for somebody" in one.why
    assert walk.page(uid).incident.status == "resolved"
