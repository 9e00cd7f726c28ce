"""What stands below one field of a review: the draft from the timeline, and remarks on its language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.blameless import Remark
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import clear_layout, surface
from incidentdesk.gui.widgets.labels import TwoLineLabel, text_label

SHOWN = 3
"""How many remarks on a field are shown at once."""

PREVIEW = 400
"""How much of a draft is shown; all of it is taken over."""


class FieldSide(QWidget):
    """``take_wanted`` is for the draft; ``leave_wanted`` and ``roles_wanted`` carry a remark."""

    take_wanted = Signal()
    leave_wanted = Signal(object)
    roles_wanted = Signal(object)

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = label
        self.remarks: list[Remark] = []
        self.offered = ""
        self._offer = surface("neutral", self)
        self._said = TwoLineLabel("muted")
        self.take = ActionButton(_("Take it over"), kind="link", key_hint="Alt+Return")
        self.take.setAccessibleName(_("Take the draft over: {field}").format(field=label))
        self.take.clicked.connect(self.take_wanted)
        row = QHBoxLayout(self._offer)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._said, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._offer)
        column.addLayout(self._lines)
        self._offer.hide()
        self.hide()

    def show_offer(self, text: str, origin: str) -> None:
        """Offer a draft that reads ``text``, made ``origin``; an empty text offers none."""
        self.offered = text
        flat = " ".join(text.split())
        shown = flat if len(flat) <= PREVIEW else flat[:PREVIEW].rstrip() + "…"
        self._said.setText(_("{origin}: {text}").format(origin=origin, text=shown) if text else "")
        self._said.setAccessibleName(self._said.text())
        self._offer.setVisible(bool(text))
        self._show()

    def show_remarks(self, remarks: Sequence[Remark], *, roles: bool) -> None:
        """Show ``remarks``; with ``roles`` a name can be replaced where it stands."""
        if list(remarks) == self.remarks:
            return
        inside = any(button.hasFocus() for button in self.buttons())
        self.remarks = list(remarks)
        clear_layout(self._lines)
        for remark in self.remarks[:SHOWN]:
            self._lines.addWidget(self._line(remark, roles=roles))
        more = len(self.remarks) - SHOWN
        if more > 0:
            said = ngettext("and {n} more remark", "and {n} more remarks", more).format(n=more)
            rest = text_label(said, "small")
            rest.setContentsMargins(12, 0, 0, 0)
            self._lines.addWidget(rest)
        self._show()
        if inside:
            self._focus_on()

    def buttons(self) -> list[ActionButton]:
        """The buttons beside the remarks, in order."""
        return [one for one in self.findChildren(ActionButton) if one is not self.take and not one.isHidden()]

    def _line(self, remark: Remark, *, roles: bool) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(12)
        words = _("“{words}”: {say} {ask}").format(words=remark.text, say=remark.say, ask=remark.ask)
        row.addWidget(text_label(words, "small", wrap=True), 1)
        if roles and remark.rule == "name":
            name = _("Write the role in place of {words}")
            row.addWidget(_link(_("Write the role"), name, remark, self.roles_wanted.emit))
        row.addWidget(_link(_("Leave it"), _("Leave “{words}” as it is"), remark, self.leave_wanted.emit))
        return line

    def _focus_on(self) -> None:
        """What had the focus is gone: go on with the next remark, else with the field."""
        buttons = self.buttons()
        if buttons:
            buttons[0].setFocus()

    def _show(self) -> None:
        self.setVisible(bool(self.offered or self.remarks))


def _link(text: str, name: str, remark: Remark, act: Callable[[object], object]) -> ActionButton:
    button = ActionButton(text, kind="link")
    button.setAccessibleName(name.format(words=remark.text))
    button.clicked.connect(lambda _checked=False: act(remark))
    return button
