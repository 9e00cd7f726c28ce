"""Texts in the window's few styles."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from incidentdesk.base.texts import _

LabelRole = Literal[
    "plain", "muted", "small", "danger", "good", "warning", "accent", "strong", "label", "heading",
    "subheading", "section", "backdrop", "toast",
]  # fmt: skip

_LONG_WORD = re.compile(r"[!-,.-~\u00a1-\u024f]{28,}")
"""So long a word of Latin letters (a path, an address, what a machine names) may be wider than its column."""
MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """``text`` with a place to break between the letters of its longest words."""
    return _LONG_WORD.sub(lambda found: MAY_BREAK.join(found.group()), text)


class WrappedLabel(QLabel):
    """Several lines. A word too long for one goes on in the next: it would make its whole page wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def text(self) -> str:
        """The text as it was given."""
        return self._whole

    def setText(self, text: str) -> None:
        """Show other words."""
        if self.accessibleName() == self._whole:
            self.setAccessibleName("")
        self._whole, shown = text, breakable(text)
        if shown != text and not self.accessibleName():
            self.setAccessibleName(text)
        super().setText(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the words as they were given."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is selected."""
        if not self.hasSelectedText():
            event.ignore()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy")).triggered.connect(self._copy)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.selectedText().replace(MAY_BREAK, ""))


def text_label(
    text: str, role: LabelRole = "plain", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """A label of plain text; ``section`` is the small caps line above a list, ``heading`` a page's title."""
    made = WrappedLabel(parent) if wrap else QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
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
        painter = QPainter(self)  # a style, once asked for, makes 566 names
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), shown)


class TwoLineLabel(QLabel):
    """A text of one line or two; where more is left it ends in “…”, and the whole stands in the tool tip."""

    def __init__(self, role: LabelRole, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """It grows where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line or two."""
        return self.fontMetrics().lineSpacing() * (1 if self._begins_second(width) < 0 else 2)

    def minimumSizeHint(self) -> QSize:
        """One line, as narrow as it is made."""
        return QSize(40, self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        """As high as it is at its width."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        text, begins = self.text(), self._begins_second(self.width())
        rest = text if begins < 0 else text[begins:].lstrip()
        last = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(text if last != rest else "")
        shown = last if begins < 0 else f"{text[:begins].rstrip()}\n{last}"
        painter = QPainter(self)  # a style, once asked for, makes 566 names
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), shown)

    def _begins_second(self, width: int) -> int:
        """Where in the text the second line begins; below 0 where it has one."""
        text = self.text()
        if self.fontMetrics().horizontalAdvance(text) <= width:
            return -1
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        return line.textLength() if line.textLength() < len(text) else -1


def elided_label(role: LabelRole) -> ElidedLabel:
    """An ``ElidedLabel`` in one of the window's styles."""
    made = ElidedLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
