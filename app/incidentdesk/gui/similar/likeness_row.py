"""One similar incident: why it is told, what was done about it, and what can be done with that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.lists.similar import REASONS, Likeness

SHOWN_OF_RESOLUTION = 160
"""How many characters of what was done are shown; all of it is copied."""

_TONES: dict[str, Tone] = {"resolved": "good", "closed": "good", "on_hold": "warning", "cancelled": "neutral"}


class LikenessRow(QFrame):
    """A title with its state, the reasons, what was done, and its buttons.

    With ``why`` nothing can be done about it, and the buttons say so.
    """

    opened = Signal()
    copy_wanted = Signal()
    link_wanted = Signal()

    def __init__(
        self, likeness: Likeness, *, linked: bool, copies: bool, why: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.likeness = likeness
        row = likeness.row
        self.title = elided_label("strong")
        self.title.setText(row.title)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(status_chip(row.status))
        reasons = [_(REASONS[key]) for key in likeness.reasons]
        if likeness.link:
            reasons.insert(0, _("linked"))
        self.reasons = text_label(" · ".join([row.number, *reasons]), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.reasons)
        if likeness.resolution:
            column.addWidget(text_label(shortened(likeness.resolution), wrap=True))
        column.addLayout(self._buttons(linked=linked, copies=copies))
        for button in (self.copy_button, self.link_button):
            button.setEnabled(not why)
            button.setToolTip(why)

    def _buttons(self, *, linked: bool, copies: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        number = self.likeness.row.number
        self.open_button = self._button(_("Open"), _("Open {number}"), number)
        self.open_button.clicked.connect(self.opened)
        line.addWidget(self.open_button)
        self.copy_button = self._button(_("Copy resolution"), _("Copy the resolution of {number}"), number)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.copy_button.setVisible(copies and bool(self.likeness.resolution))
        line.addWidget(self.copy_button)
        words = (
            (_("Unlink"), _("Take back that this is a duplicate of {number}"))
            if linked
            else (_("Link as duplicate"), _("Link as a duplicate of {number}"))
        )
        self.link_button = self._button(*words, number)
        self.link_button.clicked.connect(self.link_wanted)
        line.addWidget(self.link_button)
        line.addStretch(1)
        return line

    def _button(self, text: str, name: str, number: str) -> ActionButton:
        made = ActionButton(text, kind="link", parent=self)
        made.setAccessibleName(name.format(number=number))
        return made


def status_chip(status: str) -> Chip:
    """A chip that says how far an incident is."""
    return Chip(_(STATUS_TEXTS.get(status, status)), _TONES.get(status, "accent"))


def shortened(text: str) -> str:
    """``text`` in one line, cut after a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_OF_RESOLUTION else line[:SHOWN_OF_RESOLUTION].rsplit(" ", 1)[0] + "…"
