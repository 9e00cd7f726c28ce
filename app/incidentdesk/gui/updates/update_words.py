"""How a text of an update and its sendings stand, in words for the composer."""

from __future__ import annotations

from datetime import date

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, RESULT_TEXTS, TOLD_TEXTS, Sending
from incidentdesk.services.updates.update_view import TextView, UpdatesView


def audience_name(audience: str) -> str:
    """“staff”, “managers”, “the public”."""
    return _(TOLD_TEXTS[audience])


def audience_title(audience: str) -> str:
    """“Staff”, “Managers”, “Public”."""
    return _(AUDIENCE_TEXTS[audience])


def sent_words(one: TextView, now: Instant) -> str:
    """How many of the addresses it went to, and how the others stand."""
    went = [row for row in one.sendings if row.state == "sent"]
    names = list(dict.fromkeys(row.name or row.target for row in went if not row.practised))
    would = list(dict.fromkeys(row.name for row in went if row.practised))
    parts = [", ".join(names)] if names else []
    parts += [_("would have gone by {names}").format(names=", ".join(would))] if would else []
    for state, words in (
        ("failed", _("{n} did not go out")),
        ("planned", _("{n} still to go")),
        ("unknown", _("{n} may have gone out")),
        ("given_up", _("{n} given up")),
    ):
        count = one.count(state, now)
        parts += [words.format(n=count)] if count else []
    return " · ".join(parts)


def failed_words(one: TextView) -> str:
    """What did not go out, why, and how old the text is."""
    rows = [row for row in one.sendings if row.state in {"failed", "planned"}]
    whole = len(one.sendings)
    if len(rows) == whole == 1:
        head = _("It did not go out.")
    else:
        words = ngettext(
            "{n} of {whole} address has not been reached.", "{n} of {whole} addresses have not been reached.",
            whole,
        )  # fmt: skip
        head = words.format(n=len(rows), whole=whole)
    reasons = dict.fromkeys(_reason(row) for row in rows)
    return " ".join([head, *reasons, age_words(one)])


def age_words(one: TextView) -> str:
    """How old the text is."""
    if one.age.overtaken:
        return _("A newer text went out since.")
    minutes = one.age.minutes
    if not minutes:
        return _("The text was written just now.")
    return _("The text is {time} old.").format(time=duration_text(minutes))


def _reason(row: Sending) -> str:
    why = _(RESULT_TEXTS.get(row.result, row.result))
    name = row.name or row.target
    said = f"{name}: {why}"
    return f"{said} ({row.detail})." if row.detail else f"{said}."


def unknown_words(row: Sending) -> str:
    """That a sending may have gone, and what to find out."""
    whom = " ".join(part for part in (row.name, row.target) if part)
    return _("It may have gone to {whom}. Ask there: did it arrive?").format(whom=whom)


def last_words(view: UpdatesView, minutes: int, sev: str) -> str:
    """“Every 20 minutes at SEV 1. Last: 10:24”."""
    parts = []
    if minutes and view.due is not None:
        words = ngettext("Every {n} minute at {sev}.", "Every {n} minutes at {sev}.", minutes)
        parts.append(words.format(n=minutes, sev=sev))
    if view.last_update is not None:
        parts.append(_("Last: {when}").format(when=at_words(view.last_update, view.now)))
    elif view.declared:
        parts.append(_("Nobody has been told yet."))
    return " ".join(parts)


def at_words(at: Instant, now: Instant) -> str:
    """The time of ``at``, with its day where that is another."""
    today: date = now.local().date()
    return instant_text(at, today=today)
