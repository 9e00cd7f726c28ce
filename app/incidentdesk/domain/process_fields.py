"""Reading the fields of a process definition."""

# ruff: noqa: ANN401 - a file may hold anything
from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from incidentdesk.base.texts import _
from incidentdesk.domain import process_source as source
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, LIST_FIELDS, CoreField
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_definition import Choice, Field, RowButton
from incidentdesk.domain.process_source import Place

FIELD_KEYS = frozenset({
    "key", "kind", "label", "required", "required_when", "show_when", "say", "width", "help", "placeholder",
    "reveal", "choices", "choices_from", "columns", "add", "default", "default_from", "indexed", "hidden",
    "ahead", "ask_again",
})  # fmt: skip
IN_NO_COLUMN = frozenset({"table", "checklist", "attachment_list"})
"""Kinds that a cell of a table cannot hold."""


def read_field(raw: Any, place: Place, known_lists: Collection[str], *, column: bool = False) -> Field:
    """A field of a stage, or a ``column`` of a table."""
    if not isinstance(raw, Mapping):
        place.refuse(_("a field is not a table"), _("Write it as {key = …, kind = …}."))
    key = source.name(raw, "key", place / _("a field"))
    here = place / (_("column “{key}”") if column else _("field “{key}”")).format(key=key)
    source.check_keys(raw, FIELD_KEYS, here)
    core = None if column else _shared(key, here)
    kind = _kind(raw, core, here, column=column)
    choices, choices_from = _choices(raw, kind, core, here, known_lists)
    return Field(
        key=key,
        kind=kind,
        label=source.text(raw, "label", here)
        or (_(core.label) if core else key.replace("_", " ").capitalize()),
        core=core is not None,
        required=source.flag(raw, "required", here),
        required_when=source.condition(raw, "required_when", here),
        show_when=source.condition(raw, "show_when", here),
        say=source.text(raw, "say", here),
        width=source.text(raw, "width", here) or "half",
        help=source.text(raw, "help", here),
        placeholder=source.text(raw, "placeholder", here),
        reveal=source.text(raw, "reveal", here),
        choices=choices,
        choices_from=choices_from,
        columns=_columns(raw, kind, here, known_lists),
        add=tuple(
            RowButton(source.text(one, "label", here), source.table(one, "values", here))
            for one in source.tables(raw, "add", here)
        ),
        default=raw.get("default"),
        default_from=source.text(raw, "default_from", here),
        hidden=source.flag(raw, "hidden", here),
        ahead=source.flag(raw, "ahead", here),
        ask_again=source.flag(raw, "ask_again", here),
        indexed=source.flag(raw, "indexed", here, default=FIELD_KINDS[kind].indexed),
    )


def _shared(key: str, here: Place) -> CoreField | None:
    core = CORE_FIELDS.get(key)
    if key in DERIVED_FACTS or key in LIST_FIELDS or (core is not None and core.derived):
        here.refuse(
            _("is worked out by the program"), _("Choose another key; conditions may still ask about it.")
        )
    return core


def _kind(raw: Mapping[str, Any], core: CoreField | None, here: Place, *, column: bool) -> str:
    kind = source.text(raw, "kind", here) or (core.kind if core else "")
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
    if column and kind in IN_NO_COLUMN:
        here.refuse(
            _("is of kind {kind}, which cannot be a column").format(kind=kind),
            _("Make it a field of the stage."),
        )
    return kind


def _choices(
    raw: Mapping[str, Any], kind: str, core: CoreField | None, here: Place, known_lists: Collection[str]
) -> tuple[tuple[Choice, ...], str]:
    choices_from = source.text(raw, "choices_from", here) or (core.choices_from if core else "")
    choices = tuple(_choice(one, here) for one in source.items(raw, "choices", here))
    if core and (choices or choices_from != core.choices_from):
        here.refuse(
            _("is a shared field with choices of its own"),
            _("Leave them out, or choose another key; the desk's settings hold the list."),
        )
    if choices_from and choices_from not in known_lists:
        here.refuse(
            _("takes its choices from an unknown list “{name}”").format(name=choices_from),
            _("Use one of: {names}.").format(names=", ".join(sorted(known_lists))),
        )
    if FIELD_KINDS[kind].has_choices and not choices and not choices_from:
        here.refuse(_("has no choices"), _('Give choices = […] or choices_from = "a list".'))
    return choices, choices_from


def _choice(raw: Any, place: Place) -> Choice:
    if isinstance(raw, str):
        return Choice(raw, raw.replace("_", " ").capitalize())
    if not isinstance(raw, Mapping):
        place.refuse(_("a choice is neither a key nor a table"), _('Write "key" or {key = …, label = …}.'))
    key = source.name(raw, "key", place / _("a choice"))
    label = source.text(raw, "label", place) or key.replace("_", " ").capitalize()
    tone = source.text(raw, "tone", place)
    return Choice(key, label, source.condition(raw, "show_when", place), tone)


def _columns(
    raw: Mapping[str, Any], kind: str, here: Place, known_lists: Collection[str]
) -> tuple[Field, ...]:
    given = source.items(raw, "columns", here)
    columns = tuple(read_field(one, here, known_lists, column=True) for one in given)
    if kind == "table" and not columns:
        here.refuse(_("is a table without columns"), _("Give columns = [{key = …, kind = …}]."))
    if kind != "table" and columns:
        here.refuse(
            _("has columns, and only a table has columns"), _('Leave them out, or make it a "table".')
        )
    keys = [column.key for column in columns]
    for key in keys:
        if keys.count(key) > 1:
            here.refuse(
                _("has the column “{key}” twice").format(key=key), _("Give each column a key of its own.")
            )
    return columns
