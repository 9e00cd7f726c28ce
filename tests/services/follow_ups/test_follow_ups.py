"""Follow-ups: owner, day and state, on the record of an incident that may have ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.follow_ups import KINDS, OPEN_STATES, STATES
from incidentdesk.domain.records import Entry, Person
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.follow_ups.follow_ups import FollowUpQuestion
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk

TODAY = date(2026, 11, 23)
TEXT = "Block the driver update on all label printers"


def add(walk: Walk, uid: str, **values: str) -> str:
    made, _changes = walk.cases.follow_ups.add(uid, {"text": TEXT} | values, walk.me)
    return made.uid


def told(walk: Walk, uid: str) -> list[tuple[str, str]]:
    page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    entries = [one for one in page.entries if one.kind.startswith("follow_up")]
    return [(said.headline, said.detail) for said in (entry_text(one, page, texts) for one in entries)]


def last(walk: Walk, uid: str) -> Entry:
    return walk.page(uid).entries[-1]


def test_one_is_mine_and_due_in_two_weeks_where_nothing_else_is_said(walk: Walk) -> None:
    uid = walk.log()
    made, changes = walk.cases.follow_ups.add(uid, {"text": f"  {TEXT} "}, walk.me)
    assert (made.text, made.kind, made.owner, made.owner_name) == (TEXT, "task", walk.me, "M. Oyelaran")
    assert (made.due, made.state, made.name) == (TODAY + timedelta(days=14), "open", "INC-2026-000001/1")
    assert changes.incidents == {uid}
    assert walk.page(uid).follow_ups == (made,) == walk.cases.follow_ups.of("inc-2026-000001")


def test_each_change_is_on_the_timeline_in_words(walk: Walk) -> None:
    sato = walk.cases.people.write_person(Person("", "K. Sato"), walk.me)[0]
    uid = walk.log()
    name = add(walk, uid, kind="monitor", owner="k. sato", due="2026-12-10")
    walk.cases.follow_ups.change(name, {"owner": walk.me, "due": "2026-12-11"}, walk.me)
    walk.cases.follow_ups.change(name, {"state": "done"}, sato.uid)
    assert told(walk, uid) == [
        ("Follow-up 1 added", f"{TEXT} · K. Sato · due 10 Dec 2026"),
        ("Follow-up 1 changed", f"{TEXT}\nOwner: K. Sato → M. Oyelaran\nDue: 10 Dec 2026 → 11 Dec 2026"),
        ("Follow-up 1: done", TEXT),
    ]
    assert last(walk, uid).author == sato.uid
    done = walk.cases.follow_ups.one(name)
    assert (done.ended, done.ended_by) == (walk.time.now(), sato.uid)


def test_a_change_that_changes_nothing_tells_nothing(walk: Walk) -> None:
    uid = walk.log()
    name = add(walk, uid)
    before = len(walk.page(uid).entries)
    walk.cases.follow_ups.change(name, {"text": TEXT, "state": "open"}, walk.me)
    assert len(walk.page(uid).entries) == before


def test_dropping_needs_a_why_which_goes_when_it_is_taken_up_again(walk: Walk) -> None:
    name = add(walk, walk.log())
    with pytest.raises(UsageError, match="needs a reason"):
        walk.cases.follow_ups.change(name, {"state": "dropped"}, walk.me)
    why = {"state": "dropped", "why_dropped": "The printers go in March"}
    dropped, _changes = walk.cases.follow_ups.change(name, why, walk.me)
    assert (dropped.why_dropped, dropped.is_open) == ("The printers go in March", False)
    again, _changes = walk.cases.follow_ups.change(name, {"state": "doing"}, walk.me)
    assert (again.why_dropped, again.ended, again.ended_by) == ("", None, "")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": " "}, "needs a text"),
        ({"kind": "wish"}, "no kind"),
        ({"owner": "Nobody Known"}, "Nobody who works here"),
        ({"owner": "Gone Away"}, "Nobody who works here"),
        ({"due": "tomorrow"}, "no day"),
        ({"colour": "red"}, "has no “colour”"),
    ],
)
def test_what_is_wrong_is_refused_with_its_name(walk: Walk, values: dict[str, str], words: str) -> None:
    walk.cases.people.write_person(Person("", "Gone Away", active=False), walk.me)
    uid = walk.log()
    with pytest.raises(UsageError, match=words):
        add(walk, uid, **values)
    assert walk.page(uid).follow_ups == ()


def test_who_only_reads_may_not_add_or_change(walk: Walk) -> None:
    reader = walk.cases.people.write_person(Person("", "Rea Der", "read_only"), walk.me)[0]
    uid = walk.log()
    name = add(walk, uid)
    with pytest.raises(RefusedError, match="Rea Der may not"):
        walk.cases.follow_ups.add(uid, {"text": TEXT}, reader.uid)
    with pytest.raises(RefusedError, match="Rea Der may not"):
        walk.cases.follow_ups.change(name, {"state": "done"}, reader.uid)


def test_they_outlive_their_incident_and_are_worked_on_when_it_is_closed(walk: Walk) -> None:
    uid = walk.closed()
    before = walk.page(uid).incident
    name = add(walk, uid)
    walk.cases.follow_ups.change(name, {"state": "done", "link": "https://git.example/7"}, walk.me)
    after = walk.page(uid).incident
    assert (after.status, after.stage, after.closed) == ("closed", before.stage, before.closed)
    assert walk.page(uid).follow_ups[0].link == "https://git.example/7"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(walk: Walk) -> None:
    name = add(walk, walk.log())
    walk.cases.follow_ups.change(name, {"text": "Block it everywhere"}, walk.me)
    with pytest.raises(RefusedError, match="Block it everywhere"):
        walk.cases.follow_ups.change(name, {"text": "Block it here"}, walk.me, {"text": TEXT})
    kept, _changes = walk.cases.follow_ups.change(name, {"kind": "change"}, walk.me, {"kind": "task"})
    assert (kept.text, kept.kind) == ("Block it everywhere", "change")


def test_a_name_that_nobody_has_is_told(walk: Walk) -> None:
    add(walk, walk.log())
    assert walk.cases.follow_ups.one("inc-2026-000001/1").text == TEXT
    for name in ("INC-2026-000001/2", "INC-2026-000009/1", "nonsense", "/"):
        with pytest.raises(UsageError, match="no follow-up"):
            walk.cases.follow_ups.one(name)


def test_a_list_has_what_is_late_first_and_what_ended_last(walk: Walk) -> None:
    uid = walk.log()
    for text, due, state in (
        ("later", "2026-12-20", "open"),
        ("ended", "2026-11-01", "done"),
        ("late", "2026-11-22", "doing"),
        ("today", "2026-11-23", "open"),
    ):
        add(walk, uid, text=text, due=due, state=state)
    find = walk.cases.follow_ups.find
    assert [one.text for one in find(FollowUpQuestion("")).items] == ["late", "today", "later", "ended"]
    assert [one.text for one in find(FollowUpQuestion("ended")).items] == ["ended"]
    page = find(FollowUpQuestion("open"), 1, 1)
    assert ([one.text for one in page.items], page.total, page.today) == (["today"], 3, TODAY)
    assert [one.text for one in walk.cases.follow_ups.overdue().items] == ["late"]
    walk.later(days=1)
    assert [one.text for one in walk.cases.follow_ups.overdue(walk.me).items] == ["late", "today"]


def test_words_are_looked_for_in_text_title_and_number(walk: Walk) -> None:
    first, second = walk.log(title="Étiquettes vides"), walk.log()
    add(walk, first)
    add(walk, second, text="Write a runbook")

    def found(text: str) -> int:
        return walk.cases.follow_ups.find(FollowUpQuestion("", text=text)).total

    assert [found(text) for text in ("DRIVER", "étiquettes block", "000002", "runbook vides", "")] == [
        1,
        1,
        1,
        0,
        2,
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lists_agree_with_what_each_says_of_itself(walk: Walk, data: Any) -> None:
    uid = walk.log()
    for _number in range(data.draw(st.integers(1, 5))):
        state = data.draw(st.sampled_from(STATES))
        name = add(walk, uid, kind=data.draw(st.sampled_from(KINDS)))
        due = TODAY + timedelta(days=data.draw(st.integers(-3, 3)))
        walk.cases.follow_ups.change(
            name, {"due": due.isoformat(), "state": state, "why_dropped": "no time"}, walk.me
        )
    every = walk.cases.follow_ups.find(FollowUpQuestion(""), 1000).items
    for question in (FollowUpQuestion("open"), FollowUpQuestion("overdue"), FollowUpQuestion("ended")):
        kind = data.draw(st.sampled_from(("", *KINDS)))
        page = walk.cases.follow_ups.find(FollowUpQuestion(question.state, walk.me, kind), 1000)
        wanted = {
            "open": lambda one: one.state in OPEN_STATES,
            "overdue": lambda one: one.is_overdue(TODAY),
            "ended": lambda one: one.ended is not None,
        }[question.state]
        assert {one.uid for one in page.items} == {
            one.uid for one in every if wanted(one) and kind in ("", one.kind)
        }
        assert page.total == len(page.items)
    assert all((one.state == "dropped") == bool(one.why_dropped) for one in every)
