"""The list of runbooks: who looks after each, which are to be looked through, how they were used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook import Runbook
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.runbooks import shelf_words as words
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, Card, PageHeader
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable, fair_shares
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.runbooks.runbooks import RunbookLine
from incidentdesk.services.use_cases import UseCases

NARROW = 1100
"""Below this width of the page, in pixels, services and outcomes leave the names room."""
NAME, SERVICES, OWNER, OUTCOMES, STATE = 0, 1, 2, 5, 6
LEAST = 104
"""A column whose texts are of any length is never narrower than this, in pixels."""
SCROLL_BAR = 12
STALE = "stale"


class RunbookList(QWidget):
    """``opened(key)`` on Enter or a click, ``new_wanted`` for a new one."""

    opened = Signal(str)
    new_wanted = Signal()
    filled = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.lines: tuple[RunbookLine, ...] = ()
        self._here = ""
        self._focus_wanted = False
        self.header = PageHeader(_("Runbooks"))
        self.new_button = ActionButton(_("New runbook"), kind="primary", icon_name="plus", key_hint="Ins")
        self.new_button.clicked.connect(self.new_wanted)
        OnlyFor(session, Right.WORK, self).guard(self.new_button)
        self.search = LineEdit(placeholder=_("A part of a name, service or keyword"))
        self.search.setAccessibleName(_("Search the runbooks"))
        self.search.setClearButtonEnabled(True)
        self.service = SearchSelect(placeholder=_("Every service"))
        self.service.setAccessibleName(_("Service"))
        self.owner = SearchSelect(placeholder=_("Every owner"))
        self.owner.setAccessibleName(_("Owner"))
        self.stale = QCheckBox(_("To look through"))
        self.retired = QCheckBox(_("Retired too"))
        self.count = text_label("", "muted")
        self.offered = Banner(closable=False)
        self.offered.hide()
        columns = (
            Column(_("Name"), lambda one: one.name),
            Column(_("Services"), lambda one: ", ".join(one.runbook.services), LEAST, muted=True),
            Column(_("Owner"), lambda one: one.owner_name or _("Nobody"), LEAST),
            Column(_("Looked through"), words.reviewed_text, 160, tone=words.reviewed_tone),
            Column(_("Last used"), words.last_used_text, 104),
            Column(_("How it went"), words.outcomes_text, LEAST, muted=True),
            Column("", words.state_text, 92, tone=words.state_tone),
        )
        self.model = RecordsModel(columns, retired=lambda one: one.state == "retired", spoken=words.spoken)
        self.table = RecordsTable(_("Runbooks"), self.model)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.record(row).key))
        self.table.clicked.connect(lambda index: self.opened.emit(self.model.record(index.row()).key))
        self.empty = EmptyState("runbooks", _("Nothing fits"), _("No runbook has all of that."),
                                action=_("Show all"), key_hint="Esc")  # fmt: skip
        self.empty.acted.connect(self.clear)
        self._lay_out()
        self._connect()

    def load(self, here: str = "") -> None:
        """Read them anew; the keyboard stays on its line, or comes to the one with the key ``here``."""
        current = self.current()
        self._here = here or (current.key if current else "")
        ask = partial(_read, self._session.cases)
        self._session.tasks.ask(self, ask, self._take, topic="runbooks")

    def current(self) -> RunbookLine | None:
        """The runbook the keyboard is on."""
        row = self.table.current_row()
        found: RunbookLine | None = self.model.record(row) if 0 <= row < self.model.rowCount() else None
        return found

    def focus_first(self) -> None:
        """Start in the list, once it is there, or with searching where it is empty."""
        self._focus_wanted = not self.lines
        (self.table if self.model.rowCount() else self.search).setFocus()

    def show_stale(self) -> None:
        """Show only what is to be looked through."""
        self.stale.setChecked(True)

    def clear(self) -> None:
        """Show all again."""
        self.search.clear()
        self.service.set_value(None)
        self.owner.set_value(None)
        self.stale.setChecked(False)
        self._show()
        self.focus_first()

    def is_filtered(self) -> bool:
        """Whether some are left out."""
        return bool(
            self.search.text().strip() or self.service.value() or self.owner.value() or self.stale.isChecked()
        )

    def _take(self, answer: tuple[tuple[RunbookLine, ...], tuple[Runbook, ...]]) -> None:
        self.lines, offered = answer
        services = sorted({name for one in self.lines for name in one.runbook.services}, key=str.casefold)
        self.service.set_choices([Choice(name, name) for name in services])
        owners = {one.owner: one.owner_name for one in self.lines if one.owner}
        self.owner.set_choices([Choice(uid, name) for uid, name in owners.items()])
        self._offer(offered)
        self._show()
        if self._focus_wanted and self.isVisible():
            self.focus_first()
        self._focus_wanted = False
        self.filled.emit()

    def _show(self) -> None:
        shown = self._fitting()
        self.model.set_records(shown)
        places = {one.key: place for place, one in enumerate(shown)}
        self.table.select_row(places.get(self._here, 0 if shown else -1))
        self._share_out()
        self._stack.setCurrentIndex(0 if shown else 1)
        self.count.setText(ngettext("{n} runbook", "{n} runbooks", len(shown)).format(n=len(shown)))

    def _fitting(self) -> list[RunbookLine]:
        choices = [
            Choice(one.key, one.name, " ".join((*one.runbook.services, *one.runbook.keywords)))
            for one in self.lines
        ]
        found = {one.key for one in matching(choices, self.search.text())}
        service, owner = self.service.value(), self.owner.value()
        return [
            one
            for one in self.lines
            if one.key in found
            and (self.retired.isChecked() or one.state == "in_use")
            and (not service or service in one.runbook.services)
            and (not owner or one.owner == owner)
            and (not self.stale.isChecked() or one.is_stale)
        ]

    def _offer(self, offered: Sequence[Runbook]) -> None:
        """Offer what ships with the program and is not here, to those who may take it."""
        if not offered or not self._session.may(Right.WORK):
            self.offered.hide()
            return
        names = ", ".join(one.name for one in offered)
        text = _("Newer runbooks come with the program: {names}").format(names=names)
        if self.offered.text != text:
            self.offered.set_message(text, "neutral", ((_("Take them"), partial(self._take_in, offered)),))
        self.offered.show()

    def _take_in(self, offered: Sequence[Runbook]) -> None:
        session = self._session
        keys = [one.key for one in offered]
        session.tasks.change(self, partial(session.cases.runbooks.take_offered, keys, session.me))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns while there is too little room."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column what its texts need, as far as there is room; the names take the rest."""
        table, narrow = self.table, self.width() < NARROW
        for place in (SERVICES, OUTCOMES):
            table.setColumnHidden(place, narrow)
        table.setColumnHidden(STATE, not any(words.state_text(one) for one in self.model.records()))
        shared = [place for place in (NAME, SERVICES, OWNER, OUTCOMES) if not table.isColumnHidden(place)]
        head = table.horizontalHeader()
        fixed = sum(head.sectionSize(place) for place in range(head.count()) if place not in shared)
        wanted = [max(LEAST, table.needed_width(place)) for place in shared]
        widths = fair_shares(self.width() - 2 * PAGE_MARGIN - fixed - SCROLL_BAR, wanted)
        for place, width in zip(shared[1:], widths[1:], strict=True):
            table.setColumnWidth(place, width)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show())
        self.service.changed.connect(lambda _key: self._show())
        self.owner.changed.connect(lambda _key: self._show())
        self.stale.toggled.connect(lambda _on: self._show())
        self.retired.toggled.connect(lambda _on: self._show())

    def _lay_out(self) -> None:
        self.header.right.addWidget(self.new_button)
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self.search, 2)
        filters.addWidget(self.service, 1)
        filters.addWidget(self.owner, 1)
        for widget in (self.stale, self.retired, self.count):
            filters.addWidget(widget)
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        body = QVBoxLayout()
        body.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        body.setSpacing(12)
        body.addWidget(self.offered)
        body.addLayout(filters)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)


def _read(cases: UseCases) -> tuple[tuple[RunbookLine, ...], tuple[Runbook, ...]]:
    """All runbooks, and those that are offered; runs on the reading thread."""
    return cases.runbooks.all(retired=True), cases.runbooks.offered()
