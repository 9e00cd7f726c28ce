"""The command of a step on its runbook's page: whether it may run, and asking those who may let it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook import Step
from incidentdesk.gui.runbooks.coming import come_to
from incidentdesk.gui.runbooks.command_lines import CommandLines, command_strip
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.commands import Approval
from incidentdesk.services.runbooks.runbook_shelf import ReadRunbook


class ApprovalPart(QWidget):
    """Administrators approve exactly what is shown, and withdraw it; all others read who may."""

    refused = Signal(str)

    def __init__(self, session: WindowSession, read: ReadRunbook, step: Step) -> None:
        super().__init__()
        self._session, self._key, self._step = session, read.page.line.key, step
        self._approval: Approval | None = read.approvals.get(step.number)
        self.chip = Chip("")
        self.told = text_label("", "muted", wrap=True)
        self.approve_button = ActionButton(_("Approve…"))
        self.withdraw_link = ActionButton(_("Withdraw"), kind="link")
        self.confirm_button = ActionButton(_("Approve exactly this"), kind="primary")
        self.never_mind = ActionButton(_("Never mind"))
        self.question = self._question()
        self._lay_out()
        self._show(read)
        for button, act in (
            (self.approve_button, self.ask), (self.withdraw_link, self.withdraw),
            (self.confirm_button, self.approve), (self.never_mind, self.put_away),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, act=act: act())

    def ask(self) -> None:
        """Show what exactly would be approved."""
        self.question.show()
        self.approve_button.hide()
        come_to(self.confirm_button)

    def approve(self) -> None:
        """Let exactly the command that is shown be run."""
        session = self._session
        act = partial(
            session.cases.commands.approve, self._key, self._step.number, self._step.command, session.me
        )
        session.tasks.change(self, act, refused=self._refuse)

    def withdraw(self) -> None:
        """Let it be run no more, wherever it stands."""
        session, approval = self._session, self._approval
        if approval is None:
            return
        act = partial(session.cases.commands.withdraw, approval.sha256, session.me)
        session.tasks.change(self, act, refused=self._refuse)

    def put_away(self) -> None:
        """Nothing is approved."""
        self.question.hide()
        self.approve_button.show()
        self.approve_button.setFocus()

    def _refuse(self, error: UserFacingError) -> bool:
        self.refused.emit(str(error))
        return True

    def _show(self, read: ReadRunbook) -> None:
        session, number = self._session, self._step.number
        may = session.may(Right.APPROVE_COMMANDS) and read.is_newest and read.page.line.state == "in_use"
        approval = self._approval
        self.approve_button.setVisible(may and approval is None)
        self.withdraw_link.setVisible(may and approval is not None)
        if approval is not None:
            self.chip.set_chip(_("May be run"), "good")
            by = next((one.name for one in session.surroundings.staff if one.uid == approval.by), "")
            when = instant_text(approval.at, today=read.page.now.local().date())
            self.told.setText(_("approved {when} by {who}").format(when=when, who=by or approval.by))
            return
        self.chip.set_chip(_("Not approved"), "warning")
        words = _("It is another command than the one that was approved: it needs a new approval.")
        parts = [words] if number in read.changed else []
        parts += [] if session.may(Right.APPROVE_COMMANDS) else [session.who_may(Right.APPROVE_COMMANDS)]
        self.told.setText(" ".join(parts))

    def _question(self) -> QWidget:
        frame = surface("warning")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        words = _(
            "Exactly this may then be run from every workstation of this desk, each time after somebody "
            "confirmed it. No shell reads it: each line is one argument."
        )
        inside.addWidget(text_label(words, wrap=True))
        inside.addWidget(CommandLines(self._step.command))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm_button)
        row.addWidget(self.never_mind)
        row.addStretch(1)
        inside.addLayout(row)
        return frame

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(command_strip(self._step.command))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.told, 1)
        row.addWidget(self.approve_button)
        row.addWidget(self.withdraw_link)
        column.addLayout(row)
        column.addWidget(self.question)
        self.question.hide()
