"""A table of the response room as a card: rows to read and tick, added and changed in place, one by one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.phases import PROCESS
from incidentdesk.gui.response.room_columns import bring_into_sight
from incidentdesk.gui.response.room_tables import RoomTable
from incidentdesk.gui.response.row_line import SIDE
from incidentdesk.gui.response.row_list import RowList
from incidentdesk.gui.response.row_writing import RowWriting
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.looking import Looking
from incidentdesk.services.response.response_view import RoomView

LOOK_MS = 1000
MARGIN = 16
"""Left and right of a card; rows take a part of it, so that a tinted one reaches beyond its text."""


class TableCard(RoomCard):
    """The rows of one table, and what adds one.

    What is late is worked out at each look from the moment that is stored; the timer only looks.
    """

    def __init__(self, session: WindowSession, table: RoomTable, keys: str = "") -> None:
        super().__init__(session, _(table.title))
        definition = session.cases.desk.library.newest(PROCESS)
        self.table = table
        self.view: RoomView | None = None
        self.rows = RowList(table, definition, self)
        self.writing = RowWriting(session, table, definition, self)
        self.late = Chip("", "danger", parent=self)
        self.add = ActionButton(_(table.add), kind="link", icon_name="plus", key_hint=keys, parent=self)
        self.top = QVBoxLayout()
        self._below = QVBoxLayout()
        self._lay_out()
        self.add.clicked.connect(lambda _checked=False: self.begin())
        self.rows.state_wanted.connect(self._set_state)
        self.rows.edit_wanted.connect(self.writing.edit)
        self.rows.time_up.connect(self._tell_time_up)
        self.writing.opened.connect(self._opened)
        self.writing.closed.connect(self._closed)
        self.writing.drafts.changed.connect(self._show_kept)
        self._looking = Looking(self, self.look, LOOK_MS, again=partial(self.look, again=True))

    def show_room(self, view: RoomView) -> None:
        """Show the rows as they are now; what is typed stays, also where somebody else changed the row."""
        self.writing.show_room(view)
        self.view = view
        record = self.is_record(view)
        self.set_title(self.table.heading(ended=record))
        now, may = self.session.cases.desk.time.now(), self.may_change(view)
        self.rows.show_rows(view, now, may_change=may, record=record)
        self._show_add()
        self._looking.begin(wanted=any(row.get("due") for row in view.rows(self.table.key)))

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        self.writing.drafts.flush()

    def focus_first(self) -> bool:
        """The first row, or where there is none what adds one."""
        if self.rows.focus_first():
            return True
        return self.begin() if self.add.isHidden() else self._focus_add()

    def begin(self) -> bool:
        """Begin a new row; what was typed of one before is here again."""
        if self.view is None or not self.may_change(self.view):
            return False
        self.writing.begin()
        return True

    def confirm(self) -> bool:
        """Add or save what is on the form that has the focus."""
        for new, act in ((True, self.writing.add), (False, self.writing.save)):
            form = self.writing.form(new=new)
            if form is not None and form.isAncestorOf(self.window().focusWidget() or self):
                act()
                return True
        return False

    def back(self) -> bool:
        """Put the form away that has the focus."""
        for new in (True, False):
            form = self.writing.form(new=new)
            if form is not None and form.isAncestorOf(self.window().focusWidget() or self):
                self.writing.close(form)
                return True
        return False

    def look(self, *, again: bool = False) -> None:
        """Say how it stands with the time of each row, by the time that it is now."""
        self.rows.look(self.session.cases.desk.time.now(), again=again)
        self.late.set_chip(_("{n} late").format(n=self.rows.late) if self.rows.late else "", "danger")

    # Inside

    def _tell_time_up(self, text: str) -> None:
        self.session.told.emit(_("The time is up: {text}").format(text=text), "danger")

    def _set_state(self, name: str, state: str) -> None:
        self.rows.order.note_end(name)
        self.writing.set_state(name, state)

    def _opened(self, name: str) -> None:
        form = self.writing.form(new=not name)
        if form is None:
            return
        if name:
            self.rows.open_at(name, form)
        else:
            self._below.addWidget(form)
        self._show_add()
        QTimer.singleShot(0, form, partial(bring_into_sight, form))  # once it has found its place

    def _closed(self, name: str) -> None:
        if name:
            self.rows.open_at("", None)
            self.rows.focus_row(name)
        self._show_add()
        if not name:
            self._focus_add()

    def _show_kept(self) -> None:
        self.rows.show_kept(self.writing.drafts.names())

    def _show_add(self) -> None:
        offered = self.view is not None and self.may_change(self.view)
        self.add.setVisible(offered and self.writing.form(new=True) is None)

    def _focus_add(self) -> bool:
        self.add.setFocus()
        return not self.add.isHidden()

    def _lay_out(self) -> None:
        self.body.setContentsMargins(MARGIN - SIDE, 12, MARGIN - SIDE, 12)
        self.body.removeWidget(self.title)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.late)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE - 2, 0, SIDE, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.top.setContentsMargins(SIDE, 0, SIDE, 0)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addLayout(self.top)
        self.body.addWidget(self.rows)
        self.body.addLayout(self._below)
        self.body.addLayout(foot)
