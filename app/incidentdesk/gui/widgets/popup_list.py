"""A list over the window that belongs to a field. It never takes the focus: all keys stay with the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

_Index = QModelIndex | QPersistentModelIndex
_TEXT_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


class Line(Protocol):
    """A line of the list; headings and remarks cannot be chosen."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""

    @property
    def selectable(self) -> bool:
        """Whether it can be chosen."""


L = TypeVar("L", bound=Line)


class LineModel(QAbstractListModel, Generic[L]):
    """The lines that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[L] = ()

    def show_lines(self, lines: Sequence[L]) -> None:
        """Offer others."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = 0) -> object:
        """Text, and what a screen reader says."""
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        line = self.lines[index.row()]
        return line.text if role == 0 else line.spoken

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Some lines cannot be chosen."""
        if not index.isValid() or not self.lines[index.row()].selectable:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PopupList(QFrame, Generic[L]):
    """One line is highlighted, by keys that the field passes on; ``picked`` carries one that is clicked."""

    picked = Signal(object)

    def __init__(self, field: QWidget, name: str) -> None:
        super().__init__(field.window())
        self._field = field
        self.setProperty("surface", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model: LineModel[L] = LineModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(name)
        self.list.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 4, 2, 4)
        layout.addWidget(self.list)
        self.hide()

    def current(self) -> L | None:
        """The highlighted line."""
        index = self.list.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Highlight the line ``by`` lines further that can be chosen, stopping at the ends."""
        places = self.choosable()
        if places:
            here = self.list.currentIndex().row()
            before = places.index(here) if here in places else (-1 if by > 0 else 0)
            self.highlight(places[max(0, min(len(places) - 1, before + by))])

    def choosable(self) -> list[int]:
        """The places of the lines that can be chosen."""
        return [place for place, line in enumerate(self.model.lines) if line.selectable]

    def highlight(self, place: int) -> None:
        """Highlight the line at ``place``; none at -1."""
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())

    def open(self) -> None:
        """Come into sight over the window in which the field is by now."""
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Sit by the field."""
        raise NotImplementedError

    def _clicked(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        if line.selectable:
            self.picked.emit(line)
