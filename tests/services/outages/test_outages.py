"""Outages: which are known while one logs, and who calls about one."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.services.outages.outages import NewCaller, Outages
from walk import Walk


@pytest.fixture
def outages(walk: Walk) -> Outages:
    """Outages of the desk at hand."""
    return walk.cases.outages


def service(walk: Walk, name: str, *, critical: bool = False) -> str:
    item = RegisterItem("", "service", name, {"critical": critical})
    return walk.cases.people.write_item(item, walk.me)[0].uid


def kinds(walk: Walk, ref: str) -> list[str]:
    """The kinds of entries on a timeline, which must hang together."""
    page = walk.page(ref)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    return [entry.kind for entry in page.entries]


def test_an_ordinary_incident_is_no_outage(walk: Walk, outages: Outages) -> None:
    ref = walk.log()
    assert outages.beside({}).outages == ()
    assert not outages.is_outage(ref)


def test_a_caller_makes_an_outage_and_is_its_first_contact(walk: Walk, outages: Outages) -> None:
    ref = walk.log()
    assert walk.page(ref).incident.responded is None
    added = outages.add_caller(ref, NewCaller(name="R. Castellanos", phone="4471", callback="today"), walk.me)
    (line,) = outages.beside({}).outages
    assert (line.row.uid, line.callers, line.children) == (ref, 2, 0)
    first, caller = outages.callers(ref).lines
    assert (first.reporter, first.name, first.at) == (walk.reporter, "Dana Whitlock", walk.time.now())
    assert (caller.uid, caller.name, caller.phone) == (added.uid, "R. Castellanos", "4471")
    assert caller.state == "waiting"
    assert walk.page(ref).incident.responded == walk.time.now()
    assert kinds(walk, ref)[-2:] == ["caller_added", "responded"]
    assert [hit.row.uid for hit in walk.cases.search.find("castellanos").hits] == [ref]


def test_a_known_reporter_is_a_caller_once(walk: Walk, outages: Outages) -> None:
    ref = walk.log(reporter=None)
    outages.add_caller(ref, NewCaller(reporter="dana whitlock"), walk.me)
    (caller,) = outages.callers(ref).lines
    assert (caller.reporter, caller.name, caller.phone) == (walk.reporter, "Dana Whitlock", "ext. 4410")
    again = outages.add_caller(ref, NewCaller(reporter=walk.reporter, note="asks when"), walk.me)
    assert again.again
    assert again.uid == ""
    assert len(outages.callers(ref).lines) == 1
    assert walk.page(ref).entries[-1].payload == {
        "name": "Dana Whitlock",
        "phone": "ext. 4410",
        "note": "asks when",
    }


def test_a_caller_is_taken_away_and_back_in(walk: Walk, outages: Outages) -> None:
    ref = walk.log()
    uid = outages.add_caller(ref, NewCaller(name="Ines"), walk.me).uid
    outages.remove_caller(uid, walk.me)
    assert outages.callers(ref).lines == ()
    assert outages.beside({}).outages == ()
    with pytest.raises(RefusedError, match="taken away already"):
        outages.remove_caller(uid, walk.me)
    outages.restore_caller(uid, walk.me)
    assert [one.uid for one in outages.callers(ref).lines][1:] == [uid]
    assert kinds(walk, ref)[-2:] == ["caller_removed", "caller_restored"]


def test_a_call_that_cannot_be_is_told_and_changes_nothing(walk: Walk, outages: Outages) -> None:
    ref = walk.log()
    before = kinds(walk, ref)
    later = Instant(walk.time.now().ms + 3_600_000)
    for call, words in (
        (NewCaller(note="no name"), "name or a number"),
        (NewCaller(reporter="Nobody Known"), "not known"),
        (NewCaller(name="Ines", at=later), "still to come"),
    ):
        with pytest.raises(UsageError, match=words):
            outages.add_caller(ref, call, walk.me)
    assert kinds(walk, ref) == before


def test_who_only_reads_adds_no_caller(walk: Walk, outages: Outages) -> None:
    reader = walk.cases.people.write_person(Person("", "Auditor", "read_only"), walk.me)[0].uid
    with pytest.raises(RefusedError, match=r"may not change anything; agents.*Oyelaran"):
        outages.add_caller(walk.log(), NewCaller(name="Ines"), reader)


def test_the_outage_that_the_title_speaks_of_comes_first(walk: Walk, outages: Outages) -> None:
    titles = [
        "Mail is down",
        "Booking system unreachable",
        *(f"Door {number} is shut" for number in range(6)),
    ]
    uids = [walk.log(title=title) for title in titles]
    for uid in uids:
        outages.mark_outage(uid, True, walk.me)
    mail = service(walk, "Mail")
    walk.save(uids[0], service=mail)
    assert uids[1] not in [one.row.uid for one in outages.beside({"title": "It is so"}, limit=5).outages]
    typed = {"title": "BOOKING page stays white"}
    assert outages.beside(typed, limit=5).outages[0].row.uid == uids[1]
    assert [one.row.uid for one in outages.beside(typed | {"service": mail}).outages[:2]] == uids[:2]


def test_what_is_an_outage(walk: Walk, outages: Outages) -> None:
    mail, chat = service(walk, "Mail", critical=True), service(walk, "Chat")
    walk.log(service=chat, urgent=True)
    walk.log(service=mail)
    urgent = walk.log(service=mail, urgent=True)
    marked = walk.log(service=chat)
    outages.mark_outage(marked, True, walk.me)
    parent = walk.log()
    child = walk.log()
    outages.make_child(child, parent, walk.me)
    outages.add_caller(child, NewCaller(name="Ines"), walk.me)
    assert [one.row.uid for one in outages.beside({}).outages] == [urgent, parent, marked]
    lines = outages.beside({"service": chat}).outages
    assert next((one.row.uid, one.same_service, one.service) for one in lines) == (marked, True, "Chat")
    outages.mark_outage(urgent, False, walk.me)
    assert [one.row.uid for one in outages.beside({}).outages] == [parent, marked]
    outages.mark_outage(urgent, None, walk.me)
    assert outages.is_outage(urgent)


def test_the_last_incidents_of_the_caller_are_told(walk: Walk, outages: Outages) -> None:
    other = walk.cases.people.write_reporter(Reporter("", "Ines"), walk.me)[0].uid
    first, outage = walk.log(), walk.log(reporter=other)
    outages.add_caller(outage, NewCaller(reporter=walk.reporter), walk.me)
    last = [row.uid for row in outages.beside({"reporter": walk.reporter}).callers_last]
    assert last == [outage, first]
    assert outages.beside({"reporter": walk.reporter}, limit=1).callers_last[0].uid == outage
    assert outages.beside({"reporter": ""}).callers_last == ()


def test_who_told_us_may_be_named_later_or_corrected(walk: Walk, outages: Outages) -> None:
    ref = walk.log(reporter=None)
    outages.add_caller(ref, NewCaller(name="Ines"), walk.me)
    walk.save(ref, reporter=walk.reporter)
    assert [one.name for one in outages.callers(ref).lines] == ["Ines", "Dana Whitlock"]
    other = walk.cases.people.write_reporter(Reporter("", "Castellanos"), walk.me)[0].uid
    walk.save(ref, reporter=other)
    assert [one.name for one in outages.callers(ref).lines] == ["Ines", "Castellanos"]
