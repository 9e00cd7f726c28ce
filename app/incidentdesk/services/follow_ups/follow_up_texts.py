"""Follow-ups in words: their kinds and states, and how the timeline tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import date_text
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts

KIND_TEXTS = {
    "task": N_("Task"),
    "problem": N_("Problem"),
    "change": N_("Change"),
    "runbook": N_("Runbook"),
    "document": N_("Document"),
    "monitor": N_("Monitor"),
}
STATE_TEXTS = {"open": N_("Open"), "doing": N_("Under way"), "done": N_("Done"), "dropped": N_("Dropped")}
FIELD_TEXTS = {
    "text": N_("What is to be done"),
    "kind": N_("Kind"),
    "owner": N_("Owner"),
    "due": N_("Due"),
    "state": N_("State"),
    "link": N_("Link"),
    "why_dropped": N_("Why it is dropped"),
}


def kind_text(kind: str) -> str:
    """The words for a kind; an unknown one stands for itself."""
    return _(KIND_TEXTS.get(kind, kind))


def state_text(state: str) -> str:
    """The words for a state; an unknown one stands for itself."""
    return _(STATE_TEXTS.get(state, state))


def due_text(one: FollowUp, today: date) -> str:
    """When it is due, or how it ended: "today", "2 days late", "due 10 Dec 2026", "done 24 Nov 2026"."""
    if one.ended is not None:
        return _("{state} {day}").format(
            state=state_text(one.state).lower(), day=date_text(one.ended.local().date())
        )
    days = (one.due - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("due today")
    return _("due tomorrow") if days == 1 else _("due {day}").format(day=date_text(one.due))


def due_tone(one: FollowUp, today: date) -> str:
    """The tone of the theme that goes with ``due_text``."""
    if not one.is_open:
        return "good" if one.state == "done" else "neutral"
    if one.is_overdue(today):
        return "danger"
    return "warning" if one.due == today else "neutral"


def _added(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    parts = [
        payload_text(entry, "text") if entry.payload is not None else _(ERASED),
        page.name(payload_text(entry, "owner")),
        _("due {day}").format(day=_day_text(said.get("due"))),
    ]
    headline = _("Follow-up {n} added").format(n=said.get("position"))
    return EntryText(headline, " · ".join(filter(None, parts)), marks=(kind_text(str(said.get("kind"))),))


def _changed(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    fields = said.get("fields")
    keys = [str(key) for key in fields] if isinstance(fields, list) else []
    headline = _("Follow-up {n} changed").format(n=said.get("position"))
    if "state" in keys:
        state = state_text(str(said.get("state")))
        headline = _("Follow-up {n}: {state}").format(n=said.get("position"), state=state.lower())
    if not isinstance(entry.payload, dict):
        return EntryText(headline, _(ERASED))
    lines = [str(entry.payload.get("what") or "")]
    lines += [_change(key, entry.payload.get(key), page) for key in keys if key not in {"state", "text"}]
    done = said.get("state") == "done" and "state" in keys
    return EntryText(headline, "\n".join(filter(None, lines)), tone="good" if done else "")


def _change(key: str, pair: JsonValue, page: IncidentPage) -> str:
    if not isinstance(pair, dict):
        return ""
    label = _(FIELD_TEXTS.get(key, key))
    words: Mapping[str, Callable[[str], str]] = {"owner": page.name, "due": _day_text, "kind": kind_text}
    old, new = (words.get(key, str)(str(pair.get(which) or "")) for which in ("old", "new"))
    return f"{label}: {old} → {new}" if old and new else f"{label}: {new}" if new else ""


def _day_text(day: JsonValue) -> str:
    return date_text(date.fromisoformat(str(day))) if day else ""


FOLLOW_UP_WORDS: dict[str, WordsOf] = {"follow_up_added": _added, "follow_up_changed": _changed}
