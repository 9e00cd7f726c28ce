"""Who may do what: every use case refuses by the same rule, changes nothing then, and says who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crew import NAMES, ROLES_IN_WORDS, Crew, hire
from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.domain.rights import RIGHTS, ROLES, Right, may, right_to_write, roles_with
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.desk.rights import NotAllowedError, who_may
from incidentdesk.services.lists.bulk import BulkAction
from incidentdesk.services.lists.views import View
from walk import CLOSURE, Walk


@dataclass(frozen=True)
class Try:
    """Something to try: what it needs is made ready by ``ready``, by the administrator."""

    name: str
    right: Right
    act: Callable[[Walk, Any, str], object]
    ready: Callable[[Walk], Any] = lambda walk: walk.log()


BY_HAND: dict[str, JsonValue] = {"priority_override": "P1", "priority_reason": "The minister calls"}
WAIVED: dict[str, JsonValue] = {"reporters_word": "not_needed", "word_reason": "Found by monitoring"}
QUICK = BulkAction("assign", person="")


def _cancelled(walk: Walk) -> str:
    uid = walk.log()
    walk.cases.lifecycle.cancel(uid, "test", walk.me)
    return uid


def _held(walk: Walk) -> str:
    uid = walk.log()
    walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me)
    return uid


def _override(walk: Walk) -> str:
    uid = walk.log()
    walk.save(uid, **BY_HAND)
    return uid


def _closed_by_bulk(walk: Walk) -> Any:
    uid = walk.to("closure")
    walk.save(uid, **CLOSURE)
    return walk.cases.bulk.apply(BulkAction("complete", stage="closure"), [uid], walk.me)


def _undo_bulk(walk: Walk, done: Any, me: str) -> None:
    for line in walk.cases.bulk.undo(done, me).having("refused"):
        assert line.error is not None
        raise line.error


def _in_bulk(walk: Walk, uid: str, me: str, values: dict[str, JsonValue]) -> None:
    action = BulkAction("set", values=values)
    (seen,) = walk.cases.bulk.preview(action, [uid], me).lines
    (line,) = walk.cases.bulk.apply(action, [uid], me).lines
    assert (seen.verdict, seen.why) == (line.verdict, line.why)
    if line.error is not None:
        raise line.error


def _reporter(walk: Walk) -> Reporter:
    return walk.cases.people.write_reporter(Reporter("", "Dana"), "")[0]


def _item(walk: Walk) -> RegisterItem:
    return walk.cases.people.write_item(RegisterItem("", "device", "PRN-3"), "")[0]


def _person(walk: Walk) -> Person:
    number = len(walk.cases.people.staff())
    return walk.cases.people.write_person(Person("", f"New {number}"), "")[0]


WORK = (
    Try("log", Right.WORK, lambda w, _u, me: w.cases.log.log({"title": "Broken"}, me)),
    Try("save", Right.WORK, lambda w, u, me: w.cases.stages.save(u, {"description": "More"}, {}, me)),
    Try("complete", Right.WORK, lambda w, u, me: w.cases.stages.complete(u, "identification", me)),
    Try("quick", Right.WORK, lambda w, u, me: w.cases.quick.fix(u, {"category": "software.printing"}, me)),
    Try("assign", Right.WORK, lambda w, u, me: w.cases.lifecycle.assign(u, me, me)),
    Try("hold", Right.WORK, lambda w, u, me: w.cases.lifecycle.hold(u, "awaiting_user", me)),
    Try("resume", Right.WORK, lambda w, u, me: w.cases.lifecycle.resume(u, me), _held),
    Try("cancel", Right.WORK, lambda w, u, me: w.cases.lifecycle.cancel(u, "test", me)),
    Try("note", Right.WORK, lambda w, u, me: w.cases.conversation.note(u, "Called.", me)),
    Try("attach", Right.WORK,
        lambda w, u, me: w.cases.conversation.attach(u, file_from_bytes("a.txt", b"a"), me)),
    Try("link", Right.WORK, lambda w, u, me: w.cases.similar.link_duplicate(u, w.log(title="Other"), me)),
    Try("issue", Right.WORK, lambda w, u, me: w.cases.reporting.issue(u, me), lambda w: w.closed()),
    Try("bulk", Right.WORK, lambda w, u, me: w.cases.bulk.apply(QUICK, [u], me)),
    Try("preview", Right.WORK, lambda w, u, me: w.cases.bulk.preview(QUICK, [u], me)),
    Try("reporter", Right.WORK, lambda w, _u, me: w.cases.people.write_reporter(Reporter("", "Ina"), me)),
    Try("item", Right.WORK,
        lambda w, _u, me: w.cases.people.write_item(RegisterItem("", "place", f"Ward {me}"), me)),
    Try("shared view", Right.WORK, lambda w, _u, me: w.cases.views.save(View("", f"Ours {me}", None), me)),
)  # fmt: skip

OTHERS = (
    Try("override", Right.OVERRIDE_PRIORITY, lambda w, u, me: w.cases.stages.save(u, BY_HAND, {}, me)),
    Try("override no more", Right.OVERRIDE_PRIORITY,
        lambda w, u, me: w.cases.stages.save(u, {"priority_override": None}, {}, me), _override),
    Try("log with override", Right.OVERRIDE_PRIORITY,
        lambda w, _u, me: w.cases.log.log({"title": "Broken", **BY_HAND}, me)),
    Try("quick with override", Right.OVERRIDE_PRIORITY, lambda w, u, me: w.cases.quick.fix(u, BY_HAND, me)),
    Try("override in bulk", Right.OVERRIDE_PRIORITY, lambda w, u, me: _in_bulk(w, u, me, BY_HAND)),
    Try("undo an override in bulk", Right.OVERRIDE_PRIORITY, _undo_bulk,
        lambda w: w.cases.bulk.apply(BulkAction("set", values=BY_HAND), [w.log()], w.me)),
    Try("waive", Right.WAIVE_WORD, lambda w, u, me: w.cases.stages.save(u, WAIVED, {}, me)),
    Try("log waived", Right.WAIVE_WORD, lambda w, _u, me: w.cases.log.log({"title": "Broken", **WAIVED}, me)),
    Try("quick, waived", Right.WAIVE_WORD, lambda w, u, me: w.cases.quick.fix(u, WAIVED, me)),
    Try("waive in bulk", Right.WAIVE_WORD, lambda w, u, me: _in_bulk(w, u, me, WAIVED)),
    Try("reopen", Right.REOPEN, lambda w, u, me: w.cases.lifecycle.reopen(u, "It is back", me),
        lambda w: w.closed()),
    Try("reopen what is resolved", Right.REOPEN,
        lambda w, u, me: w.cases.lifecycle.reopen(u, "It is back", me), lambda w: w.to("closure")),
    Try("reopen what is cancelled", Right.REOPEN,
        lambda w, u, me: w.cases.lifecycle.reopen(u, "It is back", me), _cancelled),
    Try("go back from resolved", Right.REOPEN,
        lambda w, u, me: w.cases.stages.send_back(u, "resolution", "Hm", me), lambda w: w.to("closure")),
    Try("take back the close of others", Right.REOPEN,
        lambda w, u, me: w.cases.lifecycle.undo_close(u, me), lambda w: w.closed()),
    Try("take back the close of others in bulk", Right.REOPEN, _undo_bulk, _closed_by_bulk),
    Try("retire a reporter", Right.REGISTERS,
        lambda w, one, me: w.cases.people.write_reporter(replace(one, active=False), me), _reporter),
    Try("retire an item", Right.REGISTERS,
        lambda w, one, me: w.cases.people.write_item(replace(one, active=False), me), _item),
    Try("organisation", Right.SETTINGS,
        lambda w, _u, me: w.cases.administration.name_organisation("Clinic", "Desk", None, me)),
    Try("no logo", Right.SETTINGS, lambda w, _u, me: w.cases.administration.remove_logo(me)),
    Try("list", Right.SETTINGS, lambda w, _u, me: w.cases.administration.write_list(
        "outcomes", w.cases.administration.settings().lists["outcomes"], me)),
    Try("default process", Right.SETTINGS, lambda w, _u, me: w.cases.administration.make_default("itil", me)),
    Try("add a person", Right.SETTINGS,
        lambda w, _u, me: w.cases.people.write_person(Person("", f"New {me}"), me)),
    Try("change a person", Right.SETTINGS,
        lambda w, one, me: w.cases.people.write_person(replace(one, role="lead"), me), _person),
)  # fmt: skip


@pytest.fixture
def crew(walk: Walk) -> Crew:
    """Somebody of each role."""
    return hire(walk.cases)


@pytest.mark.parametrize("one", WORK + OTHERS, ids=lambda one: one.name)
def test_what_a_role_may_not_do_is_refused_and_says_who_may(walk: Walk, crew: Crew, one: Try) -> None:
    for role in sorted(ROLES, key=lambda role: may(role, one.right)):  # those who are refused come first
        thing, me = one.ready(walk), crew.uid(role)
        before = walk.cases.desk.change_seq()
        if may(role, one.right):
            one.act(walk, thing, me)
            continue
        with pytest.raises(NotAllowedError) as refused:
            one.act(walk, thing, me)
        needed = one.right if may(role, Right.WORK) else Right.WORK
        assert f"{NAMES[role]} may not" in refused.value.message
        assert f"; {ROLES_IN_WORDS[refused.value.right]} may." in refused.value.message
        assert NAMES["administrator"] in refused.value.next_step
        assert refused.value.right in {needed, one.right}
        if one.name not in {"link"}:  # which logs what it links to
            assert _kept_out(walk, before, one)


def _kept_out(walk: Walk, before: int, one: Try) -> bool:
    """Whether nothing was changed since ``before``; an act in bulk has a transaction, with nothing in it."""
    after = walk.cases.desk.change_seq()
    return after == before or ("bulk" in one.name and after == before + 1)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_searches_previews_and_exports(
    walk: Walk, crew: Crew, role: str, tmp_path: Path
) -> None:
    me, uid, cases = crew.uid(role), walk.closed(), walk.cases
    number = cases.pages.incident(uid, me).incident.number
    assert cases.reporting.preview(uid, me).pages > 0
    assert [hit.row.number for hit in cases.search.find("labels").hits] == [number]
    assert cases.exporting.whole_desk(tmp_path / "desk.json").incidents == 1
    view, _changes = cases.views.save(View("", "Mine alone", None, owner=me), me)
    cases.views.move(view.key, -1, me)
    cases.views.remove(view.key, me)
    cases.views.restore(view.key, me)
    assert view.key in [one.key for one in cases.views.all(me)]


def test_who_only_reads_changes_no_shared_view(walk: Walk, crew: Crew) -> None:
    shared, _changes = walk.cases.views.save(View("", "Ours", None), walk.me)
    views, me = walk.cases.views, crew.uid("read_only")
    for act in (views.remove, views.restore, lambda key, me: views.move(key, 1, me)):
        with pytest.raises(NotAllowedError, match=r"R\. Eads may not change anything"):
            act(shared.key, me)


def test_an_agent_takes_an_own_close_back_for_a_while(walk: Walk, crew: Crew) -> None:
    own = replace(walk, me=crew.uid("agent"))
    uid = own.closed()
    own.later(minutes=15)
    own.cases.lifecycle.undo_close(uid, own.me)
    assert own.page(uid).incident.status == "resolved"
    own.close(uid)
    own.later(minutes=16)
    with pytest.raises(RefusedError, match="more than 15 minutes"):
        own.cases.lifecycle.undo_close(uid, own.me)


def test_an_agent_takes_an_own_bulk_act_back_for_a_while(walk: Walk, crew: Crew) -> None:
    own = replace(walk, me=crew.uid("agent"))
    done = _closed_by_bulk(own)
    _undo_bulk(own, done, own.me)
    assert own.page(done.lines[0].uid).incident.status == "resolved"
    done = _closed_by_bulk(own)
    own.later(minutes=16)
    with pytest.raises(NotAllowedError, match=r"A\. Gent may not reopen an incident"):
        _undo_bulk(own, done, own.me)
    assert own.page(done.lines[0].uid).incident.status == "closed"


@pytest.mark.parametrize("word", [{"retest": "failed"}, {"reporters_word": "not_restored"}])
def test_a_fix_that_failed_goes_back_without_reopening(walk: Walk, crew: Crew, word: dict[str, Any]) -> None:
    own = replace(walk, me=crew.uid("agent"))
    uid = own.to("closure")
    back = own.refused(uid, "closure", **word).fall_back
    assert back is not None
    own.cases.stages.send_back(uid, back.back_to, back.say, own.me)
    assert own.page(uid).incident.status == "in_progress"


def test_what_a_lead_waived_an_agent_closes(walk: Walk, crew: Crew) -> None:
    uid, agent = walk.to("closure"), crew.uid("agent")
    walk.cases.stages.save(uid, WAIVED, {}, crew.uid("lead"))
    rest = {key: value for key, value in CLOSURE.items() if key != "reporters_word"}
    assert replace(walk, me=agent).complete(uid, "closure", **rest) == "closed"


def test_many_who_may_are_named_shortly() -> None:
    staff = [Person(str(number), f"P{number}") for number in range(9)]
    said = who_may(
        [*staff, Person("x", "Reader", "read_only"), Person("y", "Left", active=False)], Right.WORK
    )
    assert said == (
        "Only agents, leads and administrators may change anything. Ask P0, P1, P2, P3 or others."
    )
    assert "Nobody here may" in who_may([], Right.SETTINGS)


@given(role=st.sampled_from([*ROLES, "", "king"]), right=st.sampled_from(Right))
def test_roles_and_rights_agree(role: str, right: Right) -> None:
    assert may(role, right) == (role in roles_with(right)) == (right in RIGHTS.get(role, ()))
    assert not may(role, right) or may("administrator", right), "an administrator may do all that others may"
    assert not may(role, right) or may(role, Right.WORK), "who may do anything may do the work"


@given(
    field=st.sampled_from(["title", "impact", "priority", "word_reason", "retest", "reporters_word"]),
    value=st.sampled_from([None, "", "restored", "no_answer", "not_restored", "P1", True]),
)
def test_the_work_itself_takes_no_other_right(field: str, value: JsonValue) -> None:
    assert right_to_write(field, value) is None
