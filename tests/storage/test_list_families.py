"""Lines of lists tell callers and parents, counted as the list of callers counts them."""

from __future__ import annotations

from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.use_cases import UseCases


def rows(cases: UseCases, me: str) -> dict[str, QueueRow]:
    """The lines of all incidents by uid."""
    return {row.uid: row for row in cases.queue.rows(ListQuestion([]), me, limit=50).rows}


def test_an_incident_with_no_family_has_neither(cases: UseCases, person: Person, reporter: Reporter) -> None:
    uid = cases.log.log({"title": "Badge", "reporter": reporter.uid}, person.uid).uid
    (row,) = rows(cases, person.uid).values()
    assert (row.uid, row.callers, row.parent) == (uid, 0, "")


def test_callers_of_children_and_merged_ones_count_once_each(
    cases: UseCases, person: Person, reporter: Reporter
) -> None:
    me = person.uid
    outage, child, merged, other = (
        cases.log.log({"title": title, "reporter": reporter.uid}, me).uid
        for title in ("Booking is down", "Room 4", "Booking fails", "Badge")
    )
    cases.outages.make_child(child, outage, me)
    for uid, name in ((outage, "Anna"), (outage, "Kofi"), (merged, "Lena")):
        cases.outages.add_caller(uid, NewCaller(name=name), me)
    cases.outages.merge(merged, outage, me)
    taken = cases.outages.add_caller(outage, NewCaller(name="Peter"), me)
    cases.outages.remove_caller(taken.uid, me)
    told = rows(cases, me)
    for uid in (outage, child, merged, other):
        assert told[uid].callers == len(cases.outages.callers(uid).lines)
    assert told[outage].callers == 4
    number = cases.pages.incident(outage, me).incident.number
    assert [told[uid].parent for uid in (outage, child, merged, other)] == ["", number, "", ""]


def test_what_is_found_by_words_tells_it_too(cases: UseCases, person: Person) -> None:
    uid = cases.log.log({"title": "Booking is down"}, person.uid).uid
    cases.outages.add_caller(uid, NewCaller(name="Anna"), person.uid)
    (hit,) = cases.search.find("booking").hits
    assert hit.row.callers == 1
