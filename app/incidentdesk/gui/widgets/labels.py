"""Texts in the window's few styles."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LabelRole = Literal[
    "plain", "muted", "small", "danger", "good", "warning", "accent", "strong", "label", "heading",
    "subheading", "section", "backdrop", "toast",
]  # fmt: skip


def text_label(
    text: str, role: LabelRole = "plain", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """A label of plain text; ``section`` is the small caps line above a list, ``heading`` a page's title."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    made.setText(text.upper() if role == "section" else text)
    if role == "section":
        made.setAccessibleName(text)
    return made


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads, and make it look so at once."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is made to look so before it is first shown
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class ElidedLabel(QLabel):
    """One line that ends in “…” where there is too little room; the whole stands in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is made."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        self.style().drawItemText(
            QPainter(self), self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip


def elided_label(role: LabelRole) -> ElidedLabel:
    """An ``ElidedLabel`` in one of the window's styles."""
    made = ElidedLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
