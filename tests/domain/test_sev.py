"""How big a major incident is, and when people are told of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain import sev
from incidentdesk.domain.sev import LEVELS, Sizes
from incidentdesk.services.desk.settings import shipped_defaults

CADENCE = sev.cadence_from_json(shipped_defaults()["cadence"])  # type: ignore[arg-type]
levels = st.sampled_from(LEVELS)
instants = st.integers(0, 10_000).map(lambda minutes: Instant(minutes * 60_000))
publics = st.sampled_from(("investigating", "identified", "monitoring", "resolved"))


@pytest.mark.parametrize(
    ("level", "public", "minutes"),
    [
        ("sev1", "investigating", 20),
        ("sev1", "monitoring", 30),
        ("sev2", "identified", 30),
        ("sev2", "monitoring", 60),
        ("sev3", "investigating", 60),
        ("sev3", "monitoring", 120),
        ("sev4", "investigating", 0),
        ("sev1", "resolved", 0),
    ],
)
def test_the_cadence_that_ships_is_that_of_the_practice(level: str, public: str, minutes: int) -> None:
    assert CADENCE.minutes(level, public) == minutes


def test_the_first_word_is_due_sooner_than_the_next() -> None:
    start = Instant(0)
    assert sev.next_update(CADENCE, "sev1", "investigating", start, None) == start.plus(5)
    assert sev.next_update(CADENCE, "sev1", "investigating", start, start.plus(3)) == start.plus(23)
    assert sev.next_update(CADENCE, "sev1", "investigating", None, None) is None, "nobody has declared it"


@given(st.lists(levels, min_size=1))
def test_who_is_unsure_takes_the_higher(some: list[str]) -> None:
    assert sev.higher(some) == min(some)  # sev1 is the highest


@pytest.mark.parametrize("some", [[], ["sev6"], ["sev1", "high"]])
def test_no_level_is_no_guess(some: list[str]) -> None:
    with pytest.raises(ValueError, match="sev1, sev2"):
        sev.higher(some)


@given(levels, st.lists(levels))
def test_initial_stays_and_peak_is_the_highest_there_was(first: str, later: list[str]) -> None:
    sizes = sev.declared(Sizes(), first)
    for level in later:
        sizes = sev.changed(sizes, level)
    assert sizes == Sizes(first, min([first, *later]))


@given(levels, levels)
def test_a_second_declaration_keeps_the_first_one_and_forgets_how_it_ended(one: str, two: str) -> None:
    sizes = sev.declared(sev.declared(Sizes(), one)._replace(final="sev5"), two)
    assert sizes == Sizes(one, min(one, two))


@given(instants | st.none(), instants | st.none(), instants)
def test_a_new_rule_hides_no_lateness_and_makes_none(
    old: Instant | None, due: Instant | None, now: Instant
) -> None:
    fresh = sev.renewed(old, due, now)
    assert (fresh is None) == (due is None)
    if fresh is not None and due is not None and due <= now:
        assert sev.is_late(fresh, now) == sev.is_late(old, now)
    if due is not None and due > now:
        assert fresh == due


@given(levels, publics, instants, instants)
def test_an_update_that_is_due_is_due_after_the_last(
    level: str, public: str, declared: Instant, last: Instant
) -> None:
    due = sev.next_update(CADENCE, level, public, declared, last)
    assert due is None or due.ms - last.ms == CADENCE.minutes(level, public) * 60_000 > 0


def test_late_is_after_and_never_before() -> None:
    assert not sev.is_late(Instant(5), Instant(5))
    assert sev.is_late(Instant(5), Instant(6))
    assert not sev.is_late(None, Instant(6))


def test_an_update_stands_out_from_five_minutes_before_it_is_due() -> None:
    due = Instant(sev.SOON_MS + 1)
    assert not sev.is_soon(due, Instant(0))
    assert sev.is_soon(due, Instant(1))
    assert sev.is_soon(due, Instant(sev.SOON_MS + 2))
