"""What the queue shows: views, what is changed in them, searches; and the way back from each."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.queue.looks import Looks
from incidentdesk.gui.queue.queue_feed import QueueFeed
from incidentdesk.gui.queue.queue_list import QueueList
from incidentdesk.gui.queue.reading import Question, Rows
from incidentdesk.gui.queue.view_list import ViewList
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.lists.views import VIEWS


class Showing(QObject):
    """Turns what a person asks for into questions, and answers into the list.

    ``answered`` when the list shows what was asked for last; ``waiting`` is true until then.
    """

    answered = Signal()

    def __init__(
        self, session: WindowSession, looks: Looks, pane: ViewList, shown: QueueList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.looks = looks
        self._pane = pane
        self._list = shown
        self.feed = QueueFeed(session, shown.sight, self)
        self.waiting = True
        self._before: Question | None = None
        self._wanted_view = ""
        self._remembered: object = None
        self._connect()
        self._ask(looks.question(pane.current()), now=False)

    @property
    def question(self) -> Question:
        """What was asked for last."""
        return self.feed.question

    # ---- what a person asks for

    def show_view(self, key: str) -> None:
        """Show a view; a search is left."""
        self._wanted_view = ""
        self._pane.set_current(key)
        question = self.looks.question(key)
        if question != self.question:
            self._ask(question, now=True)

    def search(self, text: str) -> None:
        """Show what fits ``text``; an empty text leads back to the view."""
        question = self.looks.question(self._pane.current())
        if text.strip():
            question = replace(question, sort="", text=text.strip(), ranked=self._list.head.is_ranked())
        if question != self.question:
            self._ask(question, now=True)

    def sort(self, sort: str) -> None:
        """Show the view in another order."""
        if not self.question.text:
            self.looks.change(self._pane.current(), sort=sort)
            self._show_look()

    def filter(self) -> None:
        """Ask for what the filter bar says; that ends a search."""
        if not self._list.is_head_behind:  # else it was changed as that of what was shown before
            self.looks.filter(self._pane.current(), self._list.head.bar.condition())
            self.show_view(self._pane.current())
        self._list.show_head()

    def show_condition(self, condition: JsonValue) -> None:
        """Ask for ``condition`` in the view of all that is open, which is then a changed one."""
        self.looks.filter("open", condition)
        self.show_view("open")

    def choose_columns(self, keys: tuple[str, ...]) -> None:
        """Show other columns."""
        self.looks.change(self._pane.current(), columns=keys)
        self._show_look()

    def usual_columns(self) -> None:
        """Show the columns and widths that the view is saved with."""
        self.looks.forget_columns(self._pane.current())
        self._show_look(anew=True)

    def rank(self, ranked: bool) -> None:
        """Show hits in another order."""
        if self.question.text:
            self._ask(replace(self.question, ranked=ranked), now=True)

    def discard(self) -> None:
        """Show the view as it is saved."""
        self.looks.discard(self._pane.current())
        self.show_view(self._pane.current())

    def cancel(self) -> None:
        """End a question that takes its time, and show what was shown before it."""
        self.feed.cancel()
        before = self._before
        if before is not None and before != self.question:
            self.looks.filter(before.view, before.condition)
            self._pane.set_current(before.view)
            self._ask(before, now=True)

    def ask_again(self, *, now: bool) -> None:
        """Ask for the present view as it looks now."""
        self._ask(self.looks.question(self._pane.current()), now=now)

    # ---- what is remembered

    def restore(self, state: object, view: object) -> None:
        """Take up how views looked, and which was shown; a saved one has yet to be read."""
        self._remembered = state
        self.looks.restore(state)
        key = view if isinstance(view, str) else ""
        if key in self.looks.views:
            self._pane.set_current(key)
        else:
            self._wanted_view = key

    def views_read(self) -> None:
        """The saved views are there: take up what was remembered of them."""
        self.looks.restore_missing(self._remembered)
        self._remembered = None
        self.feed.conditions = {key: view.condition for key, view in self.looks.views.items()}
        if self._wanted_view in self.looks.views:
            self.show_view(self._wanted_view)
        elif self.question.view not in self.looks.views:
            self.show_view(VIEWS[0].key)
        self.tell_changed()
        self.feed.count_views()

    def tell_changed(self) -> None:
        """Mark the views that are shown otherwise than they are saved."""
        changed = frozenset(key for key in self.looks.views if self.looks.is_changed(key))
        self._pane.set_changed(changed)
        self._pane.set_shown(shown=not self.question.text)
        here = self._pane.current() in changed and not self.question.text
        self._list.head.show_changed(changed=here)

    # ---- inside

    def _show_look(self, *, anew: bool = False) -> None:
        question = self.looks.question(self._pane.current())
        now = self.question
        if now.text:
            question = replace(question, sort="", text=now.text, ranked=now.ranked)
        if anew or question != now:
            self._ask(question, now=True)
        self.tell_changed()

    def _ask(self, question: Question, *, now: bool) -> None:
        self.waiting = True
        if now:
            self.feed.ask(question)  # first: what follows goes on beside the reading
        else:
            self.feed.prepare(question)
        look, time = self.looks.look(question.view), self._session.cases.desk.time.now()
        self._list.show_question(question, look, self._session.settings, time.ms)
        self.tell_changed()

    def _columns_moved(self) -> None:
        if self._list.is_head_behind:  # they are those of what was shown before
            return
        columns = self._list.columns
        self.looks.change(self._pane.current(), columns=columns.keys(), widths=columns.widths())
        self.feed.follow_columns(columns.keys())
        self.tell_changed()

    def _loaded(self, found: Rows) -> None:
        self._list.show_rows(found)
        self._settle()

    def _renewed(self, found: Rows) -> None:
        self._list.renew_rows(found)
        self._settle()

    def _settle(self) -> None:
        self.waiting = False
        self._before = self.question
        key = self._pane.current()
        self._list.show_empty(self.looks.views[key], changed=self.looks.is_changed(key))
        self.answered.emit()

    def _refused(self, _error: object) -> None:
        self.waiting = False

    def _connect(self) -> None:
        feed, shown = self.feed, self._list
        feed.loaded.connect(self._loaded)
        feed.renewed.connect(self._renewed)
        feed.rows_came.connect(shown.add_rows)
        feed.row_changed.connect(shown.change_row)
        feed.counted.connect(shown.set_total)
        feed.views_counted.connect(self._pane.set_counts)
        feed.slow.connect(lambda slow: shown.head.show_waiting(waiting=slow))
        feed.refused.connect(self._refused)
        shown.pages_asked.connect(feed.want)
        shown.sort_asked.connect(self.sort)
        shown.columns.changed.connect(self._columns_moved)
        head = shown.head
        head.bar.changed.connect(self.filter)
        head.bar.search_left.connect(lambda: self.show_view(self._pane.current()))
        head.search_made.connect(self.search)
        head.ranked.connect(self.rank)
        head.discard_asked.connect(self.discard)
        head.cancel_asked.connect(self.cancel)
