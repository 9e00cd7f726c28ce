"""The bar below the list while many incidents are chosen: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.bulk.titles import FIRST, TITLES
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
        for kind in FIRST:
            button = ActionButton(_(TITLES[kind]), key_hint="B" if kind == "assign" else "")
            button.clicked.connect(lambda _checked=False, kind=kind: self.asked.emit(kind))
            self.buttons[kind] = button
        self.more_button = self.buttons["more"] = ActionButton(_("More…"))
        self.more_button.clicked.connect(lambda _checked=False: self._offer_more())
        flow.set_widgets([self.count, self.all_button, *self.buttons.values(), self.clear_button])
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(flow)
        self._flow = flow
        self.all_button.clicked.connect(lambda _checked=False: self.all_asked.emit())
        self.clear_button.clicked.connect(lambda _checked=False: self.cleared.emit())
        self.hide()

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, title in TITLES.items():
            if kind not in FIRST:
                act = menu.addAction(_(title))
                act.triggered.connect(lambda _checked=False, kind=kind: self.asked.emit(kind))
        menu.popup(self.more_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

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
