"""Where the program learns what time it is.

Nothing else asks the computer's clock: tests and the demonstration set the time themselves.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class Instant:
    """A point in time: ``ms`` milliseconds since 1970 in UTC.

    It was noted where clocks ran ``offset`` minutes ahead of UTC.
    """

    ms: int
    offset: int = 0

    @classmethod
    def of(cls, moment: datetime) -> Instant:
        """The instant of an aware ``datetime``; a naive one raises ``ValueError``."""
        shift = moment.utcoffset()
        if shift is None:
            raise ValueError("a time without a zone is no instant")
        whole = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        return cls(whole // timedelta(milliseconds=1), round(shift.total_seconds() / 60))

    def local(self) -> datetime:
        """The wall-clock time where and when it was noted."""
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.ms)
        return moment.astimezone(timezone(timedelta(minutes=self.offset)))

    def iso(self) -> str:
        """ISO 8601 with offset; seconds and milliseconds only where they are not zero."""
        moment = self.local()
        if moment.microsecond:
            return moment.isoformat(timespec="milliseconds")
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")

    def plus(self, minutes: float) -> Instant:
        """The instant ``minutes`` later, with the same offset."""
        return Instant(self.ms + round(minutes * 60_000), self.offset)


class TimeSource(Protocol):
    """What tells the time and the zone of this workstation."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people here read clocks."""
        ...

    def now(self) -> Instant:
        """This instant, with the zone's offset."""
        ...


class SystemTime:
    """The computer's own clock, read in ``zone``."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people here read clocks."""
        return self._zone

    def now(self) -> Instant:
        """This instant, to the millisecond."""
        return in_zone(time.time_ns() // 1_000_000, self._zone)


class ManualTime:
    """A clock that stands until it is moved."""

    def __init__(self, start: datetime, zone: ZoneInfo) -> None:
        self._zone = zone
        self._ms = Instant.of(start).ms

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people here read clocks."""
        return self._zone

    def now(self) -> Instant:
        """The instant it was last moved to."""
        return in_zone(self._ms, self._zone)

    def move_to(self, moment: datetime) -> None:
        """Set the clock to an aware ``datetime``, forwards or backwards."""
        self._ms = Instant.of(moment).ms

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self._ms += round(
            timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds).total_seconds() * 1000
        )


def in_zone(ms: int, zone: ZoneInfo) -> Instant:
    """The instant ``ms`` as clocks in ``zone`` show it."""
    shift = datetime.fromtimestamp(ms / 1000, tz=zone).utcoffset() or timedelta()
    return Instant(ms, round(shift.total_seconds() / 60))


def at_local(day: date, hour: int, minute: int, zone: ZoneInfo) -> Instant:
    """The instant when clocks in ``zone`` show ``hour:minute`` on ``day``.

    The first one, where they show it twice.
    """
    return Instant.of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))
