"""Runs of runbooks in words: how far one is, how long a step has, how a command ended. Pure."""

from __future__ import annotations

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.domain.runbook_progress import Progress, StepState
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.services.runbooks.command_story import Told
from incidentdesk.services.runbooks.runbook_texts import ENDED_TEXTS, NOT_STARTED, took_text

DONE = frozenset({"ok", "failed", "skipped"})
MARKS = {"ok": "check", "failed": "warning", "skipped": "minus", "passed": "minus"}
"""The drawing of a step that was settled."""
MARK_ROLES = {"ok": "good", "failed": "warning", "skipped": "muted", "passed": "muted"}
STATE_TONES: dict[str, Tone] = {"failed": "warning", "skipped": "neutral", "passed": "neutral"}
SHOWN_LINES = 400
"""So many lines of what a command said are shown in the window; the timeline holds what was kept."""
SHOWN_LETTERS = 40_000
KIB = 1024


def progress_text(progress: Progress) -> str:
    """``4 of 7``: how many of the steps that apply are settled."""
    applying = [one for one in progress.steps if one.state != "passed"]
    done = sum(one.state in DONE for one in applying)
    return _("{n} of {total}").format(n=done, total=len(applying))


def time_left(state: StepState, now: Instant) -> tuple[str, bool]:
    """How long a step has, or by how much it is late, and whether it is; empty where it has no time box."""
    if state.due is None:
        return "", False
    seconds = (state.due.ms - now.ms) / 1000
    if seconds < 0:
        return _("{span} late").format(span=span_text(-seconds)), True
    again = state.step.repeat is not None and state.tries > 0
    words = _("again in {span}") if again else _("{span} left")
    return words.format(span=span_text(seconds)), False


def span_text(seconds: float) -> str:
    """Minutes and seconds, as they run down; from an hour on in words."""
    if seconds < 3600:
        whole = int(seconds)
        return f"{whole // 60:02}:{whole % 60:02}"
    return duration_text(seconds / 60)


def checked_text(state: StepState, name: str, now: Instant) -> str:
    """When a step was checked off, and by whom."""
    if state.last is None:
        return ""
    return f"{instant_text(state.last.at, today=now.local().date())} {name}".strip()


def said_lines(state: StepState) -> list[str]:
    """What was said at the check-off of a step, a line each."""
    last = state.last
    if last is None or state.state not in DONE:
        return []
    lines = [_("Answer: {text}").format(text=last.answer)] if last.answer else []
    lines += [_("Why: {text}").format(text=last.why)] if last.why else []
    return lines + ([last.note] if last.note else [])


def ended_text(told: Told) -> str:
    """How a command ended, and after how long."""
    if not told.ended:
        return ""
    if told.ended == "itself":
        how = _("ended well") if told.went_well else _("failed with exit code {n}").format(n=told.exit_code)
    else:
        how = _(ENDED_TEXTS.get(told.ended, told.ended))
    words = _("{how}, after {span}").format(how=how, span=took_text(told.took_ms))
    if told.ended == NOT_STARTED:
        words = how
    return words[:1].upper() + words[1:]


def shown_output(told: Told) -> tuple[str, str]:
    """What a command said as far as the window shows it, and what is said of the rest."""
    if told.output is None:
        return "", _("What it said was erased.")
    text = told.output.rstrip()
    if not text:
        return "", _("It said nothing.")
    if told.ended == NOT_STARTED:
        return "", text  # not what it said, but why it could say nothing
    lines = text.split("\n")
    shown = "\n".join(lines[:SHOWN_LINES])[:SHOWN_LETTERS]
    notes = []
    if len(shown) < len(text):
        count = len(lines)
        words = ngettext(
            "Only the beginning of {n} line is shown.", "Only the beginning of {n} lines is shown.", count
        )
        notes.append(words.format(n=f"{count:,}"))
    if told.is_cut:
        words = _("It said {all}, of which {kept} are kept on the timeline.")
        notes.append(words.format(all=_size(told.said_bytes), kept=_size(len(told.output.encode()))))
    return shown, " ".join(notes)


def _size(count: int) -> str:
    if count < KIB:
        return _("{n} bytes").format(n=count)
    if count < KIB * KIB:
        return _("{n} KB").format(n=f"{count / KIB:.0f}")
    return _("{n} MB").format(n=f"{count / KIB / KIB:.1f}")
