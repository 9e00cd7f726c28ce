"""What is typed of the rows of one table and not saved: kept by row, so that none is lost for another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.drafting import Draft

NEW = "new"
"""Stands for the name of a row that is not added yet."""


class Typed(NamedTuple):
    """The columns that were typed, and what they said when that began."""

    values: Mapping[str, JsonValue]
    base: Mapping[str, JsonValue]


NOTHING = Typed({}, {})


class RowDrafts(QObject):
    """The drafts of one table. ``changed`` when something is typed of other rows than before."""

    changed = Signal()

    def __init__(self, session: WindowSession, table: str, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._typed: dict[str, Typed] = {}
        self.keeper = DraftKeeper(session, "", self._all, self)

    def show_incident(self, uid: str) -> None:
        """Go on to another incident: what was typed for the last one is written, that for this one read."""
        self.keeper.flush()
        self.keeper.move_to(f"response/{uid}/{self._table}")
        self._typed = {}
        self.changed.emit()
        self.keeper.load(self._take)

    def of(self, name: str) -> Typed:
        """What was typed of the row ``name``."""
        return self._typed.get(name, NOTHING)

    def names(self) -> set[str]:
        """The rows of which something is typed."""
        return set(self._typed)

    def put(self, name: str, values: Mapping[str, JsonValue], base: Mapping[str, JsonValue]) -> None:
        """Keep what is typed of a row by now; nothing where there are no ``values``."""
        if not values:
            self.drop(name)
            return
        new = name not in self._typed
        self._typed[name] = Typed(values, {key: base.get(key) for key in values})
        self.keeper.touch()
        if new:
            self.changed.emit()

    def drop(self, name: str) -> None:
        """Forget what was typed of a row: it is saved, or was thrown away."""
        if name in self._typed:
            del self._typed[name]
            self.keeper.touch()
            self.changed.emit()

    def flush(self) -> None:
        """Write all of it now."""
        self.keeper.flush()

    def _all(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        values = {f"{name}.{key}": one.values[key] for name, one in self._typed.items() for key in one.values}
        base = {f"{name}.{key}": one.base.get(key) for name, one in self._typed.items() for key in one.values}
        return values, base

    def _take(self, drafts: dict[str, Draft]) -> None:
        found: dict[str, dict[str, Draft]] = {}
        for place, draft in drafts.items():
            name, _dot, key = place.partition(".")
            found.setdefault(name, {})[key] = draft
        for name, columns in found.items():
            values = {key: draft.value for key, draft in columns.items()}
            self._typed.setdefault(name, Typed(values, {key: draft.base for key, draft in columns.items()}))
        if found:
            self.changed.emit()
