"""A runbook in lines of plain words: what is said of a step, and how two versions differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.runbook import ESCALATE, Runbook, Step
from incidentdesk.services.runbooks.runbook_conditions import condition_text
from incidentdesk.services.runbooks.runbook_texts import command_text, kind_text, section_text


class Line(NamedTuple):
    """A line of a comparison: ``sign`` is ``+`` for a new one, ``-`` for one that is gone, else a blank."""

    sign: str
    text: str


def further(step: Step, *, with_command: bool = True) -> Iterator[str]:
    """What is said of a step beside what is to be done, a line each."""
    if step.when is not None:
        yield _("Only where {condition}").format(condition=condition_text(step.when))
    if step.answers:
        yield _("Answers: {names}").format(names=", ".join(step.answers))
    if step.expected:
        yield _("Expected: {text}").format(text=step.expected)
    if step.command and with_command:
        yield _("Command: {command}").format(command=command_text(step.command))
    if step.repeat is not None:
        words = _("Again every {m} minutes until {until}, {n} times at most")
        yield words.format(m=step.repeat.minutes, until=step.repeat.until, n=step.repeat.at_most)
    if step.on_fail == ESCALATE:
        yield _("If it fails: escalate")
    elif step.on_fail:
        yield _("If it fails: go on with step {n}").format(n=step.on_fail)
    small = [_("{m} minutes").format(m=step.minutes)] if step.minutes else []
    small += [_("skill: {name}").format(name=step.skill)] if step.skill else []
    small += [] if step.needs_previous else [_("at any time")]
    if small:
        yield " · ".join(small)


def told_lines(one: Runbook) -> list[str]:
    """All that a runbook says, for reading and for comparing."""
    lines = [_("Name: {text}").format(text=one.name)]
    for label, names in ((_("Services"), one.services), (_("Keywords"), one.keywords)):
        lines += [f"{label}: {', '.join(names)}"] if names else []
    every = ngettext("Looked through every {n} day", "Looked through every {n} days", one.review_every)
    lines.append(every.format(n=one.review_every))
    for trigger in one.triggers:
        lines.append(_("For incidents where {say}").format(say=trigger.say))
        lines.append(f"    {condition_text(trigger.when)}")
    for name, text in one.sections.items():
        lines += [section_text(name), *(f"    {line}" for line in text.splitlines())]
    for step in one.steps:
        danger = f" ({_('danger')})" if step.danger else ""
        lines.append(f"{step.number}. {kind_text(step.kind)}{danger}: {step.text}")
        lines += [f"    {line}" for line in further(step)]
    return lines


def compared(before: Sequence[str], after: Sequence[str], around: int = 1) -> list[Line]:
    """How ``after`` differs from ``before``, with so many equal lines ``around``; empty where it does not."""
    found: list[Line] = []
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for group in matcher.get_grouped_opcodes(around):
        if found:
            found.append(Line(" ", "…"))
        for kind, first, last, start, end in group:
            if kind == "equal":
                found += [Line(" ", text) for text in before[first:last]]
                continue
            found += [Line("-", text) for text in before[first:last]]
            found += [Line("+", text) for text in after[start:end]]
    return found
