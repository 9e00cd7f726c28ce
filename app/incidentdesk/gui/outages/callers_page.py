"""Telling the callers of an outage that it is over: down the list by keyboard, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.callers import Caller, Callers
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.outages.add_caller import AddCaller
from incidentdesk.gui.outages.caller_changes import CallerChanges
from incidentdesk.gui.outages.caller_detail import CallerDetail
from incidentdesk.gui.outages.caller_texts import reached_text
from incidentdesk.gui.outages.callers_list import CallersList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.caller_lists import told_since
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft

ANNOUNCED = ("announcement", "mail")
BY_PHONE = ("phone",)
"""The means of the desk's list that are meant, the first that is there."""


class CallersPage(QWidget):
    """The callers of one incident. ``closed`` when the person goes back to the stage."""

    closed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = self._number = ""
        self._focus_wanted = False
        self._can_tell = self._can_add = self._has_ended = False
        self._sent: set[str] = set()
        self.callers: Callers | None = None
        self.title = text_label(_("Callers"), "subheading")
        self.told = text_label("", "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Callers reached"))
        self.when = text_label("", "muted", wrap=True)
        self.list = CallersList()
        self.list.chosen.connect(self._show_detail)
        self.detail = CallerDetail()
        self.keeper = DraftKeeper(session, "", lambda: (self.detail.notes(), {}), self)
        self.detail.typed.connect(self.keeper.touch)
        self.detail.entered.connect(lambda: self.mark("reached"))
        self.detail.left.connect(self.list.table.setFocus)
        self.changes = CallerChanges(session, self.detail, lambda: self.list.current, self)
        self.editor = self.changes.editor
        self.editor.closed.connect(self._end_correcting)
        self.editor.dirty_changed.connect(self._show_parts)
        self.list.entered.connect(self.changes.correct)
        self.ask = AddCaller(session)
        self.ask.given_up.connect(self._end_asking)
        self.all_button = ActionButton(_("All reached by announcement"), key_hint="E")
        self.all_button.clicked.connect(lambda _checked=False: self.mark_all())
        self.add_button = ActionButton(_("Add a caller"), icon_name="plus", key_hint="A")
        self.add_button.clicked.connect(lambda _checked=False: self.ask_who())
        self.back_button = ActionButton(_("Back to the stage"), kind="quiet", key_hint="Esc")
        self.back_button.clicked.connect(lambda _checked=False: self.closed.emit())
        self.empty = EmptyState(
            "phone", _("Nobody called about it yet"),
            _("Who calls is added on the log page by one key, or here."),
            action=_("Add a caller"), key_hint="A",
        )  # fmt: skip
        self.empty.acted.connect(self.ask_who)
        self._lay_out()
        self._add_actions()

    def show_incident(self, page: IncidentPage) -> None:
        """Show the callers of another incident, or these anew."""
        incident = page.incident
        uid, number = incident.uid, incident.number
        self._can_add = incident.status not in ENDED_STATUSES and self._session.may(Right.WORK)
        self._can_tell = self._can_add and told_since(incident, page.definition) is not None
        self._has_ended = incident.status in ENDED_STATUSES
        self.changes.show_incident(page)
        if uid != self._uid:
            self.keeper.move_to(f"callers/{uid}")
            self._uid, self._number, self.callers = uid, number, None
            self.list.begin()
            self.detail.set_notes({})
            self.detail.show_caller(None)
            self.keeper.load(self._offer_notes)
            self._end_asking()
        self.title.setText(_("Callers of {number}").format(number=number))
        self._show(page.callers)

    def focus_first(self) -> None:
        """Put the focus on the list, as soon as it is there."""
        self._focus_wanted = True
        self._take_focus()

    def mark(self, state: str) -> None:
        """Say of the chosen caller ``reached`` or ``no_answer``, with the note that was typed, and go on."""
        caller = self.list.current
        if caller is None or caller.uid in self._sent or not self._may_tell():
            return
        self._sent.add(caller.uid)
        words = {"reached": _("{name} is reached."), "no_answer": _("{name} did not answer.")}[state]
        self._reach([caller], state, BY_PHONE, words.format(name=caller.name), self.detail.text())
        self.list.step()
        self.list.table.setFocus()

    def mark_all(self) -> None:
        """Say of all who are left that an announcement or a mail reached them."""
        left = [one for one in self._lines() if not one.settled]
        if left and self._may_tell():
            words = ngettext(
                "{n} caller reached by announcement.", "{n} callers reached by announcement.", len(left)
            )
            self._reach(left, "reached", ANNOUNCED, words.format(n=len(left)), "")

    def take_back(self) -> None:
        """Let the chosen caller wait again."""
        caller = self.list.current
        if caller is not None and caller.state != "waiting" and self._may_tell():
            words = _("{name} waits again.").format(name=caller.name)
            self._session.tasks.change(
                self,
                partial(
                    self._session.cases.outages.reach, self._uid, [caller.uid], "waiting", self._session.me
                ),
                lambda _changes: self._session.told.emit(words, ""),
            )

    def copy_phone(self) -> None:
        """Put the number to call on the clipboard."""
        caller = self.list.current
        number = (caller.phone or caller.callback) if caller is not None else ""
        if number:
            QGuiApplication.clipboard().setText(number)
            self._session.told.emit(_("{number} copied.").format(number=number), "good")

    def ask_who(self) -> None:
        """Ask who calls."""
        if not self._can_add:
            return
        if self.changes.is_open():
            self.changes.close()
        self.ask.open(self._uid, self._number)

    def back(self) -> bool:
        """Put the question or the panel away, where it stands; false where there was none."""
        if self.changes.is_open():
            self.editor.put_away()
            return True
        if self.ask.isHidden():
            return False
        self._end_asking()
        return True

    def save(self) -> bool:
        """Save the caller that is being corrected; false where none is."""
        if self.changes.is_open():
            self.editor.save()
            return True
        return False

    def leave(self) -> None:
        """Write the drafts of notes, and of what is being corrected, now."""
        if self._uid:
            self.keeper.flush()
            self.changes.leave()

    # Inside

    def _offer_notes(self, drafts: dict[str, Draft]) -> None:
        self.detail.set_notes({uid: str(draft.value) for uid, draft in drafts.items()} | self.detail.notes())

    def _may_tell(self) -> bool:
        if not self._can_tell:
            self._session.told.emit(self.when.text(), "")
        return self._can_tell

    def _lines(self) -> Sequence[Caller]:
        return self.callers.lines if self.callers is not None else ()

    def _reach(
        self, callers: Sequence[Caller], state: str, means: Sequence[str], words: str, note: str
    ) -> None:
        session, uid = self._session, self._uid
        reach = session.cases.outages.reach
        uids = [one.uid for one in callers]
        listed = {item.key for item in session.settings.lists.get("means", ()) if not item.retired}
        by = next((key for key in means if key in listed), "")

        def undo() -> None:
            session.tasks.change(self, partial(reach, uid, uids, "waiting", session.me))

        def reached(_changes: Changes) -> None:
            for one in uids if note else ():
                self.detail.forget(one, note)
            self.keeper.touch()
            session.undoable.emit(words, undo)

        def refused(_error: UserFacingError) -> bool:
            self._sent.clear()
            return False  # the window tells why

        act = partial(reach, uid, uids, state, session.me, means=by, note=note)
        session.tasks.change(self, act, reached, refused=refused)

    def _end_asking(self) -> None:
        if not self.ask.isHidden():
            self.ask.hide()
            self._focus_wanted = True
            self._take_focus()

    def _show(self, callers: Callers) -> None:
        self.callers = callers
        self._sent.clear()
        today = self._session.cases.desk.time.now().local().date()
        lines = callers.lines
        count = ngettext("{n} caller", "{n} callers", len(lines)).format(n=len(lines))
        self.told.setText(reached_text(callers) if self._can_tell or callers.reached else count)
        left = any(not one.settled for one in lines)
        self.when.setText(self._when(left=left))
        self.progress.setRange(0, max(1, len(lines)))
        self.progress.setValue(callers.reached)
        self._show_parts()
        self.detail.show_telling(can_tell=self._can_tell)
        self.all_button.setEnabled(left)
        self.list.show_callers(lines, today)
        self._show_detail()
        self._take_focus()

    def _show_parts(self) -> None:
        """Show what belongs to the callers there are; a caller that is being corrected stands alone."""
        some, corrects = bool(self._lines()), self.changes.is_open()
        for shown, parts in (
            (some and not corrects, (self.list, self.detail)),
            (some, (self.told,)),
            (some and self._can_tell, (self.progress, self.all_button)),
            (some and bool(self.when.text()), (self.when,)),
            (some and self._can_add, (self.add_button,)),
            (not some, (self.empty,)),
            (self._can_add, (self.empty.button,)),
        ):
            for part in parts:
                part.setVisible(shown)

    def _end_correcting(self) -> None:
        self._show_parts()
        self.list.table.setFocus()

    def _when(self, *, left: bool) -> str:
        """What is to be known before somebody is told."""
        if self._has_ended:
            return _("This incident has ended; nobody is told any more.")
        if not self._can_add:
            return self._session.who_may(Right.WORK)
        if not self._can_tell:
            return _("They are told when the outage is resolved.")
        return "" if left else _("Nobody is left to be told: the outage can be closed.")

    def _take_focus(self) -> None:
        if self._focus_wanted and self.callers is not None and self.isVisible():
            self._focus_wanted = False
            (self.list.table if self.callers.lines else self.empty.button).setFocus()

    def _show_detail(self) -> None:
        self.detail.show_caller(self.list.current)
        self.changes.show_caller()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.told)
        head.addStretch(1)
        head.addWidget(self.back_button)
        for button in (self.all_button, self.add_button):
            self.list.above.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.when)
        column.addWidget(self.ask)
        column.addWidget(self.editor)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        frame = surface("background")
        frame.setLayout(column)
        outer.addWidget(frame, 1)
        outer.addWidget(self.detail)
        self.detail.reached.clicked.connect(lambda _checked=False: self.mark("reached"))
        self.detail.no_answer.clicked.connect(lambda _checked=False: self.mark("no_answer"))
        self.detail.copy.clicked.connect(lambda _checked=False: self.copy_phone())

    def _add_actions(self) -> None:
        table = self.list.table
        for text, keys, act in (
            (_("The caller is reached"), "R", lambda: self.mark("reached")),
            (_("The caller does not answer"), "N", lambda: self.mark("no_answer")),
            (_("The caller waits again"), "W", self.take_back),
            (_("Write a note on the caller"), "M", self.detail.note.setFocus),
            (_("Copy the caller's number"), "C", self.copy_phone),
            (_("Correct what is known of the caller"), "Return", self.changes.correct),
            (_("Take the caller away"), "Del", self.changes.remove),
            (_("Add a caller"), "A", self.ask_who),
            (_("All callers are reached by announcement"), "E", self.mark_all),
        ):
            add_action(table, text, keys, act, whole_window=False)
