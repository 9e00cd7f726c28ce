"""One follow-up of an incident, as a row: ticked when it is done."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.services.follow_ups.follow_up_texts import due_text, due_tone, kind_text, state_text


class FollowUpRow(QWidget):
    """``ticked(FollowUp, done)`` by the person, ``edit_wanted(FollowUp)``."""

    ticked = Signal(object, bool)
    edit_wanted = Signal(object)

    def __init__(self, one: FollowUp, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow_up = one
        self.tick = QCheckBox(self)
        self.tick.clicked.connect(self._clicked)
        self._text = text_label("", wrap=True, parent=self)
        self._below = text_label("", "small", wrap=True, parent=self)
        self._due = Chip("", "neutral", parent=self)
        self.edit = IconButton("edit", "", quiet=True, parent=self)
        self.edit.clicked.connect(lambda _checked=False: self.edit_wanted.emit(self.follow_up))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._text)
        texts.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self._due, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self.show_follow_up(one, today)

    def show_follow_up(self, one: FollowUp, today: date) -> None:
        """Show it as it is now."""
        self.follow_up = one
        self.tick.setChecked(not one.is_open)
        self.tick.setAccessibleName(_("Done: {text}").format(text=one.text))
        self._text.setText(one.text)
        set_role(self._text, "role", "plain" if one.is_open else "muted")
        parts = [kind_text(one.kind), one.owner_name]
        parts += [state_text(one.state)] if one.state == "doing" else []
        parts += [part for part in (one.link, one.why_dropped) if part]
        self._below.setText(" · ".join(parts))
        self._due.set_chip(due_text(one, today), cast("Tone", due_tone(one, today)))
        self.edit.setAccessibleName(_("Change “{text}”").format(text=one.text))
        self.edit.setToolTip(_("Change"))

    def _clicked(self, done: bool) -> None:
        self.tick.setChecked(not self.follow_up.is_open)  # what it is now, the desk says
        self.ticked.emit(self.follow_up, done)
