"""What pages are made of.

Cards, the head, the scrolling body of a readable width, and the bar at the foot.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.gui.widgets.labels import elided_label, text_label

Surface = Literal[
    "background", "panel", "header", "footer", "side", "left", "card", "backdrop", "accent", "good",
    "warning", "danger", "neutral", "toast", "line", "popup",
]  # fmt: skip

MAX_WIDTH = 980
PAGE_MARGIN = 24
NEAR_THE_TOP = 24
"""A page that is scrolled by fewer pixels than this only looks shifted."""
SIDE_MARGIN = 16
"""Left and right of what stands beside a page."""


def surface(kind: Surface, parent: QWidget | None = None) -> QFrame:
    """An empty frame with the surface of that name from the theme."""
    made = QFrame(parent)
    made.setProperty("surface", kind)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin horizontal line."""
    made = surface("line", parent)
    made.setFixedHeight(1)
    return made


class Card(QFrame):
    """A panel with round corners; ``body`` is its vertical layout.

    ``padded=False`` is for lists with rows of their own.
    """

    def __init__(self, title: str = "", *, padded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        margin = 16 if padded else 1
        self.body.setContentsMargins(margin, 12 if padded else 1, margin, 12 if padded else 1)
        self.body.setSpacing(8 if padded else 0)
        self.title = text_label("", "section")
        self.body.addWidget(self.title)
        self.retitle(title)

    def retitle(self, title: str) -> None:
        """Show another title, or none."""
        self.title.setText(title.upper())
        self.title.setAccessibleName(title)
        self.title.setVisible(bool(title))


class PageHeader(QFrame):
    """The head of a page.

    A line above, the title, a line after it, and room at the right for chips and buttons.
    """

    def __init__(
        self, title: str, *, above: str = "", after: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.above = text_label(above, "muted")
        self.title = elided_label("heading")
        self.title.setText(title)
        self.after = text_label(after, "muted")
        self.right = QHBoxLayout()
        self.right.setSpacing(8)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title.setMinimumWidth(120)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.title, 1)
        line.addWidget(self.after)
        line.addLayout(self.right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 12)
        layout.setSpacing(4)
        layout.addWidget(self.above)
        layout.addLayout(line)
        self.above.setVisible(bool(above))
        self.after.setVisible(bool(after))

    def set_title(self, title: str) -> None:
        """Show another title; a long one ends in “…”, and is whole in its tool tip."""
        self.title.setText(title)

    def set_above(self, text: str) -> None:
        """Show another line above the title, or none."""
        self.above.setText(text)
        self.above.setVisible(bool(text))


class _Outside(QWidget):
    """What scrolls: as high as its contents are at the width that they have.

    By itself Qt asks for the height of texts that wrap as if they were far narrower, and leaves that room
    empty at the end.
    """

    def minimumSizeHint(self) -> QSize:
        """No height of its own where the contents tell theirs by the width."""
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


class PageBody(QScrollArea):
    """A page's middle: ``body`` is a vertical layout, centred, never wider than is good to read.

    What is in ``foot`` stands below all of it.

    Whatever gets the keyboard's focus inside is scrolled into view.
    """

    def __init__(
        self, *, max_width: int = MAX_WIDTH, centred: bool = True, margin: int = PAGE_MARGIN,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outside = _Outside()
        self.content = QWidget()
        self.content.setMaximumWidth(max_width)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(margin, 16, margin, 16)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 16, 0, 0)
        column.addLayout(self.body)
        column.addLayout(self.foot)
        column.addStretch(1)
        row = QHBoxLayout(outside)
        row.setContentsMargins(0, 0, 0, 0)
        if centred:
            row.addStretch(1)
        row.addWidget(self.content, 1000)
        row.addStretch(1)
        self.setWidget(outside)
        self._scrolled_to = 0
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so that ``widget`` is wholly seen, with some room around it."""
        self.ensureWidgetVisible(widget, 0, 40)
        bar = self.verticalScrollBar()
        if bar.value() < NEAR_THE_TOP:
            bar.setValue(0)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.content.isAncestorOf(new):
            self.show_widget(new)
            self._scrolled_to = self.verticalScrollBar().value()

    def _range_changed(self) -> None:
        """What is above the focus came or grew: it stays in view, unless the person has scrolled since."""
        focused = QApplication.focusWidget()
        if focused is None or not self.content.isAncestorOf(focused):
            return
        if self.verticalScrollBar().value() == self._scrolled_to:
            self._focus_moved(None, focused)


class FooterBar(QFrame):
    """The bar below a page: ``left`` for the way back and what is kept, ``right`` for what to do next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self.left = QHBoxLayout()
        self.right = QHBoxLayout()
        for side in (self.left, self.right):
            side.setSpacing(8)
        self._whole = layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 14)
        layout.setSpacing(12)
        layout.addLayout(self.left)
        layout.addStretch()
        layout.addLayout(self.right)

    def spare_left(self) -> None:
        """Give the left side all the room that is to spare."""
        self._whole.setStretchFactor(self.left, 1)


def column_of(widgets: Iterable[QWidget], *, ruled: bool = False) -> QWidget:
    """Widgets one below the other, with a line between them where it is ``ruled``.

    They are put together before they are shown: with many of them, each that is added to a page in sight
    would have all others placed anew.
    """
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        if ruled and place:
            column.addWidget(rule())
        column.addWidget(widget)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take all out of ``layout`` and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
