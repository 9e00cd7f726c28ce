"""The Queue: views, the list of one or of what was searched for, and a preview of the chosen incident."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from incidentdesk.base.texts import _
from incidentdesk.gui.page import Page
from incidentdesk.gui.queue.incident_actions import IncidentActions
from incidentdesk.gui.queue.lines import Lines, Question
from incidentdesk.gui.queue.preview import PreviewPanel
from incidentdesk.gui.queue.queue_feed import QueueFeed
from incidentdesk.gui.queue.queue_list import QueueList
from incidentdesk.gui.queue.sorting import SORT_TEXTS
from incidentdesk.gui.queue.view_list import ViewList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.actions import add_action
from incidentdesk.services.queue_rows import QueueRow
from incidentdesk.services.views import VIEWS

NARROW = 1100
"""Below this width, in pixels, there is no room for the preview."""
SEARCH_MS = 150
MINUTE_MS = 60_000
_VIEW_KEYS = frozenset(view.key for view in VIEWS)


class QueuePage(Page):
    """Where the day's work is chosen from."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.views = ViewList()
        self.list = QueueList(session.settings)
        self.preview = PreviewPanel(session)
        self.feed = QueueFeed(session, self)
        self.actions_on = IncidentActions(session, self._chosen, self)
        self._sorts: dict[str, str] = {}
        self.waiting = True
        self._open_when_found = False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(SEARCH_MS)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._add_actions()
        self._ask(Question(self.views.current()), now=False)

    # ---- what the window asks of a page

    def show_target(self, target: str) -> None:
        """Show a view, or the list as it was with an incident chosen."""
        if target in _VIEW_KEYS:
            self.show_view(target)
        elif target:
            self.list.want(target)
            self._reload_if_shown()

    def focus_first(self) -> None:
        """The list, or the button that stands in its place."""
        self.list.focus_list()

    def leave(self) -> None:
        """Nothing is typed here that could be lost."""

    def search(self, text: str) -> None:
        """Show what fits ``text``; an empty text leads back to the view."""
        if self.list.field.text() != text:
            self.list.field.setText(text)
        self._typing.stop()
        self._seek()

    def state(self) -> dict[str, object]:
        """The view, its sorting, the widths of panes and columns."""
        sizes = ",".join(str(size) for size in self.splitter.sizes())
        return {
            "view": self.views.current(),
            "sorts": dict(self._sorts),
            "sizes": sizes,
            "columns": self.list.columns.state(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what ``state`` remembered; anything odd in it is passed over."""
        columns, sizes, sorts = state.get("columns"), state.get("sizes"), state.get("sorts")
        if isinstance(columns, str):
            self.list.columns.restore(columns)
        parts = [part for part in str(sizes or "").split(",") if part.isdecimal()]
        if len(parts) == self.splitter.count():
            self.splitter.setSizes([int(part) for part in parts])
        if isinstance(sorts, dict):
            for view, sort in sorts.items():
                if view in _VIEW_KEYS and str(sort).removeprefix("-") in SORT_TEXTS:
                    self._sorts[str(view)] = str(sort)
        view = state.get("view")
        key = view if isinstance(view, str) and view in _VIEW_KEYS else self.views.current()
        self.views.set_current(key)
        self._ask(Question(key, self._sorts.get(key, "")), now=self.isVisible())

    # ---- views, sorting, searching

    def show_view(self, key: str) -> None:
        """Show a view; a search is left."""
        self._typing.stop()
        self.list.field.clear()
        self.views.set_current(key)
        question = Question(key, self._sorts.get(key, ""))
        if question != self.feed.question:
            self._ask(question, now=True)

    def _sort(self, sort: str) -> None:
        if self.feed.question.text:
            return
        self._sorts[self.feed.question.view] = sort
        self._ask(Question(self.feed.question.view, sort), now=True)

    def _seek(self) -> None:
        text = self.list.field.text().strip()
        view = self.views.current()
        question = Question(view, "" if text else self._sorts.get(view, ""), text)
        if question != self.feed.question:
            self._ask(question, now=True)

    def _leave_search(self) -> None:
        searching = bool(self.list.field.text())
        if searching:
            self.show_view(self.views.current())
        if searching or self.list.field.hasFocus():
            self.focus_first()

    def _enter_search(self) -> None:
        settled = not self._typing.isActive() and not self.waiting
        self._typing.stop()
        self._seek()
        if not self.list.field.text().strip():
            self.focus_first()
        elif settled:
            self.actions_on.open()
        else:
            self._open_when_found = True

    def _ask(self, question: Question, *, now: bool) -> None:
        """Show ``question``: ``now``, or when the page is shown."""
        self._open_when_found = False
        self.list.show_question(question)
        self.waiting = True
        if now:
            self.feed.ask(question)
        else:
            self.feed.prepare(question)

    def _loaded(self, answer: Lines) -> None:
        self.waiting = False
        self.views.set_counts(answer.counts)
        self.list.show_lines(answer, self.session.settings)
        if self._open_when_found:
            self._open_when_found = False
            self.actions_on.open()

    # ---- staying up to date

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed while the page was away, and let the minutes count again."""
        super().showEvent(event)
        self._minute.start()
        self._fit_preview()
        self.feed.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the minutes rest, and ask nothing more: the list is read again when it is shown."""
        super().hideEvent(event)
        self._minute.stop()
        self._typing.stop()
        self.feed.rest()
        self.preview.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the preview only where there is room."""
        super().resizeEvent(event)
        self._fit_preview()

    def tell_time(self) -> None:
        """Tell the time left anew, without reading."""
        self.list.model.set_now(self.session.cases.desk.time.now().ms)
        self.preview.tell_time()

    def _fit_preview(self) -> None:
        wide = self.width() >= NARROW
        if self.preview.isHidden() == wide:
            if not wide and self.preview.isAncestorOf(self.focusWidget() or self):
                self.focus_first()
            self.preview.setVisible(wide)
            self._preview(self.list.current_uid())

    def _reload_if_shown(self, *_why: object) -> None:
        if self.isVisible():
            self.feed.reload_soon()

    # ---- what is done with the chosen incident

    def _chosen(self) -> QueueRow | None:
        line = self.list.model.line(self.list.table.current_row())
        return line.incident if line else None

    def _preview(self, uid: str) -> None:
        if not self.preview.isHidden():
            self.preview.show_incident(uid)

    def _open(self, uid: str) -> None:
        self.session.go.emit("incident", uid)

    def _lead_on(self, to: str) -> None:
        if to == "log":
            self.session.go.emit("log", "")
        elif to == "back":
            self._leave_search()
        else:
            self.show_view(to)

    def _focus_search(self) -> None:
        self.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.field.selectAll()

    # ---- putting it together

    def _lay_out(self) -> None:
        for pane in (self.views, self.list, self.preview):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(0)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 0)
        self.splitter.setSizes([188, 840, 340])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)

    def _connect(self) -> None:
        self.views.chosen.connect(self.show_view)
        self.views.entered.connect(self.focus_first)
        lists = self.list
        lists.opened.connect(self._open)
        lists.current_changed.connect(self._preview)
        lists.sort_asked.connect(self._sort)
        lists.near_end.connect(self.feed.more)
        lists.led_on.connect(self._lead_on)
        lists.menu_asked.connect(self.actions_on.show_menu)
        lists.field.textChanged.connect(lambda _text: self._typing.start())
        lists.field.downwards.connect(self.focus_first)
        lists.field.entered.connect(self._enter_search)
        self._typing.timeout.connect(self._seek)
        self.feed.loaded.connect(self._loaded)
        self.feed.loaded.connect(lambda _answer: self.filled.emit())
        self.feed.extended.connect(lists.add_lines)
        self.preview.continued.connect(self.actions_on.open)
        self.preview.taken.connect(self.actions_on.take)
        self.preview.menu_asked.connect(self.actions_on.show_menu)
        self.actions_on.open_asked.connect(self._open)
        self._minute.timeout.connect(self.tell_time)
        self.session.tasks.changed.connect(self._reload_if_shown)
        self.session.surroundings_changed.connect(self._reload_if_shown)

    def _add_actions(self) -> None:
        own = partial(add_action, self, whole_window=False)
        own(_("Search"), "/", self._focus_search)
        own(_("Take"), "T", self.actions_on.take)
        own(_("Copy number"), "Ctrl+C", self.actions_on.copy_number)
        own(_("Read the list again"), "F5", self.feed.reload)
        own(_("Back to the view"), "Esc", self._leave_search)
