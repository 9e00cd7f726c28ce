"""The first questions: when they are due, and what they write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.hours import Holiday, Span, WorkingHours, read_holidays
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.settings import BackupPlan
from incidentdesk.services.registers.staff_list import read_staff
from incidentdesk.services.use_cases import UseCases


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[UseCases]:
    with headless(desk_paths(tmp_path / "desk.sqlite3")) as made:
        yield made


@pytest.fixture
def me(cases: UseCases) -> str:
    return cases.people.whoever_is("", "rsato").uid


@pytest.fixture
def agent(cases: UseCases, me: str) -> str:
    return cases.people.write_person(Person("", "An agent"), me)[0].uid


def test_a_new_desk_is_asked_until_it_was_answered(cases: UseCases, me: str) -> None:
    assert cases.first_start.is_due()
    cases.first_start.finish(me)
    assert not cases.first_start.is_due()


def test_a_desk_with_a_name_or_with_incidents_counts_as_set_up(cases: UseCases, me: str) -> None:
    cases.log.log({"title": "The first one"}, me)
    assert not cases.first_start.is_due()


def test_a_named_desk_counts_as_set_up(cases: UseCases, me: str) -> None:
    cases.administration.name_organisation("Northfield Clinic", "", None, me)
    assert not cases.first_start.is_due()


def test_hours_and_plan_are_kept(cases: UseCases, me: str) -> None:
    hours = WorkingHours((Span(360, 840), *[None] * 6), read_holidays("2026-12-25 Christmas Day"))
    cases.administration.set_hours(hours, me)
    cases.administration.plan_backups(BackupPlan(str(Path.cwd()), 3), me)
    settings = cases.administration.settings()
    assert settings.hours == hours
    assert isinstance(settings.hours.holidays[0], Holiday)
    assert settings.backup == BackupPlan(str(Path.cwd()), 3)


@pytest.mark.parametrize("plan", [BackupPlan("backups", 3), BackupPlan("", 0)])
def test_a_plan_that_cannot_work_is_refused(cases: UseCases, me: str, plan: BackupPlan) -> None:
    before = cases.administration.settings().backup
    with pytest.raises(UsageError):
        cases.administration.plan_backups(plan, me)
    assert cases.administration.settings().backup == before


def test_who_may_not_change_settings_is_refused_everywhere(cases: UseCases, me: str, agent: str) -> None:
    hours = cases.administration.settings().hours
    for act in (
        lambda: cases.administration.set_hours(hours, agent),
        lambda: cases.administration.plan_backups(BackupPlan("", 3), agent),
        lambda: cases.people.add_staff("Somebody", agent),
        lambda: cases.first_start.finish(agent),
    ):
        with pytest.raises(RefusedError, match="administrators may"):
            act()
    assert cases.first_start.is_due()
    cases.people.add_staff("Somebody", me)


def test_a_list_of_staff_adds_those_who_are_new(cases: UseCases, me: str) -> None:
    text = "M. Oyelaran, lead\nrsato\n\nK. Lindqvist\nA. Silva; read-only"
    lines, changes = cases.people.add_staff(text.replace(";", ","), me)
    assert [line.verdict for line in lines] == ["new", "known", "new", "new"]
    assert changes.things == {"people"}
    roles = {one.name: one.role for one in cases.people.staff()}
    assert roles == {
        "rsato": "administrator", "M. Oyelaran": "lead", "K. Lindqvist": "agent", "A. Silva": "read_only"
    }  # fmt: skip


def test_a_table_with_a_head_is_read_by_its_columns() -> None:
    lines = read_staff("E-Mail\tName\tRole\na@x.org\tAna Silva\tLead\n\tBo\t", [])
    assert [(line.person.name, line.person.role, line.person.email) for line in lines] == [
        ("Ana Silva", "lead", "a@x.org"), ("Bo", "agent", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ana, boss", "“boss” is no role"), ("Ana\nana", "twice"), (", lead", "no name"),
        ("Ana, lead, agent", "one thing too many"),
    ],
)  # fmt: skip
def test_one_line_that_cannot_be_read_and_nobody_is_added(
    cases: UseCases, me: str, text: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        cases.people.add_staff(f"{text}\nSomebody else", me)
    assert [one.name for one in cases.people.staff()] == ["rsato"]


def test_an_account_that_somebody_has_is_not_given_twice(cases: UseCases, me: str) -> None:
    with pytest.raises(UsageError, match="belongs to rsato"):
        cases.people.add_staff("Ana, agent, rsato", me)
    with pytest.raises(UsageError, match="belongs to Ana"):
        cases.people.add_staff("Ana, agent, asilva\nBo, agent, asilva", me)
