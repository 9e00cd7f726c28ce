"""The command of the board: what stakeholders may see, as words, as a document or as a page."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.domain.board import BoardItem, BoardState
from incidentdesk.domain.moments import moment_to_json
from incidentdesk.domain.sev import sev_text
from incidentdesk.services.board.board_texts import (
    due_text,
    headline,
    last_ended_text,
    public_text,
    since_text,
    title_text,
    updated_text,
)


def add_board(parser: argparse.ArgumentParser) -> None:
    """The words of ``board``."""
    parser.add_argument(
        "--out", default="", metavar="DIR", help=_("write the page (board.html) into this folder, too")
    )


def board(context: Context) -> int:
    """``board [--out DIR]``."""
    cases, out = context.cases, context.arguments.out
    state = cases.board.read()
    document: dict[str, Any] = _json(state)
    words = _words(state)
    if out:
        page = cases.board.write_to(Path(out).resolve())
        document["page"] = str(page)
        words += "\n" + _("Page: {file}").format(file=page)
    context.output.say(words, document)
    return 0


def _words(state: BoardState) -> str:
    lines = [headline(state)]
    if state.clear and state.last_ended:
        lines.append(last_ended_text(state))
    for item in state.items:
        head = (public_text(item), title_text(item), sev_text(item.sev), item.number)
        lines.append("  ".join(part for part in head if part))
        more = (*item.impact, since_text(item, state.now, state.zone), updated_text(item, state.now))
        said = item.update.splitlines()
        lines += [f"  {part}" for part in (*more, *said, due_text(item, state.now)) if part]
    return "\n".join(lines)


def _json(state: BoardState) -> dict[str, Any]:
    return {
        "now": state.now.iso(),
        "clear": state.clear,
        "last_ended": state.last_ended.iso() if state.last_ended else None,
        "incidents": [_item(one, state) for one in state.items],
    }


def _item(one: BoardItem, state: BoardState) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": title_text(one),
        "restricted": one.restricted,
        "public": one.public,
        "sev": one.sev or None,
        "impact": list(one.impact),
        "since": moment_to_json(one.since) if one.since else None,
        "update": {"text": one.update or None, "at": one.updated.iso() if one.updated else None},
        "next_update": {"due": one.due.iso() if one.due else None, "late": one.late(state.now)},
        "resolved": one.ended.iso() if one.ended else None,
    }
