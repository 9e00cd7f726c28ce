"""Four eyes and the days of reopening, by every door: quick fix, bulk, children, an import."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.lifecycle import can_be_reopened
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.lists.bulk import BulkAction
from services.cases.test_closing import CRITICAL, PREVENTED, critical, hire, kinds
from services.imported_records import at, record
from services.importing_desk import ImportingDesk
from walk import CLOSURE, CONFIRMED, Walk, exact

CLOSING = BulkAction("complete", stage="closure")


def answers(walk: Walk, **more: Any) -> dict[str, Any]:
    """A P1 that is fixed while its caller is on the line."""
    return {
        "category": "software.printing", "type": "software", **CRITICAL, **PREVENTED, "risk": "low",
        "findings": "The driver", "hypotheses": [CONFIRMED], "diagnosis": "The driver",
        "cause_category": "change.deployment", "resolution": "The old driver", "outcome": "fixed",
        "reporters_word": "restored", "restored": exact(walk.time.now().local()), **more,
    }  # fmt: skip


def closed_in_bulk(walk: Walk, *uids: str, author: str = "") -> list[str]:
    """The verdict on each, where it is the same as was seen beforehand."""
    by = author or walk.me
    seen = [line.verdict for line in walk.cases.bulk.preview(CLOSING, uids, by).lines]
    done = [line.verdict for line in walk.cases.bulk.apply(CLOSING, uids, by).lines]
    assert seen == done
    return done


# ---- fixed on the phone


def test_a_p1_fixed_on_the_phone_waits_for_the_second_pair_of_eyes(walk: Walk) -> None:
    other, uid = hire(walk, "B. Other"), walk.log(assignee=walk.me)
    fixed = walk.cases.quick.fix(uid, answers(walk), walk.me)
    assert (fixed.status, [gap.field for gap in fixed.missing]) == ("resolved", ["retested_by"])
    assert "B. Other" in fixed.missing[0].say
    fixed = walk.cases.quick.fix(uid, {"retested_by": other}, walk.me)
    assert (fixed.status, fixed.missing) == ("closed", ())
    assert "confirmed_alone" not in kinds(walk, uid)


def test_a_p1_fixed_on_the_phone_by_the_only_one_is_closed_and_tells_it(walk: Walk) -> None:
    uid = walk.log(assignee=walk.me)
    assert walk.cases.quick.fix(uid, answers(walk), walk.me).status == "closed"
    assert kinds(walk, uid).count("confirmed_alone") == 1


def test_a_p1_fixed_on_the_phone_says_what_would_prevent_it(walk: Walk) -> None:
    uid = walk.log(assignee=walk.me)
    fixed = walk.cases.quick.fix(uid, answers(walk, prevention=None), walk.me)
    assert (fixed.status, [gap.field for gap in fixed.missing]) == ("in_progress", ["prevention"])


# ---- many at once


def test_closing_in_bulk_asks_for_four_eyes_too(walk: Walk) -> None:
    other = hire(walk, "B. Other")
    p1, retested = critical(walk), critical(walk)
    walk.save(p1, **(CLOSURE | {"retested_by": walk.me}))
    walk.save(retested, **(CLOSURE | {"retested_by": other}))
    p4 = walk.to("closure")
    walk.save(p4, **CLOSURE)
    assert closed_in_bulk(walk, p1, retested, p4) == ["refused", "changes", "changes"]
    (line,) = walk.cases.bulk.preview(CLOSING, [p1], walk.me).lines
    assert "let one of these retest: B. Other" in line.why
    assert closed_in_bulk(walk, p1, author=other) == ["changes"]
    assert "confirmed_alone" not in kinds(walk, p1)


def test_alone_in_bulk_it_is_told_on_each(walk: Walk) -> None:
    uids = [critical(walk), critical(walk)]
    for uid in uids:
        walk.save(uid, **CLOSURE)
    assert closed_in_bulk(walk, *uids) == ["changes", "changes"]
    assert [kinds(walk, uid).count("confirmed_alone") for uid in uids] == [1, 1]


def test_children_closed_with_their_outage_need_it_as_well(walk: Walk) -> None:
    other, parent, child = hire(walk, "B. Other"), critical(walk), critical(walk)
    walk.cases.outages.link(child, parent, "child", walk.me)
    walk.save(parent, **(CLOSURE | {"retested_by": other}))
    walk.save(child, **(CLOSURE | {"retested_by": walk.me}))
    (verdict,) = walk.cases.outages.preview_close(parent, walk.me)
    assert not verdict.will
    assert any("Whoever fixed a P1" in why for why in verdict.why)
    assert walk.cases.outages.preview_close(parent, other)[0].will


# ---- who counts


def test_who_has_left_or_only_reads_is_no_second_pair_of_eyes(walk: Walk) -> None:
    hire(walk, "B. Other")
    left, reader = hire(walk, "Left"), hire(walk, "Reader", "read_only")
    uid = critical(walk)
    walk.cases.people.write_person(Person(left, "Left", active=False), walk.me)
    for one in (left, reader):
        refused = walk.refused(uid, "closure", **(CLOSURE | {"retested_by": one}))
        assert [gap.field for gap in refused.missing] == ["retested_by"]


def test_a_fix_that_came_back_is_that_of_who_fixed_it_last(walk: Walk) -> None:
    other = hire(walk, "B. Other", "lead")
    uid = critical(walk)
    walk.cases.stages.send_back(uid, "resolution", "Still blank", walk.me)
    walk.save(uid, back_to_normal=True, restored=exact(walk.time.now().local()))
    walk.cases.stages.complete(uid, "resolution", other)
    walk.save(uid, **(CLOSURE | {"retested_by": other}))
    with pytest.raises(RefusedError, match="let one of these retest"):
        walk.cases.stages.complete(uid, "closure", other)
    assert walk.cases.stages.complete(uid, "closure", walk.me).status == "closed"


def test_a_priority_that_rose_since_asks_for_it_and_one_that_fell_does_not(walk: Walk) -> None:
    hire(walk, "B. Other")
    uid = walk.to("closure")
    walk.save(uid, **(CLOSURE | {"retested_by": walk.me} | CRITICAL | PREVENTED))
    with pytest.raises(RefusedError, match="let one of these retest"):
        walk.cases.stages.complete(uid, "closure", walk.me)
    walk.save(uid, impact="low")
    assert walk.complete(uid, "closure") == "closed"


# ---- reopening


def ended(key: str, row: int = 2, **more: Any) -> ImportedIncident:
    """A record that was closed elsewhere, long ago where nothing else is said."""
    given = {"status": "closed", "resolved": at(20), "closed": at(30)}
    return record(key, row, **(given | more))


def test_the_days_are_those_that_the_desk_has_set(walk: Walk) -> None:
    uid = walk.closed()  # on a Monday
    page = walk.page(uid)
    closed = page.incident.closed
    assert closed is not None
    day = 24 * 60
    assert can_be_reopened(page.incident, page.settings, closed.plus(11 * day)) is False
    walk.later(days=7)
    walk.cases.lifecycle.reopen(uid, "It is back", walk.me)
    assert walk.page(uid).incident.reopen_count == 1
    walk.resolve(uid)
    walk.close(uid)
    walk.later(days=7)
    assert can_be_reopened(walk.page(uid).incident, page.settings, walk.time.now()), "counted from the last"


def test_an_agent_is_told_who_may_before_the_days(walk: Walk) -> None:
    uid, agent = walk.closed(), hire(walk, "An Agent")
    with pytest.raises(NotAllowedError) as refused:
        walk.cases.lifecycle.reopen(uid, "It is back", agent)
    assert refused.value.right is Right.REOPEN


def test_what_was_closed_elsewhere_long_ago_is_logged_again(desk: ImportingDesk) -> None:
    bare = {"resolved": None, "closed": None, "events": ()}
    desk.bring(ended("old"), ended("undated", 3, **bare))
    for key in ("old", "undated"):
        page = desk.page(key)
        assert page.incident.status == "closed"
        with pytest.raises(RefusedError, match="more than 5 working days ago"):
            desk.cases.lifecycle.reopen(page.incident.uid, "It is back", desk.me)
        logged = desk.cases.log.again(page.incident.uid, desk.me)
        assert desk.cases.pages.incident(logged.uid, desk.me).incident.status == "new"


def test_what_was_closed_elsewhere_yesterday_is_reopened(desk: ImportingDesk) -> None:
    now = desk.time.now()
    desk.bring(ended("new", resolved=now.plus(-1500), closed=now.plus(-1440)))
    page = desk.page("new")
    desk.cases.lifecycle.reopen(page.incident.uid, "It is back", desk.me)
    again = desk.page("new")
    assert (again.incident.status, again.incident.stage) == ("in_progress", again.incident.stage)
    assert not again.is_complete(again.definition.stages[-1])
