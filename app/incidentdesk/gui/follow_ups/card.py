"""The follow-ups of one incident, below the form of its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import FollowUp, today_in
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.rights import Right
from incidentdesk.gui.follow_ups.add_line import AddLine
from incidentdesk.gui.follow_ups.row import FollowUpRow
from incidentdesk.gui.follow_ups.ticking import tick
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.follow_ups.editor import FollowUpEditor

SAYING = ("prevention", "follow_up")
"""Fields that say what would prevent an incident from happening again."""


class FollowUpsCard(Card):
    """Rows to tick, the line that adds one, and the panel that changes one.

    It is in sight where the stage asks for prevention, and wherever there are follow-ups. ``left`` when its
    panel is put away. They can be worked on when the incident has ended.
    """

    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(_("Follow-ups"), parent=parent)
        self.session = session
        self._page: IncidentPage | None = None
        self._rows: dict[str, FollowUpRow] = {}
        self._empty = text_label(
            _("Preventive work that outlives the incident, each with an owner and a day. None so far."),
            "muted",
            wrap=True,
        )
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.line = AddLine(session)
        self._editor: FollowUpEditor | None = None
        self.body.addWidget(self._empty)
        self.body.addLayout(self._place)
        self.body.addWidget(self.line)
        self.hide()

    @property
    def editor(self) -> FollowUpEditor:
        """The panel that changes one; imported and made at its first use."""
        if self._editor is None:
            from incidentdesk.gui.follow_ups.editor import FollowUpEditor

            self._editor = FollowUpEditor(self.session)
            self._editor.closed.connect(self._editor_closed)
        return self._editor

    def show_page(self, page: IncidentPage, stage: Stage) -> None:
        """Show those of ``page``, where ``stage`` has to do with them."""
        another = self._page is None or self._page.incident.uid != page.incident.uid
        if another:
            self._let_go()
        self._page = page
        self.line.show_incident(page.incident.uid)
        self.line.setVisible(self.session.may(Right.WORK))
        today = today_in(page.now, page.settings.zone)
        for one in page.follow_ups:
            if one.uid in self._rows:
                self._rows[one.uid].show_follow_up(one, today)
            else:
                self._add_row(FollowUpRow(one, today))
            if self._editor is not None:
                self._editor.show_newer(one)
        self._empty.setVisible(not page.follow_ups)
        asks = any(field.key in SAYING for field in stage.fields)
        self.setVisible(bool(asks or page.follow_ups or self._has_focus()))

    def leave(self) -> None:
        """Write the drafts now."""
        self.line.leave()
        if self._editor is not None:
            self._editor.leave()

    def begin(self, text: str = "") -> None:
        """Go to the line that adds one, with ``text`` in it where it is empty."""
        self.show()
        self.line.take_text(text)

    def answer(self) -> None:
        """Save the panel where the focus is in it, else add what the line says."""
        focused = QApplication.focusWidget()
        if self._editor is not None and focused is not None and self._editor.isAncestorOf(focused):
            self._editor.save()
        else:
            self.line.write()

    def put_away(self) -> bool:
        """Close the panel; false where it is not open."""
        if self._editor is None or self._editor.isHidden():
            return False
        self._editor.put_away()
        return True

    def rows(self) -> list[FollowUpRow]:
        """The rows, in order."""
        return list(self._rows.values())

    def _add_row(self, row: FollowUpRow) -> None:
        self._rows[row.follow_up.uid] = row
        row.ticked.connect(lambda one, done: tick(self.session, self, one, done=done))
        row.edit_wanted.connect(self._edit)
        for control in (row.tick, row.edit):
            control.setEnabled(self.session.may(Right.WORK))
        self._place.addWidget(row)

    def _edit(self, one: FollowUp) -> None:
        self._place.removeWidget(self.editor)
        self._place.insertWidget(list(self._rows).index(one.uid) + 1, self.editor)
        self.editor.edit(one)
        self.editor.form.focus_first()

    def _editor_closed(self) -> None:
        row = self._rows.get(self.editor.uid)
        if row is not None:
            row.edit.setFocus()
        else:
            self.left.emit()

    def _let_go(self) -> None:
        self.leave()
        if self._editor is not None:
            self._editor.hide()
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)
