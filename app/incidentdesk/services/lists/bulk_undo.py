"""What an act changed on an incident, and taking it back where nobody has changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.domain.core_fields import ENDED_STATUSES, TYPED_CORE_FIELDS
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.lifecycle import must_be_own_slip, supersede_reports
from incidentdesk.services.cases.lives import Life, life_of, live_again
from incidentdesk.services.cases.saving import write_values
from incidentdesk.services.cases.values import ValueChecker

FINISHED_STATUSES = ("resolved", *ENDED_STATUSES)


@dataclass(frozen=True)
class Delta:
    """What an act changed on one incident.

    ``values`` has old and new by field, ``life`` where it stood and stands where that changed; ``changes``
    tells all of it, with status, stage and priority, as field, old and new.
    """

    uid: str
    values: Mapping[str, tuple[JsonValue, JsonValue]]
    life: tuple[Life, Life] | None
    changes: tuple[tuple[str, JsonValue, JsonValue], ...]


def delta_of(case: Case) -> Delta:
    """What ``case`` has changed since it was opened."""
    before, after = _values(case.before, case.stages_before), _values(case.incident, case.stages)
    values = {key: (before.get(key), after.get(key)) for key in {**before, **after}
              if not _same(before.get(key), after.get(key))}  # fmt: skip
    was, now = life_of(case.before, case.stages_before), life_of(case.incident, case.stages)
    told = [(key, old, new) for key, (old, new) in values.items()]
    for key in ("status", "stage", "priority", "provisional"):
        old, new = getattr(case.before, key), getattr(case.incident, key)
        if old != new:
            told.append((key, old, new))
    return Delta(case.incident.uid, values, None if was == now else (was, now), tuple(told))


def take_back(case: Case, delta: Delta, cause: str) -> list[str]:
    """Put back what the act ``cause`` changed; gives the fields that were changed since, which stay.

    What depends on the status goes back together, or not at all. On an incident that has ended meanwhile
    nothing goes back. Raises ``RefusedError``, and nothing is changed, where the author has no right to it.
    """
    here = _values(case.incident, case.stages)
    life = life_of(case.incident, case.stages)
    lives_back = delta.life is not None and life == delta.life[1]
    left = [] if delta.life is None or lives_back or life == delta.life[0] else ["status"]
    ended = case.incident.status in ENDED_STATUSES and not lives_back
    back: dict[str, tuple[JsonValue, JsonValue]] = {}
    for key, (old, new) in delta.values.items():
        if _same(here.get(key), old):
            continue
        if ended or not _same(here.get(key), new):
            left.append(key)
        else:
            back[key] = (here.get(key), old)
    if not back and not lives_back:
        return left
    if lives_back and delta.life is not None and delta.life[1].status in FINISHED_STATUSES:
        must_be_own_slip(case, delta.life[1].status)
    checker = ValueChecker(case.work.session, case.definition, case.work.settings, case.work.now)
    write_values(case, back, checker)
    if lives_back and delta.life is not None:
        if delta.life[1].status == "closed":
            supersede_reports(case)
        live_again(case, delta.life[0])
    said: dict[str, JsonValue] = {
        "cause": cause,
        "life": lives_back,
        "fields": list(back),
        "left": list(left),
    }
    case.record("act_undone", said | {"status": case.incident.status})
    return left


def _values(incident: Incident, stages: Mapping[str, StageState]) -> dict[str, JsonValue]:
    values: dict[str, JsonValue] = {}
    for state in stages.values():
        values.update(state.values)
    values.update({key: value for key, value in incident.core.items() if key in TYPED_CORE_FIELDS})
    return values


def _same(one: JsonValue, other: JsonValue) -> bool:
    return one == other or (is_missing(one) and is_missing(other))
