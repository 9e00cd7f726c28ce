"""A box to tick whose words end in “…” where there is too little room for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter

LEAST_WIDTH = 80


class TickBox(QCheckBox):
    """A check box; what is cut stands whole in its tool tip."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is made."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.text() if shown != self.text() else "")
        option.text = shown
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)
