"""What is known, to be changed by a press on it: a chip, or what it is with the words for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.due import CHIP_PADDING, chip_font, chip_size
from incidentdesk.gui.widgets.painting import elided, focus_ring, key_text, rounded

HEIGHT = 24
PADDING = 4
GAP = 4
ARROW = 12
NOTHING = "–"


class _Pressed(QAbstractButton):
    """A button without a surface that Enter presses too. Where it is disabled it is only read."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_offered(offered=False)

    def set_offered(self, *, offered: bool) -> None:
        """Let it be pressed, or only be read."""
        self.setEnabled(offered)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if offered else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if offered else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def _tell(self, text: str, keys: str) -> None:
        """Say what it is, and the keys that press it, in the tool tip and to screen readers."""
        self.setText(text)
        self.setAccessibleName(text)
        shown = key_text(keys) if keys else ""
        self.setAccessibleDescription(_("Key: {key}").format(key=shown) if shown else "")
        self.setToolTip("  ".join(part for part in (text, shown) if part))
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Look as if it could be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look as before."""
        super().leaveEvent(event)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters; what has none is in the tool tip."""
        return QSize(min(64, self.sizeHint().width()), HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)


class ChipButton(_Pressed):
    """A state in one or two words on a tinted surface; a small arrow says that it can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._words = ""
        self._tone: Tone = "neutral"
        super().__init__(parent)

    @property
    def words(self) -> str:
        """The words on it."""
        return self._words

    def show_state(self, what: str, words: str, tone: Tone, keys: str = "") -> None:
        """Show ``words`` as the state of ``what``; hidden without words."""
        self._words, self._tone = words, tone
        self._tell(f"{what}: {words}", keys)
        self.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        """As wide as words and arrow."""
        arrow = ARROW + GAP if self.isEnabled() else 0
        return QSize(chip_size(self._words).width() + arrow, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, words and arrow."""
        painter, theme = QPainter(self), current_theme()
        ink, ground = theme.pair(self._tone)
        outlined = theme.name == "high-contrast" or (self.underMouse() and self.isEnabled())
        box = self.rect().adjusted(0, 1, 0, -1)
        rounded(painter, box, fill=ground, border=ink if outlined else None, radius=box.height() / 2)
        arrow = ARROW + GAP if self.isEnabled() else 0
        room = self.rect().adjusted(CHIP_PADDING, 0, -CHIP_PADDING - arrow, 0)
        painter.setPen(ink)
        painter.setFont(chip_font())
        cut = self.width() < self.sizeHint().width()
        text = elided(painter.fontMetrics(), self._words, room.width()) if cut else self._words
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if arrow:
            place = self.width() - CHIP_PADDING - ARROW + 2
            pixmap = icon_pixmap("chevron-down", self._tone, ARROW, self.devicePixelRatio())
            painter.drawPixmap(place, (self.height() - ARROW) // 2, pixmap)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=HEIGHT / 2)


class FactButton(_Pressed):
    """What it is, muted, and the words for it; ``flush`` with what stands above it at its left."""

    def __init__(self, parent: QWidget | None = None, *, flush: bool = False) -> None:
        self._what = self._words = ""
        self._inset = 0 if flush else PADDING
        super().__init__(parent)

    @property
    def what(self) -> str:
        """What it is."""
        return self._what

    @property
    def words(self) -> str:
        """The words for it; a dash where nothing is known."""
        return self._words

    def show_fact(self, what: str, words: str, keys: str = "") -> None:
        """Show ``words`` for ``what``."""
        self._what, self._words = what, words or NOTHING
        self._tell(f"{what} {words or _('not known')}".strip(), keys)

    def sizeHint(self) -> QSize:
        """As wide as both."""
        what = _width(self._what, strong=False) + GAP if self._what else 0
        return QSize(what + _width(self._words, strong=True) + self._inset + PADDING, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both, on a ground of their own while the mouse is there."""
        painter, theme = QPainter(self), current_theme()
        if self.underMouse() and self.isEnabled():
            rounded(painter, self.rect(), fill=theme.colour("hover"), border=None, radius=HEIGHT / 4)
        left, cut = self._inset, self.width() < self.sizeHint().width()
        for text, strong in ((self._what, False), (self._words, True)):
            face = _face(strong=strong)
            face.setUnderline(strong and self.isEnabled() and self.underMouse())
            painter.setFont(face)
            painter.setPen(theme.colour("text" if strong else "muted"))
            room = QRect(left, 0, self.width() - left, self.height())
            shown = elided(painter.fontMetrics(), text, room.width() - PADDING) if cut else text
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            left += _width(text, strong=strong) + GAP if text else 0
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=HEIGHT / 4)


def _width(text: str, *, strong: bool) -> int:
    return QFontMetrics(_face(strong=strong)).horizontalAdvance(text)


def _face(*, strong: bool) -> QFont:
    return font(weight=QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
