"""Below the head: the stages, and what comes next."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.phases import LIVE
from incidentdesk.gui.steps import steps_of
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN
from incidentdesk.gui.widgets.stepper import StageStepper, Step
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.response.response_view import RoomView

DECLARE, REVIEW = "declare", "review"
"""What is no phase to go to: declaring it, and the way to its review."""
NEXT_KEYS, HAND_OVER_KEYS = "Alt+P", "Alt+O"
KEYS_FROM = 1080
"""From this width on the buttons show their keys too, in pixels."""

NEXT: dict[str, tuple[tuple[str, str], ...]] = {
    "new": ((DECLARE, N_("Declare…")), ("false_alarm", N_("False alarm…"))),
    "triage": ((DECLARE, N_("Declare…")), ("false_alarm", N_("False alarm…"))),
    "investigating": (("identified", N_("Mark identified")), ("monitoring", N_("Mark mitigated…"))),
    "identified": (("mitigating", N_("Begin to mitigate")), ("monitoring", N_("Mark mitigated…"))),
    "mitigating": (("monitoring", N_("Mark mitigated…")),),
    "monitoring": (("resolved", N_("Resolve…")),),
    "resolved": (("in_review", N_("Begin the review")),),
    "in_review": ((REVIEW, N_("Open the review")),),
    "closed": ((REVIEW, N_("Open the review")),),
}
"""What is likely to come after a phase, the likeliest first. “…” asks something before."""


class PhaseBar(QFrame):
    """``stage_wanted`` by key from the stepper, ``next_wanted`` by phase, ``hand_over_wanted``."""

    stage_wanted = Signal(str)
    next_wanted = Signal(str)
    hand_over_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.stepper = StageStepper()
        self.stepper.activated.connect(self.stage_wanted)
        self.hand_over = ActionButton(_("Hand over command"))
        self.hand_over.clicked.connect(self.hand_over_wanted)
        self.other, self.likeliest = ActionButton(""), ActionButton("", kind="primary")
        self._targets = ["", ""]
        for place, button in enumerate((self.likeliest, self.other)):
            button.clicked.connect(lambda _checked=False, place=place: self.go_on(place))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, PAGE_MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(self.stepper, 1)
        for button in (self.hand_over, self.other, self.likeliest):
            row.addWidget(button)

    def show_room(self, view: RoomView, page: IncidentPage, *, may_change: bool) -> None:
        """Show the stages of ``page``, and what may come next."""
        self.stepper.set_steps([_led(step, view) for step in steps_of(page)])
        self.stepper.set_shown("response")
        offered = NEXT.get(view.incident.phase or "new", ())
        offered = tuple(one for one in offered if may_change or one[0] == REVIEW)
        for place, button in enumerate((self.likeliest, self.other)):
            there = place < len(offered)
            self._targets[place] = offered[place][0] if there else ""
            button.setText(_(offered[place][1]) if there else "")
            button.setVisible(there)
        live = may_change and view.incident.phase in LIVE
        self.hand_over.setVisible(live and view.commander is not None and view.offered is None)
        self._fit(self.width())

    def go_on(self, place: int = 0) -> None:
        """Go to what is likeliest (0), or next to that (1)."""
        if self._targets[place]:
            self.next_wanted.emit(self._targets[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is little room; the sheet of shortcuts has them."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        roomy = width >= KEYS_FROM
        self.likeliest.set_key_hint(NEXT_KEYS * roomy)
        self.hand_over.set_key_hint(HAND_OVER_KEYS * roomy)


def _led(step: Step, view: RoomView) -> Step:
    """The step of the response says who leads it."""
    if step.key != "response" or step.state != "current" or view.commander is None:
        return step
    return replace(step, subtitle=_("{name} in command").format(name=view.commander.name))
