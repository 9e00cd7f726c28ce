"""Links between incidents: each is told on both timelines, loses nothing, and is taken back by an act."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.outages.outages import NewCaller, Outages
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk


@pytest.fixture
def outages(walk: Walk) -> Outages:
    """Outages of the desk at hand."""
    return walk.cases.outages


def headlines(walk: Walk, ref: str) -> list[str]:
    """The timeline in words; it must hang together."""
    page = walk.page(ref)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    texts = ValueTexts(page.settings, page.names, page.definition)
    return [entry_text(entry, page, texts).headline for entry in page.entries]


def number(walk: Walk, ref: str) -> str:
    return walk.page(ref).incident.number


@pytest.mark.parametrize(
    ("kind", "mine", "theirs"),
    [
        ("child", "Part of {b}", "{a} is part of this"),
        ("duplicate", "A duplicate of {b}", "{a} is a duplicate"),
        ("related", "Related to {b}", "Related to {a}"),
    ],
)
def test_a_link_is_told_on_both_timelines_and_taken_back(
    walk: Walk, outages: Outages, kind: str, mine: str, theirs: str
) -> None:
    a, b = walk.log(), walk.log()
    numbers = {"a": number(walk, a), "b": number(walk, b)}
    link = outages.link(a, b, kind, walk.me)
    assert link.number == numbers["b"]
    assert headlines(walk, a)[-1] == mine.format(**numbers)
    assert headlines(walk, b)[-1] == theirs.format(**numbers)
    assert link.changes.incidents == {a, b}
    outages.unlink(link.uid, walk.me)
    assert outages.family(a) == outages.family(b) == type(outages.family(a))()
    assert len(headlines(walk, a)) == len(headlines(walk, b))
    with pytest.raises(RefusedError, match="taken away already"):
        outages.unlink(link.uid, walk.me)


def test_a_family_is_told_from_each_side(walk: Walk, outages: Outages) -> None:
    outage, child, same, gone, near = (walk.log() for _ in range(5))
    outages.make_child(child, outage, walk.me)
    outages.link(same, outage, "duplicate", walk.me)
    outages.merge(gone, outage, walk.me)
    outages.link(outage, near, "related", walk.me)
    family = outages.family(outage)
    assert [one.uid for one in family.children] == [child]
    assert [one.uid for one in family.duplicates] == [same]
    assert [one.uid for one in family.merged] == [gone]
    assert [one.uid for one in family.related] == [near]
    assert family.parent is family.merged_into is None
    parent, into = outages.family(child).parent, outages.family(gone).merged_into
    assert parent is not None
    assert into is not None
    assert parent.uid == into.uid == outage


def test_a_child_has_one_parent_no_circle_and_two_levels(walk: Walk, outages: Outages) -> None:
    a, b, c, d = (walk.log() for _ in range(4))
    outages.make_child(b, a, walk.me)
    with pytest.raises(RefusedError, match="is a child of"):
        outages.make_child(b, c, walk.me)
    with pytest.raises(RefusedError, match="linked already"):
        outages.make_child(a, b, walk.me)
    outages.make_child(c, b, walk.me)
    with pytest.raises(RefusedError, match="is part of"):
        outages.make_child(a, c, walk.me)
    with pytest.raises(RefusedError, match="no deeper"):
        outages.make_child(d, c, walk.me)
    with pytest.raises(RefusedError, match="no deeper"):
        outages.make_child(a, d, walk.me)
    with pytest.raises(UsageError, match="to itself"):
        outages.make_child(d, d, walk.me)
    with pytest.raises(UsageError, match="no kind of link"):
        outages.link(d, a, "cousin", walk.me)


def test_a_child_brings_its_reporter_among_the_callers(walk: Walk, outages: Outages) -> None:
    outage, child = walk.log(reporter=None), walk.log()
    link = outages.make_child(child, outage, walk.me)
    (caller,) = outages.callers(outage).lines
    assert (caller.reporter, caller.incident) == (walk.reporter, child)
    assert outages.callers(child).lines == ()
    assert not outages.is_outage(child)
    assert [hit.row.uid for hit in walk.cases.search.find("whitlock").hits] == [child, outage]
    with pytest.raises(RefusedError, match="reported"):
        outages.remove_caller(caller.uid, walk.me)
    outages.unlink(link.uid, walk.me)
    assert outages.callers(outage).lines == ()
    outages.make_child(child, outage, walk.me)
    assert [one.uid for one in outages.callers(outage).lines] == [caller.uid]


def test_a_merged_incident_refuses_work_and_says_where_it_went(walk: Walk, outages: Outages) -> None:
    gone, into = walk.to("investigation"), walk.log()
    outages.merge(gone, into, walk.me)
    incident = walk.page(gone).incident
    assert (incident.status, incident.cancel_reason, incident.stage) == (
        "cancelled",
        "merged",
        "investigation",
    )
    words = f"was merged into {number(walk, into)}"
    cases = walk.cases
    for act in (
        lambda: walk.save(gone, findings="More"),
        lambda: cases.stages.complete(gone, "investigation", walk.me),
        lambda: cases.conversation.note(gone, "Hello", walk.me),
        lambda: cases.conversation.attach(gone, file_from_bytes("a.txt", b"x"), walk.me),
        lambda: cases.lifecycle.reopen(gone, "Again", walk.me),
        lambda: cases.lifecycle.assign(gone, walk.me, walk.me),
        lambda: outages.add_caller(gone, NewCaller(name="Ines"), walk.me),
        lambda: outages.make_child(gone, walk.log(), walk.me),
        lambda: outages.merge(walk.log(), gone, walk.me),
    ):
        with pytest.raises(RefusedError, match=words):
            act()


def test_a_merge_tells_what_it_brings_and_keeps_it(walk: Walk, outages: Outages) -> None:
    gone, into = walk.log(title="Mail is slow"), walk.log(reporter=None)
    outages.add_caller(gone, NewCaller(name="Castellanos"), walk.me)
    walk.cases.conversation.note(gone, "Queue of 4711 letters", walk.me)
    walk.cases.conversation.attach(gone, file_from_bytes("queue.txt", b"4711"), walk.me)
    before = walk.page(gone)
    outages.merge(gone, into, walk.me)
    page = walk.page(into)
    entry = page.entries[-1]
    text = entry_text(entry, page, ValueTexts(page.settings, page.names, page.definition))
    for words in (
        "Mail is slow",
        "Callers: Dana Whitlock, Castellanos",
        "Queue of 4711 letters",
        "queue.txt",
    ):
        assert words in text.detail
    after = walk.page(gone)
    assert after.entries[: len(before.entries)] == before.entries
    assert after.attachments == before.attachments
    assert [one.name for one in outages.callers(into).lines] == ["Dana Whitlock", "Castellanos"]
    assert into in [hit.row.uid for hit in walk.cases.search.find("4711 letters").hits]
    assert outages.beside({}).outages[0].callers == 2


@pytest.mark.parametrize("stage", ["classification", "investigation", "closure"])
@pytest.mark.parametrize("hold", [False, True])
def test_a_merge_taken_back_restores_status_stage_and_clock(
    walk: Walk, outages: Outages, stage: str, hold: bool
) -> None:
    gone, twin, into = walk.to(stage), walk.to(stage), walk.log()
    walk.later(minutes=10)
    if hold and stage != "closure":
        wake = walk.time.now().plus(600)
        for ref in (gone, twin):
            walk.cases.lifecycle.hold(ref, "awaiting_user", walk.me, wake=wake, waiting_for="Dana")
    walk.later(minutes=20)
    link = outages.merge(gone, into, walk.me)
    merged = walk.page(gone).incident
    assert (merged.due.next, merged.resolved, merged.hold) == (None, None, None)
    walk.later(minutes=500)
    outages.unlink(link.uid, walk.me)
    outages.mark_outage(twin, True, walk.me)  # its due times are worked out again, too
    back, other = walk.page(gone), walk.page(twin)
    names = ("status", "stage", "hold", "cancel_reason", "responded", "resolved", "closed", "due", "priority")
    assert {name: getattr(back.incident, name) for name in names} == {
        name: getattr(other.incident, name) for name in names
    }
    assert back.clock == other.clock
    assert {key: one.completed for key, one in back.stages.items()} == {
        key: one.completed for key, one in other.stages.items()
    }
    assert headlines(walk, gone)[-1].startswith("The merge into")


def test_what_cannot_be_merged_is_told_with_the_way_out(walk: Walk, outages: Outages) -> None:
    closed, parent, child, into = walk.to("", title="Closed"), walk.log(), walk.log(), walk.log()
    outages.make_child(child, parent, walk.me)
    for ref, other, words in (
        (closed, into, "Link it as a duplicate"),
        (child, into, "is a child of"),
        (parent, child, "linked already"),
        (child, parent, "linked already"),
        (into, closed, "Reopen it first"),
    ):
        with pytest.raises(RefusedError, match=words):
            outages.merge(ref, other, walk.me)


def test_the_children_of_a_merged_outage_go_along_and_come_back(walk: Walk, outages: Outages) -> None:
    gone, into, one, two = (walk.log() for _ in range(4))
    for child in (one, two):
        outages.make_child(child, gone, walk.me)
    merge = outages.merge(gone, into, walk.me)
    assert merge.changes.incidents == {gone, into, one, two}
    assert [child.uid for child in outages.family(into).children] == [one, two]
    assert headlines(walk, one)[-2:] == [
        f"No part of {number(walk, gone)} any more",
        f"Part of {number(walk, into)}",
    ]
    outages.detach(into, [two], walk.me)
    outages.unlink(merge.uid, walk.me)
    assert [child.uid for child in outages.family(gone).children] == [one]
    assert outages.family(into).children == outages.family(two).children == ()


def test_children_come_back_through_two_merges(walk: Walk, outages: Outages) -> None:
    first, second, third, child = (walk.log() for _ in range(4))
    outages.make_child(child, first, walk.me)
    one = outages.merge(first, second, walk.me)
    two = outages.merge(second, third, walk.me)
    assert [line.uid for line in outages.family(third).children] == [child]
    assert len(outages.callers(third).lines) == 1  # all were reported by one person
    outages.unlink(two.uid, walk.me)
    outages.unlink(one.uid, walk.me)
    assert [line.uid for line in outages.family(first).children] == [child]


def test_a_merge_that_would_lie_too_deep_changes_nothing(walk: Walk, outages: Outages) -> None:
    gone, child, grandchild, into, parent = (walk.log() for _ in range(5))
    outages.make_child(grandchild, child, walk.me)
    outages.make_child(child, gone, walk.me)
    outages.make_child(into, parent, walk.me)
    before = walk.cases.desk.change_seq()
    with pytest.raises(RefusedError, match="no deeper"):
        outages.merge(gone, into, walk.me)
    assert walk.cases.desk.change_seq() == before
    assert [one.uid for one in outages.family(gone).children] == [child]


def test_who_only_reads_links_nothing(walk: Walk, outages: Outages) -> None:
    reader = walk.cases.people.write_person(Person("", "Auditor", "read_only"), walk.me)[0].uid
    a, b = walk.log(), walk.log()
    link = outages.link(a, b, "related", walk.me)
    for act in (
        lambda: outages.make_child(a, b, reader),
        lambda: outages.merge(a, b, reader),
        lambda: outages.unlink(link.uid, reader),
        lambda: outages.mark_outage(a, True, reader),
    ):
        with pytest.raises(RefusedError, match="may not change anything"):
            act()


def test_what_is_raised_again_goes_where_its_incident_went(walk: Walk, outages: Outages) -> None:
    gone, into = walk.log(key="disk-7"), walk.log()
    merge = outages.merge(gone, into, walk.me)
    assert walk.log(key="disk-7") == into
    assert headlines(walk, into)[-1] == "Raised again by its source"
    outages.unlink(merge.uid, walk.me)
    assert walk.log(key="disk-7") == gone


def test_two_merges_are_taken_back_the_later_one_first(walk: Walk, outages: Outages) -> None:
    first, second, third, child = (walk.log() for _ in range(4))
    outages.make_child(child, first, walk.me)
    one = outages.merge(first, second, walk.me)
    two = outages.merge(second, third, walk.me)
    words = f"{number(walk, second)} was merged into {number(walk, third)} since.*Take that merge back first"
    with pytest.raises(RefusedError, match=words):
        outages.unlink(one.uid, walk.me)
    assert [line.uid for line in outages.family(third).children] == [child]
    outages.unlink(two.uid, walk.me)
    outages.unlink(one.uid, walk.me)
    assert [line.uid for line in outages.family(first).children] == [child]
    assert outages.family(second).children == outages.family(third).children == ()
