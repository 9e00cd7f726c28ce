"""Ctrl+K: one field for everything. What is typed is matched here at once, and looked for on the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, Qt, Signal

from incidentdesk.gui.palette.entries import (
    MOST_HITS,
    MOST_OF_A_REGISTER,
    MOST_PEOPLE,
    MOST_RUNBOOKS,
    OTHERS,
    Answer,
    Entry,
    Offers,
    entries,
    is_searched,
)
from incidentdesk.gui.palette.popup import PalettePopup
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.announcing import tell_description
from incidentdesk.gui.widgets.command_field import CommandField
from incidentdesk.services.use_cases import UseCases


class Palette(QObject):
    """Leads from the command field to what was chosen: ``chosen(Entry)``; ``left`` on Esc.

    ``offers`` gives views, staff and commands as they are now.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, session: WindowSession, field: CommandField, offers: Callable[[], Offers], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._field = field
        self._offers = offers
        self._now = Offers()
        self._answer: Answer | None = None
        self._popup: PalettePopup | None = None
        self._waiting = False
        self._take_when_there = False
        field.sought.connect(self._typed)
        field.stepped.connect(self._step)
        field.entered.connect(self._enter)
        field.left.connect(self.leave)
        field.unfocused.connect(self.close)

    @property
    def popup(self) -> PalettePopup:
        """The list, made at its first use."""
        if self._popup is None:
            self._popup = PalettePopup(self._field)
            self._popup.picked.connect(self._choose)
        return self._popup

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def open(self) -> None:
        """Put the focus on the field, and offer what there is."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._typed(self._field.text())

    def close(self) -> None:
        """Put the list away; what is typed stays."""
        self._take_when_there = self._waiting = False
        self._session.tasks.cancel(self, "palette")
        if self._popup is not None:
            self._popup.hide()

    def leave(self) -> None:
        """Empty the field, and go back to the page."""
        self._put_away()
        self.left.emit()

    def _typed(self, text: str) -> None:
        if not self.is_open():
            self._now = self._offers()
        self._take_when_there = False
        if is_searched(text):
            self._waiting = True
            work = partial(look, self._session.cases, text.strip())
            self._session.tasks.ask(self, work, self._answered, topic="palette", ended=self._ended)
        else:
            self._session.tasks.cancel(self, "palette")
            self._waiting, self._answer = False, None
        self._show()

    def _answered(self, answer: Answer) -> None:
        self._answer = answer
        self._waiting = False
        if self._field.hasFocus():
            self._show()
        if self._take_when_there:
            self._take_when_there = False
            self._enter(all_results=False)

    def _ended(self) -> None:
        self._waiting = False

    def _show(self) -> None:
        self.popup.show_entries(entries(self._field.text(), self._answer, self._now))
        self._tell_current()

    def _step(self, by: int) -> None:
        if self.is_open():
            self.popup.step(by)
            self._tell_current()
        else:
            self.open()

    def _tell_current(self) -> None:
        """Let a screen reader say what is highlighted: the focus stays in the field."""
        entry = self.popup.current()
        self._field.setAccessibleDescription(entry.spoken if entry is not None else "")
        tell_description(self._field)

    def _enter(self, all_results: bool) -> None:
        """Take the highlighted line, or all results; sooner than they are there: when they are."""
        text = self._field.text().strip()
        if all_results and text:
            self._choose(Entry("all", text, text))
        elif self._waiting:
            self._take_when_there = True
        else:
            entry = self.popup.current() if self.is_open() else None
            if entry is not None:
                self._choose(entry)
            elif text:
                self._choose(Entry("all", text, text))

    def _choose(self, entry: Entry) -> None:
        self._put_away()
        self.chosen.emit(entry)

    def _put_away(self) -> None:
        self.close()
        self._field.clear()
        self._answer = None


def look(cases: UseCases, text: str) -> Answer:
    """What the desk has for ``text``; runs on the reading thread."""
    found = cases.search.find(text, limit=MOST_HITS)
    if text.isdecimal():
        return Answer(text, found)
    reporters = cases.registers.find("reporter", text, limit=MOST_PEOPLE).entries
    others = [cases.registers.find(register, text, limit=MOST_OF_A_REGISTER).entries for register in OTHERS]
    runbooks = cases.runbooks.found(text, MOST_RUNBOOKS)
    return Answer(text, found, reporters, tuple(chain.from_iterable(others)), runbooks)
