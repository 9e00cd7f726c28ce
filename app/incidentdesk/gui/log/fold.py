"""The first few rows of a list, and a link that shows the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton


class Fold(ActionButton):
    """Hides what is beyond the first rows until it is pressed."""

    def __init__(self, first: int) -> None:
        super().__init__("", kind="link")
        self._first = first
        self._open = False
        self._groups: Sequence[Sequence[QWidget]] = ()
        self.clicked.connect(lambda _checked=False: self.set_open(not self._open))
        self.hide()

    def show_rows(self, groups: Sequence[Sequence[QWidget]]) -> None:
        """Take care of these rows, each of one or more widgets."""
        self._groups = groups
        for place, group in enumerate(groups):
            for widget in group:
                widget.setVisible(self._open or place < self._first)
        self.setVisible(len(groups) > self._first)
        words = _("Show fewer") if self._open else _("Show {n} more")
        self.setText(words.format(n=len(groups) - self._first))
        self.updateGeometry()

    def set_open(self, is_open: bool) -> None:
        """Show all rows, or the first again."""
        if is_open != self._open:
            self._open = is_open
            self.show_rows(self._groups)
