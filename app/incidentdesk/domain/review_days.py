"""By when the review of a major incident is closed, and by when its lessons are due. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from incidentdesk.base.time_source import Instant

OTHER = "other"
"""Stands for the levels that are not named."""

MOST_DAYS = 365
"""A review or a lesson that may take longer than a year is none."""


class ReviewDays(NamedTuple):
    """Days by SEV level, ``other`` for those that are not named.

    ``days`` to the closed review, ``working`` whether these are working days only, ``lessons`` to what is
    learnt being done.
    """

    days: Mapping[str, int]
    working: Mapping[str, bool]
    lessons: Mapping[str, int]

    def named(self) -> tuple[str, ...]:
        """The levels that have days of their own, and what stands for all others."""
        return tuple(sorted(self.days, key=lambda sev: (sev == OTHER, sev)))

    def lesson_due(self, sev: str, resolved: Instant) -> Instant:
        """When a lesson of an incident of ``sev`` is due: 15 days for SEV 1, 30 for SEV 2 (PagerDuty)."""
        return resolved.plus(_of(self.lessons, sev) * 1440)

    def review_due(self, sev: str, resolved: date) -> date:
        """The last day for the review of what was resolved on that day."""
        left, day = _of(self.days, sev), resolved
        if not _of(self.working, sev):
            return day + timedelta(days=left)
        while left > 0:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day


def _of(table: Mapping[str, int], sev: str) -> int:
    return table[sev] if sev in table else table[OTHER]
