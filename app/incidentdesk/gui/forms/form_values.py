"""What a form has loaded, what the person changed since, and what newer facts do to both. No widgets."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from incidentdesk.domain.facts import counted_facts
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import Facts, JsonValue


def same_value(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values of a field mean the same; all empty ones do."""
    return one == other or (is_missing(one) and is_missing(other))


class FormValues:
    """The values that a form started from, and which fields the person (or a starting value) has touched."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = list(keys)
        self.facts: Facts = {}
        self.base: dict[str, JsonValue] = dict.fromkeys(self._keys)
        self.touched: set[str] = set()

    def edits(self, current: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """The values of ``current`` that differ from what was loaded; fields never touched do not."""
        return {
            key: current[key]
            for key in self._keys
            if key in self.touched and not same_value(current[key], self.base[key])
        }

    def values(self, current: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """All values: a field never touched has what was loaded, to the letter."""
        return {key: current[key] if key in self.touched else self.base[key] for key in self._keys}

    def take_facts(
        self, facts: Facts, current: Mapping[str, JsonValue], unread: Collection[str]
    ) -> list[str]:
        """Start from newer ``facts``, but keep edits and what is ``unread``; gives the keys to show anew."""
        edited = set(self.edits(current)) | set(unread)
        self.facts = facts
        renewed = []
        for key in self._keys:
            value = facts.get(key)
            if key in edited and (key in unread or not same_value(current[key], value)):
                continue
            if key in edited or not same_value(self.base[key], value):
                self.touched.discard(key)
            self.base[key] = value
            if key not in self.touched:
                renewed.append(key)
        return renewed

    def asked(self, current: Mapping[str, JsonValue], now_ms: int) -> dict[str, JsonValue]:
        """The facts with the edits laid over them, for conditions."""
        facts = {**self.facts, **self.values(current)}
        return {**facts, **counted_facts(facts, now_ms)}
