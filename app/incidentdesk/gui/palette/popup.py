"""The list below the command field. It never takes the focus: all keys stay with the field."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.domain.search_marks import Mark
from incidentdesk.gui.palette.entries import Entry
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import elided, key_text, rounded
from incidentdesk.gui.widgets.popup_list import LineModel, PopupList

_Index = QModelIndex | QPersistentModelIndex
HEADING, ONE_LINE, TWO_LINES = 28, 32, 44
LEAST_WIDTH = 620
ICON = 16
_ICONS = {
    "incident": "inbox", "person": "person", "reporter": "phone", "view": "filter", "command": "keyboard",
    "entry": "table", "runbook": "runbooks", "all": "search", "nothing": "search",
}  # fmt: skip


def height_of(entry: Entry) -> int:
    """The height of a line, in pixels."""
    if entry.kind == "heading":
        return HEADING
    return TWO_LINES if entry.below else ONE_LINE


class _Painter(QStyledItemDelegate):
    def __init__(self, model: LineModel[Entry], view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, height_of(self._model.lines[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, theme = self._model.lines[index.row()], current_theme()
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


class PalettePopup(PopupList[Entry]):
    """A list over the page, below the command field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, _("Results and commands"))
        self.list.setItemDelegate(_Painter(self.model, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_entries(self, entries: list[Entry]) -> None:
        """Offer ``entries``, the first of them highlighted."""
        self.model.show_lines(entries)
        self.highlight(next(iter(self.choosable()), -1))
        self.list.scrollToTop()
        if entries:
            self.open()
        else:
            self.hide()

    def place(self) -> None:
        """Sit below the field, as wide as is good to read."""
        window, field = self._field.window(), self._field
        corner = field.mapTo(window, QPoint(0, field.height() + 4))
        wanted = sum(height_of(one) for one in self.model.lines) + 12
        height = min(wanted, window.height() - corner.y() - 24)
        width = min(max(field.width(), LEAST_WIDTH), window.width() - corner.x() - 12)
        self.setGeometry(corner.x(), corner.y(), width, height)
