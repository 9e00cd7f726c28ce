"""What a day begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.services.home import FIGURES
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow
from walk import Walk


def titles(rows: Sequence[QueueRow]) -> list[str]:
    return [row.title for row in rows]


def test_home_shows_mine_nobodys_promises_and_what_wakes(walk: Walk) -> None:
    mine = walk.log(title="Mine", assignee=walk.me)
    walk.log(title="Nobody's")
    held = walk.log(title="Held", assignee=walk.me)
    walk.cases.lifecycle.hold(held, "awaiting_part", walk.me, wake=walk.time.now().plus(60))
    promise = walk.cases.promises.make(mine, walk.time.now().plus(45), walk.me).promise
    day = walk.cases.home.today(walk.me)
    assert sorted(titles(day.mine.rows)) == ["Held", "Mine"]
    assert (titles(day.unassigned.rows), day.unassigned.total) == (["Nobody's"], 1)
    assert (titles(day.waking.rows), day.waking.total) == (["Held"], 1)
    assert ([one.uid for one in day.promises], day.promised) == ([promise.uid], 1)
    assert day.now == walk.time.now()


def test_the_figures_are_those_of_the_lists_they_lead_to(walk: Walk) -> None:
    walk.closed()
    walk.log(title="Late")
    walk.time.advance(days=2)
    walk.log(title="Today")
    day = walk.cases.home.today(walk.me)
    assert day.figures == {"open": 2, "late": 1, "logged": 1, "resolved": 0}
    for one in FIGURES:
        rows = walk.cases.queue.rows(ListQuestion(one.condition), walk.me, limit=10).rows
        assert len(rows) == day.figures[one.key], one.key


def test_a_long_list_tells_how_long_it_is(walk: Walk) -> None:
    for number in range(8):
        walk.log(title=f"No. {number}")
    day = walk.cases.home.today(walk.me)
    assert (len(day.unassigned.rows), day.unassigned.total) == (6, 8)


def test_overdue_follow_ups_are_on_it(walk: Walk) -> None:
    uid = walk.log()
    due = walk.time.now().plus(2 * 1440).local().date().isoformat()
    walk.cases.follow_ups.add(uid, {"text": "Renew the certificate", "due": due}, walk.me)
    assert walk.cases.home.today(walk.me).follow_ups.total == 0
    walk.time.advance(days=9)
    overdue = walk.cases.home.today(walk.me).follow_ups
    assert [one.text for one in overdue.items] == ["Renew the certificate"]


def test_take_next_gives_the_most_pressing_of_those_without_anyone(walk: Walk) -> None:
    walk.log(title="Usual")
    walk.log(title="Urgent", urgent=True)
    walk.log(title="Another's", assignee=walk.me, urgent=True)
    held = walk.log(title="Held", urgent=True)
    walk.cases.lifecycle.hold(held, "awaiting_part", walk.me, wake=walk.time.now().plus(60))
    first, second = walk.cases.home.take_next(walk.me), walk.cases.home.take_next(walk.me)
    assert (first.title, second.title) == ("Urgent", "Usual")
    incident = walk.cases.pages.incident(first.uid, walk.me).incident
    assert (incident.assignee, incident.status) == (walk.me, "in_progress")
    with pytest.raises(RefusedError, match="Every incident has someone"):
        walk.cases.home.take_next(walk.me)


def test_what_fell_due_meanwhile_is_told_and_nothing_else(walk: Walk) -> None:
    walk.log(title="Overdue before")
    walk.time.advance(days=3)
    slept = walk.time.now()
    walk.log(title="Fell due", urgent=True)
    walk.log(title="Due later")
    walk.closed()
    promise = walk.cases.promises.make(walk.log(title="Promised"), walk.time.now().plus(5), walk.me).promise
    walk.time.advance(minutes=20)
    missed = walk.cases.home.missed(slept)
    assert titles(missed.rows) == ["Fell due"]
    assert [one.uid for one in missed.promises] == [promise.uid]
    assert missed
    assert not walk.cases.home.missed(walk.time.now())


def test_a_second_target_is_told_where_the_first_was_missed_long_ago(walk: Walk) -> None:
    walk.log(title="Slow", urgent=True)
    walk.time.advance(hours=2)
    slept = walk.time.now()
    walk.time.advance(hours=4)
    assert titles(walk.cases.home.missed(slept).rows) == ["Slow"], "its resolution fell due after four hours"
