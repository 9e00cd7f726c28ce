"""A scroll area that asks for no more height than what is in it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from incidentdesk.gui.widgets.painting import focus_ring


class FittedScroll(QScrollArea):
    """As high as its content where there is room, so that what follows it stands right below.

    With ``most`` it is never higher than that, in pixels, and takes the focus where there is more.
    """

    def __init__(self, content: QWidget, *, most: int = 0) -> None:
        super().__init__()
        self._most = most
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self._height = 0
        if most:
            content.setMinimumHeight(1)  # else wrapped texts ask for the height of the narrowest width
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """The height of the content at this width."""
        return QSize(280, self._height)

    def fit(self, *, anew: bool = False) -> None:
        """Be as high as the content now is; ``anew`` after a change that, being hidden, told nobody."""
        layout = self._content.layout()
        if layout is None:
            return
        if anew:
            layout.invalidate()
        height = layout.totalHeightForWidth(self.width())
        height = height if height >= 0 else layout.totalSizeHint().height()
        if height != self._height:
            self._height = height
            if self._most:
                self.setFixedHeight(min(height, self._most))
                cut = height > self._most
                self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cut else Qt.FocusPolicy.NoFocus)
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words need another height."""
        handled = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the focus, behind what is in it."""
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self.viewport()), self.viewport().rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the mark."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.viewport().update()
