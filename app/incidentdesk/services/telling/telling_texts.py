"""The words of the timeline for what the reporter was told."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.telling.telling import WHEN_TEXTS

MEANS_TEXTS = {"mail": N_("mail"), "phone": N_("phone"), "copy": N_("text copied")}


def _told(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    means, when = str(entry.parameters.get("means")), str(entry.parameters.get("when") or "")
    parts = [_(MEANS_TEXTS.get(means, means))]
    if when:
        parts.append(_(WHEN_TEXTS.get(when, when)).lower())
    headline = _("Told the reporter ({how})").format(how=", ".join(parts))
    if entry.payload is None:
        return EntryText(headline, _(ERASED), tone="accent")
    said = [payload_text(entry, key) for key in ("subject", "text")]
    return EntryText(headline, "\n".join(part for part in said if part), tone="accent")


TELLING_WORDS: dict[str, WordsOf] = {"reporter_told": _told}
"""By kind of entry."""
