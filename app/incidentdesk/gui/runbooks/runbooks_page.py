"""The room of runbooks: their list, one for reading, its edit, and its paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.page import Page
from incidentdesk.gui.runbooks.reading_view import ReadingView
from incidentdesk.gui.runbooks.runbook_list import STALE, RunbookList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.services.desk.desk import Changes

if TYPE_CHECKING:
    from incidentdesk.gui.runbooks.runbook_paper import RunbookPaper
    from incidentdesk.gui.runbooks.writing_view import WritingView

NEW, EDIT = "new", "edit"
THINGS = frozenset({"runbooks", "runbook_runs", "commands", "people", "elsewhere"})


class RunbooksPage(Page):
    """The target is a key, ``key/edit``, ``stale`` for what is to be looked through, ``new``, or empty."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.setAccessibleName(_("Runbooks"))
        self.list = RunbookList(session)
        self.reading = ReadingView(session)
        self._writing: WritingView | None = None
        self._paper: RunbookPaper | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._connect()
        self._add_actions()

    @property
    def writing(self) -> WritingView:
        """The form of an edit; imported and made at its first use."""
        if self._writing is None:
            from incidentdesk.gui.runbooks.writing_view import WritingView

            view = self._writing = WritingView(self.session)
            self.stack.addWidget(view)
            view.left.connect(self.back)
            view.published.connect(self.open)
        return self._writing

    @property
    def paper(self) -> RunbookPaper:
        """The runbook as it is printed; imported and made at its first use."""
        if self._paper is None:
            from incidentdesk.gui.runbooks.runbook_paper import RunbookPaper

            self._paper = RunbookPaper(self.session)
            self._paper.left.connect(self.back)
            self.stack.addWidget(self._paper)
        return self._paper

    # ---- what the window asks

    def show_target(self, target: str) -> None:
        """Show a runbook, its edit, a new one, or the list."""
        key, _slash, what = target.partition("/")
        if target == NEW:
            self.begin_new()
        elif target in ("", STALE):
            if target == STALE:
                self.list.show_stale()
            self.show_list()
        elif what == EDIT:
            self.edit(key)
        else:
            self.open(key)

    def focus_first(self) -> None:
        """Where the work begins on the part that is shown."""
        part = self.stack.currentWidget()
        for one in (self.list, self.reading, self._writing, self._paper):
            if one is not None and one is part:
                one.focus_first()

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        if self._writing is not None:
            self._writing.leave()

    def state(self) -> dict[str, object]:
        """Whether retired ones are shown."""
        return {"retired": self.list.retired.isChecked()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show them, or not."""
        self.list.retired.setChecked(state.get("retired") in (True, "true"))

    # ---- acts

    def open(self, key: str) -> None:
        """Show a runbook."""
        self._show(self.reading)
        self.reading.open(key)

    def edit(self, key: str) -> None:
        """Show the edit of a runbook."""
        if not self.session.refuses(Right.WORK):
            self._show(self.writing)
            self.writing.open(key)

    def begin_new(self) -> None:
        """Write a new runbook."""
        if not self.session.refuses(Right.WORK):
            self._show(self.writing)
            self.writing.open("")

    def show_list(self) -> None:
        """Show the list."""
        self._show(self.list)
        self.list.load(self.reading.key)

    def back(self) -> None:
        """From paper or edit to the runbook, from there to the list; there the filters are taken away."""
        part = self.stack.currentWidget()
        if part is self.list:
            self.list.clear()
        elif part is self._paper or (part is self._writing and self.writing.key):
            if part is self._writing:
                self.writing.leave()
            self._show(self.reading)
            self.reading.open(self.writing.key if part is self._writing else self.reading.key)
            self.reading.focus_first()
        else:
            self.leave()
            self.show_list()
            self.list.focus_first()

    def _print(self, key: str, version: int) -> None:
        read = self.reading.read
        if read is not None:
            self._show(self.paper)
            self.paper.make(key, read.runbook.name, version)
            self.paper.focus_first()

    def _show(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.things & THINGS or not self.isVisible():
            return
        part = self.stack.currentWidget()
        if part is self.list:
            self.list.load()
        elif part is self.reading:
            self.reading.load()
        elif part is self._writing:
            self.writing.look_again()

    def _connect(self) -> None:
        self.list.opened.connect(self.open)
        self.list.new_wanted.connect(self.begin_new)
        self.list.filled.connect(self.filled)
        self.reading.filled.connect(self.filled)
        self.reading.left.connect(self.back)
        self.reading.edit_wanted.connect(self.edit)
        self.reading.print_wanted.connect(self._print)
        self.session.tasks.changed.connect(self._on_changed)

    def _add_actions(self) -> None:
        def on(owner: QWidget, text: str, keys: str, act: Callable[[], object]) -> None:
            add_action(owner, text, keys, act, whole_window=False)

        on(self.list, _("New runbook"), "Ins", self.begin_new)
        on(self.list, _("Search the runbooks"), "/", self.list.search.setFocus)
        on(self.list, _("Show all runbooks"), "Esc", self.list.clear)
        on(self.reading, _("Edit the runbook"), "E", self.reading.edit)
        on(self.reading, _("Looked through today"), "R", self.reading.mark_reviewed)
        on(self.reading, _("Print the runbook"), "Ctrl+P", self.reading.print)
        on(self.reading, _("Back to all runbooks"), "Esc", self.back)
