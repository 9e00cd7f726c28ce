"""Runbooks in a list in words: when one was looked through, how it was used, what waits. Pure."""

from __future__ import annotations

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import date_text
from incidentdesk.services.runbooks.runbooks import RunbookLine


def reviewed_text(one: RunbookLine) -> str:
    """When it was looked through last; since when that is due again."""
    if one.is_stale:
        return _("Due since {day}").format(day=date_text(one.review_due))
    if one.reviewed is None:
        return _("Written {day}").format(day=_day(one.written))
    return _day(one.reviewed)


def reviewed_tone(one: RunbookLine) -> str:
    """Marks what is due."""
    return "warning" if one.is_stale else ""


def state_text(one: RunbookLine) -> str:
    """What is to be known of it in a word or two."""
    if one.state == "retired":
        return _("Retired")
    return _("Edit waits") if one.has_draft else ""


def state_tone(one: RunbookLine) -> str:
    """The tone of that."""
    return "neutral" if one.state == "retired" else "accent"


def last_used_text(one: RunbookLine) -> str:
    """The day on which it was begun last."""
    return _day(one.usage.last) if one.usage.last is not None else _("Never")


def outcomes_text(one: RunbookLine) -> str:
    """How often it was used, and how that ended."""
    used = one.usage
    if not used.runs:
        return ""
    going = used.runs - used.finished - used.left
    parts = [ngettext("{n} run", "{n} runs", used.runs).format(n=used.runs)]
    parts += [_("{n} finished").format(n=used.finished)] if used.finished else []
    parts += [_("{n} left").format(n=used.left)] if used.left else []
    parts += [_("{n} going on").format(n=going)] if going else []
    if used.failed_steps:
        words = ngettext("{n} step failed", "{n} steps failed", used.failed_steps)
        parts.append(words.format(n=used.failed_steps))
    return " · ".join(parts)


def spoken(one: RunbookLine) -> str:
    """What a screen reader says of a line."""
    parts = (one.name, ", ".join(one.runbook.services), one.owner_name, reviewed_text(one), state_text(one))
    return ", ".join(part for part in (*parts, outcomes_text(one)) if part)


def _day(at: Instant) -> str:
    return date_text(at.local().date())
