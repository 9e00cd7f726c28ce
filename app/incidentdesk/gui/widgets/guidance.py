"""What the program says to the person: guidance, and banners with what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import icon_pixmap
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.labels import set_role, text_label

BannerTone = Literal["accent", "good", "warning", "danger", "neutral"]
BannerAction = tuple[str, Callable[[], object]]

_DRAWINGS: dict[str, str] = {
    "accent": "info",
    "good": "check",
    "warning": "warning",
    "danger": "warning",
    "neutral": "info",
}


class Drawing(QWidget):
    """A drawing in the colour of a role; only an ornament, for what it means stands beside it in words."""

    def __init__(self, icon_name: str, role: str, *, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._role, self._size = icon_name, role, size
        self.setFixedSize(size, size)

    def set_drawing(self, icon_name: str, role: str) -> None:
        """Show another drawing or colour."""
        self._icon_name, self._role = icon_name, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        pixmap = icon_pixmap(self._icon_name, self._role, self._size, self.devicePixelRatio())
        QPainter(self).drawPixmap(0, 0, pixmap)


class GuidanceBox(QFrame):
    """How to go about a stage, in a tinted box; ``actions`` are shown as links below the text."""

    def __init__(
        self, text: str, actions: Sequence[BannerAction] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "accent")
        self._label = text_label(text, wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(12)
        layout.addWidget(Drawing("info", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)
        for words, act in actions:
            link = ActionButton(words, kind="link")
            link.clicked.connect(lambda _checked=False, act=act: act())
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Say something else; an empty text hides the box."""
        self._label.setText(text)
        if not text or self.parentWidget() is not None:
            self.setVisible(bool(text))


class Banner(QFrame):
    """A message across a page that stays until it is answered or closed; it blocks nothing.

    Each action is a word and what it does. ``closed`` is emitted when the person puts the banner away.
    """

    closed = Signal()

    def __init__(
        self, text: str = "", tone: BannerTone = "accent", actions: Sequence[BannerAction] = (), *,
        closable: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._drawing = Drawing("info", "accent")
        self._label = text_label("", wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = IconButton("cross", _("Close this message"), quiet=True)
        self._close.clicked.connect(self._put_away)
        self._buttons: list[ActionButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._drawing)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._close)
        self._close.setVisible(closable)  # not earlier: without a parent it would be a window for a moment
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_message(text, tone, actions)

    @property
    def text(self) -> str:
        """What the banner says."""
        return self._label.text()

    def actions_shown(self) -> list[ActionButton]:
        """The buttons, in order."""
        return list(self._buttons)

    def set_message(self, text: str, tone: BannerTone, actions: Sequence[BannerAction] = ()) -> None:
        """Say something else and announce it to screen readers; an empty text hides the banner."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._drawing.set_drawing(_DRAWINGS[tone], tone)
        set_role(self, "surface", tone)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for words, act in actions:
            button = ActionButton(words)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        if not text or self.parentWidget() is not None:
            self.setVisible(bool(text))
        if text:
            announce(self)

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()
