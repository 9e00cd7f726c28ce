"""Timeline entries of a response room in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import ROLE_TEXTS
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.value_texts import ValueTexts

if TYPE_CHECKING:
    from incidentdesk.services.cases.pages import IncidentPage

_HANDOVER = {
    "offered": N_("Command offered to {to}"),
    "accepted": N_("{to} accepted command"),
    "spoken": N_("{to} accepted command, in words"),
    "declined": N_("{to} did not take command"),
    "withdrawn": N_("Offer of command to {to} withdrawn"),
}
_ROLE = {
    "has": N_("{role}: {name}"),
    "to_call": N_("To be called: {name}"),
    "ended": N_("{name} is no longer {role}"),
}
_WHY = {
    "built": N_("built the service"),
    "owns": N_("owns the service"),
    "backup": N_("stands in for its owner"),
}
_ROW = {
    "action": (N_("Action {row}"), "what"),
    "hypothesis": (N_("Hypothesis {row}"), "statement"),
    "decision": (N_("Decision {row}"), "proposal"),
    "needs_followup": (N_("Need {row}"), "what"),
    "impact": (N_("Impact {row}"), "what"),
}
_STATES = {
    "open": N_("open"),
    "doing": N_("acknowledged"),
    "done": N_("done"),
    "failed": N_("did not work"),
    "handed_on": N_("handed on"),
    "dropped": N_("dropped"),
    "confirmed": N_("confirmed"),
    "ruled_out": N_("ruled out"),
    "pending": N_("pending"),
    "agreed": N_("agreed"),
    "rejected": N_("rejected"),
    "met": N_("met"),
}
_GIVEN_OUT = N_("given out")
"""What an open action is called, as on its card."""
_GOOD = frozenset({"done", "confirmed", "agreed", "met"})
_NOTES = {
    "observation": N_("Observation"),
    "alert": N_("Alert"),
    "ack": N_("Acknowledged"),
    "change": N_("Change"),
    "user_report": N_("Report of a user"),
    "correction": N_("Correction"),
}
_UPDATES = {
    "update_internal": N_("Update to staff"),
    "update_executive": N_("Update to managers"),
    "update_external": N_("Update to the public"),
}


def _raised(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    marks = (_("DRILL"),) if entry.parameters.get("drill") else ()
    return EntryText(_("Raised as a major incident"), marks=marks)


def _declared(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    said = _("Declared: {sev}").format(sev=_sev(texts, entry.parameters.get("sev")))
    marks = (_("DRILL"),) if entry.parameters.get("drill") else ()
    return EntryText(said, tone="warning", marks=marks)


def _phase(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    to = str(entry.parameters.get("to"))
    marks = (_("Reopened"),) if entry.parameters.get("reopened") else _undo(entry)
    words = _("Phase: {phase}").format(phase=_(PHASE_TEXTS.get(to, to)))
    return EntryText(words, payload_text(entry, "reason"), marks=marks)


def _undo(entry: Entry) -> tuple[str, ...]:
    """The mark of what only takes back what was done before."""
    return (_("Undo"),) if entry.parameters.get("undoes") else ()


def _sev_change(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    old, new = (_sev(texts, entry.parameters.get(key)) for key in ("from", "to"))
    words = _("In the end: {new}") if entry.parameters.get("final") else _("{old} → {new}")
    return EntryText(words.format(old=old, new=new), payload_text(entry, "reason"), marks=_undo(entry))


def _role_change(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    role, why = str(said.get("role")), _WHY.get(str(said.get("why")), "")
    words = _(_ROLE.get(str(said.get("act")), "{role}: {name}"))
    name = payload_text(entry, "name") if entry.payload is not None else _(ERASED)
    detail = payload_text(entry, "reason") or (_(why) if why else "")
    return EntryText(words.format(role=_(ROLE_TEXTS.get(role, role)), name=name), detail, marks=_undo(entry))


def _handover(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    act = str(entry.parameters.get("act"))
    words = _(_HANDOVER.get(act, "{to}")).format(to=page.name(entry.parameters.get("to")))
    parts = [payload_text(entry, key) for key in ("state", "who_may_leave", "risks", "note")]
    return EntryText(words, "\n".join(part for part in parts if part))


def _row(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    label, main = _ROW[entry.kind]
    said = entry.parameters
    state = str(said.get("state") or "")
    headline = _(label).format(row=said.get("row"))
    if said.get("act") == "taken_back":
        headline = _("{row}: taken back").format(row=headline)
    elif state and (said.get("act") == "added" or "was" in said):
        text = _GIVEN_OUT if (entry.kind, state) == ("action", "open") else _STATES.get(state, state)
        headline = f"{headline}: {_(text)}"
    if not isinstance(entry.payload, dict) or not isinstance(entry.payload.get("row"), dict):
        return EntryText(headline, _(ERASED))
    row: dict[str, JsonValue] = dict(entry.payload["row"])  # type: ignore[arg-type]
    lines = [str(row.get(main) or ""), _who(row, page), *_more(row)]
    tone = "good" if state in _GOOD and "was" in said else ""
    return EntryText(headline, "\n".join(line for line in lines if line), tone=tone)


def _who(row: dict[str, JsonValue], page: IncidentPage) -> str:
    minutes = row.get("minutes")
    parts = [page.name(row.get("owner"))]
    if isinstance(minutes, int) and minutes:
        parts.append(duration_text(minutes))
    return ", ".join(part for part in parts if part)


def _more(row: dict[str, JsonValue]) -> list[str]:
    found = []
    for key, words in (
        ("test", N_("Test: {text}")),
        ("objections", N_("Objections: {text}")),
        ("backup", N_("Backup plan: {text}")),
        ("measure", N_("{text}")),
        ("result", N_("{text}")),
    ):
        if isinstance(row.get(key), str) and row[key] not in _STATES:
            found.append(_(words).format(text=row[key]))
    users = row.get("users")
    if isinstance(users, int | float):
        found.append(ngettext("{n} user", "{n} users", int(users)).format(n=int(users)))
    return found


def _update(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    due = entry.parameters.get("next")
    marks = []
    if isinstance(due, str):
        at = Instant.of(datetime.fromisoformat(due))
        marks.append(_("next {when}").format(when=instant_text(at, today=page.now.local().date())))
    if entry.parameters.get("last"):
        marks.append(_("the last one"))
    text = payload_text(entry, "text") if entry.payload is not None else _(ERASED)
    return EntryText(_(_UPDATES[entry.kind]), text, marks=tuple(marks), tone="accent")


def _note(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    text = payload_text(entry, "text") if entry.payload is not None else _(ERASED)
    lines = (text, payload_text(entry, "link"))
    marks = []
    if entry.parameters.get("source") == "pasted":
        marks.append(_("pasted"))
    count = entry.parameters.get("count")
    if isinstance(count, int):
        marks.append(ngettext("{n} user", "{n} users", count).format(n=count))
    return EntryText(_(_NOTES[entry.kind]), "\n".join(filter(None, lines)), marks=tuple(marks))


def _milestone(text: str) -> WordsOf:
    def words(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
        marks = (_("corrected"),) if entry.parameters.get("corrected") else _undo(entry)
        return EntryText(_(text), marks=marks)

    return words


def _bridge(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Bridge"), payload_text(entry, "new") or _("none"))


def _run(text: str) -> WordsOf:
    def words(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
        marks = (_("review not closed"),) if entry.parameters.get("review_due") else ()
        return EntryText(_(text), payload_text(entry, "reason"), marks=marks)

    return words


def _sev(texts: ValueTexts, key: JsonValue) -> str:
    return texts.settings.label("sev_levels", key) if key else ""


def _with_precision(words: WordsOf) -> WordsOf:
    """The words of an entry, with how exactly its time is known before its other marks."""

    def told(entry: Entry, page: IncidentPage, texts: ValueTexts) -> EntryText:
        found, until = words(entry, page, texts), entry.parameters.get("until")
        if isinstance(until, str):
            end = Instant.of(datetime.fromisoformat(until))
            mark = _("until {when}").format(when=instant_text(end, today=page.now.local().date()))
        elif entry.parameters.get("about"):
            mark = _("about")
        else:
            return found
        return replace(found, marks=(mark, *found.marks))

    return told


_WORDS: dict[str, WordsOf] = {
    "raised": _raised,
    "declared": _declared,
    "promoted": _run(N_("Promoted to a major incident")),
    "returned": _run(N_("Back to the desk, to be closed")),
    "phase_change": _phase,
    "sev_change": _sev_change,
    "role_change": _role_change,
    "handover": _handover,
    "bridge": _bridge,
    "detected": _milestone(N_("Detected")),
    "impact_start": _milestone(N_("Impact began")),
    "impact_end": _milestone(N_("Impact ended")),
    **dict.fromkeys(_ROW, _row),
    **dict.fromkeys(_UPDATES, _update),
    **dict.fromkeys(_NOTES, _note),
}

RESPONSE_WORDS = {kind: _with_precision(words) for kind, words in _WORDS.items()}
"""By kind of entry."""
