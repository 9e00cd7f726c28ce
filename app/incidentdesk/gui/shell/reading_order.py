"""Where Tab leads: through the window as one reads it, whatever came into its pages later.

Qt keeps a chain of its own, in which what is made later comes last. Pages here change while they are worked
on, so the order is read from where things stand, at each press. It is not read from the layouts: a Python
object for each of their items would outlive the item, and end the program after some hundred pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def next_stop(window: QWidget, focused: QWidget | None, *, forward: bool) -> QWidget | None:
    """Where Tab (or, backwards, Shift+Tab) leads from ``focused``; None where reading order does not tell."""
    stops = [stop for stop in dict.fromkeys(_reading(window)) if _takes_tab(stop)]
    here = focused
    while here is not None and here not in stops:
        here = here.parentWidget()
    if here is None:
        return None
    return stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def _reading(widget: QWidget) -> Iterator[QWidget]:
    """``widget`` and all that is shown in it, row by row."""
    yield widget
    for child in _in_rows(_children(widget)):
        yield from _reading(child)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [inner] if inner is not None and not inner.isHidden() else []
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in children if not child.isWindow() and not child.isHidden()]


def _in_rows(widgets: list[QWidget]) -> Iterator[QWidget]:
    """``widgets`` from top to bottom; those that stand side by side from left to right."""
    row: list[QWidget] = []
    bottom = 0
    for widget in sorted(widgets, key=lambda one: (one.y(), one.x())):
        middle = widget.y() + widget.height() / 2
        if row and middle >= bottom:
            yield from sorted(row, key=QWidget.x)
            row = []
        if not row:
            bottom = widget.y() + widget.height()
        row.append(widget)
    yield from sorted(row, key=QWidget.x)
