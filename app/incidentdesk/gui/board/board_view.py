"""What the board shows: a head with the time, and the major incidents, or that there is none."""

from __future__ import annotations

from bisect import bisect_left
from math import ceil

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.board import BoardItem, BoardState
from incidentdesk.domain.moment_text import date_text, instant_text
from incidentdesk.gui.board.fit_label import FitLabel
from incidentdesk.gui.board.tile import Tile
from incidentdesk.gui.theme import current_theme, icon_pixmap
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.services.board.board_texts import clear_text, headline, last_ended_text

MOST = 6
"""So many incidents can be read from afar; those after it are told by their number."""

_WHOLE = (1600, 900)
"""The size for which the scale 1 is meant."""
_SCALES = [0.62 + step * 0.04 for step in range(36)]
"""The scales that are tried."""
_READABLE = 0.94
"""From this scale on a screen of usual size is read from three metres."""


class BoardView(QWidget):
    """Shows a ``BoardState`` as large as there is room for. It asks nothing and takes no keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bold, plain = QFont.Weight.DemiBold, QFont.Weight.Normal
        self.who = FitLabel("muted", plain, lines=1, parent=self)
        self.head = FitLabel("plain", bold, lines=1, parent=self)
        self.clock = FitLabel("plain", bold, lines=1, parent=self)
        self.day = FitLabel("muted", plain, lines=1, parent=self)
        self.fault = FitLabel("danger", bold, lines=2, parent=self)
        self.clear = FitLabel("good", bold, lines=2, parent=self)
        self.last = FitLabel("muted", plain, lines=2, parent=self)
        self.tiles = [Tile(self) for _place in range(MOST)]
        self._state: BoardState | None = None
        self._clear_icon = QRect()
        self.setMinimumSize(480, 270)
        for widget in (self.clear, self.last, *self.tiles):
            widget.hide()

    @property
    def state(self) -> BoardState | None:
        """What is shown; ``None`` before anything was read."""
        return self._state

    def show_state(self, state: BoardState) -> None:
        """Show another state; an earlier fault is over."""
        self._state = state
        self.fault.setText("")
        who = " · ".join(part for part in (state.organisation, state.department) if part)
        self.who.setText(f"{_('Practice desk')} · {who}" if state.practice else who)
        more = len(state.items) - MOST
        also = ngettext("{n} more", "{n} more", more).format(n=more) if more > 0 else ""
        head = _("State of our services") if state.clear else headline(state)
        self.head.setText(" · ".join(part for part in (head, also) if part))
        set_role(self.head, "role", "plain" if state.clear else "danger")
        self.clear.setText(clear_text())
        self.last.setText(last_ended_text(state))
        for tile, item in zip(self.tiles, state.items, strict=False):
            tile.show_item(item, state.now, state.zone)
        said = ". ".join(part for part in (headline(state), self.last.text() if state.clear else "") if part)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            announce(self)
        self.tick(state.now)
        self._arrange()

    def show_fault(self, text: str) -> None:
        """Say that what is shown may be an old state."""
        if text != self.fault.text():
            self.fault.setText(text)
            self._arrange()

    def tick(self, now: Instant) -> None:
        """It is ``now``: go on counting. What is late is worked out here and stored nowhere."""
        if self._state is None:
            return
        here = in_zone(now.ms, self._state.zone)
        self.clock.setText(instant_text(here, today=here.local().date()))
        self.day.setText(date_text(here.local().date()))
        for tile, _item in self._shown():
            tile.tick(here, self._state.zone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find other sizes."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, and the sign that all is well."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_theme().colour("background"))
        if self.clear.isVisibleTo(self):
            size = self._clear_icon.width()
            painter.drawPixmap(self._clear_icon, icon_pixmap("check", "good", size, self.devicePixelRatio()))

    def _shown(self) -> list[tuple[Tile, BoardItem]]:
        items = self._state.items if self._state is not None else ()
        return list(zip(self.tiles, items, strict=False))

    def _unit(self) -> float:
        return min(self.width() / _WHOLE[0], self.height() / _WHOLE[1])

    def _arrange(self) -> None:
        unit = self._unit()
        body = self._arrange_head(unit)
        state, shown = self._state, self._shown()
        clear = state is not None and state.clear
        if clear:
            body = self._arrange_clear(body, unit, alone=not shown)
        for label in (self.clear, self.last):
            label.setVisible(clear and bool(label.text()))
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(shown))
        cells = _cells(body, len(shown), round(24 * unit))
        for (tile, _item), cell in zip(shown, cells, strict=True):
            tile.setGeometry(cell)
        scale = self._scale_for([tile for tile, _item in shown], unit)
        for tile, _item in shown:
            tile.arrange(scale)
        self.update()

    def _arrange_head(self, unit: float) -> QRect:
        """Place the head; gives what is left below it."""
        margin, right = round(36 * unit), round(400 * unit)
        inner = self.width() - 2 * margin
        at = round(24 * unit)
        for left, pixels in ((self.who, 26), (self.head, 46)):
            left.set_pixels(pixels * unit)
            height = left.height_at(inner - right)
            left.setGeometry(margin, at, inner - right, height)
            at += height
        top = round(24 * unit)
        for label, pixels in ((self.clock, 46), (self.day, 26)):
            label.set_pixels(pixels * unit)
            width = min(right, label.whole_width())
            label.setGeometry(margin + inner - width, top, width, label.height_at(width))
            top += label.height()
        at = max(at, top)
        self.fault.set_pixels(28 * unit)
        height = self.fault.height_at(inner)
        self.fault.setVisible(height > 0)
        self.fault.setGeometry(margin, at, inner, height)
        at += height + round(20 * unit)
        return QRect(margin, at, inner, max(1, self.height() - at - margin))

    def _arrange_clear(self, body: QRect, unit: float, *, alone: bool) -> QRect:
        """Say in the middle, or above what was resolved, that there is none; gives what is left."""
        height = body.height() if alone else body.height() * 2 // 5
        big = unit if alone else unit * 0.6
        size = round(150 * big)
        self.clear.set_pixels(84 * big)
        self.last.set_pixels(36 * big)
        parts = [(label, label.height_at(body.width())) for label in (self.clear, self.last)]
        gap = round(20 * big)
        at = body.top() + max(0, (height - size - gap - sum(high for _label, high in parts)) // 2)
        self._clear_icon = QRect(body.center().x() - size // 2, at, size, size)
        at += size + gap
        for label, high in parts:
            width = min(body.width(), label.whole_width())
            label.setGeometry(body.center().x() - width // 2, at, width, high)
            at += high
        return body.adjusted(0, height + gap, 0, 0) if not alone else body

    @staticmethod
    def _scale_for(tiles: list[Tile], unit: float) -> float:
        """The largest scale at which all of them have room, the same for all.

        Where that would be hard to read from afar, long texts end in “…” in place of it.
        """

        def largest(*, short: bool) -> float:
            def too_large(scale: float) -> bool:
                return not all(tile.fits(scale * unit, short=short) for tile in tiles)

            return _SCALES[bisect_left(_SCALES, True, 1, key=too_large) - 1]

        whole = largest(short=False)
        return unit * (whole if whole >= _READABLE else max(whole, min(_READABLE, largest(short=True))))


def _cells(body: QRect, count: int, gap: int) -> list[QRect]:
    """As many places of one size in ``body``: beside each other where it is wide, else below."""
    if not count:
        return []
    wide = body.width() >= body.height()
    most = {1: 1, 2: 2, 3: 3, 4: 2}.get(count, 3) if wide else {1: 1, 2: 1, 3: 1}.get(count, 2)
    rows = ceil(count / most)
    width = (body.width() - gap * (most - 1)) // most
    height = (body.height() - gap * (rows - 1)) // rows
    return [
        QRect(
            body.left() + place % most * (width + gap), body.top() + place // most * (height + gap),
            width, height,
        )
        for place in range(count)
    ]  # fmt: skip
