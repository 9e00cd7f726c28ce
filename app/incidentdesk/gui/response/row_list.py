"""The rows of a table of the response room, to read, to tick and to step through."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.gui.response.room_tables import SAID_BY_TICK, STATE_TONES, STILL_READ, RoomTable
from incidentdesk.gui.response.row_line import SIDE, RowLine
from incidentdesk.gui.response.row_order import RowOrder
from incidentdesk.gui.response.row_words import words_of
from incidentdesk.gui.response.time_box import time_box
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.response.room import Row


class RowList(QWidget):
    """Those that are going on first; of those that are over, some fold away.

    ``state_wanted(name, state)`` and ``edit_wanted(name)`` by the person.
    """

    state_wanted = Signal(str, str)
    edit_wanted = Signal(str)
    time_up = Signal(str)
    """The time of a row was over just now, while one looked: its words."""

    def __init__(self, table: RoomTable, definition: ProcessDefinition, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = table
        self.lines: dict[str, RowLine] = {}
        self.order = RowOrder(table)
        self.late = 0
        self._states = table.states(definition)
        self._rows: list[Row] = []
        self._kept: frozenset[str] = frozenset()
        self._open: tuple[str, QWidget] | None = None
        self._shown: list[str] = []
        self.empty = text_label(_(table.empty), "muted", wrap=True, parent=self)
        self.empty.setContentsMargins(SIDE, 0, SIDE, 0)
        self.more = ActionButton("", kind="link", parent=self)
        self.more.clicked.connect(lambda _checked=False: self._unfold())
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.empty)
        column.addLayout(self._column)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 0, SIDE, 0)
        foot.addWidget(self.more)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_rows(self, view: RoomView, now: Instant, *, may_change: bool, record: bool = False) -> None:
        """Show the rows as they are in ``view``; a ``record`` shows all of them, and lacks nothing."""
        self._rows = list(view.rows(self.table.key))
        names = [str(row["row"]) for row in self._rows]
        for gone in [name for name in self.lines if name not in names]:
            line = self.lines.pop(gone)
            line.hide()
            line.deleteLater()
        for name, row in zip(names, self._rows, strict=True):
            line = self.lines.get(name) or self._make(name)
            state = self.table.state_of(row)
            going = self.table.is_going(row)
            words, tone = words_of(self.table, row, view, record=record), STATE_TONES.get(state, "neutral")
            line.show_row(
                words, self._states, state, tone,
                fades=not (going or record) and state not in STILL_READ,
            )  # fmt: skip
            line.state.setVisible(state not in SAID_BY_TICK or not may_change)
            line.show_tick(bool(self.table.done) and state == self.table.done)
            line.set_changeable(may_change)
        self.empty.setText(_("None recorded.") if record else _(self.table.empty))
        self.empty.setVisible(not names)
        self.order.record = record
        self.look(now)
        self.arrange()

    def row(self, name: str) -> Row | None:
        """A row by its name."""
        return next((row for row in self._rows if row["row"] == name), None)

    def look(self, now: Instant, *, again: bool = False) -> None:
        """Say how it stands with the time of each row, by the time that it is ``now``.

        ``again``: nothing else has changed since the last look.
        """
        late = set()
        for row in self._rows:
            box, name = time_box(row, now), str(row["row"])
            self.lines[name].show_time(box)
            if box.late:
                late.add(name)
                if again and not self.order.is_late(name):
                    self.time_up.emit(self.lines[name].text.text())
        self.late = len(late)
        if self.order.see_late(frozenset(late)):
            self.arrange()

    def show_kept(self, names: Collection[str]) -> None:
        """Mark the rows of which something is typed and not saved."""
        self._kept = frozenset(names)
        for name, line in self.lines.items():
            line.show_kept(name in self._kept)
        self.arrange()

    def open_at(self, name: str, form: QWidget | None) -> None:
        """Show ``form`` in the place of a row, or all rows again without one."""
        if self._open is not None:
            self._column.removeWidget(self._open[1])
            self._open[1].setVisible(form is self._open[1])
        self._open = (name, form) if form is not None else None
        self._shown = []
        self.arrange()

    def arrange(self) -> None:
        """Put the rows in their order; the focus stays."""
        held = next((name for name, line in self.lines.items() if line.isAncestorOf(_focused(self))), "")
        opened = self._open[0] if self._open is not None else ""
        shown, spare = self.order.of(self._rows, {held, opened, *self._kept})
        words = (
            _("Show fewer")
            if self.order.unfolded
            else ngettext("Show {n} more that is over", "Show {n} more that are over", spare).format(n=spare)
        )
        self.more.setText(words)
        self.more.setVisible(spare > 0)
        if shown != self._shown:
            self._shown = shown
            self._place(shown)

    def focus_row(self, name: str) -> bool:
        """Put the focus on a row; false where it offers nothing."""
        line = self.lines.get(name)
        control = next((one for one in line.controls() if _takes_focus(one)), None) if line else None
        if control is None:
            return False
        control.setFocus()
        return True

    def focus_first(self) -> bool:
        """Put the focus on the first row that offers something."""
        return any(self.focus_row(name) for name in self._shown)

    def _place(self, shown: list[str]) -> None:
        opened = self._open
        place = 0
        for name in shown:
            self._column.insertWidget(place, self.lines[name])
            self.lines[name].setVisible(opened is None or opened[0] != name)
            place += 1
            if opened is not None and opened[0] == name:
                self._column.insertWidget(place, opened[1])
                place += 1
        for name, line in self.lines.items():
            line.under.setVisible(
                not self.order.record or shown[-1:] != [name]
            )  # nothing follows in a record
            if name not in shown:
                line.hide()

    def _make(self, name: str) -> RowLine:
        line = self.lines[name] = RowLine(name, ticks=bool(self.table.done), parent=self)
        line.number.setVisible(self.table.numbered)
        line.ticked.connect(self._ticked)
        line.state_chosen.connect(self.state_wanted)
        line.edit_wanted.connect(self.edit_wanted)
        line.stepped.connect(self._step)
        line.show_kept(name in self._kept)
        return line

    def _ticked(self, name: str, done: bool) -> None:
        back = next(key for key, _words in self._states if key in self.table.going)
        self.state_wanted.emit(name, self.table.done if done else back)

    def _step(self, name: str, step: int) -> None:
        place = self._shown.index(name) + step
        column = next((at for at, one in enumerate(self.lines[name].controls()) if one.hasFocus()), 0)
        if 0 <= place < len(self._shown):
            control = self.lines[self._shown[place]].controls()[column]
            if not _takes_focus(control) or not control.isVisible():
                self.focus_row(self._shown[place])
            else:
                control.setFocus()

    def _unfold(self) -> None:
        self.order.unfolded = not self.order.unfolded
        self.arrange()


def _takes_focus(widget: QWidget) -> bool:
    return widget.isEnabled() and not widget.isHidden()


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
