"""Values in the words of a person: for forms, timeline, report and command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import TYPED_CORE_FIELDS
from incidentdesk.domain.facts import ROW
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.services.desk.settings import DeskSettings

STATUS_TEXTS = {
    "new": N_("New"),
    "in_progress": N_("In progress"),
    "on_hold": N_("On hold"),
    "resolved": N_("Resolved"),
    "closed": N_("Closed"),
    "cancelled": N_("Cancelled"),
}


def status_text(status: str, merged_into: str = "") -> str:
    """A status in words; ``merged_into`` is the number of the incident in which the work goes on, if any."""
    if merged_into:
        return _("Merged into {number}").format(number=merged_into)
    return _(STATUS_TEXTS.get(status, status))


class ValueTexts:
    """Turns values into words, with the desk's lists and the names behind uids.

    ``today`` lets moments of that day be told by their time alone; ``with_zone`` adds the zone, as in print.
    """

    def __init__(
        self,
        settings: DeskSettings,
        names: Mapping[str, str],
        definition: ProcessDefinition | None = None,
        *,
        today: date | None = None,
        with_zone: bool = False,
    ) -> None:
        self.settings = settings
        self._names = names
        self._definitions = (definition,) if definition else ()
        self._today = today
        self._with_zone = with_zone

    def knowing(self, earlier: Iterable[ProcessDefinition]) -> ValueTexts:
        """These, with the fields of processes that were followed ``earlier``."""
        made = copy(self)
        made._definitions = (*self._definitions, *earlier)  # noqa: SLF001 - of its own kind
        return made

    def field(self, key: str) -> Field | None:
        """The field ``key`` of the process, or the shared one."""
        for definition in self._definitions:
            if key in definition.fields_by_key:
                return definition.fields_by_key[key][1]
        core = TYPED_CORE_FIELDS.get(key)
        return (
            Field(key, core.kind, _(core.label), core=True, choices_from=core.choices_from) if core else None
        )

    def label(self, key: str) -> str:
        """What the field ``key`` is called."""
        field = self.field(key)
        return field.label if field else key

    def of(self, key: str, value: JsonValue) -> str:
        """``value`` of the field ``key`` in words."""
        field = self.field(key)
        return self.text(field, value) if field else "" if is_missing(value) else str(value)

    def text(self, field: Field, value: JsonValue) -> str:
        """``value`` of ``field`` in words; an empty string where there is none."""
        if is_missing(value):
            return ""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, dict):
            return self.moment(value)
        if isinstance(value, list):
            return self._many(field, value)
        if field.kind == "duration" and isinstance(value, int | float):
            return duration_text(value)
        return self._word(field, str(value))

    def moment(self, value: JsonValue) -> str:
        """A moment in words."""
        return moment_text(
            moment_from_json(value), today=self._today, zone=self.settings.zone, with_zone=self._with_zone
        )

    def priority(self, key: str) -> str:
        """``P2 High``."""
        return f"{key} {self.settings.label('priorities', key)}" if key else ""

    def _word(self, field: Field, value: str) -> str:
        if field.kind in {"choice", "multi_choice"}:
            own = next((choice.label for choice in field.choices if choice.key == value), None)
            if own is not None:
                return own
            if field.choices_from == "priorities":
                return self.priority(value)
            if field.choices_from == "phases":
                return _(PHASE_TEXTS.get(value, value))
            return self.settings.label(field.choices_from, value)
        return self._names.get(value, value)

    def _many(self, field: Field, values: list[JsonValue]) -> str:
        if field.kind == "table":
            return "; ".join(
                ", ".join(
                    self.text(column, row.get(column.key))
                    for column in field.columns
                    if row.get(column.key) and column.key != ROW
                )
                for row in values
                if isinstance(row, dict)
            )
        if field.kind == "checklist":
            return "; ".join(
                f"{'✓' if row.get('done') else '–'} {row.get('text')}"
                for row in values
                if isinstance(row, dict)
            )
        return ", ".join(self._word(field, str(one)) for one in values)
