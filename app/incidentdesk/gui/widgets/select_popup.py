"""The list that drops below a search field. It never takes the focus: all keys stay with the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QListView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.painting import elided, rounded
from incidentdesk.gui.widgets.select_match import Choice

ROW = 32
MOST_ROWS = 9
_Index = QModelIndex | QPersistentModelIndex
_TEXT_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


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


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = 0) -> object:
        if role not in _TEXT_ROLES:
            return None
        row = self.rows[index.row()]
        return row.text if role == 0 or not row.hint else f"{row.text}, {row.hint}"

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not self.rows[index.row()].selectable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)  # noqa: S101 - the delegate is made for this model only
        row, theme = model.rows[index.row()], current_theme()
        rect = QRect(option.rect).adjusted(4, 1, -4, -1)
        view = option.widget
        assert isinstance(view, QListView)  # noqa: S101 - it is set on this list only
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


class SelectPopup(QFrame):
    """A list over the window, below its field or above it when there is no room.

    Emits ``picked`` with a line.
    """

    picked = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._bars: list[QScrollBar] = []
        self.setProperty("surface", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = _Rows(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Choices"))
        self.list.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 4, 2, 4)
        layout.addWidget(self.list)
        self.hide()

    def show_rows(self, rows: list[Row], *, select_first: bool) -> None:
        """Show ``rows``, the first that can be chosen being highlighted when ``select_first``."""
        self._model.reset(rows)
        first = next((place for place, row in enumerate(rows) if row.selectable), -1)
        self._highlight(first if select_first else -1)
        self._open()

    def highlight_key(self, key: str | None) -> None:
        """Highlight the line of the choice with ``key``, if it is there."""
        for place, row in enumerate(self._model.rows):
            if row.choice is not None and row.choice.key == key:
                self._highlight(place)

    def current(self) -> Row | None:
        """The highlighted line."""
        index = self.list.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Highlight the line ``by`` lines further that can be chosen, stopping at the ends."""
        places = [place for place, row in enumerate(self._model.rows) if row.selectable]
        if not places:
            return
        here = self.list.currentIndex().row()
        before = places.index(here) if here in places else (-1 if by > 0 else 0)
        self._highlight(places[max(0, min(len(places) - 1, before + by))])

    def close_list(self) -> None:
        """Hide the list."""
        for bar in self._bars:
            bar.valueChanged.disconnect(self.place)
            bar.rangeChanged.disconnect(self.place)
        self._bars = []
        self.hide()

    def _open(self) -> None:
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        if not self._bars:
            self._follow_scrolling()
        self.place()
        self.show()
        self.raise_()

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
        height = min(len(self._model.rows), MOST_ROWS) * ROW + 10
        corner = field.mapTo(window, QPoint(0, 0))
        below = window.height() - corner.y() - field.height() - 4
        above = corner.y() - 4
        upwards = below < height and above > below
        height = max(ROW, min(height, above if upwards else below))
        top = corner.y() - height - 2 if upwards else corner.y() + field.height() + 2
        self.setGeometry(corner.x(), top, field.width(), height)

    def _highlight(self, place: int) -> None:
        self.list.setCurrentIndex(self._model.index(place) if place >= 0 else QModelIndex())

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.selectable:
            self.picked.emit(row)
