"""Small helpers for widgets that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QWidget

from incidentdesk.gui.theme import FIELD_RADIUS, current_theme

FOCUS_WIDTH = 2


def rounded(
    painter: QPainter,
    rect: QRect,
    *,
    fill: QColor | None,
    border: QColor | None,
    radius: float,
    width: int = 1,
) -> None:
    """Fill and outline ``rect`` with round corners, the whole outline inside it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    inset = 0.0 if border is None else width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(painter: QPainter, rect: QRect, *, role: str = "focus", radius: float = FIELD_RADIUS) -> None:
    """The mark of keyboard focus around ``rect``."""
    rounded(painter, rect, fill=None, border=current_theme().colour(role), radius=radius, width=FOCUS_WIDTH)


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """``text`` cut at the right to ``width`` pixels, with an ellipsis."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))


def key_text(portable: str) -> str:
    """A key sequence such as ``Ctrl+Enter`` in the words of this platform, as buttons and menus show it."""
    native = QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)
    for word in ("Return", "Enter"):
        if native.endswith(word):
            native = native[: -len(word)] + "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"
    head, plus, last = native[:-1].rpartition("+")
    return f"{head.replace('+', ' ')} {last}{native[-1:]}" if plus else native


def repaints_on_state(event: QEvent, widget: QWidget) -> None:
    """Repaint ``widget`` after a change that its own painting shows; call from ``changeEvent``."""
    if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
        widget.updateGeometry()
        widget.update()
