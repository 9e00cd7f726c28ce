"""The times of an impact against each other: what cannot be, and what is hardly so. Pure.

They are shared fields: ``occurred`` (the impact began), ``detected``, and ``restored`` (it ended).
"""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.gate import Missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json, sort_ms
from incidentdesk.domain.process_definition import Stage

BEGAN, DETECTED, ENDED = "occurred", "detected", "restored"
TIMES = (BEGAN, DETECTED, ENDED)


def impossible(facts: Mapping[str, JsonValue]) -> str:
    """Why the times of ``facts`` cannot be, in words; an empty string where they can."""
    if not _is_before(facts, ENDED, BEGAN):
        return ""
    return _("The impact cannot have ended before it began. Correct one of the two times.")


def unlikely(facts: Mapping[str, JsonValue]) -> str:
    """What is to be looked at once more: it can be over before anybody saw it, but hardly ever is."""
    if not _is_before(facts, ENDED, DETECTED):
        return ""
    return _("The end is before it was detected. Is the day right?")


def impact_gaps(stage: Stage, facts: Mapping[str, JsonValue]) -> list[Missing]:
    """What keeps ``stage`` from completing where it asks for the end, and that cannot be."""
    said = impossible(facts)
    return [Missing(stage.key, one.key, one.label, said) for one in stage.fields if said and one.key == ENDED]


def _is_before(facts: Mapping[str, JsonValue], one: str, other: str) -> bool:
    first, second = _ms(facts.get(one)), _ms(facts.get(other))
    return first is not None and second is not None and first < second


def _ms(value: JsonValue) -> int | None:
    return sort_ms(moment_from_json(value)) if value else None
