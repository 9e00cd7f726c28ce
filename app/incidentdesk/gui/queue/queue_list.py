"""The middle of the queue: its head with the search field, and the table or what to do without one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.queue.columns import Columns
from incidentdesk.gui.queue.empty_texts import EmptyText, empty_text
from incidentdesk.gui.queue.lines import NUMBER, Lines, Question
from incidentdesk.gui.queue.queue_delegate import QueueDelegate
from incidentdesk.gui.queue.queue_model import QueueModel
from incidentdesk.gui.queue.sorting import SORT_TEXTS, sort_choices, sort_text
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.table_view import ListTable
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.settings import DeskSettings
from incidentdesk.services.views import view_of

NEAR_END = 60
"""With fewer lines than this below the window's edge, the next page is read."""


class SearchField(LineEdit):
    """Words or a number to look for. Down and Enter lead into the list."""

    downwards = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead out of the field on Down and Enter."""
        if event.key() == Qt.Key.Key_Down:
            self.downwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class QueueList(QWidget):
    """The list of one view or search. ``current_changed(uid)`` as one moves; ``opened(uid)`` on Enter."""

    opened = Signal(str)
    current_changed = Signal(str)
    sort_asked = Signal(str)
    near_end = Signal()
    led_on = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, settings: DeskSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = QueueModel(settings, self)
        self.table = ListTable(_("Incidents"))
        self.field = SearchField(placeholder=_("Words or a number") + "   /")
        self.title = text_label("", "subheading")
        self.told = text_label("", "muted")
        self.sort_button = IconButton("sort", _("Sort by"), quiet=True)
        self.empty = EmptyState("inbox", "", "", action=" ")
        self._question = Question("")
        self._leads_to = ""
        self._wanted = ""
        self._stack = QStackedWidget()
        self._lay_out()
        self._set_up_table()
        self.sort_button.clicked.connect(lambda _checked=False: self._offer_sorts())
        self.empty.acted.connect(lambda: self.led_on.emit(self._leads_to))

    def current_uid(self) -> str:
        """The incident the keyboard is on; empty where there is none."""
        line = self.model.line(self.table.current_row())
        return line.uid if line else ""

    def want(self, uid: str) -> None:
        """Go to this incident as soon as it is in the list."""
        self._wanted = uid

    def focus_list(self) -> None:
        """Put the focus on the table, or on the button that stands in its place."""
        (self.empty.button if self._stack.currentWidget() is self._without else self.table).setFocus()

    def show_question(self, question: Question) -> None:
        """Head the list for ``question``, before its answer is there."""
        self.title.setText(_("Search") if question.text else _(view_of(question.view).title))
        self.columns.show_question(question)
        self.sort_button.setVisible(not question.text)

    def show_lines(self, answer: Lines, settings: DeskSettings) -> None:
        """Show an answer. The incident the keyboard is on, and the place in the list, stay where they can."""
        asked = answer.question
        fresh = (asked.view, asked.text) != (self._question.view, self._question.text)
        self._question = asked
        row, uid = self.table.current_row(), self._wanted or ("" if fresh else self.current_uid())
        anchor, height = self._anchor()
        with QSignalBlocker(self.table.selectionModel()):
            closed = asked.view == "closed" and not asked.text
            self.model.set_lines(answer.lines, answer.now_ms, settings, closed=closed)
            self._tell(answer)
            self._choose(uid, row=0 if fresh else row)
        self.table.verticalScrollBar().setValue(0 if fresh else self._place_of(anchor, height))
        if fresh or self._wanted:
            self.table.scrollTo(self.table.currentIndex())
        if self.model.row_of(self._wanted) >= 0:
            self._wanted = ""
        self._show_empty(None if answer.lines else empty_text(asked.view, asked.text))
        self.table.viewport().update()
        self.current_changed.emit(self.current_uid())
        self._look_ahead()

    def add_lines(self, answer: Lines) -> None:
        """Show the next page below."""
        self.model.add_lines(answer.lines)
        self._tell(answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way where there is little room."""
        super().resizeEvent(event)
        self.columns.fit(event.size().width())

    def _tell(self, answer: Lines) -> None:
        asked = answer.question
        if asked.text:
            self.told.setText(_("{n} of {m} found").format(n=len(self.model.lines), m=answer.total))
            return
        count = ngettext("{n} incident", "{n} incidents", answer.total).format(n=answer.total)
        order = sort_text(asked.sort or view_of(asked.view).sort)
        self.told.setText(f"{count} · {order}" if answer.total > 1 else count)

    def _choose(self, uid: str, *, row: int) -> None:
        """Put the keyboard on ``uid``, else on the line that took the place of ``row``."""
        found = self.model.row_of(uid) if uid else -1
        row = found if found >= 0 else max(0, min(row, len(self.model.lines) - 1))
        if self.model.line(row) is not None:
            self.table.setCurrentIndex(self.model.index(row, NUMBER))
            self.table.selectRow(row)

    def _anchor(self) -> tuple[str, int]:
        """The line that must not move on the screen, and where it is: the chosen one, else the uppermost."""
        scrolled = self.table.verticalScrollBar().value()
        row = self.table.current_row()
        top = row * ROW_HEIGHT - scrolled
        if row < 0 or not -ROW_HEIGHT < top < self.table.viewport().height():
            row = scrolled // ROW_HEIGHT
            top = row * ROW_HEIGHT - scrolled
        line = self.model.line(row)
        return (line.uid if line else ""), top

    def _place_of(self, anchor: str, height: int) -> int:
        row = self.model.row_of(anchor)
        return self.table.verticalScrollBar().value() if row < 0 else row * ROW_HEIGHT - height

    def _show_empty(self, text: EmptyText | None) -> None:
        target: QWidget = self.table if text is None else self._without
        if text is not None:
            self._leads_to = text.leads_to
            self.empty.set_texts(text.title, text.text)
            # Placed in the middle, a wrapped text would get the height of one line only.
            words = self.empty.text
            words.setMinimumSize(words.maximumWidth(), words.heightForWidth(words.maximumWidth()))
            self.empty.button.setText(text.action)
            self.empty.button.set_key_hint(text.key_hint)
        if self._stack.currentWidget() is not target:
            focused = self.table.hasFocus() or self.empty.button.hasFocus()
            self._stack.setCurrentWidget(target)
            if focused:
                self.focus_list()

    def _look_ahead(self) -> None:
        below = self.table.verticalScrollBar().value() + self.table.viewport().height()
        if below // ROW_HEIGHT > len(self.model.lines) - NEAR_END:
            self.near_end.emit()

    def _offer_sorts(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._question.sort or view_of(self._question.view).sort
        for key in sort_choices(self._question.view):
            chosen = now.removeprefix("-") == key
            action = menu.addAction(_(SORT_TEXTS[key]))
            action.setCheckable(True)
            action.setChecked(chosen)
            # Choosing what is chosen turns the list upside down.
            asked = f"-{key}" if chosen and not now.startswith("-") else key
            action.triggered.connect(lambda _checked=False, asked=asked: self.sort_asked.emit(asked))
        menu.popup(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.current_uid())

    def _open_row(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            self.opened.emit(line.uid)

    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.table.viewport().mapToGlobal(at))

    def _lay_out(self) -> None:
        self.field.setAccessibleName(_("Search in all incidents"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(240)
        head = surface("header")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.told)
        row.addWidget(self.sort_button)
        row.addStretch(1)
        row.addWidget(self.field, 2)
        self._stack.addWidget(self.table)
        self._without = surface("panel")
        QVBoxLayout(self._without).addWidget(self.empty)
        self._stack.addWidget(self._without)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(420)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(QueueDelegate(self.model, table))
        self.columns = Columns(table.horizontalHeader(), self)
        self.columns.sort_asked.connect(self.sort_asked)
        table.opened.connect(self._open_row)
        table.selectionModel().currentRowChanged.connect(self._moved)
        table.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._ask_for_menu)
