"""Correcting what is known of a caller, with what it was on the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.callers import Caller
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk

INES = NewCaller(name="Ines Castro", phone="4471", callback="today", note="Cannot book")


def added(walk: Walk, new: NewCaller = INES, ref: str = "") -> Caller:
    """An outage's caller."""
    ref = ref or walk.log(reporter=None)
    return caller(walk, walk.cases.outages.add_caller(ref, new, walk.me).uid, ref)


def caller(walk: Walk, uid: str, ref: str) -> Caller:
    return next(one for one in walk.cases.outages.callers(ref).lines if one.uid == uid)


def last_words(walk: Walk, ref: str) -> tuple[str, str]:
    """The last entry of a timeline, in words; the timeline must hang together."""
    page = walk.page(ref)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    said = entry_text(page.entries[-1], page, ValueTexts(page.settings, page.names, page.definition))
    return said.headline, said.detail


def test_each_field_is_corrected_and_the_timeline_keeps_what_it_was(walk: Walk) -> None:
    before = added(walk)
    new = {"name": "Inês Castro", "phone": "4417", "callback": "", "note": "Cannot book\nsince 9"}
    walk.cases.outages.correct_caller(before.uid, new, walk.me)
    after = caller(walk, before.uid, before.incident)
    assert after == replace(before, **new)
    assert last_words(walk, before.incident) == (
        "A caller was corrected",
        "Ines Castro\nName: Ines Castro → Inês Castro\nPhone: 4471 → 4417\nCall back: today → nothing\n"
        "Note: Cannot book → Cannot book\nsince 9",
    )
    assert [hit.row.uid for hit in walk.cases.search.find("4417").hits] == [before.incident]


def test_what_stays_as_it_is_is_no_change(walk: Walk) -> None:
    before = added(walk)
    count = len(walk.page(before.incident).entries)
    walk.cases.outages.correct_caller(before.uid, {"phone": " 4471 "}, walk.me)
    assert len(walk.page(before.incident).entries) == count


def test_a_caller_becomes_a_known_reporter_and_is_nobody_known_again(walk: Walk) -> None:
    before = added(walk, NewCaller(name="Whitlock"))
    correct = walk.cases.outages.correct_caller
    correct(before.uid, {"reporter": "dana whitlock"}, walk.me)
    known = caller(walk, before.uid, before.incident)
    assert (known.reporter, known.name, known.phone) == (walk.reporter, "Dana Whitlock", "ext. 4410")
    correct(before.uid, {"reporter": "", "name": before.name, "phone": ""}, walk.me)
    assert caller(walk, before.uid, before.incident) == before


def test_the_place_is_corrected_where_it_is_kept(walk: Walk) -> None:
    known = added(walk, NewCaller(reporter=walk.reporter))
    walk.cases.outages.correct_caller(known.uid, {"place": "Room 214"}, walk.me)
    assert caller(walk, known.uid, known.incident).place == "Room 214"
    card = walk.cases.registers.get("reporter", walk.reporter)
    assert (card.values["place"], card.history[-1].author) == ("Room 214", walk.me)
    unknown = added(walk, INES, known.incident)
    with pytest.raises(UsageError, match=r"no register knows them.*Choose the reporter"):
        walk.cases.outages.correct_caller(unknown.uid, {"place": "Room 214"}, walk.me)


def test_two_who_correct_one_caller_lose_nothing(walk: Walk) -> None:
    before = added(walk)
    correct = walk.cases.outages.correct_caller
    correct(before.uid, {"phone": "4417"}, walk.me)
    correct(before.uid, {"callback": "after 15:00"}, walk.me, {"callback": "today"})
    with pytest.raises(RefusedError, match=r"“Phone” was changed meanwhile to “4417”"):
        correct(before.uid, {"phone": "4444", "note": "x"}, walk.me, {"phone": "4471", "note": INES.note})
    after = caller(walk, before.uid, before.incident)
    assert after == replace(before, phone="4417", callback="after 15:00")


def test_what_cannot_be_is_refused_and_changes_nothing(walk: Walk) -> None:
    outage = walk.log()
    ines = added(walk, INES, outage)
    added(walk, NewCaller(reporter=_other(walk)), outage)
    own = next(one for one in walk.cases.outages.callers(outage).lines if one.own)
    gone = added(walk, NewCaller(name="By mistake"), outage)
    walk.cases.outages.remove_caller(gone.uid, walk.me)
    lines = walk.cases.outages.callers(outage).lines
    for uid, values, words in (
        (ines.uid, {"name": "", "phone": ""}, "needs a name or a number"),
        (ines.uid, {"reporter": "Ana Lima"}, "Ana Lima is among the callers"),
        (ines.uid, {"reporter": "Nobody Known"}, "not known"),
        (ines.uid, {"colour": "red"}, "has no “colour”"),
        (own.uid, {"name": "Somebody else"}, "Change who told us of it"),
        (gone.uid, {"phone": "1"}, "taken away already"),
        ("nobody", {"phone": "1"}, "no such caller"),
    ):
        with pytest.raises((RefusedError, UsageError), match=words):
            walk.cases.outages.correct_caller(uid, values, walk.me)
    assert walk.cases.outages.callers(outage).lines == lines


def test_the_number_of_who_reported_it_is_corrected_too(walk: Walk) -> None:
    outage = walk.log()
    added(walk, INES, outage)
    own = next(one for one in walk.cases.outages.callers(outage).lines if one.own)
    walk.cases.outages.correct_caller(own.uid, {"phone": "0151 1"}, walk.me)
    assert caller(walk, own.uid, outage) == replace(own, phone="0151 1")


def test_who_only_reads_corrects_nothing(walk: Walk) -> None:
    reader = walk.cases.people.write_person(Person("", "Auditor", "read_only"), walk.me)[0].uid
    before = added(walk)
    with pytest.raises(RefusedError, match=r"may not change anything; agents.*Oyelaran"):
        walk.cases.outages.correct_caller(before.uid, {"phone": "1"}, reader)
    assert caller(walk, before.uid, before.incident) == before


def _other(walk: Walk) -> str:
    return walk.cases.people.write_reporter(Reporter("", "Ana Lima"), walk.me)[0].uid
