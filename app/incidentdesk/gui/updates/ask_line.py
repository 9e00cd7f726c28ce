"""A line that asks one thing: who was told by hand, or what is to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit


class AskLine(QWidget):
    """``said`` with the answer, which counts when empty only where it may be; hidden until one asks."""

    said = Signal(str)

    def __init__(
        self, question: str, hint: str, button: str, *, may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self.line = LineEdit(placeholder=hint)
        self.line.setAccessibleName(question)
        self.line.returnPressed.connect(self.confirm)
        self.note = ActionButton(button, kind="primary")
        self.note.clicked.connect(lambda _checked=False: self.confirm())
        self.before = Flow(gap=8, line_gap=4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(question, "label"))
        column.addLayout(row)
        column.addWidget(self.before)
        self.hide()

    def ask(self, before: Sequence[str] = ()) -> None:
        """Ask; the answers ``before`` can be given again."""
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
        if self.line.text().strip() or self._may_be_empty:
            self.said.emit(self.line.text().strip())
        else:
            self.line.setFocus()


class Asks(QWidget):
    """What the composer may have to ask, one thing at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whom = AskLine(_("Who was told?"), _("The wards, by phone"), _("Told"))
        self.note = AskLine(
            _("What is to be changed?"), _("Say who is concerned"), _("Send it back"), may_be_empty=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.whom)
        column.addWidget(self.note)

    def open(self) -> AskLine | None:
        """The line that asks something now."""
        return next((one for one in (self.whom, self.note) if not one.isHidden()), None)

    def put_away(self, back: QWidget) -> None:
        """Ask nothing; the focus, where it is here, goes ``back``."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            back.setFocus()
        for one in (self.whom, self.note):
            one.hide()
