"""Runbooks beside an incident: those that fit, and the one that is gone through."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.gui.runbooks.after_run import AfterRun
from incidentdesk.gui.runbooks.coming import DEPTH
from incidentdesk.gui.runbooks.fitting_list import FittingList
from incidentdesk.gui.runbooks.leaving_run import LeavingRun
from incidentdesk.gui.runbooks.run_steps import RunSteps
from incidentdesk.gui.runbooks.run_words import progress_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import rule
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.gui.widgets.one_frame import place_all
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.runbooks.runbook_beside import Beside, RunView
from incidentdesk.services.runbooks.runbook_texts import run_text

THINGS = frozenset({"runbooks", "runbook_runs", "commands", "people", "elsewhere"})
SOON_MS = 30


class RunPanel(QWidget):
    """``show_incident`` is the only way in; it reads anew when what it shows was changed.

    ``counted(going, progress)`` tells how many runs go on, and how far the one is that is shown.
    """

    counted = Signal(int, str)

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.uid = ""
        self.beside: Beside | None = None
        self._chosen = ""
        self._focus_wanted = False
        self.which = SearchSelect(placeholder=_("Which run?"))
        self.which.setAccessibleName(_("Which run of a runbook is shown"))
        self.name = elided_label("strong")
        self.progress = text_label("", "muted")
        self.about = text_label("", "muted", wrap=True)
        self.open_link = ActionButton(_("Read it all"), kind="link")
        self.more_link = ActionButton(_("Another runbook"), kind="link")
        self.leaving = LeavingRun(session)
        self.steps = RunSteps(session)
        self.after = AfterRun(session)
        self.fitting = FittingList()
        self._reload = QTimer(self, singleShot=True, interval=SOON_MS)
        self._reload.timeout.connect(self._load)
        self._lay_out()
        self._connect()

    def show_incident(self, uid: str) -> None:
        """Show what belongs to an incident; the same one is read anew."""
        if uid != self.uid:
            self.leave()
            self.beside, self._chosen, self._more_wanted = None, "", False
            self._whole.hide()
            self.fitting.hide()
        self.uid = uid
        self._reload.start()

    def leave(self) -> None:
        """Write what is typed as drafts now."""
        for part in (self.steps, self.after, self.leaving):
            part.leave()

    def focus_first(self) -> bool:
        """Go to the step that is due, or to the runbooks that fit."""
        if self.beside is None:
            self._focus_wanted = True
            return False
        run = self._whole.isVisible() and (self.steps.focus_first() or self.after.focus_first())
        return run or self.fitting.focus_first()

    def put_away(self) -> bool:
        """Put away a question, or the other runbooks; whether any of them was open."""
        if self.leaving.put_away() or self.steps.put_away():
            return True
        if not self._more_wanted or self.beside is None:
            return False
        self._more_wanted = False
        self._show(self.beside)
        self.more_link.setFocus()
        return True

    def shown_run(self) -> RunView | None:
        """The run that is shown: the chosen one, else the last that goes on, else the last."""
        runs = self.beside.runs if self.beside is not None else ()
        chosen = next((one for one in runs if one.run.uid == self._chosen), None)
        going = [one for one in runs if one.run.state == "running"]
        return chosen or next(iter(reversed(going or runs)), None)

    # Acts

    def begin(self, key: str) -> None:
        """Begin to go through a runbook."""
        session = self._session
        if session.refuses(Right.WORK):
            return

        def begun(answer: tuple[RunView, Changes]) -> None:
            self._chosen = answer[0].run.uid
            self._focus_wanted = True

        act = partial(session.cases.runbook_runs.start, self.uid, key, session.me)
        session.tasks.change(self, act, begun, refused=self._refuse)

    def _refuse(self, error: UserFacingError) -> bool:
        self._session.told.emit(str(error), "danger")
        return True

    # Showing

    def _load(self) -> None:
        if self.uid:
            ask = partial(self._session.cases.runbook_beside.of, self.uid)
            self._session.tasks.ask(self, ask, self._show, topic="runbooks")

    def _show(self, beside: Beside) -> None:
        if beside.incident != self.uid:
            return
        self.beside = beside
        view = self.shown_run()
        may = self._session.may(Right.WORK) and not beside.has_ended
        self._whole.setVisible(view is not None)
        going = sum(one.run.state == "running" for one in beside.runs)
        if view is not None:
            self._show_run(view, beside, may=may)
        begins = not going and beside.status != "resolved"
        offers = may and (begins or self._more_wanted)
        self.fitting.show_fitting(beside)
        self.fitting.setVisible(offers)
        self.more_link.setVisible(may and bool(going) and not self._more_wanted)
        self.nothing.setVisible(view is None and not offers)
        self.counted.emit(going, progress_text(view.progress) if view is not None else "")
        place_all(DEPTH)  # what was shown and hidden is where it stands before anybody looks or clicks
        if self._focus_wanted or self.steps.focus_wanted:
            self._focus_wanted = self.steps.focus_wanted = False
            self.focus_first()

    def _show_run(self, view: RunView, beside: Beside, *, may: bool) -> None:
        today = beside.now.local().date()
        several = len(beside.runs) > 1
        self.which.setVisible(several)
        self.name.setVisible(not several)
        self.name.setText(view.runbook.name)
        if several:
            self.which.set_choices([_run_choice(one) for one in beside.runs])
            self.which.set_value(view.run.uid)
        self.progress.setText(progress_text(view.progress))
        words = _("Version {n}, begun {when} by {who}")
        about = words.format(
            n=view.version, when=instant_text(view.run.started, today=today), who=beside.name(view.run.by)
        )
        if view.run.state != "running":
            about = f"{run_text(view.run.state)} · {about}"
        self.about.setText(about)
        self.leaving.show_run(view, may=may)
        self.steps.show_run(view, beside, may=may)
        is_over = view.run.state != "running" or beside.has_ended
        self.after.setVisible(is_over)
        if is_over:
            self.after.show_run(view)

    def _choose(self, uid: object) -> None:
        if isinstance(uid, str) and self.beside is not None:
            self._chosen = uid
            self._show(self.beside)

    def _want_focus(self) -> None:
        """What comes next is to have the focus, once it is shown."""
        self._focus_wanted = True

    def _want_more(self) -> None:
        self._more_wanted = True
        if self.beside is not None:
            self._show(self.beside)
            self.fitting.focus_first()

    def _open(self, target: str) -> None:
        self._session.go.emit("runbooks", target)

    def _on_changed(self, changes: Changes) -> None:
        if self.uid and (self.uid in changes.incidents or changes.things & THINGS):
            self._reload.start()

    def _connect(self) -> None:
        self._more_wanted = False
        self.which.changed.connect(self._choose)
        self.fitting.chosen.connect(self.begin)
        self.fitting.opened.connect(self._open)
        self.after.opened.connect(self._open)
        self.leaving.left.connect(self._want_focus)
        self.open_link.clicked.connect(
            lambda _checked=False: self._open(view.run.key if (view := self.shown_run()) else "")
        )
        self.more_link.clicked.connect(lambda _checked=False: self._want_more())
        self._session.tasks.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(self.which, 1)
        head.addWidget(self.name, 1)
        head.addWidget(self.progress)
        links = QHBoxLayout()
        links.setContentsMargins(16, 0, 16, 0)
        links.setSpacing(12)
        links.addWidget(self.about, 1)
        for link in (self.open_link, self.leaving.link, self.more_link):
            links.addWidget(link)
        column.addLayout(head)
        column.addLayout(links)
        column.addWidget(self.leaving)
        column.addWidget(rule())
        column.addWidget(self.steps)
        column.addWidget(self.after)
        self.nothing = text_label(_("No runbook was used."), "muted", wrap=True)
        self.nothing.setContentsMargins(16, 0, 16, 12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._whole)
        outer.addWidget(self.fitting)
        outer.addWidget(self.nothing)
        for part in (self._whole, self.fitting, self.nothing):
            part.hide()


def _run_choice(view: RunView) -> Choice:
    words = _("{name} · {state} · {progress}")
    return Choice(
        view.run.uid,
        words.format(
            name=view.runbook.name, state=run_text(view.run.state), progress=progress_text(view.progress)
        ),
    )
