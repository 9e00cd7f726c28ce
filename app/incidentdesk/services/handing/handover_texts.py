"""Hand-overs in words: their parts, their lines, and how the timeline tells of them."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.handovers import CONFIRM_BY_OWNER, NOTED, HandoverLine
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import STATUS_TEXTS, ValueTexts
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.handing.handover_parts import PARTS

Clock = Callable[[int], str]
"""Gives a time (milliseconds since 1970) in words."""

_DUE = {
    "classify": N_("classify by {time}"),
    "respond": N_("respond by {time}"),
    "resolve": N_("resolve by {time}"),
    "wake": N_("wakes {time}"),
    "confirm": N_("ask the reporter by {time}"),
    CONFIRM_BY_OWNER: N_("ask the owner by {time}"),
    "declare": N_("declare by {time}"),
    "update": N_("next update by {time}"),
}


def part_title(key: str) -> str:
    """What the part ``key`` is called; an unknown one stands for itself."""
    if key == NOTED:
        return _("Also to be said")
    return _(PARTS[key].title) if key in PARTS else key


def line_text(line: HandoverLine, settings: DeskSettings, clock: Clock) -> str:
    """Who follows up, what is due by when, or who waits for what until when."""
    who = line.assignee or _("nobody")
    if line.part == "promised":
        due = _("by {time}").format(time=clock(line.until_ms)) if line.until_ms is not None else ""
        return " · ".join(part for part in (line.whom, due, line.said, who) if part)
    if line.part == "closed":
        return who
    parts = [who]
    if line.status == "on_hold":
        parts.append(settings.label("hold_reasons", line.reason) if line.reason else _("on hold"))
        parts += [_("waits for {whom}").format(whom=line.whom)] if line.whom else []
        parts += [_("until {time}").format(time=clock(line.until_ms))] if line.until_ms is not None else []
        parts += [line.said] if line.said else []
        return " · ".join(parts)
    parts.append(_(STATUS_TEXTS.get(line.status, line.status)).lower())
    if line.due_ms is not None and line.kind in _DUE:
        parts.append(_(_DUE[line.kind]).format(time=clock(line.due_ms)))
    return " · ".join(parts)


def _handed_over(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    if entry.payload is None:
        return EntryText(_("Handed over"), _(ERASED))
    by = page.name(payload_text(entry, "by"))
    return EntryText(_("Handed over by {name}").format(name=by), payload_text(entry, "note"))


HANDOVER_WORDS: dict[str, WordsOf] = {"handed_over": _handed_over}
