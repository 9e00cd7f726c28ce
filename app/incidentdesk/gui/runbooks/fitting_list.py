"""Runbooks that fit an incident, each with the reason, and any other one by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import LINK_PADDING, ActionButton
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.runbooks.runbook_beside import Beside, Match
from incidentdesk.services.runbooks.runbook_texts import match_text


class FittingList(QWidget):
    """``chosen(key)`` begins one, ``opened(key)`` only shows it."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Match, ...] | None = None
        self.buttons: list[ActionButton] = []
        self.none = text_label(
            _("No runbook fits by itself. Choose one, or go on without."), "muted", wrap=True
        )
        self.other = SearchSelect(placeholder=_("Another runbook"))
        self.other.setAccessibleName(_("Begin another runbook"))
        self.other.changed.connect(self._choose)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.none)
        column.addLayout(self._rows)
        column.addWidget(self.other)

    def show_fitting(self, beside: Beside) -> None:
        """Show those that fit as it is now."""
        self.other.set_choices([Choice(key, name) for key, name in beside.others.items()])
        self.none.setVisible(not beside.fitting)
        if beside.fitting == self._shown:
            return
        had_focus = any(one.hasFocus() for one in self.buttons)
        self._shown = beside.fitting
        clear_layout(self._rows)
        self.buttons = []
        self._add(beside.fitting)
        if had_focus:
            self.focus_first()

    def focus_first(self) -> bool:
        """Go to the likeliest one, or to the choice among all."""
        if not self.isVisible():
            return False
        (self.buttons[0] if self.buttons else self.other).setFocus()
        return True

    def _add(self, matches: Sequence[Match]) -> None:
        for match in matches:
            key, name = match.line.key, match.line.name
            begin = ActionButton(_("Begin"))
            begin.setAccessibleName(_("Begin “{name}”").format(name=name))
            begin.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            title = ActionButton(name, kind="link")
            title.setToolTip(_("Read it first"))
            title.clicked.connect(lambda _checked=False, key=key: self.opened.emit(key))
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(title)
            why = text_label(match_text(match), "muted", wrap=True)
            why.setContentsMargins(LINK_PADDING, 0, 0, 0)
            words.addWidget(why)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addLayout(words, 1)
            row.addWidget(begin, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addLayout(row)
            self.buttons.append(begin)

    def _choose(self, key: object) -> None:
        if isinstance(key, str):
            self.other.set_value(None)
            self.chosen.emit(key)
