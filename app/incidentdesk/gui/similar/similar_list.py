"""The list of similar incidents, with the hint that many like it come at once."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.similar.likeness_row import LikenessRow
from incidentdesk.gui.widgets.cards import clear_layout, rule
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.lists.similar import BURST_MINUTES, Likeness, Likenesses


class SimilarList(QWidget):
    """Rows of ``LikenessRow``. Signals carry the ``Likeness`` that was meant."""

    opened = Signal(object)
    copy_wanted = Signal(object)
    link_wanted = Signal(object)

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Similar incidents"))
        self.rows: list[LikenessRow] = []
        self._shown: tuple[object, ...] = ()
        self.burst = Banner()
        self.burst.hide()
        self.empty = text_label(empty, "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.burst)
        column.addWidget(self.empty)
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_likenesses(
        self, likenesses: Likenesses, *, linked: Collection[str] = (), copies: bool = True, why: str = ""
    ) -> None:
        """Show others; ``linked`` are uids that count as linked before they are. Unchanged rows stay.

        ``why`` says why the person may do nothing about them.
        """
        if likenesses.burst:
            words = _("{n} like this within {minutes} minutes: one cause?")
            self.burst.set_message(words.format(n=likenesses.burst, minutes=BURST_MINUTES), "warning")
        self.burst.setVisible(bool(likenesses.burst))
        items = tuple((one, bool(one.link) or one.row.uid in linked) for one in likenesses.items)
        self.empty.setVisible(not items)
        if (items, copies, why) == self._shown:
            return
        self._shown = items, copies, why
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        clear_layout(self._rows)
        self.rows = []
        for one, is_linked in items:
            if self.rows:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(one, is_linked=is_linked, copies=copies, why=why))
        if had_focus:
            self.focus_first()

    def focus_first(self) -> bool:
        """Put the focus on the first row; false where there is none."""
        if self.rows:
            self.rows[0].open_button.setFocus()
        return bool(self.rows)

    def _row(self, one: Likeness, *, is_linked: bool, copies: bool, why: str) -> LikenessRow:
        row = LikenessRow(one, linked=is_linked, copies=copies, why=why)
        row.opened.connect(lambda: self.opened.emit(one))
        row.copy_wanted.connect(lambda: self.copy_wanted.emit(one))
        row.link_wanted.connect(lambda: self.link_wanted.emit(one))
        self.rows.append(row)
        return row
