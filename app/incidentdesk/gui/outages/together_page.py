"""An outage is resolved or closed: its children follow it, as far as their gates let them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.outages.together_list import TogetherList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.lists.bulk import BulkDone
from incidentdesk.services.outages.outages import ChildVerdict


class TogetherPage(QFrame):
    """Offers the children of one outage. ``closed`` when it is done or put away."""

    closed = Signal()
    done = Signal()
    """The children that were chosen have followed; the outage itself can go on."""
    shown = Signal()
    """There are children to offer."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._session = session
        self._uid = ""
        self.closes = False
        self._done: BulkDone | None = None
        self.title = text_label("", "subheading", wrap=True)
        self.told = text_label("", "muted", wrap=True)
        self.list = TogetherList()
        self.list.entered.connect(self.go_on)
        self.list.chosen_changed.connect(self._name_button)
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_gap())
        self.gap = text_label("", wrap=True)
        self.gap_button = ActionButton("", kind="link", key_hint="O")
        self.gap_button.clicked.connect(lambda _checked=False: self.go_to_gap())
        self.next_button = ActionButton("", kind="primary", key_hint="Return")
        self.next_button.clicked.connect(lambda _checked=False: self.go_on())
        self.undo_button = ActionButton(_("Undo"), icon_name="undo")
        self.undo_button.clicked.connect(lambda _checked=False: self.undo())
        self.later_button = ActionButton(_("Not now"), kind="quiet", key_hint="Esc")
        self.later_button.clicked.connect(lambda _checked=False: self.closed.emit())
        self._lay_out()
        for text, keys, act in (
            (_("Leave a child out, or take it in"), "Space", self.list.toggle),
            (_("Go to what a child lacks"), "O", self.go_to_gap),
        ):
            add_action(self.list, text, keys, act, whole_window=False)

    def offer(self, uid: str, number: str, *, closes: bool) -> None:
        """Look whether the incident ``uid`` has children that could follow it.

        They are resolved after it, and closed before it.
        """
        self._uid, self.closes, self._done = uid, closes, None
        outages = self._session.cases.outages
        look = partial(outages.preview_close if closes else outages.preview_resolve, uid, self._session.me)
        self._session.tasks.ask(self, look, partial(self._offer, uid, number), topic="together")

    def focus_first(self) -> None:
        """Put the focus on the list, where Enter does it."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Let those that are chosen follow; from the result back to the stage."""
        uids = self.list.chosen()
        if self._done is not None:
            self.done.emit()
            return
        if not uids:
            self.closed.emit()
            return
        if not self.next_button.isEnabled():
            return
        session, outages = self._session, self._session.cases.outages
        act = outages.close_children if self.closes else outages.resolve_children
        self.next_button.setEnabled(False)
        session.tasks.change(
            self, partial(act, self._uid, uids, session.me), self._show_done, ended=self._ended
        )

    def undo(self) -> None:
        """Take back what was done with the children."""
        done, session = self._done, self._session
        if done is not None and done.deltas:
            session.tasks.change(
                self,
                partial(session.cases.bulk.undo, done, session.me),
                lambda _undone: self.closed.emit(),
            )

    def go_to_gap(self) -> None:
        """Go to the child that the keyboard is on, where its work is."""
        child = self.list.current
        if child is not None:
            self._session.go.emit("incident", child.uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # Inside

    def _offer(self, uid: str, number: str, verdicts: Sequence[ChildVerdict]) -> None:
        verdicts = [one for one in verdicts if one.will or one.why]
        if uid != self._uid or not verdicts:
            return
        words = (
            ngettext(
                "{number} has {n} child that is open. It is closed first.",
                "{number} has {n} children that are open. They are closed first.",
                len(verdicts),
            )
            if self.closes
            else ngettext(
                "{number} is resolved. It has {n} child that is open.",
                "{number} is resolved. It has {n} children that are open.",
                len(verdicts),
            )
        )
        self.title.setText(words.format(number=number, n=len(verdicts)))
        self.told.setText(
            _("They close through their own gates. Space leaves one out; Enter does it.")
            if self.closes
            else _(
                "They get the same resolution, through their own gates. Space leaves one out; Enter does it."
            )
        )
        self.list.show_verdicts(verdicts, _("will be closed") if self.closes else _("will be resolved"))
        self.undo_button.hide()
        self.later_button.show()
        self._name_button()
        self._show_gap()
        self.shown.emit()

    def _show_done(self, done: BulkDone) -> None:
        self._done = done
        count, left = len(done.having("changes")), len(done.having("refused"))
        words = (
            ngettext("{n} child was closed.", "{n} children were closed.", count)
            if self.closes
            else ngettext("{n} child was resolved.", "{n} children were resolved.", count)
        )
        said = words.format(n=count)
        if left:
            said += " " + ngettext("{n} stays as it is.", "{n} stay as they are.", left).format(n=left)
        self.title.setText(said)
        self.told.setText("")
        self.list.show_done(done, _("closed") if self.closes else _("resolved"))
        self.undo_button.setVisible(bool(done.deltas))
        self.later_button.hide()
        self.next_button.setText(_("Go on and close the outage") if self.closes else _("Done"))
        if done.deltas:
            self._session.undoable.emit(said, self.undo)
        self.focus_first()

    def _ended(self) -> None:
        self.next_button.setEnabled(True)

    def _name_button(self) -> None:
        count = len(self.list.chosen())
        words = (
            ngettext("Close {n} child", "Close {n} children", count)
            if self.closes
            else ngettext("Resolve {n} child", "Resolve {n} children", count)
        )
        self.next_button.setText(words.format(n=count) if count else _("Go on without"))

    def _show_gap(self) -> None:
        child = self.list.current
        lacks = child is not None and not child.will
        self.gap.setVisible(lacks)
        self.gap_button.setVisible(lacks)
        if child is not None:
            self.gap.setText("; ".join(child.why))
            self.gap_button.setText(_("Go to {number}").format(number=child.number))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.next_button, self.undo_button, self.later_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for widget in (self.title, self.told):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.gap)
        column.addWidget(self.gap_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(buttons)
