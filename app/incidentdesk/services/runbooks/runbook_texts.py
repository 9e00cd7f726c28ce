"""Runbooks in words: kinds, results and reasons, and how the timeline tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.domain.runbook import ESCALATE
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts

if TYPE_CHECKING:  # the words of the timeline are needed at the start, all that finds runbooks is not
    from incidentdesk.services.runbooks.runbook_matching import Match

SECTION_TEXTS = {
    "meaning": N_("What it means"),
    "impact": N_("Impact"),
    "diagnosis": N_("Diagnosis"),
    "mitigation": N_("Mitigation"),
    "escalation": N_("Escalation"),
    "rollback": N_("Way back"),
    "verification": N_("Verification"),
    "communication": N_("What to tell people"),
}
KIND_TEXTS = {
    "check": N_("Check"),
    "question": N_("Question"),
    "do": N_("Do"),
    "decide": N_("Decide"),
    "notify": N_("Tell"),
    "wait": N_("Wait"),
}
STATE_TEXTS = {
    "ok": N_("OK"),
    "failed": N_("Failed"),
    "skipped": N_("Skipped"),
    "open": N_("To do"),
    "waiting": N_("Later"),
    "passed": N_("Does not apply"),
    "undone": N_("Taken back"),
}
RUN_TEXTS = {"running": N_("Under way"), "finished": N_("Finished"), "left": N_("Left")}
TONES = {"ok": "good", "failed": "warning", "skipped": "neutral"}
NOT_STARTED = "not_started"
ENDED_TEXTS = {
    "time": N_("ended at its time limit"),
    "cancelled": N_("cancelled"),
    NOT_STARTED: N_("not started"),
}
SHOWN_LINES = 20
"""So many lines of what a command said are shown and printed; all of it stays with the entry."""


def section_text(name: str) -> str:
    """The heading of a section."""
    return _(SECTION_TEXTS.get(name, name))


def kind_text(kind: str) -> str:
    """What is to be done at a step, in a word."""
    return _(KIND_TEXTS.get(kind, kind))


def state_text(state: str) -> str:
    """Where a step is, in a word."""
    return _(STATE_TEXTS.get(state, state))


def run_text(state: str) -> str:
    """Where a run is, in a word."""
    return _(RUN_TEXTS.get(state, state))


def match_text(match: Match) -> str:
    """Why a runbook fits."""
    said = ", ".join(match.reasons)
    if match.how == "condition":
        return _("Attached: {reasons}").format(reasons=said)
    if match.how == "used":
        return _("Suggested: it was gone through for {numbers}, which is like this").format(numbers=said)
    return _("Suggested: both say {words}").format(words=said)


def command_text(command: tuple[str, ...] | list[str]) -> str:
    """A list of arguments as people read it: each in its own marks where its borders could be mistaken."""
    return " ".join(one if one and one.isprintable() and not set(one) & set(" \"'") else repr(one)
                    for one in command)  # fmt: skip


def took_text(ms: JsonValue) -> str:
    """How long a command ran: ``0.4 s``, ``2 min 5 s``."""
    seconds = ms / 1000 if isinstance(ms, int | float) else 0
    if seconds < 60:
        return _("{n} s").format(n=f"{seconds:.1f}")
    return _("{m} min {s} s").format(m=int(seconds // 60), s=int(seconds % 60))


def _name(entry: Entry) -> str:
    said = entry.parameters
    return _("{name} (version {n})").format(name=said.get("name"), n=said.get("version"))


def _started(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Runbook started"), _name(entry))


def _ended(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    finished = entry.parameters.get("state") == "finished"
    headline = _("Runbook finished") if finished else _("Runbook left")
    lines = [_name(entry), payload_text(entry, "why")]
    return EntryText(headline, "\n".join(filter(None, lines)), "good" if finished else "warning")


def _step(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    result = str(said.get("result"))
    headline = _("Step {n}: {result}").format(n=said.get("step"), result=state_text(result))
    marks = (str(said.get("name")), *_led_on(said.get("on_fail")))
    if not isinstance(entry.payload, dict):
        return EntryText(headline, _(ERASED), TONES.get(result, ""), marks)
    lines = [payload_text(entry, "text")]
    for words, key in ((N_("Answer: {text}"), "answer"), (N_("Why: {text}"), "why"), ("{text}", "note")):
        text = payload_text(entry, key)
        lines += [_(words).format(text=text)] if text else []
    return EntryText(headline, "\n".join(filter(None, lines)), TONES.get(result, ""), marks)


def _led_on(on_fail: JsonValue) -> tuple[str, ...]:
    if on_fail == ESCALATE:
        return (_("To be escalated"),)
    return (_("Goes on with step {n}").format(n=on_fail),) if on_fail else ()


def _command(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    headline = _("Command of step {n} confirmed").format(n=entry.parameters.get("step"))
    return EntryText(headline, _command_of(entry) or _(ERASED), marks=(str(entry.parameters.get("name")),))


def _command_of(entry: Entry) -> str:
    command = entry.payload.get("command") if isinstance(entry.payload, dict) else None
    return command_text([str(one) for one in command]) if isinstance(command, list) else ""


def _ran(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    code, ended = said.get("exit_code"), str(said.get("ended"))
    how = _("exit code {n}").format(n=code) if ended == "itself" else _(ENDED_TEXTS.get(ended, ended))
    headline = _("Command of step {n}: {how}").format(n=said.get("step"), how=how)
    marks = [str(said.get("name"))]
    if ended != NOT_STARTED:
        marks.append(took_text(said.get("took_ms")))
    size = said.get("said_bytes")
    if said.get("is_cut") and isinstance(size, int):
        marks.append(_("output cut: it was {n} bytes").format(n=f"{size:,}"))
    tone = "good" if ended == "itself" and code == 0 else "warning"
    if not isinstance(entry.payload, dict):
        return EntryText(headline, _(ERASED), tone, tuple(marks))
    detail = "\n".join(filter(None, (_command_of(entry), _beginning(payload_text(entry, "output")))))
    return EntryText(headline, detail, tone, tuple(marks))


def _beginning(output: str) -> str:
    lines = output.rstrip().splitlines()
    more = len(lines) - SHOWN_LINES
    shown = [line if len(line) <= 400 else f"{line[:400]} …" for line in lines[:SHOWN_LINES]]
    if more > 0:
        shown.append(ngettext("({n} more line)", "({n} more lines)", more).format(n=more))
    return "\n".join(shown)


RUNBOOK_WORDS: dict[str, WordsOf] = {
    "runbook_started": _started,
    "runbook_step": _step,
    "runbook_ended": _ended,
    "runbook_command": _command,
    "runbook_command_ran": _ran,
}
