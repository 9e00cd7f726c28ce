"""What a line of the response room will become, in words: shown while it is typed."""

from __future__ import annotations

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.moment_text import duration_text, instant_text, moment_text
from incidentdesk.domain.response_line import EntryKind, RoomLine
from incidentdesk.domain.response_words import RoomWords

_PLAIN = {
    EntryKind.OBSERVATION: N_("Note"),
    EntryKind.HYPOTHESIS: N_("Hypothesis, open"),
    EntryKind.NEED: N_("Need, open"),
    EntryKind.CHANGE: N_("Change"),
    EntryKind.ALERT: N_("Alert"),
    EntryKind.IMPACT_START: N_("The impact began"),
    EntryKind.IMPACT_END: N_("The impact ended"),
    EntryKind.UPDATE: N_("Update to staff, told already"),
}


def said(line: RoomLine, words: RoomWords) -> str:
    """``line`` in a few words without its text, such as "Action for R. Sato, back by 10:46"."""
    plain = N_("Pinned note") if line.pinned else _PLAIN.get(line.kind)
    what = _(plain) if plain else _named(line, words)
    if line.moment is None:
        return what
    today = words.now.local().date()
    when = moment_text(line.moment, today=today, zone=words.zone)
    return _("{what}, {when}").format(what=what, when=when)


def _named(line: RoomLine, words: RoomWords) -> str:
    name = next((one.name for one in words.people if one.uid == line.person), line.person)
    match line.kind:
        case EntryKind.ACTION:
            return _action(line, words, name)
        case EntryKind.DECISION:
            text = _("Decision, pending; backup plan: {plan}") if line.backup else _("Decision, pending")
            return text.format(plan=line.backup)
        case EntryKind.PHASE:
            return _("Phase: {phase}").format(phase=_(words.phases[line.value]))
        case EntryKind.SEV:
            return _("Level: {level}").format(level=words.levels[line.value])
        case EntryKind.ROLE:
            return _("{role}: {name}").format(role=_(words.roles[line.value]), name=name)
        case _:
            return ngettext("Report of {n} user", "Reports of {n} users", line.count).format(n=line.count)


def _action(line: RoomLine, words: RoomWords, name: str) -> str:
    if not line.minutes:
        return _("Action for {name}, without a time box").format(name=name)
    begun = line.moment.at if line.moment and line.moment.at else words.now
    due = instant_text(begun.plus(line.minutes), today=words.now.local().date())
    text = _("Action for {name}, {minutes}, back by {due}")
    return text.format(name=name, minutes=duration_text(line.minutes), due=due)
