"""The list below the command field. It never takes the focus: all keys stay with the field."""

from __future__ import annotations

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
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.domain.search_marks import Mark
from incidentdesk.gui.palette.entries import Entry
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import elided, key_text, rounded

_Index = QModelIndex | QPersistentModelIndex
_TEXT_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
HEADING, ONE_LINE, TWO_LINES = 28, 32, 44
LEAST_WIDTH = 620
ICON = 16
_ICONS = {
    "incident": "inbox", "person": "person", "reporter": "phone", "view": "filter", "command": "keyboard",
    "entry": "table", "runbook": "runbooks", "all": "search", "nothing": "search",
}  # fmt: skip


class EntryModel(QAbstractListModel):
    """The entries that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Offer others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = 0) -> object:
        """Text, and what a screen reader says."""
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        entry = self.entries[index.row()]
        return entry.text if role == 0 else entry.spoken

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or not self.entries[index.row()].selectable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def height_of(entry: Entry) -> int:
    """The height of a line, in pixels."""
    if entry.kind == "heading":
        return HEADING
    return TWO_LINES if entry.below else ONE_LINE


class _Painter(QStyledItemDelegate):
    def __init__(self, model: EntryModel, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, height_of(self._model.entries[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, theme = self._model.entries[index.row()], current_theme()
        rect = QRect(option.rect).adjusted(4, 1, -4, -1)
        if entry.kind == "heading":
            painter.setFont(font(SMALL_PIXELS, QFont.Weight.DemiBold))
            painter.setPen(theme.colour("muted"))
            bottom = rect.adjusted(8, 0, 0, -3)
            painter.drawText(bottom, Qt.AlignmentFlag.AlignBottom, entry.text.upper())
            return
        if self._view.currentIndex() == index:
            rounded(painter, rect, fill=theme.colour("selection"), border=theme.colour("focus"), radius=4)
        pixmap = icon_pixmap(_ICONS[entry.kind], "muted", ICON, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.left() + 10, rect.center().y() - ICON // 2 + 1, pixmap)
        _paint_words(painter, rect.adjusted(36, 0, -10, 0), entry)


def _paint_words(painter: QPainter, inside: QRect, entry: Entry) -> None:
    small = font(SMALL_PIXELS)
    hint = key_text(entry.hint) if entry.kind in {"command", "all"} and entry.hint else entry.hint
    painter.setFont(small)
    hint = elided(painter.fontMetrics(), hint, inside.width() * 4 // 10)
    if hint:
        painter.setPen(current_theme().colour("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside, right, hint)
        inside = inside.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(hint) - 16, 0)
    upper = QRect(inside)
    if entry.below:
        upper.setHeight(inside.height() // 2 + 2)
        lower = QRect(inside.left(), upper.bottom() - 1, inside.width(), inside.height() - upper.height())
        _paint_marked(painter, lower, entry.below, entry.below_marks, "muted")
    weight = QFont.Weight.Medium if entry.kind == "incident" else QFont.Weight.Normal
    painter.setFont(font(weight=weight))
    role = {"all": "accent", "nothing": "muted"}.get(entry.kind, "text")
    _paint_marked(painter, upper, entry.text, entry.marks, role)


def _paint_marked(painter: QPainter, rect: QRect, text: str, marks: tuple[Mark, ...], role: str) -> None:
    theme, metrics = current_theme(), painter.fontMetrics()
    shown = elided(metrics, text, rect.width())
    whole = len(shown) if shown == text else len(shown) - 1
    height = metrics.height()
    top = rect.center().y() + 1 - height // 2
    for start, end in marks:
        if start < whole:
            left = rect.left() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start : min(end, whole)])
            painter.fillRect(QRect(left - 1, top, width + 2, height), theme.colour("warning_on"))
    painter.setPen(theme.colour(role))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class PalettePopup(QFrame):
    """A list over the page, below the command field. ``picked(Entry)`` at a click."""

    picked = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self.setProperty("surface", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.model, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(_("Results and commands"))
        self.list.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 4, 2, 4)
        layout.addWidget(self.list)
        self.hide()

    def show_entries(self, entries: list[Entry]) -> None:
        """Offer ``entries``, the first of them highlighted."""
        self.model.show_entries(entries)
        self._highlight(next((place for place, one in enumerate(entries) if one.selectable), -1))
        self.list.scrollToTop()
        if not entries:
            self.hide()
            return
        self.place()
        self.show()
        self.raise_()

    def current(self) -> Entry | None:
        """The highlighted entry."""
        index = self.list.currentIndex()
        return self.model.entries[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Highlight the entry ``by`` places further, stopping at the ends."""
        places = [place for place, one in enumerate(self.model.entries) if one.selectable]
        if places:
            here = self.list.currentIndex().row()
            before = places.index(here) if here in places else (-1 if by > 0 else 0)
            self._highlight(places[max(0, min(len(places) - 1, before + by))])

    def place(self) -> None:
        """Sit below the field, as wide as is good to read."""
        window, field = self._field.window(), self._field
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = field.mapTo(window, QPoint(0, field.height() + 4))
        wanted = sum(height_of(one) for one in self.model.entries) + 12
        height = min(wanted, window.height() - corner.y() - 24)
        width = min(max(field.width(), LEAST_WIDTH), window.width() - corner.x() - 12)
        self.setGeometry(corner.x(), corner.y(), width, height)

    def _highlight(self, place: int) -> None:
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def _clicked(self, index: QModelIndex) -> None:
        entry = self.model.entries[index.row()]
        if entry.selectable:
            self.picked.emit(entry)
