from __future__ import annotations

import pytest

from incidentdesk.domain.records import Person
from incidentdesk.gui.palette.entries import Answer, Entry, Offers, condition_of, entries, is_searched
from incidentdesk.gui.widgets.actions import Shortcut
from incidentdesk.services.lists.views import VIEWS

OFFERS = Offers(
    [Person("p1", "R. Sato"), Person("p2", "Quentin Old", active=False)],
    VIEWS,
    [Shortcut("Ctrl+N", "Log an incident"), Shortcut("Ctrl+1", "Queue")],
)


@pytest.mark.parametrize(
    ("text", "searched"),
    [("", False), ("a", False), ("ab", True), ("7", True), ("无", True), (" b ", False), ("ü1", True)],
)
def test_incidents_are_looked_for_from_two_letters_on_or_a_digit(text: str, searched: bool) -> None:
    assert is_searched(text) == searched


def test_before_anything_is_typed_all_views_and_commands_are_offered() -> None:
    lines = entries("", None, OFFERS)
    assert [one.text for one in lines if one.kind == "heading"] == ["Views", "Commands"]
    assert len([one for one in lines if one.kind == "view"]) == len(VIEWS)
    assert [(one.text, one.hint) for one in lines if one.kind == "command"] == [
        ("Log an incident", "Ctrl+N"), ("Queue", "Ctrl+1"),
    ]  # fmt: skip


def test_what_is_typed_leaves_what_fits_and_who_left_is_not_offered() -> None:
    assert [one.text for one in entries("sato", None, OFFERS) if one.selectable] == ["R. Sato"]
    assert entries("quentin", None, OFFERS) == []
    assert [one.key for one in entries("unas", None, OFFERS) if one.selectable] == ["unassigned"]


def test_a_person_leads_to_what_they_follow_up_a_reporter_to_all_they_told() -> None:
    assert condition_of(Entry("reporter", "r1", "Dana")) == [{"field": "reporter", "op": "is", "value": "r1"}]
    condition = condition_of(Entry("person", "p1", "R. Sato"))
    assert isinstance(condition, list)
    assert condition[1] == {"field": "assignee", "op": "is", "value": "p1"}


def test_where_nothing_is_found_that_is_told_and_cannot_be_chosen() -> None:
    (line,) = entries("zzz", Answer("zzz"), OFFERS)
    assert (line.text, line.selectable) == ("Nothing fits “zzz”", False)
