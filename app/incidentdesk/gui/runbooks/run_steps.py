"""One run of a runbook: how far it is, its steps, and what is typed of them until they are checked off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.runbooks.coming import come_to
from incidentdesk.gui.runbooks.command_part import RUN_KEY
from incidentdesk.gui.runbooks.step_answers import FAILED_KEY, OK_KEY, SKIP_KEY
from incidentdesk.gui.runbooks.step_row import StepRow
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.cards import clear_layout, column_of
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.looking import Looking
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.runbooks.runbook_beside import Beside, RunView

TOLD_TEXTS = {
    "ok": N_("Step {n} is checked off."),
    "failed": N_("Step {n} is noted as failed."),
    "skipped": N_("Step {n} is skipped."),
}
"""What is told at once of a result, with the way to take it back."""
TICK_MS = 1000
BACK_KEY = "Alt+Z"
"""Takes the last check-off back."""


class RunSteps(QWidget):
    """``show_run`` is the only way in. Time boxes run down from stored moments by the desk's own clock."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.view: RunView | None = None
        self._beside: Beside | None = None
        self._may = False
        self._opened: set[int] = set()
        self._typed_before: dict[int, dict[str, str]] = {}
        self.focus_wanted = False
        """Whether the focus is to come to what is due, once that is shown."""
        self.rows: dict[int, StepRow] = {}
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.escalated = Banner(closable=False)
        self.escalated.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.escalated)
        outer.addLayout(self._column)
        self._looking = Looking(self, self.tick, TICK_MS)
        session.commands.changed.connect(self._on_command)
        self._add_actions()

    def show_run(self, view: RunView, beside: Beside, *, may: bool) -> None:
        """Show a run; what is typed stays while it is the same one."""
        if self.view is None or self.view.run.uid != view.run.uid:
            self._begin(view)
        self.view, self._beside = view, beside
        self._may = may and view.run.state == "running"
        self._show()
        self._looking.begin(wanted=self._may)

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        if self.view is not None and self._may:
            self.keeper.flush()

    def focus_first(self) -> bool:
        """Go to the step that is due; where none is, to what takes the last one back."""
        row, last = self._due_row(), self._last_done()
        if not self._may:
            return False
        if row is not None and row.answers is not None:
            row.answers.focus_first()
        elif last is not None:
            come_to(last.back_button)
        else:
            return False
        return True

    def put_away(self) -> bool:
        """Put away what is asked of a step; whether anything was."""
        return any(row.put_away() for row in self.rows.values())

    def tick(self) -> None:
        """Show how long each step has by now."""
        now = self._session.cases.desk.time.now()
        for row in self.rows.values():
            row.tick(now)

    # Acts

    def check_off(self, result: str) -> None:
        """Check off the step at hand: the one that has the focus, else the one that is due."""
        row = self._at_hand()
        if row is not None and row.answers is not None:
            row.answers.begin(result)

    def act_on_command(self) -> None:
        """Ask whether to run the command of the step at hand, or end it."""
        row = self._at_hand()
        if row is not None and row.command is not None:
            row.command.act()

    def take_last_back(self) -> None:
        """Take the check-off back that was made last."""
        last = self._last_done()
        if last is not None:
            self._take_back(last.step.number)

    def _give(self, number: int, result: str, answer: str, why: str, note: str) -> None:
        view, session = self.view, self._session
        if view is None:
            return
        runs, row = session.cases.runbook_runs, self.rows[number]
        act = partial(
            runs.check_off, view.run.uid, number, result, session.me, answer=answer, why=why, note=note
        )

        def done(_answer: tuple[RunView, Changes]) -> None:
            self._opened.discard(number)
            self._typed_before.pop(number, None)
            row.forget()
            self.focus_wanted = True
            self.keeper.flush()
            undo = partial(runs.take_back, view.run.uid, number, session.me)
            words = _(TOLD_TEXTS[result]).format(n=number)
            session.undoable.emit(words, lambda: session.tasks.change(session, undo))

        session.tasks.change(self, act, done, refused=partial(self._refuse, row))

    def _take_back(self, number: int) -> None:
        if self.view is not None:
            session = self._session
            act = partial(session.cases.runbook_runs.take_back, self.view.run.uid, number, session.me)
            self.focus_wanted = True
            session.tasks.change(self, act)

    @staticmethod
    def _refuse(row: StepRow, error: UserFacingError) -> bool:
        if row.answers is None:
            return False
        row.answers.tell(str(error))
        return True

    # Showing

    def _begin(self, view: RunView) -> None:
        self.leave()
        clear_layout(self._column)
        self._opened, self._typed_before, self.rows = set(), {}, {}
        for state in view.progress.steps:
            row = self.rows[state.step.number] = StepRow(self._session, view.run.uid, state)
            row.given.connect(self._give)
            row.taken_back.connect(self._take_back)
            row.wanted.connect(self._want)
            row.edited.connect(self.keeper.touch)
        self._column.addWidget(column_of(self.rows.values(), ruled=True))
        self.keeper.move_to(f"runbook-run/{view.run.uid}")
        self.keeper.load(self._offer_drafts)

    def _show(self) -> None:
        view, beside = self.view, self._beside
        if view is None or beside is None:
            return
        goes_on = view.run.state == "running" and not beside.has_ended
        for number, state in enumerate(view.progress.steps, start=1):
            row, had = self.rows[number], self.rows[number].answers
            is_open = goes_on and (number == view.progress.next or number in self._opened)
            row.show_state(state, view, beside, may=self._may, is_open=is_open)
            if row.answers is not None and had is None:
                row.put(self._typed_before.get(number, {}))
        self._show_escalation(view)

    def _show_escalation(self, view: RunView) -> None:
        if not view.progress.must_escalate or view.run.state != "running":
            self.escalated.hide()
            return
        numbers = ", ".join(map(str, view.progress.escalated))
        words = _("Step {n} failed: tell somebody who knows more.").format(n=numbers)
        whom = view.runbook.sections.get("escalation", "")
        text = f"{words}\n{whom}" if whom else words
        if self.escalated.text != text or self.escalated.isHidden():
            self.escalated.set_message(text, "danger")

    def _want(self, number: int) -> None:
        self._opened.add(number)
        self._show()
        answers = self.rows[number].answers
        if answers is not None:
            answers.focus_first()

    def _due_row(self) -> StepRow | None:
        if self.view is None or self.view.progress.next is None:
            return None
        return self.rows[self.view.progress.next]

    def _last_done(self) -> StepRow | None:
        """The step that was checked off last, where that can be taken back."""
        done = [
            (one.state.last.at.ms, number, one)
            for number, one in self.rows.items()
            if one.state.last is not None and one.back_button.isVisibleTo(self)
        ]
        return max(done)[2] if done else None

    def _at_hand(self) -> StepRow | None:
        focused = QApplication.focusWidget()
        for row in self.rows.values():
            if focused is not None and row.isAncestorOf(focused) and row.answers is not None:
                return row
        return self._due_row()

    def _on_command(self, run: str) -> None:
        if self.view is not None and run == self.view.run.uid:
            self._show()

    # Drafts

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        found: dict[str, JsonValue] = {}
        for number, row in self.rows.items():
            texts = row.typed() if row.answers is not None else self._typed_before.get(number, {})
            for key, text in texts.items():
                found[f"{number}/{key}"] = text
        return found, {}

    def _offer_drafts(self, drafts: dict[str, Draft]) -> None:
        for key, draft in drafts.items():
            number, _slash, field = key.partition("/")
            if number.isdecimal():
                self._typed_before.setdefault(int(number), {})[field] = str(draft.value)
        for step, texts in self._typed_before.items():
            if step in self.rows and not self.rows[step].typed():
                self.rows[step].put(texts)

    def _add_actions(self) -> None:
        def own(text: str, keys: str, act: Callable[[], object]) -> None:
            add_action(self, text, keys, act, whole_window=False)

        own(_("Runbook: the step is done"), OK_KEY, partial(self.check_off, "ok"))
        own(_("Runbook: the step failed"), FAILED_KEY, partial(self.check_off, "failed"))
        own(_("Runbook: skip the step"), SKIP_KEY, partial(self.check_off, "skipped"))
        own(_("Runbook: run the command, or end it"), RUN_KEY, self.act_on_command)
        own(_("Runbook: take the last step back"), BACK_KEY, self.take_last_back)
