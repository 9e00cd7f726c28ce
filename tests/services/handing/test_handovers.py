"""A shift is handed over: drawn up from the desk, written for good, accepted by the next person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.handovers import Handover, HandoverLine, content_of, lines_in
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.handing import handover_parts
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk


@pytest.fixture
def sato(walk: Walk) -> str:
    return walk.cases.people.write_person(Person("", "R. Sato"), walk.me)[0].uid


def parts(one: Handover) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in one.lines:
        found.setdefault(line.part, []).append(line.incident)
    return found


def test_it_is_drawn_up_from_what_stands_on_the_desk(walk: Walk) -> None:
    gone = walk.closed(title="Closed before the shift")
    walk.later(hours=10)
    late, later = walk.log(title="To be classified"), walk.to("investigation", title="Due in days")
    held, closed = walk.to("investigation", title="Held"), walk.closed(title="Closed in the shift")
    wake = walk.time.now().plus(60)
    walk.cases.lifecycle.hold(
        held, "awaiting_supplier", walk.me, wake=wake, waiting_for="Zebra", note="Case 88"
    )
    drawn = walk.cases.handovers.draft(walk.me)
    assert parts(drawn) == {"due": [late], "waiting": [held], "open": [later], "closed": [closed]}
    assert gone not in {line.incident for line in drawn.lines}
    (waiting,) = drawn.part("waiting")
    assert (waiting.whom, waiting.said, waiting.until_ms) == ("Zebra", "Case 88", wake.ms)
    assert walk.time.now().ms - drawn.since.ms == 8 * 3_600_000
    assert walk.cases.handovers.latest() is None


def test_a_shift_begins_with_the_last_hand_over_where_that_is_not_long_ago(walk: Walk) -> None:
    written, _changes = walk.cases.handovers.write(walk.me)
    walk.later(hours=9)
    assert walk.cases.handovers.draft(walk.me).since == written.written
    walk.later(hours=9)
    assert walk.cases.handovers.draft(walk.me).since == walk.time.now().plus(-8 * 60)
    with pytest.raises(UsageError, match="later than now"):
        walk.cases.handovers.draft(walk.me, walk.time.now().plus(1))


def test_callbacks_that_were_promised_are_told_beside_how_the_incident_stands(walk: Walk) -> None:
    uid, due = walk.log(), walk.time.now().plus(30)
    walk.cases.promises.make(uid, due, walk.me, note="About the invoice")
    drawn = walk.cases.handovers.draft(walk.me)
    (promised,) = drawn.part("promised")
    assert (promised.whom, promised.until_ms) == ("Dana Whitlock", due.ms)
    assert promised.said == "ext. 4410 · About the invoice"
    assert parts(drawn) == {"due": [uid], "promised": [uid]}
    written, _changes = walk.cases.handovers.write(walk.me, notes={uid: "She knows"})
    assert [line.part for line in written.noted()] == ["due"]


def test_what_was_written_stays_as_it_was_written(walk: Walk) -> None:
    uid = walk.log(title="Blank labels")
    written, changes = walk.cases.handovers.write(walk.me, text=" Quiet. ", notes={uid: "Call Dana at 9"})
    assert changes.things == {"handovers"}
    walk.save(uid, title="Something else")
    walk.classify(uid)
    kept = walk.cases.handovers.one(written.uid)
    assert kept == written
    assert walk.cases.waiting_handover.author() == walk.me
    assert (kept.text, kept.name(kept.author)) == ("Quiet.", "M. Oyelaran")
    assert [(line.title, line.note) for line in kept.lines] == [("Blank labels", "Call Dana at 9")]


def test_accepting_says_who_and_when_and_tells_incidents_what_was_said_of_them(walk: Walk, sato: str) -> None:
    said, silent = walk.log(), walk.log()
    before = len(walk.page(silent).entries)
    walk.cases.handovers.write(walk.me, notes={said: "Ward 3 calls back at 15:00", silent: "  "})
    walk.later(minutes=5)
    accepted, changes = walk.cases.handovers.accept("", sato)
    assert (accepted.accepted, accepted.accepted_by) == (walk.time.now(), sato)
    assert changes.incidents == {said}
    assert walk.cases.waiting_handover.author() == ""
    assert walk.cases.handovers.latest() == accepted
    page = walk.page(said)
    entry = page.entries[-1]
    told = entry_text(entry, page, ValueTexts(page.settings, page.names, page.definition))
    assert (entry.author, told.headline, told.detail) == (
        sato, "Handed over by M. Oyelaran", "Ward 3 calls back at 15:00",
    )  # fmt: skip
    assert len(walk.page(silent).entries) == before


def test_who_wrote_it_cannot_accept_it_and_nobody_twice(walk: Walk, sato: str) -> None:
    with pytest.raises(UsageError, match="no such hand-over"):
        walk.cases.handovers.accept("", sato)
    first, _changes = walk.cases.handovers.write(walk.me)
    with pytest.raises(RefusedError, match="You wrote"):
        walk.cases.handovers.accept("", walk.me)
    second, _changes = walk.cases.handovers.write(walk.me)
    with pytest.raises(RefusedError, match="newer"):
        walk.cases.handovers.accept(first.uid, sato)
    walk.cases.handovers.accept(second.uid, sato)
    with pytest.raises(RefusedError, match=r"R\. Sato accepted"):
        walk.cases.handovers.accept(second.uid, sato)
    assert [one.uid for one in walk.cases.handovers.past().items] == [second.uid, first.uid]
    assert walk.cases.handovers.past(1, 1).items == (walk.cases.handovers.one(first.uid),)


def test_who_only_reads_neither_writes_nor_accepts(walk: Walk) -> None:
    reader = walk.cases.people.write_person(Person("", "Rea Der", "read_only"), walk.me)[0].uid
    walk.cases.handovers.write(walk.me)
    with pytest.raises(RefusedError, match="Rea Der"):
        walk.cases.handovers.accept("", reader)
    with pytest.raises(RefusedError, match="Rea Der"):
        walk.cases.handovers.write(reader)


def test_a_note_is_kept_though_its_incident_left_every_part(walk: Walk, sato: str) -> None:
    uid = walk.log()
    walk.cases.lifecycle.cancel(uid, "duplicate", walk.me)
    written, _changes = walk.cases.handovers.write(walk.me, notes={uid: "Was a test"})
    assert [(line.part, line.note) for line in written.lines] == [("noted", "Was a test")]
    walk.cases.handovers.accept("", sato)
    assert walk.page(uid).entries[-1].kind == "handed_over"
    with pytest.raises(UsageError, match="no incident"):
        walk.cases.handovers.write(walk.me, notes={"nobody": "x"})


def test_what_is_too_much_to_list_is_counted(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover_parts, "MOST", 2)
    for _number in range(5):
        walk.log()
    drawn = walk.cases.handovers.draft(walk.me)
    assert (len(drawn.part("due")), drawn.more) == (2, {"due": 3})


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_each_open_incident_stands_in_one_part(walk: Walk, data: Any) -> None:
    """Whatever became of incidents, those that somebody must see to are told once."""
    before = {line.incident for line in walk.cases.handovers.draft(walk.me).lines}
    made = set()
    for _number in range(data.draw(st.integers(1, 3))):
        uid = walk.to(
            data.draw(st.sampled_from(("classification", "investigation", "resolution", "closure", "end")))
        )
        if data.draw(st.booleans()) and walk.page(uid).incident.status in {"new", "in_progress"}:
            wake = walk.time.now().plus(data.draw(st.integers(1, 5000)))
            walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me, wake=wake)
        made.add(uid)
    since = walk.time.now().plus(-1)
    walk.time.move_to(walk.time.now().local() + timedelta(minutes=data.draw(st.integers(0, 3000))))
    lines = walk.cases.handovers.draft(walk.me, since).lines
    told = [line.incident for line in lines]
    assert len(told) == len(set(told))
    assert made <= set(told) | before


@given(
    st.lists(
        st.builds(
            HandoverLine, part=st.text(), incident=st.text(), number=st.text(), title=st.text(),
            note=st.text(), due_ms=st.none() | st.integers(), until_ms=st.none() | st.integers(),
        )
    )
)  # fmt: skip
def test_lines_are_read_back_as_they_were_kept(lines: list[HandoverLine]) -> None:
    one = Handover("u", "a", Instant(0), Instant(0), "", tuple(lines))
    assert lines_in(content_of(one)) == tuple(lines)
