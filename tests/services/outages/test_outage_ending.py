"""Resolving and closing an outage: its children follow through their gates, its callers are told together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.outages.outages import NewCaller, Outages
from incidentdesk.services.timeline_texts import entry_text
from walk import CLASSIFICATION, CLOSURE, RESOLUTION, Walk

WORDLESS = {key: value for key, value in CLOSURE.items() if key != "reporters_word"}


@pytest.fixture
def outages(walk: Walk) -> Outages:
    """Outages of the desk at hand."""
    return walk.cases.outages


def child(walk: Walk, parent: str, name: str, *, classified: bool = True) -> str:
    """A child of ``parent`` that somebody else reported."""
    reporter = walk.cases.people.write_reporter(Reporter("", name), walk.me)[0].uid
    uid = walk.log(reporter=reporter)
    if classified:
        walk.classify(uid)
    walk.cases.outages.make_child(uid, parent, walk.me)
    return uid


def tell_all(walk: Walk, outage: str) -> None:
    """Tell all callers of an outage, by phone."""
    uids = [line.uid for line in walk.cases.outages.callers(outage).lines]
    walk.cases.outages.reach(outage, uids, "reached", walk.me, means="phone")


def someone(walk: Walk, role: str) -> str:
    return walk.cases.people.write_person(Person("", role, role), walk.me)[0].uid


def test_the_preview_tells_what_each_child_lacks(walk: Walk, outages: Outages) -> None:
    outage = walk.to("resolution")
    walk.save(outage, **RESOLUTION)
    ready, bare = child(walk, outage, "A"), child(walk, outage, "B", classified=False)
    before = walk.page(ready).entries
    first, second = outages.preview_resolve(outage, walk.me)
    assert (first.uid, first.will, second.uid, second.will) == (ready, False, bare, False)
    assert first.why == ("Say when the service was restored",)
    assert "Say how many are affected" in second.why or len(second.why) > 3
    walk.resolve(outage)
    first, second = outages.preview_resolve(outage, walk.me)
    assert first.will
    assert ("status", "in_progress", "resolved") in first.changes
    assert not second.will
    assert walk.page(ready).entries == before


def test_children_are_resolved_with_what_they_lack_and_put_back(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    ready, own, bare = (
        child(walk, outage, "A"),
        child(walk, outage, "B"),
        child(walk, outage, "C", classified=False),
    )
    walk.save(own, diagnosis="A cause of its own")
    before = {uid: walk.page(uid) for uid in (ready, own, bare)}
    done = outages.resolve_children(outage, [ready, own, bare], walk.me)
    assert [line.verdict for line in done.lines] == ["changes", "changes", "refused"]
    page = walk.page(ready)
    assert page.incident.status == "resolved"
    assert page.facts["resolution"] == RESOLUTION["resolution"]
    assert page.facts["impact"] == CLASSIFICATION["impact"]
    assert walk.page(own).facts["diagnosis"] == "A cause of its own"
    saved = next(entry for entry in page.entries if "taken_over" in entry.parameters)
    texts = ValueTexts(page.settings, page.names, page.definition)
    assert entry_text(saved, page, texts).marks == (f"Taken over from {walk.page(outage).incident.number}",)
    causes = {walk.page(uid).entries[-1].cause for uid in (ready, own)}
    assert causes == {done.cause}
    walk.later(minutes=5)
    undone = walk.cases.bulk.undo(done, walk.me)
    assert {line.verdict for line in undone.lines} == {"changes"}
    for uid, page in before.items():
        now = walk.page(uid)
        assert (now.incident.status, now.incident.stage) == (page.incident.status, page.incident.stage)
        assert {k: v for k, v in now.incident.core.items() if k != "restored"} == page.incident.core
        assert now.entries[: len(page.entries)] == page.entries


def test_only_children_of_a_resolved_outage_follow(walk: Walk, outages: Outages) -> None:
    outage = walk.log()
    one = child(walk, outage, "A")
    with pytest.raises(RefusedError, match="not resolved"):
        outages.resolve_children(outage, [one], walk.me)
    with pytest.raises(UsageError, match="no child of"):
        outages.resolve_children(walk.to("closure"), [one], walk.me)


def test_an_outage_does_not_close_over_open_children_and_callers(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    one, two = child(walk, outage, "A"), child(walk, outage, "B")
    outages.add_caller(outage, NewCaller(name="Ines"), walk.me)
    refused = walk.refused(outage, "closure", **CLOSURE)
    says = [gap.say for gap in refused.missing]
    assert says == [
        "2 children are open: close them too, or detach them",
        "0 of 4 callers reached: tell the others, or say why not",
    ]
    page = walk.page(outage)
    assert [gap.say for gap in page.missing(page.current_stage)] == says
    assert page.incident.status == "resolved"
    outages.detach(outage, [one, two], walk.me)
    assert [line.name for line in outages.callers(outage).lines] == ["Dana Whitlock", "Ines"]
    tell_all(walk, outage)
    assert walk.complete(outage, "closure") == "closed"


def test_callers_are_told_together_and_children_close_by_their_word(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    one, two = child(walk, outage, "A"), child(walk, outage, "B")
    ines = outages.add_caller(outage, NewCaller(name="Ines"), walk.me).uid
    outages.resolve_children(outage, [one, two], walk.me)
    assert [line.will for line in outages.preview_close(outage, walk.me)] == [False, False]
    callers = outages.callers(outage)
    told = [line.uid for line in callers.lines if line.uid != ines]
    outages.reach(outage, told, "reached", walk.me, means="phone", note="All fine")
    assert outages.callers(outage).reached == 3
    assert walk.page(outage).facts.get("reporters_word") is None
    outages.reach(outage, [ines], "reached", walk.me, means="mail")
    page = walk.page(outage)
    assert page.facts["reporters_word"] == "restored"
    texts = ValueTexts(page.settings, page.names, page.definition)
    entry = next(entry for entry in reversed(page.entries) if entry.kind == "saved")
    assert entry_text(entry, page, texts).marks == ("4 of 4 reached",)
    walk.save(outage, **WORDLESS)
    assert [line.will for line in outages.preview_close(outage, walk.me)] == [True, True]
    done = outages.close_children(outage, [one, two], walk.me)
    assert {line.verdict for line in done.lines} == {"changes"}
    closed = walk.page(one)
    assert (closed.incident.status, closed.facts["reporters_word"]) == ("closed", "restored")
    (row,) = closed.facts["contact_attempts"]  # type: ignore[misc]
    assert (row["means"], row["said"], row["result"]) == ("phone", "All fine", "restored")  # type: ignore[index,call-overload]
    assert walk.complete(outage, "closure") == "closed"


def test_what_was_told_by_mistake_is_taken_back(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    one, two = (outages.add_caller(outage, NewCaller(name=name), walk.me).uid for name in ("A", "B"))
    outages.reach(outage, [one], "no_answer", walk.me, means="phone")
    outages.reach(outage, [one, two], "reached", walk.me)
    assert outages.callers(outage).reached == 2
    outages.reach(outage, [one, two], "waiting", walk.me)
    _dana, first, second = outages.callers(outage).lines
    assert (first.state, len(first.attempts), second.state) == ("no_answer", 1, "waiting")
    assert walk.page(outage).facts.get("reporters_word") is None
    with pytest.raises(RefusedError, match="nothing to take back"):
        outages.reach(outage, [two], "waiting", walk.me)


def test_a_caller_who_does_not_answer_is_tried_thrice(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    outages.add_caller(outage, NewCaller(name="Ines"), walk.me)
    dana, ines = outages.callers(outage).lines
    outages.reach(outage, [dana.uid], "reached", walk.me)
    for means, settled in (("phone", False), ("mail", False), ("phone", True)):
        outages.reach(outage, [ines.uid], "no_answer", walk.me, means=means)
        assert outages.callers(outage).lines[1].settled is settled
        walk.time.move_to(walk.time.now().local() + timedelta(days=1))
    callers = outages.callers(outage)
    assert (callers.reached, len(callers.lines), callers.unsettled) == (1, 2, ())
    assert walk.close(outage) == "closed"


def test_leaving_callers_out_needs_a_reason_and_the_right(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    uid = outages.add_caller(outage, NewCaller(name="Ines"), walk.me).uid
    with pytest.raises(RefusedError, match="leads and administrators may"):
        outages.reach(outage, [uid], "waived", someone(walk, "agent"), note="On leave")
    lead = someone(walk, "lead")
    with pytest.raises(UsageError, match="needs a reason"):
        outages.reach(outage, [uid], "waived", lead)
    outages.reach(outage, [uid], "waived", lead, note="On leave")
    assert [line.name for line in outages.callers(outage).unsettled] == ["Dana Whitlock"]
    outages.reach(outage, [outages.callers(outage).lines[0].uid], "reached", walk.me)
    assert walk.close(outage) == "closed"


def test_what_cannot_be_told_is_refused(walk: Walk, outages: Outages) -> None:
    outage = walk.log()
    uid = outages.add_caller(outage, NewCaller(name="Ines"), walk.me).uid
    with pytest.raises(RefusedError, match="not resolved"):
        outages.reach(outage, [uid], "reached", walk.me)
    other = walk.to("closure")
    for uids, state, means, words in (
        ([uid], "reached", "", "no caller of"),
        ([], "reached", "", "no caller of"),
        ([uid], "gone", "", "no state of a caller"),
        ([uid], "reached", "smoke", "no means"),
    ):
        with pytest.raises(UsageError, match=words):
            outages.reach(other, uids, state, walk.me, means=means)


def test_a_new_fix_is_told_anew(walk: Walk, outages: Outages) -> None:
    outage = walk.to("closure")
    outages.add_caller(outage, NewCaller(name="Ines"), walk.me)
    tell_all(walk, outage)
    walk.later(minutes=10)
    walk.cases.stages.send_back(outage, "resolution", "It fails again", walk.me)
    walk.later(minutes=10)
    walk.resolve(outage)
    for line in outages.callers(outage).lines:
        assert (line.state, line.settled, line.told_at) == ("waiting", False, None)


def test_an_outage_with_open_children_is_not_cancelled(walk: Walk, outages: Outages) -> None:
    outage = walk.log()
    one = child(walk, outage, "A")
    with pytest.raises(RefusedError, match="has open children"):
        walk.cases.lifecycle.cancel(outage, "test", walk.me)
    outages.detach(outage, [one], walk.me)
    walk.cases.lifecycle.cancel(outage, "test", walk.me)
    assert walk.page(outage).incident.status == "cancelled"


def test_a_process_without_a_resolution_tells_its_callers_at_once(walk: Walk, outages: Outages) -> None:
    outage = walk.log(process="blank")
    outages.add_caller(outage, NewCaller(name="Ines"), walk.me)
    last = walk.page(outage).definition.stages[-1].key
    assert "0 of 2 callers reached: tell the others, or say why not" in [
        gap.say for gap in walk.refused(outage, last).missing
    ]
    tell_all(walk, outage)
    assert outages.callers(outage).reached == 2
    assert "callers" not in str([gap.say for gap in walk.refused(outage, last).missing])
