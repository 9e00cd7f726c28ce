"""The Queue: views, the list of one or of what was searched for, and a preview of the chosen incident."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.page import Page
from incidentdesk.gui.queue.bulk_work import BulkWork
from incidentdesk.gui.queue.column_specs import named_alike
from incidentdesk.gui.queue.incident_actions import IncidentActions
from incidentdesk.gui.queue.looks import Looks
from incidentdesk.gui.queue.panes import Panes
from incidentdesk.gui.queue.preview_pane import PreviewPane
from incidentdesk.gui.queue.queue_list import QueueList
from incidentdesk.gui.queue.reading import names_of
from incidentdesk.gui.queue.saved_views import SavedViews
from incidentdesk.gui.queue.showing import Showing
from incidentdesk.gui.queue.view_list import ViewList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.list_columns import FieldInfo

if TYPE_CHECKING:
    from incidentdesk.gui.queue.column_chooser import ColumnChooser
    from incidentdesk.gui.queue.preview import PreviewPanel

NARROW = 1100
"""Below this width, in pixels, there is no room for the preview."""
MINUTE_MS = 60_000
WHERE = "where:"
"""What stands before a condition to be shown."""
_SURROUNDINGS = frozenset({"settings", "people", "registers", "processes"})


class QueuePage(Page):
    """Where the day's work is chosen from."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.views = ViewList()
        self.list = QueueList(session.settings, self._now())
        self.side = PreviewPane(session)
        self.showing = Showing(session, Looks(), self.views, self.list, self)
        self.actions_on = IncidentActions(session, self.list.current_row, self)
        self.saved_views = SavedViews(session, self.showing.looks, self.views, self)
        self._chooser: ColumnChooser | None = None
        self._catalogue: dict[str, FieldInfo] = {}
        self.bulk = BulkWork(session, self.list, self.showing, self)
        self._known_fields = False
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self.splitter = Panes(self.views, self.list, self.side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()
        self._add_actions()

    @property
    def waiting(self) -> bool:
        """Whether the list has yet to show what was asked for."""
        return self.showing.waiting

    @property
    def preview(self) -> PreviewPanel:
        """What is told of the chosen incident beside the list; made at its first use."""
        return self.side.panel

    @property
    def chooser(self) -> ColumnChooser:
        """The panel for columns; imported and made at its first use."""
        if self._chooser is None:
            from incidentdesk.gui.queue.column_chooser import ColumnChooser

            chooser = self._chooser = ColumnChooser(self.list)
            chooser.set_fields(self._catalogue)
            chooser.chosen.connect(self.showing.choose_columns)
            chooser.reset.connect(self.showing.usual_columns)
            chooser.left.connect(self.focus_first)
        return self._chooser

    # ---- what the window asks of a page

    def show_target(self, target: str) -> None:
        """Show a view, what holds a condition (``where:`` and JSON), or the list with an incident chosen."""
        if target in self.showing.looks.views:
            self.showing.show_view(target)
        elif target.startswith(WHERE):
            self.show_condition(json.loads(target.removeprefix(WHERE)), {})
        elif target:
            self.list.want(target)
            self._reload_if_shown()

    def focus_first(self) -> None:
        """The list, or what stands in its place."""
        if self.bulk.is_open():
            self.bulk.panel.focus_first()
        else:
            self.list.focus_list()

    def leave(self) -> None:
        """Nothing is typed here that could be lost."""

    def holds_more(self) -> bool:
        """Whether many incidents are being changed: what became of each is told here, and can be undone."""
        return self.bulk.is_open()

    def close_down(self) -> None:
        """The window was closed: a bulk change ends between two incidents, and what it did stays."""
        self.bulk.stop()

    def search(self, text: str) -> None:
        """Show what fits ``text``; an empty text leads back to the view."""
        self.showing.search(text)

    def show_condition(self, condition: JsonValue, names: Mapping[str, str]) -> None:
        """Show what holds ``condition``; ``names`` are those of people in it by uid."""
        self.list.head.bar.learn(names)
        self.showing.show_condition(condition)

    def state(self) -> dict[str, object]:
        """The view, how each view looks, the widths of panes."""
        return {
            "view": self.views.current(),
            "sizes": self.splitter.state(),
            "looks": self.showing.looks.state(),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what ``state`` remembered; anything odd in it is passed over."""
        self.splitter.restore(state.get("sizes"))
        self.showing.restore(state.get("looks"), state.get("view"))
        self.showing.ask_again(now=self.isVisible())

    # ---- the way back, and what may come later

    def _step_back(self) -> None:
        """End what takes its time, then put away what is open, then the choice of many, then a search."""
        if self.bulk.is_open():
            self.bulk.panel.put_away()
        elif self.list.head.waiting.isVisible():
            self.showing.cancel()
        elif self.list.head.is_editing():
            self.list.head.editor.close_editor()
        elif self.views.is_naming():
            self.views.form.leave()
            return
        elif self._chooser is not None and self._chooser.isVisible():
            self._chooser.leave()
        elif not self.list.table.clear_chosen() and self.showing.question.text:
            self.showing.show_view(self.views.current())
        self.focus_first()

    def _shown(self) -> None:
        """The rows are on the screen."""
        self.list.show_head()
        self.showing.feed.after_paint()
        self._name_people()
        if not self._known_fields:
            self._known_fields = True
            self.saved_views.reload()
            self._read_fields()
            self._preview(self.list.current_uid())

    def _name_people(self) -> None:
        """Ask what reporters in the condition are called: there are too many to know them all."""
        unnamed = self.list.head.bar.unnamed()
        if unnamed:
            ask = partial(names_of, self.session.cases, unnamed)
            self.session.tasks.ask(self, ask, self.list.head.bar.learn, topic="names")

    def _read_fields(self) -> None:
        session = self.session
        session.tasks.ask(self, session.cases.queue.catalogue, self._show_fields, topic="catalogue")

    def _show_fields(self, fields: tuple[FieldInfo, ...]) -> None:
        session = self.session
        names = {key: words for info in fields if info.kind not in {"choice", "yes_no"}
                 for key, words in info.choices}  # fmt: skip
        catalogue = named_alike(fields)
        from incidentdesk.gui.filters.value_editors import Lent

        lent = Lent(session.settings, session.cases.desk.time.now, session.find_items, names)
        self.list.set_catalogue(catalogue)
        self.list.head.set_fields(list(catalogue.values()), lent)
        self.list.head.bar.set_words(catalogue, names)
        self._name_people()
        self._catalogue = catalogue
        if self._chooser is not None:
            self._chooser.set_fields(catalogue)
        self.bulk.set_fields(catalogue, lent)

    # ---- staying up to date

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed while the page was away, and let the minutes count again."""
        super().showEvent(event)
        self._minute.start()
        self._fit_preview()
        self.showing.feed.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the minutes rest, and ask nothing more: the list is read again when it is shown."""
        super().hideEvent(event)
        self._minute.stop()
        self.showing.feed.rest()
        self.side.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the preview only where there is room."""
        super().resizeEvent(event)
        self._fit_preview()

    def tell_time(self) -> None:
        """Tell the time left anew, without reading."""
        self.list.model.set_now(self._now())
        self.side.tell_time()

    def _now(self) -> int:
        return self.session.cases.desk.time.now().ms

    def _fit_preview(self) -> None:
        wide = self.width() >= NARROW
        if self.side.isHidden() == wide:
            if not wide and self.side.isAncestorOf(self.focusWidget() or self):
                self.focus_first()
            self.side.setVisible(wide)
            self._preview(self.list.current_uid())
        if wide:
            self.splitter.fit()

    def _changed(self, changes: Changes) -> None:
        if changes.things & {"views", "elsewhere"} and self._known_fields:
            self.saved_views.reload()
        if not self.isVisible():
            return
        if changes.incidents and not changes.things & _SURROUNDINGS:
            self.showing.feed.change(changes.incidents, self.list.model.row_of)
            if self.list.current_uid() in changes.incidents:
                self._preview(self.list.current_uid())
        elif changes.things - {"views"}:
            self.showing.feed.reload_soon()

    def _surroundings_changed(self) -> None:
        if self._known_fields:
            self._read_fields()
        self._reload_if_shown()

    def _reload_if_shown(self) -> None:
        if self.isVisible():
            self.showing.feed.reload_soon()

    # ---- what is done with the chosen incident

    def _preview(self, uid: str) -> None:
        if not self.side.isHidden():
            self.side.show_incident(uid, make=self._known_fields)

    def _open(self, uid: str) -> None:
        self.session.go.emit("incident", uid)

    def _lead_on(self, to: str) -> None:
        if to == "log":
            self.session.go.emit("log", "")
        elif to == "back":
            self._step_back()
        elif to == "discard":
            self.showing.discard()
            self.focus_first()
        else:
            self.showing.show_view(to)

    def _saved(self, key: str) -> None:
        self.showing.show_view(key)
        self.showing.tell_changed()
        self.focus_first()

    # ---- putting it together

    def _connect(self) -> None:
        self.views.chosen.connect(self.showing.show_view)
        self.views.entered.connect(self.focus_first)
        self.views.save_asked.connect(self.saved_views.save_as)
        self.saved_views.saved.connect(self._saved)
        self.saved_views.read.connect(self.showing.views_read)
        lists = self.list
        lists.opened.connect(self._open)
        lists.current_changed.connect(self._preview)
        lists.led_on.connect(self._lead_on)
        lists.menu_asked.connect(self.actions_on.show_menu)
        # Queued: the frame goes to the screen first.
        lists.shown.connect(self._shown, Qt.ConnectionType.QueuedConnection)
        self.showing.feed.loaded.connect(lambda _rows: self.filled.emit())
        lists.head.save_asked.connect(self.saved_views.save)
        lists.head.left.connect(self.focus_first)
        lists.head.search_made.connect(lambda _text: self.focus_first())
        lists.head.columns_button.clicked.connect(lambda _checked=False: self._offer_columns())
        self.bulk.left.connect(self.focus_first)
        self.side.continued.connect(self.actions_on.open)
        self.side.taken.connect(self.actions_on.take)
        self.side.menu_asked.connect(self.actions_on.show_menu)
        self.actions_on.open_asked.connect(self._open)
        self._minute.timeout.connect(self.tell_time)
        self.session.tasks.changed.connect(self._changed)
        self.session.surroundings_changed.connect(self._surroundings_changed)

    def _offer_bulk(self) -> None:
        """Lead to what can be done with those that are chosen; without a choice of many, begin one."""
        if self.session.refuses(Right.WORK):
            return
        if not self.list.chosen:
            self.list.table.toggle_current()
        if self.list.chosen:
            self.list.bulk_bar.buttons["assign"].setFocus()

    def _offer_columns(self) -> None:
        self.chooser.show_columns(self.list.columns)

    def _add_actions(self) -> None:
        own = partial(add_action, self, whole_window=False)
        lists = self.list
        own(_("Filter the list"), "/", lists.head.add_filter)
        own(_("Go to the filters"), "F", lambda: lists.head.bar.focus_chip(0))
        own(_("Sort the list"), "S", lists.offer_sorts)
        own(_("Choose columns"), "C", self._offer_columns)
        own(_("Save the view"), "Ctrl+S", self.saved_views.save)
        own(_("Go to the views"), "V", self.views.list.setFocus)
        own(_("Take"), "T", self.actions_on.take)
        own(_("Copy number"), "Ctrl+C", self.actions_on.copy_number)
        own(_("Choose all incidents of the list"), "Ctrl+A", lists.table.choose_all)
        own(_("Change the chosen incidents"), "B", self._offer_bulk)
        own(_("Read the list again"), "F5", self.showing.feed.reload)
        own(_("Back, from a search or a choice"), "Esc", self._step_back)
