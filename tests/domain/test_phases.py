"""The phases of a major incident."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incidentdesk.domain import phases
from incidentdesk.domain.core_fields import STATUSES
from incidentdesk.domain.phases import ALL_PHASES, EXITS, LIVE, MILESTONES, PHASES, STATUS_OF

names = st.sampled_from(ALL_PHASES)
statuses = st.sampled_from(STATUSES)


def test_every_phase_is_a_status_and_has_a_word_for_the_public() -> None:
    assert set(STATUS_OF) == set(ALL_PHASES) == set(phases.PHASE_TEXTS)
    assert set(STATUS_OF.values()) <= set(STATUSES)
    assert [phases.public_word(one) for one in PHASES] == [
        "investigating", "investigating", "investigating", "identified", "identified", "monitoring",
        "resolved", "resolved", "resolved",
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), list(pairwise(PHASES)))
def test_the_next_phase_needs_no_reason(old: str, new: str) -> None:
    assert phases.move(old, new) == (False, False)


@given(names, names)
def test_a_step_that_passes_over_or_goes_back_needs_a_reason(old: str, new: str) -> None:
    try:
        step = phases.move(old, new)
    except ValueError:
        return
    straight = old in PHASES and new in PHASES and PHASES.index(new) - PHASES.index(old) == 1
    assert step.needs_reason == (not straight and (old, new) != ("new", "investigating"))


@given(names, names)
def test_only_what_was_over_is_reopened_and_only_to_the_response(old: str, new: str) -> None:
    try:
        step = phases.move(old, new)
    except ValueError:
        return
    was_over = STATUS_OF[old] in {"resolved", "closed", "cancelled"}
    assert step.reopens == (was_over and new in LIVE)
    if was_over and not step.reopens:
        assert STATUS_OF[new] in {"resolved", "closed", "cancelled"}, "nothing is taken up again in silence"


@given(st.sampled_from(EXITS), names)
def test_an_exit_is_left_by_a_reopening_alone(old: str, new: str) -> None:
    if new in LIVE:
        assert phases.move(old, new) == (True, True)
    else:
        with pytest.raises(ValueError, match=r"ended|already|taken up"):
            phases.move(old, new)


def test_an_unknown_phase_is_told_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="investigating"):
        phases.move("new", "fixing")


@given(st.sampled_from(["", *ALL_PHASES]), statuses)
def test_the_phase_that_follows_is_one_of_the_status(phase: str, status: str) -> None:
    found = phases.following(phase, status)
    assert STATUS_OF[found] == status or status == "on_hold"
    assert phases.following(found, status) == found
    if STATUS_OF.get(phase) == status:
        assert found == phase


@given(st.dictionaries(st.sampled_from(MILESTONES), st.integers(0, 50)))
@example({"impact_started": 1, "resolved": 0})
def test_milestones_that_cannot_be_are_named(times: dict[str, int]) -> None:
    wrong = phases.out_of_order(times)
    if wrong is not None:
        assert times[wrong[0]] > times[wrong[1]]
        assert MILESTONES.index(wrong[0]) < MILESTONES.index(wrong[1])
    else:
        chain = [times[one] for one in ("impact_started", "mitigated", "resolved", "closed") if one in times]
        assert chain == sorted(chain)


@given(st.lists(st.integers(0, 50), min_size=len(MILESTONES), max_size=len(MILESTONES)))
def test_milestones_in_their_order_are_right(times: list[int]) -> None:
    assert phases.out_of_order(dict(zip(MILESTONES, sorted(times), strict=True))) is None
