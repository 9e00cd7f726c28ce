"""How a file of another system is to be read: detected, shown, corrected by a person, saved for next time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue

CORE_TARGETS = (
    *("title", "description", "error_code", "source", "channel", "reporter", "assignee", "team", "service"),
    *("device", "place", "occurred", "detected", "reported", "restored", "type", "category"),
    *("closing_category", "impact", "severity", "risk", "outcome", "cause_category", "status", "priority"),
    *("hold_reason", "logged", "responded", "resolved", "closed", "updated"),
)
"""The shared fields that a column can be read into."""

TARGETS: Mapping[str, str] = {
    "key": N_("Number over there"),
    **{key: CORE_FIELDS[key].label for key in CORE_TARGETS},
    "subcategory": N_("Category, second level"),
    "resolution": N_("Resolution"),
    "note": N_("Note"),
    "file": N_("Attachment"),
}
"""All that a column can be read into, with its words; a column read into nothing goes to the rest."""

INSTANTS = ("logged", "responded", "resolved", "closed", "updated")
"""Targets that are points in time."""

MOMENTS = ("occurred", "detected", "reported", "restored")
"""Targets that are times with a precision."""

FIXED_CHOICES = ("status", "priority", "impact", "severity", "risk")
"""Choices whose words must be mapped to keys of ours: another word has no meaning here."""

OPEN_CHOICES = ("type", "source", "channel", "hold_reason", "outcome", "cause_category")
"""Choices of lists that a desk can add to: a word that is not mapped is given as it is."""


@dataclass(frozen=True)
class Reading:
    """How to read one file, and what was seen of it.

    What rules: ``encoding``; ``delimiter`` and ``escape`` (the sign before a quote inside quotes, empty where
    it is doubled); ``head_line``, the line that holds the heads (from 1); ``day_first``, whether 3/4 is the
    third of April (``None``: the file does not tell, and it is read so); ``nulls``, words that stand for
    nothing; ``zone``, the IANA name of the zone that times without one are in (empty: the desk's);
    ``repair``, whether damaged text is mended; ``columns``, by head the target (a key of ``TARGETS``, or
    empty for the rest); ``values``, by target the file's words and the keys they mean here (empty: none).

    What only tells: ``likeness`` from 0 to 1, how much the file looks like this ``format``; ``rows``, their
    number; ``damaged``, the number of cells with damaged text; ``doubts``, sentences; ``heads`` and
    ``sample``, the first rows as they stand in the file.
    """

    format: str
    encoding: str = "utf-8"
    delimiter: str = ","
    escape: str = ""
    head_line: int = 1
    day_first: bool | None = None
    nulls: tuple[str, ...] = ()
    zone: str = ""
    repair: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    likeness: float = 0.0
    rows: int = 0
    damaged: int = 0
    doubts: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, JsonValue]:
        """As a JSON object; ``from_json`` gives it back equal."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {
            "nulls": list(self.nulls),
            "columns": dict(self.columns),
            "values": {target: dict(words) for target, words in self.values.items()},
            "doubts": list(self.doubts),
            "heads": list(self.heads),
            "sample": [list(row) for row in self.sample],
        }

    @classmethod
    def from_json(cls, value: object) -> Reading:
        """Read what ``to_json`` gave, or a person wrote; ``UsageError`` names the part that is wrong."""
        if not isinstance(value, Mapping):
            raise UsageError(
                _("The import settings are no JSON object."), _("Save them again from the import page.")
            )
        strange = value.keys() - {one.name for one in fields(cls)}
        if strange or "format" not in value:
            name = min(strange, key=str) if strange else "format"
            problem = _("The import settings have an unknown part “{name}”.") if strange else _NO_FORMAT
            raise UsageError(_(problem).format(name=name), _("Take it out, or save the settings again."))
        made = cls(**{name: _CHECKS[name](name, part) for name, part in value.items()})
        _check_targets(made)
        return made


_NO_FORMAT = N_("The import settings do not say the “{name}”.")


def _check_targets(reading: Reading) -> None:
    for place, targets in (("columns", reading.columns.values()), ("values", reading.values)):
        for target in targets:
            if target and target not in TARGETS:
                raise UsageError(
                    _(
                        "“{target}” in “{place}” of the import settings is nothing that can be imported."
                    ).format(target=target, place=place),
                    _("Use one of {names}.").format(names=", ".join(TARGETS)),
                )


def _wrong(name: str) -> UsageError:
    return UsageError(
        _("“{name}” in the import settings has the wrong form.").format(name=name),
        _("Save the settings again from the import page."),
    )


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name)
    return value


def _truth(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _wrong(name)
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name)
    return value


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(name)
    return value


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _wrong(name)
    return float(value)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _wrong(name)
    return tuple(_text(name, one) for one in value)


def _words(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _wrong(name)
    return {_text(name, key): _text(name, one) for key, one in value.items()}


def _maps(name: str, value: object) -> dict[str, dict[str, str]]:
    if not isinstance(value, Mapping):
        raise _wrong(name)
    return {_text(name, key): _words(name, one) for key, one in value.items()}


def _rows(name: str, value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list | tuple):
        raise _wrong(name)
    return tuple(_texts(name, one) for one in value)


_CHECKS: dict[str, Any] = {
    **dict.fromkeys(("format", "encoding", "delimiter", "escape", "zone"), _text),
    **dict.fromkeys(("head_line", "rows", "damaged"), _count),
    **dict.fromkeys(("nulls", "doubts", "heads"), _texts),
    "day_first": _truth,
    "repair": _flag,
    "columns": _words,
    "values": _maps,
    "likeness": _share,
    "sample": _rows,
}
