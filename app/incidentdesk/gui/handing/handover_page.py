"""The room of the shift hand-over: take over, write, and look back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.handovers import Handover
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.rights import Right
from incidentdesk.gui.handing.draft_view import DraftView
from incidentdesk.gui.handing.paper_view import PaperView
from incidentdesk.gui.handing.reading_view import PastView, ReadingView
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar, PageHeader
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.handing.handovers import PAGE, HandoverPage


class HandoverRoom(Page):
    """Three views: the newest to be taken over, the one being written, and those before.

    Ctrl+Enter accepts or writes, Ctrl+P prints, Alt+1 to Alt+3 change the view.
    """

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.shown: Handover | None = None
        self._offset = 0
        self._arriving = False
        views = [("take", _("Take over")), ("write", _("Write")), ("past", _("Earlier"))]
        self.views = SegmentedControl(views, clearable=False)
        self.views.setAccessibleName(_("View"))
        self.views.changed.connect(lambda _key: self._chosen())
        self.reading = ReadingView(session)
        self.draft = DraftView(session)
        self.draft.written.connect(self._written)
        self.draft.keeper.kept.connect(self._kept)
        self.past = PastView(session)
        self.past.opened.connect(self._open_past)
        self.paper = PaperView(session)
        self.paper.left.connect(self._leave_paper)
        self.none = EmptyState(
            "team", _("No hand-over yet"),
            _("What you write at the end of your shift stands here for the next one to take over."),
            action=_("Write a hand-over"), key_hint="Alt+2",
        )  # fmt: skip
        self.none.acted.connect(partial(self.show_view, "write"))
        self.act_button = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.act_button.clicked.connect(lambda _checked=False: self.act())
        self.print_button = ActionButton(_("Print"), icon_name="print", key_hint="Ctrl+P")
        self.print_button.clicked.connect(lambda _checked=False: self.print())
        self.told = text_label("", "muted")
        self._lay_out()
        self._add_actions()
        session.tasks.changed.connect(self._on_changed)

    def show_target(self, target: str) -> None:
        """Show the one that waits for this person, else the one to be written; a uid shows that one."""
        if target:
            ask = partial(self.session.cases.handovers.one, target)
            self.session.tasks.ask(self, ask, self._show_one, topic="shown")
            return
        self._arriving = True
        self._load()

    def focus_first(self) -> None:
        """Start where the view begins."""
        shown = self._stack.currentWidget()
        if shown is self.draft:
            self.draft.focus_first()
        elif shown is self.reading:
            self.reading.focus_first()
        elif shown is self.past:
            self.past.table.setFocus()
        else:
            self.views.setFocus()

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        self.draft.leave()

    def show_view(self, key: str) -> None:
        """Show one of the three views."""
        self.views.set_value(key)
        self._chosen()
        self.focus_first()

    def act(self) -> None:
        """Accept, or write."""
        if self.session.refuses(Right.WORK):
            return
        if self._stack.currentWidget() is self.draft:
            self.draft.write()
        elif self._stack.currentWidget() is self.reading and self._can_accept():
            one = self.shown
            assert one is not None  # noqa: S101 - asked by _can_accept
            accept = partial(self.session.cases.handovers.accept, one.uid, self.session.me)
            self.session.tasks.change(self, accept, self._accepted)

    def print(self) -> None:
        """Show what is in sight on paper, from where it is printed or saved."""
        drafting = self._stack.currentWidget() is self.draft
        one = self.draft.handover() if drafting else self.shown
        if one is None or self._stack.currentWidget() not in {self.draft, self.reading}:
            return
        make = partial(self.session.cases.handovers.pdf, one)
        name = _("Hand-over {when}").format(when=instant_text(one.written).replace(":", "."))
        self.session.tasks.make(self, make, lambda made: self._show_paper(made, name), topic="paper")

    # Inside

    def _load(self) -> None:
        self.session.tasks.ask(self, self.session.cases.handovers.latest, self._show_latest, topic="shown")

    def _show_latest(self, one: Handover | None) -> None:
        self.shown = one
        if one is not None:
            self.reading.show_handover(one)
        if self._arriving:
            self._arriving = False
            mine = one is None or one.accepted is not None or one.author == self.session.me
            self.views.set_value("write" if mine else "take")
            self._show_view()
            self.focus_first()
        else:
            self._show_view()
        self.filled.emit()

    def _show_one(self, one: Handover) -> None:
        self.shown = one
        self.reading.show_handover(one)
        self.views.set_value("take")
        self._show_view()
        self.focus_first()
        self.filled.emit()

    def _chosen(self) -> None:
        """To be taken over is always the newest, whichever was read before."""
        if self.views.value() == "take":
            self._load()
        self._show_view()

    def _show_view(self) -> None:
        key = self.views.value()
        if key == "write":
            self.draft.open()
            shown: QWidget = self.draft
        elif key == "past":
            self._load_past(self._offset)
            shown = self.past
        else:
            shown = self.reading if self.shown is not None else self.none
        self._stack.setCurrentWidget(shown)
        self._show_footer()

    def _show_footer(self) -> None:
        shown = self._stack.currentWidget()
        self.act_button.setText(_("Write the hand-over") if shown is self.draft else _("Accept"))
        acts = shown is self.draft or (shown is self.reading and self._can_accept())
        self.act_button.setVisible(acts and self.session.may(Right.WORK))
        self.print_button.setVisible(shown is self.draft or shown is self.reading)
        one = self.shown
        mine = one is not None and one.accepted is None and one.author == self.session.me
        waits = shown is self.reading and mine
        self.told.setText(_("You wrote it; whoever takes over from you accepts it.") if waits else "")
        self._footer.setVisible(shown in {self.draft, self.reading})

    def _can_accept(self) -> bool:
        one = self.shown
        return one is not None and bool(one.uid) and one.accepted is None and one.author != self.session.me

    def _accepted(self, answer: tuple[Handover, Changes]) -> None:
        self.session.told.emit(_("You have taken over."), "good")
        self._show_one(answer[0])

    def _written(self, one: Handover) -> None:
        self._show_one(one)

    def _kept(self, _ms: object) -> None:
        if self._stack.currentWidget() is self.draft:
            self.told.setText(_("Draft kept"))

    def _open_past(self, uid: str) -> None:
        self.show_target(uid)

    def _load_past(self, offset: int) -> None:
        ask = partial(self.session.cases.handovers.past, PAGE, offset)

        def show(page: HandoverPage) -> None:
            self.past.show_page(page, offset)
            if not page.total:
                self._stack.setCurrentWidget(self.none)

        self.session.tasks.ask(self, ask, show, topic="past")

    def _turn(self, by: int) -> None:
        offset = self._offset + by * PAGE
        if self.views.value() == "past" and offset >= 0 and (by < 0 or self.past.model.rowCount() == PAGE):
            self._offset = offset
            self._load_past(offset)

    def _show_paper(self, made: Rendered, name: str) -> None:
        self.paper.show_pdf(made.data, name)
        self._stack.setCurrentWidget(self.paper)
        self._show_footer()
        self.paper.focus_first()

    def _leave_paper(self) -> None:
        self._show_view()
        self.focus_first()

    def _back(self) -> None:
        if self._stack.currentWidget() is self.paper:
            self._leave_paper()
        elif self.draft.note.hasFocus():
            self.draft.lines.table.setFocus()

    def _open_incident(self) -> None:
        view = self.draft if self._stack.currentWidget() is self.draft else self.reading
        line = view.lines.current()
        if line is not None:
            self.session.go.emit("incident", line.incident)

    def _on_changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return
        if self._stack.currentWidget() is self.draft and (changes.incidents or "elsewhere" in changes.things):
            self.draft.open()
        elif changes.things & {"handovers", "elsewhere"} and self.views.value() == "take":
            self._load()

    def _lay_out(self) -> None:
        header = PageHeader(_("Shift hand-over"))
        header.right.addWidget(self.views)
        self._stack = QStackedWidget()
        for widget in (self.none, self.reading, self.draft, self.past, self.paper):
            self._stack.addWidget(widget)
        self._footer = FooterBar()
        self._footer.left.addWidget(self.told)
        self._footer.right.addWidget(self.print_button)
        self._footer.right.addWidget(self.act_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._footer)

    def _add_actions(self) -> None:
        own = partial(add_action, self, whole_window=False)
        own(_("Write the hand-over, or accept it"), "Ctrl+Return", self.act)
        own(_("Print the hand-over"), "Ctrl+P", self.print)
        own(_("Take over"), "Alt+1", partial(self.show_view, "take"))
        own(_("Write"), "Alt+2", partial(self.show_view, "write"))
        own(_("Earlier hand-overs"), "Alt+3", partial(self.show_view, "past"))
        own(_("Go to the incident"), "I", self._open_incident)
        own(_("Newer page"), "Ctrl+PgUp", partial(self._turn, -1))
        own(_("Older page"), "Ctrl+PgDown", partial(self._turn, 1))
        own(_("Back, from paper or a note"), "Esc", self._back)
