"""Moments: when something happened, as exactly as it is known.

What is approximate stays approximate: nothing here turns "about" or "between" into an exact time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue

YEARS = range(1971, 9000)
"""The years a moment can lie in: others are slips of the keyboard."""


class Precision(StrEnum):
    """How exactly a moment is known."""

    EXACT = "exact"
    ABOUT = "about"
    BETWEEN = "between"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Moment:
    """A time with its precision: ``at`` for exact and about, ``at`` to ``until`` for between, none: unknown.

    Any other combination raises ``ValueError`` with a sentence for people.
    """

    precision: Precision
    at: Instant | None = None
    until: Instant | None = None

    def __post_init__(self) -> None:
        known, spans = self.precision is not Precision.UNKNOWN, self.precision is Precision.BETWEEN
        if known and self.at is None:
            raise ValueError(_("the time is missing: give “at”, or say that it is unknown"))
        if not known and self.at is not None:
            raise ValueError(_("an unknown time has no “at”"))
        if spans and self.until is None:
            raise ValueError(_("the end is missing: give “until” for a time between two times"))
        if not spans and self.until is not None:
            raise ValueError(_("only a time between two times has “until”"))
        if self.at and self.until and self.until.ms < self.at.ms:
            raise ValueError(_("the end lies before the start"))

    @classmethod
    def exact(cls, instant: Instant) -> Moment:
        """Known to the minute or better."""
        return cls(Precision.EXACT, instant)

    @classmethod
    def about(cls, instant: Instant) -> Moment:
        """Known roughly."""
        return cls(Precision.ABOUT, instant)

    @classmethod
    def between(cls, start: Instant, end: Instant) -> Moment:
        """Known to lie between two times, both included."""
        return cls(Precision.BETWEEN, start, end)

    @classmethod
    def unknown(cls) -> Moment:
        """Not known; this is an answer, other than no answer."""
        return cls(Precision.UNKNOWN)


def sort_ms(moment: Moment) -> int | None:
    """What moments are ordered and compared by: ``at``, for between its start; ``None`` where unknown."""
    return None if moment.at is None else moment.at.ms


def moment_to_json(moment: Moment) -> dict[str, JsonValue]:
    """The JSON form: ``{"precision": …, "at": ISO 8601 or None, "until": ISO 8601 or None}``."""
    return {
        "precision": moment.precision.value,
        "at": moment.at.iso() if moment.at else None,
        "until": moment.until.iso() if moment.until else None,
    }


def moment_from_json(value: object) -> Moment:
    """Read the JSON form; ``ValueError`` says in one sentence what is wrong with it."""
    if not isinstance(value, Mapping):
        raise ValueError(_("needs an object with “precision”, “at” and “until”"))
    strange = sorted(str(key) for key in value.keys() - {"precision", "at", "until"})
    if strange:
        raise ValueError(_("has an unknown part “{part}”").format(part=strange[0]))
    try:
        precision = Precision(str(value.get("precision")))
    except ValueError:
        raise ValueError(_("“precision” must be exact, about, between or unknown")) from None
    return Moment(precision, _instant(value.get("at"), "at"), _instant(value.get("until"), "until"))


def _instant(value: object, part: str) -> Instant | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        sentence = _("“{part}” is no time; write it like 2026-03-01T10:00+01:00")
        raise ValueError(sentence.format(part=part)) from None
    if moment.utcoffset() is None:
        sentence = _("“{part}” does not say in which zone; add one, like +01:00 in 2026-03-01T10:00+01:00")
        raise ValueError(sentence.format(part=part))
    if moment.year not in YEARS:
        raise ValueError(_("“{part}” lies in the year {year}").format(part=part, year=moment.year))
    return Instant.of(moment)
