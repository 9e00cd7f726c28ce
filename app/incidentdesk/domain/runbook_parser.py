"""Reading a runbook: TOML in, a checked ``Runbook`` out.

A mistake is refused with file, step, key and remedy: runbooks are written by those who do the work.
"""

# ruff: noqa: ANN401 - a file may hold anything
from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from incidentdesk.base.texts import _
from incidentdesk.domain import process_source as source
from incidentdesk.domain.conditions import Condition, unknown_fields
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.process_source import DefinitionError, Place
from incidentdesk.domain.runbook import (
    ESCALATE,
    MATCH_FIELDS,
    SECTIONS,
    STEP_KINDS,
    Repeat,
    Runbook,
    Step,
    Trigger,
    step_fields,
)

__all__ = ["DefinitionError", "parse_runbook"]

RUNBOOK_KEYS = frozenset({
    "key", "name", "services", "keywords", "triggers", "owner_role", "review_every", "step", *SECTIONS,
})  # fmt: skip
TRIGGER_KEYS = frozenset({"when", "say"})
STEP_KEYS = frozenset({
    "number", "text", "kind", "section", "command", "expected", "danger", "skill", "minutes",
    "needs_previous", "when", "repeat", "on_fail", "answers",
})  # fmt: skip
REPEAT_KEYS = frozenset({"minutes", "until", "at_most"})
ANSWERED = frozenset({"question", "decide"})
SCRIPTS_OF_A_SHELL = frozenset({".bat", ".cmd"})
"""Windows hands these to its shell, which reads the arguments anew."""


