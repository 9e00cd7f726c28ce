"""Callbacks that were promised."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk


def told(walk: Walk, uid: str) -> list[tuple[str, str]]:
    """The entries about callbacks, in words."""
    page = walk.cases.pages.incident(uid, walk.me)
    texts = ValueTexts(page.settings, page.names, page.definition)
    said = [entry_text(one, page, texts) for one in page.entries if one.kind.startswith("promise")]
    return [(one.headline, one.detail) for one in said]


def test_a_callback_is_promised_to_the_reporter_and_kept(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.people.write_reporter(Reporter(walk.reporter, "Dana", "ext. 4410"), walk.me)
    due = walk.time.now().plus(90)
    made = walk.cases.promises.make(uid, due, walk.me, note="Tell her what the supplier says")
    assert (made.promise.whom, made.promise.phone) == ("Dana", "ext. 4410")
    assert [one.uid for one in walk.cases.promises.open()] == [made.promise.uid]
    walk.time.advance(minutes=100)
    walk.cases.promises.keep(made.promise.uid, walk.me, note="She knows")
    assert walk.cases.promises.open() == []
    (kept,) = walk.cases.promises.of(uid)
    assert (kept.state, kept.ended, kept.ended_by) == ("kept", walk.time.now(), walk.me)
    headlines = [headline for headline, _detail in told(walk, uid)]
    assert headlines[0].startswith("Callback promised to Dana, ")
    assert headlines[1] == "Called Dana back, as promised, 10 min late"
    assert told(walk, uid)[1][1].endswith("She knows")


def test_calling_back_is_the_first_response(walk: Walk) -> None:
    uid = walk.log()
    assert walk.cases.pages.incident(uid, walk.me).incident.responded is None
    made = walk.cases.promises.make(uid, walk.time.now().plus(30), walk.me)
    assert walk.cases.pages.incident(uid, walk.me).incident.responded is None, "a promise is no answer"
    walk.cases.promises.keep(made.promise.uid, walk.me)
    assert walk.cases.pages.incident(uid, walk.me).incident.responded == walk.time.now()


def test_a_callback_is_dropped_with_a_reason_and_can_be_taken_up_again(walk: Walk) -> None:
    uid = walk.log()
    one = walk.cases.promises.make(uid, walk.time.now().plus(30), walk.me, whom="The night porter").promise
    assert (one.whom, one.phone) == ("The night porter", "")
    with pytest.raises(UsageError, match="Why is nobody called back"):
        walk.cases.promises.drop(one.uid, walk.me, why=" ")
    walk.cases.promises.drop(one.uid, walk.me, why="He called himself")
    with pytest.raises(RefusedError, match="was dropped"):
        walk.cases.promises.keep(one.uid, walk.me)
    walk.cases.promises.open_again(one.uid, walk.me)
    assert [(one.state, one.ended) for one in walk.cases.promises.open()] == [("open", None)]
    with pytest.raises(RefusedError, match="still waits"):
        walk.cases.promises.open_again(one.uid, walk.me)
    assert [headline.split(",")[0] for headline, _detail in told(walk, uid)] == [
        "Callback promised to The night porter", "Callback to The night porter dropped",
        "Callback to The night porter still to be made",
    ]  # fmt: skip


def test_the_most_pressing_comes_first_also_of_closed_incidents(walk: Walk) -> None:
    closed, other = walk.closed(), walk.log(title="Second")
    late = walk.cases.promises.make(other, walk.time.now().plus(300), walk.me).promise
    soon = walk.cases.promises.make(closed, walk.time.now().plus(20), walk.me).promise
    assert [one.uid for one in walk.cases.promises.open()] == [soon.uid, late.uid]
    assert [one.number for one in walk.cases.promises.open(1)] == [soon.number]


def test_a_promise_needs_somebody_and_a_time_to_come(walk: Walk) -> None:
    nobody = walk.cases.log.log({"title": "Found by monitoring"}, walk.me).uid
    with pytest.raises(UsageError, match="Whom do you call back"):
        walk.cases.promises.make(nobody, walk.time.now().plus(30), walk.me)
    with pytest.raises(UsageError, match="not to come"):
        walk.cases.promises.make(nobody, walk.time.now(), walk.me, whom="Eva")
    assert walk.cases.promises.of(nobody) == []


def test_who_only_reads_promises_nothing(walk: Walk) -> None:
    uid = walk.log()
    reader = walk.cases.people.write_person(Person("", "Reader", "read_only"), walk.me)[0].uid
    with pytest.raises(RefusedError, match="Reader may not"):
        walk.cases.promises.make(uid, walk.time.now().plus(30), reader)


def test_the_chain_holds_after_all_of_it(walk: Walk) -> None:
    uid = walk.log()
    one = walk.cases.promises.make(uid, walk.time.now().plus(30), walk.me).promise
    walk.cases.promises.keep(one.uid, walk.me)
    walk.cases.promises.open_again(one.uid, walk.me)
    page = walk.cases.pages.incident(uid, walk.me)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
