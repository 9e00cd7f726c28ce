"""The impact of a major incident in one glance, from the lines of its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import moment_text
from incidentdesk.domain.moments import Moment, moment_from_json
from incidentdesk.services.response.room import Row


class ImpactSum(NamedTuple):
    """``glance`` says how far it reaches, ``since`` since when, or until when it did; both may be empty."""

    glance: str
    since: str
    over: bool


def impact_sum(rows: Sequence[Row], now: Instant) -> ImpactSum:
    """The sum of the lines that still hold; where none does, of those that did.

    Users of several lines are added up: whoever is hit twice counts twice, so it is told as "about".
    """
    holding = [row for row in rows if not is_over(row)]
    over, counted = not holding and bool(rows), holding or list(rows)
    parts = [_subject(counted), _users(counted), _share(counted)]
    return ImpactSum(" · ".join(part for part in parts if part), _since(counted, now, over=over), over)


def is_over(row: Row) -> bool:
    """Whether a line of the impact says until when it held."""
    return _moment(row, "until") is not None


def _subject(rows: Sequence[Row]) -> str:
    if len(rows) < 2:
        return str(rows[0].get("what") or "") if rows else ""
    return ngettext("{n} thing does not work", "{n} things do not work", len(rows)).format(n=len(rows))


def _users(rows: Sequence[Row]) -> str:
    users = round(sum(_number(row, "users") for row in rows))
    return ngettext("about {n} user", "about {n} users", users).format(n=users) if users else ""


def _share(rows: Sequence[Row]) -> str:
    share = max((_number(row, "share") for row in rows), default=0)
    text = _("{share} % of users") if len(rows) == 1 else _("up to {share} % of users")
    return text.format(share=f"{share:g}") if share else ""


def _since(rows: Sequence[Row], now: Instant, *, over: bool) -> str:
    today = now.local().date()
    if over:
        ends = [moment for row in rows if (moment := _moment(row, "until")) is not None]
        last = max(ends, key=lambda one: one.at.ms if one.at else 0)
        return _("Over, {when}").format(when=moment_text(last, today=today))
    begins = [moment for row in rows if (moment := _moment(row, "since")) is not None]
    if not begins:
        return ""
    first = min(begins, key=lambda one: one.at.ms if one.at else now.ms)
    return _("Since {when}").format(when=moment_text(first, today=today))


def _number(row: Row, key: str) -> float:
    value = row.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _moment(row: Row, key: str) -> Moment | None:
    value = row.get(key)
    return moment_from_json(value) if value else None
