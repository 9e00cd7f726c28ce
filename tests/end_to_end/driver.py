"""Working in the real window as a person does, and counting what it takes.

Keys go to the window that has the keyboard, clicks to a place in the window, so that shortcuts, lists, menus
and dialogs get them as they would from the hands. The count is that of the keystroke-level model (Card, Moran
and Newell, "The keystroke-level model for user performance time with interactive systems", 1980):

- K, 0.28 s, for each key and each click of the mouse button; a chord costs each of its keys (Ctrl+N is two);
- P, 1.1 s, for pointing at what is clicked;
- H, 0.4 s, for moving the hand between keyboard and mouse;
- M, 1.35 s, for making up one's mind: one before each command and one before each choice made from a list.
  None before a Tab, for it was foreseen while the field before it was filled in, and none for writing text.

Writing text itself is counted apart and takes no time: it is the same in every program. That goes for the
letters typed to find something in a list, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.application import Opened
from incidentdesk.gui.shell.main_window import MainWindow

KEY, POINT, HAND, MIND = 0.28, 1.1, 0.4, 1.35
SHORT_MS = 200
"""Single timers up to this length are part of an answer of the window, and waited for."""
PATIENCE_MS = 15_000


@dataclass(frozen=True)
class Effort:
    """What the hands did: ``keys`` singly, ``chords`` with their modifiers as one, ``typed`` letters."""

    keys: int = 0
    chords: int = 0
    tabs: int = 0
    typed: int = 0
    clicks: int = 0
    minds: int = 0
    hands: int = 0

    @property
    def seconds(self) -> float:
        """The time by the keystroke-level model."""
        return (self.keys + self.clicks) * KEY + self.clicks * POINT + self.hands * HAND + self.minds * MIND

    def since(self, before: Effort) -> Effort:
        """What was done after ``before``."""
        return Effort(*(getattr(self, name) - getattr(before, name) for name in self.__dataclass_fields__))


class Driver:
    """Hands and eyes at one window. ``patient`` waits after each key until the window is at rest."""

    def __init__(self, opened: Opened, qtbot: QtBot, *, patient: bool = True) -> None:
        self.opened = opened
        self.window: MainWindow = opened.window
        self.patient = patient
        self.effort = Effort()
        self._qtbot = qtbot
        self._on_mouse = False

    # Hands

    def keys(self, text: str) -> None:
        """Write ``text`` where the focus is; it has to stay there, whatever the text changes elsewhere."""
        self._reach(mouse=False)
        for letter in text:
            here = self.focused()
            QTest.keyClick(self._keyboard(), letter)
            assert self.focused() is here, f"{letter!r} of {text!r} took the focus from {named(here)}"
        self._count(typed=len(text))
        self._rest()

    def press(self, keys: str, *, times: int = 1) -> None:
        """Press a key or a chord that was foreseen, such as Tab."""
        self._reach(mouse=False)
        chord = QKeySequence(keys)[0]
        held, tab = keys.count("+"), chord.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        for _time in range(times):
            QTest.keyClick(self._keyboard(), chord.key(), chord.keyboardModifiers())
            self._count(keys=1 + held, chords=1, tabs=int(tab))
            self._rest()
            self.focused()

    def command(self, keys: str) -> None:
        """Press a key or chord that is a command of its own."""
        self._count(minds=1)
        self.press(keys)

    def choose(self, key: str) -> None:
        """Choose among the options in sight by one key."""
        self.command(key)

    def find(self, text: str, then: str = "Tab") -> None:
        """Choose from a list by typing a part of it, and take it with ``then``."""
        self._count(minds=1)
        self.keys(text)
        self.press(then)

    def click(self, widget: QWidget, *, command: bool = True) -> None:
        """Click into the middle of ``widget``, which has to be in sight, or can be scrolled to."""
        self._reach(mouse=True)
        self._scroll_to(widget)
        window = widget.window()
        assert widget.isVisibleTo(window), f"{named(widget)} is hidden"
        place = widget.mapTo(window, widget.rect().center())
        under = window.childAt(place) or window
        assert under is widget or widget.isAncestorOf(under), f"{named(widget)} is behind {named(under)}"
        handle = window.windowHandle()
        assert handle is not None
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self._count(clicks=1, minds=int(command))
        self._rest()

    def click_at(self, widget: QWidget, place: QPoint) -> None:
        """Click at a place in ``widget``: a line of a list, a step."""
        self._reach(mouse=True)
        window = widget.window()
        handle = window.windowHandle()
        assert handle is not None
        assert widget.isVisible(), f"{named(widget)} is hidden"
        QTest.mouseClick(
            handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.mapTo(window, place)
        )
        self._count(clicks=1, minds=1)
        self._rest()

    # Eyes

    def focused(self) -> QWidget:
        """What has the focus; it has to be in sight, in the window that has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        assert widget.isVisible(), f"{named(widget)} has the focus and is hidden"
        assert widget.isEnabled(), f"{named(widget)} has the focus and can do nothing"
        assert widget.window() is QApplication.activeWindow(), f"{named(widget)} is in another window"
        assert not widget.visibleRegion().isEmpty(), f"{named(widget)} has the focus and is out of sight"
        return widget

    def name(self) -> str:
        """The accessible name of what has the focus."""
        return named(self.focused())

    def has_focus(self, widget: QWidget) -> bool:
        """Whether ``widget`` or something in it has the focus."""
        focused = self.focused()
        return focused is widget or widget.isAncestorOf(focused)

    def menu(self) -> QMenu:
        """The menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        return menu

    def settle(self) -> None:
        """Wait until every answer has come and is shown."""
        QApplication.processEvents()
        self._qtbot.waitUntil(self._at_rest, timeout=PATIENCE_MS)
        QApplication.processEvents()
        self._qtbot.waitUntil(self._at_rest, timeout=PATIENCE_MS)

    @contextmanager
    def measured(self) -> Iterator[list[Effort]]:
        """Count what is done inside; the list has it at the end."""
        before: Effort = self.effort
        found: list[Effort] = []
        yield found
        found.append(self.effort.since(before))

    # Inside

    def _keyboard(self) -> QWindow:
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window has the keyboard"
        return window

    def _count(self, **more: int) -> None:
        now = {name: getattr(self.effort, name) + by for name, by in more.items()}
        self.effort = replace(self.effort, **now)

    def _reach(self, *, mouse: bool) -> None:
        if mouse != self._on_mouse:
            self._on_mouse = mouse
            self._count(hands=1)

    def _rest(self) -> None:
        if self.patient:
            self.settle()
        if QApplication.activeWindow() is None:
            # A dialog was closed, and offscreen there is no window manager that hands the keyboard back.
            self.window.activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def _at_rest(self) -> bool:
        return self.opened.tasks.pending == 0 and not any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_MS
            for timer in self.window.findChildren(QTimer)
        )

    def _scroll_to(self, widget: QWidget) -> None:
        # As the wheel does, which is neither a click nor a key.
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        QApplication.processEvents()


def named(widget: QWidget) -> str:
    """The accessible name of ``widget``, or else what it is."""
    return widget.accessibleName() or getattr(widget, "text", str)() or type(widget).__name__
