"""Checking values that come in from a form, a file or the command line.

Their kinds and choices, and names in place of uids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import TYPED_CORE_FIELDS
from incidentdesk.domain.field_kinds import FIELD_KINDS, Typing, is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.records import Reporter
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

SLACK_MS = 5 * 60_000
"""How far clocks may differ before a time counts as one to come."""


class ValueChecker:
    """Checks values against a definition, the desk's lists and its registers.

    A moment may not lie after ``now``, unless its field is for one to come. With ``new_uid`` a reporter whose
    name nobody knows is added.
    """

    def __init__(
        self,
        session: Session,
        definition: ProcessDefinition,
        settings: DeskSettings,
        now: Instant,
        new_uid: Callable[[], str] | None = None,
    ) -> None:
        self._session = session
        self._now = now
        self._new_uid = new_uid
        self._definition = definition
        self._settings = settings

    def field(self, key: str) -> Field:
        """The field ``key``, placed by the definition or shared; ``UsageError`` where there is none."""
        placed = self._definition.fields_by_key.get(key)
        if placed is not None:
            return placed[1]
        core = TYPED_CORE_FIELDS.get(key)
        if core is None:
            raise UsageError(
                _("There is no field “{key}” in the process “{process}”.").format(
                    key=key, process=self._definition.key
                ),
                _("“process {process}” lists its fields.").format(process=self._definition.key),
            )
        return Field(core.key, core.kind, _(core.label), core=True, choices_from=core.choices_from)

    def checked(self, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """``values`` in their canonical form, emptied ones as ``None``.

        ``UsageError`` names the field at fault.
        """
        return {key: self._value(self.field(key), value) for key, value in values.items()}

    def parsed(self, texts: Mapping[str, str], typing: Typing) -> dict[str, JsonValue]:
        """Values typed as text, such as ``occurred="about 08:50"``."""
        found: dict[str, JsonValue] = {}
        for key, text in texts.items():
            field = self.field(key)
            try:
                found[key] = FIELD_KINDS[field.kind].parse(text, typing) if text.strip() else None
            except ValueError as error:
                raise _at_fault(field, error) from None
        return self.checked(found)

    def _value(self, field: Field, value: Any) -> JsonValue:  # noqa: ANN401 - any JSON value may come in
        if is_missing(value):
            return None
        kind = FIELD_KINDS[field.kind]
        try:
            checked = kind.check(value)
            if kind.has_choices:
                self._check_choice(field, checked)
            if field.kind == "moment" and not field.ahead:
                self._check_past(checked)
            if kind.reference:
                return self._uid(kind.reference, str(checked).strip())
        except ValueError as error:
            raise _at_fault(field, error) from None
        if field.kind == "table" and isinstance(checked, list):
            rows = [self._row(field, row) for row in checked if isinstance(row, dict)]
            return [row for row in rows if row] or None  # rows with nothing in them are no answer
        return checked

    def _row(self, field: Field, row: Mapping[str, JsonValue]) -> JsonValue:
        columns = {column.key: column for column in field.columns}
        unknown = sorted(set(row) - set(columns))
        if unknown:
            raise UsageError(
                _("“{field}” has no column “{column}”.").format(field=field.label, column=unknown[0]),
                _("Use only: {names}.").format(names=", ".join(columns)),
            )
        checked = {key: self._value(columns[key], value) for key, value in row.items()}
        return {key: value for key, value in checked.items() if value is not None}

    def _check_past(self, value: JsonValue) -> None:
        at = moment_from_json(value).at
        if at is not None and at.ms > self._now.ms + SLACK_MS:
            raise ValueError(_("{time} is still to come").format(time=instant_text(at)))

    def _check_choice(self, field: Field, value: JsonValue) -> None:
        keys = self.choice_keys(field)
        for one in value if isinstance(value, list) else [value]:
            if one not in keys:
                raise ValueError(
                    _("has no choice “{key}”; use one of: {keys}").format(key=one, keys=", ".join(keys))
                )

    def choice_keys(self, field: Field) -> list[str]:
        """The keys that may be chosen for ``field``, retired ones included so that old values stay."""
        if field.choices:
            return [choice.key for choice in field.choices]
        return [item.key for item in self._settings.lists.get(field.choices_from, ())]

    def _uid(self, register: str, name: str) -> str:
        found = self._matches(register, name)
        if not found and register == "reporter" and self._new_uid and not _is_uid(name):
            return self._add_reporter(name, self._new_uid())
        if not found:
            raise ValueError(_("“{name}” is not known; add it first").format(name=name))
        if len(found) > 1:
            raise ValueError(_("“{name}” fits {n} records; give the uid").format(name=name, n=len(found)))
        return found[0]

    def _add_reporter(self, name: str, uid: str) -> str:
        """Whoever tells us of an incident for the first time is added with it, as on the log page."""
        registers.write_reporter(self._session, Reporter(uid, name))
        return uid

    def _matches(self, register: str, name: str) -> list[str]:
        if registers.is_known(self._session, register, name):
            return [name]
        return registers.uids_named(self._session, register, name)


def _is_uid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _at_fault(field: Field, error: ValueError) -> UsageError:
    return UsageError(f"“{field.label}” ({field.key}): {error}.", _("Correct it; nothing was saved."))
