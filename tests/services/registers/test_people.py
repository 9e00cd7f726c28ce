"""Staff, reporters and lists of the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.records import ListItem, Person, RegisterItem, Reporter
from incidentdesk.services.use_cases import UseCases
from walk import Walk


def test_the_first_account_runs_the_desk_and_stays_who_it_is(cases: UseCases) -> None:
    first = cases.people.whoever_is("", "anna")
    assert (first.name, first.role, first.account) == ("anna", "administrator", "anna")
    assert cases.people.whoever_is("", "anna") == first
    assert cases.people.whoever_is("", "ben").role == "agent"
    assert [one.name for one in cases.people.staff()] == ["anna", "ben"]


def test_an_account_without_a_name_is_not_taken_for_anyone(cases: UseCases) -> None:
    cases.people.write_person(Person("", "R. Sato"), "")
    nameless = cases.people.whoever_is("", "")
    assert nameless.name == "Service Desk"
    assert cases.people.whoever_is("", "") == nameless


def test_who_is_named_is_found_by_name_or_uid_only(cases: UseCases) -> None:
    sato = cases.people.write_person(Person("", "R. Sato", "administrator", "sato"), "")[0]
    assert cases.people.whoever_is("r. SATO", "x") == sato
    assert cases.people.whoever_is(sato.uid, "x") == sato
    with pytest.raises(UsageError, match="Nobody here"):
        cases.people.whoever_is("Sato", "sato")


def test_reading_who_it_is_changes_nothing(cases: UseCases) -> None:
    cases.people.whoever_is("", "anna")
    before = cases.desk.database.data_version()
    cases.people.whoever_is("", "anna")
    with cases.desk.database.reading() as session:
        assert session.sql("SELECT change_seq FROM desk_state") == [(1,)]
    assert cases.desk.database.data_version() == before


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (Person("", " "), "needs a name"),
        (Person("", "Ito", role="king"), "no role"),
        (Person("", "m. oyelaran"), "here already"),
    ],
)
def test_staff_that_is_refused(walk: Walk, refused: Person, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        walk.cases.people.write_person(refused, walk.me)


def test_a_person_can_be_renamed_and_retired(walk: Walk) -> None:
    one = walk.cases.people.write_person(Person("", "K. Lindqvist"), walk.me)[0]
    uid = walk.log(assignee=one.uid)
    walk.cases.people.write_person(replace(one, name="M. Adeyemi", active=False), walk.me)
    assert walk.page(uid).name(one.uid) == "M. Adeyemi"


def test_reporters_are_found_by_name_number_and_place(walk: Walk) -> None:
    add = walk.cases.people.write_reporter
    add(Reporter("", "Édith Piaf", phone="555-1", place="Ward 3"), walk.me)
    add(Reporter("", "Ward Danby", phone="555-2"), walk.me)
    add(Reporter("", "Gone", active=False), walk.me)

    def found(text: str) -> list[str]:
        return [one.name for one in walk.cases.people.find_reporters(text)]

    assert found("ÉDITH") == ["Édith Piaf"]
    assert found("ward") == ["Ward Danby", "Édith Piaf"]
    assert found("555-2") == ["Ward Danby"]
    assert found("%") == found("_") == found("gone") == []
    assert "Gone" in [one.name for one in walk.cases.people.all_reporters()]
    with pytest.raises(UsageError, match="needs a name"):
        add(Reporter("", ""), walk.me)


def test_registers_keep_to_their_kinds(walk: Walk) -> None:
    mail, _changes = walk.cases.people.write_item(RegisterItem("", "service", " Mail "), walk.me)
    assert walk.cases.people.items("service") == [mail]
    assert walk.cases.people.items("device") == []
    with pytest.raises(UsageError):
        walk.cases.people.write_item(RegisterItem("", "planet", "Mars"), walk.me)


def test_items_of_lists_are_retired_never_dropped(walk: Walk) -> None:
    lists = walk.cases.administration
    items = lists.settings().lists["outcomes"]
    with pytest.raises(UsageError, match="used by old incidents"):
        lists.write_list("outcomes", items[1:], walk.me)
    with pytest.raises(UsageError, match="name of its own"):
        lists.write_list("outcomes", (*items, ListItem("x", " ")), walk.me)
    with pytest.raises(UsageError, match="no list"):
        lists.write_list("planets", (), walk.me)
    changed = (replace(items[0], label="Mended", retired=True), *items[1:], ListItem("magic", "Magic"))
    lists.write_list("outcomes", changed, walk.me)
    assert lists.settings().lists["outcomes"] == changed
    uid = walk.to("closure")
    assert walk.close(uid, outcome="magic") == "closed"


def test_a_record_of_one_register_does_not_stand_for_one_of_another(walk: Walk) -> None:
    (mail, _changes) = walk.cases.people.write_item(RegisterItem("", "service", "Mail"), walk.me)
    uid = walk.log()
    walk.cases.stages.save(uid, {"service": "mail"}, {}, walk.me)
    assert walk.cases.pages.incident(uid, walk.me).incident.core["service"] == mail.uid
    with pytest.raises(UsageError, match="is not known"):
        walk.cases.stages.save(uid, {"device": mail.uid}, {}, walk.me)
