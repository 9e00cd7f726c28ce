"""Who was told by hand: a line to write it in, with those who were told so before to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit


class WhomLine(QWidget):
    """``said`` with who was told; hidden until one asks."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit(placeholder=_("Who, and how: the school office, by phone"))
        self.line.setAccessibleName(_("Who was told"))
        self.line.returnPressed.connect(self.confirm)
        self.note = ActionButton(_("Told"), kind="primary")
        self.note.clicked.connect(lambda _checked=False: self.confirm())
        self.before = Flow(gap=8, line_gap=4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(_("Who was told?"), "label"))
        column.addLayout(row)
        column.addWidget(self.before)
        self.hide()

    def ask(self, before: Sequence[str]) -> None:
        """Ask who was told; ``before`` were told by hand already, and may be told again."""
        links: list[QWidget] = []
        for name in before:
            link = ActionButton(name, kind="link")
            link.clicked.connect(lambda _checked=False, name=name: self.line.setText(name))
            links.append(link)
        self.before.set_widgets(links)
        self.before.setVisible(bool(links))
        self.line.clear()
        self.show()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # else it is not scrolled to
        self.line.setFocus()

    def confirm(self) -> None:
        """Say what is written, if anything is."""
        if self.line.text().strip():
            self.said.emit(self.line.text().strip())
        else:
            self.line.setFocus()
