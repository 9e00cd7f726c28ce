"""The roles of processes that somebody fills: some of a few, each to be ticked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

SIGN = ","


class RolesField(QWidget):
    """Ticks for ``roles`` (key to words). Its value has the keys, with commas between them."""

    changed = Signal(object)

    def __init__(self, roles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: list[str] = []
        self._ticks = {key: QCheckBox(title, self) for key, title in roles.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for tick in self._ticks.values():
            column.addWidget(tick)
            tick.clicked.connect(lambda _checked=False: self.changed.emit(self.value()))
        if self._ticks:
            self.setFocusProxy(next(iter(self._ticks.values())))

    def tick(self, key: str) -> QCheckBox:
        """The tick of a role; ``KeyError`` where there is none."""
        return self._ticks[key]

    def value(self) -> str | None:
        """The chosen keys, roles that no process has any more among them; ``None`` without any."""
        chosen = [key for key, tick in self._ticks.items() if tick.isChecked()]
        return SIGN.join([*chosen, *self._others]) or None

    def set_value(self, value: str | None) -> None:
        """Tick the keys in ``value``. Does not emit ``changed``."""
        keys = (value or "").split(SIGN) if value else []
        self._others = [key for key in keys if key not in self._ticks]
        for key, tick in self._ticks.items():
            tick.setChecked(key in keys)
