"""The command of a step while a runbook is gone through: shown, asked about, run, cancelled, told."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook import Step
from incidentdesk.gui.runbooks.coming import come_to
from incidentdesk.gui.runbooks.command_going import CommandGoing
from incidentdesk.gui.runbooks.command_lines import CommandLines, command_strip
from incidentdesk.gui.runbooks.command_result import CommandResult
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.commands import CommandPlan
from incidentdesk.services.runbooks.runbook_beside import Beside, RunView, Told

TICK_MS = 500
RUN_KEY = "Alt+X"


class CommandPart(QWidget):
    """``Run`` asks first; nothing is run by any other way."""

    def __init__(self, session: WindowSession, run: str, step: Step) -> None:
        super().__init__()
        self._session, self._run, self._step = session, run, step
        self._plan: CommandPlan | None = None
        self._beginning = self._cancel_wanted = False
        self.run_button = ActionButton(_("Run…"), icon_name="play", key_hint=RUN_KEY)
        self.run_button.clicked.connect(lambda _checked=False: self.ask())
        self.why_not = text_label("", "warning", wrap=True)
        self.approve_link = ActionButton(_("Read it and approve it"), kind="link")
        self.refused = text_label("", "danger", wrap=True)
        self.lines = CommandLines()
        self.what = text_label("", wrap=True)
        self.confirm_button = ActionButton(_("Run it now"), kind="primary")
        self.confirm_button.clicked.connect(lambda _checked=False: self._confirm())
        self.never_mind = ActionButton(_("Never mind"))
        self.never_mind.clicked.connect(lambda _checked=False: self.put_away())
        self.going = CommandGoing(RUN_KEY)
        self.going.cancelled.connect(self._cancel)
        self.told = CommandResult()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_going)
        self._lay_out()

    def show_run(self, view: RunView, beside: Beside, *, may: bool) -> None:
        """Show where the command is by now; ``may`` says whether it may be run here at all."""
        number = self._step.number
        mine = [one for one in beside.told.get(self._run, ()) if one.step == number]
        self._show_result(mine[-1] if mine else None, beside)
        running = self._session.commands.of(self._run, number)
        if running is not None:
            self._beginning = False
            if self._cancel_wanted:
                self._cancel()
        goes_on, was_at_cancel = running is not None or self._beginning, self.going.cancel_button.hasFocus()
        approved = number in view.approved
        if goes_on or not (may and approved):
            self._question.hide()
        self._strip.setHidden(not self._question.isHidden())
        self.run_button.setVisible(may and approved and not goes_on and self._question.isHidden())
        self.run_button.setText(_("Run again…") if mine else _("Run…"))
        if was_at_cancel and not goes_on and self.run_button.isVisible():
            come_to(self.run_button)
        self.going.setVisible(goes_on)
        why = "" if approved or not may else self._session.who_may(Right.APPROVE_COMMANDS)
        self.why_not.setText(
            _("It is not approved, so it is not run here. {who}").format(who=why) if why else ""
        )
        if may and not approved and self._session.may(Right.APPROVE_COMMANDS):
            self.why_not.setText(_("It is not approved, so it is not run here."))
        self.why_not.setVisible(may and not approved)
        self.approve_link.setVisible(may and not approved and self._session.may(Right.APPROVE_COMMANDS))
        if running is not None and not self._tick.isActive():
            self._tick.start()
            self._show_going()

    def act(self) -> bool:
        """What the key does: ask whether to run it, or end what runs; whether it did anything."""
        for button in (self.going.cancel_button, self.run_button):
            if button.isVisible() and button.isEnabled():
                button.click()
                return True
        return False

    def ask(self) -> None:
        """Read what would be run, and ask in place."""
        self.refused.hide()
        plan = partial(self._session.cases.commands.plan, self._run, self._step.number)
        self._session.tasks.ask(self, plan, self._show_question, topic="plan")

    def put_away(self) -> bool:
        """Nothing is run; whether that was asked."""
        if self._question.isHidden():
            return False
        self._plan = None
        self._question.hide()
        self._strip.show()
        self.run_button.show()
        come_to(self.run_button)
        return True

    def _show_question(self, plan: CommandPlan) -> None:
        if plan.approved is None:
            self._tell(_("It is not approved any more."))
            return
        self._plan = plan
        self.lines.set_command(plan.command)
        limit = duration_text(plan.limits.seconds / 60)
        words = _(
            "This runs on this computer, as you, and is ended after {limit}. Its output goes to the timeline."
        )
        self.what.setText(words.format(limit=limit))
        self._danger.setVisible(self._step.danger)
        self._question.show()
        self._strip.hide()
        self.run_button.hide()
        come_to(self.confirm_button)

    def _confirm(self) -> None:
        plan, self._plan = self._plan, None
        if plan is None:
            return
        self._beginning, self._cancel_wanted = True, False
        self.going.begin()
        self.going.show()
        come_to(self.going.cancel_button)
        self._question.hide()
        self._strip.show()
        session = self._session
        session.commands.start(self._run, self._step.number, plan.command, session.me, self._refuse)

    def _cancel(self) -> None:
        self._cancel_wanted = self._beginning  # else it runs by now, and is ended at once
        self._session.commands.cancel(self._run, self._step.number)
        self.going.end()

    def _refuse(self, error: UserFacingError) -> bool:
        self._beginning = False
        self._tell(str(error))
        self.run_button.show()
        come_to(self.run_button)
        self.going.hide()
        return True

    def _tell(self, text: str) -> None:
        self.refused.setText(text)
        self.refused.show()

    def _show_going(self) -> None:
        one = self._session.commands.of(self._run, self._step.number)
        if one is None or one.ran is not None:
            self._tick.stop()
        self.going.show_running(one)

    def _show_result(self, told: Told | None, beside: Beside) -> None:
        runs_here = self._session.commands.of(self._run, self._step.number) is not None
        self.told.setVisible(told is not None and not runs_here)
        if told is not None:
            self.told.show_told(told, beside)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._strip = command_strip(self._step.command)
        column.addWidget(self._strip)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.run_button)
        row.addWidget(self.why_not, 1)
        row.addWidget(self.approve_link)
        row.addStretch(0)
        column.addLayout(row)
        for part in (self._lay_out_question(), self.going, self.refused, self.told):
            column.addWidget(part)
            part.hide()

    def _lay_out_question(self) -> QWidget:
        self._question = surface("warning")
        inside = QVBoxLayout(self._question)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        self._danger = text_label(_("This step can do harm. Read every word of it."), "danger", wrap=True)
        inside.addWidget(self._danger)
        inside.addWidget(self.what)
        inside.addWidget(self.lines)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm_button)
        row.addWidget(self.never_mind)
        row.addStretch(1)
        inside.addLayout(row)
        return self._question
