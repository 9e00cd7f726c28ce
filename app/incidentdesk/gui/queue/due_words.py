"""What is due next on an incident, in a word or two that fit a list. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.moment_text import date_text, duration_text, instant_text
from incidentdesk.services.lists.queue_rows import QueueRow

_HOUR = 60
_DAY = 24 * _HOUR
_YEAR = 365 * _DAY
_WARNINGS = ((0.9, 10, "danger"), (0.75, 60, "p2"), (0.5, 0, "p3"))
"""From which part of the time used, or with how many minutes left, a target has which colour."""
_FULL_WORDS = {
    "classify": N_("Classify by {time}"),
    "respond": N_("Respond by {time}"),
    "resolve": N_("Resolve by {time}"),
    "wake": N_("On hold, wakes {time}"),
    "confirm": N_("Ask the reporter by {time}"),
    "confirm_owner": N_("Ask the owner by {time}"),
    "declare": N_("Declare by {time}"),
    "update": N_("Write an update by {time}"),
}
_SHORT_WORDS: dict[str, tuple[str, str]] = {
    "classify": (N_("classify {left}"), N_("classify {late} late")),
    "respond": (N_("respond {left}"), N_("respond {late} late")),
    "resolve": (N_("resolve {left}"), N_("resolve {late} late")),
    "wake": (N_("hold → {time}"), N_("wake {late} late")),
    "confirm": (N_("confirm {left}"), N_("confirm {late} late")),
    "declare": (N_("declare {left}"), N_("declare {late} late")),
    "update": (N_("update {left}"), N_("update {late} late")),
}


class DueWords(NamedTuple):
    """What is due: ``text`` for the list, ``fraction`` of time used (below 0: no bar)."""

    text: str
    tone: str = "neutral"
    fraction: float = -1.0
    late: bool = False


def short_span(minutes: float) -> str:
    """A span of time in its largest unit, rounded down: ``7 m``, ``6 h``, ``1 d``, ``2 y``."""
    whole = int(minutes)
    if whole < _HOUR:
        return _("{n} m").format(n=whole)
    if whole < _DAY:
        return _("{n} h").format(n=whole // _HOUR)
    if whole < _YEAR:
        return _("{n} d").format(n=whole // _DAY)
    return _("{n} y").format(n=whole // _YEAR)


def due_words(
    row: QueueRow, now_ms: int, zone: ZoneInfo, today: date | None = None, *, all_ended: bool = False
) -> DueWords:
    """What is due next on ``row`` at ``now_ms``, in short; for one that is not open, when it ended.

    ``today`` spares working the day out for each row. ``all_ended``: the head of the column says that it is
    the time of closing.
    """
    if row.kept:
        return DueWords("")
    if row.status in ENDED_STATUSES:
        if all_ended:
            return DueWords(_ended_at(row, zone, today or _day(now_ms, zone)))
        words = _("closed {time}") if row.status == "closed" else _("cancelled {time}")
        ended = in_zone(_ended_ms(row), zone)
        return DueWords(words.format(time=_short_time(ended, today or _day(now_ms, zone))))
    due = row.due
    if due.next is None or due.next_kind not in _SHORT_WORDS:
        return DueWords(_("on hold") if row.status == "on_hold" else _("no target"))
    minutes = (due.next - now_ms) / 60_000
    short, late_words = _SHORT_WORDS[due.next_kind]
    if minutes < 0:
        return DueWords(_(late_words).format(late=short_span(-minutes)), "danger", late=True)
    fraction = _used(row, due.next, now_ms)
    if due.next_kind == "wake":
        time = _short_time(in_zone(due.next, zone), today or _day(now_ms, zone))
        return DueWords(_(short).format(time=time), "neutral", fraction)
    return DueWords(_(short).format(left=short_span(minutes)), tone_of(fraction, minutes), fraction)


def due_spoken(row: QueueRow, now_ms: int, zone: ZoneInfo) -> str:
    """The same in a whole sentence, for screen readers and tool tips."""
    if row.kept:
        return ""
    if row.status in ENDED_STATUSES:
        words: Callable[[str], str] = _
        said = words(N_("Closed {time}")) if row.status == "closed" else words(N_("Cancelled {time}"))
        return said.format(time=_ended_at(row, zone, _day(now_ms, zone)))
    due = row.due
    if due.next is None or due.next_kind not in _SHORT_WORDS:
        return _("On hold, without a date") if row.status == "on_hold" else _("No target")
    time = instant_text(in_zone(due.next, zone), today=_day(now_ms, zone))
    kind = "confirm_owner" if due.next_kind == "confirm" and row.is_owners_word else due.next_kind
    spoken = _(_FULL_WORDS[kind]).format(time=time)
    minutes = (due.next - now_ms) / 60_000
    if minutes < 0:
        return _("{what}, {late} late").format(what=spoken, late=duration_text(-minutes))
    return _("{what}, {left} left").format(what=spoken, left=duration_text(minutes))


def _day(now_ms: int, zone: ZoneInfo) -> date:
    return in_zone(now_ms, zone).local().date()


def _ended_at(row: QueueRow, zone: ZoneInfo, today: date) -> str:
    return instant_text(in_zone(_ended_ms(row), zone), today=today)


def _ended_ms(row: QueueRow) -> int:
    return row.updated_ms if row.closed_ms is None else row.closed_ms


def _used(row: QueueRow, due_ms: int, now_ms: int) -> float:
    """How much of the time is used, from 0 to 1. A pause moves the end, so this is close, not exact."""
    start = row.logged_ms
    if row.due.next_kind == "confirm":
        start = row.resolved_ms or start
    elif row.due.next_kind in {"wake", "update"}:
        start = row.updated_ms
    whole = due_ms - start
    return min(1.0, max(0.0, (now_ms - start) / whole)) if whole > 0 else 1.0


def tone_of(fraction: float, left: float) -> str:
    """The colour of a target with ``fraction`` of its time used and ``left`` minutes to go."""
    hit = (tone for used, few, tone in _WARNINGS if fraction >= used or left < few)
    return next(hit, "good")


def _short_time(at: Instant, today: date) -> str:
    local = at.local()
    if local.date() == today:
        return f"{local.hour:02}:{local.minute:02}"
    return date_text(local.date()).removesuffix(f" {today.year}")
