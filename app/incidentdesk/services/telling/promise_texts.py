"""The words of the timeline for callbacks."""

from __future__ import annotations

from datetime import datetime

from incidentdesk.base.texts import N_, _, isolated
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts


def _words(headline: str, *, with_due: bool = False) -> WordsOf:
    def words(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
        whom = payload_text(entry, "whom") if entry.payload is not None else _(ERASED)
        said = _(headline).format(whom=isolated(whom))
        due = entry.parameters.get("due")
        if with_due and isinstance(due, str):
            at = Instant.of(datetime.fromisoformat(due))
            said = f"{said}, {instant_text(at, today=page.now.local().date())}"
        late = entry.parameters.get("late")
        if isinstance(late, int) and late:
            said = f"{said}, {_('{span} late').format(span=duration_text(late))}"
        details = [payload_text(entry, key) for key in ("phone", "note", "text")]
        return EntryText(said, "\n".join(part for part in details if part))

    return words


PROMISE_WORDS: dict[str, WordsOf] = {
    "promised": _words(N_("Callback promised to {whom}"), with_due=True),
    "promise_kept": _words(N_("Called {whom} back, as promised")),
    "promise_dropped": _words(N_("Callback to {whom} dropped")),
    "promise_open_again": _words(N_("Callback to {whom} still to be made"), with_due=True),
}
"""By kind of entry."""
