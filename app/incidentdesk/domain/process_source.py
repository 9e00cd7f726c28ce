"""Reading one entry of a definition's TOML, with the place where it stands for what may be wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import Condition, parse_condition
from incidentdesk.domain.json_values import JsonValue


class DefinitionError(UserFacingError):
    """A mistake in a process definition: ``place`` names file, stage and field."""

    exit_code = 2

    def __init__(self, place: str, message: str, remedy: str) -> None:
        super().__init__(f"{place}: {message}.", remedy)
        self.place = place


class Place:
    """Where in a file the reader is, for messages."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts

    def __truediv__(self, part: str) -> Place:
        return Place(*self.parts, part)

    def __str__(self) -> str:
        return ", ".join(self.parts)

    def refuse(self, message: str, remedy: str) -> NoReturn:
        """Raise ``DefinitionError`` at this place."""
        raise DefinitionError(str(self), message, remedy)


def check_keys(raw: Mapping[str, Any], allowed: Collection[str], place: Place) -> None:
    """Refuse entries that nobody reads, because they are slips of the keyboard."""
    unknown = sorted(set(raw) - set(allowed))
    if unknown:
        place.refuse(
            _("has an unknown entry “{name}”").format(name=unknown[0]),
            _("Use only: {names}.").format(names=", ".join(sorted(allowed))),
        )


def name(raw: Mapping[str, Any], key: str, place: Place) -> str:
    """A key made of letters, digits, - and _; it must be there."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.replace("_", "").replace("-", "").isalnum():
        place.refuse(
            _("has no valid “{key}”").format(key=key),
            _("Use small letters, digits, - and _, such as “it-outage”."),
        )
    return value


def text(raw: Mapping[str, Any], key: str, place: Place) -> str:
    """Text, empty where there is none."""
    value = raw.get(key, "")
    if not isinstance(value, str):
        place.refuse(_("“{key}” is not text").format(key=key), _("Put it in quotes."))
    return value


def whole_number(raw: Mapping[str, Any], key: str, place: Place) -> int:
    """A whole number from 1 on; it must be there."""
    value = raw.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        place.refuse(_("has no “{key}”").format(key=key), _("Give a whole number from 1 on."))
    return value


def flag(raw: Mapping[str, Any], key: str, place: Place, *, default: bool = False) -> bool:
    """True or false; ``default`` where nothing is said."""
    value = raw.get(key, default)
    if not isinstance(value, bool):
        place.refuse(
            _("“{key}” is neither true nor false").format(key=key), _("Write true or false, without quotes.")
        )
    return value


def items(raw: Mapping[str, Any], key: str, place: Place) -> list[Any]:
    """A list of anything, empty where there is none."""
    value = raw.get(key, [])
    if not isinstance(value, list):
        place.refuse(_("“{key}” is not a list").format(key=key), _("Write it in square brackets."))
    return value


def words(raw: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
    """A list of texts, empty where there is none."""
    value = items(raw, key, place)
    if not all(isinstance(one, str) for one in value):
        place.refuse(_("“{key}” is not a list of texts").format(key=key), _("Put each in quotes."))
    return tuple(value)


def tables(raw: Mapping[str, Any], key: str, place: Place) -> list[Mapping[str, Any]]:
    """A list of tables, empty where there is none."""
    value = items(raw, key, place)
    if not all(isinstance(one, Mapping) for one in value):
        place.refuse(
            _("an entry of “{key}” is not a table").format(key=key), _("Write it in curly brackets.")
        )
    return value


def table(raw: Mapping[str, Any], key: str, place: Place) -> dict[str, JsonValue]:
    """A table, empty where there is none."""
    value = raw.get(key, {})
    if not isinstance(value, Mapping):
        place.refuse(_("“{key}” is not a table").format(key=key), _("Write it in curly brackets."))
    return dict(value)


def condition(raw: Mapping[str, Any], key: str, place: Place) -> Condition | None:
    """A condition, ``None`` where there is none."""
    if key not in raw:
        return None
    try:
        return parse_condition(raw[key], where=f"{place}, {key}")
    except ValueError as error:
        raise DefinitionError(str(place), str(error), _("Correct that condition.")) from None
