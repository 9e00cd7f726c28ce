"""For what a runbook is meant, who looks after it, when it was looked through, and how it was used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import date_text
from incidentdesk.domain.rights import Right
from incidentdesk.gui.runbooks.shelf_words import (
    last_used_text,
    outcomes_text,
    reviewed_text,
    reviewed_tone,
)
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.runbooks.runbook_conditions import condition_text
from incidentdesk.services.runbooks.runbook_shelf import ReadRunbook

OWNER_WIDTH = 260


class AboutCard(Card):
    """Facts, one a line, with what can be done about each at its end. ``done`` when something was."""

    done = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("When and by whom"))
        self._session = session
        self._key = ""
        self.triggers = QVBoxLayout()
        self.triggers.setSpacing(0)
        self.services = text_label("", wrap=True)
        self.owner = SearchSelect(placeholder=_("Nobody"))
        self.owner.setAccessibleName(_("Who looks after it"))
        self.owner.setFixedWidth(OWNER_WIDTH)
        self.owner.changed.connect(self._set_owner)
        self.reviewed = text_label("")
        self.stale = Chip("")
        self.review_button = ActionButton(_("Looked through today"), key_hint="R")
        self.review_button.clicked.connect(lambda _checked=False: self.mark_reviewed())
        self.used = text_label("", wrap=True)
        self._lay_out()

    def show_runbook(self, read: ReadRunbook) -> None:
        """Show the facts as they are now."""
        line, book, session = read.page.line, read.runbook, self._session
        self._key = line.key
        clear_layout(self.triggers)
        for one in book.triggers:
            self.triggers.addWidget(text_label(one.say, wrap=True))
            self.triggers.addWidget(text_label(condition_text(one.when), "muted", wrap=True))
            self.triggers.addSpacing(6)
        if not book.triggers:
            none = _("No condition attaches it; it is suggested by its words.")
            self.triggers.addWidget(text_label(none, wrap=True))
        self.services.setText(", ".join(book.services) or _("No service is named."))
        staff = [one for one in session.surroundings.staff if one.active or one.uid == line.owner]
        self.owner.set_choices([Choice(one.uid, one.name) for one in staff])
        self.owner.set_value(line.owner or None, line.owner_name)
        may = session.may(Right.WORK) and line.state == "in_use"
        self.owner.setEnabled(may)
        self.review_button.setVisible(may)
        every = ngettext("every {n} day", "every {n} days", book.review_every).format(n=book.review_every)
        words = _("{when} · {every}, next by {day}")
        due = date_text(line.review_due)
        self.reviewed.setText(words.format(when=reviewed_text(line), every=every, day=due))
        if line.is_stale:
            self.reviewed.setText(every)
        self.stale.set_chip(reviewed_text(line) if reviewed_tone(line) else "", "warning")
        used = outcomes_text(line)
        self.used.setText(f"{last_used_text(line)} · {used}" if used else _("Not used yet."))

    def mark_reviewed(self) -> None:
        """It was looked through, and holds."""
        session = self._session
        if not self._key or session.refuses(Right.WORK):
            return

        def done(_changes: Changes) -> None:
            session.told.emit(_("Noted: looked through today."), "good")

        session.tasks.change(self, partial(session.cases.runbooks.mark_reviewed, self._key, session.me), done)

    def _set_owner(self, uid: object) -> None:
        session, owner = self._session, uid if isinstance(uid, str) else ""
        session.tasks.change(
            self,
            partial(session.cases.runbooks.set_owner, self._key, owner, session.me),
            ended=self.done.emit,
        )

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        reviewed = _row(self.stale, self.reviewed, self.review_button)
        facts: tuple[tuple[str, QWidget | QLayout], ...] = (
            (_("For incidents where"), self.triggers), (_("Services"), self.services),
            (_("Looked after by"), _row(self.owner)), (_("Looked through"), reviewed),
            (_("Used"), self.used),
        )  # fmt: skip
        for place, (label, fact) in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop if fact is self.triggers else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(text_label(label, "muted"), place, 0, top)
            if isinstance(fact, QWidget):
                grid.addWidget(fact, place, 1)
            else:
                grid.addLayout(fact, place, 1)
        self.body.addLayout(grid)
        self.stale.hide()  # an empty chip would keep the room beside it


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
