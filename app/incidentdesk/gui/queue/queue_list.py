"""The middle of the queue: its head, and the table or what to do without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.time_source import in_zone
from incidentdesk.gui.queue.chosen import Chosen
from incidentdesk.gui.queue.column_specs import USUAL, specs_of
from incidentdesk.gui.queue.columns import Columns
from incidentdesk.gui.queue.empty_texts import EmptyText, empty_text
from incidentdesk.gui.queue.lines import Wording
from incidentdesk.gui.queue.looks import Look, wording_of
from incidentdesk.gui.queue.queue_head import QueueHead
from incidentdesk.gui.queue.queue_model import QueueModel
from incidentdesk.gui.queue.queue_table import QueueTable
from incidentdesk.gui.queue.reading import Question, Rows, Sight
from incidentdesk.gui.queue.search_words import found_text
from incidentdesk.gui.queue.sort_menu import sort_menu
from incidentdesk.gui.queue.sorting import list_text
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.lists.views import View

if TYPE_CHECKING:
    from incidentdesk.gui.bulk.bar import BulkBar
    from incidentdesk.services.lists.search import Found

LATE_HEAD_MS = 60
"""What stands above the rows waits for them no longer than this."""


class QueueList(QWidget):
    """The list of one view or search. ``current_changed(uid)`` as one moves; ``opened(uid)`` on Enter."""

    opened = Signal(str)
    current_changed = Signal(str)
    sort_asked = Signal(str)
    pages_asked = Signal(tuple)
    led_on = Signal(str)
    menu_asked = Signal(QPoint)
    bulk_asked = Signal(str)
    bulk_bar_made = Signal(object)
    shown = Signal()
    """The rows are painted, or there are none: what may come later can come."""

    def __init__(self, settings: DeskSettings, now_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = Chosen()
        self._question = Question("")
        self._catalogue: Mapping[str, FieldInfo] = {}
        today = in_zone(now_ms, settings.zone).local().date()
        wording = Wording(settings, specs_of(USUAL, {}), {}, today)
        self.model = QueueModel(wording, self.chosen, self)
        self.table = QueueTable(self.model, self.chosen)
        self.columns = Columns(self.table.horizontalHeader(), self)
        self.head = QueueHead()
        self._bulk_bar: BulkBar | None = None
        self._covered = False
        self.empty = EmptyState("inbox", "", "", action=" ")
        self._leads_to = ""
        self._wanted = ""
        self._keep = ""
        self._unpainted = False
        self._counted = True
        self._found: Found | None = None
        self.is_head_behind = False
        """Whether the filter bar does not show yet what is asked for."""
        self._next: tuple[Wording, Mapping[str, int]] | None = None
        self._late_head = QTimer(self)
        self._late_head.setSingleShot(True)
        self._late_head.setInterval(LATE_HEAD_MS)
        self._late_head.timeout.connect(self.show_head)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def bulk_bar(self) -> BulkBar:
        """What can be done with the chosen incidents; imported and made when some are first chosen."""
        if self._bulk_bar is None:
            from incidentdesk.gui.bulk.bar import BulkBar

            bar = self._bulk_bar = BulkBar()
            self.column.insertWidget(2, bar)
            bar.asked.connect(self.bulk_asked)
            bar.all_asked.connect(self.table.choose_all)
            bar.cleared.connect(self.table.clear_chosen)
            self.bulk_bar_made.emit(bar)
        return self._bulk_bar

    # ---- what is chosen, what is in sight

    def current_row(self) -> QueueRow | None:
        """The incident the keyboard is on."""
        return self.model.row(self.table.current_row())

    def current_uid(self) -> str:
        """Its uid; empty where there is none."""
        row = self.current_row()
        return row.uid if row else ""

    def sight(self) -> Sight:
        """What is in sight. The row that must not move is the chosen one, else the uppermost."""
        first, last = self.table.sight()
        row, uid = self.table.current_row(), self.current_uid()
        if self._wanted:
            return Sight(0, last - first, self._wanted, 0, self._wanted, row)
        anchor = row if first <= row <= last else first
        known = self.model.row(anchor)
        return Sight(first, last, known.uid if known else "", anchor, uid, row)

    def want(self, uid: str) -> None:
        """Go to this incident at the next reading, if it is in the list."""
        self._wanted = uid

    def focus_list(self) -> None:
        """Put the focus on the table, or on the button that stands in its place."""
        (self.empty.button if self._stack.currentWidget() is self._without else self.table).setFocus()

    # ---- showing

    def show_question(self, question: Question, look: Look, settings: DeskSettings, now_ms: int) -> None:
        """Get ready for the answer to ``question``. What is shown stays till it is there, if that is soon."""
        fresh = not question.lists_the_same_as(self._question)
        self._question = question
        self._keep = "" if fresh else self.current_uid()
        self._next = wording_of(question, settings, self._catalogue, now_ms), look.widths
        self.is_head_behind = True
        self._late_head.start()
        if fresh:
            self.table.clear_chosen()
            self._wanted = ""

    def show_head(self) -> None:
        """Say above the rows what they are. That is put off until they are on the screen, by one frame."""
        self._late_head.stop()
        self._take_words()
        self.is_head_behind = False
        question = self._question
        self.columns.show_sort("" if question.text else question.sort)
        self.head.bar.show_condition(None if question.text else question.condition, question.text)
        self.head.show_search(searching=bool(question.text))
        self.columns.show_ended(ended=self._is_ended())
        self._tell()

    def set_catalogue(self, catalogue: Mapping[str, FieldInfo]) -> None:
        """Say what fields are called and what they hold."""
        self._take_words()
        self._catalogue = catalogue
        wording = self.model.wording
        self.model.set_wording(
            replace(wording, catalogue=catalogue, columns=specs_of(self._question.columns, catalogue)),
            ended=self._is_ended(),
        )
        self.columns.show_columns(self.model.wording.columns, self.columns.widths())

    def show_rows(self, found: Rows) -> None:
        """Show another list, from its start."""
        self._take_words()
        self._unpainted = True
        total = found.total if found.total is not None else len(found.rows)
        self._counted = found.total is not None
        self._found = found.found
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_list(found, total)
            self._go_to(max(0, self.model.row_of(self._keep)) if self._keep else 0)
        self.table.verticalScrollBar().setValue(0)
        self.table.scrollTo(self.table.currentIndex())
        self._late_head.start()
        self._finish()

    def renew_rows(self, found: Rows) -> None:
        """Show the same list as it is now: the incident the keyboard is on stays, and so does the place."""
        self._unpainted = True
        self._found = found.found
        bar = self.table.verticalScrollBar()
        scrolled, row = bar.value(), self.table.current_row()
        known = found.first + len(found.rows)
        total = found.total if found.total is not None else max(known, self.model.rowCount())
        with QSignalBlocker(self.table.selectionModel()):
            self.model.renew(found, total)
            row = found.current if found.current is not None else row
            self._go_to(max(0, min(row, total - 1)))
        if self._wanted and found.current is not None:
            self.table.scrollTo(self.table.currentIndex())
        else:
            bar.setValue(scrolled + found.moved * ROW_HEIGHT)
        self._wanted = ""
        self.table.viewport().update(0, 0, 1, 1)  # where nothing in sight has changed: what is owed goes on
        self._tell()
        self._finish()

    def add_rows(self, found: Rows) -> None:
        """Show pages that were missing."""
        before = self.current_uid()
        self.model.add_rows(found)
        if self.current_uid() != before:
            self.current_changed.emit(self.current_uid())

    def change_row(self, number: int, row: QueueRow) -> None:
        """Show one incident as it is now."""
        if number < self.model.rowCount():
            self.model.change_row(number, row)
            if number == self.table.current_row():
                self.current_changed.emit(row.uid)

    def set_total(self, total: int) -> None:
        """Be as long as the list turned out to be."""
        self._counted = True
        with QSignalBlocker(self.table.selectionModel()):
            self.model.set_total(total)
        self._tell()
        self.tell_chosen()
        self.table.look()

    def show_empty(self, view: View, *, changed: bool) -> None:
        """Show the table, or what to do where the list has nothing."""
        if self.model.rowCount():
            self._show_instead(None)
        else:
            self._show_instead(empty_text(view, self._question.text, changed=changed))

    def offer_sorts(self) -> None:
        """Show by what the list can be sorted."""
        question = self._question
        menu = sort_menu(self, question.sort, question.columns, self._catalogue, self.sort_asked.emit)
        button = self.head.sort_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def tell_chosen(self) -> None:
        """Say how many incidents are chosen, and offer what can be done with them."""
        total = self.model.rowCount()
        count = self.chosen.count(total) if self.chosen and not self._covered else 0
        if count or self._bulk_bar is not None:
            self.bulk_bar.show_count(count, total, counted=self._counted)

    def show_panel(self, panel: QWidget, *, shown: bool) -> None:
        """Show ``panel`` in place of head, table and bar; or those again."""
        for widget in (self.head, self._stack):
            widget.setVisible(not shown)
        panel.setVisible(shown)
        self._covered = shown
        self.tell_chosen()

    def _take_words(self) -> None:
        """Take up columns and words that were put off: painting rows that are about to go is in vain."""
        if self._next is not None:
            (wording, widths), self._next = self._next, None
            self.model.set_wording(wording, ended=self._is_ended())
            self.columns.show_columns(wording.columns, widths)

    def _is_ended(self) -> bool:
        return self._question.view == "closed" and not self._question.text

    def _finish(self) -> None:
        self.current_changed.emit(self.current_uid())
        self.table.look()
        if self.model.rowCount() == 0 or not self.table.isVisible():
            self._painted()

    def _painted(self) -> None:
        if self._unpainted:
            self._unpainted = False
            self.shown.emit()

    def _tell(self) -> None:
        if self._found is not None:
            self.head.told.setText(found_text(self._found))
            return
        total = self.model.rowCount()
        self.head.told.setText(list_text(total, self._question.sort, self._catalogue, counted=self._counted))

    def _go_to(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _show_instead(self, text: EmptyText | None) -> None:
        target: QWidget = self.table if text is None else self._without
        if text is not None:
            self._leads_to = text.leads_to
            self.empty.set_texts(text.title, text.text)
            self.empty.set_action(text.action, text.key_hint)
        if self._stack.currentWidget() is not target:
            focused = self.table.hasFocus() or self.empty.button.hasFocus()
            self._stack.setCurrentWidget(target)
            if focused:
                self.focus_list()

    def _look(self, first: int, last: int) -> None:
        missing = self.model.missing(first, last)
        if missing is not None:
            self.pages_asked.emit(missing)

    def _open_row(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None:
            self.opened.emit(row.uid)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._without = surface("panel")
        QVBoxLayout(self._without).addWidget(self.empty)
        self._stack.addWidget(self._without)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addWidget(self._stack, 1)
        self.setMinimumWidth(420)

    def _connect(self) -> None:
        table = self.table
        self.columns.sort_asked.connect(self.sort_asked)
        self.head.sort_button.clicked.connect(lambda _checked=False: self.offer_sorts())
        self.empty.acted.connect(lambda: self.led_on.emit(self._leads_to))
        table.opened.connect(self._open_row)
        table.looked.connect(self._look)
        table.chosen_changed.connect(self.tell_chosen)
        table.painted.connect(self._painted)
        table.selectionModel().currentRowChanged.connect(
            lambda *_rows: self.current_changed.emit(self.current_uid())
        )
        table.resized.connect(lambda: self.columns.fit(max(1, table.viewport().width())))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(table.viewport().mapToGlobal(at))
        )
