"""The room of all follow-ups: what is to be done so that it does not happen again, by whom, by when."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.rights import Right
from incidentdesk.gui.follow_ups.editor import FollowUpEditor
from incidentdesk.gui.follow_ups.filters import FollowUpFilters
from incidentdesk.gui.follow_ups.ticking import tick
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.panel import WIDTH
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, Card, FooterBar, PageHeader
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import NUMBER_WIDTH, Column, RecordsModel, RecordsTable
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.follow_ups.follow_up_texts import due_text, due_tone, kind_text, state_text
from incidentdesk.services.follow_ups.follow_ups import PAGE, FollowUpPage

NARROW = 1360
"""Below this width of the page, in pixels, kind and state leave the text room while the panel is open."""
SPARED = (2, 4)


class FollowUpsPage(Page):
    """A list in pages, and the panel that changes one.

    Enter opens the panel, D ticks off or takes that back, I goes to the incident.
    """

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.shown: FollowUpPage | None = None
        self._offset = 0
        self._wanted = ""
        self.filters = FollowUpFilters(session)
        self.filters.changed.connect(partial(self._turn, 0))
        self.model = RecordsModel(self._columns(), retired=lambda one: not one.is_open, spoken=self._spoken)
        self.table = RecordsTable(_("Follow-ups"), self.model)
        self.table.opened.connect(self._edit_row)
        self.editor = FollowUpEditor(session)
        self.editor.closed.connect(self.table.setFocus)
        self.editor.dirty_changed.connect(self._show_panel)
        self.empty = EmptyState("check", "", "")
        self.empty.acted.connect(self._clear_filters)
        self.told = text_label("", "muted")
        self.before = ActionButton(_("Previous"), icon_name="arrow-left", key_hint="Ctrl+PgUp")
        self.before.clicked.connect(lambda _checked=False: self._step(-1))
        self.after = ActionButton(_("Next"), icon_name="arrow-right", key_hint="Ctrl+PgDown")
        self.after.clicked.connect(lambda _checked=False: self._step(1))
        self._lay_out()
        self._add_actions()
        session.tasks.changed.connect(self._on_changed)

    def show_target(self, target: str) -> None:
        """Show the list; ``overdue`` shows one's own that are late, a uid opens that one."""
        if target in {"open", "overdue", "ended"}:
            self.filters.show_state(target)
            return
        self._wanted = target
        self._load()

    def focus_first(self) -> None:
        """Start in the list; in the filters where there is nothing in it."""
        (self.table if self.model.rowCount() or self.shown is None else self.filters.state).setFocus()

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        self.editor.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns while there is too little room."""
        super().resizeEvent(event)
        self._show_panel()

    def current(self) -> FollowUp | None:
        """The follow-up the keyboard is on."""
        row = self.table.current_row()
        found: FollowUp | None = self.model.record(row) if 0 <= row < self.model.rowCount() else None
        return found

    # Inside

    def _columns(self) -> tuple[Column, ...]:
        def due(one: FollowUp) -> str:
            return due_text(one, self.shown.today) if self.shown else ""

        def tone(one: FollowUp) -> str:
            return due_tone(one, self.shown.today) if self.shown else ""

        return (
            Column(_("Due"), due, 148, tone=tone),
            Column(_("What is to be done"), lambda one: one.text),
            Column(_("Kind"), lambda one: kind_text(one.kind), 88),
            Column(_("Owner"), lambda one: one.owner_name, 136),
            Column(_("State"), lambda one: state_text(one.state), 88),
            Column(_("Incident"), lambda one: one.number, NUMBER_WIDTH, muted=True),
        )

    def _spoken(self, one: FollowUp) -> str:
        due = due_text(one, self.shown.today) if self.shown else ""
        return f"{due}, {one.text}, {kind_text(one.kind)}, {one.owner_name}, {one.number}"

    def _load(self) -> None:
        question, offset = self.filters.question(), self._offset
        ask = partial(self.session.cases.follow_ups.find, question, PAGE, offset)
        self.session.tasks.ask(self, ask, self._show, topic="follow-ups")

    def _show(self, page: FollowUpPage) -> None:
        if not page.items and self._offset:  # the last page went away
            self._turn(max(0, (page.total - 1) // PAGE * PAGE))
            return
        here = self._wanted or (one.uid if (one := self.current()) else "")
        self.shown = page
        self.model.set_records(page.items)
        places = {one.uid: place for place, one in enumerate(page.items)}
        self.table.select_row(places.get(here, min(max(self.table.current_row(), 0), len(page.items) - 1)))
        for one in page.items:
            self.editor.show_newer(one)
        if self._wanted in places:
            self._wanted = ""
            self._edit_row(places[here])
        self._tell(page)
        self.filled.emit()

    def _tell(self, page: FollowUpPage) -> None:
        first, last = self._offset + 1, self._offset + len(page.items)
        words = ngettext("{first}–{last} of {n} follow-up", "{first}–{last} of {n} follow-ups", page.total)
        self.told.setText(words.format(first=first, last=last, n=page.total) if page.items else "")
        paged = page.total > PAGE
        for button, possible in ((self.before, self._offset > 0), (self.after, last < page.total)):
            button.setVisible(paged)
            button.setEnabled(possible)
        self._stack.setCurrentIndex(0 if page.items else 1)
        self._footer.setVisible(bool(page.items))
        if not page.items:
            self._tell_empty()

    def _tell_empty(self) -> None:
        plain, question = self.filters.is_plain(), self.filters.question()
        state = question.state
        how = _("Follow-ups are made in an incident: below “What would prevent it”, or with Ctrl+J.")
        if state == "overdue" and question.owner and not (question.kind or question.text.strip()):
            self.empty.set_texts(_("Nothing is late"), _("What is to be done still has its time."))
        elif not plain:
            self.empty.set_texts(_("Nothing fits"), _("No follow-up has all of that. Take a filter away."))
        elif state == "overdue":
            self.empty.set_texts(_("Nothing is late"), _("Every follow-up is done, or still has its time."))
        elif state == "ended":
            self.empty.set_texts(_("None has ended yet"), _("What is done or dropped stands here."))
        else:
            self.empty.set_texts(_("Nothing is to be done"), how)
        self.empty.button.setVisible(not plain)
        self.empty.set_action(_("Show all to do"), "Esc")

    def _show_panel(self) -> None:
        is_open = not self.editor.isHidden()
        self._panel.setVisible(is_open)
        for column in SPARED:
            self.table.setColumnHidden(column, is_open and self.width() < NARROW)

    def _edit_row(self, row: int) -> None:
        self.editor.edit(self.model.record(row))
        self.editor.form.focus_first()

    def _tick(self) -> None:
        one = self.current()
        if one is not None and not self.session.refuses(Right.WORK):
            tick(self.session, self, one, done=one.is_open)

    def _open_incident(self) -> None:
        one = self.current()
        if one is not None:
            self.session.go.emit("incident", one.incident)

    def _back(self) -> None:
        if not self.editor.isHidden():
            self.editor.put_away()
        elif not self.filters.is_plain():
            self._clear_filters()

    def _clear_filters(self) -> None:
        self.filters.clear()
        self._turn(0)
        self.table.setFocus()

    def _step(self, by: int) -> None:
        total = self.shown.total if self.shown else 0
        offset = self._offset + by * PAGE
        if 0 <= offset < total:
            self._turn(offset)

    def _turn(self, offset: int) -> None:
        self._offset = offset
        self._load()

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"follow_ups", "elsewhere"} and self.isVisible():
            self._load()

    def _lay_out(self) -> None:
        header = PageHeader(_("Follow-ups"))
        header.right.addWidget(text_label(_("What keeps it from happening again"), "muted"))
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self._panel = QScrollArea()
        self._panel.setFrameShape(QFrame.Shape.NoFrame)
        self._panel.setWidgetResizable(True)
        self._panel.setFixedWidth(WIDTH)
        place = QFrame()
        inside = QVBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.editor)
        inside.addStretch(1)
        self._panel.setWidget(place)
        self._panel.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        body = QVBoxLayout()
        body.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        body.setSpacing(12)
        body.addWidget(self.filters)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._stack, 1)
        row.addWidget(self._panel)
        body.addLayout(row, 1)
        footer = self._footer = FooterBar()
        footer.left.addWidget(self.told)
        for button in (self.before, self.after):
            footer.right.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(body, 1)
        column.addWidget(footer)

    def _add_actions(self) -> None:
        own = partial(add_action, self, whole_window=False)
        own(_("Done, or open again"), "D", self._tick)
        own(_("Go to the incident"), "I", self._open_incident)
        own(_("Look for words"), "/", self.filters.words.setFocus)
        own(_("Go to the filters"), "F", self.filters.state.setFocus)
        own(_("Only mine, or everybody's"), "M", self._mine)
        own(_("Save"), "Ctrl+S", self.editor.save)
        own(_("Save the follow-up"), "Ctrl+Return", self.editor.save)
        own(_("Page before"), "Ctrl+PgUp", partial(self._step, -1))
        own(_("Page after"), "Ctrl+PgDown", partial(self._step, 1))
        own(_("Back, from the panel or a filter"), "Esc", self._back)

    def _mine(self) -> None:
        self.filters.whose.set_value("mine" if self.filters.whose.value() == "all" else "all")
        self._turn(0)
