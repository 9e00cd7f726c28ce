"""By what a list is sorted, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.gui.queue.column_specs import BASE
from incidentdesk.services.lists.list_columns import FieldInfo

_TIMES = {
    "logged": N_("Time of logging"),
    "resolved": N_("Time of resolving"),
    "closed": N_("Time of closing"),
}
_OFFERED = (
    "next_due", "priority", "number", "title", "status", "stage", "assignee", "updated", "logged", "closed",
)  # fmt: skip
"""What is offered for every list, whatever its columns are."""


def label_of(key: str, catalogue: Mapping[str, FieldInfo]) -> str:
    """What sorting by a field is called."""
    base, info = BASE.get(key), catalogue.get(key)
    if base is not None:
        return _(_TIMES.get(key, base.label))
    return info.label if info is not None else key


def sort_text(sort: str, catalogue: Mapping[str, FieldInfo]) -> str:
    """``sorted by next due``, and whether in descending order."""
    words = label_of(sort.removeprefix("-"), catalogue).lower()
    if sort.startswith("-"):
        return _("sorted by {what}, descending").format(what=words)
    return _("sorted by {what}").format(what=words)


def sort_choices(columns: Iterable[str], catalogue: Mapping[str, FieldInfo]) -> list[str]:
    """The keys a list with ``columns`` can be sorted by: those shown first."""
    wanted = dict.fromkeys([*columns, *_OFFERED])
    return [
        key for key in wanted if key in _OFFERED or (catalogue[key].sortable if key in catalogue else False)
    ]


def list_text(total: int, sort: str, catalogue: Mapping[str, FieldInfo], *, counted: bool) -> str:
    """How many incidents the list has, and how it is sorted; ``counted``: it is known how many."""
    words = ngettext("{n} incident", "{n} incidents", total) if counted else _("more than {n} incidents")
    count = words.format(n=f"{total:,}")
    return f"{count} · {sort_text(sort, catalogue)}" if total > 1 else count
