"""Time boxes in major incidents that are somebody's to keep, for whatever page they are on.

They are those of actions and of the steps of a runbook. Who owns one is told of it, and once it is over the
commander too. Only the moments are read: whether one is over is worked out by whoever looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.records import Incident
from incidentdesk.domain.responses import OPEN_ACTIONS, commander_of
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import incidents, registers, responses, runbook_runs
from incidentdesk.storage.session import Session

ACTION, STEP = "action", "step"


@dataclass(frozen=True)
class TimedWork:
    """What is to be back by ``due``: an action, or a step of a runbook that its ``owner`` began.

    ``key`` tells one from another. Of those that are not ``mine`` who asked is in command.
    """

    key: str
    incident: str
    number: str
    title: str
    sev: str
    drill: bool
    kind: str
    what: str
    owner: str
    owner_name: str
    due: Instant
    mine: bool

    def is_over(self, now: Instant) -> bool:
        """Whether its time is up."""
        return self.due.ms < now.ms


def to_tell(boxes: tuple[TimedWork, ...], now: Instant) -> tuple[TimedWork, ...]:
    """Those to be told of ``now``: what is over, mine first, then what is mine and still has time."""
    told = [one for one in boxes if one.mine or one.is_over(now)]
    return tuple(sorted(told, key=lambda one: (not one.is_over(now), not one.mine, one.due.ms)))


class TimeBoxes:
    """What has a time, and who is to keep it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, person: str) -> tuple[TimedWork, ...]:
        """The time boxes that ``person`` (a uid) owns or commands, the first due at the head."""
        with self._desk.reading() as (session, settings):
            found = []
            for uid in responses.going_on(session):
                incident = incidents.by_uid(session, uid)
                if incident is not None:
                    commander = commander_of(responses.roles(session, uid))
                    found += [
                        one
                        for one in self._of(session, settings, incident, person)
                        if one.mine or (commander is not None and commander.person == person)
                    ]
            return tuple(sorted(found, key=lambda one: one.due.ms))

    def _of(
        self, session: Session, settings: DeskSettings, incident: Incident, person: str
    ) -> Iterator[TimedWork]:
        rows = [*_actions(session, incident), *self._steps(session, settings, incident)]
        names = registers.names_of(session, {owner for _key, _what, owner, _due in rows if owner})
        for key, what, owner, due in rows:
            yield TimedWork(
                f"{incident.uid}/{key}", incident.uid, incident.number, incident.title, incident.sev,
                incident.drill, key.partition("/")[0], what, owner, names.get(owner, ""), due,
                mine=bool(owner) and owner == person,
            )  # fmt: skip

    def _steps(self, session: Session, settings: DeskSettings, incident: Incident) -> Iterator[_Row]:
        going = [one for one in runbook_runs.of_incident(session, incident.uid) if one.state == "running"]
        if not going:
            return
        from incidentdesk.services.runbooks.runbook_runs import RunbookRuns

        runs = RunbookRuns(self._desk)
        for run in going:
            for one in runs.view_of(session, settings, run).progress.steps:
                if one.due is not None:
                    yield f"{STEP}/{run.uid}/{one.step.number}", one.step.text, run.by, one.due


_Row = tuple[str, str, str, Instant]
"""Key, words, owner and end of a time box."""


def _actions(session: Session, incident: Incident) -> Iterator[_Row]:
    stage = incidents.stages_of(session, incident.run_uid).get("response")
    rows = stage.values.get("actions") if stage else None
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict) and row.get("state") in OPEN_ACTIONS and row.get("due"):
            due = moment_from_json(row["due"]).at
            if due is not None:
                name = str(row.get("row") or f"unnamed-{place}")
                yield f"{ACTION}/{name}", str(row.get("what") or ""), str(row.get("owner") or ""), due
