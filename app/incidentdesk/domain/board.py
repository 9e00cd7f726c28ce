"""What those may see who only wait: the state of major incidents, without names of people and of machines.

The same for everybody, for a board hangs where anybody walks by.
"""

from __future__ import annotations

from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.sev import LEVELS, is_late

LONGEST_KEPT_HOURS = 72
"""So long at most what is resolved stays in sight."""

GOOD_FOR_MINUTES = 15
"""A page that is older tells the state no more: nobody writes it at the time."""

AGAIN_MINUTES = 5
"""So often a page is written anew where nothing changes, so that it is not taken for an old one."""


class BoardPlan(NamedTuple):
    """What is shown, and whether it is written to a page in ``folder``.

    ``least`` is the lowest SEV level that is shown; for ``hours`` what was resolved stays. With ``impact``
    the impact is told as it was noted, else only what updates said.
    """

    folder: str = ""
    on: bool = False
    least: str = "sev3"
    hours: int = 4
    impact: bool = True

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that are shown."""
        return LEVELS[: LEVELS.index(self.least) + 1]

    @property
    def writes(self) -> bool:
        """Whether a page is written."""
        return self.on and bool(self.folder)


class BoardItem(NamedTuple):
    """A major incident as the public sees it; of a restricted one only number and word.

    ``public`` is one of the four words. ``update`` is what was last told, at ``updated``; by ``due`` more is
    told. ``since`` the impact lasts, and ``ended`` it was resolved.
    """

    number: str
    public: str
    sev: str = ""
    service: str = ""
    impact: tuple[str, ...] = ()
    since: Moment | None = None
    update: str = ""
    updated: Instant | None = None
    due: Instant | None = None
    ended: Instant | None = None
    restricted: bool = False

    @property
    def live(self) -> bool:
        """Whether it still goes on."""
        return self.public != "resolved"

    def late(self, now: Instant) -> bool:
        """Whether more should have been told by ``now``; worked out when it is read."""
        return self.live and is_late(self.due, now)


class BoardState(NamedTuple):
    """All that is shown as it was at ``now``, by clocks of ``zone``; the most pressing first.

    ``last_ended`` is when the last one ended, if there was any. ``change_seq`` is the desk's newest change.
    """

    items: tuple[BoardItem, ...]
    now: Instant
    zone: ZoneInfo
    organisation: str = ""
    department: str = ""
    last_ended: Instant | None = None
    practice: bool = False
    desk: str = ""
    change_seq: int = 0

    @property
    def live(self) -> tuple[BoardItem, ...]:
        """Those that go on."""
        return tuple(one for one in self.items if one.live)

    @property
    def clear(self) -> bool:
        """Whether none goes on."""
        return not self.live
