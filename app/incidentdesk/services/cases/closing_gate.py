"""What keeps a critical incident from closing beside its process: nobody but whoever fixed it confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidentdesk.base.texts import _
from incidentdesk.domain.closing_rules import FOUR_EYES, is_confirmed_by_another
from incidentdesk.domain.gate import Missing
from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.domain.records import Incident, Person, StageState
from incidentdesk.domain.rights import Right, may
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

RETESTED_BY = "retested_by"


def asks_four_eyes(definition: ProcessDefinition, stage: Stage, incident: Incident) -> bool:
    """Whether ``stage`` closes an incident whose fix somebody else must confirm."""
    return (
        stage.sets_status == "closed"
        and incident.priority == FOUR_EYES
        and RETESTED_BY in definition.fields_by_key
    )


def workers(session: Session) -> tuple[Person, ...]:
    """Everybody who works here now and may change incidents."""
    return tuple(one for one in registers.people(session) if one.active and may(one.role, Right.WORK))


def four_eyes_gaps(
    definition: ProcessDefinition,
    stage: Stage,
    incident: Incident,
    stages: Mapping[str, StageState],
    staff: Sequence[Person],
    author: str,
) -> list[Missing]:
    """What ``stage`` lacks where ``author`` completes it; nothing where nobody else of ``staff`` is there."""
    if not asks_four_eyes(definition, stage, incident):
        return []
    others = [one.name for one in staff if one.uid not in _fixers(definition, incident, stages)]
    if not others or not is_confirmed_alone(definition, incident, stages, staff, author):
        return []
    say = _("Whoever fixed a P1 does not confirm it alone: let one of these retest: {names}")
    label = definition.fields_by_key[RETESTED_BY][1].label
    return [Missing(stage.key, RETESTED_BY, label, say.format(names=", ".join(others)))]


def is_confirmed_alone(
    definition: ProcessDefinition,
    incident: Incident,
    stages: Mapping[str, StageState],
    staff: Sequence[Person],
    author: str,
) -> bool:
    """Whether nobody of ``staff`` but whoever fixed it confirms it; to be told, and printed."""
    fixers, confirmers = _fixers(definition, incident, stages), {author, _retester(definition, stages)}
    return not is_confirmed_by_another(fixers, confirmers & {one.uid for one in staff})


def _fixers(
    definition: ProcessDefinition, incident: Incident, stages: Mapping[str, StageState]
) -> frozenset[str]:
    by = [
        stages[stage.key].completed_by
        for stage in definition.stages
        if stage.sets_status == "resolved" and stage.key in stages
    ]
    found = frozenset(one for one in by if one)
    return found or frozenset({incident.assignee or ""})


def _retester(definition: ProcessDefinition, stages: Mapping[str, StageState]) -> str:
    stage, _field = definition.fields_by_key[RETESTED_BY]
    state = stages.get(stage.key)
    return str(state.values.get(RETESTED_BY) or "") if state is not None else ""
