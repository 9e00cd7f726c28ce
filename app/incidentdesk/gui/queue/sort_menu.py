"""The menu that offers by what the list can be sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.gui.queue.reading import Question
from incidentdesk.gui.queue.sorting import label_of, sort_choices
from incidentdesk.services.list_columns import FieldInfo


def sort_menu(
    parent: QWidget,
    question: Question,
    catalogue: Mapping[str, FieldInfo],
    asked: Callable[[str], None],
) -> QMenu:
    """What ``question`` can be sorted by; ``asked`` is given the sort that is chosen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    now = question.sort
    for key in sort_choices(question.columns, catalogue):
        chosen = now.removeprefix("-") == key
        action = menu.addAction(label_of(key, catalogue))
        action.setCheckable(True)
        action.setChecked(chosen)
        # Choosing what is chosen turns the list upside down.
        sort = f"-{key}" if chosen and not now.startswith("-") else key
        action.triggered.connect(lambda _checked=False, sort=sort: asked(sort))
    return menu
