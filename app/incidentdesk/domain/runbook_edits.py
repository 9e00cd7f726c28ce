"""Adding, moving and removing the steps of a runbook that is being written; what refers to them follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook_writer import Raw

_OF_STEP = re.compile(r"(step|answer)_(\d+)")
GONE = 0
"""The number of a step that is no more: a condition that tests it is told as a mistake, and not forgotten."""


def inserted(steps: Sequence[Raw], place: int, step: Raw) -> list[Raw]:
    """``step`` at ``place`` (from 0); those after it are one further."""
    order: list[int | None] = [*range(len(steps))]
    order.insert(place, None)
    return _renumbered(steps, order, step)


def removed(steps: Sequence[Raw], place: int) -> list[Raw]:
    """Without the step at ``place``."""
    return _renumbered(steps, [one for one in range(len(steps)) if one != place])


def moved(steps: Sequence[Raw], place: int, to: int) -> list[Raw]:
    """With the step at ``place`` at ``to``; the same where there is no such place."""
    order: list[int | None] = [*range(len(steps))]
    if 0 <= to < len(order):
        order.insert(to, order.pop(place))
    return _renumbered(steps, order)


def _renumbered(steps: Sequence[Raw], order: Sequence[int | None], new: Raw | None = None) -> list[Raw]:
    """The steps in ``order``, each by its old place; ``None`` is the ``new`` one."""
    numbers = {old + 1: number for number, old in enumerate(order, start=1) if old is not None}
    made: list[Raw] = []
    for number, old in enumerate(order, start=1):
        step = dict(new or {}) if old is None else _following(steps[old], numbers)
        made.append({**step, "number": number})
    return made


def _following(step: Raw, numbers: Mapping[int, int]) -> Raw:
    """``step`` with all that it says of others by their new numbers."""
    made = dict(step)
    leads = made.get("on_fail")
    if isinstance(leads, int) and not isinstance(leads, bool):
        made.pop("on_fail")
        if leads in numbers:
            made["on_fail"] = numbers[leads]
    if "when" in made:
        made["when"] = _condition(made["when"], numbers)
    return made


def _condition(raw: JsonValue, numbers: Mapping[int, int]) -> JsonValue:
    if isinstance(raw, list):
        return [_condition(one, numbers) for one in raw]
    if not isinstance(raw, dict):
        return raw
    made: Raw = {}
    for key, value in raw.items():
        if key in {"all", "any", "not"}:
            made[key] = _condition(value, numbers)
        elif key == "field" and (found := _OF_STEP.fullmatch(str(value))):
            made[key] = f"{found[1]}_{numbers.get(int(found[2]), GONE)}"
        else:
            made[key] = value
    return made
