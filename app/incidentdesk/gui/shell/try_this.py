"""A short list of what to try on the practice desk, with ticks that notice when it was done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.desk.desk import Changes

TASKS = {
    "logged": (N_("Log a call"), "Ctrl+N"),
    "fixed": (N_("Fix one on the phone"), "Ctrl+Shift+Return"),
    "held": (N_("Put one on hold"), ""),
    "closed": (N_("Close one with the reporter's word"), ""),
    "raised": (N_("Raise a major incident"), "Ctrl+Shift+N"),
}
"""What to try, and the key that begins it."""


class Task(QWidget):
    """One line with its tick; done or not is also said to screen readers."""

    def __init__(self, text: str, keys: str) -> None:
        super().__init__()
        self._text = text
        self._drawing = Drawing("dot", "muted", size=14)
        self._label = text_label(f"{text}  {key_text(keys)}".strip() if keys else text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 16, 8)
        row.setSpacing(6)
        row.addWidget(self._drawing)
        row.addWidget(self._label)
        self.done = False
        self.set_done(done=False)

    def set_done(self, *, done: bool) -> None:
        """Tick it, or take the tick away."""
        self.done = done
        self._drawing.set_drawing("check" if done else "dot", "good" if done else "muted")
        set_role(self._label, "role", "muted" if done else "plain")
        said = _("{task}: done") if done else _("{task}: not done yet")
        self.setAccessibleName(said.format(task=self._text))
        self._label.setAccessibleName(self.accessibleName())


class TryThis(QFrame):
    """What a new colleague tries in the first hour. It can be put away until the window is opened again."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.setAccessibleName(_("Try this"))
        self._session = session
        self.tasks = {key: Task(_(text), keys) for key, (text, keys) in TASKS.items()}
        self._title = text_label(_("Try this"), "label")
        flow = Flow(gap=8, line_gap=0)
        flow.set_widgets(list(self.tasks.values()))
        close = IconButton("cross", _("Put this list away"), quiet=True)
        close.clicked.connect(lambda _checked=False: self.hide())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(flow, 1)
        row.addWidget(close)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._look)
        self._look()

    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents:
            self._look()

    def _look(self) -> None:
        question = partial(self._session.cases.practised, self._session.me)
        self._session.tasks.ask(self, question, self._show, topic="practised")

    def _show(self, done: frozenset[str]) -> None:
        for key, task in self.tasks.items():
            task.set_done(done=key in done)
        if done >= self.tasks.keys():
            self._title.setText(_("All tried: well done"))
