"""What stands beside an incident of runbooks: those that fit, those that are gone through, their commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.services.cases.case import find
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.runbooks import command_story
from incidentdesk.services.runbooks.command_story import Told
from incidentdesk.services.runbooks.runbook_matching import Match, RunbookMatching
from incidentdesk.services.runbooks.runbook_runs import RunbookRuns, RunView
from incidentdesk.storage import registers, runbook_runs

__all__ = ["Beside", "Match", "RunView", "RunbookBeside", "Told"]


@dataclass(frozen=True)
class Beside:
    """All of it for one incident, as it is ``now``.

    ``fitting`` leaves those out that are gone through; ``others`` are names by key of all that may be chosen.
    ``told`` has the commands by run, ``names`` people by uid.
    """

    incident: str
    number: str
    status: str
    runs: tuple[RunView, ...]
    told: Mapping[str, tuple[Told, ...]]
    fitting: tuple[Match, ...]
    others: Mapping[str, str]
    names: Mapping[str, str]
    now: Instant

    @property
    def has_ended(self) -> bool:
        """Whether nothing is checked off any more."""
        return self.status in ENDED_STATUSES

    def name(self, uid: str) -> str:
        """The name behind a uid."""
        return self.names.get(uid, uid)


class RunbookBeside:
    """The use case of looking at them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._runs = RunbookRuns(desk)
        self._matching = RunbookMatching(desk)

    def of(self, ref: str) -> Beside:
        """What stands beside an incident, by its uid or number."""
        with self._desk.reading() as (session, settings):
            incident, now = find(session, ref), self._desk.time.now()
            runs = tuple(
                self._runs.view_of(session, settings, one)
                for one in runbook_runs.of_incident(session, incident.uid)
            )
            told = {one.run.uid: command_story.told(session, one.run) for one in runs}
            names = registers.names_of(session, sorted(_people(runs, told)))
            lines = library.lines(session, now, settings.zone)
        going = {one.run.key for one in runs if one.run.state == "running"}
        has_ended = incident.status in ENDED_STATUSES
        fitting = () if has_ended else self._matching.of(incident.uid)
        return Beside(
            incident=incident.uid,
            number=incident.number,
            status=incident.status,
            runs=runs,
            told=told,
            fitting=tuple(one for one in fitting if one.line.key not in going),
            others={one.key: one.name for one in lines if one.state == "in_use" and one.key not in going},
            names=names,
            now=now,
        )


def _people(runs: tuple[RunView, ...], told: Mapping[str, tuple[Told, ...]]) -> set[str]:
    found = {one.by for some in told.values() for one in some}
    for view in runs:
        found |= {view.run.by, *(one.last.by for one in view.progress.steps if one.last is not None)}
    return found - {""}
