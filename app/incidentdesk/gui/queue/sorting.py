"""By what a list is sorted, in words, and from the header of the table."""

from __future__ import annotations

from PySide6.QtCore import Qt

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.queue.lines import DUE, SORT_KEYS
from incidentdesk.services.views import view_of

SORT_TEXTS = {
    "next_due": N_("Next due"),
    "number": N_("Number"),
    "priority": N_("Priority"),
    "title": N_("Title"),
    "status": N_("Status"),
    "stage": N_("Stage"),
    "assignee": N_("Assignee"),
    "updated": N_("Last change"),
    "logged": N_("Time of logging"),
    "closed": N_("Time of closing"),
}


def column_of(sort: str) -> int:
    """The column that shows what ``sort`` sorts by; -1 where none does."""
    key = sort.removeprefix("-")
    if key == "closed":
        return DUE
    return SORT_KEYS.index(key) if key in SORT_KEYS else -1


def order_in(sort: str) -> Qt.SortOrder:
    """The direction of ``sort``."""
    return Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder


def sort_of(column: int, order: Qt.SortOrder, view: str) -> str:
    """The sort that a click on a header asks for."""
    key = "closed" if column == DUE and view == "closed" else SORT_KEYS[column]
    return f"-{key}" if order == Qt.SortOrder.DescendingOrder else key


def sort_text(sort: str) -> str:
    """``sorted by next due``, and whether in descending order."""
    words = _(SORT_TEXTS[sort.removeprefix("-")]).lower()
    if sort.startswith("-"):
        return _("sorted by {what}, descending").format(what=words)
    return _("sorted by {what}").format(what=words)


def sort_choices(view: str) -> list[str]:
    """The keys a view can be sorted by, the usual one first."""
    own = view_of(view).sort.removeprefix("-")
    rest = [key for key in SORT_TEXTS if key != own and (key != "closed" or view == "closed")]
    return [own, *rest]
