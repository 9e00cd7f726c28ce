"""Restricting an incident: who opens it, what is logged of that, its notice and its evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crew import Crew, hire
from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.desk.seeing import RestrictedError
from incidentdesk.services.exports.exporting import EVERYTHING
from incidentdesk.services.restricted.custody import Step
from incidentdesk.services.restricted.restricted import RestrictedView
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk, exact


@pytest.fixture
def crew(walk: Walk) -> Crew:
    return hire(walk.cases)


def restricted(walk: Walk, *people: str, ground: str = "personnel", by: str = "") -> str:
    uid = walk.log()
    walk.cases.restricted.restrict(uid, ground, "A quarrel", by or walk.me, people=people)
    return uid


def opens(walk: Walk, uid: str, who: str) -> bool:
    with walk.cases.desk.seen_by(who):
        try:
            walk.cases.pages.incident(uid, who)
        except RestrictedError:
            return False
        return True


def view(walk: Walk, uid: str, who: str = "") -> RestrictedView:
    with walk.cases.desk.seen_by(who or walk.me):
        return walk.cases.restricted.view(uid)


def told(walk: Walk, uid: str, kind: str) -> list[tuple[str, str]]:
    with walk.cases.desk.seen_by(walk.me):
        page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    said = [entry_text(one, page, texts) for one in page.entries if one.kind == kind]
    return [(one.headline, one.detail) for one in said]


def test_who_has_no_pin_and_lends_their_name_is_told(walk: Walk, crew: Crew) -> None:
    uid = restricted(walk, "A. Gent")
    assert view(walk, uid).without_pin == {walk.me, crew.uid("agent")}
    walk.cases.signing_in.set_pin("2847", crew.uid("agent"))
    assert view(walk, uid).without_pin == {walk.me}


def test_who_restricted_it_and_those_named_open_it_and_nobody_else(walk: Walk, crew: Crew) -> None:
    uid = restricted(walk, "A. Gent")
    assert opens(walk, uid, walk.me)
    assert opens(walk, uid, crew.uid("agent"))
    assert not any(opens(walk, uid, crew.uid(role)) for role in ("lead", "administrator", "read_only"))
    assert not opens(walk, uid, "")
    assert told(walk, uid, "restricted") == [("Restricted: Personnel", "A quarrel\nNamed: A. Gent")]


def test_the_assignee_opens_it_as_long_as_they_follow_up(walk: Walk, crew: Crew) -> None:
    uid, lead = restricted(walk), crew.uid("lead")
    walk.cases.lifecycle.assign(uid, lead, walk.me)
    assert opens(walk, uid, lead)
    walk.cases.lifecycle.assign(uid, walk.me, lead)
    assert not opens(walk, uid, lead)


def test_who_has_or_is_offered_command_opens_it(walk: Walk, crew: Crew) -> None:
    cases, agent, lead = walk.cases, crew.uid("agent"), crew.uid("lead")
    uid = cases.raising.raise_one("Intruder", walk.me, levels=["sev1"]).uid
    cases.lifecycle.assign(uid, "", walk.me)
    cases.restricted.restrict(uid, "security", "They read along", agent)
    assert opens(walk, uid, walk.me), "who declared it is in command"
    with cases.desk.seen_by(walk.me):
        cases.response.offer_command(uid, "L. Eads", "fatigue", {"state": "Cut off"}, walk.me)
        assert opens(walk, uid, lead)
        cases.response.accept_command(uid, lead)
    assert opens(walk, uid, lead)
    assert not opens(walk, uid, walk.me)


def test_nothing_can_be_done_with_what_one_may_not_open(walk: Walk, crew: Crew) -> None:
    uid, lead = restricted(walk), crew.uid("lead")
    for act in (
        lambda: walk.cases.conversation.note(uid, "Hello", lead),
        lambda: walk.cases.lifecycle.assign(uid, lead, lead),
        lambda: walk.cases.restricted.name(uid, lead, lead),
        lambda: walk.cases.restricted.lift(uid, "Because", lead),
    ):
        with pytest.raises(RestrictedError, match=r"only those who are named open it\. Ask M\. Oyelaran"):
            act()


def test_naming_and_unnaming_stand_on_the_timeline(walk: Walk, crew: Crew) -> None:
    uid, agent = restricted(walk), crew.uid("agent")
    walk.cases.restricted.name(uid, "A. Gent", walk.me, reason="Knows the machine")
    assert opens(walk, uid, agent)
    with pytest.raises(RefusedError, match=r"A\. Gent is named already"):
        walk.cases.restricted.name(uid, agent, walk.me)
    walk.cases.restricted.unname(uid, "A. Gent", "Done", walk.me)
    assert not opens(walk, uid, agent)
    with pytest.raises(RefusedError, match="the last one who is named"):
        walk.cases.restricted.unname(uid, walk.me, "Done", walk.me)
    assert told(walk, uid, "restricted_named") == [("A. Gent may open it", "Knows the machine")]
    assert told(walk, uid, "restricted_unnamed") == [("A. Gent may no longer open it", "Done")]


def test_lifting_needs_a_reason_and_opens_it_to_all(walk: Walk, crew: Crew) -> None:
    uid, lead = restricted(walk), crew.uid("lead")
    with pytest.raises(UsageError, match="Say why"):
        walk.cases.restricted.lift(uid, " ", walk.me)
    walk.cases.restricted.lift(uid, "Settled", walk.me)
    assert opens(walk, uid, lead)
    assert told(walk, uid, "restriction_lifted") == [("No longer restricted", "Settled")]
    walk.cases.restricted.restrict(uid, "personnel", "Again", lead)
    assert not opens(walk, uid, walk.me), "who was named before is not named now"


def test_an_administrator_names_himself_with_a_reason_that_all_named_see(walk: Walk, crew: Crew) -> None:
    uid, admin = restricted(walk, by=crew.uid("agent")), crew.uid("administrator")
    walk.me = crew.uid("agent")
    for role in ("lead", "read_only"):
        with pytest.raises(NotAllowedError):
            walk.cases.restricted.break_glass(uid, "Curious", crew.uid(role))
    with pytest.raises(UsageError, match="Say why"):
        walk.cases.restricted.break_glass(uid, "", admin)
    assert not opens(walk, uid, admin)
    walk.cases.restricted.break_glass(uid, "A. Gent is ill", admin)
    assert opens(walk, uid, admin)
    assert told(walk, uid, "restricted_broken") == [("An administrator named themselves", "A. Gent is ill")]
    assert [(one.name, one.how) for one in view(walk, uid).sees] == [
        ("A. Gent", "restricted"), ("Ad Ministers", "break_glass"),
    ]  # fmt: skip


def test_each_visit_is_logged_once(walk: Walk, crew: Crew) -> None:
    uid, agent = restricted(walk, "A. Gent"), crew.uid("agent")
    for minutes in (0, 10, 25, 25, 40):
        walk.later(minutes=minutes)
        assert opens(walk, uid, agent)
    assert not opens(walk, uid, crew.uid("lead"))
    walk.cases.desk.way = "window"
    assert opens(walk, uid, agent)
    visits = [(one.name, one.way) for one in view(walk, uid).openings if one.person == agent]
    assert visits == [("A. Gent", "window"), ("A. Gent", "command_line"), ("A. Gent", "command_line")]


def test_an_export_counts_as_an_opening(walk: Walk, crew: Crew, tmp_path: Path) -> None:
    uid, agent = restricted(walk, "A. Gent"), crew.uid("agent")
    with walk.cases.desk.seen_by(agent):
        walk.cases.exporting.to_csv(tmp_path / "a.csv", EVERYTHING, agent)
    assert {one.person for one in view(walk, uid).openings} == {agent}


def test_the_notice_of_a_security_incident_is_due_72_hours_after_its_detection(walk: Walk) -> None:
    uid = walk.log(detected=exact(walk.time.now().local() - timedelta(hours=2)))
    walk.cases.restricted.restrict(uid, "security", "Data copied", walk.me)
    notice = view(walk, uid).notice
    assert notice.minutes_left(walk.time.now()) == 70 * 60
    walk.later(hours=71)
    with walk.cases.desk.seen_by(walk.me):
        (due,) = walk.cases.notices.due()
    assert due.uid == uid
    assert due.due.ms - walk.time.now().ms == -3_600_000
    with pytest.raises(UsageError, match="Say why"):
        walk.cases.restricted.set_notice(uid, "notified", walk.me)
    walk.cases.restricted.set_notice(uid, "notified", walk.me, reason="File 7 at the authority")
    with walk.cases.desk.seen_by(walk.me):
        assert walk.cases.notices.due() == ()
    assert told(walk, uid, "restricted_notice") == [("Legal notice given", "File 7 at the authority")]


def test_only_those_who_see_it_are_told_of_its_notice(walk: Walk, crew: Crew) -> None:
    restricted(walk, ground="security")
    with walk.cases.desk.seen_by(crew.uid("lead")):
        assert walk.cases.notices.due() == ()


def test_a_personnel_incident_has_a_notice_only_where_one_is_asked_for(walk: Walk) -> None:
    uid = restricted(walk)
    assert view(walk, uid).notice.state == ""
    walk.cases.restricted.set_notice(uid, "due", walk.me)
    assert view(walk, uid).notice.state == "due"


def test_evidence_tells_where_it_is_and_who_had_it(walk: Walk) -> None:
    custody, uid = walk.cases.custody, restricted(walk)
    custody.take(uid, "Laptop 4711", "Safe, room 2", walk.me)
    walk.later(hours=1)
    custody.add(uid, 1, Step("handed", "Vault", "Officer Lund", "sealed"), walk.me)
    with walk.cases.desk.seen_by(walk.me):
        (item,) = custody.of(uid)
    assert (item.what, item.kept, item.holder, item.is_here) == ("Laptop 4711", "Vault", "Officer Lund", True)
    assert [one.act for one in item.entries] == ["taken", "handed"]
    assert told(walk, uid, "custody")[-1] == (
        "Evidence 1: handed over", "Laptop 4711 · to Officer Lund · kept: Vault · sealed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("handed"), "To whom"),
        (Step("moved"), "Where is it kept"),
        (Step("eaten"), "is nothing that is done"),
        (Step("taken", "x"), "is nothing that is done"),
    ],
)
def test_a_step_of_custody_that_says_too_little_is_refused(walk: Walk, step: Step, words: str) -> None:
    uid = restricted(walk)
    walk.cases.custody.take(uid, "Disk", "Safe", walk.me)
    with pytest.raises(UsageError, match=words):
        walk.cases.custody.add(uid, 1, step, walk.me)


def test_a_file_that_is_no_file_of_it_is_refused_as_evidence(walk: Walk) -> None:
    with pytest.raises(UsageError, match="No file of this incident"):
        walk.cases.custody.take(restricted(walk), "", "Here", walk.me, sha256="00" * 32)


def test_channels_not_to_be_used_are_told_until_it_is_lifted(walk: Walk) -> None:
    uid = restricted(walk)
    walk.cases.restricted.set_channels(uid, "mail, chat\nmail", walk.me)
    with walk.cases.desk.seen_by(walk.me):
        assert walk.cases.restricted.channels(uid) == ("mail", "chat")
    walk.cases.restricted.lift(uid, "Settled", walk.me)
    assert walk.cases.restricted.channels(uid) == ()


def test_others_hear_number_status_and_whom_to_ask(walk: Walk, crew: Crew) -> None:
    uid, lead = restricted(walk), crew.uid("lead")
    with walk.cases.desk.seen_by(lead), pytest.raises(RestrictedError) as refused:
        walk.cases.pages.incident(uid, lead)
    bare, ask = refused.value.bare, refused.value.ask
    assert (bare.number, bare.status, bare.priority, ask) == ("INC-2026-000001", "new", "P3", "M. Oyelaran")


def test_a_key_of_a_source_whose_incident_is_kept_begins_a_new_one_once(walk: Walk, crew: Crew) -> None:
    uid = walk.log(key="alert-7")
    walk.cases.restricted.restrict(uid, "security", "They listen", walk.me)
    agent = crew.uid("agent")
    numbers = {walk.cases.log.log({"title": "CPU"}, agent, external_key="alert-7").number for _ in range(3)}
    assert numbers == {"INC-2026-000002"}


def test_a_person_of_the_staff_is_needed_to_be_named(walk: Walk) -> None:
    gone = walk.cases.people.write_person(Person("", "Gone Away", active=False), "")[0]
    for name in ("Nobody", gone.uid):
        with pytest.raises(UsageError, match="Nobody who works here"):
            restricted(walk, name)
