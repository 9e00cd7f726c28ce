"""What the board says, in words: the same on the second screen, on the page and on the command line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.board import BoardItem, BoardState
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, instant_text, moment_text
from incidentdesk.domain.sev import sev_text

PUBLIC_TEXTS = {
    "investigating": N_("Investigating"),
    "identified": N_("Identified"),
    "monitoring": N_("Monitoring"),
    "resolved": N_("Resolved"),
}
PUBLIC_MEANINGS = {
    "investigating": N_("We are looking for the cause."),
    "identified": N_("We know the cause and are working on it."),
    "monitoring": N_("A fix is in place; we are watching whether it holds."),
    "resolved": N_("It works again as before."),
}
"""What each of the four words means to those who wait."""

_MINUTE_MS = 60_000


def public_text(item: BoardItem) -> str:
    """The word for the public."""
    return _(PUBLIC_TEXTS[item.public])


def title_text(item: BoardItem) -> str:
    """What an incident is called: by its service, never by its own title."""
    if item.restricted:
        return _("Restricted incident")
    return item.service or _("Major incident")


def impact_text(what: str, users: JsonValue, share: JsonValue) -> str:
    """What does not work for whom, with the numbers that are known."""
    numbers = []
    if isinstance(users, int | float) and users:
        numbers.append(ngettext("{n} user", "{n} users", int(users)).format(n=f"{int(users):,}"))
    if isinstance(share, int | float) and share:
        words = _("{n} %") if numbers else _("{n} % of users")
        numbers.append(words.format(n=f"{share:g}"))
    return _("{what} ({numbers})").format(what=what, numbers=", ".join(numbers)) if numbers else what


def since_text(item: BoardItem, now: Instant, zone: ZoneInfo) -> str:
    """Since when the impact lasts, and for how long that is; or when it was resolved."""
    today = now.local().date()
    if not item.live:
        return _("Resolved {time}").format(time=instant_text(item.ended, today=today)) if item.ended else ""
    if item.since is None or item.since.at is None:
        return ""
    began = moment_text(item.since, today=today, zone=zone)
    minutes = (now.ms - item.since.at.ms) // _MINUTE_MS
    if minutes < 1:
        return _("Since {time}").format(time=began)
    return _("Since {time}, for {span}").format(time=began, span=duration_text(minutes))


def updated_text(item: BoardItem, now: Instant) -> str:
    """When people were last told."""
    if item.updated is None:
        return "" if item.restricted else _("No update yet")
    return _("Update {time}").format(time=instant_text(item.updated, today=now.local().date()))


def due_text(item: BoardItem, now: Instant) -> str:
    """When more is told, by the clock."""
    if item.due is None or not item.live:
        return ""
    at = instant_text(item.due, today=now.local().date())
    if item.late(now):
        return _("Update late: it was due {time}").format(time=at)
    return _("Next update {time}").format(time=at)


def countdown_text(item: BoardItem, now: Instant) -> str:
    """How long it is until more is told, and by the clock; or since when it was to be."""
    if item.due is None or not item.live:
        return ""
    minutes = (item.due.ms - now.ms) / _MINUTE_MS
    if item.late(now):
        late = duration_text(-minutes)
        return _("Update late by {span}").format(span=late) if minutes <= -1 else _("Update due now")
    span = duration_text(minutes) if minutes >= 1 else _("less than a minute")
    at = instant_text(item.due, today=now.local().date())
    return _("Next update in {span}, at {time}").format(span=span, time=at)


def clear_text() -> str:
    """What stands there where nothing goes on."""
    return _("No major incident")


def last_ended_text(state: BoardState) -> str:
    """When the last one ended; nothing where there was none."""
    if state.last_ended is None:
        return ""
    today = state.now.local().date()
    time = instant_text(state.last_ended, today=today)
    at = _("at {time}").format(time=time) if state.last_ended.local().date() == today else time
    return _("The last one ended {time}.").format(time=at)


def headline(state: BoardState) -> str:
    """How it stands, in a few words."""
    count = len(state.live)
    if not count:
        return clear_text()
    return ngettext("{n} major incident", "{n} major incidents", count).format(n=count)


def item_sentence(item: BoardItem, now: Instant, zone: ZoneInfo) -> str:
    """All of an item for who cannot see it."""
    update = f"{updated_text(item, now)}: {item.update}" if item.update else updated_text(item, now)
    parts = (
        title_text(item), public_text(item), sev_text(item.sev), *item.impact, since_text(item, now, zone),
        update, countdown_text(item, now), item.number,
    )  # fmt: skip
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
