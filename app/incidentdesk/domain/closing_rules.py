"""What holds at a closure and after it: who may confirm a fix, and for how long it can be reopened.

Four eyes: a critical fix is not confirmed by the very person who made it, unless nobody else is there.
Reopening: within some working days what was closed is taken up again; later it is another incident (the grace
window of ``service-desk.md`` 2.20).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import NamedTuple

FOUR_EYES = "P1"
"""The priority whose fix somebody else confirms."""

MOST_REOPEN_DAYS = 60
"""A desk that wants longer opens a new incident all the same: figures of a quarter would never settle."""

UNATTENDED_NEVER = ("P1", "P2")
"""Priorities that never close by themselves; nor do major incidents."""


class ClosingRules(NamedTuple):
    """What a desk has chosen.

    For ``reopen_days`` working days a closed incident can be reopened; with ``close_unanswered`` the desk
    closes by itself what has had its attempts without an answer.
    """

    reopen_days: int = 5
    close_unanswered: bool = False


def is_confirmed_by_another(fixers: Collection[str], confirmers: Collection[str]) -> bool:
    """Whether somebody among ``confirmers`` (uids) is not among those who fixed it."""
    return any(one and one not in fixers for one in confirmers)


def working_days_between(start: date, end: date, is_working: Callable[[date], bool]) -> int:
    """How many working days come after ``start``, up to and with ``end``; 0 where ``end`` is not later."""
    days = (start + timedelta(days=after) for after in range(1, (end - start).days + 1))
    return sum(1 for day in days if is_working(day))
