"""The board as a page: one HTML file that needs no network and no script, for any browser and for paper.

What it tells was made fit for the public before; here every text is escaped, and stands apart from what is
beside it, so that one in Arabic turns nothing around.
"""

from __future__ import annotations

from functools import cache
from html import escape

from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.board import GOOD_FOR_MINUTES, BoardItem, BoardState
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.sev import sev_text
from incidentdesk.reports.board_icons import ICONS
from incidentdesk.services.board.board_page import mark_line
from incidentdesk.services.board.board_texts import (
    PUBLIC_MEANINGS,
    clear_text,
    due_text,
    headline,
    last_ended_text,
    public_text,
    since_text,
    title_text,
    updated_text,
)

LANGUAGE = "en"
REFRESH_SECONDS = 30
"""So often a browser reads the file again."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page loads nothing and runs nothing, whatever somebody has typed."""


class BoardPage:
    """Makes the page."""

    def render(self, state: BoardState) -> str:
        """The page as one HTML document; the same state gives the same text."""
        title = _("{what} · {who}").format(what=headline(state), who=_who(state))
        lines = (
            "<!DOCTYPE html>",
            f'<html lang="{LANGUAGE}">',
            mark_line(state),
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(title)}</title>",
            f"<style>{_style()}</style>",
            "</head>",
            "<body>",
            _head(state),
            "<main>",
            *([_clear(state)] if state.clear else []),
            *(_article(one, state) for one in state.items),
            "</main>",
            _foot(state),
            "</body>",
            "</html>",
            "",
        )
        return "\n".join(lines)


@cache
def _style() -> str:
    return resource_path("pages", "board.css").read_text(encoding="utf-8")


def _who(state: BoardState) -> str:
    return state.organisation or state.department or _("Service desk")


def _text(tag: str, kind: str, text: str) -> str:
    """An element with a text that somebody may have typed, in whatever direction that is read; or nothing."""
    return f'<{tag} class="{kind}" dir="auto">{escape(text)}</{tag}>' if text else ""


def _head(state: BoardState) -> str:
    practice = _text("p", "practice", _("Practice desk: nothing of this is real")) if state.practice else ""
    words = (
        _text("p", "who", " · ".join(part for part in (state.organisation, state.department) if part)),
        f"<h1>{escape(_('State of our services'))}</h1>",
        "" if state.clear else _text("p", "headline", headline(state)),
    )
    return f"<header>{practice}{''.join(words)}</header>"


def _clear(state: BoardState) -> str:
    last = _text("p", "last", last_ended_text(state))
    return (
        f'<section class="all-clear">{ICONS["resolved"]}'
        f"<div><h2>{escape(clear_text())}</h2>{last}</div></section>"
    )


def _article(item: BoardItem, state: BoardState) -> str:
    now = state.now
    level = " · ".join(part for part in (item.number, sev_text(item.sev)) if part)
    impact = "".join(f'<li dir="auto">{escape(one)}</li>' for one in item.impact)
    parts = (
        f'<p class="word">{ICONS[item.public]}<strong>{escape(public_text(item))}</strong>'
        f"<span>{escape(_(PUBLIC_MEANINGS[item.public]))}</span></p>",
        _text("h2", "title", title_text(item)),
        _text("p", "number", level),
        f'<ul class="impact">{impact}</ul>' if impact else "",
        _text("p", "since", since_text(item, now, state.zone)),
        _update(item, now),
        _text("p", "due late" if item.late(now) else "due", due_text(item, now)),
    )
    return f'<article class="{item.public}">{"".join(parts)}</article>'


def _update(item: BoardItem, now: Instant) -> str:
    when = updated_text(item, now)
    if not when:
        return ""
    at = f'<time datetime="{item.updated.iso()}">{escape(when)}</time>' if item.updated else escape(when)
    return f'<section class="update"><h3>{at}</h3>{_text("p", "said", item.update)}</section>'


def _foot(state: BoardState) -> str:
    today = state.now.local().date()
    stale = instant_text(state.now.plus(GOOD_FOR_MINUTES), today=today, with_zone=True)
    written = _("Written {time}.").format(time=instant_text(state.now, with_zone=True))
    good = _("It is out of date after {time}: then ask the service desk.").format(time=stale)
    return (
        f'<footer><p><time datetime="{state.now.iso()}">{escape(written)}</time> '
        f"<strong>{escape(good)}</strong></p></footer>"
    )
