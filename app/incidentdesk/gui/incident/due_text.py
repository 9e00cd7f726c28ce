"""What is due on an incident, in a few words and a tone."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.clock import Leg
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.services.cases.pages import IncidentPage

NEXT_WORDS = {
    "classify": N_("Classify by {time} · {left}"),
    "respond": N_("Respond by {time} · {left}"),
    "resolve": N_("Resolve by {time} · {left}"),
    "wake": N_("Wakes {time} · {left}"),
    "confirm": N_("Confirm by {time} · {left}"),
    "declare": N_("Declare by {time} · {left}"),
}


def due_words(page: IncidentPage) -> tuple[str, str]:
    """The words for the chip in the head, and its tone; empty where nothing is due."""
    incident, due = page.incident, page.incident.due
    measured = page.clock.resolution.state in {"met", "missed"}
    if incident.status in {"resolved", "closed"} and measured and due.next_kind != "confirm":
        return restored_words(page)
    if due.next is None or due.next_kind not in NEXT_WORDS:
        return "", "neutral"  # the line of a response counts down to its next update itself
    left = round((due.next - page.now.ms) / 60_000)
    time = time_text(due.next, page)
    words = (
        _("{left} left").format(left=duration_text(left))
        if left >= 0
        else _("{late} late").format(late=duration_text(-left))
    )
    tone = (
        "danger"
        if left < 0
        else "warning"
        if left < 60
        else "p3"
        if due.next_kind == "resolve"
        else "neutral"
    )
    return _(NEXT_WORDS[due.next_kind]).format(time=time, left=words), tone


def restored_words(page: IncidentPage) -> tuple[str, str]:
    """Whether the service was restored in its target."""
    leg = page.clock.resolution
    at = time_text(leg.met_at_ms, page) if leg.met_at_ms is not None else ""
    if leg.state == "met":
        return _("Restored {time} · in target").format(time=at), "good"
    return _("Restored {time} · target missed").format(time=at), "danger"


def leg_words(leg: Leg, page: IncidentPage) -> tuple[str, str]:
    """A target in words: ``met in 6 min``, ``17:02 · 6 h 20 min left``; and its tone."""
    if leg.state == "met":
        return _("met in {time}").format(time=duration_text(round(leg.used))), "good"
    if leg.state == "missed":
        return _("missed, {time}").format(time=duration_text(round(leg.used))), "danger"
    if leg.due_ms is None:
        return _("no target"), "neutral"
    left = round((leg.due_ms - page.now.ms) / 60_000)
    if left < 0:
        return _("{late} late").format(late=duration_text(-left)), "danger"
    words = _("{time} · {left} left").format(time=time_text(leg.due_ms, page), left=duration_text(left))
    return words, "warning" if left < 60 else "neutral"


def time_text(ms: int, page: IncidentPage) -> str:
    """A time as people here read it, without the date when it is today."""
    return instant_text(Instant(ms, page.now.offset), today=page.now.local().date())
