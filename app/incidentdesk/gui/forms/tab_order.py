"""Tab goes through a form as one reads it, also after fields and rows came later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget


def order_tabs(root: QWidget) -> None:
    """Let Tab go through all in ``root`` in the order of its layouts. What has the focus keeps it."""
    stops = list(_stops(root))
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    # Tab also stops at what hands its focus on, so that such a frame has to stand right before its contents.
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)
    elif widget.focusProxy() is not None:
        # The options of a control have no layout; which of them takes the focus changes with the choice.
        yield from widget.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
