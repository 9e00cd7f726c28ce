"""What is restricted does not spread into what everybody reads; what others do tells them nothing of it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from incidentdesk.base.errors import RefusedError
from incidentdesk.services.desk.seeing import RestrictedError
from incidentdesk.services.lists.bulk import BulkAction
from incidentdesk.services.outages.outages import NewCaller
from services.secret_desk import MARK, SecretDesk, make_secret_desk
from walk import CLOSURE, Walk


@pytest.fixture
def secret(walk: Walk) -> SecretDesk:
    return make_secret_desk(walk)


@pytest.fixture
def inside(secret: SecretDesk) -> Walk:
    """The one who is named."""
    return Walk(secret.cases, secret.walk.time, secret.insider, secret.uids["reporter"])


def pages_of(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_what_is_logged_again_stays_restricted(secret: SecretDesk) -> None:
    cases = secret.cases
    with cases.desk.seen_by(secret.insider):
        logged = cases.log.again(secret.uids["closed"], secret.insider)
        again = cases.restricted.view(logged.uid)
        old = cases.restricted.view(secret.uids["closed"])
    assert again.restricted
    assert {one.person for one in again.sees} >= {one.person for one in old.sees}
    with cases.desk.seen_by(secret.crew.uid("lead")):
        assert MARK not in repr(cases.search.find(MARK))
        with pytest.raises(RestrictedError):
            cases.pages.incident(logged.uid, secret.crew.uid("lead"))


def test_a_part_of_it_that_everybody_reads_takes_no_words_over(secret: SecretDesk, inside: Walk) -> None:
    cases, me = secret.cases, secret.insider
    with cases.desk.seen_by(me):
        inside.classify(secret.plain)
        cases.outages.make_child(secret.plain, secret.itil, me)
        verdicts = {one.uid: one for one in cases.outages.preview_resolve(secret.itil, me)}
        assert not verdicts[secret.plain].will
        assert "restrict it to the same people" in str(verdicts[secret.plain].why)
        cases.outages.resolve_children(secret.itil, [secret.plain], me)
        assert MARK not in repr(cases.pages.incident(secret.plain, me).stages)
        cases.restricted.restrict(secret.plain, "other", "Hers", me, people=["A. Gent"])
        verdicts = {one.uid: one for one in cases.outages.preview_resolve(secret.itil, me)}
        assert "to the same people" in str(verdicts[secret.plain].why), "A. Gent may not read the outage"
        cases.restricted.unname(secret.plain, secret.crew.uid("agent"), "Not theirs", me)
        verdicts = {one.uid: one for one in cases.outages.preview_resolve(secret.itil, me)}
        assert "to the same people" not in str(verdicts[secret.plain].why)


def test_a_report_that_all_open_tells_what_all_may_know(secret: SecretDesk, inside: Walk) -> None:
    cases, me = secret.cases, secret.insider
    with cases.desk.seen_by(me):
        open_one = inside.log(title=f"Merged {MARK}")
        cases.restricted.restrict(open_one, "other", "x", me)
        plain = walked(inside)
        cases.outages.merge(open_one, plain, me)
        cases.outages.link(plain, secret.room, "related", me)
        inside.close(plain)
        shown = cases.reporting.preview(plain, me).data
        _report, data, _changes = cases.reporting.issue(plain, me)
    assert (MARK in pages_of(shown), MARK in pages_of(data)) == (False, False)
    assert secret.numbers[1] not in pages_of(data)


def walked(inside: Walk) -> str:
    uid = inside.log(title="A plain outage")
    inside.classify(uid)
    inside.investigate(uid)
    inside.resolve(uid)
    return uid


@pytest.fixture
def outage(secret: SecretDesk, inside: Walk) -> str:
    """An outage that is resolved, with a part that is kept from others, whose reporter called about it."""
    cases, me = secret.cases, secret.insider
    uid = walked(secret.walk)
    with cases.desk.seen_by(me):
        part = inside.log(title="A part")
        cases.outages.make_child(part, uid, me)
        cases.restricted.restrict(part, "other", "Hers", me)
    return uid


def test_others_work_on_an_outage_as_if_no_part_were_kept_from_them(secret: SecretDesk, outage: str) -> None:
    cases, me = secret.cases, secret.crew.uid("lead")
    number = cases.pages.incident(outage, me).incident.number
    added = cases.outages.add_caller(outage, NewCaller(reporter=secret.uids["reporter"]), me)
    assert not added.again, "that they called about the part is told nobody"
    with cases.desk.seen_by(me):
        lines = cases.outages.callers(outage).lines
        assert [one.number for one in lines] == [number, number]
        cases.outages.reach(outage, [one.uid for one in lines], "reached", me)
        cases.stages.save(outage, CLOSURE, {}, me)
        assert cases.stages.complete(outage, "closure", me).status == "closed"
        told = [one for one in cases.pages.incident(outage, me).entries if one.kind == "callers_told"]
    assert [(one.parameters["count"], one.parameters["callers"]) for one in told] == [(2, 2)]


def test_others_are_not_told_which_restricted_one_an_incident_belongs_to(
    secret: SecretDesk, inside: Walk
) -> None:
    cases, me, other = secret.cases, secret.insider, secret.crew.uid("lead")
    top, plain = inside.log(title="Top"), secret.plain
    with cases.desk.seen_by(me):
        number = cases.restricted.view(top).number
        cases.outages.make_child(plain, top, me)
        merged = inside.log(title="Merged")
        cases.outages.merge(merged, top, me)
        cases.restricted.restrict(top, "other", "Hers", me)
    mine = secret.walk.log(title="Another")
    for act in (
        lambda: cases.outages.make_child(plain, mine, other),
        lambda: cases.outages.merge(plain, mine, other),
        lambda: cases.outages.make_child(mine, merged, other),
        lambda: cases.stages.save(merged, {"title": "x"}, {}, other),
    ):
        with pytest.raises(RefusedError, match="restricted incident") as refused:
            act()
        assert number not in str(refused.value)


def test_who_takes_the_next_one_gets_what_they_may_see(secret: SecretDesk, inside: Walk) -> None:
    cases, me = secret.cases, secret.crew.uid("agent")
    with cases.desk.seen_by(secret.insider):
        urgent = inside.log(title="Nobody has it", urgent=True)
        cases.restricted.restrict(urgent, "other", "Hers", secret.insider)
    assert cases.home.take_next(me).uid == secret.plain
    with pytest.raises(RefusedError, match="Every incident has someone"):
        cases.home.take_next(me)


def test_a_bulk_change_refuses_what_is_kept_and_does_the_rest(secret: SecretDesk) -> None:
    cases, me = secret.cases, secret.crew.uid("lead")
    uids, action = [secret.itil, secret.plain], BulkAction("assign", person=me)
    with cases.desk.seen_by(me):
        for done in (cases.bulk.preview(action, uids, me), cases.bulk.apply(action, uids, me)):
            assert (done.lines[0].verdict, done.lines[0].number, done.lines[0].title) == (
                "refused",
                secret.numbers[0],
                "Restricted incident",
            )
            assert done.lines[1].verdict == "changes"
    with cases.desk.seen_by(secret.insider):
        cases.restricted.restrict(secret.plain, "other", "Hers", me)
        cases.restricted.name(secret.plain, secret.insider, me)
        cases.lifecycle.assign(secret.plain, secret.insider, secret.insider)
        cases.restricted.unname(secret.plain, me, "moved on", secret.insider)
    assert [one.verdict for one in cases.bulk.undo(done, me).lines] == ["refused"]


def test_what_was_logged_and_restricted_since_is_not_logged_twice(secret: SecretDesk) -> None:
    cases, me = secret.cases, secret.crew.uid("agent")
    with pytest.raises(RestrictedError):
        cases.log.log({"title": "Once more"}, me, uid=secret.itil)
    with pytest.raises(RestrictedError):
        cases.raising.raise_one("Once more", me, uid=secret.room)
