"""Lists: views, their counts, order, and search."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import VIEWS, view_of
from walk import Walk, rows_of


def uids(walk: Walk, view: str, *, sort: str = "", limit: int = 200, offset: int = 0) -> list[str]:
    return [row.uid for row in rows_of(walk.cases, view, walk.me, sort=sort, limit=limit, offset=offset)]


def test_each_view_holds_what_it_says(walk: Walk) -> None:
    new, mine = walk.log(), walk.log(assignee=walk.me)
    held = walk.to("investigation")
    walk.cases.lifecycle.hold(held, "awaiting_user", walk.me, wake=walk.time.now().plus(60))
    far = walk.to("investigation")
    walk.cases.lifecycle.hold(far, "awaiting_part", walk.me, wake=walk.time.now().plus(5000))
    resolved, closed, cancelled = walk.to("closure"), walk.closed(), walk.log()
    walk.cases.lifecycle.cancel(cancelled, "test", walk.me)
    assert set(uids(walk, "open")) == {new, mine, held, far, resolved}
    assert set(uids(walk, "mine")) == {mine, held, far, resolved}
    assert uids(walk, "unassigned") == [new]
    assert uids(walk, "waking") == [held]
    assert uids(walk, "confirm") == [resolved]
    assert set(uids(walk, "closed")) == {closed, cancelled}
    counts = walk.cases.queue.counts({view.key: view.condition for view in VIEWS}, walk.me)
    assert counts == {view.key: len(uids(walk, view.key)) for view in VIEWS}


def test_a_list_is_sorted_by_what_is_due_next(walk: Walk) -> None:
    later = walk.to("investigation")
    urgent = walk.log(urgent=True)
    soon = walk.log()
    assert uids(walk, "open") == [urgent, soon, later]
    assert uids(walk, "open", sort="-next_due") == [later, soon, urgent]
    assert uids(walk, "open", sort="-number") == [soon, urgent, later]
    assert uids(walk, "open", limit=1, offset=1) == [soon]
    assert walk.cases.queue.count(view_of("open").condition, walk.me) == 3


def test_what_is_not_due_comes_last_whichever_way_it_is_sorted(walk: Walk) -> None:
    asleep = walk.to("investigation")
    walk.cases.lifecycle.hold(asleep, "awaiting_user", walk.me)
    due = walk.log()
    assert uids(walk, "open") == [due, asleep]
    assert uids(walk, "open", sort="-next_due") == [due, asleep]


def test_a_line_names_people_and_place_in_the_guide(walk: Walk) -> None:
    walk.to("investigation")
    (row,) = rows_of(walk.cases, "open", walk.me)
    assert row.assignee == walk.me
    assert (row.assignee_name, row.reporter_name, row.stage_title, row.stage_position, row.stage_count) == (
        "M. Oyelaran",
        "Dana Whitlock",
        "Investigation",
        2,
        5,
    )


def test_a_view_or_order_that_is_not_there_is_told(walk: Walk) -> None:
    with pytest.raises(UsageError, match="no view"):
        view_of("nosuch")
    with pytest.raises(UsageError, match="cannot be sorted"):
        walk.cases.queue.rows(ListQuestion(sort="colour"), walk.me, limit=1)


def test_a_target_that_passes_unseen_is_missed(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.later(minutes=2399)
    assert walk.page(uid).facts["breached"] is False
    walk.later(minutes=2)
    assert walk.page(uid).facts["breached"] is True
    assert walk.page(uid).clock.resolution.state == "breached"
