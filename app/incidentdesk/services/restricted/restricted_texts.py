"""Timeline entries of restricted incidents and of evidence in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.records import Entry
from incidentdesk.domain.restricted import ACTS, GROUNDS, NOTICE_STATES, CustodyEntry, Notice
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.value_texts import ValueTexts

if TYPE_CHECKING:
    from incidentdesk.services.cases.pages import IncidentPage


def notice_text(notice: Notice, now: Instant) -> str:
    """How it is with a legal notice, in a few words; empty where there is none to be given."""
    left = notice.minutes_left(now)
    if left is None:
        return _(NOTICE_STATES[notice.state]) if notice.state else ""
    if left < 0:
        return _("Legal notice late by {time}").format(time=duration_text(-left))
    return _("Legal notice due in {time}").format(time=duration_text(left))


def custody_text(entry: CustodyEntry) -> str:
    """What was done with a piece of evidence, in one line."""
    parts = [_(ACTS[entry.act])]
    if entry.whom:
        parts.append(_("to {name}").format(name=entry.whom))
    if entry.kept:
        parts.append(_("kept: {place}").format(place=entry.kept))
    return " · ".join([*parts, entry.note] if entry.note else parts)


def _restricted(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    ground = str(entry.parameters.get("ground"))
    named = payload_text(entry, "named")
    lines = [payload_text(entry, "reason")]
    if named:
        lines.append(_("Named: {names}").format(names=named))
    said = _("Restricted: {ground}").format(ground=_(GROUNDS.get(ground, ground)))
    return EntryText(said, "\n".join(line for line in lines if line), tone="warning")


def _of_person(text: str) -> WordsOf:
    def words(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
        name = page.name(payload_text(entry, "person"))
        return EntryText(_(text).format(name=name), payload_text(entry, "reason"))

    return words


def _broken(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = _("An administrator named themselves")
    return EntryText(said, payload_text(entry, "reason"), tone="danger")


def _lifted(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("No longer restricted"), payload_text(entry, "reason"), tone="warning")


def _channels(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    channels = payload_text(entry, "channels")
    return EntryText(_("Not to be used to talk about it"), channels or _("nothing any more"))


def _notice(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    state = str(entry.parameters.get("state"))
    said, reason = _(NOTICE_STATES.get(state, state)), payload_text(entry, "reason")
    due = str(entry.parameters.get("due") or "").replace("T", " ")[:16]
    when = _("by {when}").format(when=due) if state == "due" and due else ""
    return EntryText(said, " · ".join(part for part in (when, reason) if part))


def _custody(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    item, act = entry.parameters.get("item"), str(entry.parameters.get("act"))
    headline = _("Evidence {item}: {act}").format(item=item, act=_(ACTS.get(act, act)).lower())
    if entry.payload is None:
        return EntryText(headline, _(ERASED))
    whom, kept = payload_text(entry, "whom"), payload_text(entry, "kept")
    parts = [
        payload_text(entry, "what"),
        _("to {name}").format(name=whom) if whom else "",
        _("kept: {place}").format(place=kept) if kept else "",
        payload_text(entry, "note"),
    ]
    return EntryText(headline, " · ".join(part for part in parts if part))


RESTRICTED_WORDS: dict[str, WordsOf] = {
    "restricted": _restricted,
    "restriction_lifted": _lifted,
    "restricted_named": _of_person(N_("{name} may open it")),
    "restricted_unnamed": _of_person(N_("{name} may no longer open it")),
    "restricted_broken": _broken,
    "restricted_channels": _channels,
    "restricted_notice": _notice,
    "custody": _custody,
}
