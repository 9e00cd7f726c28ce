"""Escalations in words."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts

ESCALATION_TEXTS = {
    "functional": N_("To other skills: they follow up"),
    "hierarchical": N_("To a manager: it is followed up as before"),
}


def escalated_to(page: IncidentPage) -> str:
    """To whom the incident was escalated last; empty where it never was, or where that was erased."""
    last = next((one for one in reversed(page.entries) if one.kind == "escalated"), None)
    return "" if last is None else _whom(last, page)


def _whom(entry: Entry, page: IncidentPage) -> str:
    names = [page.name(payload_text(entry, key)) for key in ("person", "team")]
    return ", ".join(name for name in names if name)


def _escalated(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    if entry.payload is None:
        return EntryText(_("Escalated"), _(ERASED), tone="warning")
    said = (
        _("Escalated to {name}")
        if entry.parameters.get("kind") == "functional"
        else _("Escalated, up to {name}")
    )
    return EntryText(said.format(name=_whom(entry, page)), payload_text(entry, "why"), tone="warning")


HANDING_WORDS: dict[str, WordsOf] = {"escalated": _escalated}
