"""The Registers room: the registers at the left, one of them in the middle, an entry at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.registers import REGISTERS, Card, Entry
from incidentdesk.gui.page import Page
from incidentdesk.gui.registers.entry_card import EntryCard
from incidentdesk.gui.registers.entry_list import EntryList
from incidentdesk.gui.registers.words import ICONS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.section_list import SectionItem, SectionList
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.gui.registers.call_list_page import CallListPage
    from incidentdesk.gui.registers.file_page import FilePage

ADD = "add"


class RegistersPage(Page):
    """What is typed on a card stays while another entry, register or room is shown."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.setAccessibleName(_("Registers"))
        items = [SectionItem(key, _(spec.plural), ICONS[key]) for key, spec in REGISTERS.items()]
        self.sections = SectionList(_("Registers"), items)
        self.list = EntryList(session)
        self.card = EntryCard(session)
        self.stack = QStackedWidget()
        self._lists = QFrame()
        self._file: FilePage | None = None
        self._call_list: CallListPage | None = None
        self._remembered = next(iter(REGISTERS))
        self._lay_out()
        self._connect()
        self._add_actions()

    @property
    def register(self) -> str:
        """The register that is shown."""
        return self.list.register or self._remembered

    # ---- what the window asks

    def show_target(self, target: str) -> None:
        """Show a register (``reporter``).

        Within it an entry by its uid, a new one (``reporter/add``), filling from a file
        (``reporter/csv``), or the call list (``reporter/call-list``).
        """
        register, _slash, within = target.partition("/")
        register = register if register in REGISTERS else self.register
        self._count()
        self._show_register(register)
        if within == ADD:
            self.add()
        elif within in PAGES:
            PAGES[within](self)
        elif within:
            self.card.open(Entry(within, register, "", "", active=True))

    def focus_first(self) -> None:
        """Start by searching, unless an entry is being added."""
        shown = self.stack.currentWidget()
        if shown is self._file:
            self.file.focus_first()
        elif shown is self._call_list:
            self.call_list.focus_first()
        elif not self.card.is_adding():
            self.list.focus_first()

    def leave(self) -> None:
        """Keep what is typed on the card."""
        self.card.leave()

    def close_down(self) -> None:
        """The window closes: work in another process ends."""
        if self._file is not None:
            self._file.close_down()

    def state(self) -> dict[str, object]:
        """The register that was looked at last."""
        return {"register": self.register}

    def restore(self, state: Mapping[str, object]) -> None:
        """Go back to it."""
        register = state.get("register")
        if isinstance(register, str) and register in REGISTERS:
            self._remembered = register

    # ---- acts

    def add(self) -> None:
        """Begin a new entry; it takes the name that was searched for and not found."""
        searched = self.list.search.text().strip() if not self.list.model.rowCount() else ""
        self.card.add(self.register, searched)

    @property
    def file(self) -> FilePage:
        """The page that fills a register from a file; imported and made at its first use."""
        if self._file is None:
            from incidentdesk.gui.registers.file_page import FilePage

            page = self._file = FilePage(self.session)
            page.left.connect(self.show_list)
            self.stack.addWidget(page)
            add_action(
                page, _("Fill the register from the file"), "Ctrl+Return", page.fill, whole_window=False
            )
            add_action(page, _("Stop, or back to the list"), "Esc", page.stop_or_leave, whole_window=False)
        return self._file

    @property
    def call_list(self) -> CallListPage:
        """The page of the call list; imported and made at its first use."""
        if self._call_list is None:
            from incidentdesk.gui.registers.call_list_page import CallListPage

            page = self._call_list = CallListPage(self.session)
            page.left.connect(self.show_list)
            self.stack.addWidget(page)
            for text, keys, act in (
                (_("Print the call list"), "Ctrl+P", page.paper.print),
                (_("Save the call list"), "Ctrl+S", page.save),
                (_("Back to the list"), "Esc", page.left.emit),
            ):
                add_action(page, text, keys, act, whole_window=False)
        return self._call_list

    def show_call_list(self) -> None:
        """Show the call list as it is printed, in place of the list."""
        self.card.leave()
        self.call_list.make()
        self.stack.setCurrentWidget(self.call_list)
        self.call_list.focus_first()

    def show_file(self) -> None:
        """Fill the register from a file, in place of its list."""
        self.card.leave()
        self.file.show_register(self.register)
        self.stack.setCurrentWidget(self.file)
        self.file.focus_first()

    def show_list(self) -> None:
        """Go back to the list."""
        self.stack.setCurrentWidget(self._lists)
        self.list.reload()
        self._count()
        self._back()

    # ---- inside

    def _show_register(self, register: str) -> None:
        if register != self.list.register:
            self.card.show_nothing(register)
        self.sections.set_current(register)
        self.list.show_register(register)
        self.stack.setCurrentWidget(self._lists)

    def _chosen(self, register: str) -> None:
        self._show_register(register)
        self.list.focus_first()

    def _step(self, by: int) -> None:
        keys = list(REGISTERS)
        place = keys.index(self.register) + by
        if 0 <= place < len(keys):
            self._chosen(keys[place])

    def _saved(self, card: Card) -> None:
        self.list.reload(wanted=card.uid)

    def _changed(self, changes: Changes) -> None:
        if not changes.things & {"registers", "people", "elsewhere"} and not changes.incidents:
            return
        if not self.isVisible():
            return  # it is read when it is shown again
        if changes.things & {"registers", "elsewhere"}:
            self.list.reload()
            self._count()
        self.card.reload()

    def _loaded(self, entry: Entry) -> None:
        if not self.card.is_adding() and not self._is_in_card():
            self.card.follow(entry)

    def _nothing(self) -> None:
        if not self.card.is_adding() and not self.card.is_dirty() and not self._is_in_card():
            self.card.show_nothing(self.register, among_some=self._searches())

    def _is_in_card(self) -> bool:
        """Whether somebody is at work on the card: then it is not taken from them."""
        focused = QApplication.focusWidget()
        return focused is not None and self.card.isAncestorOf(focused)

    def _count(self) -> None:
        ask = partial(_counts, self.session.cases)
        self.session.tasks.ask(self, ask, self._show_counts, topic="counts")

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        for register, count in counts.items():
            self.sections.set_count(register, f"{count:,}")

    def _closed(self) -> None:
        """The card was put away: one for a new entry gives way to the entry that the list is on."""
        if self.card.is_adding() and not self.card.is_dirty():
            entry = self.list.current()
            if entry is not None:
                self.card.follow(entry)
            else:
                self.card.show_nothing(self.register, among_some=self._searches())
        self._back()

    def _searches(self) -> bool:
        """Whether the list is empty only because of what is searched for."""
        return bool(self.list.search.text().strip())

    def _back(self) -> None:
        if self.list.model.rowCount():
            self.list.table.setFocus()
        else:
            self.list.focus_first()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.card)
        self.stack.addWidget(self._lists)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.sections)
        outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.sections.chosen.connect(self._chosen)
        self.sections.passed.connect(self._show_register)
        self.list.passed.connect(self.card.follow)
        self.list.opened.connect(self.card.open)
        self.list.loaded.connect(self._loaded)
        self.list.nothing.connect(self._nothing)
        self.list.add_wanted.connect(self.add)
        self.list.csv_wanted.connect(self.show_file)
        self.list.call_list_wanted.connect(self.show_call_list)
        self.list.filled.connect(self.filled)
        self.card.saved.connect(self._saved)
        self.card.closed.connect(self._closed)
        self.session.tasks.changed.connect(self._changed)

    def _add_actions(self) -> None:
        def on_page(text: str, keys: str, act: Callable[[], object], owner: QWidget | None = None) -> None:
            add_action(owner or self, text, keys, act, whole_window=False)

        on_page(_("Add to the register"), "Ctrl+Shift+A", self.add)
        on_page(_("Add to the register"), "Ins", self.add)
        on_page(_("Search the register"), "/", self.list.focus_first, self.list)
        on_page(_("Fill or save the register as CSV"), "Ctrl+Shift+F", self.show_file)
        on_page(_("Call list"), "Ctrl+P", self.show_call_list, self._lists)
        on_page(_("Save the entry"), "Ctrl+S", self.card.save, self._lists)
        on_page(_("Copy the number of the entry"), "Ctrl+Shift+C", self.card.head.copy_number)
        on_page(_("Back from the entry to the list"), "Esc", self.card.put_away, self.card)
        on_page(_("The register above"), "Ctrl+PgUp", lambda: self._step(-1))
        on_page(_("The register below"), "Ctrl+PgDown", lambda: self._step(1))


PAGES: dict[str, Callable[[RegistersPage], None]] = {
    "csv": RegistersPage.show_file,
    "call-list": RegistersPage.show_call_list,
}
"""What a target may name in place of an entry."""


def _counts(cases: UseCases) -> dict[str, int]:
    """How many entries each register offers; runs on the reading thread."""
    return {register: cases.registers.find(register, "", limit=1).total for register in REGISTERS}
