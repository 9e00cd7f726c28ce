"""Priority from impact, severity and risk.

The base comes from a matrix of impact and severity; a high risk (the damage grows fast if we wait) raises it
by one step. An override by a person is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue

ORDER = ("P1", "P2", "P3", "P4", "P5")
"""Priorities, the most urgent first."""

HIGH_RISK = "high"


@dataclass(frozen=True)
class PriorityMatrix:
    """A priority for each impact and severity, both from high to low; ``order`` has the most urgent first.

    A cell that is missing, too many, or not in ``order`` raises ``ValueError`` naming it.
    """

    impacts: tuple[str, ...]
    severities: tuple[str, ...]
    cells: Mapping[tuple[str, str], str] = field(hash=False)
    order: tuple[str, ...] = ORDER

    def __post_init__(self) -> None:
        for name, keys in (("impacts", self.impacts), ("severities", self.severities), ("order", self.order)):
            if not keys or len(set(keys)) < len(keys):
                raise ValueError(_("“{name}” needs at least one key, each only once").format(name=name))
        wanted = set(product(self.impacts, self.severities))
        for impact, severity in sorted(wanted ^ self.cells.keys()):
            sentence = (
                _("impact “{impact}”, severity “{severity}” has no priority")
                if (impact, severity) in wanted
                else _("impact “{impact}”, severity “{severity}” is not in the matrix")
            )
            raise ValueError(sentence.format(impact=impact, severity=severity))
        for priority in self.cells.values():
            if priority not in self.order:
                sentence = _("“{priority}” is no priority; use {order}")
                raise ValueError(sentence.format(priority=priority, order=", ".join(self.order)))


@dataclass(frozen=True)
class Derived:
    """A priority and its origin: the matrix's ``base``, ``raised`` when the risk made it more urgent."""

    priority: str
    base: str
    raised: bool


def derive(
    matrix: PriorityMatrix, impact: str | None, severity: str | None, risk: str | None
) -> Derived | None:
    """The priority by the rule, or ``None`` while one of the three is missing or not in the matrix."""
    base = matrix.cells.get((impact or "", severity or ""))
    if base is None or not risk:
        return None
    place = matrix.order.index(base)
    raised = risk == HIGH_RISK and place > 0
    return Derived(matrix.order[place - 1] if raised else base, base, raised)


def matrix_from_json(value: JsonValue) -> PriorityMatrix:
    """Read the JSON form; ``order`` may be left out for P1 to P5. ``ValueError`` says what is wrong."""
    if not isinstance(value, dict):
        raise ValueError(_("a priority matrix needs impacts, severities and cells"))
    strange = sorted(value.keys() - {"impacts", "severities", "cells", "order"})
    if strange:
        raise ValueError(_("a priority matrix has no “{key}”").format(key=strange[0]))
    impacts, severities = _keys(value, "impacts"), _keys(value, "severities")
    rows = value.get("cells")
    if not isinstance(rows, list) or len(rows) != len(impacts):
        raise ValueError(_("“cells” needs one row for each impact"))
    cells = {}
    for impact, row in zip(impacts, rows, strict=True):
        if not isinstance(row, list) or len(row) != len(severities):
            raise ValueError(
                _("the row of impact “{impact}” needs one cell for each severity").format(impact=impact)
            )
        cells.update({(impact, severity): str(cell) for severity, cell in zip(severities, row, strict=True)})
    return PriorityMatrix(impacts, severities, cells, _keys(value, "order") if "order" in value else ORDER)


def _keys(value: dict[str, JsonValue], name: str) -> tuple[str, ...]:
    keys = value.get(name)
    if not isinstance(keys, list):
        raise ValueError(_("“{name}” needs a list of keys").format(name=name))
    texts = tuple(key for key in keys if isinstance(key, str) and key)
    if len(texts) < len(keys):
        raise ValueError(_("“{name}” needs a list of keys").format(name=name))
    return texts
