"""The three columns of the response room, which fold where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.gui.widgets.cards import PAGE_MARGIN, PageBody

Column = Literal["left", "middle", "right"]
COLUMNS: tuple[Column, ...] = ("left", "middle", "right")
LEFT, MIDDLE, RIGHT = range(3)
GAP = 12
THREE_FROM, TWO_FROM = 1100, 720
"""So wide is a page with three columns, and with two, in pixels."""
_WIDEST = 1 << 20

_FOLDS: dict[int, tuple[tuple[int, ...], ...]] = {
    3: ((LEFT,), (MIDDLE,), (RIGHT,)),
    2: ((RIGHT, LEFT), (MIDDLE,), ()),
    1: ((MIDDLE, LEFT, RIGHT), (), ()),
}
"""Which columns stand below each other in the first, second and third place."""


class RoomColumns(QWidget):
    """Cards one below the other in three places that scroll by themselves.

    A card that can use the height (its vertical policy is ``Expanding``) fills its column.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = [QWidget() for _column in range(3)]
        self._bodies = [PageBody(max_width=_WIDEST, centred=False, margin=GAP // 2) for _place in range(3)]
        for column in self._columns:
            inside = QVBoxLayout(column)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(GAP)
            inside.addStretch(1)  # else what room is left is shared out among the cards
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN - GAP // 2, 0, PAGE_MARGIN - GAP // 2, 0)
        row.setSpacing(0)
        for body in self._bodies:
            body.verticalScrollBar().setProperty("quiet", True)  # two beside each other draw the eye
            inner = body.content.layout()
            assert isinstance(inner, QVBoxLayout)  # noqa: S101 - as it is made
            inner.setStretch(0, 1)
            inner.setStretch(inner.count() - 1, 0)  # a card that fills its column goes down to its end
            row.addWidget(body, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.count = 0
        self._fold(3)

    def add(self, column: Column, cards: Iterable[QWidget]) -> None:
        """Put ``cards`` into a column."""
        inside = self._columns[COLUMNS.index(column)].layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - made so above
        for card in cards:
            fills = card.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding
            inside.insertWidget(inside.count() - 1, card, 1 if fills else 0)
            if fills:
                inside.setStretch(inside.count() - 1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold, and share the width."""
        super().resizeEvent(event)
        width = event.size().width()
        self._fold(3 if width >= THREE_FROM else 2 if width >= TWO_FROM else 1)
        self._share(width)

    def _share(self, width: int) -> None:
        if self.count == 3:
            self._bodies[0].setFixedWidth(_between(280, width * 23 // 100, 400))
            self._bodies[2].setFixedWidth(_between(320, width * 27 // 100, 520))
        elif self.count == 2:
            self._bodies[0].setFixedWidth(_between(300, width * 38 // 100, 400))
        else:
            self._bodies[0].setMinimumWidth(0)
            self._bodies[0].setMaximumWidth(_WIDEST)

    def _fold(self, count: int) -> None:
        """Let the columns stand in ``count`` places; the focus stays where it is."""
        if count == self.count:
            return
        self.count, focused = count, QApplication.focusWidget()
        for body, columns in zip(self._bodies, _FOLDS[count], strict=True):
            for column in columns:
                body.body.addWidget(self._columns[column])
            body.setVisible(bool(columns))
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))


def bring_into_sight(form: QWidget) -> None:
    """Scroll so that ``form`` is seen, also below the field that has the focus, and above all that field."""
    above = form.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    focused = form.window().focusWidget() or form
    if above is not None:
        above.ensureWidgetVisible(form, 0, 8)
        if form.isAncestorOf(focused):
            above.ensureWidgetVisible(focused, 0, 40)
