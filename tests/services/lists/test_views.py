"""Saved views: whose they are, what they may hold, and that nothing of them is lost."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.records import Person
from incidentdesk.services.lists.views import VIEWS, View
from incidentdesk.services.use_cases import UseCases

PRINTERS = {"field": "category", "op": "is", "value": "software.printing"}


@pytest.fixture
def colleague(cases: UseCases, person: Person) -> Person:
    """Somebody else of the desk."""
    return cases.people.write_person(Person("", "K. Lindqvist"), person.uid)[0]


def saved(cases: UseCases, me: str) -> list[str]:
    return [view.title for view in cases.views.all(me) if not view.built_in]


def save(cases: UseCases, me: str, title: str, *, shared: bool = False, **parts: Any) -> View:
    view = View("", title, parts.pop("condition", PRINTERS), owner="" if shared else me, **parts)
    return cases.views.save(view, me)[0]


def test_a_saved_view_comes_back_as_it_was_saved(cases: UseCases, person: Person) -> None:
    confirmed = {"field": "hypotheses.result", "op": "any_is", "value": "confirmed"}
    condition: Any = {"any": [PRINTERS, {"not": confirmed}]}
    view, changes = cases.views.save(
        View("", "  Printers ", condition, "-priority", ("place", "fix_kind"), person.uid), person.uid
    )
    assert changes.things == {"views"}
    assert view.title == "Printers"
    assert cases.views.all(person.uid) == [*VIEWS, view]
    assert cases.views.named("printers", person.uid) == view
    assert cases.views.named(view.key, person.uid) == view


def test_a_private_view_is_seen_and_changed_by_its_owner_only(
    cases: UseCases, person: Person, colleague: Person
) -> None:
    mine, ours = save(cases, person.uid, "Mine"), save(cases, person.uid, "Ours", shared=True)
    assert saved(cases, person.uid) == ["Mine", "Ours"]
    assert saved(cases, colleague.uid) == ["Ours"]
    for act in (cases.views.remove, cases.views.restore):
        with pytest.raises(UsageError, match="no view"):
            act(mine.key, colleague.uid)
    with pytest.raises(UsageError, match="no view"):
        cases.views.save(View(mine.key, "Taken over", PRINTERS, owner=colleague.uid), colleague.uid)
    with pytest.raises(UsageError, match="belongs to"):
        cases.views.save(View("", "For you", PRINTERS, owner=person.uid), colleague.uid)
    renamed, _changes = cases.views.save(View(ours.key, "Everyone's", PRINTERS), colleague.uid)
    assert saved(cases, person.uid) == ["Mine", "Everyone's"]
    assert renamed.key == ours.key


def test_a_removed_view_can_be_brought_back(cases: UseCases, person: Person) -> None:
    view = save(cases, person.uid, "Printers", columns=("place",))
    cases.views.remove(view.key, person.uid)
    assert saved(cases, person.uid) == []
    again = save(cases, person.uid, "Printers")  # its name is free meanwhile
    cases.views.restore(view.key, person.uid)
    assert cases.views.all(person.uid)[-2:] == [view, again]
    with pytest.raises(UsageError, match="2 views"):
        cases.views.named("printers", person.uid)


def test_views_are_moved_among_those_one_sees(cases: UseCases, person: Person, colleague: Person) -> None:
    save(cases, person.uid, "A")
    save(cases, colleague.uid, "Theirs")
    save(cases, person.uid, "B", shared=True)
    last = save(cases, person.uid, "C")
    cases.views.move(last.key, -1, person.uid)
    assert saved(cases, person.uid) == ["A", "C", "B"]
    cases.views.move(last.key, -99, person.uid)
    assert saved(cases, person.uid) == ["C", "A", "B"]
    cases.views.move(last.key, 99, person.uid)
    assert saved(cases, person.uid) == ["A", "B", "C"]
    assert saved(cases, colleague.uid) == ["Theirs", "B"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"condition": {"not": {"field": "nose", "op": "is_empty"}}}, r"condition\.not: .* no field “nose”"),
        (
            {"condition": [PRINTERS, {"any": [{"field": "nose", "op": "is_empty"}]}]},
            r"\[2\]\.any\[1\]: .*nose",
        ),
        ({"condition": [PRINTERS, {"any": [{"field": "title", "op": "like"}]}]}, r"\[2\]\.any\[1\]: .*like"),
        ({"condition": {"field": "title", "op": "at_least", "value": "x"}}, "cannot be asked"),
        ({"condition": {"field": "unanswered_days", "op": "at_least", "value": 1}}, "one incident at a time"),
        ({"sort": "nose"}, "cannot be sorted"),
        ({"columns": ("nose",)}, "no column “nose”"),
        ({"columns": ("hypotheses",)}, "no column “hypotheses”"),
    ],
    ids=lambda parts: str(parts)[:40],
)
def test_what_no_list_could_show_is_not_saved(
    cases: UseCases, person: Person, parts: dict[str, Any], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        save(cases, person.uid, "Strange", **parts)
    assert saved(cases, person.uid) == []


@pytest.mark.parametrize("title", ["", "  ", "My open", "ALL OPEN", "printers"])
def test_a_name_is_given_once(cases: UseCases, person: Person, title: str) -> None:
    save(cases, person.uid, "Printers")
    with pytest.raises(UsageError):
        save(cases, person.uid, title)
    assert saved(cases, person.uid) == ["Printers"]


def test_ones_own_view_goes_before_a_shared_one_of_that_name(cases: UseCases, person: Person) -> None:
    shared, own = save(cases, person.uid, "Printers", shared=True), save(cases, person.uid, "Printers")
    assert cases.views.named("Printers", person.uid) == own
    assert cases.views.named("Printers", "somebody else") == shared
