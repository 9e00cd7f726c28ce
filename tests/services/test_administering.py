"""Rights of administrators, and who works here: imports, restoring, processes, staff."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crew import NAMES, Crew, hire
from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.lists.views import View
from services.imported_records import record
from services.importing_desk import ImportingDesk
from walk import Walk


@pytest.fixture
def crew(walk: Walk) -> Crew:
    """Somebody of each role."""
    return hire(walk.cases)


def test_imports_are_for_administrators_and_looking_is_for_all(desk: ImportingDesk) -> None:
    agent = hire(desk.cases).uid("agent")
    order = desk.order(record("1"))
    look = desk.importing.preview(order, agent)
    assert (look.state, look.counts["new"]) == ("preview", 1)
    with pytest.raises(NotAllowedError, match=r"may not change settings.* administrators may"):
        desk.importing.run(order, agent)
    assert desk.importing.batches() == []
    batch = desk.importing.run(order, desk.me).batch
    for act in (desk.importing.undo, desk.importing.resume):
        with pytest.raises(NotAllowedError, match="administrators may"):
            act(batch, agent)
    assert desk.importing.undo(batch, desk.me).withdrawn == 1


def test_a_desk_is_restored_by_an_administrator(walk: Walk, crew: Crew, tmp_path: Path) -> None:
    missing = tmp_path / "desk.json"
    for role in ("agent", "lead", "read_only"):
        with pytest.raises(NotAllowedError, match="administrators may"):
            walk.cases.desk_file.restore(missing, crew.uid(role))


def test_a_process_that_is_refused_is_not_copied(walk: Walk, crew: Crew, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'key = "own"\nversion = 1\n[[stage]]\nkey = "log"\nfields = [{key = "title", required = true}]\n'
        'sets_status = "closed"\n',
        encoding="utf-8",
    )
    with pytest.raises(NotAllowedError):
        walk.cases.administration.add_process(path, crew.uid("lead"), make_default=True)
    assert not (walk.cases.desk.library.own_folder / "own.toml").exists()
    walk.cases.administration.add_process(path, crew.uid("administrator"), make_default=True)
    assert walk.cases.administration.settings().default_process == "own"


def test_the_last_administrator_stays_one(walk: Walk) -> None:
    people = walk.cases.people
    me = next(one for one in people.staff() if one.uid == walk.me)
    for less in (replace(me, role="lead"), replace(me, active=False)):
        with pytest.raises(RefusedError, match=r"M. Oyelaran is the only administrator\. Make somebody else"):
            people.write_person(less, walk.me)
    people.write_person(replace(me, email="mia@clinic.example"), walk.me)
    people.write_person(Person("", "Gone", "administrator", active=False), walk.me)
    with pytest.raises(RefusedError, match="only administrator"):
        people.write_person(replace(me, role="lead"), walk.me)
    people.write_person(Person("", "Next", "administrator"), walk.me)
    assert people.write_person(replace(me, role="lead"), walk.me)[0].role == "lead"


def test_a_desk_of_old_without_administrator_gets_its_first_person_as_one(walk: Walk) -> None:
    people = walk.cases.people
    gone, first, second = (Person(new, new) for new in ("gone", "first", "second"))
    with walk.cases.desk.database.writing() as session:
        session.sql("UPDATE person SET role = 'agent', active = 0")
    for one in (gone, first, second):
        people.write_person(replace(one, active=one is not gone), "")
    assert people.whoever_is("second", "").role == "agent"
    assert {one.uid: one.role for one in people.staff()}["first"] == "administrator"


def test_who_left_does_nothing_more(walk: Walk, crew: Crew) -> None:
    left, people = crew.uid("lead"), walk.cases.people
    lead = next(one for one in people.staff() if one.uid == left)
    people.write_person(replace(lead, active=False, account="leads"), walk.me)
    for act in (
        lambda: walk.cases.log.log({"title": "Broken"}, left),
        lambda: walk.cases.views.save(View("", "Mine", None, owner=left), left),
        lambda: people.whoever_is(NAMES["lead"], ""),
        lambda: people.whoever_is("", "leads"),
    ):
        with pytest.raises(RefusedError, match=r"L. Eads does not work here any more\. .* active again"):
            act()


def test_nobody_is_no_author(walk: Walk) -> None:
    with pytest.raises(RefusedError, match="“0190-who” is nobody of this desk"):
        walk.cases.log.log({"title": "Broken"}, "0190-who")
