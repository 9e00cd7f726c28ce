"""The card of a definition that is about to be added: its mistake with place and remedy, or its preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.process_parser import DefinitionError
from incidentdesk.gui.settings.process_preview import ProcessPreview
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label

BETWEEN = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
"""Stands between file, stage and field."""


class MistakeCard(Card):
    """What is wrong in one definition file: where (file, stage, field), what, and the remedy."""

    def __init__(self, error: UserFacingError, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        place = error.place if isinstance(error, DefinitionError) else ""
        self.where = place.replace(", ", BETWEEN)
        self.mistake = error.message.removeprefix(f"{place}: ") if place else error.message
        self.remedy = error.next_step
        head = QHBoxLayout()
        head.addWidget(text_label(_("This definition cannot be used"), "subheading"))
        head.addStretch()
        head.addWidget(Chip(_("Mistake"), "danger"))
        self.body.addLayout(head)
        rows = ((_("Where"), self.where), (_("Mistake"), self.mistake), (_("Remedy"), self.remedy))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate((name, text) for name, text in rows if text):
            grid.addWidget(text_label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = text_label(text, "danger" if name == _("Mistake") else "plain", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, 1)
        self.body.addLayout(grid)
        self.setAccessibleName(_("{where}: {mistake} {remedy}").format(
            where=self.where, mistake=self.mistake, remedy=self.remedy))  # fmt: skip


class ProcessCheck(QWidget):
    """Takes the place of the list while a file is looked at.

    ``again`` asks to check the same file anew, ``add(make_default)`` to add it, ``given_up`` to leave it.
    """

    again = Signal()
    add = Signal(bool)
    given_up = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = Path()
        self.mistake: MistakeCard | None = None
        self.heading = text_label("", "subheading", wrap=True)
        self.say = text_label("", "muted", wrap=True)
        self.preview = ProcessPreview()
        self.add_button = ActionButton(_("Add"), kind="primary")
        self.default_button = ActionButton(_("Add and make default"))
        self.again_button = ActionButton(_("Check again"), icon_name="refresh", kind="primary")
        self.cancel_button = ActionButton(_("Cancel"))
        self.add_button.clicked.connect(lambda _checked=False: self.add.emit(False))
        self.default_button.clicked.connect(lambda _checked=False: self.add.emit(True))
        self.again_button.clicked.connect(lambda _checked=False: self.again.emit())
        self.cancel_button.clicked.connect(lambda _checked=False: self.given_up.emit())
        card = Card()
        card.body.addWidget(self.heading)
        card.body.addWidget(self.say)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add_button, self.default_button, self.again_button, self.cancel_button):
            row.addWidget(button)
        row.addStretch()
        card.body.addLayout(row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._mistakes = QVBoxLayout()
        self._column.addWidget(card)
        self._column.addLayout(self._mistakes)
        self._column.addWidget(self.preview)
        self.hide()

    def show_definition(self, path: Path, definition: ProcessDefinition) -> None:
        """Show a definition that can be used."""
        self._show(path, good=True)
        self.heading.setText(_("To add: {title}").format(title=definition.title))
        words = _(
            "{file} · key {key} · version {version}. No mistakes were found. Read it through, then add it."
        )
        self.say.setText(words.format(file=path.name, key=definition.key, version=definition.version))
        self.preview.show_process(definition)
        self.add_button.setFocus()

    def show_mistake(self, path: Path, error: UserFacingError) -> None:
        """Show why a definition cannot be used."""
        self._show(path, good=False)
        self.heading.setText(path.name)
        self.say.setText(_("Correct the file in a text editor, save it, and check it again."))
        self.mistake = MistakeCard(error)
        self._mistakes.addWidget(self.mistake)
        self.again_button.setFocus()

    def _show(self, path: Path, *, good: bool) -> None:
        self.path = path
        self.mistake = None
        clear_layout(self._mistakes)
        self.show()
        for button in (self.add_button, self.default_button):
            button.setVisible(good)
        self.again_button.setVisible(not good)
        self.preview.setVisible(good)
