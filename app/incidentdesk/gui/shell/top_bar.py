"""The bar above the pages: one field for searching, and who works here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.chip_button import ChipButton
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.command_field import CommandField
from incidentdesk.gui.widgets.labels import elided_label
from incidentdesk.gui.widgets.painting import key_text

KEY = "F2"
"""Changes person, from anywhere."""


class PersonButton(ChipButton):
    """Says who works here, as a chip; pressed, it lets another person in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(_("Change person; key: {key}").format(key=key_text(KEY)))

    def show_name(self, name: str) -> None:
        """Say another name."""
        self.set_chip(f"{name} · {key_text(KEY)}", "neutral")
        self.setAccessibleName(_("Works here: {name}").format(name=name))
        self.setToolTip(_("Works here: {name}. Press to change person.").format(name=name))


class TopBar(QFrame):
    """Search, late incidents, organisation, person, and the menu."""

    late_clicked = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.setFixedHeight(48)
        self.search = CommandField()
        self._late = Chip("", "danger")
        self._late.hide()
        self._organisation = elided_label("muted")
        self._organisation.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.person = PersonButton()
        more = IconButton("more", _("Menu"), key_hint="Alt+M")
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        self.menu_button = more
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        self._row = row
        row.addWidget(self.search)
        row.addStretch(1)
        for widget in (self._late, self._organisation, self.person, more):
            row.addWidget(widget)

    def add(self, chip: QWidget) -> None:
        """Put a further chip before all others."""
        self._row.insertWidget(2, chip)

    def show_person(self, name: str, organisation: str, department: str) -> None:
        """Say who works here, for whom."""
        self.person.show_name(name)
        self._organisation.setText(" · ".join(part for part in (organisation, department) if part))

    def show_late(self, count: int) -> None:
        """Say how many incidents have missed a target."""
        self._late.set_chip(_("{n} late").format(n=count), "danger")
        self._late.setVisible(count > 0)
