"""The timeline of a response room as items to show: the newest first, by when it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import cast

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.moment_text import instant_text, short_date_text
from incidentdesk.domain.records import Entry
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.timeline_paint import TimelineItem
from incidentdesk.services.cases.entry_texts import EntryText
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text

ALL, DECISIONS, UPDATES, PINNED = "all", "decisions", "updates", "pinned"
FILTERS = {ALL: N_("All"), DECISIONS: N_("Decisions"), UPDATES: N_("Updates"), PINNED: N_("Pinned")}
"""What the timeline can be narrowed to."""

_KINDS = {
    DECISIONS: {"decision", "declared", "sev_change", "phase_change", "handover"},
    UPDATES: {
        "update_internal", "update_executive", "update_external", "update_asked", "update_decided",
        "update_sent",
    },
}  # fmt: skip
_TONES: dict[str, Tone] = {
    "decision": "accent", "declared": "danger", "sev_change": "warning", "phase_change": "accent",
    "alert": "danger", "impact_start": "danger", "impact_end": "good", "user_report": "warning",
}  # fmt: skip
_BOOKKEEPING = frozenset({"logged", "stage_completed", "status_changed", "responded", "priority_changed"})
"""Kinds that the room leaves out where they only follow from what else the same act did."""
BESIDE = 30
"""So many letters of who and what go beside the time, in the narrow column of the room."""
LATER_MS = 60_000
"""What is entered so long after it was done says when that was."""


class RoomEntries:
    """Keeps the items of what has not changed: entries stay as they are, and each is laid out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, bool, str], TimelineItem] = {}

    def items(self, page: IncidentPage, narrowed: str = ALL) -> list[TimelineItem]:
        """The items of ``page`` that fit one of ``FILTERS``; with dates where they are of several days."""
        zone = page.settings.zone
        days = {in_zone(entry.done.ms, zone).local().date() for entry in page.entries}
        today, dated = page.now.local().date(), len(days) > 1
        texts = ValueTexts(page.settings, page.names, page.definition, today=today)
        texts = texts.knowing(run.definition for run in page.earlier)
        corrected, found = _corrected(page.entries), dict[tuple[str, str, bool, str], TimelineItem]()
        for act in _acts(page.entries):
            if fits(act, narrowed):
                wrong = next((corrected[entry.uid] for entry in act if entry.uid in corrected), "")
                key = (act[-1].uid, today.isoformat(), dated, wrong)
                found[key] = self._known.get(key) or _item(act, page, texts, dated=dated, corrected=wrong)
        self._known = {**self._known, **found} if narrowed != ALL else found
        return list(found.values())


def fits(act: Sequence[Entry], narrowed: str) -> bool:
    """Whether what one act did belongs to one of ``FILTERS``."""
    if narrowed == PINNED:
        return any(entry.parameters.get("pinned") is True for entry in act)
    return narrowed == ALL or any(entry.kind in _KINDS[narrowed] for entry in act)


def _acts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """What one act did at one time is one item; they stand by when that was, the newest first."""
    groups: list[list[Entry]] = []
    for _cause, act in groupby(entries, lambda entry: entry.cause):
        in_order = sorted(act, key=lambda entry: entry.done.ms)
        groups.extend(list(group) for _ms, group in groupby(in_order, lambda entry: entry.done.ms))
    return sorted(groups, key=lambda act: (act[0].done.ms, act[0].seq), reverse=True)


def _corrected(entries: Sequence[Entry]) -> dict[str, str]:
    """The uids of entries that a later one puts right, and what is said of them."""
    found: dict[str, str] = {}
    for entry in entries:
        corrects = entry.parameters.get("corrects")
        mark = N_("Taken back") if entry.parameters.get("undoes") else N_("Corrected later")
        found |= dict.fromkeys(map(str, corrects if isinstance(corrects, list) else [corrects or ""]), mark)
    return found


def _item(
    act: Sequence[Entry], page: IncidentPage, texts: ValueTexts, *, dated: bool, corrected: str
) -> TimelineItem:
    act = [entry for entry in act if not _only_follows(entry, act)] or act
    first, said = act[0], [_said(entry, page, texts) for entry in act]
    title, text, below = _words(act, said)
    zone = page.settings.zone
    done = in_zone(first.done.ms, zone)
    local = done.local()
    if abs(first.entered.ms - first.done.ms) > LATER_MS:
        entered = instant_text(in_zone(first.entered.ms, zone), today=local.date())
        below.append(_("entered {time}").format(time=entered))
    name = page.name(first.author)
    beside = len(name) + len(title) <= BESIDE
    when = instant_text(done, today=local.date())
    marks = dict.fromkeys((mark, one.tone or "neutral") for one in said for mark in one.marks)
    if any(entry.parameters.get("pinned") is True for entry in act):
        marks[(_("Pinned"), "accent")] = None
    if corrected:
        marks[(_(corrected), "warning")] = None
    tone = next((one.tone for one in said if one.tone), "") or next(
        (_TONES[entry.kind] for entry in act if entry.kind in _TONES), ""
    )
    return TimelineItem(
        uid=act[-1].uid,
        when_text=f"{short_date_text(local.date())} {when}" if dated else when,
        who=" · ".join([name, title] if beside and title else [name]),
        headline=text if beside else "\n".join(part for part in (title, text) if part),
        detail="\n".join(line for line in below if line),
        tone=cast("Tone | None", tone or None),
        chips=cast("Sequence[tuple[str, Tone]]", tuple(marks)),
    )


def _only_follows(entry: Entry, act: Sequence[Entry]) -> bool:
    """Whether an entry only follows from what else the same act did."""
    kinds = {other.kind for other in act}
    if entry.kind == "saved":
        last = entry.parameters.get("fields") == ["last_update"]
        return "phase_change" in kinds or (last and not kinds.isdisjoint(_KINDS[UPDATES]))
    return entry.kind in _BOOKKEEPING


def _said(entry: Entry, page: IncidentPage, texts: ValueTexts) -> EntryText:
    """What an entry says; of a form that was filled in, which fields: the incident itself has the answers."""
    said, fields = entry_text(entry, page, texts), entry.parameters.get("fields")
    if entry.kind != "saved" or not isinstance(fields, list) or len(fields) == 1:
        return said
    names = ", ".join(texts.label(str(key)) for key in fields)
    return replace(said, headline=_("Filled in: {fields}").format(fields=names), detail="")


def _words(act: Sequence[Entry], said: Sequence[EntryText]) -> tuple[str, str, list[str]]:
    """What kind of entry it is, what it says, and what stands below in grey."""
    titles = [one.headline for one in said if one.headline]
    details = list(dict.fromkeys(one.detail for one in said if one.detail))
    if [entry.kind for entry in act] == ["observation"]:
        titles = []
    if len(titles) > 1 or not details:
        return "", " · ".join(titles), details
    text, *below = "\n".join(details).splitlines()
    if act[0].kind in _WHOLE:
        text, below = "\n".join(details), []
    return next(iter(titles), ""), text, below


_WHOLE = frozenset({"observation", "alert", "ack", "change", "user_report", "correction", *_KINDS[UPDATES]})
"""Kinds whose text may have several lines, all of it said by a person."""
