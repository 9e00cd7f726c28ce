"""One row of a table of the response room, to be read, ticked, brought into another state, or opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.response.row_words import RowWords
from incidentdesk.gui.response.time_box import TimeBox
from incidentdesk.gui.theme import icon_pixmap
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.cards import rule
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.due import CHIP_HEIGHT, chip_size, paint_chip
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.painting import focus_ring

ARROW = 12
LINE = 28
TICK = 26
SIDE = 8
"""Left and right of what a row says; its card leaves as much less room."""


def _leads_out(event: QKeyEvent) -> bool:
    """Whether a key is for the row; a button by itself goes to whatever is nearest on the page."""
    if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return False
    event.ignore()
    return True


class _Tick(QCheckBox):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _leads_out(event):
            super().keyPressEvent(event)


class _Edit(IconButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _leads_out(event):
            super().keyPressEvent(event)


class StateButton(QPushButton):
    """A state as a chip; pressed, it offers the others in a menu. ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone: Tone = "neutral"
        self._states: list[tuple[str, str]] = []
        self._current = ""
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.open_menu)

    def set_state(self, states: Sequence[tuple[str, str]], current: str, tone: Tone) -> None:
        """Show the state ``current`` out of ``states``, pairs of key and words."""
        self._states, self._current, self._tone = list(states), current, tone
        self.setText(dict(states).get(current, current))
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Offer the states."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in self._states:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.triggered.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            if key == self._current:
                menu.setActiveAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the menu on Enter too; leave the arrows to the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not _leads_out(event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The chip, and the arrow where something can be chosen."""
        return QSize(chip_size(self.text()).width() + (ARROW + 6 if self.isEnabled() else 4), 28)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint chip, arrow and focus."""
        painter = QPainter(self)
        place = QRect(2, (self.height() - CHIP_HEIGHT) // 2, self.width() - 4, CHIP_HEIGHT)
        width = paint_chip(painter, place, self.text(), self._tone)
        if self.isEnabled():
            pixmap = icon_pixmap("chevron-down", "muted", ARROW, self.devicePixelRatio())
            painter.drawPixmap(place.left() + width + 2, (self.height() - ARROW) // 2, pixmap)
        if self.hasFocus():
            focus_ring(painter, self.rect())


class RowLine(QFrame):
    """``ticked(name, done)``, ``state_chosen(name, key)``, ``edit_wanted(name)``, ``stepped(name, by)``."""

    ticked = Signal(str, bool)
    state_chosen = Signal(str, str)
    edit_wanted = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, name: str, *, ticks: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.tick = _Tick(self)
        self._ticks = ticks
        self.tick.setVisible(ticks)
        self.tick.setFixedWidth(TICK)
        self.tick.clicked.connect(self._clicked)
        self._done = False
        self.number = text_label(name, "muted", parent=self)
        self.number.hide()
        self.number.setFixedWidth(20)
        self.text = text_label("", wrap=True, parent=self)
        self.below = text_label("", "small", wrap=True, parent=self)
        self.lacks = text_label("", "warning", wrap=True, parent=self)
        self._warns = Drawing("warning", "danger", parent=self)
        self.time = Chip("", "neutral", parent=self)
        self.kept = Chip("", "accent", parent=self)
        self.state = StateButton(self)
        self.state.chosen.connect(lambda key: self.state_chosen.emit(self.name, key))
        self.edit = _Edit("edit", "", quiet=True, parent=self)
        self.edit.clicked.connect(lambda _checked=False: self.edit_wanted.emit(self.name))
        self.under = rule(self)
        self._lay_out()

    def show_row(
        self, words: RowWords, states: Sequence[tuple[str, str]], state: str, tone: Tone, *, fades: bool
    ) -> None:
        """Show what the row says now; it ``fades`` where that matters no more."""
        self.text.setText(words.main)
        set_role(self.text, "role", "muted" if fades else "plain")
        for label, text in ((self.below, words.below), (self.lacks, words.lacks)):
            label.setText(text)
            label.setVisible(bool(text))
        self.state.set_state(states, state, tone)
        self.state.setAccessibleName(_("{state}: {text}").format(state=self.state.text(), text=words.main))
        self.tick.setAccessibleName(_("Done: {text}").format(text=words.main))
        self.edit.setAccessibleName(_("Change “{text}”").format(text=words.main))
        self.edit.setToolTip(_("Change"))

    def show_tick(self, done: bool) -> None:
        """Show whether it is done."""
        self._done = done
        self.tick.setChecked(done)

    def show_time(self, box: TimeBox) -> None:
        """Show how it stands with its time; a late one is seen from afar."""
        self.time.set_chip(box.words, box.tone)
        self._warns.setVisible(box.late)
        self.tick.setAccessibleDescription(box.words if box.late else "")
        set_role(self, "surface", "danger" if box.late else "")

    def show_kept(self, kept: bool) -> None:
        """Show whether something is typed here and not saved."""
        self.kept.set_chip(_("Not saved yet") if kept else "", "accent")

    def set_changeable(self, may: bool) -> None:
        """Offer what changes it, or nothing of that."""
        for widget in (self.tick, self.state):
            widget.setEnabled(may)
        self.tick.setVisible(self._ticks and may)
        self.edit.setVisible(may)

    def controls(self) -> list[QWidget]:
        """What takes the focus, from left to right."""
        return [self.tick, self.state, self.edit]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the row above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(self.name, step)
        else:
            super().keyPressEvent(event)

    def _clicked(self, done: bool) -> None:
        self.tick.setChecked(self._done)  # what it is now, the desk says
        self.ticked.emit(self.name, done)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, 5, 0, 5)
        for label in (self.text, self.below, self.lacks):
            texts.addWidget(label)
        texts.addStretch(1)
        line = QHBoxLayout()
        line.setContentsMargins(SIDE, 2, 0, 2)
        line.setSpacing(8)
        line.addLayout(_beside((self.tick, self.number, self._warns), 8))
        line.addLayout(texts, 1)
        line.addLayout(_beside((self.kept, self.time, self.state, self.edit), 4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.under)


def _beside(widgets: Sequence[QWidget], gap: int) -> QVBoxLayout:
    """``widgets`` in the height of the first line of text."""
    row = QHBoxLayout()
    row.setSpacing(gap)
    row.addStrut(LINE)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    column = QVBoxLayout()
    column.addLayout(row)
    column.addStretch(1)
    return column
