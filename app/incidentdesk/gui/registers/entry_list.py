"""The middle of the room: a search field over the paged table of one register."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.registers import REGISTERS, Entry, Found
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.page_store import PAGE
from incidentdesk.gui.registers.entries_model import NAME, STATE, EntriesModel
from incidentdesk.gui.registers.words import ADD, ICONS, WHAT_FOR, count_words
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageHeader, rule
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import CellDelegate
from incidentdesk.gui.widgets.table_view import ListTable
from incidentdesk.gui.widgets.text import LineEdit

NAME_SHARE = 0.42
"""So much of the width goes to names."""

STATE_WIDTH = 92
MARGIN = 16


class EntryList(QFrame):
    """One register. ``passed(Entry)`` when the keyboard comes to another row, ``opened(Entry)`` on Enter.

    ``add_wanted``, ``csv_wanted`` and ``call_list_wanted`` are those of the buttons.
    """

    passed = Signal(object)
    loaded = Signal(object)
    """The list was read; the entry the keyboard is on."""
    opened = Signal(object)
    add_wanted = Signal()
    csv_wanted = Signal()
    call_list_wanted = Signal()
    nothing = Signal()
    """There is no entry to show."""
    filled = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._session = session
        self.register = ""
        self._asked: tuple[str, str, bool] | None = None
        self._wanted = ""
        self._quiet = False
        self.header = PageHeader("")
        self.add_button = ActionButton("", kind="primary", key_hint="Ins")
        self.csv_button = ActionButton(_("CSV…"), icon_name="download")
        self.csv_button.setAccessibleName(_("Fill or save as CSV"))
        self.call_list_button = ActionButton(_("Call list"), icon_name="print")
        self.search = LineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Type a part of a name, number or place"))
        self.retired = QCheckBox(_("Retired too"))
        self.count = text_label("", "muted")
        self.model = EntriesModel(self)
        self.table = ListTable("")
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.empty = EmptyState("person", "", "", action=" ", key_hint="Ins")
        OnlyFor(session, Right.WORK, self).guard(self.add_button, self.empty.button)
        self._lay_out()
        self._connect()

    # ---- what the room asks

    def show_register(self, register: str) -> None:
        """Show another register, or the same as it is now."""
        if register != self.register:
            self.register = register
            spec = REGISTERS[register]
            self.header.set_title(_(spec.plural))
            self.table.setAccessibleName(_(spec.plural))
            told_by = [_(spec.by_key[key].label) for key in spec.told_by]
            self.model.set_told_by(" · ".join(told_by))
            self.add_button.setText(_("Add"))
            self.add_button.setAccessibleName(_(ADD[register]))
            self.search.setAccessibleName(
                _("Search: {register}").format(register=_(REGISTERS[register].plural))
            )
            self.search.clear()
        self.reload()

    def reload(self, *, wanted: str = "") -> None:
        """Read the list anew; the keyboard goes to ``wanted``, or stays on its entry."""
        here = self.current()
        self._wanted = wanted or self._wanted or (here.uid if here else "")
        self._ask_list()

    def current(self) -> Entry | None:
        """The entry the keyboard is on."""
        return self.model.entry(self.table.current_row())

    def focus_first(self) -> None:
        """Start by searching."""
        self.search.setFocus()
        self.search.selectAll()

    # ---- asking

    def _ask_list(self) -> None:
        asked = (self.register, self.search.text().strip(), self.retired.isChecked())
        question = partial(
            self._session.cases.registers.find, asked[0], asked[1], limit=PAGE, retired=asked[2]
        )
        self._session.tasks.ask(self, question, partial(self._show, asked), topic="list")

    def _show(self, asked: tuple[str, str, bool], found: Found) -> None:
        same, self._asked = asked == self._asked, asked
        self._quiet = True
        self.model.show_list(found.entries, found.total)
        row = self.model.row_of(self._wanted)
        if row < 0 and self._wanted and same:
            row = 0
        self._wanted = ""
        self.table.select_row(max(0, row))
        self._quiet = False
        self._say(found)
        entry = self.current()
        if entry is not None:
            self.loaded.emit(entry)
        else:
            self.nothing.emit()
        self._look()
        self.filled.emit()

    def _look(self) -> None:
        """Ask for the pages that are in sight and not here."""
        view = self.table.viewport()
        first, last = self.table.rowAt(0), self.table.rowAt(view.height() - 1)
        if first < 0 or self._asked is None:
            return
        missing = self.model.missing(first, last if last >= 0 else self.model.rowCount() - 1)
        if missing is None:
            return
        start, count = missing[0] * PAGE, (missing[1] - missing[0] + 1) * PAGE
        register, text, retired = self._asked
        question = partial(
            self._session.cases.registers.find, register, text, limit=count, offset=start, retired=retired
        )
        take = partial(self._take_page, self._asked, start)
        self._session.tasks.ask(self, question, take, topic="pages")

    def _take_page(self, asked: tuple[str, str, bool], first: int, found: Found) -> None:
        if asked != self._asked or found.total != self.model.rowCount():
            return
        self.model.add_rows(first, found.entries)
        self._moved()
        self._look()

    # ---- showing

    def _say(self, found: Found) -> None:
        text = self.search.text().strip()
        self.count.setText(count_words(self.register, found.total))
        self.table.setVisible(bool(found.total))
        self.empty.setVisible(not found.total)
        if text:
            self.empty.set_texts(
                _("Nothing fits “{text}”").format(text=text),
                _("Try a part of the name, the number or the place, or add it."),
            )
        else:
            plural = _(REGISTERS[self.register].plural)
            self.empty.set_texts(_("No {register} yet").format(register=plural.lower()), self._empty_words())
        self.empty.set_action(_(ADD[self.register]), "Ins")
        self.empty.drawing.set_drawing(ICONS[self.register], "muted")

    def _empty_words(self) -> str:
        words = _("Add one, or fill the register from a CSV file.")
        return f"{_(WHAT_FOR[self.register])} {words}"

    def _moved(self) -> None:
        entry = self.current()
        if entry is not None and not self._quiet:
            self.passed.emit(entry)

    def _open(self, row: int) -> None:
        entry = self.model.entry(row)
        if entry is not None:
            self.opened.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search field into the table on Down, and open the first hit on Enter."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
                self._open(max(0, self.table.current_row()))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share_width()
        QTimer.singleShot(0, self, self._look)

    def _share_width(self) -> None:
        """Names and what tells them apart; a column of states only where there is more than one."""
        states = STATE_WIDTH if self.retired.isChecked() else 0
        self.table.setColumnHidden(STATE, not states)
        self.table.setColumnWidth(NAME, int((self.width() - 2 * MARGIN - states) * NAME_SHARE))

    def _lay_out(self) -> None:
        for button in (self.call_list_button, self.csv_button, self.add_button):
            self.header.right.addWidget(button)
        line = QHBoxLayout()
        line.setContentsMargins(24, 12, 24, 12)
        line.setSpacing(16)
        line.addWidget(self.search, 1)
        line.addWidget(self.retired)
        line.addWidget(self.count)
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(STATE, STATE_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(line)
        column.addWidget(rule())
        rows = QVBoxLayout()
        rows.setContentsMargins(MARGIN, 0, MARGIN, 0)  # texts begin below the title
        rows.addWidget(self.table)
        column.addLayout(rows, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._ask_list())
        self.search.installEventFilter(self)
        self.retired.toggled.connect(lambda _on: self._share_width())
        self.retired.toggled.connect(lambda _on: self.reload())
        self.table.opened.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._moved())
        self.add_button.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.empty.acted.connect(self.add_wanted)
        self.csv_button.clicked.connect(lambda _checked=False: self.csv_wanted.emit())
        self.call_list_button.clicked.connect(lambda _checked=False: self.call_list_wanted.emit())
