"""The menu from which the order of a list is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.gui.queue.sorting import label_of, sort_choices
from incidentdesk.services.lists.list_columns import FieldInfo


def sort_menu(
    parent: QWidget,
    now: str,
    columns: Iterable[str],
    catalogue: Mapping[str, FieldInfo],
    ask: Callable[[str], object],
) -> QMenu:
    """By what a list with ``columns`` can be sorted, ``now`` marked; ``ask`` is given the sort wanted."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key in sort_choices(columns, catalogue):
        chosen = now.removeprefix("-") == key
        action = menu.addAction(label_of(key, catalogue))
        action.setCheckable(True)
        action.setChecked(chosen)
        # Choosing what is chosen turns the list upside down.
        asked = f"-{key}" if chosen and not now.startswith("-") else key
        action.triggered.connect(lambda _checked=False, asked=asked: ask(asked))
    return menu
