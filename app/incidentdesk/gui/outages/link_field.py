"""Linking an incident with another one: how, and which, found by number or title."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.lists.search import Found

KINDS = {
    "child": N_("Child"),
    "parent": N_("Parent"),
    "related": N_("Related"),
    "duplicate": N_("Duplicate of"),
    "merge": N_("Merge into"),
}
"""What the other incident becomes to this one."""

HINTS = {
    "child": N_("The other one becomes a part of this outage, and is resolved and closed with it."),
    "parent": N_("This one becomes a part of the other one, and is resolved and closed with it."),
    "duplicate": N_("Both go on as they are, and tell of each other."),
    "merge": N_("This one ends. Its callers, notes and files are told at the other one."),
    "related": N_("Both go on as they are, and tell of each other."),
}
MOST = 8
WORKING = frozenset({"new", "in_progress", "on_hold"})


class LinkField(QWidget):
    """``picked(kind, uid)`` when the other incident is chosen, ``given_up`` on Esc."""

    picked = Signal(str, str)
    given_up = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._own = ""
        self.kind = SegmentedControl([(key, _(label)) for key, label in KINDS.items()], clearable=False)
        self.kind.setAccessibleName(_("How they belong together"))
        self.kind.changed.connect(lambda _kind: self._show_hint())
        self.other = SearchSelect(placeholder=_("Number or title of the other one"))
        self.other.setAccessibleName(_("The other incident"))
        self.other.set_provider(self._find)
        self.other.changed.connect(self._picked)
        self.other.installEventFilter(self)
        self._hint = text_label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.other)
        column.addWidget(self._hint)

    def begin(self, own: str, kind: str) -> None:
        """Ask for the other one of the incident ``own``."""
        self._own = own
        self.kind.set_value(kind)
        self._show_hint()
        self.other.set_value(None)
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves it where the list is not open."""
        if (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.other.is_open()
            and not self.other.unresolved_text()
        ):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.given_up.emit()
                return True
        return super().eventFilter(watched, event)

    def _find(self, text: str, deliver: Deliver) -> None:
        def answer(found: Found) -> None:
            if isValid(self) and isValid(self.other):
                rows = [hit.row for hit in found.hits if hit.row.uid != self._own]
                deliver([Choice(one.uid, f"{one.number} · {one.title}", _state(one)) for one in rows])

        ask = partial(self._session.cases.search.find, text, ranked=True, limit=MOST + 1)
        self._session.tasks.ask(self, ask, answer, topic="other")

    def _picked(self, key: object) -> None:
        # Leaving the field takes what is certain, too; but that is no wish to link it.
        if isinstance(key, str) and key and self.other.hasFocus():
            self.picked.emit(str(self.kind.value()), key)

    def _show_hint(self) -> None:
        self._hint.setText(_(HINTS[str(self.kind.value() or "child")]))


def _state(row: QueueRow) -> str:
    """What is to be known of one that is not at work any more."""
    return "" if row.status in WORKING else _(STATUS_TEXTS[row.status])
