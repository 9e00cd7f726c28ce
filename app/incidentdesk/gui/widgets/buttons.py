"""Buttons: what they do, and the key that does the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import FIELD_RADIUS, SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import focus_ring, key_text, rounded

ButtonKind = Literal["primary", "plain", "link", "danger", "quiet", "toast"]

HEIGHT = 32
PADDING = 14
LINK_PADDING = 2
"""Room for the mark of the focus, and no more: a link stands in line with the texts above it."""
GAP = 8
ICON = 16
LINKS = ("link", "toast")
"""The kinds without a surface of their own."""


class ActionButton(QPushButton):
    """A button with a text, perhaps an icon, and the key that does the same.

    ``key_hint`` is a portable key sequence ("Ctrl+Enter"). It is shown and told to screen readers, and
    nothing more: the page that owns the action sets the shortcut. Enter and Space both press a focused
    button.
    """

    def __init__(
        self, text: str, *, kind: ButtonKind = "plain", key_hint: str = "", icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon_name
        self._hint = ""
        self._text_font = font(weight=QFont.Weight.Normal if kind in LINKS else QFont.Weight.Medium)
        self._hint_font = font(SMALL_PIXELS + 1 if kind == "primary" else SMALL_PIXELS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.set_key_hint(key_hint)

    @property
    def kind(self) -> ButtonKind:
        """How much the button stands out."""
        return self._kind

    @property
    def hint_text(self) -> str:
        """The key as it is shown, in this platform's words; empty when there is none."""
        return self._hint

    def set_key_hint(self, key_hint: str) -> None:
        """Show another key, or none."""
        self._hint = key_text(key_hint) if key_hint else ""
        self.setAccessibleDescription(_("Key: {key}").format(key=self._hint) if self._hint else "")
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon_name: str) -> None:
        """Show another drawing before the text, or none."""
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as icon, text and key need; 32 pixels high, a link lower."""
        width = self._text_width() + self._icon_width()
        if self._hint:
            width += GAP + self._hint_width()
        if self._kind in LINKS:
            return QSize(width + 2 * LINK_PADDING, 24)
        return QSize(width + 2 * PADDING, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same: a button is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the size right when the text changes with the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, icon, text, key and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foreground = self._paint_surface(painter)
        content = self._text_width() + self._icon_width() + (GAP + self._hint_width() if self._hint else 0)
        least = LINK_PADDING if self._kind in LINKS else 4
        left = max((self.width() - content) // 2, least)
        if self._icon_name:
            role = self._foreground_role()
            pixmap = icon_pixmap(self._icon_name, role, ICON, self.devicePixelRatio())
            painter.drawPixmap(left, (self.height() - ICON) // 2, pixmap)
            left += self._icon_width()
        painter.setPen(foreground)
        painter.setFont(self._text_font)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRect(left, 0, self._text_width() + 2, self.height()), flags, self.text())
        if self._hint:
            self._paint_hint(painter, left + self._text_width() + GAP)
        if self.hasFocus():
            focus_ring(painter, self.rect(), role="toast_accent" if self._kind == "toast" else "focus")
            if self._kind == "primary":
                inner = self.rect().adjusted(2, 2, -2, -2)
                focus_ring(painter, inner, role="focus_on_accent", radius=FIELD_RADIUS - 2)

    def _paint_surface(self, painter: QPainter) -> QColor:
        theme = current_theme()
        active = self.underMouse() or self.isDown()
        if self._kind == "primary":
            fill = "disabled_on" if not self.isEnabled() else "accent_hover" if active else "accent"
            rounded(painter, self.rect(), fill=theme.colour(fill), border=None, radius=FIELD_RADIUS)
        elif self._kind == "quiet":
            fill_quiet = theme.colour("hover") if active and self.isEnabled() else None
            rounded(painter, self.rect(), fill=fill_quiet, border=None, radius=FIELD_RADIUS)
        elif self._kind not in LINKS:
            fill = "hover" if active and self.isEnabled() else "selection" if self.isChecked() else "panel"
            border = "field_border" if theme.name == "high-contrast" else "line"
            rounded(
                painter,
                self.rect(),
                fill=theme.colour(fill),
                border=theme.colour(border),
                radius=FIELD_RADIUS,
            )
        underline = self._kind in LINKS and self.underMouse()
        self._text_font.setUnderline(underline)
        return theme.colour(self._foreground_role())

    def _foreground_role(self) -> str:
        if not self.isEnabled():
            return "disabled"
        roles = {"primary": "accent_text", "link": "accent", "danger": "danger", "toast": "toast_accent"}
        return roles.get(self._kind, "text")

    def _paint_hint(self, painter: QPainter, left: int) -> None:
        theme = current_theme()
        box = QRect(left, (self.height() - 18) // 2, self._hint_width(), 18)
        painter.setFont(self._hint_font)
        if self._is_tinted():
            painter.setPen(theme.colour(self._foreground_role()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._hint)
            return
        rounded(painter, box, fill=None, border=theme.colour("line"), radius=4)
        painter.setPen(theme.colour("muted" if self.isEnabled() else "disabled"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _is_tinted(self) -> bool:
        """Whether it stands on a colour on which the key needs no box of its own."""
        return self._kind in ("primary", "toast")

    def _text_width(self) -> int:
        return _width(self.text(), self._text_font.weight(), self._text_font.pixelSize())

    def _hint_width(self) -> int:
        padding = 0 if self._is_tinted() else 12
        return _width(self._hint, self._hint_font.weight(), self._hint_font.pixelSize()) + padding

    def _icon_width(self) -> int:
        return ICON + (6 if self.text() else 0) if self._icon_name else 0


@lru_cache(maxsize=512)
def _width(text: str, weight: QFont.Weight, pixels: int) -> int:
    """How wide a text is without the mark of its key; layouts ask for it again and again."""
    return QFontMetrics(font(pixels, weight)).size(Qt.TextFlag.TextShowMnemonic, text).width()


class IconButton(ActionButton):
    """A square button with a drawing only.

    ``name`` is what it is called, in its tool tip and to screen readers.
    """

    def __init__(
        self, icon_name: str, name: str, *, key_hint: str = "", quiet: bool = False, parent: QWidget | None =
        None, ) -> None:  # fmt: skip
        super().__init__("", kind="quiet" if quiet else "plain", icon_name=icon_name, parent=parent)
        self.setAccessibleName(name)
        shown = key_text(key_hint) if key_hint else ""
        self.setToolTip(f"{name}  {shown}".strip())
        if shown:
            self.setAccessibleDescription(_("Key: {key}").format(key=shown))

    def sizeHint(self) -> QSize:
        """A square of a button's height."""
        return QSize(HEIGHT, HEIGHT)
