"""The columns a list can show: what they are called, how they are painted, what they are sorted by. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.texts import N_, _
from incidentdesk.services.lists.list_columns import FieldInfo


@dataclass(frozen=True)
class ColumnSpec:
    """One column. ``paint`` is how: as number, priority, title, stage, due, muted, text, time or amount."""

    key: str
    label: str
    paint: str
    width: int
    sortable: bool = True


_BASE = (
    ColumnSpec("number", N_("Number"), "number", 138),
    ColumnSpec("priority", N_("Priority"), "priority", 104),
    ColumnSpec("title", N_("Title"), "title", 240),
    ColumnSpec("stage", N_("Stage"), "stage", 100),
    ColumnSpec("next_due", N_("Next due"), "due", 166),
    ColumnSpec("assignee", N_("Assignee"), "muted", 112),
    ColumnSpec("reporter", N_("Reporter"), "muted", 128),
    ColumnSpec("status", N_("Status"), "text", 96),
    ColumnSpec("logged", N_("Logged"), "time", 148),
    ColumnSpec("updated", N_("Last change"), "time", 148),
    ColumnSpec("resolved", N_("Resolved"), "time", 148),
    ColumnSpec("closed", N_("Closed"), "time", 148),
)
BASE = {spec.key: spec for spec in _BASE}
"""The columns that each line brings along."""

USUAL = ("number", "priority", "title", "stage", "next_due", "assignee")
"""The columns of a view that says nothing else."""

ALWAYS = "title"
"""The column that takes what room is left, and cannot be taken away."""

_PAINTS = {"moment": "time", "number": "amount", "duration": "amount"}
_WIDTHS = {"time": 148, "amount": 84, "text": 128}


def spec_of(key: str, catalogue: Mapping[str, FieldInfo]) -> ColumnSpec | None:
    """The column ``key``; None where no list can show it."""
    base, info = BASE.get(key), catalogue.get(key)
    if base is not None:
        sortable = base.sortable if info is None else info.sortable
        return ColumnSpec(key, _(base.label), base.paint, base.width, sortable)
    if info is None or not info.column:
        return None
    paint = _PAINTS.get(info.kind, "text")
    return ColumnSpec(key, info.label, paint, _WIDTHS[paint], info.sortable)


def specs_of(keys: Iterable[str], catalogue: Mapping[str, FieldInfo]) -> tuple[ColumnSpec, ...]:
    """The columns ``keys`` in their order, each once; with the title, and without what is unknown."""
    wanted = list(dict.fromkeys(keys)) or list(USUAL)
    if ALWAYS not in wanted:
        wanted.append(ALWAYS)
    found = (spec_of(key, catalogue) for key in wanted)
    return tuple(spec for spec in found if spec is not None)


def named_alike(fields: Iterable[FieldInfo]) -> dict[str, FieldInfo]:
    """``fields`` by key, called as their columns are."""
    return {
        info.key: replace(info, label=_(BASE[info.key].label)) if info.key in BASE else info
        for info in fields
    }


def extra_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Those of ``keys`` that have to be asked for; in one order, however the columns stand."""
    return tuple(sorted({key for key in keys if key not in BASE}))
