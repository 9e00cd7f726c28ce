"""Where Tab leads: through the window as one reads it, whatever came into its pages later.

Qt keeps a chain of its own, in which what is made later comes last. Pages here change while they are worked
on, so the order is read from the layouts at each press.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QTabWidget, QWidget


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
    """``widget`` and all that is in it, in the order of its layouts; what is in none of them comes last."""
    if widget.isHidden() and not widget.isWindow():
        return
    yield widget
    placed = [one for one in _placed(widget) if one is not None]
    for one in placed:
        yield from _reading(one)
    if not isinstance(widget, QScrollArea):
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow() and child not in placed:
                yield from _reading(child)


def _placed(widget: QWidget) -> Iterator[QWidget | None]:
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield widget.widget()
    elif isinstance(widget, QSplitter):
        yield from (widget.widget(place) for place in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabBar(), widget.currentWidget())
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
