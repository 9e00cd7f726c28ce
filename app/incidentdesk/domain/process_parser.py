"""Reading a process definition: TOML in, a checked ``ProcessDefinition`` out.

A mistake is refused with file, stage, field and remedy, because the author of a definition is a desk lead
with a text editor, not a programmer.
"""

# ruff: noqa: ANN401 - a file may hold anything
from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain import process_checks
from incidentdesk.domain.conditions import Condition, parse_condition
from incidentdesk.domain.core_fields import TYPED_CORE_FIELDS
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_definition import (
    Answer,
    Choice,
    FallBack,
    Field,
    Fill,
    Need,
    ProcessDefinition,
    QuickPage,
    RowButton,
    Stage,
)

FIELD_KEYS = frozenset({
    "key", "kind", "label", "required", "required_when", "show_when", "say", "width", "help", "placeholder",
    "reveal", "choices", "choices_from", "columns", "add", "default", "default_from", "indexed", "hidden",
})  # fmt: skip
STAGE_KEYS = frozenset({
    "key", "title", "short", "role", "guidance", "fields", "gate", "sets_status", "sets_time", "on_fail",
    "skip_when", "skip_say",
})  # fmt: skip
PROCESS_KEYS = frozenset({"key", "version", "title", "description", "roles", "stage", "quick"})


class DefinitionError(UserFacingError):
    """A mistake in a process definition: ``place`` names file, stage and field."""

    exit_code = 2

    def __init__(self, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}.", remedy)
        self.place = place


