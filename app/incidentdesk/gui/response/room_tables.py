"""The tables of the response room as their cards show them: order, what is asked, what counts as over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.responses import OPEN_ACTIONS
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.services.response.impact_text import is_over
from incidentdesk.services.response.response_rows import STARTS
from incidentdesk.services.response.room import Row, exact

_SHORT = {"share": N_("Share, %")}
"""Labels that are too long for a card."""

HOLDS, OVER = "holds", "over"
"""How far a line of the impact is: it says so by ``until``, and has no column of its own for it."""

SAID_BY_TICK = frozenset({HOLDS})
"""States that go without saying where the box is not ticked."""
STILL_READ = frozenset({"confirmed", "agreed"})
"""States of rows that are over, and count all the same: they do not fade."""

STATE_TONES: Mapping[str, Tone] = {
    "doing": "accent", "done": "good", "failed": "warning", "confirmed": "good", "agreed": "good",
    "met": "good", "pending": "accent",
}  # fmt: skip


@dataclass(frozen=True)
class RoomTable:
    """One table: ``main`` is the column that says most, ``adding`` what a new row is asked.

    ``state`` is the column that says how far a row is; rows in ``going`` states are not over. ``done`` is the
    state that a tick gives, empty where there is none to tick. Of what is over ``shown`` rows stay in sight;
    it stands last, unless all stand ``in_order``.
    ``hints`` stand in empty fields, and ``wide`` ones take a whole line; in a ``slim`` card all do where a
    row is changed, for what somebody else wrote meanwhile needs room. ``recorded`` is its title once it
    is but a record.
    """

    key: str
    title: str
    add: str
    added: str
    empty: str
    main: str
    adding: tuple[str, ...]
    going: frozenset[str]
    state: str = ""
    done: str = ""
    shown: int = 3
    in_order: bool = False
    numbered: bool = False
    slim: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()
    recorded: str = ""

    def heading(self, *, ended: bool) -> str:
        """What the card is called; of what has ended it is a record."""
        return _(self.recorded) if ended and self.recorded else _(self.title)

    def state_of(self, row: Row) -> str:
        """How far ``row`` is."""
        if not self.state:
            return OVER if is_over(row) else HOLDS
        return str(row.get(self.state) or STARTS[self.key][self.state])

    def is_going(self, row: Row) -> bool:
        """Whether there is still something to do with ``row``."""
        return self.state_of(row) in self.going

    def in_state(self, state: str, now: Instant) -> dict[str, JsonValue]:
        """The cells that bring a row into ``state``."""
        if self.state:
            return {self.state: state}
        return {"until": exact(now) if state == OVER else None}

    def states(self, definition: ProcessDefinition) -> list[tuple[str, str]]:
        """The states by key, in words."""
        if not self.state:
            return [(HOLDS, _("Holds")), (OVER, _("Over"))]
        column = next(one for one in self._columns(definition) if one.key == self.state)
        return [(choice.key, _(choice.label)) for choice in column.choices]

    def asked(self, definition: ProcessDefinition, *, new: bool) -> list[Field]:
        """The columns that a new row is asked, or all that can be changed of one that is there."""
        hidden = {one.key for one in self._columns(definition) if one.hidden} | self.unasked
        return [
            replace(
                one,
                required=one.required or one.key == self.state,
                width="full" if one.key in {self.main, *self.wide} or (self.slim and not new) else "half",
                label=_(_SHORT.get(one.key, "")) or one.label,
                placeholder=_(self.hints[one.key]) if one.key in self.hints else one.placeholder,
            )
            for one in self._columns(definition)
            if (one.key in self.adding if new else one.key not in hidden)
        ]

    def _columns(self, definition: ProcessDefinition) -> tuple[Field, ...]:
        return definition.fields_by_key[self.key][1].columns


ACTIONS = RoomTable(
    "actions", N_("Actions now"), N_("Add an action"), N_("Action added."),
    N_("Nobody has anything to do yet. One person, one task, some minutes."),
    "what", ("what", "owner", "minutes"), OPEN_ACTIONS, "state", "done",
    hints={"what": N_("Fail over to the standby"), "minutes": N_("15")},
    wide=frozenset({"state", "result"}), unasked=frozenset({"begun", "due"}), recorded=N_("Actions"),
)  # fmt: skip
HYPOTHESES = RoomTable(
    "hypotheses", N_("What we think is happening"), N_("Add a hypothesis"), N_("Hypothesis added."),
    N_("No hypothesis yet. State one at a time, and how to test it."),
    "statement", ("statement", "test"), frozenset({"open"}), "result", shown=8,
    in_order=True, numbered=True,
    hints={"statement": N_("The volume went read-only"), "test": N_("How would it show?")},
    wide=frozenset({"test", "result"}), recorded=N_("Hypotheses"),
)  # fmt: skip
DECISIONS = RoomTable(
    "decisions", N_("Decisions"), N_("Propose a decision"), N_("Decision proposed."),
    N_("Nothing is proposed yet. Say what you propose, ask for strong objections, and name a backup plan."),
    "proposal", ("proposal", "backup", "objections"), frozenset({"pending"}), "outcome",
    hints={
        "proposal": N_("We proceed with…"), "backup": N_("If it does not work, we…"),
        "objections": N_("Any strong objections?"),
    },
    wide=frozenset({"backup", "objections", "outcome"}), unasked=frozenset({"at"}),
)  # fmt: skip
NEEDS = RoomTable(
    "needs", N_("Needs"), N_("Add a need"), N_("Need added."),
    N_("Nothing is missing."),
    "what", ("what", "owner"), frozenset({"open"}), "state", "met", shown=2,
    hints={"what": N_("Somebody who knows the storage")},
    wide=frozenset({"owner", "state"}), unasked=frozenset({"at"}),
)  # fmt: skip
IMPACT = RoomTable(
    "impact_lines", N_("Impact"), N_("Add an impact"), N_("Impact added."),
    N_("Nobody has said yet what does not work, and for whom."),
    "what", ("what", "users", "share", "since", "measure"), frozenset({HOLDS}), done=OVER, shown=2, slim=True,
    hints={
        "what": N_("Booking, sites 6 of 6"), "measure": N_("Patients booked on paper"), "since": N_("10:04"),
        "users": N_("140"), "share": N_("60"),
    },
    wide=frozenset({"measure"}),
)  # fmt: skip
