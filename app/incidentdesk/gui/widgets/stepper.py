"""The stages of a run: which are done, which is at work, which are to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import SMALL_PIXELS, Theme, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

StepState = Literal["done", "current", "todo", "failed", "skipped"]

CIRCLE = 26
GAP = 10
HEIGHT = 48
NARROW = 92


@dataclass(frozen=True)
class Step:
    """One stage as shown: ``subtitle`` is who and when, or who is to answer for it."""

    key: str
    title: str
    subtitle: str
    state: StepState


def _state_words(state: StepState) -> str:
    return {
        "done": _("done"), "current": _("at work"), "todo": _("not started"), "failed": _("to be redone"),
        "skipped": _("skipped"),
    }[state]  # fmt: skip


class _StepButton(QAbstractButton):
    """One step; narrow, it shows its circle and what fits of its title."""

    def __init__(self, step: Step, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.step, self._number = step, number
        self.shown = False
        self.set_step(step)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_step(self, step: Step) -> None:
        """Show how the stage stands now."""
        self.step = step
        self.setText(step.title)
        self.setAccessibleName(
            _("Stage {number}: {title}, {state}").format(
                number=self._number, title=step.title, state=_state_words(step.state)
            )
        )
        self.setAccessibleDescription(step.subtitle)
        self.setToolTip(f"{step.title}\n{step.subtitle}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        texts = max(
            QFontMetrics(_title_font(strong=True)).horizontalAdvance(self.step.title),
            QFontMetrics(font(SMALL_PIXELS)).horizontalAdvance(self.step.subtitle),
        )
        return QSize(CIRCLE + GAP + texts + 16, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(CIRCLE + 8, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        event.ignore()
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        if self.underMouse():
            rounded(painter, self.rect(), fill=theme.colour("hover"), border=None, radius=7)
        circle = QRect(4, (self.height() - CIRCLE) // 2, CIRCLE, CIRCLE)
        self._paint_circle(painter, circle, theme)
        left = circle.right() + GAP
        self._paint_texts(painter, QRect(left, 0, self.width() - left - 4, self.height()), theme)
        if self.shown:
            line = QRect(circle.left(), self.height() - 2, self.width() - 8, 2)
            painter.fillRect(line, theme.colour("accent"))
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_circle(self, painter: QPainter, circle: QRect, theme: Theme) -> None:
        state = self.step.state
        filled = {"done": "good", "current": "accent", "failed": "danger"}.get(state)
        ink = {"done": "good_text", "current": "accent_text", "failed": "danger_text"}.get(state, "muted")
        if filled:
            rounded(painter, circle, fill=theme.colour(filled), border=None, radius=CIRCLE / 2)
        else:
            border = theme.colour("field_border" if theme.name == "high-contrast" else "line")
            fill = theme.colour("panel")
            rounded(painter, circle, fill=fill, border=border, radius=CIRCLE / 2, width=2)
        drawing = {"done": "check", "failed": "undo", "skipped": "minus"}.get(state)
        if drawing:
            pixmap = icon_pixmap(drawing, ink, 14, self.devicePixelRatio())
            painter.drawPixmap(circle.left() + 6, circle.top() + 6, pixmap)
            return
        painter.setFont(font(SMALL_PIXELS + 1, QFont.Weight.DemiBold))
        painter.setPen(theme.colour(ink))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_texts(self, painter: QPainter, room: QRect, theme: Theme) -> None:
        if room.width() < 24:
            return
        current = self.step.state == "current"
        painter.setFont(_title_font(strong=current))
        painter.setPen(theme.colour("muted" if self.step.state in ("todo", "skipped") else "text"))
        title = elided(painter.fontMetrics(), self.step.title, room.width())
        if not self.step.subtitle or room.width() < NARROW - CIRCLE:
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
            return
        middle = room.center().y()
        painter.drawText(
            QRect(room.left(), middle - 17, room.width(), 18), Qt.AlignmentFlag.AlignVCenter, title
        )
        painter.setFont(font(SMALL_PIXELS))
        painter.setPen(theme.colour("danger" if self.step.state == "failed" else "muted"))
        subtitle = elided(painter.fontMetrics(), self.step.subtitle, room.width())
        painter.drawText(
            QRect(room.left(), middle + 1, room.width(), 16), Qt.AlignmentFlag.AlignVCenter, subtitle
        )


def _title_font(*, strong: bool) -> QFont:
    return font(weight=QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


class StageStepper(QWidget):
    """Steps side by side, one stop for Tab.

    Left and Right move among them; Enter or a click emits ``activated(key)``.
    Any step can be: stages may be filled in any order. The step of the shown page is underlined.
    """

    activated = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Stages"))
        self._buttons: list[_StepButton] = []
        self._shown = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def steps(self) -> list[Step]:
        """What is shown."""
        return [button.step for button in self._buttons]

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps; the focus stays on the step with the same key."""
        if [step.key for step in steps] == [button.step.key for button in self._buttons]:
            for button, step in zip(self._buttons, steps, strict=True):
                button.set_step(step)
            self._set_stop(self._shown or self._current_key())
            return
        focused = next((button.step.key for button in self._buttons if button.hasFocus()), None)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [_StepButton(step, number, self) for number, step in enumerate(steps, 1)]
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, key=button.step.key: self.activated.emit(key))
            self._row.addWidget(button, 1)
        self._set_stop(self._shown or self._current_key())
        for button in self._buttons:
            if button.step.key == focused:
                button.setFocus()
        self.set_shown(self._shown)

    def set_shown(self, key: str) -> None:
        """Underline the step whose page is open; an empty key underlines none."""
        self._shown = key
        for button in self._buttons:
            button.shown = button.step.key == key
            button.update()
        self._set_stop(key or self._current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus among the steps."""
        here = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), -1)
        moves = {
            Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._buttons) - 1,
        }  # fmt: skip
        if here < 0 or event.key() not in moves:
            event.ignore()
            return
        place = max(0, min(len(self._buttons) - 1, moves[Qt.Key(event.key())]))
        self._set_stop(self._buttons[place].step.key)
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _current_key(self) -> str:
        return next((button.step.key for button in self._buttons if button.step.state == "current"), "")

    def _set_stop(self, key: str) -> None:
        keys = [button.step.key for button in self._buttons]
        stop = key if key in keys else (keys[0] if keys else "")
        for button in self._buttons:
            here = button.step.key == stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self.setFocusProxy(button)
