"""Beside the log page: the outages that are known and open, and adding the caller to one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.domain.urgency import urgency_short, urgency_tone
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.log.fold import Fold
from incidentdesk.gui.outages.caller_ask import CallerAsk
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import rule
from incidentdesk.gui.widgets.chips import Chip, priority_tone
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.outages.outages import OutageLine

OUTAGE = "outage"
"""What the uid of the outage is called in the draft of who calls about it."""

MOST = 5
"""So many outages are shown, each with a key of its own."""

AT_FIRST = 2
"""How many are in sight before all are asked for: the caller's last incidents belong in sight, too."""

LISTED = 12
"""How many are listed at all; the queue has the rest."""


class OutageRow(QFrame):
    """One outage: title, how urgent, since when, how many callers, and two buttons.

    ``named(uid, name, callback)`` answers the question who calls, which stands in place.
    """

    add_wanted = Signal()
    opened = Signal()
    named = Signal(str, str, str)
    edited = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ask: CallerAsk | None = None
        self._line = rule()
        self.title: QLabel = text_label("", "strong", wrap=True)
        self.priority = Chip("", "neutral")
        self.told = text_label("", "muted", wrap=True)
        self.add_button = ActionButton(_("Add this caller"), icon_name="plus")
        self.add_button.clicked.connect(self.add_wanted)
        OnlyFor(session, Right.WORK, self).guard(self.add_button)
        self.open_button = ActionButton(_("Open"), kind="link")
        self.open_button.clicked.connect(self.opened)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.priority, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.add_button)
        self._buttons.addWidget(self.open_button)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._line)
        self._column.addSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.told)
        self._column.addSpacing(4)
        self._column.addLayout(self._buttons)
        self._column.addSpacing(8)

    def show_outage(self, outage: OutageLine, place: int, today: date) -> None:
        """Show how things are with ``outage``, which is number ``place`` of the list, from 0."""
        row = outage.row
        self._line.setVisible(place > 0)
        self.title.setText(row.title)
        self.priority.set_chip(urgency_short(row), priority_tone(urgency_tone(row)))
        told = [row.number, _("since {time}").format(time=instant_text(outage.since, today=today))]
        if outage.callers:
            told.append(ngettext("{n} caller", "{n} callers", outage.callers).format(n=outage.callers))
        if outage.children:
            told.append(ngettext("{n} child", "{n} children", outage.children).format(n=outage.children))
        if outage.same_service:
            told.append(_("same service"))
        self.told.setText(" · ".join(told))
        self.add_button.set_key_hint(f"Alt+{place + 1}" if place < MOST else "")
        self.add_button.setAccessibleName(_("Add this caller to {number}").format(number=row.number))
        self.open_button.setAccessibleName(_("Open {number}").format(number=row.number))

    def is_asking(self) -> bool:
        """Whether it asks who calls."""
        return self._ask is not None and not self._ask.isHidden()

    def ask(self, draft: Mapping[str, JsonValue] | None = None) -> None:
        """Ask in place who calls, with the focus there; or show what was answered before, from a draft."""
        if self._ask is None:
            self._ask = CallerAsk(self._session)
            self._ask.given.connect(self.named)
            self._ask.given_up.connect(self.end_asking)
            self._ask.edited.connect(self.edited)
            self._column.insertWidget(self._column.count() - 1, self._ask)
        self._ask.show()
        if draft is None:
            self._ask.begin()
        else:
            self._ask.set_draft(draft)

    def draft(self) -> dict[str, JsonValue]:
        """What was answered so far, as a draft keeps it."""
        return self._ask.draft() if self._ask is not None and self.is_asking() else {}

    def end_asking(self) -> None:
        """Put the question away; the focus goes to the button that asked it."""
        if self._ask is None or self._ask.isHidden():
            return
        inside = self._ask.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if inside:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask.hide()


class KnownOutages(QWidget):
    """Rows of ``OutageRow``. Signals carry the ``OutageLine`` that was meant."""

    add_wanted = Signal(object)
    opened = Signal(object)
    named = Signal(object, str, str, str)
    edited = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Known and open"))
        self._session = session
        self.rows: list[OutageRow] = []
        self.lines: tuple[OutageLine, ...] = ()
        self._kept: dict[str, JsonValue] = {}
        self.empty = text_label(_("No outage is open."), "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addLayout(self._rows)
        self.fold = Fold(AT_FIRST)
        self.fold.setAccessibleDescription(_("Outages that are known and open"))
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)

    def show_outages(self, lines: Sequence[OutageLine], today: date) -> None:
        """Show how things are now. A row stays its outage's, with what is being typed in it."""
        of_uid = {line.row.uid: row for line, row in zip(self.lines, self.rows, strict=True)}
        rows = [of_uid.pop(uid) if (uid := line.row.uid) in of_uid else self._new_row() for line in lines]
        for gone in of_uid.values():
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.lines, self.rows = tuple(lines), rows
        for place, (line, row) in enumerate(zip(self.lines, rows, strict=True)):
            row.show_outage(line, place, today)
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
        self.empty.setVisible(not lines)
        self.fold.show_rows([(row,) for row in rows])
        self._show_kept()

    def draft(self) -> dict[str, JsonValue]:
        """Who calls about which outage, as far as it was answered, for the draft of the call."""
        for line, row in zip(self.lines, self.rows, strict=True):
            if said := row.draft():
                return {OUTAGE: line.row.uid, **said}
        return self._kept

    def take(self, draft: JsonValue) -> None:
        """Show again what ``draft`` gave, now or as soon as that outage is there."""
        self._kept = draft if isinstance(draft, dict) else {}
        self._show_kept()

    def line(self, place: int) -> OutageLine | None:
        """The outage number ``place``, from 0."""
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def ask(self, outage: OutageLine) -> None:
        """Ask in place who calls about ``outage``; one question stands at a time."""
        if outage in self.lines[AT_FIRST:]:
            self.fold.set_open(True)
        for line, row in zip(self.lines, self.rows, strict=True):
            if line.row.uid == outage.row.uid:
                row.ask()
            else:
                row.end_asking()

    def end_asking(self) -> None:
        """Put the question away, and show the first ones alone again."""
        self._kept = {}
        self.fold.set_open(False)
        for row in self.rows:
            row.end_asking()

    def _show_kept(self) -> None:
        for line, row in zip(self.lines, self.rows, strict=True):
            if self._kept.get(OUTAGE) == line.row.uid:
                if row.isHidden():
                    self.fold.set_open(True)
                row.ask(self._kept)
                self._kept = {}

    def _new_row(self) -> OutageRow:
        row = OutageRow(self._session, self)
        row.add_wanted.connect(lambda: self._tell(row, self.add_wanted.emit))
        row.edited.connect(self.edited)
        row.opened.connect(lambda: self._tell(row, self.opened.emit))
        row.named.connect(lambda *who: self._tell(row, lambda line: self.named.emit(line, *who)))
        return row

    def _tell(self, row: OutageRow, tell: Callable[[OutageLine], object]) -> None:
        if row in self.rows:
            tell(self.lines[self.rows.index(row)])
