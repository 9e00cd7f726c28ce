"""Bulk changes: seen beforehand, through the same gates, with one cause, and taken back."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.lifecycle import Wait
from incidentdesk.services.lists.bulk import BulkAction, BulkDone
from incidentdesk.services.lists.queue import ListQuestion
from walk import CLASSIFICATION, INVESTIGATION, RESOLUTION, STAGES, Walk

HOLD = BulkAction("hold", wait=Wait("awaiting_user"))
CLASSIFY = BulkAction("complete", stage="classification")


def place(text: str) -> BulkAction:
    return BulkAction("set", values={"place": text})


def facts(walk: Walk, uid: str) -> dict[str, Any]:
    """All that conditions can ask of an incident, but when it was last changed; and what is complete."""
    page = walk.page(uid)
    known = {key: value for key, value in page.facts.items() if value is not None and key != "updated"}
    stages = {key: (one.completed, one.completed_by, one.skipped) for key, one in page.stages.items()
              if one.completed}  # fmt: skip
    return known | {
        "stages": stages,
        "hold": page.incident.hold,
        "due": page.incident.due,
        "clock": page.clock,
    }


def verdicts(done: Any) -> list[str]:
    return [line.verdict for line in done.lines]


def test_a_preview_says_what_will_change_and_why_not_and_writes_nothing(walk: Walk) -> None:
    ready = walk.log(**CLASSIFICATION | {"assignee": walk.me})
    bare, closed = walk.log(), walk.closed()
    before = [facts(walk, uid) for uid in (ready, bare, closed)]
    preview = walk.cases.bulk.preview(CLASSIFY, [ready, bare, closed], walk.me)
    assert verdicts(preview) == ["changes", "refused", "refused"]
    assert ("stage", "classification", "investigation") in preview.lines[0].changes
    assert "Choose a category" in preview.lines[1].why
    assert "is not open" in preview.lines[2].why
    assert [facts(walk, uid) for uid in (ready, bare, closed)] == before
    done = walk.cases.bulk.apply(CLASSIFY, [ready, bare, closed], walk.me)
    assert done.lines == preview.lines
    assert walk.page(bare).incident.stage == "classification"


def test_what_is_so_already_is_left_alone(walk: Walk) -> None:
    one, other = walk.log(place="Ward 3"), walk.log()
    entries = walk.page(one).incident.entry_count
    done = walk.cases.bulk.apply(place("Ward 3"), [one, other], walk.me)
    assert verdicts(done) == ["same", "changes"]
    assert walk.page(one).incident.entry_count == entries
    assert done.changes.incidents == {other}


def test_a_field_is_emptied_with_a_preview_and_taken_back(walk: Walk) -> None:
    given = {"place": "Ward 3", "assignee": walk.me}
    one, other = walk.log(**given), walk.log()
    action = BulkAction("set", values=dict.fromkeys(given))
    before = facts(walk, one)
    preview = walk.cases.bulk.preview(action, [one, other], walk.me)
    assert verdicts(preview) == ["changes", "same"]
    assert ("place", "Ward 3", None) in preview.lines[0].changes
    assert facts(walk, one) == before
    done = walk.cases.bulk.apply(action, [one, other], walk.me)
    assert not {"place", "assignee"} & facts(walk, one).keys()
    walk.cases.bulk.undo(done, walk.me)
    assert facts(walk, one) == before
    with pytest.raises(UsageError, match="cannot be empty"):
        walk.cases.bulk.apply(BulkAction("set", values={"title": None}), [one], walk.me)


def test_an_act_has_one_cause_through_all_its_transactions(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidentdesk.services.lists.bulk.AIM_SECONDS", 0.0)  # one incident a transaction
    uids = [walk.log() for _ in range(3)]
    told: list[tuple[int, int]] = []
    done = walk.cases.bulk.apply(place("Hall"), uids, walk.me, progress=lambda n, of: told.append((n, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert {walk.page(uid).entries[-1].cause for uid in uids} == {done.cause}
    assert len({walk.page(uid).incident.change_seq for uid in uids}) == 3


def test_a_bulk_change_can_be_broken_off_and_what_was_done_taken_back(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidentdesk.services.lists.bulk.AIM_SECONDS", 0.0)
    uids = [walk.log() for _ in range(3)]
    before = [facts(walk, uid) for uid in uids]
    told: list[int] = []
    done = walk.cases.bulk.apply(
        place("Hall"), uids, walk.me, progress=lambda n, _of: told.append(n), cancelled=lambda: len(told) == 2
    )
    assert (done.whole, [line.uid for line in done.lines]) == (False, uids[:2])
    assert [walk.page(uid).facts.get("place") for uid in uids] == ["Hall", "Hall", None]
    walk.cases.bulk.undo(done, walk.me)
    assert [facts(walk, uid) for uid in uids] == before


def test_each_incident_is_refused_by_the_rules_it_has_alone(walk: Walk) -> None:
    held, resolved = walk.to("investigation"), walk.to("closure")
    walk.cases.lifecycle.hold(held, "awaiting_user", walk.me)
    hold = walk.cases.bulk.apply(HOLD, [resolved], walk.me)
    assert "is resolved" in hold.lines[0].why
    resume = walk.cases.bulk.apply(BulkAction("resume"), [held, resolved], walk.me)
    assert verdicts(resume) == ["changes", "refused"]
    assign = walk.cases.bulk.apply(BulkAction("assign", person="Nobody Known"), [held], walk.me)
    assert "is not known" in assign.lines[0].why
    typed = walk.cases.bulk.apply(BulkAction("set", texts={"impact": "gigantic"}), [held], walk.me)
    assert "has no choice" in typed.lines[0].why
    strange = walk.cases.bulk.preview(BulkAction("set", texts={"reporter": "New Caller"}), [held], walk.me)
    assert "add it first" in strange.lines[0].why


@pytest.mark.parametrize(
    "action",
    [
        BulkAction("dance"),
        BulkAction("set"),
        BulkAction("hold"),
        BulkAction("cancel", reason="  "),
        BulkAction("complete"),
    ],
    ids=lambda action: action.kind,
)
def test_an_act_that_makes_no_sense_is_refused_as_a_whole(walk: Walk, action: BulkAction) -> None:
    with pytest.raises(UsageError):
        walk.cases.bulk.preview(action, [walk.log()], walk.me)
    with pytest.raises(UsageError):
        walk.cases.bulk.apply(action, [], walk.me)


def test_what_somebody_changed_since_is_told_and_stays(walk: Walk) -> None:
    kept, changed = walk.log(), walk.log()
    done = walk.cases.bulk.apply(
        BulkAction("set", values={"place": "Hall", "error_code": "E7"}), [kept, changed], walk.me
    )
    walk.save(changed, place="Cellar")
    undone = walk.cases.bulk.undo(done, walk.me)
    assert verdicts(undone) == ["changes", "refused"]
    assert "place" in undone.lines[1].why
    assert "place" not in walk.page(kept).facts
    now = walk.page(changed).facts
    assert (now["place"], now.get("error_code")) == ("Cellar", None)
    entry = walk.page(changed).entries[-1]
    assert (entry.kind, entry.parameters["left"], entry.parameters["cause"]) == (
        "act_undone",
        ["place"],
        done.cause,
    )


def test_a_status_that_moved_on_since_stays_with_all_that_goes_with_it(walk: Walk) -> None:
    uid = walk.to("investigation")
    done = walk.cases.bulk.apply(HOLD, [uid], walk.me)
    walk.cases.lifecycle.hold(uid, "awaiting_part", walk.me)
    before = facts(walk, uid)
    undone = walk.cases.bulk.undo(done, walk.me)
    assert verdicts(undone) == ["refused"]
    assert "status" in undone.lines[0].why
    assert facts(walk, uid) == before


def test_what_somebody_has_put_back_already_is_left_alone(walk: Walk) -> None:
    uid = walk.to("investigation")
    done = walk.cases.bulk.apply(HOLD, [uid], walk.me)
    walk.cases.lifecycle.resume(uid, walk.me)
    entries = walk.page(uid).incident.entry_count
    assert verdicts(walk.cases.bulk.undo(done, walk.me)) == ["same"]
    assert walk.page(uid).incident.entry_count == entries


def test_nothing_goes_back_on_what_has_ended_since(walk: Walk) -> None:
    uid = walk.log()
    done = walk.cases.bulk.apply(place("Hall"), [uid], walk.me)
    walk.cases.lifecycle.cancel(uid, "test", walk.me)
    undone = walk.cases.bulk.undo(done, walk.me)
    assert verdicts(undone) == ["refused"]
    assert walk.page(uid).facts["place"] == "Hall"


def test_closing_in_bulk_is_taken_back_and_its_report_superseded(walk: Walk) -> None:
    uid = walk.to("closure")
    walk.save(
        uid, retest="passed", reporters_word="restored", closing_category="software.printing", outcome="fixed"
    )
    before = facts(walk, uid)
    done = walk.cases.bulk.apply(BulkAction("complete", stage="closure"), [uid], walk.me)
    assert walk.page(uid).incident.status == "closed"
    walk.cases.reporting.issue(uid, walk.me, "closure", "")
    walk.cases.bulk.undo(done, walk.me)
    assert facts(walk, uid) == before
    assert walk.page(uid).reports[0].superseded is not None


def test_the_list_gives_the_incidents_of_an_act(walk: Walk) -> None:
    late, early = walk.to("investigation"), walk.log(urgent=True)
    gone = walk.log()
    walk.cases.lifecycle.cancel(gone, "test", walk.me)
    open_ones = {"not": {"field": "status", "op": "is", "value": "cancelled"}}
    assert walk.cases.queue.uids(ListQuestion(open_ones), walk.me) == [early, late]


def test_a_full_disk_breaks_off_and_tells_what_was_done(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incidentdesk.services.lists.bulk.AIM_SECONDS", 0.0)
    uids = [walk.log() for _ in range(2)]
    path = walk.cases.desk.database.path
    other = sqlite3.connect(path, isolation_level=None)

    def lock(_done: int, _of: int) -> None:
        other.execute("BEGIN IMMEDIATE")

    done: BulkDone = walk.cases.bulk.apply(place("Hall"), uids, walk.me, progress=lock)
    other.execute("ROLLBACK")
    other.close()
    assert (done.whole, verdicts(done)) == (False, ["changes"])
    assert done.fault is not None
    assert "Another program holds" in done.fault.message


ACTIONS = st.sampled_from([
    place("Hall"),
    place("Ward 3"),
    BulkAction("set", values={"impact": "high", "severity": "high", "risk": "high"}),
    BulkAction("set", values={"category": "software.mail", "place": None}),
    BulkAction("set", values=INVESTIGATION),
    BulkAction("set", values=RESOLUTION),
    BulkAction("set", texts={"priority_override": "P1", "priority_reason": "The board meets"}),
    BulkAction("assign", person="M. Oyelaran"),
    BulkAction("assign", person="K. Lindqvist"),
    BulkAction("assign"),
    HOLD,
    BulkAction("hold", wait=Wait("awaiting_part", note="Ordered")),
    BulkAction("resume"),
    BulkAction("cancel", reason="duplicate"),
    *(BulkAction("complete", stage=stage) for stage in STAGES),
])  # fmt: skip
LIVES = st.sampled_from(
    ["new", "urgent", "classification", "investigation", "resolution", "closure", "closed", "held"]
)


def born(walk: Walk, life: str) -> str:
    if life in {"new", "urgent"}:
        return walk.log(urgent=life == "urgent", **CLASSIFICATION)
    if life == "closed":
        return walk.closed()
    if life == "held":
        uid = walk.to("investigation")
        walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me, wake=walk.time.now().plus(600), note="Asked")
        return uid
    return walk.to(life)


BY_THE_CLOCK = {"clock", "due", "breached", "next_due", "next_due_kind"}
"""What is told anew by each change, as time goes on."""


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lives=st.lists(LIVES, min_size=1, max_size=3),
    actions=st.lists(st.tuples(ACTIONS, st.sampled_from([0, 0, 7, 200])), min_size=1, max_size=4),
)
def test_applied_and_taken_back_all_is_as_before(
    walk: Walk, lives: list[str], actions: list[tuple[BulkAction, int]]
) -> None:
    if all(one.name != "K. Lindqvist" for one in walk.cases.people.staff()):
        walk.cases.people.write_person(Person("", "K. Lindqvist"), walk.me)
    uids = [born(walk, life) for life in lives]
    before, acts = [], []
    for action, minutes in actions:
        walk.later(minutes=minutes)
        for uid in uids:
            walk.cases.conversation.note(uid, "Looked at the clock", walk.me)
        before.append([facts(walk, uid) for uid in uids])
        preview = walk.cases.bulk.preview(action, uids, walk.me)
        assert [facts(walk, uid) for uid in uids] == before[-1]
        acts.append(walk.cases.bulk.apply(action, uids, walk.me))
        assert acts[-1].lines == preview.lines
    passed = 0
    for done, then, (_action, minutes) in zip(acts[::-1], before[::-1], actions[::-1], strict=True):
        undone = walk.cases.bulk.undo(done, walk.me)
        assert not undone.having("refused")
        aside = BY_THE_CLOCK if passed else set()
        assert [without(facts(walk, uid), aside) for uid in uids] == [without(one, aside) for one in then]
        passed += minutes


def without(known: dict[str, Any], aside: set[str]) -> dict[str, Any]:
    return {key: value for key, value in known.items() if key not in aside}
