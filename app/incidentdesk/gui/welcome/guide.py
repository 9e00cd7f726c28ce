"""Setting up our desk in four short steps, each of which can be passed over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.backup import BackupSection
from incidentdesk.gui.settings.hours import HoursSection
from incidentdesk.gui.settings.organisation import OrganisationSection
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.settings.staff_list import StaffListSection
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar, surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.stepper import StageStepper, Step, StepState

STEPS: dict[str, tuple[str, Callable[[WindowSession], Section]]] = {
    "organisation": (N_("Name and logo"), OrganisationSection),
    "hours": (N_("Hours"), HoursSection),
    "staff": (N_("Staff"), StaffListSection),
    "backup": (N_("Backup"), BackupSection),
}
"""Key, title and section of each step, in order. They are the sections of the settings."""


NEXT = "Ctrl+Return"


class Guide(QWidget):
    """The steps, one at a time; ``ended`` after the last one.

    Going on saves a step, passing it over leaves what was typed as a draft.
    Enter (Ctrl+Enter in a field of several lines) goes on, Alt+Left back.
    """

    ended = Signal()
    left = Signal()
    """Back from the first step."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self._place = 0
        self._passed: set[str] = set()
        self._done: set[str] = set()
        self._going = False
        self._sections: dict[str, Section] = {}
        self.stepper = StageStepper()
        self.stepper.setAccessibleName(_("Steps"))
        self.stepper.activated.connect(lambda key: self.show_step(list(STEPS).index(key)))
        self.stack = QStackedWidget()
        self.back = ActionButton(_("Back"), key_hint="Alt+Left")
        self.skip = ActionButton(_("S&kip this step"))
        self.go_on = ActionButton("", kind="primary", key_hint="Return")
        self.back.clicked.connect(lambda _checked=False: self.step_back())
        self.skip.clicked.connect(lambda _checked=False: self._pass_over())
        self.go_on.clicked.connect(lambda _checked=False: self.advance())
        self._lay_out()
        add_action(self, _("Go on to the next step"), NEXT, self.advance, whole_window=False)
        add_action(self, _("Back to the step before"), "Alt+Left", self.step_back, whole_window=False)

    @property
    def step(self) -> str:
        """The key of the step that is shown."""
        return list(STEPS)[self._place]

    def section(self) -> Section:
        """The section that is shown; made when it is first wanted."""
        key = self.step
        if key not in self._sections:
            made = self._sections[key] = STEPS[key][1](self._session)
            made.as_step()
            made.dirty_changed.connect(lambda: self._changed(made))
            self.stack.addWidget(made)
        return self._sections[key]

    def show_step(self, place: int) -> None:
        """Show a step; what is typed in the one before is kept."""
        if self._sections:
            self.section().leave()
        self._place, self._going = place, False
        section = self.section()
        self.stack.setCurrentWidget(section)
        last = place == len(STEPS) - 1
        self.go_on.setText(_("Save and start work") if last else _("Save and go on"))
        self.go_on.set_key_hint(NEXT if self.step == "staff" else "Return")
        self._show_steps()
        section.open("")
        section.focus_first()

    def advance(self) -> None:
        """Save this step where something is typed, then go on."""
        section = self.section()
        if section.is_dirty():
            self._going = True
            section.save()
        else:
            self._go_on()

    def step_back(self) -> None:
        """Go to the step before; from the first one to the question."""
        if self._place:
            self.show_step(self._place - 1)
        else:
            self.section().leave()
            self.left.emit()

    def leave(self) -> None:
        """Keep what is typed in any step."""
        for section in self._sections.values():
            section.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter, wherever it means nothing else."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advance()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = surface("header")
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(0)
        title = text_label(_("Set up our desk"), "heading")
        title.setContentsMargins(24, 0, 24, 0)
        column.addWidget(title)
        column.addWidget(self.stepper)
        footer = FooterBar()
        footer.left.addWidget(self.back)
        footer.right.addWidget(self.skip)
        footer.right.addWidget(self.go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.stack, 1)
        whole.addWidget(footer)

    def _pass_over(self) -> None:
        self._passed.add(self.step)
        self._done.discard(self.step)
        self.section().leave()
        self._next()

    def _next(self) -> None:
        if self._place < len(STEPS) - 1:
            self.show_step(self._place + 1)
        else:
            self.leave()
            self.ended.emit()

    def _changed(self, section: Section) -> None:
        if section is not self.section():
            return
        going, self._going = self._going, False
        if going and not section.is_dirty():
            self._go_on()

    def _go_on(self) -> None:
        self._passed.discard(self.step)
        self._done.add(self.step)
        self._next()

    def _show_steps(self) -> None:
        steps = []
        for place, (key, (title, _make)) in enumerate(STEPS.items()):
            steps.append(Step(key, _(title), "", self._state(key, place)))
        self.stepper.set_steps(steps)
        self.stepper.set_shown(self.step)

    def _state(self, key: str, place: int) -> StepState:
        if place == self._place:
            return "current"
        return "skipped" if key in self._passed else "done" if key in self._done else "todo"
