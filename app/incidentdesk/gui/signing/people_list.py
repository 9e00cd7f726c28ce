"""The list of those who can work here: a name, what they are here, and whether a PIN is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.domain.records import Person
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import elided, rounded

_Index = QModelIndex | QPersistentModelIndex
ROW = 44
ICON = 16


@dataclass(frozen=True)
class Line:
    """A person as the list shows them: ``about`` says what they are here, in words."""

    person: Person
    about: str
    has_pin: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.has_pin:
            return _("{name}, {about}, with a PIN").format(name=self.person.name, about=self.about)
        return _("{name}, {about}").format(name=self.person.name, about=self.about)


class PeopleModel(QAbstractListModel):
    """The people that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Offer others."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = 0) -> object:
        """The name, and what a screen reader says."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.person.name
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    def __init__(self, model: PeopleModel, view: QListView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, theme = self._model.lines[index.row()], current_theme()
        rect = QRect(option.rect).adjusted(4, 1, -4, -1)
        if self._view.currentIndex() == index:
            rounded(painter, rect, fill=theme.colour("selection"), border=theme.colour("focus"), radius=4)
        ratio, middle = painter.device().devicePixelRatio(), rect.center().y() + 1
        painter.drawPixmap(rect.left() + 12, middle - ICON // 2, icon_pixmap("person", "muted", ICON, ratio))
        inside = rect.adjusted(40, 4, -12, -4)
        small = font(SMALL_PIXELS)
        if line.has_pin:
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            words = _("PIN")
            width = painter.fontMetrics().horizontalAdvance(words)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inside, right, words)
            lock = icon_pixmap("lock", "muted", ICON, ratio)
            painter.drawPixmap(inside.right() - width - ICON - 4, middle - ICON // 2, lock)
            inside.adjust(0, 0, -width - ICON - 16, 0)
        half = inside.height() // 2
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), half)
        painter.setFont(font(weight=QFont.Weight.Medium))
        painter.setPen(theme.colour("text"))
        name = elided(painter.fontMetrics(), line.person.name, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        about = elided(painter.fontMetrics(), line.about, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, about)


class PeopleList(QListView):
    """Shows the people; the keys stay with the field above it, so that it never takes the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.setItemDelegate(_Painter(self.people, self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Who can work here"))

    def show_lines(self, lines: Sequence[Line], current: str = "") -> None:
        """Offer ``lines``; the keyboard is on the person with the uid ``current``, else on the first."""
        self.people.show_lines(lines)
        places = [line.person.uid for line in lines]
        self._go_to(places.index(current) if current in places else (0 if places else -1))

    def current(self) -> Line | None:
        """Whom the keyboard is on."""
        row = self.currentIndex().row()
        return self.people.lines[row] if 0 <= row < len(self.people.lines) else None

    def step(self, by: int) -> None:
        """Go up or down, stopping at the ends."""
        if self.people.lines:
            row = self.currentIndex().row() + by
            self._go_to(max(0, min(len(self.people.lines) - 1, row)))

    def _go_to(self, row: int) -> None:
        index = self.people.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if row >= 0:
            self.scrollTo(index)
        else:
            self.scrollToTop()
