"""The columns of the list: widths, order, sorting by a click, and what gives way in little room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from incidentdesk.gui.queue.lines import ASSIGNEE, DUE, NUMBER, PRIORITY, STAGE, TITLE, Question
from incidentdesk.gui.queue.sorting import column_of, order_in, sort_of
from incidentdesk.services.views import view_of

WIDTHS = {NUMBER: 138, PRIORITY: 104, TITLE: 240, STAGE: 100, DUE: 166, ASSIGNEE: 104}
TIGHT_WIDTHS = {NUMBER: 78, DUE: 118}
"""In a tight window the number shows its digits only, and what is due its words only."""

TIGHT = 760
"""Below this width of the table, in pixels, the title would be hard to read."""

ONE_ASSIGNEE = frozenset({"mine", "unassigned"})
"""Views where the assignee is the same on each line."""


class Columns(QObject):
    """Looks after the header of the list. ``sort_asked(sort)`` on a click."""

    sort_asked = Signal(str)

    def __init__(self, head: QHeaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._head = head
        self._question = Question("")
        self._roomy: QByteArray | None = None
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(56)
        head.setSectionsMovable(True)
        for column, width in WIDTHS.items():
            head.resizeSection(column, width)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        head.sortIndicatorChanged.connect(self._clicked)

    def show_question(self, question: Question) -> None:
        """Show by what the list is sorted; hits of a search have an order of their own."""
        self._question = question
        head, searching = self._head, bool(question.text)
        sort = question.sort or view_of(question.view).sort
        with QSignalBlocker(head):
            head.setSectionHidden(ASSIGNEE, not searching and question.view in ONE_ASSIGNEE)
            head.setSectionsClickable(not searching)
            head.setSortIndicatorShown(not searching)
            head.setSortIndicator(column_of(sort), order_in(sort))

    def fit(self, width: int) -> None:
        """Give way in a table of ``width`` pixels, or take up the widths from before."""
        if width < TIGHT and self._roomy is None:
            self._roomy = self._head.saveState()
            for column, tight in TIGHT_WIDTHS.items():
                self._head.resizeSection(column, tight)
        elif width >= TIGHT and self._roomy is not None:
            roomy, self._roomy = self._roomy, None
            self._restore(roomy)

    def state(self) -> str:
        """Widths and order, to be remembered."""
        state = self._head.saveState() if self._roomy is None else self._roomy
        return bytes(state.toHex().data()).decode("ascii")

    def restore(self, state: str) -> None:
        """Take up what was remembered; anything odd is passed over."""
        kept = QByteArray.fromHex(state.encode("ascii", "ignore"))
        if self._roomy is None:
            self._restore(kept)
        elif not kept.isEmpty():
            self._roomy = kept

    def _restore(self, state: QByteArray) -> None:
        with QSignalBlocker(self._head):
            self._head.restoreState(state)
        if self._question.view:
            self.show_question(self._question)

    def _clicked(self, column: int, order: Qt.SortOrder) -> None:
        self.sort_asked.emit(sort_of(column, order, self._question.view))
