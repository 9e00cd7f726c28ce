"""The words of the preview, from the page of an incident. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidentdesk.base.texts import _, isolated
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.clock import Leg, PlainTime, run_clock
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.incident_events import clock_events
from incidentdesk.domain.moment_text import date_text, duration_text, instant_text
from incidentdesk.domain.sev import is_soon
from incidentdesk.domain.urgency import targets_of, urgency_text, urgency_tone
from incidentdesk.gui.queue.due_words import short_span, tone_of
from incidentdesk.services.cases.merged import merged_into
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts, status_text
from incidentdesk.services.desk.seeing import RestrictedError, restricted_title
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.timeline_texts import entry_text

LATEST = 3
"""How many entries of the timeline are shown."""
LONG_LATE = 2 * 24 * 60
"""After so many minutes nobody asks for the hour at which it was due."""


@dataclass(frozen=True)
class Fact:
    """A line of the preview. With a ``tone`` its text is a state, shown as a chip."""

    key: str
    text: str
    tone: str = ""


@dataclass(frozen=True)
class Latest:
    """An entry of the timeline in words."""

    uid: str
    when: str
    who: str
    headline: str
    detail: str
    chips: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Preview:
    """Everything the preview says."""

    uid: str
    number: str
    priority: str
    tone: str
    provisional: bool
    major: bool
    stage: str
    title: str
    where: str
    status: str
    facts: tuple[Fact, ...]
    latest: tuple[Latest, ...]
    takeable: bool
    is_open: bool


def at(page: IncidentPage, now: Instant) -> IncidentPage:
    """``page`` as it stands ``now``, if nothing has happened since."""
    events = clock_events(page.incident, page.entries)
    targets = targets_of(page.incident, page.settings.targets)
    return replace(page, clock=run_clock(events, targets, PlainTime(), now.ms), now=now)


def preview_of(page: IncidentPage) -> Preview:
    """The preview of ``page``."""
    one, zone = page.incident, page.settings.zone
    today = in_zone(page.now.ms, zone).local().date()
    texts = ValueTexts(page.settings, page.names, page.definition, today=today)
    place = str(one.core.get("place") or "") or (page.reporter.place if page.reporter else "")
    where = (texts.of("category", one.core.get("category")), place)
    is_open = one.status in OPEN_STATUSES
    return Preview(
        uid=one.uid,
        number=one.number,
        priority=urgency_text(one, page.settings.label),
        tone=urgency_tone(one),
        provisional=one.provisional and not one.by_level,
        major=one.major,
        stage=_(page.current_stage.short) if is_open else "",
        title=one.title,
        where=" · ".join(part for part in where if part),
        status=status_text(one.status, merged_into(page.relatives)),
        facts=tuple(fact for fact in _facts(page, texts) if fact.text),
        latest=tuple(_latest(page, texts)),
        takeable=is_open and one.assignee != page.me,
        is_open=is_open,
    )


def preview_of_kept(error: RestrictedError, settings: DeskSettings) -> Preview:
    """All that the preview tells of an incident that is kept from whoever looks."""
    bare = error.bare
    return Preview(
        uid=bare.uid,
        number=bare.number,
        priority=urgency_text(bare, settings.label),
        tone=urgency_tone(bare),
        provisional=False,
        major=False,
        stage="",
        title=restricted_title(),
        where=error.next_step,
        status=status_text(bare.status),
        facts=(),
        latest=(),
        takeable=False,
        is_open=False,
    )


def _facts(page: IncidentPage, texts: ValueTexts) -> list[Fact]:
    one, reporter = page.incident, page.reporter
    told_by = _("not known")
    if reporter is not None:
        told_by = ", ".join(part for part in (isolated(reporter.name), reporter.phone) if part)
    assignee = page.name(one.assignee) or _("nobody yet")
    if one.status in OPEN_STATUSES:
        assignee = f"{assignee} · {_(page.definition.role_of(page.current_stage))}"
    return [
        Fact("reporter", told_by),
        Fact("occurred", texts.of("occurred", one.core.get("occurred"))),
        Fact("assignee", assignee),
        Fact("hold", _hold(page)),
        *_targets(page),
        Fact("closed", _time(page, one.closed) if one.closed else ""),
    ]


def _targets(page: IncidentPage) -> list[Fact]:
    """What was promised by the priority, and when people hear of a major incident next."""
    legs = [_leg("response", page.clock.response, page), _leg("resolution", page.clock.resolution, page)]
    if not page.incident.phase:
        return legs
    return [_update(page), *(leg for leg in legs if not page.incident.by_level)]


def _update(page: IncidentPage) -> Fact:
    due = page.update_due
    if due is None:
        return Fact("update", "")
    left = (due.ms - page.now.ms) / 60_000
    words = _("{time} · {span} left") if left >= 0 else _("{time} · {span} late")
    told = words.format(time=_time(page, due), span=duration_text(abs(left)))
    return Fact("update", told, "danger" if left < 0 else "warning" if is_soon(due, page.now) else "neutral")


def _hold(page: IncidentPage) -> str:
    hold = page.incident.hold
    if page.incident.status != "on_hold" or hold is None:
        return ""
    parts = [page.settings.label("hold_reasons", hold.reason)]
    if hold.wake_ms is not None:
        parts.append(_("wakes {when}").format(when=_time(page, in_zone(hold.wake_ms, page.settings.zone))))
    return " · ".join(parts)


def _leg(key: str, leg: Leg, page: IncidentPage) -> Fact:
    """A target in words: met, missed, or how much time is left."""
    if leg.target is None or leg.due_ms is None:
        return Fact(key, _("no target") if page.incident.status in OPEN_STATUSES else "", "neutral")
    left = leg.target - leg.used
    if leg.state == "met":
        used = duration_text(leg.used)
        return Fact(key, _("met in {span}").format(span=used) if leg.used >= 1 else _("met at once"), "good")
    if leg.state == "missed":
        return Fact(key, _("missed by {span}").format(span=duration_text(max(1, -left))), "danger")
    if leg.state == "paused":
        return Fact(key, _("paused · {span} left").format(span=duration_text(left)), "neutral")
    due = in_zone(leg.due_ms, page.settings.zone)
    time = _time(page, due)
    if leg.state == "breached":
        late = duration_text(-left)
        if -left >= LONG_LATE:
            day = date_text(due.local().date())
            time, late = day.removesuffix(f" {page.now.local().year}"), short_span(-left)
        return Fact(key, _("{time} · {span} late").format(time=time, span=late), "danger")
    said = _("{time} · {span} left").format(time=time, span=duration_text(left))
    return Fact(key, said, tone_of(leg.used / leg.target if leg.target else 1.0, left))


def _latest(page: IncidentPage, texts: ValueTexts) -> list[Latest]:
    found = []
    by_time = sorted(page.entries, key=lambda entry: (entry.done.ms, entry.seq))
    for entry in by_time[: -LATEST - 1 : -1]:
        said = entry_text(entry, page, texts)
        who = f"· {page.name(entry.author)}" if entry.author else ""
        chips = tuple((mark, said.tone or "neutral") for mark in said.marks)
        found.append(Latest(entry.uid, _time(page, entry.done), who, said.headline, said.detail, chips))
    return found


def _time(page: IncidentPage, instant: Instant) -> str:
    zone = page.settings.zone
    text = instant_text(in_zone(instant.ms, zone), today=in_zone(page.now.ms, zone).local().date())
    return text.replace(f" {page.now.local().year},", ",")
