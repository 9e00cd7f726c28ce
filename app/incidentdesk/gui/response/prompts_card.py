"""What the commander asks next: size up, stabilise, update, verify, and again. It leads, and never holds.

The questions are those of PagerDuty's guide for incident commanders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import LIVE
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.services.drafting import Draft
from incidentdesk.services.response.commander_steps import StepsNow, steps_now
from incidentdesk.services.response.response_view import RoomView

STEP, FOLDED, STOOD = "step", "folded", "stood"
"""What is remembered for each incident, as a draft; ``STOOD`` is where it stood when the step was chosen."""
LEADING = frozenset({"commander", "deputy"})


class Prompt(NamedTuple):
    """A step: what is asked, and the cards or acts that the answers belong to, with their words."""

    title: str
    question: str
    ways: tuple[tuple[str, str], ...]


PROMPTS: Mapping[str, Prompt] = {
    "size_up": Prompt(
        N_("Size up"),
        N_("What is wrong? How far does it reach? Does it grow, come and go, or stand still?"),
        (("hypotheses", N_("State a hypothesis")), ("impact", N_("Say whom it hits"))),
    ),
    "stabilise": Prompt(
        N_("Stabilise"),
        N_(
            "What can we do, and how risky is it? “We proceed with… Any strong objections?” Then one person, "
            "one task, some minutes: “I come back to you.”"
        ),
        (("decisions", N_("Note the decision")), ("actions", N_("Give an action"))),
    ),
    "update": Prompt(
        N_("Update"),
        N_("Tell everyone what is known, what is being done, and when they hear more."),
        (("updates", N_("Write the update")),),
    ),
    "verify": Prompt(
        N_("Verify"),
        N_("Did it work? Ask who sees it, not who hopes it. If it did not, size up again."),
        (("mitigated", N_("It worked")), ("size_up", N_("Size up again"))),
    ),
}
ONCE_MITIGATED = Prompt(
    N_("Verify"),
    N_("The impact is over. Does it stay so, and does all work as before? Ask who sees it."),
    (("mitigated", N_("All works as before")), ("size_up", N_("Size up again"))),
)
CALL_SOMEBODY = ("roles", N_("Give a role"))
"""Offered with what stabilises, as long as the commander is alone."""


class PromptsCard(RoomCard):
    """One step at a time, for commander and deputy: the one that follows from what has happened.

    Another one that is chosen stays, also elsewhere and later, until something happens that leads on.
    """

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("What comes next"))
        self._view: RoomView | None = None
        self._folded = False
        self._stands: StepsNow | None = None
        self.steps = SegmentedControl(clearable=False)
        self.steps.setAccessibleName(_("Where we are"))
        self.steps.set_options([(key, _(one.title)) for key, one in PROMPTS.items()])
        self.steps.changed.connect(self._chosen)
        self.question = text_label("", wrap=True)
        self.ways = Flow(gap=8, line_gap=8)
        self.fold = ActionButton("", kind="link")
        self.fold.clicked.connect(lambda _checked=False: self._fold(not self._folded))
        self.keeper = DraftKeeper(session, "", self._kept, self)
        head = QHBoxLayout()
        self.body.removeWidget(self.title)
        head.addWidget(self.title, 1)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        for widget in (self.steps, self.question, self.ways):
            self.body.addWidget(widget)
        self._show_step("size_up")
        self.hide()

    @property
    def step(self) -> str:
        """Where one is."""
        return self.steps.value() or "size_up"

    def show_room(self, view: RoomView) -> None:
        """Show the prompts to those who lead, while it lasts."""
        another = self._view is None or self._view.incident.uid != view.incident.uid
        self._view, before, self._stands = view, self._stands, steps_now(view)
        mine = {one.role for one in view.roles if one.stands and one.person == self.session.me}
        live = view.incident.phase in LIVE and self.may_change(view)
        self.setVisible(live and bool(mine & LEADING))
        self._show_done(self._stands)
        if another:
            self.keeper.move_to(f"response/{view.incident.uid}/prompts")
            self._show_step(self._stands.now)
            self._show_folded(folded=False)
            self.keeper.load(self._take_kept)
        elif before is None or before.now != self._stands.now:
            self._show_step(self._stands.now)
            self.keeper.touch()
        elif before != self._stands:
            self._show_step(self.step)

    def leave(self) -> None:
        """Remember where one is."""
        if self._view is not None:
            self.keeper.flush()

    def focus_first(self) -> bool:
        """What is asked now."""
        if self.isHidden():
            return False
        if self._folded:
            self.fold.setFocus()
            return True
        ways = self.ways.widgets()
        (ways[0] if ways else self.steps).setFocus()
        return True

    def begin(self) -> bool:
        """Go to what is asked now, unfolded."""
        if self._folded and not self.isHidden():
            self._fold(False)
        return self.focus_first()

    # Inside

    def _chosen(self, key: str) -> None:
        self._show_step(key or "size_up")
        self.keeper.touch()

    def _show_step(self, key: str) -> None:
        if self.steps.value() != key:
            self.steps.set_value(key)
        prompt, stands = PROMPTS[key], self._stands
        if key == "verify" and stands is not None and stands.mitigated:
            prompt = ONCE_MITIGATED
        ways = prompt.ways
        if key == "stabilise" and stands is not None and stands.alone and self._has_others():
            ways = (*ways, CALL_SOMEBODY)
        self.question.setText(_(prompt.question))
        buttons: list[QWidget] = []
        for target, words in ways:
            button = ActionButton(_(words))
            button.clicked.connect(lambda _checked=False, target=target: self._lead(target))
            buttons.append(button)
        following = self._after(key)
        after = ActionButton(_("Next: {step}").format(step=_(PROMPTS[following].title)), kind="link")
        after.clicked.connect(lambda _checked=False: self._go_to(following))
        self.ways.set_widgets([*buttons, *([after] if key != "verify" else [])])

    def _show_done(self, stands: StepsNow) -> None:
        wanted = [
            (key, _("{step} ✓").format(step=_(one.title)) if key in stands.done else _(one.title))
            for key, one in PROMPTS.items()
        ]
        if wanted != self.steps.options():
            chosen = self.steps.value()
            self.steps.set_options(wanted)
            self.steps.set_value(chosen)

    def _has_others(self) -> bool:
        """Whether anybody else works here who could have a role."""
        return any(one.active and one.uid != self.session.me for one in self.session.surroundings.staff)

    def _lead(self, target: str) -> None:
        if target in PROMPTS:
            self._go_to(target)
        else:
            self.card_wanted.emit(target)

    def _go_to(self, key: str) -> None:
        self._show_step(key)
        self.keeper.touch()
        self.focus_first()

    def _fold(self, folded: bool) -> None:
        self._show_folded(folded=folded)
        self.keeper.touch()

    def _show_folded(self, *, folded: bool) -> None:
        self._folded = folded
        for widget in (self.steps, self.question, self.ways):
            widget.setVisible(not folded)
        self.fold.setText(_("Show the questions") if folded else _("Hide"))
        self.fold.setAccessibleName(_("Show the questions") if folded else _("Hide the questions"))

    def _kept(self) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
        stood = self._stands.now if self._stands is not None else ""
        return {STEP: self.step, FOLDED: self._folded, STOOD: stood}, {}

    def _take_kept(self, drafts: dict[str, Draft]) -> None:
        kept = {key: draft.value for key, draft in drafts.items()}
        if kept.get(STEP) in PROMPTS and self._stands is not None and kept.get(STOOD) == self._stands.now:
            self._show_step(str(kept[STEP]))
        self._show_folded(folded=kept.get(FOLDED) is True)

    @staticmethod
    def _after(key: str) -> str:
        order = list(PROMPTS)
        return order[(order.index(key) + 1) % len(order)]
