"""A row of a table of the response room in words: what it says, and what stands below in small letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeGuard

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.gui.response.room_tables import RoomTable
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.response.room import Row


class RowWords(NamedTuple):
    """``main`` in full, ``below`` in small letters, and ``lacks``: what is still to be said."""

    main: str
    below: str = ""
    lacks: str = ""


def words_of(table: RoomTable, row: Row, view: RoomView, *, record: bool = False) -> RowWords:
    """``row`` of ``table`` in words; of what has ended (``record``) nothing is lacking any more."""
    below, lacks = _BELOW[table.key](row, view, table.is_going(row) and not record)
    main = str(row.get(table.main) or _("(nothing said)"))
    return RowWords(main, "\n".join(line for line in below if line), "" if record else lacks)


def _action(row: Row, view: RoomView, going: bool) -> tuple[list[str], str]:
    minutes = row.get("minutes")
    parts = [view.name(row.get("owner"))]
    if going and isinstance(minutes, int | float) and minutes:
        parts.append(duration_text(minutes))
        parts.append(_when(row, "due", view, _("back by {when}")))
    lacks = _("Nobody does it yet") if going and not row.get("owner") else ""
    return [_joined(parts), _text(row, "result")], lacks


def _hypothesis(row: Row, _view: RoomView, going: bool) -> tuple[list[str], str]:
    test = _text(row, "test")
    lacks = "" if test or not going else _("No test yet")
    return [_("Test: {text}").format(text=test) if test else ""], lacks


def _decision(row: Row, view: RoomView, going: bool) -> tuple[list[str], str]:
    objections, backup = _text(row, "objections"), _text(row, "backup")
    asked = _("Any strong objections?") if going else ""
    lines = [
        _joined([view.name(row.get("by")), _when(row, "at", view)]),
        _("Objections: {text}").format(text=objections) if objections else asked,
        _("Backup plan: {text}").format(text=backup) if backup else "",
    ]
    return lines, "" if backup else _("No backup plan")


def _need(row: Row, view: RoomView, going: bool) -> tuple[list[str], str]:
    lacks = _("Nobody sees to it yet") if going and not row.get("owner") else ""
    return [_joined([view.name(row.get("owner")), _when(row, "at", view, _("since {when}"))])], lacks


def _impact(row: Row, view: RoomView, _going: bool) -> tuple[list[str], str]:
    users, share = row.get("users"), row.get("share")
    parts = [
        ngettext("{n} user", "{n} users", round(users)).format(n=f"{users:g}") if _is_number(users) else "",
        _("{share} %").format(share=f"{share:g}") if _is_number(share) else "",
        _when(row, "since", view, _("since {when}")),
        _when(row, "until", view, _("until {when}")),
    ]
    return [_joined(parts), _text(row, "measure")], ""


def _is_number(value: JsonValue) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(row: Row, key: str) -> str:
    return str(row.get(key) or "").strip()


def _when(row: Row, key: str, view: RoomView, words: str = "{when}") -> str:
    if not row.get(key):
        return ""
    return words.format(when=moment_text(moment_from_json(row[key]), today=view.now.local().date()))


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)


_BELOW: Mapping[str, Callable[[Row, RoomView, bool], tuple[list[str], str]]] = {
    "actions": _action,
    "hypotheses": _hypothesis,
    "decisions": _decision,
    "needs": _need,
    "impact_lines": _impact,
}