def parse_runbook(text: str, file_name: str) -> Runbook:
    """The runbook written in ``text``. Raises ``DefinitionError``."""
    place = Place(file_name)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place.refuse(_("is not TOML: {error}").format(error=error), _("Correct that line."))
    source.check_keys(raw, RUNBOOK_KEYS, place)
    key = source.name(raw, "key", place)
    return Runbook(
        key=key,
        name=_needed(raw, "name", place, _("Say in a few words what it is for.")),
        services=source.words(raw, "services", place),
        keywords=source.words(raw, "keywords", place),
        triggers=tuple(_trigger(one, place) for one in source.items(raw, "triggers", place)),
        owner_role=source.text(raw, "owner_role", place),
        review_every=source.whole_number(raw, "review_every", place),
        sections={name: said for name in SECTIONS if (said := source.text(raw, name, place).strip())},
        steps=_steps(raw, place),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _trigger(raw: Any, place: Place) -> Trigger:
    here = place / "triggers"
    _check_table(raw, TRIGGER_KEYS, here)
    when = _condition(raw, here, {*CORE_FIELDS, *MATCH_FIELDS})
    if when is None:
        here.refuse(_("lacks “when”"), _("Say for which incidents it is meant."))
    return Trigger(when, _needed(raw, "say", here, _("Tell the reason in words: it is shown to people.")))


def _steps(raw: Mapping[str, Any], place: Place) -> tuple[Step, ...]:
    found = source.items(raw, "step", place)
    if not found:
        place.refuse(_("has no steps"), _("Add at least one [[step]]."))
    return tuple(_step(one, number, len(found), place) for number, one in enumerate(found, start=1))


def _step(raw: Any, number: int, last: int, place: Place) -> Step:
    here = place / _("step {number}").format(number=number)
    _check_table(raw, STEP_KEYS, here)
    if source.whole_number(raw, "number", here) != number:
        here.refuse(_("has the number {n}").format(n=raw["number"]), _("Number the steps 1, 2, 3 …"))
    known = {*CORE_FIELDS, *MATCH_FIELDS, *step_fields(range(1, number))}
    step = Step(
        number=number,
        text=_needed(raw, "text", here, _("Say what is to be done.")),
        kind=_one_of(raw, "kind", STEP_KINDS, here),
        section=_one_of(raw, "section", SECTIONS, here) if "section" in raw else "diagnosis",
        command=_command(raw, here),
        expected=source.text(raw, "expected", here).strip(),
        danger=source.flag(raw, "danger", here),
        skill=source.text(raw, "skill", here),
        minutes=source.whole_number(raw, "minutes", here) if "minutes" in raw else 0,
        needs_previous=source.flag(raw, "needs_previous", here, default=True),
        when=_condition(raw, here, known),
        repeat=_repeat(raw, here),
        on_fail=_on_fail(raw, number, last, here),
        answers=source.words(raw, "answers", here),
    )
    _check_step(step, here)
    return step


def _check_step(step: Step, here: Place) -> None:
    if step.answers and step.kind not in ANSWERED:
        here.refuse(
            _("has “answers” though it is no question"),
            _("Make its kind question or decide, or remove them."),
        )
    if step.kind == "wait" and not step.minutes and step.repeat is None:
        here.refuse(_("does not say how long to wait"), _("Add “minutes” or “repeat”."))


def _command(raw: Mapping[str, Any], here: Place) -> tuple[str, ...]:
    if "command" not in raw:
        return ()
    if not isinstance(raw["command"], list):
        here.refuse(
            _("“command” is no list of arguments"),
            _('Write the program and each argument by itself: ["ping", "-c", "3", "mail.example.org"].'),
        )
    command = source.words(raw, "command", here)
    if not command or not command[0].strip():
        here.refuse(_("“command” names no program"), _("Put the program first, or remove it."))
    if any("\0" in part for part in command):
        here.refuse(_("“command” has a NUL in it"), _("Remove it."))
    names = PureWindowsPath(command[0].strip(". ")), PurePosixPath(command[0])
    if any(name.suffix.lower() in SCRIPTS_OF_A_SHELL for name in names):
        here.refuse(
            _("“command” is a batch file, which a shell would read"), _("Name the program that it starts.")
        )
    return command


def _repeat(raw: Mapping[str, Any], here: Place) -> Repeat | None:
    if "repeat" not in raw:
        return None
    here = here / "repeat"
    _check_table(raw["repeat"], REPEAT_KEYS, here)
    return Repeat(
        source.whole_number(raw["repeat"], "minutes", here),
        _needed(raw["repeat"], "until", here, _("Say when it is enough.")),
        source.whole_number(raw["repeat"], "at_most", here),
    )


def _on_fail(raw: Mapping[str, Any], number: int, last: int, here: Place) -> int | str:
    value = raw.get("on_fail", "")
    is_step = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= last
    if value not in ("", ESCALATE) and (not is_step or value == number):
        here.refuse(
            _("“on_fail” leads nowhere: {value}").format(value=value),
            _("Give the number of another step from 1 to {last}, or “escalate”.").format(last=last),
        )
    return int(value) if is_step else str(value)


def _condition(raw: Mapping[str, Any], here: Place, known: Collection[str]) -> Condition | None:
    when = source.condition(raw, "when", here)
    strange = sorted(unknown_fields(when, known)) if when else []
    if strange:
        here.refuse(
            _("“when” tests “{field}”, which no incident has here").format(field=strange[0]),
            _("Test {names}, a shared field, or an earlier step such as step_1 or answer_1.").format(
                names=", ".join(MATCH_FIELDS)
            ),
        )
    return when


def _needed(raw: Mapping[str, Any], key: str, here: Place, remedy: str) -> str:
    said = source.text(raw, key, here).strip()
    if not said:
        here.refuse(_("lacks “{key}”").format(key=key), remedy)
    return said


def _one_of(raw: Mapping[str, Any], key: str, known: Collection[str], here: Place) -> str:
    value = source.text(raw, key, here)
    if value not in known:
        here.refuse(
            _("“{value}” is no {key} of a step").format(value=value, key=key),
            _("Use one of: {names}.").format(names=", ".join(known)),
        )
    return value


def _check_table(raw: Any, allowed: Collection[str], here: Place) -> None:
    if not isinstance(raw, Mapping):
        here.refuse(_("is not a table"), _("Write its entries with their names."))
    source.check_keys(raw, allowed, here)
