"""Reading a process definition: TOML in, a checked ``ProcessDefinition`` out.

A mistake is refused with file, stage, field and remedy, because the author of a definition is a desk lead
with a text editor, not a programmer.
"""

# ruff: noqa: ANN401 - a file may hold anything
from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from incidentdesk.base.texts import _
from incidentdesk.domain import process_checks
from incidentdesk.domain import process_source as source
from incidentdesk.domain.process_definition import (
    Answer,
    FallBack,
    Fill,
    Need,
    ProcessDefinition,
    QuickPage,
    Stage,
)
from incidentdesk.domain.process_fields import read_field
from incidentdesk.domain.process_source import DefinitionError, Place

__all__ = ["DefinitionError", "parse_process"]

STAGE_KEYS = frozenset({
    "key", "title", "short", "role", "guidance", "fields", "gate", "sets_status", "sets_time", "on_fail",
    "skip_when", "skip_say",
})  # fmt: skip
PROCESS_KEYS = frozenset({"key", "version", "title", "description", "roles", "stage", "quick"})
NEED_KEYS = frozenset({"needs", "say", "field", "when"})
FALL_BACK_KEYS = frozenset({"when", "back_to", "say"})
QUICK_KEYS = frozenset({"title", "guidance", "answer", "fill"})
ANSWER_KEYS = frozenset({"label", "fields", "row_of", "columns", "values", "also"})
FILL_KEYS = frozenset({"field", "value", "when"})


def parse_process(text: str, file_name: str, known_lists: Collection[str]) -> ProcessDefinition:
    """The process written in ``text``. ``known_lists`` are the desk's lists that ``choices_from`` may name.

    Raises ``DefinitionError``.
    """
    place = Place(file_name)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place.refuse(_("is not TOML: {error}").format(error=error), _("Correct that line."))
    source.check_keys(raw, PROCESS_KEYS, place)
    stages = raw.get("stage")
    if not isinstance(stages, list) or not stages:
        place.refuse(_("has no stages"), _("Add at least one [[stage]]."))
    definition = ProcessDefinition(
        key=source.name(raw, "key", place),
        version=source.whole_number(raw, "version", place),
        title=source.text(raw, "title", place) or source.name(raw, "key", place),
        description=source.text(raw, "description", place),
        stages=tuple(_stage(one, place, known_lists) for one in stages),
        roles={key: str(title) for key, title in source.table(raw, "roles", place).items()},
        quick=_quick(source.table(raw, "quick", place), place / "quick") if "quick" in raw else None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    for where, message, remedy in process_checks.mistakes(definition):
        raise DefinitionError(", ".join((file_name, *where)), message, remedy)
    return definition


def _stage(raw: Any, place: Place, known_lists: Collection[str]) -> Stage:
    if not isinstance(raw, Mapping):
        place.refuse(_("a stage is not a table"), _("Write it as [[stage]]."))
    key = source.name(raw, "key", place / _("a stage"))
    here = place / _("stage “{key}”").format(key=key)
    source.check_keys(raw, STAGE_KEYS, here)
    title = source.text(raw, "title", here) or key
    return Stage(
        key=key,
        title=title,
        short=source.text(raw, "short", here) or title,
        role=source.text(raw, "role", here),
        guidance=source.text(raw, "guidance", here).strip(),
        fields=tuple(read_field(one, here, known_lists) for one in source.items(raw, "fields", here)),
        gate=tuple(_need(one, here) for one in source.items(raw, "gate", here)),
        sets_status=source.text(raw, "sets_status", here),
        sets_time=source.words(raw, "sets_time", here),
        on_fail=tuple(_fall_back(one, here) for one in source.items(raw, "on_fail", here)),
        skip_when=source.condition(raw, "skip_when", here),
        skip_say=source.text(raw, "skip_say", here),
    )


def _need(raw: Any, place: Place) -> Need:
    here = place / _("gate")
    _check_table(raw, NEED_KEYS, here)
    needs = source.condition(raw, "needs", here)
    say = source.text(raw, "say", here)
    if needs is None or not say:
        here.refuse(_("a demand lacks “needs” or “say”"), _("Give both: what must hold, and what to tell."))
    return Need(needs, say, source.text(raw, "field", here), source.condition(raw, "when", here))


def _fall_back(raw: Any, place: Place) -> FallBack:
    here = place / "on_fail"
    _check_table(raw, FALL_BACK_KEYS, here)
    when = source.condition(raw, "when", here)
    if when is None:
        here.refuse(_("lacks “when”"), _("Say when the work goes back."))
    return FallBack(when, source.text(raw, "back_to", here), source.text(raw, "say", here))


def _quick(raw: Mapping[str, Any], place: Place) -> QuickPage:
    source.check_keys(raw, QUICK_KEYS, place)
    return QuickPage(
        source.text(raw, "title", place),
        source.text(raw, "guidance", place),
        tuple(_answer(one, place) for one in source.tables(raw, "answer", place)),
        tuple(_fill(one, place) for one in source.tables(raw, "fill", place)),
    )


def _answer(raw: Mapping[str, Any], place: Place) -> Answer:
    source.check_keys(raw, ANSWER_KEYS, place)
    return Answer(
        label=source.text(raw, "label", place),
        fields=source.words(raw, "fields", place),
        row_of=source.text(raw, "row_of", place),
        columns=source.words(raw, "columns", place),
        values=source.table(raw, "values", place),
        also=source.words(raw, "also", place),
    )


def _fill(raw: Mapping[str, Any], place: Place) -> Fill:
    source.check_keys(raw, FILL_KEYS, place)
    return Fill(source.text(raw, "field", place), raw.get("value"), source.condition(raw, "when", place))


def _check_table(raw: Any, allowed: Collection[str], here: Place) -> None:
    if not isinstance(raw, Mapping):
        here.refuse(_("an entry is not a table"), _("Write it in curly brackets."))
    source.check_keys(raw, allowed, here)
