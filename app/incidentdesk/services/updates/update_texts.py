"""Timeline entries of updates in words: what was asked and decided, and how each sending went."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.records import Entry
from incidentdesk.domain.update_sending import PRACTISED, RESULT_TEXTS, TOLD_TEXTS
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts

_ACTS = {
    "approved": N_("Update to {audience} approved"),
    "changed": N_("Update to {audience} changed and approved"),
    "spoken": N_("Update to {audience} approved in words"),
    "sent_back": N_("Update to {audience} sent back"),
    "dropped": N_("Update to {audience} not sent"),
}
_STATES = {
    "sent": N_("went out"),
    PRACTISED: N_("would have gone out"),
    "failed": N_("did not go out"),
    "unknown": N_("may have gone out"),
    "sending": N_("on its way"),
    "planned": N_("still to go"),
}


def _audience(entry: Entry) -> str:
    key = str(entry.parameters.get("audience"))
    return _(TOLD_TEXTS.get(key, key))


def _asked(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(
        _("Asked the commander to approve an update to {audience}").format(audience=_audience(entry))
    )


def _decided(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    act = str(entry.parameters.get("act"))
    tone = "warning" if act in {"sent_back", "dropped"} else "good"
    return EntryText(
        _(_ACTS.get(act, act)).format(audience=_audience(entry)), payload_text(entry, "note"), tone
    )


def _sent(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said, name = entry.parameters, payload_text(entry, "name") or _(ERASED)
    if said.get("by_hand"):
        return EntryText(_("Told by hand: {name}").format(name=name), tone="accent")
    counts = {key: int(str(said.get(key))) for key in _STATES if said.get(key)}
    of = int(str(said.get("of") or 0))
    parts = [
        _(_STATES[key]) if of == 1 else _("{n} {state}").format(n=count, state=_(_STATES[key]))
        for key, count in counts.items()
    ]
    words = _("Practised by “{name}”: {result}") if PRACTISED in counts else _("Sent by “{name}”: {result}")
    headline = words.format(name=name, result=", ".join(parts))
    good = set(counts) == {"sent"}
    marks = (ngettext("{n} address", "{n} addresses", of).format(n=of),) if of > 1 else ()
    tone = "good" if good else "accent" if set(counts) == {PRACTISED} else "warning"
    return EntryText(headline, "\n".join(_not_gone(entry)), tone, marks)


def _not_gone(entry: Entry) -> list[str]:
    """What became of each address that it did not surely go to."""
    rows = entry.payload.get("to") if isinstance(entry.payload, dict) else None
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and row.get("state") != "sent":
            why = _(RESULT_TEXTS.get(str(row.get("result")), str(row.get("result"))))
            parts = [str(row.get("to") or ""), why, str(row.get("detail") or "")]
            found.append(" – ".join(part for part in parts if part))
    return found


UPDATE_WORDS: dict[str, WordsOf] = {"update_asked": _asked, "update_decided": _decided, "update_sent": _sent}
"""By kind of entry."""