class _Place:
    """Where in a file the reader is, for messages."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts

    def __truediv__(self, part: str) -> _Place:
        return _Place(*self.parts, part)

    def __str__(self) -> str:
        return ", ".join(self.parts)

    def refuse(self, message: str, remedy: str) -> NoReturn:
        raise DefinitionError(str(self), message, remedy)


def parse_process(text: str, file_name: str, known_lists: Collection[str]) -> ProcessDefinition:
    """The process written in ``text``. ``known_lists`` are the desk's lists that ``choices_from`` may name.

    Raises ``DefinitionError``.
    """
    place = _Place(file_name)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place.refuse(_("is not TOML: {error}").format(error=error), _("Correct that line."))
    _only(raw, PROCESS_KEYS, place)
    stages = raw.get("stage")
    if not isinstance(stages, list) or not stages:
        place.refuse(_("has no stages"), _("Add at least one [[stage]]."))
    definition = ProcessDefinition(
        key=_name(raw, "key", place),
        version=_positive(raw, "version", place),
        title=_text(raw, "title", place) or _name(raw, "key", place),
        description=_text(raw, "description", place),
        stages=tuple(_stage(one, place, known_lists) for one in stages),
        roles={str(key): str(title) for key, title in raw.get("roles", {}).items()},
        quick=_quick(raw["quick"], place / "quick") if "quick" in raw else None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    for where, message, remedy in process_checks.mistakes(definition):
        raise DefinitionError(", ".join((file_name, *where)), message, remedy)
    return definition


def _stage(raw: Any, place: _Place, known_lists: Collection[str]) -> Stage:
    if not isinstance(raw, Mapping):
        place.refuse(_("a stage is not a table"), _("Write it as [[stage]]."))
    key = _name(raw, "key", place / _("a stage"))
    here = place / _("stage “{key}”").format(key=key)
    _only(raw, STAGE_KEYS, here)
    title = _text(raw, "title", here) or key
    return Stage(
        key=key,
        title=title,
        short=_text(raw, "short", here) or title,
        role=_text(raw, "role", here),
        guidance=_text(raw, "guidance", here).strip(),
        fields=tuple(_field(one, here, known_lists) for one in raw.get("fields", [])),
        gate=tuple(_need(one, here) for one in raw.get("gate", [])),
        sets_status=_text(raw, "sets_status", here),
        sets_time=tuple(raw.get("sets_time", ())),
        on_fail=tuple(_fall_back(one, here) for one in raw.get("on_fail", [])),
        skip_when=_condition(raw, "skip_when", here),
        skip_say=_text(raw, "skip_say", here),
    )


def _field(raw: Any, place: _Place, known_lists: Collection[str], *, column: bool = False) -> Field:
    if not isinstance(raw, Mapping):
        place.refuse(_("a field is not a table"), _("Write it as {key = …, kind = …}."))
    key = _name(raw, "key", place / _("a field"))
    here = place / (_("column “{key}”") if column else _("field “{key}”")).format(key=key)
    _only(raw, FIELD_KEYS, here)
    core = None if column else TYPED_CORE_FIELDS.get(key)
    kind = _text(raw, "kind", here) or (core.kind if core else "")
    if core and kind != core.kind:
        here.refuse(
            _("is a shared field of kind {kind}").format(kind=core.kind),
            _("Leave out its kind, or choose another key."),
        )
    if kind not in FIELD_KINDS:
        here.refuse(
            _("has no kind that is known (“{kind}”)").format(kind=kind),
            _("Use one of: {kinds}.").format(kinds=", ".join(FIELD_KINDS)),
        )
    choices_from = _text(raw, "choices_from", here) or (core.choices_from if core else "")
    choices = tuple(_choice(one, here) for one in raw.get("choices", ()))
    if choices_from and choices_from not in known_lists:
        here.refuse(
            _("takes its choices from an unknown list “{name}”").format(name=choices_from),
            _("Use one of: {names}.").format(names=", ".join(sorted(known_lists))),
        )
    if FIELD_KINDS[kind].has_choices and not choices and not choices_from:
        here.refuse(_("has no choices"), _('Give choices = […] or choices_from = "a list".'))
    columns = tuple(_field(one, here, known_lists, column=True) for one in raw.get("columns", ()))
    if kind == "table" and not columns:
        here.refuse(_("is a table without columns"), _("Give columns = [{key = …, kind = …}]."))
    return Field(
        key=key,
        kind=kind,
        label=_text(raw, "label", here) or (_(core.label) if core else key.replace("_", " ").capitalize()),
        core=core is not None,
        required=bool(raw.get("required", False)),
        required_when=_condition(raw, "required_when", here),
        show_when=_condition(raw, "show_when", here),
        say=_text(raw, "say", here),
        width=_text(raw, "width", here) or "half",
        help=_text(raw, "help", here),
        placeholder=_text(raw, "placeholder", here),
        reveal=_text(raw, "reveal", here),
        choices=choices,
        choices_from=choices_from,
        columns=columns,
        add=tuple(
            RowButton(_text(one, "label", here), dict(one.get("values", {}))) for one in raw.get("add", ())
        ),
        default=raw.get("default"),
        default_from=_text(raw, "default_from", here),
        hidden=bool(raw.get("hidden", False)),
        indexed=bool(raw.get("indexed", FIELD_KINDS[kind].indexed)),
    )


def _choice(raw: Any, place: _Place) -> Choice:
    if isinstance(raw, str):
        return Choice(raw, raw.replace("_", " ").capitalize())
    if not isinstance(raw, Mapping):
        place.refuse(_("a choice is neither a key nor a table"), _('Write "key" or {key = …, label = …}.'))
    key = _name(raw, "key", place / _("a choice"))
    label = _text(raw, "label", place) or key.replace("_", " ").capitalize()
    return Choice(key, label, _condition(raw, "show_when", place), _text(raw, "tone", place))


def _need(raw: Any, place: _Place) -> Need:
    here = place / _("gate")
    needs = _condition(raw, "needs", here)
    say = _text(raw, "say", here)
    if needs is None or not say:
        here.refuse(_("a demand lacks “needs” or “say”"), _("Give both: what must hold, and what to tell."))
    return Need(needs, say, _text(raw, "field", here), _condition(raw, "when", here))


def _fall_back(raw: Any, place: _Place) -> FallBack:
    here = place / "on_fail"
    when = _condition(raw, "when", here)
    if when is None:
        here.refuse(_("lacks “when”"), _("Say when the work goes back."))
    return FallBack(when, _text(raw, "back_to", here), _text(raw, "say", here))


def _quick(raw: Any, place: _Place) -> QuickPage:
    answers = tuple(
        Answer(
            label=_text(one, "label", place),
            fields=tuple(one.get("fields", ())),
            row_of=_text(one, "row_of", place),
            columns=tuple(one.get("columns", ())),
            values=dict(one.get("values", {})),
            also=tuple(one.get("also", ())),
        )
        for one in raw.get("answer", ())
    )
    fills = tuple(
        Fill(_text(one, "field", place), one.get("value"), _condition(one, "when", place))
        for one in raw.get("fill", ())
    )
    return QuickPage(_text(raw, "title", place), _text(raw, "guidance", place), answers, fills)


def _condition(raw: Mapping[str, Any], key: str, place: _Place) -> Condition | None:
    if key not in raw:
        return None
    try:
        return parse_condition(raw[key], where=f"{place}, {key}")
    except ValueError as error:
        raise DefinitionError(str(place), str(error), _("Correct that condition.")) from None


def _only(raw: Mapping[str, Any], allowed: Collection[str], place: _Place) -> None:
    unknown = sorted(set(raw) - set(allowed))
    if unknown:
        place.refuse(
            _("has an unknown entry “{name}”").format(name=unknown[0]),
            _("Use only: {names}.").format(names=", ".join(sorted(allowed))),
        )


def _name(raw: Mapping[str, Any], key: str, place: _Place) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.replace("_", "").replace("-", "").isalnum():
        place.refuse(
            _("has no valid “{key}”").format(key=key),
            _("Use small letters, digits, - and _, such as “it-outage”."),
        )
    return value


def _text(raw: Mapping[str, Any], key: str, place: _Place) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        place.refuse(_("“{key}” is not text").format(key=key), _("Put it in quotes."))
    return value


def _positive(raw: Mapping[str, Any], key: str, place: _Place) -> int:
    value = raw.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        place.refuse(_("has no “{key}”").format(key=key), _("Give a whole number from 1 on."))
    return value
