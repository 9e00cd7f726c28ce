"""What is made of what somebody types into the search field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.search_question import Term, search_question
from incidentdesk.domain.search_words import has_words


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("printer jam", [Term("printer"), Term("jam", begun=True)]),
        ("printer jam ", [Term("printer"), Term("jam")]),
        ("printer jam!", [Term("printer"), Term("jam!")]),
        ('"come out" blank', [Term("come out"), Term("blank", begun=True)]),
        ('"come out"', [Term("come out")]),
        ('say "come ou', [Term("say"), Term("come ou", begun=True)]),
        ("„come out“ «now»", [Term("come out"), Term("now")]),
        ("AND OR NOT NEAR(a b)", [Term("AND"), Term("OR"), Term("NOT"), Term("NEAR(a"), Term("b)")]),
        ("mail mail mail ", [Term("mail")]),
        ("c++ * - \\ ^ 无法", [Term("c++"), Term("无法", begun=True)]),
        ('a"b"c', [Term("a"), Term("b"), Term("c", begun=True)]),
        ("", []),
        (' " * ', []),
        ("\ud800\0", []),
    ],
)
def test_the_terms_of_a_question(typed: str, terms: list[Term]) -> None:
    assert list(search_question(typed).terms) == terms


@pytest.mark.parametrize(
    ("typed", "ordinal"),
    [
        ("inc-2026-000123", 123),
        ("0123", 123),
        ("2026-7", 7),
        (" 5 ", 5),
        ("x5y", None),
        ("", None),
        ("1" * 16, None),
        ("12 34", None),
    ],
)
def test_what_may_be_the_end_of_a_number(typed: str, ordinal: int | None) -> None:
    assert search_question(typed).ordinal == ordinal


@given(st.text(max_size=60))
def test_any_text_is_a_question_of_terms_that_can_be_found(typed: str) -> None:
    question = search_question(typed)
    assert all(has_words(term.text) for term in question.terms)
    assert all(not term.begun for term in question.terms[:-1])
    question.text.encode()
