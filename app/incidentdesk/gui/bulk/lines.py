"""The table of a preview or result: one line an incident, with what changes or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.value_texts import STATUS_TEXTS, ValueTexts
from incidentdesk.services.lists.bulk import BulkLine
from incidentdesk.services.lists.list_columns import FieldInfo

_Index = QModelIndex | QPersistentModelIndex
_ROLES = tuple(
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
)
_HEADS = (N_("Number"), N_("Title"), N_("What happens"))
NOTHING = "—"
HAPPENS = 2
"""The column that says what changes, or why not."""


class LinesModel(QAbstractTableModel):
    """Lines of one verdict."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[BulkLine] = ()
        self._texts: ValueTexts | None = None
        self._fields: Mapping[str, FieldInfo] = {}

    def show_lines(
        self, lines: Sequence[BulkLine], texts: ValueTexts, fields: Mapping[str, FieldInfo]
    ) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._texts, self._fields = lines, texts, fields
        self.endResetModel()

    def line(self, row: int) -> BulkLine | None:
        """The line in ``row``."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number, title, what happens."""
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = 0) -> object:
        """The text of a cell."""
        if role not in _ROLES or not index.isValid():
            return None
        line = self._lines[index.row()]
        return (line.number, line.title, "")[index.column()] or self._told(line)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """The name of a column."""
        if role or orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_HEADS):
            return None
        return _(_HEADS[section])

    def _told(self, line: BulkLine) -> str:
        if line.why:
            return line.why
        if line.verdict == "same":
            return _("is so already")
        return "; ".join(self._change(*change) for change in line.changes)

    def _change(self, key: str, old: JsonValue, new: JsonValue) -> str:
        info, core = self._fields.get(key), CORE_FIELDS.get(key)
        label = info.label if info is not None else _(core.label) if core is not None else key
        return _("{field}: {old} → {new}").format(
            field=label, old=self._words(key, old), new=self._words(key, new)
        )

    def _words(self, key: str, value: JsonValue) -> str:
        if value is None or value == "" or value == []:
            return NOTHING
        if key == "status":
            return _(STATUS_TEXTS.get(str(value), str(value)))
        if key == "priority" and self._texts is not None:
            return self._texts.priority(str(value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        info = self._fields.get(key)
        chosen = dict(info.choices).get(str(value)) if info is not None and info.choices else None
        return chosen or (self._texts.of(key, value) if self._texts is not None else str(value))
