"""The lines of Home as ready-made strings: incidents, callbacks and follow-ups alike. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incidentdesk.base.texts import _, isolated
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.moment_text import date_text, duration_text, instant_text
from incidentdesk.domain.records import Promise
from incidentdesk.domain.sev import sev_text
from incidentdesk.domain.urgency import urgency_short, urgency_text, urgency_tone
from incidentdesk.gui.queue.due_words import due_spoken, due_words
from incidentdesk.services.desk.runbook_library import RunbookLine
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.review.review_due import ReviewDue
from incidentdesk.services.runbooks.time_boxes import TimedWork

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line: ``target`` is the incident it leads to, ``key`` what it is about where that is another thing.

    ``chip`` with its ``tone`` comes first, ``below`` stands small under the text, ``right`` at the end;
    ``late`` makes that red, with a sign.
    """

    target: str
    text: str
    below: str = ""
    right: str = ""
    late: bool = False
    chip: str = ""
    tone: str = "neutral"
    spoken: str = ""
    key: str = ""


def incident_line(row: QueueRow, settings: DeskSettings, now: Instant, me: str = "") -> DayLine:
    """The line of an incident: how urgent it is, title, number, who reported it, and what is due next.

    Beside a priority stands the SEV level. Who follows up is told, too, unless it is ``me``.
    """
    due = due_words(row, now.ms, settings.zone)
    spoken = due_spoken(row, now.ms, settings.zone)
    words = urgency_text(row, settings.label)
    assignee = "" if row.assignee == me else row.assignee_name
    notice = ""
    if row.notice_ms is not None:
        minutes = (row.notice_ms - now.ms) / 60_000
        words_of = _("legal notice in {time}") if minutes >= 0 else _("legal notice {time} late")
        notice = words_of.format(time=duration_text(abs(minutes)))
    parts = ("" if row.by_level else sev_text(row.sev), row.number, notice, row.reporter_name, assignee)
    below = " · ".join(part for part in parts if part)
    return DayLine(
        target=row.uid,
        text=row.title,
        below=below,
        right=due.text,
        late=due.late,
        chip=urgency_short(row),
        tone=urgency_tone(row),
        spoken=", ".join(part for part in (row.title, words, below, spoken) if part),
    )


def promise_line(promise: Promise, settings: DeskSettings, now: Instant) -> DayLine:
    """The line of a callback: whom, the number to dial, what it is about, and by when."""
    at, today = in_zone(promise.due.ms, settings.zone), in_zone(now.ms, settings.zone).local().date()
    left = (promise.due.ms - now.ms) / 60_000
    right = _("{span} late").format(span=_span(-left)) if left < 0 else instant_text(at, today=today)
    below = " · ".join(part for part in (promise.number, promise.note or promise.title) if part)
    text = " · ".join(part for part in (isolated(promise.whom), promise.phone) if part)
    spoken = _("Call {whom} back by {time}, {about}").format(
        whom=text, time=instant_text(at, today=today), about=below
    )
    return DayLine(promise.incident, text, below, right, late=left < 0, spoken=spoken, key=promise.uid)


def follow_up_line(one: FollowUp, today: date) -> DayLine:
    """The line of a follow-up: what is to be done, by whom, and since when it is overdue."""
    days = (today - one.due).days
    right = _("{n} d late").format(n=days) if days > 0 else date_text(one.due)
    below = " · ".join(part for part in (one.name, one.owner_name) if part)
    spoken = ", ".join((one.text, below, right))
    return DayLine(one.incident, one.text, below, right, late=days > 0, spoken=spoken, key=one.uid)


def runbook_line(one: RunbookLine, *, edit: bool = False) -> DayLine:
    """The line of a runbook: since when it is to be looked through, or that an edit of it waits."""
    services = ", ".join(one.runbook.services)
    if edit:
        return DayLine(
            f"{one.key}/edit", one.name, services, _("edit waits"), key="edit",
            spoken=_("{name}, an edit waits to be published").format(name=one.name),
        )  # fmt: skip
    right = _("due {day}").format(day=date_text(one.review_due))
    spoken = _("{name}, to be looked through since {day}").format(
        name=one.name, day=date_text(one.review_due)
    )
    return DayLine(one.key, one.name, services, right, late=True, spoken=spoken, key="stale")


def review_line(one: ReviewDue, settings: DeskSettings, now: Instant) -> DayLine:
    """The line of a review: its incident, how big that was, and by when it is to be closed."""
    at = in_zone(one.due.ms, settings.zone)
    days = max(1, int((now.ms - one.due.ms) / 60_000 // DAY_MINUTES) + 1)
    right = (
        _("{n} d late").format(n=days) if one.late else _("by {day}").format(day=date_text(at.local().date()))
    )
    below = " · ".join((one.number, settings.label("sev_levels", one.sev)))
    spoken = ", ".join((one.title, below, right))
    return DayLine(one.uid, one.title, below, right, late=one.late, spoken=spoken)


def timed_line(one: TimedWork, settings: DeskSettings, now: Instant) -> DayLine:
    """The line of what has a time box in a major incident: what, whose where it is another's, by when."""
    at, today = in_zone(one.due.ms, settings.zone), in_zone(now.ms, settings.zone).local().date()
    minutes, late = (now.ms - one.due.ms) / 60_000, one.is_over(now)
    right = _("{span} late") if late else _("by {time}")
    right = right.format(span=_span(minutes), time=instant_text(at, today=today))
    owner = "" if one.mine else one.owner_name or _("nobody's")
    drill = _("DRILL") if one.drill else ""
    below = " · ".join(part for part in (drill, owner, one.number, sev_text(one.sev), one.title) if part)
    spoken = ", ".join((one.what, below, right))
    return DayLine(one.incident, one.what, below, right, late=late, spoken=spoken, key=one.key)


def _span(minutes: float) -> str:
    """A span without its smaller units: the minutes of days do not matter."""
    if minutes >= DAY_MINUTES:
        return _("{n} d").format(n=int(minutes // DAY_MINUTES))
    return duration_text(max(1, minutes))
