"""The word of the service's owner, for what nobody told us of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.domain.whose_word import WordOf
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.cases.whose_word import whom_to_ask
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.timeline_texts import entry_text
from walk import CLOSURE, Walk, exact, rows_of


@pytest.fixture
def owner(walk: Walk) -> str:
    """Somebody on the staff with a phone."""
    return walk.cases.people.write_person(Person("", "Ida Berg", phone="ext. 4410"), walk.me)[0].uid


@pytest.fixture
def service(walk: Walk, owner: str) -> str:
    """A service of that owner."""
    return write_service(walk, "Ward network", owner=owner)


def write_service(walk: Walk, name: str, uid: str = "", **values: JsonValue) -> str:
    return walk.cases.registers.write("service", uid, name, values, walk.me)[0].uid


def found(walk: Walk, stage: str = "closure", **values: Any) -> str:
    """An incident that monitoring found, taken to ``stage``."""
    return walk.to(stage, **({"source": "monitoring", "reporter": None} | values))


def row_of(walk: Walk, uid: str) -> QueueRow:
    return next(row for row in rows_of(walk.cases, "confirm", walk.me) if row.uid == uid)


@pytest.mark.parametrize("source", ["monitoring", "testing"])
def test_what_we_found_ourselves_is_confirmed_by_the_owner_of_its_service(
    walk: Walk, service: str, source: str
) -> None:
    page = walk.page(found(walk, source=source, service=service))
    assert page.word_of == WordOf("owner", "Ida Berg", "ext. 4410", "Ward network", service)
    assert "Ask the owner of Ward network: Ida Berg, ext. 4410." in whom_to_ask(page.incident, page.word_of)


def test_a_reporter_beside_it_changes_nothing_and_without_one_it_is_the_owner_too(
    walk: Walk, service: str
) -> None:
    both = found(walk, reporter=walk.reporter, service=service)
    assert walk.page(both).word_of.kind == "owner"
    none = walk.log(source="other", reporter=None, service=service)
    page = walk.page(none)
    assert page.word_of.kind == "owner"
    assert "Nobody is named as its reporter" in whom_to_ask(page.incident, page.word_of)


def test_what_somebody_told_us_is_theirs(walk: Walk, service: str) -> None:
    page = walk.page(walk.to("closure", service=service))
    assert (page.word_of.kind, page.word_of.name) == ("reporter", page.reporter and page.reporter.name)
    assert whom_to_ask(page.incident, page.word_of) == ""
    assert page.definition.fields_by_key["reporters_word"][1].label == "The reporter's word"


def test_whoever_is_named_for_the_word_comes_before_the_owner(walk: Walk, owner: str) -> None:
    head = walk.cases.people.write_reporter(Reporter("", "Head Nurse", phone="ext. 7"), walk.me)[0].uid
    service = write_service(walk, "Ward network", owner=owner, owner_reporter=head)
    uid = found(walk, service=service)
    assert (walk.page(uid).word_of.name, walk.page(uid).word_of.phone) == ("Head Nurse", "ext. 7")
    walk.cases.registers.retire("reporter", head, walk.me)
    assert walk.page(uid).word_of.name == "Ida Berg"
    walk.cases.people.write_person(Person(owner, "Ida Berg", active=False), walk.me)
    assert walk.page(uid).word_of == WordOf("nobody", "", "", "Ward network", service)


def test_where_there_is_nobody_it_says_what_to_name(walk: Walk) -> None:
    bare = walk.page(found(walk))
    assert bare.word_of == WordOf("nobody")
    assert "choose one" in whom_to_ask(bare.incident, bare.word_of)
    service = write_service(walk, "Ward network")
    page = walk.page(found(walk, service=service))
    assert (page.word_of.kind, page.word_of.service_uid) == ("nobody", service)
    assert "Ward network has no owner" in whom_to_ask(page.incident, page.word_of)


def test_the_gate_and_its_refusals_speak_of_the_owner(walk: Walk, service: str) -> None:
    uid = found(walk, service=service)
    refused = walk.refused(uid, "closure", retest="passed", outcome="fixed")
    assert [gap.say for gap in refused.missing if gap.field == "reporters_word"] == [
        "Ask the owner of the service whether it works"
    ]
    page = walk.page(uid)
    assert refused.missing == page.missing(page.definition.stage("closure"))
    refused = walk.refused(uid, "closure", reporters_word="not_restored")
    assert refused.fall_back is not None
    assert refused.fall_back.say == "The owner says the service is not restored"
    assert "reporter" not in str(refused).lower()


def test_attempts_to_reach_the_owner_count_alike(walk: Walk, service: str) -> None:
    uid = found(walk, service=service)
    walk.later(days=4)
    now = walk.time.now().local()
    rows = [
        {"at": exact(now - timedelta(days=2 - day)), "by": walk.me, "means": ("phone", "mail")[day % 2],
         "result": "no_answer"}
        for day in range(3)
    ]  # fmt: skip
    walk.refused(uid, "closure", **(CLOSURE | {"reporters_word": "no_answer"}),
                 contact_attempts=rows[:2])  # fmt: skip
    assert walk.complete(uid, "closure", contact_attempts=rows) == "closed"


def test_doing_without_takes_the_right_and_a_reason(walk: Walk) -> None:
    uid = found(walk)
    agent = walk.cases.people.write_person(Person("", "An Agent"), walk.me)[0].uid
    with pytest.raises(RefusedError, match="may not"):
        walk.cases.stages.save(uid, {"reporters_word": "not_needed"}, {}, agent)
    assert walk.missing(uid, "closure", **(CLOSURE | {"reporters_word": "not_needed"})) == [
        ("closure", "word_reason")
    ]
    assert walk.complete(uid, "closure", word_reason="The alert was one of a test") == "closed"


def test_whose_word_it_was_is_kept_whatever_the_register_says_later(walk: Walk, service: str) -> None:
    uid = found(walk, service=service)
    assert walk.close(uid) == "closed"
    new = walk.cases.people.write_person(Person("", "New Owner"), walk.me)[0].uid
    write_service(walk, "Ward network", service, owner=new)
    page = walk.page(uid)
    assert (page.word_of.kind, page.word_of.name, page.word_of.phone) == ("owner", "Ida Berg", "ext. 4410")
    texts = ValueTexts(page.settings, page.names, page.definition)
    told = [entry_text(one, page, texts) for one in page.entries if one.kind == "owners_word"]
    assert [one.detail for one in told] == ["Ida Berg, owner of Ward network"]
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    walk.cases.lifecycle.undo_close(uid, walk.me)
    assert walk.page(uid).word_of.name == "New Owner", "it is open again: who is asked now"


def test_closed_with_nobody_named_says_so(walk: Walk) -> None:
    uid = found(walk)
    walk.close(uid, reporters_word="not_needed", word_reason="The nightly check was green again")
    page = walk.page(uid)
    assert page.word_of.kind == "nobody"
    texts = ValueTexts(page.settings, page.names, page.definition)
    told = [entry_text(one, page, texts).headline for one in page.entries if one.kind == "owners_word"]
    assert told == ["Nobody is named whose word it could be"]


@pytest.mark.parametrize("answer", ["restored", "no_answer"])
def test_a_word_that_nobody_can_have_given_does_not_close_it(walk: Walk, owner: str, answer: str) -> None:
    service = write_service(walk, "Ward network")
    uid = found(walk, service=service)
    refused = walk.refused(uid, "closure", **(CLOSURE | {"reporters_word": answer}))
    (gap,) = [one for one in refused.missing if one.field == "reporters_word"]
    assert gap.say == (
        "No owner is named for Ward network: name one, or let a lead close it without the word"
    )
    page = walk.page(uid)
    assert gap in page.missing(page.definition.stage("closure"))
    without = walk.missing(found(walk), "closure", **CLOSURE)
    assert without == [("closure", "reporters_word")], "no service is no owner either"
    write_service(walk, "Ward network", service, owner=owner)
    assert walk.complete(uid, "closure", reporters_word="restored") == "closed"


def test_who_called_about_what_we_found_gives_the_word(walk: Walk) -> None:
    uid = found(walk)
    caller = NewCaller(name="Castellanos")
    added = walk.cases.outages.add_caller(uid, caller, walk.me)
    walk.cases.outages.reach(uid, [added.uid], "reached", walk.me)
    assert walk.close(uid) == "closed"


def test_lists_know_who_is_to_be_asked(walk: Walk, service: str) -> None:
    ours, theirs = found(walk, service=service), walk.to("closure")
    assert (row_of(walk, ours).is_owners_word, row_of(walk, theirs).is_owners_word) == (True, False)
    walk.later(days=2)
    draft = walk.cases.handovers.draft(walk.me)
    kinds = {line.incident: line.kind for line in draft.lines}
    assert (kinds[ours], kinds[theirs]) == ("confirm_owner", "confirm")
