"""How a time box runs down, in words: worked out at each look from the moment at which it is over."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.responses import OPEN_ACTIONS
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.services.response.room import Row

SOON_MS = 5 * 60_000
HOUR_MS = 60 * 60_000


class TimeBox(NamedTuple):
    """The words for what is left or over, and their tone; no words where no time is set."""

    words: str = ""
    tone: Tone = "neutral"
    late: bool = False


def due_of(row: Row) -> Instant | None:
    """When an open action is to be back; ``None`` for one that is over, or that has all the time."""
    if row.get("state") not in OPEN_ACTIONS or not row.get("due"):
        return None
    return moment_from_json(row["due"]).at


def time_box(row: Row, now: Instant) -> TimeBox:
    """How it stands with the time of an action, ``now``."""
    due = due_of(row)
    if due is None:
        return TimeBox()
    left = due.ms - now.ms
    if left < 0:
        minutes = -left // 60_000
        words = _("Late by {time}").format(time=duration_text(minutes)) if minutes else _("Time is up")
        return TimeBox(words, "danger", late=True)
    if left >= HOUR_MS:
        return TimeBox(_("{time} left").format(time=duration_text(left // 60_000)))
    minutes, seconds = divmod(left // 1000, 60)
    words = _("{minutes:02}:{seconds:02} left").format(minutes=minutes, seconds=seconds)
    return TimeBox(words, "warning" if left < SOON_MS else "neutral")
