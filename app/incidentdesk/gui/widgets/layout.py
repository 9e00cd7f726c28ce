"""How the parts of the incident room stand to each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSizePolicy, QSplitter, QVBoxLayout, QWidget


def above(head: Sequence[QWidget], below: QWidget) -> QWidget:
    """``below`` with the room that the widgets of ``head``, one below the other, leave, be it little."""
    below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in head:
        column.addWidget(widget)
    column.addWidget(below, 1)
    return work


def side_by_side(work: QWidget, side: QWidget) -> QSplitter:
    """The work, and beside it what is told of it."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.addWidget(work)
    splitter.addWidget(side)
    splitter.setStretchFactor(0, 1)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.setSizes([960, 370])
    return splitter


def restore_sizes(splitter: QSplitter, sizes: object) -> None:
    """Make both parts as wide as they were, where ``sizes`` tells it."""
    if isinstance(sizes, list) and len(sizes) == 2:
        splitter.setSizes([int(size) for size in sizes])


def has_focus(place: QWidget) -> bool:
    """Whether something in ``place`` has the keyboard."""
    focused = QApplication.focusWidget()
    return focused is not None and place.isAncestorOf(focused)
