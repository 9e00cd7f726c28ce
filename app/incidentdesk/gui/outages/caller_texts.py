"""How the callers of an outage are told: their state in words, and how many were reached."""

from __future__ import annotations

from datetime import date

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.callers import Caller, Callers
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.widgets.chips import Tone

STATE_TEXTS = {
    "waiting": N_("Waiting"),
    "no_answer": N_("No answer"),
    "reached": N_("Reached"),
    "waived": N_("Not needed"),
}
STATE_TONES: dict[str, Tone] = {
    "waiting": "neutral", "no_answer": "warning", "reached": "good", "waived": "neutral"
}  # fmt: skip


def state_text(caller: Caller) -> str:
    """The state in words; of one who did not answer with the number of tries."""
    text = _(STATE_TEXTS.get(caller.state, caller.state))
    if caller.state == "no_answer" and len(caller.attempts) > 1:
        return _("{state}, {n} tries").format(state=text, n=len(caller.attempts))
    return text


def called_text(caller: Caller, today: date) -> str:
    """When somebody called."""
    return instant_text(caller.at, today=today)


def reached_text(callers: Callers) -> str:
    """How many of the callers know that it is over."""
    words = ngettext("{n} of {m} caller reached", "{n} of {m} callers reached", len(callers.lines))
    return words.format(n=callers.reached, m=len(callers.lines))
