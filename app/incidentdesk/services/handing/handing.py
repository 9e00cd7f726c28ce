"""From hand to hand: who could take the next stage, handing an incident to them, and escalating it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, RegisterItem
from incidentdesk.domain.rights import Right, may
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.lifecycle import assign
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.storage import hands, registers
from incidentdesk.storage.session import Session

ESCALATIONS = ("functional", "hierarchical")
"""To somebody with other skills, who follows up from now on; or to somebody who decides."""


@dataclass(frozen=True)
class Hand:
    """A person or a team (``kind``) that an incident can be handed to, and how many open ones they have."""

    kind: str
    uid: str
    name: str
    open: int


@dataclass(frozen=True)
class NextHands:
    """Whose turn it is: the stage that comes next, its role in words, and who fills it.

    Without ``hands`` there is nothing to offer: the role stays the same, or nobody is known to fill it.
    """

    stage: str
    role: str
    hands: tuple[Hand, ...]


class Handing:
    """The use cases of handing an incident on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def roles(self) -> dict[str, str]:
        """The roles of all processes by key, in words."""
        found: dict[str, str] = {}
        for definition in self._desk.library.all():
            found = {**definition.roles, **found}
        return found

    def next_hands(self, ref: str, completed: str, me: str) -> NextHands:
        """Who could take over after the stage ``completed``, where the next one is another role's.

        People first, oneself left out, those with the fewest open incidents first; then teams.
        """
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            definition = self._desk.library.at_version(session, incident.process, incident.process_version)
            before, stage = definition.stage(completed), definition.stage(incident.stage)
            ended = incident.status in ENDED_STATUSES
            if ended or not stage.role or stage.role == before.role:
                return NextHands(stage.key, "", ())
            return NextHands(stage.key, definition.role_of(stage), _fillers(session, stage.role, me))

    def give(self, ref: str, hand: Hand, author: str) -> Changes:
        """Hand an incident to a person, who follows up; or to a team, of which somebody will."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            if hand.kind == "person":
                assign(case, hand.uid)
            else:
                save_values(case, {"team": hand.uid, "assignee": None}, {})
            case.finish()
            return work.changes()

    def escalate(
        self, ref: str, why: str, author: str, *, kind: str = "functional", person: str = "", team: str = ""
    ) -> Changes:
        """Escalate to a person or a team (name or uid), with a why.

        A functional escalation hands the incident on; after a hierarchical one it is followed up as before.
        """
        if kind not in ESCALATIONS:
            raise UsageError(
                _("“{kind}” is no way to escalate.").format(kind=kind),
                _("Use one of: {names}.").format(names=", ".join(ESCALATIONS)),
            )
        if not why.strip():
            raise UsageError(_("An escalation needs a reason."), _("Say why it is escalated."))
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            to = {
                "person": _one(work.session, "person", person) if person else "",
                "team": _one(work.session, "team", team) if team else "",
            }
            if not any(to.values()):
                raise UsageError(_("To whom is it escalated?"), _("Name a person or a team."))
            payload: dict[str, JsonValue] = {**to, "why": why.strip(), "before": case.incident.assignee}
            case.record("escalated", {"kind": kind}, payload)
            if kind == "functional":
                values: Mapping[str, JsonValue] = {"assignee": to["person"] or None}
                save_values(case, {**values, **({"team": to["team"]} if to["team"] else {})}, {})
            case.finish()
            return work.changes()


def _fillers(session: Session, role: str, me: str) -> tuple[Hand, ...]:
    staff = [one for one in registers.people(session) if one.active and may(one.role, Right.WORK)]
    people = [one for one in staff if role in one.process_roles]
    teams = [one for one in registers.items(session, "team") if one.active and _fills(one, role, people)]
    counts = hands.open_counts(session)
    found = [Hand("person", one.uid, one.name, counts.get(one.uid, 0)) for one in people if one.uid != me]
    found.sort(key=lambda hand: (hand.open, hand.name.casefold()))
    return (*found, *(Hand("team", one.uid, one.name, counts.get(one.uid, 0)) for one in teams))


def _fills(team: RegisterItem, role: str, people: list[Person]) -> bool:
    """Whether a team fills ``role``: it says so, or says nothing and one of its members does."""
    roles, members = team.details.get("process_roles"), team.details.get("members")
    if isinstance(roles, list) and roles:
        return role in roles
    return isinstance(members, list) and any(one.uid in members for one in people)


def _one(session: Session, register: str, name: str) -> str:
    if registers.is_known(session, register, name):
        return name
    uids = registers.uids_named(session, register, name.strip())
    if not uids:
        raise UsageError(
            _("Nobody here is called “{name}”.").format(name=name), _("Choose one from staff or teams.")
        )
    return uids[0]
