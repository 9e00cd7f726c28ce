"""A step of a run: a line while others are due, and all that it takes while it is due itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.runbook_progress import StepState
from incidentdesk.gui.runbooks.command_part import CommandPart
from incidentdesk.gui.runbooks.run_words import (
    DONE,
    MARK_ROLES,
    MARKS,
    STATE_TONES,
    checked_text,
    said_lines,
    time_left,
)
from incidentdesk.gui.runbooks.step_answers import StepAnswers
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.services.runbooks.runbook_beside import Beside, RunView
from incidentdesk.services.runbooks.runbook_texts import kind_text, state_text

MARK, NUMBER, BUTTON, GAP = 16, 24, 20, 8
"""Widths of a step's mark and number, and of the button that takes it back, and between them, in pixels."""
INDENT = MARK + NUMBER + 2 * GAP
"""So far from the left all stands that is said of a step."""


class StepRow(QFrame):
    """``given(number, result, answer, why, note)`` checks it off, ``taken_back(number)`` takes that back.

    ``wanted(number)`` when a step that may be done out of order is to be done now.
    """

    given = Signal(int, str, str, str, str)
    taken_back = Signal(int)
    wanted = Signal(int)
    edited = Signal()

    def __init__(self, session: WindowSession, run: str, state: StepState) -> None:
        super().__init__()
        self._session, self._run, self.step = session, run, state.step
        self.state, self._goes_on = state, True
        self.answers: StepAnswers | None = None
        self.command: CommandPart | None = None
        self.mark = Drawing("dot", "muted")
        self.number = text_label(str(self.step.number), "muted")
        self.number.setMinimumWidth(NUMBER)
        self.text = text_label(self.step.text, wrap=True)
        self.chip = Chip("")
        self.left = Chip("")
        self.when = text_label("", "muted")
        self.said = text_label("", "muted", wrap=True)
        self.now_button = ActionButton(_("Do it now"), kind="link")
        self.now_button.clicked.connect(lambda _checked=False: self.wanted.emit(self.step.number))
        self.back_button = IconButton("undo", _("Take step {n} back").format(n=self.step.number), quiet=True)
        self.back_button.setFixedSize(BUTTON, BUTTON)
        self.back_button.clicked.connect(lambda _checked=False: self.taken_back.emit(self.step.number))
        self._lay_out()

    def show_state(
        self, state: StepState, view: RunView, beside: Beside, *, may: bool, is_open: bool
    ) -> None:
        """Show where the step is; ``is_open`` shows what it takes, ``may`` whether it may be checked off."""
        self.state, self._goes_on = state, view.run.state == "running" and not beside.has_ended
        is_open = is_open and state.state == "open"
        done = state.state in DONE
        name = beside.name(state.last.by) if state.last else ""
        self.mark.set_drawing(MARKS.get(state.state, "dot"), MARK_ROLES.get(state.state, "muted"))
        tone = STATE_TONES.get(state.state)
        self.chip.set_chip(state_text(state.state) if tone else "", tone or "neutral")
        self.when.setText(checked_text(state, name, beside.now) if done else "")
        self.when.setVisible(done)
        said = "\n".join(said_lines(state))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.back_button.setVisible(done and may)
        self.now_button.setVisible(state.state == "open" and not is_open and may)
        muted = state.state in {"waiting", "passed"}
        set_role(self.text, "role", "muted" if muted else "strong" if is_open else "plain")
        set_role(self, "surface", "accent" if is_open else "panel")
        self.setAccessibleName(self._spoken(state))
        self.tick(beside.now)
        self._show_more(view, beside, may=may, is_open=is_open)

    def tick(self, now: Instant) -> None:
        """Show how long it has by ``now``, while the run goes on."""
        text, late = time_left(self.state, now) if self._goes_on else ("", False)
        self.left.set_chip(text, "danger" if late else "neutral")

    def typed(self) -> dict[str, str]:
        """What is typed and not given yet."""
        return self.answers.typed() if self.answers is not None else {}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was typed before."""
        if self.answers is not None:
            self.answers.put(typed)

    def put_away(self) -> bool:
        """Put away what is asked of it; whether anything was."""
        parts = (self.command, self.answers)
        return any(part is not None and part.put_away() for part in parts)

    def forget(self) -> None:
        """The step is checked off: what was typed is there no more."""
        if self.answers is not None:
            self.answers.hide()
            self.answers.deleteLater()
            self.answers = None

    def _spoken(self, state: StepState) -> str:
        return _("Step {n}, {state}: {text}").format(
            n=state.step.number, state=state_text(state.state), text=state.step.text
        )

    def _show_more(self, view: RunView, beside: Beside, *, may: bool, is_open: bool) -> None:
        if is_open and self.step.command and self.command is None:
            self.command = CommandPart(self._session, self._run, self.step)
            self.command.approve_link.clicked.connect(
                lambda _checked=False: self._session.go.emit("runbooks", view.run.key)
            )
            self._more_column.insertWidget(1, self.command)
        if self.command is not None:
            self.command.show_run(view, beside, may=may)
        if is_open and may and self.answers is None:
            self.answers = StepAnswers(self.step)
            self.answers.given.connect(lambda *said: self.given.emit(self.step.number, *said))
            self.answers.edited.connect(self.edited)
            self._more_column.addWidget(self.answers)
        if self.answers is not None:
            self.answers.setVisible(may)
        self.more.setVisible(is_open)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.mark, 0, top)
        row.addWidget(self.number, 0, top)
        row.addWidget(self.text, 1, top)
        for widget in (self.chip, self.left, self.when, self.now_button, self.back_button):
            row.addWidget(widget, 0, top)
        self.more = QWidget()
        self._more_column = QVBoxLayout(self.more)
        self._more_column.setContentsMargins(INDENT, 0, 0, 4)
        self._more_column.setSpacing(8)
        about = text_label(_about(self), "muted", wrap=True)
        self._more_column.addWidget(about)
        said = QHBoxLayout()
        said.setContentsMargins(INDENT, 0, 0, 0)
        said.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(said)
        column.addWidget(self.more)
        for part in (self.more, self.chip, self.left):
            part.hide()


def _about(row: StepRow) -> str:
    """What the step is and what it should give, in lines."""
    step = row.step
    parts = [kind_text(step.kind)]
    parts += [_("can do harm")] if step.danger else []
    parts += [_("skill: {name}").format(name=step.skill)] if step.skill else []
    lines = [" · ".join(parts)]
    lines += [_("Expected: {text}").format(text=step.expected)] if step.expected else []
    if step.repeat is not None:
        words = _("Again every {m} minutes until {until}, {n} times at most")
        lines.append(words.format(m=step.repeat.minutes, until=step.repeat.until, n=step.repeat.at_most))
    return "\n".join(lines)
