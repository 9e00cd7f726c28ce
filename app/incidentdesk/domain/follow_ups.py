"""Follow-ups: the preventive work that an incident leads to, whatever it turns into later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.wake_text import parse_ahead

KINDS = ("task", "problem", "change", "runbook", "document", "monitor")
"""What a follow-up turns into; a task is one of development, with a link to where that is kept."""

STATES = ("open", "doing", "done", "dropped")
OPEN_STATES = ("open", "doing")
"""States in which somebody still has to do something."""

USUAL_DAYS = 14
"""How many days ahead a follow-up is due where nobody says another day."""


@dataclass(frozen=True)
class FollowUp:
    """One piece of preventive work of the incident ``incident`` (a uid), the ``position``-th of it, from 1.

    ``owner`` is a person's uid and ``owner_name`` the name; ``due`` a day by the desk's calendar;
    ``why_dropped`` is there where the state is ``dropped``.
    """

    uid: str
    incident: str
    number: str
    title: str
    position: int
    text: str
    kind: str
    owner: str
    owner_name: str
    due: date
    state: str
    added: Instant
    added_by: str
    link: str = ""
    why_dropped: str = ""
    ended: Instant | None = None
    ended_by: str = ""

    @property
    def name(self) -> str:
        """What it is called on the command line: ``INC-2026-000123/1``."""
        return f"{self.number}/{self.position}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN_STATES

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before ``today``."""
        return self.is_open and self.due < today


def today_in(now: Instant, zone: ZoneInfo) -> date:
    """The day it is in ``zone``."""
    return in_zone(now.ms, zone).local().date()


def usual_day(today: date) -> date:
    """The day that is proposed: in ``USUAL_DAYS`` days, or on the Monday after where that is a weekend."""
    day = today + timedelta(days=USUAL_DAYS)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def parse_day(text: str, now: Instant, zone: ZoneInfo) -> date:
    """The day that ``text`` names: "Friday", "in 2 weeks", "10 Dec", "2026-12-10", "today".

    ``ValueError`` says what is wrong: no day, or one that is past.
    """
    # Early enough for "today" to be still to come, and no change of the clocks makes it another day.
    early = at_local(today_in(now, zone), 4, 0, zone)
    try:
        return in_zone(parse_ahead(text, early, zone).ms, zone).local().date()
    except ValueError:
        raise ValueError(
            _("“{text}” is no day to come; write it like Friday, in 2 weeks, or 2026-12-10").format(
                text=text.strip()
            )
        ) from None
