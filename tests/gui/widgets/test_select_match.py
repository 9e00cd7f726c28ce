from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.gui.widgets.select_match import Choice, exact, matching, plain

CHOICES = [
    Choice("1", "Clinic booking", "web"),
    Choice("2", "Booking desk"),
    Choice("3", "Overbooking alarm"),
    Choice("4", "Zoë Müller", "ext. 4410"),
    Choice("5", "Old booking", retired=True),
]


def keys(typed: str) -> list[str]:
    return [choice.key for choice in matching(CHOICES, typed)]


def test_labels_that_begin_so_come_first() -> None:
    assert keys("book") == ["2", "1", "3"]


def test_case_and_accents_do_not_matter() -> None:
    assert keys("zoe MULLER") == ["4"]


def test_words_may_come_in_any_order_and_from_the_hint() -> None:
    assert keys("4410 zo") == ["4"]


def test_nothing_typed_offers_all_but_retired() -> None:
    assert keys("  ") == ["1", "2", "3", "4"]


def test_exact_needs_one_label() -> None:
    found = exact(CHOICES, "zoe muller")
    assert found is not None
    assert found.key == "4"
    assert exact(CHOICES, "booking") is None
    assert exact([*CHOICES, Choice("6", "Zoe Muller")], "zoë müller") is None


@given(st.text(), st.text(), st.text())
def test_every_part_of_a_label_finds_it(before: str, part: str, after: str) -> None:
    label = before + part + after
    choice = Choice("k", label)
    wanted = plain(part.strip())
    if wanted and wanted in plain(label):
        assert matching([choice], part) == [choice]
