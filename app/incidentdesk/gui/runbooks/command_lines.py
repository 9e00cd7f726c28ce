"""A command as it is run: the program and each of its arguments on a line of its own, to the letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import mono_font
from incidentdesk.gui.widgets.cards import clear_layout, surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.runbook_texts import command_text


def mono_label(text: str, *, parent: QWidget | None = None) -> QLabel:
    """Letters of one width, which can be selected; a long line goes on in the next."""
    made = text_label(text, wrap=True, parent=parent)
    made.setFont(mono_font(12))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class CommandLines(QWidget):
    """``set_command`` shows one; an argument whose borders could be mistaken stands in marks."""

    def __init__(self, command: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_command(command)

    def set_command(self, command: tuple[str, ...]) -> None:
        """Show another command."""
        clear_layout(self._grid)
        for row, argument in enumerate(command):
            head = _("Program") if row == 0 else str(row)
            self._grid.addWidget(text_label(head, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(mono_label(command_text((argument,))), row, 1)
        self.setAccessibleName(_("Command: {command}").format(command=command_text(command)))


def command_strip(command: tuple[str, ...]) -> QWidget:
    """A command in one line on a ground of its own, for reading."""
    frame = surface("neutral")
    layout = QGridLayout(frame)
    layout.setContentsMargins(10, 6, 10, 6)
    label = mono_label(command_text(command))
    label.setAccessibleName(_("Command: {command}").format(command=command_text(command)))
    layout.addWidget(label)
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return frame
