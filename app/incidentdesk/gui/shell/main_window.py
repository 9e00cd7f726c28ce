"""The main window: it holds the rooms, leads from one to the other, and says what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.board.board_opener import BoardOpener
from incidentdesk.gui.handing.badge import HandoverBadge
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.desk_news import DeskNews
from incidentdesk.gui.shell.failures import show_failure
from incidentdesk.gui.shell.moving import Moving
from incidentdesk.gui.shell.parting import Parting
from incidentdesk.gui.shell.reading_order import next_stop
from incidentdesk.gui.shell.room_list import ROOMS, rail_items, titles
from incidentdesk.gui.shell.room_states import RoomStates
from incidentdesk.gui.shell.rooms import Rooms
from incidentdesk.gui.shell.status_bar import StatusBar
from incidentdesk.gui.shell.strips import Strips
from incidentdesk.gui.shell.toast import UNDO_KEY, Toast
from incidentdesk.gui.shell.top_bar import TopBar
from incidentdesk.gui.signing.doorkeeper import Doorkeeper
from incidentdesk.gui.widgets.actions import Shortcut, add_action, shortcuts_of
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.rail import NavigationRail
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.samples.departure import Departure

if TYPE_CHECKING:
    from incidentdesk.gui.palette.palette import Palette
    from incidentdesk.gui.shell.errands import Errands
    from incidentdesk.gui.shell.practice_banner import PracticeHead
    from incidentdesk.gui.shell.shortcut_sheet import ShortcutSheet

PRACTICE_KEY = "Ctrl+Shift+P"
"""Leads to the practice desk, and back."""


class MainWindow(QMainWindow):
    """One window on one desk. Its ``rooms`` are made when they are first wanted."""

    def __init__(self, session: WindowSession, rooms: Rooms, store: QSettings, *, sample: bool) -> None:
        super().__init__()
        self.session, self.rooms = session, rooms
        self._store = store
        self._states = RoomStates(session, store)
        self._asked = ""
        self.setWindowTitle(_window_title(sample=sample, practice=session.settings.practice))
        self.resize(1380, 860)
        self.setMinimumSize(960, 600)
        menu = QMenu(self)
        self.rail = NavigationRail(rail_items())
        self._handover_badge = HandoverBadge(session, self.rail, self)
        self.board = BoardOpener(session, store, self)
        self.top = TopBar(menu)
        self.status = StatusBar()
        self.toast = Toast(self.status)
        self.banner = Banner()
        self.banner.hide()
        self.practice = _practice_head(session)
        self._sheet: ShortcutSheet | None = None
        self._stack = QStackedWidget()
        self.moving = Moving(rooms, self._stack, self)
        self.strips = Strips(session, self, self.top, self._stack, self.rail)
        rooms.welcome = self._take_in
        session.place = self._stack
        self._lay_out()
        self.doors = Doorkeeper(session, self._cover, self.content, store, self)
        self.parting = Parting(session, rooms, self._stack, self)
        self._errands: Errands | None = None
        self._news = DeskNews(session, self.top, self.status, self, sample=sample)
        self._while_open: list[QAction | QShortcut] = []
        self._add_actions(menu)
        self._connect()
        self._restore()
        self._news.show_all()

    @property
    def room(self) -> str:
        """The name of the room that is shown."""
        return self.moving.room

    @property
    def commands(self) -> Palette:
        """What is below the command field; imported and made when that first has the focus."""
        if self._errands is None:
            from incidentdesk.gui.shell.errands import Errands

            self._errands = Errands(self.session, self.top.search, self.moving, self)
        return self._errands.palette

    @property
    def sheet(self) -> ShortcutSheet:
        """The page of all shortcuts; imported and made at its first use."""
        if self._sheet is None:
            from incidentdesk.gui.shell.shortcut_sheet import ShortcutSheet

            self._sheet = ShortcutSheet()
            self._sheet.closed.connect(self.moving.come_back)
            self._stack.addWidget(self._sheet)
        return self._sheet

    def go_to(self, name: str) -> None:
        """Go to a room with what is at hand here, as its key and the rail lead there."""
        self.show_room(name, self.moving.target_in(name))

    def show_room(self, name: str, target: str = "") -> None:
        """Go to a room; the one that is left writes its draft first."""
        page = self.moving.show(name, target)
        if not self.doors.is_closed():
            page.focus_first()

    def show_shortcuts(self) -> None:
        """Show every shortcut that works here."""
        self.sheet.show_groups(_shortcut_groups(self))
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is typed, and remember how the window looked; what still runs is asked about once."""
        going_on = self.session.going_on()
        if going_on not in ("", self._asked):
            self._asked = going_on
            self.banner.set_message(going_on, "warning", ((_("End it and quit"), self.close),))
            event.ignore()
            return
        self.rooms.leave_all()
        self.board.close()
        self._store.setValue("window/geometry", self.saveGeometry())
        self._states.remember(self.rooms)
        self._store.sync()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Notice from now on when nobody touches the keys."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.doors.watch.watch(handle)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the window as one reads it."""
        stop = next_stop(self, self.focusWidget(), forward=forward)
        if stop is None:
            return super().focusNextPrevChild(forward)
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.strips)
        if self.practice is not None:
            right.addWidget(self.practice)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        right.addWidget(self.toast)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.content = QWidget()
        self.content.setLayout(row)
        self._cover = QStackedWidget()
        self._cover.addWidget(self.content)
        self.setCentralWidget(self._cover)

    def _add_actions(self, menu: QMenu) -> None:
        def go(name: str) -> Callable[[], None]:
            return lambda: self.go_to(name)

        practice = self.session.settings.practice
        other = Departure("ours" if practice else "practice")
        offered = [one for one in ROOMS if one.keys and not (practice and one.key == "welcome")]
        rooms = [(_(one.text or one.title), one.keys, go(one.key)) for one in offered]
        for text, keys, act in (
            *rooms,
            (_("Board for a second screen"), "Ctrl+4", self.board.open),
            (_("Search"), "Ctrl+K", lambda: self.commands.open()),
            (
                _("Back to our desk") if practice else _("Practice desk"),
                PRACTICE_KEY,
                lambda: self.session.leave.emit(other),
            ),
            (_("Undo the last step"), UNDO_KEY, self.toast.undo),
            (_("Change person"), "F2", self.doors.change),
            (_("Lock"), "Ctrl+L", self.doors.lock),
            (_("Keyboard shortcuts"), "F1", self.show_shortcuts),
            (_("Menu"), "Alt+M", self.top.menu_button.click),
            (_("Quit"), "Ctrl+Q", self.close),
        ):
            action = add_action(self, text, keys, act, whole_window=True)
            if keys != "Alt+M":
                menu.addAction(action)
            if keys != "Ctrl+Q":
                self._while_open.append(action)
        question = QShortcut("?", self)
        question.activated.connect(self.show_shortcuts)
        self._while_open.append(question)

    def _connect(self) -> None:
        session, tasks = self.session, self.session.tasks
        self.rail.chosen.connect(self.go_to)
        self.moving.moved.connect(self._moved)
        session.go.connect(self.show_room)
        session.told.connect(lambda text, _tone: self._say(text))
        session.undoable.connect(self._say)
        self.toast.astray.connect(self.moving.focus_back)
        tasks.failed.connect(partial(show_failure, self.banner))
        tasks.changed.connect(self._on_changed)
        self.status.shortcuts_asked.connect(self.show_shortcuts)
        self.status.backups_asked.connect(lambda: self.show_room("settings", "backup"))
        self.top.search.focused.connect(lambda: self.commands)
        self.top.person.clicked.connect(self.doors.change)
        self.doors.closing.connect(self.rooms.leave_all)
        self.doors.closing.connect(partial(self._allow_keys, allowed=False))
        self.doors.opened.connect(partial(self._allow_keys, allowed=True))
        self.doors.lost.connect(lambda: self.moving.page.focus_first())
        for act in (partial(self._states.remember, self.rooms), self.toast.forget, self.parting.leave):
            self.doors.parting.connect(act)
        self.doors.came.connect(self._welcome)

    def _say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell it to whoever began it; nobody else hears of it, or takes it back."""
        if self.session.speaks_to_me:
            self.toast.show_message(text, undo=undo)

    def _allow_keys(self, *, allowed: bool) -> None:
        for act in self._while_open:
            act.setEnabled(allowed)

    def _welcome(self) -> None:
        """Somebody else is here: the same room, as their own."""
        self.parting.come()
        self.top.search.clear()
        self._news.show_all()
        room, target = self.moving.room, self.moving.target
        self.show_room(room, target.partition("/")[0] if room == "incident" else "")

    def _moved(self, name: str) -> None:
        self.banner.hide()
        self.rail.set_current("queue" if name == "incident" else name)

    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents:
            self.banner.hide()  # what went wrong before has gone well now

    def _restore(self) -> None:
        geometry = self._store.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _take_in(self, name: str, page: Page) -> None:
        """A room was made: it looks as it did when the program was left."""
        self._stack.addWidget(page)
        self._states.restore(name, page)
        page.filled.connect(self.strips.look)


def _window_title(*, sample: bool, practice: bool) -> str:
    if practice:
        return _("Incident Desk (practice desk)")
    return _("Incident Desk (sample desk)") if sample else _("Incident Desk")


def _practice_head(session: WindowSession) -> PracticeHead | None:
    """What says on each page of the practice desk that it is one."""
    if not session.settings.practice:
        return None
    from incidentdesk.gui.shell.practice_banner import PracticeHead

    return PracticeHead(session)


def _shortcut_groups(window: MainWindow) -> dict[str, list[Shortcut]]:
    """Every shortcut of the window, of the rooms that were made, and of the board, by its place."""
    groups = {_("Everywhere"): shortcuts_of([window])}
    for name, title in titles().items():
        page = window.rooms.get(name)
        if page is not None:
            page.complete()
            groups[title] = shortcuts_of([page, *page.findChildren(QWidget)])
    groups[_("Board")] = shortcuts_of(window.board.widgets())
    return groups
