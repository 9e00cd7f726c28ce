"""When it began, was found and ended, how long it goes on, and where people meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, instant_text, moment_text
from incidentdesk.domain.moments import moment_from_json, sort_ms
from incidentdesk.domain.phases import LIVE
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.fact_buttons import FactButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.looking import Looking
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.response.response_milestones import MILESTONE_TEXTS, OF_CORE
from incidentdesk.services.response.response_view import RoomView

SHOWN = ("impact_started", "detected", "declared", "mitigated", "resolved")
SINCE = {
    "impact_started": N_("Going on for"),
    "detected": N_("Since it was detected"),
    "declared": N_("Since it was declared"),
}
"""From which of them the time that it goes on is counted: the first that is known."""
LOOK_MS = 1000
BRIDGE_KEYS = "Alt+B"


class TimesLine(Flow):
    """``wanted`` carries the milestone, or ``bridge``, that is to be changed; ``copied`` the bridge."""

    wanted = Signal(str)
    copied = Signal(str)

    def __init__(self, now: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(gap=8, line_gap=0, parent=parent)
        self._now = now
        self._what = ""
        self._from: int | None = None
        self._until: int | None = None
        self.facts = {name: FactButton(self) for name in (*SHOWN, "bridge")}
        for name, fact in self.facts.items():
            fact.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
        self.span = FactButton(self)
        self.copy = IconButton("copy", _("Copy the bridge"), quiet=True)
        self.copy.clicked.connect(lambda: self.copied.emit(self.facts["bridge"].words))
        self._looking = Looking(self, self.look, LOOK_MS)

    def show_room(self, view: RoomView, *, may_change: bool) -> None:
        """Show the times of the room; what is not known yet can be said where ``may_change``."""
        today = view.now.local().date()
        shown: list[QWidget] = []
        for name in SHOWN:
            value, fact = view.milestones[name], self.facts[name]
            fact.show_fact(_(MILESTONE_TEXTS[name]), _when(value, today))
            fact.set_offered(offered=may_change and name in OF_CORE)
            if value is not None or (may_change and name in OF_CORE):
                shown.append(fact)
        times = {name: _ms(view.milestones[name]) for name in (*SINCE, "mitigated", "resolved")}
        known = next((name for name in SINCE if times[name] is not None), "")
        self._what, self._from = _(SINCE.get(known, "")), times.get(known)
        self._until = times["mitigated"] or times["resolved"]
        over = self._until is not None or view.incident.phase not in LIVE
        if over and (self._until is None or known != "impact_started"):
            self._from = None  # how long it lasted is not known
        bridge = self.facts["bridge"]
        bridge.show_fact(_("Bridge"), view.response.bridge, BRIDGE_KEYS)
        bridge.set_offered(offered=may_change)
        if not view.response.bridge:
            keys = key_text(BRIDGE_KEYS)
            bridge.setToolTip(
                _("Where all meet: a phone number or a link. Not known  {keys}").format(keys=keys)
            )
        after = [bridge] if view.response.bridge or may_change else []
        for fact in self.facts.values():
            fact.setVisible(fact in shown or fact in after)
        self.set_widgets([*shown, self.span, *after, self.copy], keep=[*self.facts.values()])
        self.copy.setVisible(bool(view.response.bridge))
        self._looking.begin()

    def focus_first(self) -> bool:
        """Go to the first time that can be changed; whether there is one."""
        for fact in self.facts.values():
            if fact.isVisibleTo(self) and fact.isEnabled():
                fact.setFocus()
                return True
        return False

    def look(self) -> None:
        """Say how long it goes on, or lasted, by the time that it is now."""
        self.span.setVisible(self._from is not None)
        if self._from is None:
            return
        what = self._what if self._until is None else _("Lasted")
        until = self._now().ms if self._until is None else self._until
        words = duration_text(max(0, until - self._from) // 60_000)
        if self._until is not None and self._until < self._from:
            words = _("the end is before the beginning")
        if (what, words) != (self.span.what, self.span.words):
            self.span.show_fact(what, words)


def _when(value: JsonValue | Instant, today: date) -> str:
    if value is None:
        return ""
    if isinstance(value, Instant):
        return instant_text(value, today=today)
    return moment_text(moment_from_json(value), today=today)


def _ms(value: JsonValue | Instant) -> int | None:
    if value is None or isinstance(value, Instant):
        return value.ms if value is not None else None
    return sort_ms(moment_from_json(value))
