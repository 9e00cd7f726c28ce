"""Settings, Reporters: the people who tell us of incidents."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.records import Reporter
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk import Changes

MOST = 1000
"""How many are listed at once; the others are found by searching."""


class ReportersSection(RecordsSection):
    """A search field over the table of reporters, with adding, changing and retiring."""

    RIGHT = Right.WORK

    def __init__(self, session: WindowSession) -> None:
        columns = (
            Column(_("Name"), lambda one: one.name),
            Column(_("Phone"), lambda one: one.phone, 110),
            Column(_("E-mail"), lambda one: one.email, 190),
            Column(_("Place"), lambda one: one.place, 130),
            Column("", lambda one: "" if one.active else _("Retired"), 84, tone=lambda _one: "neutral"),
        )
        model = RecordsModel(columns, retired=lambda one: not one.active, spoken=_spoken)
        form = Form()
        form.add("name", _("Name"), LineEdit(), required=True)
        form.add("phone", _("Phone"), LineEdit())
        form.add("email", _("E-mail"), LineEdit())
        form.add("place", _("Place"), LineEdit(), help=_("Room, ward, branch: where they are met."))
        form.add("note", _("Note"), GrowingTextEdit(most=5))
        intro = _("People who call, write or come by. They are also added while an incident is logged.")
        super().__init__(
            session, _("Reporters"), intro, area="reporters", model=model, form=form, add=_("Add a reporter")
        )
        self.retire_button = ActionButton("")
        self.retire_button.clicked.connect(lambda _checked=False: self._toggle_retired())
        self.panel.extras.addWidget(self.retire_button)
        OnlyFor(session, Right.REGISTERS, self).guard(self.retire_button)
        self.panel.extras.addStretch()
        self._add_search()
        session.tasks.changed.connect(self._on_changed)
        self._ask()

    def focus_first(self) -> None:
        """Start by searching."""
        self.search.setFocus()
        self.search.selectAll()

    def uid_of(self, record: Reporter) -> str:
        """The reporter's uid."""
        return record.uid

    def show_record(self, record: Reporter | None) -> None:
        """Open the panel on a reporter; a new one takes the name that was searched for."""
        if record is None:
            self.panel.open("", _("Add a reporter"), {})
            if self.search.text().strip() and not self.model.rowCount():
                self.panel.form.put({"name": self.search.text().strip()})
        else:
            values = {key: str(getattr(record, key)) for key in ("name", "phone", "email", "place", "note")}
            self.panel.open(record.uid, record.name, values)
            self.retire_button.setText(_("&Retire") if record.active else _("&Bring back"))
        for widget in (self.retire_button, self.panel.extras_rule):
            widget.setVisible(record is not None)

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Add or change a reporter."""
        reporter = replace(self.opened_record() or Reporter("", ""), uid=uid, **values)
        words = _("{name} is saved.") if uid else _("{name} is added.")

        def done(answer: tuple[Reporter, Changes]) -> None:
            self.written(answer[0], words.format(name=answer[0].name))

        act = partial(self.session.cases.people.write_reporter, reporter, self.session.me)
        self.session.tasks.change(self, act, done, refused=self.panel.refuse)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search field into the table on Down, and open the first hit on Enter."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
                self.edit_row(max(0, self.table.current_row()))
                return True
        return super().eventFilter(watched, event)

    def _add_search(self) -> None:
        self.search = LineEdit(placeholder=_("Name, phone or place"))
        self.search.setAccessibleName(_("Search reporters"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._ask())
        self.search.installEventFilter(self)
        self.count = text_label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        self.above_table.insertLayout(0, row)
        self.empty = EmptyState("person", "", "", action=_("Add a reporter"))
        self.empty.text.setMinimumWidth(420)
        self.empty.acted.connect(self.add)
        self.empty.hide()
        self.card.body.addWidget(self.empty)

    def _on_changed(self, changes: Changes) -> None:
        if self.touched(changes, "reporters"):
            self._ask()

    def _ask(self) -> None:
        text = self.search.text().strip()
        question = partial(self.session.cases.people.all_reporters, text, MOST)
        self.session.tasks.ask(self, question, partial(self._show, text), topic="reporters")

    def _show(self, text: str, found: list[Reporter]) -> None:
        self.fill(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        if text:
            self.empty.set_texts(
                _("Nobody fits “{text}”").format(text=text),
                _("Try a part of the name, the number or the place."),
            )
        else:
            self.empty.set_texts(
                _("No reporters yet"), _("The first caller is added while you log their incident, or here.")
            )
        words = ngettext("{n} reporter", "{n} reporters", len(found)).format(n=len(found))
        if len(found) >= MOST:
            words = _("The first {n}: search for the others").format(n=len(found))
        self.count.setText(words)

    def _toggle_retired(self) -> None:
        reporter = self.opened_record()
        if reporter is not None:
            self._set_active(reporter, active=not reporter.active)

    def _set_active(self, reporter: Reporter, *, active: bool) -> None:
        words = _("{name} is back.") if active else _("{name} is retired.")

        def done(answer: tuple[Reporter, Changes]) -> None:
            undo = partial(self._set_active, answer[0], active=not active)
            self.session.undoable.emit(words.format(name=reporter.name), undo)

        act = partial(
            self.session.cases.people.write_reporter, replace(reporter, active=active), self.session.me
        )
        self.session.tasks.change(self, act, done, refused=self.refuse)


def _spoken(reporter: Reporter) -> str:
    state = "" if reporter.active else _("retired")
    return ", ".join(part for part in (reporter.name, reporter.phone, reporter.place, state) if part)
