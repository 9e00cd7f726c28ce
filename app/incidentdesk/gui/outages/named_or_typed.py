"""A field for a name that a register may have, and that is taken as it stands where none has it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from incidentdesk.domain.registers import Entry, is_uid
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice


class NamedOrTyped(SearchSelect):
    """Its value is the uid of an entry, or the text that was typed. ``by_name`` gives names for uids.

    ``arrived`` comes after an answer of the desk was taken in.
    """

    arrived = Signal()

    def __init__(
        self, session: WindowSession, register: str, *, placeholder: str, by_name: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder=placeholder, allow_new=True, parent=parent)
        self._session = session
        self._register = register
        self._by_name = by_name
        self._names: dict[str, str] = {}
        self.set_provider(self._find)
        self.new_requested.connect(lambda _text: self.close_list())

    def value(self) -> str | None:
        """The uid or name that was chosen, or what was typed."""
        return self.unresolved_text() or super().value()

    def know(self, uid: str, name: str) -> None:
        """Show ``name`` for ``uid``."""
        self._names[uid] = name

    def set_value(self, key: str | None, label: str = "") -> None:
        """Show an entry by its name, which is asked for where it is not known, or a text as it stands."""
        super().set_value(key, label or self._names.get(key or "", key or ""))
        if key and not label and key not in self._names and is_uid(key):
            self._session.entries(self._register, (key,), lambda found: self._learn(key, found.get(key)))

    def _learn(self, key: str, entry: Entry | None) -> None:
        if entry is not None and isValid(self):
            self._names[key] = entry.name
            if SearchSelect.value(self) == key:
                super().set_value(key, entry.name)

    def _find(self, text: str, deliver: Deliver) -> None:
        def answer(found: Sequence[Entry]) -> None:
            if isValid(self):
                self._names.update({one.uid: one.name for one in found})
                deliver([self._choice(one) for one in found])
                QTimer.singleShot(0, self, self.arrived.emit)  # the field is still showing what was taken

        self._session.find_items(self._register, text, answer)

    def _choice(self, one: Entry) -> Choice:
        return Choice(one.name if self._by_name else one.uid, one.name, one.line, retired=not one.active)
