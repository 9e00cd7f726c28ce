"""The list that drops below a search field. It never takes the focus: all keys stay with the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)  # fmt: skip
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QListView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)  # fmt: skip

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.painting import elided, rounded
from incidentdesk.gui.widgets.popup_list import LineModel, PopupList
from incidentdesk.gui.widgets.select_match import Choice

ROW = 32
MOST_ROWS = 9
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """A line of the list: a choice, the heading of a group, "add", or a remark that cannot be chosen."""

    text: str
    hint: str = ""
    choice: Choice | None = None
    add: bool = False
    heading: bool = False

    @property
    def selectable(self) -> bool:
        """Whether the line can be chosen."""
        return self.choice is not None or self.add

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.text}, {self.hint}" if self.hint else self.text


def rows_for(choices: Sequence[Choice], typed: str, *, allow_new: bool, waiting: bool) -> list[Row]:
    """The lines to show: headings of groups only while nothing is typed, for then the order is the list's."""
    rows: list[Row] = []
    group = ""
    for choice in choices:
        if not typed and choice.group != group:
            group = choice.group
            rows.append(Row(group, heading=True))
        hint = choice.hint if not typed or not choice.group else f"{choice.group}  {choice.hint}".strip()
        rows.append(Row(choice.label, hint, choice))
    if not rows:
        rows.append(Row(_("Searching…") if waiting else _("Nothing fits"), heading=True))
    if allow_new and typed.strip():
        rows.append(Row(_("Add “{text}”…").format(text=typed.strip()), add=True))
    return rows


class _Painter(QStyledItemDelegate):
    def __init__(self, model: LineModel[Row], view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, theme, view = self._model.lines[index.row()], current_theme(), self._view
        rect = QRect(option.rect).adjusted(4, 1, -4, -1)
        if view.currentIndex() == index:
            rounded(painter, rect, fill=theme.colour("selection"), border=theme.colour("focus"), radius=4)
        inside = rect.adjusted(8, 0, -8, 0)
        painter.setFont(view.font())
        metrics = painter.fontMetrics()
        hint = elided(metrics, row.hint, inside.width() * 6 // 10)
        room = inside.width() - (metrics.horizontalAdvance(hint) + 12 if hint else 0)
        painter.setPen(theme.colour("accent" if row.add else "muted" if row.heading else "text"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, elided(metrics, row.text, room))
        if hint:
            painter.setPen(theme.colour("muted"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inside, right, hint)


class SelectPopup(PopupList[Row]):
    """The list is below its field, or above it when there is no room."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, _("Choices"))
        self._bars: list[QScrollBar] = []
        self.list.setItemDelegate(_Painter(self.model, self.list))
        self.list.setUniformItemSizes(True)

    def show_rows(self, rows: list[Row], *, select_first: bool) -> None:
        """Show ``rows``, the first that can be chosen being highlighted when ``select_first``."""
        self.model.show_lines(rows)
        self.highlight(next(iter(self.choosable()), -1) if select_first else -1)
        if not self._bars:
            self._follow_scrolling()
        self.open()

    def highlight_key(self, key: str | None) -> None:
        """Highlight the line of the choice with ``key``, if it is there."""
        for place, row in enumerate(self.model.lines):
            if row.choice is not None and row.choice.key == key:
                self.highlight(place)

    def close_list(self) -> None:
        """Hide the list."""
        for bar in self._bars:
            bar.valueChanged.disconnect(self.place)
            bar.rangeChanged.disconnect(self.place)
        self._bars = []
        self.hide()

    def _follow_scrolling(self) -> None:
        # Signals and no event filter: one of Python still set when the interpreter ends crashes it.
        widget = self._field.parentWidget()
        while widget is not None:
            if isinstance(widget, QAbstractScrollArea):
                self._bars.append(widget.verticalScrollBar())
            widget = widget.parentWidget()
        for bar in self._bars:
            bar.valueChanged.connect(self.place)
            bar.rangeChanged.connect(self.place)

    def place(self) -> None:
        """Sit below the field, or above it when there is more room."""
        window, field = self._field.window(), self._field
        height = min(len(self.model.lines), MOST_ROWS) * ROW + 10
        corner = field.mapTo(window, QPoint(0, 0))
        below = window.height() - corner.y() - field.height() - 4
        above = corner.y() - 4
        upwards = below < height and above > below
        height = max(ROW, min(height, above if upwards else below))
        top = corner.y() - height - 2 if upwards else corner.y() + field.height() + 2
        self.setGeometry(corner.x(), top, field.width(), height)
