"""The word that closes an outage is that of its callers, once all of them are settled and some were told."""

from __future__ import annotations

from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.whose_word import WORD
from incidentdesk.services.cases.caller_lists import callers_of
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.whose_word import OF_CALLERS, is_of_callers
from incidentdesk.storage import timeline

_RESTORED = "restored"


def settle_word(case: Case) -> None:
    """Fill the word in, or empty it where its callers gave it and are not all settled any more."""
    placed = case.definition.fields_by_key.get(WORD)
    if placed is None or _RESTORED not in {choice.key for choice in placed[1].choices}:
        return
    callers = callers_of(case.work.session, case.incident, case.definition)
    word = case.asking().facts.get(WORD)
    is_given = bool(callers.reached) and not callers.unsettled
    said: dict[str, JsonValue] = {OF_CALLERS: [callers.reached, len(callers.lines)]}
    if is_given and is_missing(word):
        save_values(case, {WORD: _RESTORED}, {}, said)
    elif not is_given and word == _RESTORED and _is_of_callers(case):
        save_values(case, {WORD: None}, {}, said)


def _is_of_callers(case: Case) -> bool:
    """Whether the callers gave the word that is there now."""
    return is_of_callers(timeline.entries_of_kinds(case.work.session, case.incident.uid, ("saved",)))
