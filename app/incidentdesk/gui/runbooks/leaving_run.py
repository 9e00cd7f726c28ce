"""Leaving a runbook before its end, with the reason, asked in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.runbooks.runbook_beside import RunView


class LeavingRun(QFrame):
    """The question; ``link`` stands elsewhere and opens it. ``left`` when the run was left."""

    left = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self.setProperty("surface", "accent")
        self._session = session
        self._run = ""
        self.link = ActionButton(_("Leave it…"), kind="link")
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.link.clicked.connect(lambda _checked=False: self._open())
        self.why = LineEdit(placeholder=_("Why is it not gone through to its end?"))
        self.why.setAccessibleName(_("Why the runbook is left"))
        self.why.returnPressed.connect(self.answer)
        self.why.textEdited.connect(lambda _text: self.keeper.touch())
        self.yes = ActionButton(_("Leave it"), kind="primary")
        self.yes.clicked.connect(lambda _checked=False: self.answer())
        self.back = ActionButton(_("Never mind"))
        self.back.clicked.connect(lambda _checked=False: self.put_away())
        self.told = text_label("", "danger", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.yes)
        row.addWidget(self.back)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addWidget(self.told)
        self.told.hide()
        self.hide()

    def show_run(self, view: RunView, *, may: bool) -> None:
        """Offer it for a run that goes on."""
        may = may and view.run.state == "running"
        if view.run.uid != self._run:
            self._run = view.run.uid
            self.hide()
            self.keeper.move_to(f"runbook-leaving/{self._run}")
            self.why.clear()
            self.keeper.load(self._offer_drafts)
        if not may:
            self.hide()
        self.link.setVisible(may)

    def answer(self) -> None:
        """Leave the run, where a reason is given."""
        session, why = self._session, self.why.text().strip()
        if not why:
            self._tell(_("Say why: the next one who reads it wants to know."))
            self.why.setFocus()
            return

        def done(_changes: Changes) -> None:
            self.why.clear()
            self.keeper.forget()
            self.hide()
            self.left.emit()

        act = partial(session.cases.runbook_runs.leave, self._run, why, session.me)
        session.tasks.change(self, act, done, refused=self._refuse)

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        if self._run:
            self.keeper.flush()

    def put_away(self) -> bool:
        """Do not leave it; what is typed stays. Whether the question was open."""
        was_open = not self.isHidden()
        self.hide()
        if was_open and self.link.isVisible():
            self.link.setFocus()
        return was_open

    def _refuse(self, error: UserFacingError) -> bool:
        self._tell(str(error))
        return True

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()

    def _open(self) -> None:
        self.told.hide()
        self.show()
        self.why.setFocus()

    def _typed(self) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
        text = self.why.text()
        return ({"why": text} if text.strip() else {}), {}

    def _offer_drafts(self, drafts: dict[str, Draft]) -> None:
        if "why" in drafts and not self.why.text():
            self.why.setText(str(drafts["why"].value))
