"""The bar below the list while many incidents are chosen: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.bulk.titles import TITLES
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label


class BulkBar(QFrame):
    """``asked(kind)`` for one of the bulk changes, ``all_asked`` for the whole list, ``cleared`` for none."""

    asked = Signal(str)
    all_asked = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self.count = text_label("", "strong")
        self.all_button = ActionButton("", kind="link")
        self.clear_button = ActionButton(_("Clear"), kind="quiet", key_hint="Esc")
        self.buttons: dict[str, ActionButton] = {}
        flow = Flow()
        for kind, title in TITLES.items():
            button = ActionButton(_(title), key_hint="B" if kind == "assign" else "")
            button.clicked.connect(lambda _checked=False, kind=kind: self.asked.emit(kind))
            self.buttons[kind] = button
        flow.set_widgets([self.count, self.all_button, *self.buttons.values(), self.clear_button])
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(flow)
        self._flow = flow
        self.all_button.clicked.connect(lambda _checked=False: self.all_asked.emit())
        self.clear_button.clicked.connect(lambda _checked=False: self.cleared.emit())
        self.hide()

    def show_count(self, count: int, total: int, *, counted: bool) -> None:
        """Say that ``count`` of ``total`` are chosen; hide where none are."""
        if count:
            words = ngettext("{n} chosen", "{n} chosen", count)
            self.count.setText(words.format(n=f"{count:,}"))
            self.count.setAccessibleName(self.count.text())
            whole = ngettext("Choose all {n}", "Choose all {n}", total).format(n=f"{total:,}")
            self.all_button.setText(whole if counted else _("Choose all"))
            self.all_button.setVisible(count < total or not counted)
            self._flow.updateGeometry()
        self.setVisible(count > 0)
