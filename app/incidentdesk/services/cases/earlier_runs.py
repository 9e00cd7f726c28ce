"""The runs of an incident that are over: what was written under another process before it went on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import StageState
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.storage import incidents
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class EarlierRun:
    """A run that is over: its process, and its stages as they were when it ended."""

    definition: ProcessDefinition
    stages: Mapping[str, StageState]

    @property
    def values(self) -> dict[str, JsonValue]:
        """What was written on its stages, by field."""
        return {key: value for state in self.stages.values() for key, value in state.values.items()}


def earlier_runs(session: Session, library: ProcessLibrary, incident: str) -> tuple[EarlierRun, ...]:
    """The runs of ``incident`` (a uid) that are over, the newest first."""
    return tuple(
        EarlierRun(
            library.at_version(session, run.process, run.version), incidents.stages_of(session, run.uid)
        )
        for run in reversed(incidents.ended_runs(session, incident))
    )
