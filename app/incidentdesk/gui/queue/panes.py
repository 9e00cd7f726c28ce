"""The panes of the queue side by side: views, the list, and the preview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

USUAL = (188, 840, 340)
LIST_ROOM, LEAST_PREVIEW = 750, 272
"""What the usual columns need, and below which width a preview is hard to read, in pixels."""


class Panes(QSplitter):
    """Three panes whose widths a person can drag; the list takes what is left."""

    def __init__(self, views: QWidget, rows: QWidget, side: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        for pane in (views, rows, side):
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(0)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setStretchFactor(2, 0)
        self.setSizes(USUAL)

    def fit(self) -> None:
        """Give the list what its usual columns need, as far as the preview can spare it."""
        views, rows, side = self.sizes()
        given = min(LIST_ROOM - rows, side - LEAST_PREVIEW)
        if given > 0:
            self.setSizes([views, rows + given, side - given])

    def state(self) -> str:
        """The widths, to be remembered."""
        return ",".join(str(size) for size in self.sizes())

    def restore(self, state: object) -> None:
        """Take up remembered widths; anything odd is passed over."""
        parts = [part for part in str(state or "").split(",") if part.isdecimal()]
        if len(parts) == self.count():
            self.setSizes([int(part) for part in parts])
