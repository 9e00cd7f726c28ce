"""Whose turn it is after a stage, handing on, and escalating with a why."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.records import Person, RegisterItem
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.handing.handing import Hand
from incidentdesk.services.handing.handing_texts import escalated_to
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk


def person(walk: Walk, name: str, *roles: str, active: bool = True) -> str:
    made = Person("", name, process_roles=roles, active=active)
    return walk.cases.people.write_person(made, walk.me)[0].uid


def team(walk: Walk, name: str, **details: object) -> str:
    return walk.cases.people.write_item(RegisterItem("", "team", name, dict(details)), walk.me)[0].uid  # type: ignore[arg-type]


def test_roles_are_kept_with_a_person(walk: Walk) -> None:
    uid = person(walk, "R. Sato", "second-line", "problem-manager")
    (kept,) = (one for one in walk.cases.people.staff() if one.uid == uid)
    assert kept.process_roles == ("second-line", "problem-manager")
    assert walk.cases.handing.roles()["second-line"] == "Second line"


def test_the_next_role_is_offered_with_the_least_busy_first_and_its_teams(walk: Walk) -> None:
    sato, lima = person(walk, "R. Sato", "second-line"), person(walk, "A. Lima", "second-line")
    person(walk, "Gone Away", "second-line", active=False)
    person(walk, "First Only", "first-line")
    reader = Person("", "Only Reads", "read_only", process_roles=("second-line",))
    walk.cases.people.write_person(reader, walk.me)
    named = team(walk, "Servers", process_roles=["second-line"])
    by_member = team(walk, "Printers", members=[sato])
    team(walk, "Front desk", process_roles=["first-line"], members=[sato])
    walk.cases.lifecycle.assign(walk.log(), lima, walk.me)
    uid = walk.to("investigation")
    offered = walk.cases.handing.next_hands(uid, "classification", walk.me)
    assert (offered.stage, offered.role) == ("investigation", "Second line")
    assert [(one.kind, one.uid, one.open) for one in offered.hands] == [
        ("person", sato, 0), ("person", lima, 1), ("team", by_member, 0), ("team", named, 0),
    ]  # fmt: skip


def test_nothing_is_offered_where_the_role_stays_or_the_incident_has_ended(walk: Walk) -> None:
    person(walk, "R. Sato", "second-line", "first-line")
    same = walk.to("resolution")
    assert walk.cases.handing.next_hands(same, "investigation", walk.me).hands == ()
    closed = walk.closed()
    assert walk.cases.handing.next_hands(closed, "closure", walk.me).hands == ()
    with pytest.raises(UsageError, match="no incident"):
        walk.cases.handing.next_hands("INC-2026-000099", "closure", walk.me)


def test_oneself_is_not_offered(walk: Walk) -> None:
    sato = person(walk, "R. Sato", "second-line")
    uid = walk.to("investigation")
    assert walk.cases.handing.next_hands(uid, "classification", sato).hands == ()


def test_a_team_takes_it_from_whoever_had_it_and_the_history_stays(walk: Walk) -> None:
    sato, servers = person(walk, "R. Sato", "second-line"), team(walk, "Servers")
    uid = walk.to("investigation")
    walk.cases.handing.give(uid, Hand("person", sato, "R. Sato", 0), walk.me)
    assert walk.page(uid).incident.assignee == sato
    walk.cases.handing.give(uid, Hand("team", servers, "Servers", 0), walk.me)
    incident = walk.page(uid).incident
    assert (incident.assignee, incident.core["team"]) == ("", servers)
    told = [one.parameters for one in walk.page(uid).entries if one.kind == "assigned"]
    assert told[-2:] == [{"from": walk.me, "to": sato}, {"from": sato, "to": None}]


def test_a_functional_escalation_hands_it_on_with_a_why(walk: Walk) -> None:
    sato, uid = person(walk, "R. Sato"), walk.to("investigation")
    walk.cases.handing.escalate(uid, "Needs the driver's source", walk.me, person="r. sato")
    page = walk.page(uid)
    assert page.incident.assignee == sato
    assert escalated_to(page) == "R. Sato"
    (entry,) = (one for one in page.entries if one.kind == "escalated")
    told = entry_text(entry, page, ValueTexts(page.settings, page.names, page.definition))
    assert (told.headline, told.detail) == ("Escalated to R. Sato", "Needs the driver's source")


def test_a_hierarchical_one_leaves_it_where_it_is(walk: Walk) -> None:
    person(walk, "The Boss")
    uid = walk.to("investigation")
    walk.cases.handing.escalate(uid, "The clinic stands", walk.me, kind="hierarchical", person="The Boss")
    page = walk.page(uid)
    assert page.incident.assignee == walk.me
    assert escalated_to(page) == "The Boss"


def test_what_is_wrong_with_an_escalation_is_told(walk: Walk) -> None:
    uid, closed = walk.to("investigation"), walk.closed()
    escalate = walk.cases.handing.escalate
    with pytest.raises(UsageError, match="needs a reason"):
        escalate(uid, " ", walk.me, person=walk.me)
    with pytest.raises(UsageError, match="To whom"):
        escalate(uid, "why", walk.me)
    with pytest.raises(UsageError, match="Nobody here"):
        escalate(uid, "why", walk.me, team="Nobody")
    with pytest.raises(UsageError, match="no way"):
        escalate(uid, "why", walk.me, kind="sideways", person=walk.me)
    with pytest.raises(RefusedError, match="not open"):
        escalate(closed, "why", walk.me, person=walk.me)
    reader = walk.cases.people.write_person(Person("", "Rea Der", "read_only"), walk.me)[0].uid
    with pytest.raises(RefusedError, match="Rea Der"):
        escalate(uid, "why", reader, person=walk.me)
