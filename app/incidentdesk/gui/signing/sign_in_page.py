"""The page that covers the window while it is asked who works here: to change person, or after a lock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.signing.people_list import ROW, Line, PeopleList
from incidentdesk.gui.widgets.announcing import announce, tell_description
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.registers.signing_in import PinRefusedError

WIDTH = 440
ROWS = 5
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True)
class Asked:
    """Who can be chosen, in that order; ``current`` is the uid of whom the keyboard starts on.

    Where the window is ``locked`` there is no way back without saying who one is. ``why`` is told.
    """

    lines: tuple[Line, ...]
    current: str
    locked: bool
    why: str


class SignInPage(QFrame):
    """A name by a few letters, Enter, and a PIN where there is one.

    ``entered(uid, pin)`` says who wants to work here, ``left`` that it stays as it was.
    """

    entered = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "background")
        self._asked = Asked((), "", locked=False, why="")
        self._busy = False
        self.heading = text_label("", "heading")
        self.drawing = Drawing("person", "accent", size=24)
        self.why = text_label("", "muted", wrap=True)
        self.name = LineEdit(placeholder=_("Type a few letters of the name"))
        self.people = PeopleList()
        self.nobody = text_label("", "muted", wrap=True)
        self.pin = LineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.pin_frame = FieldFrame(_("PIN"), self.pin)
        self.wait = QTimer(self, singleShot=True)
        self.wait.timeout.connect(lambda: self.pin_frame.show_gap(_("The wait is over. Type the PIN.")))
        self.go_button = ActionButton("", kind="primary", key_hint="Return")
        self.back_button = ActionButton(_("Back"), key_hint="Esc")
        self._lay_out()
        self.name.textEdited.connect(self._narrow)
        self.pin.textEdited.connect(lambda _text: self._forget_fault())
        self.people.clicked.connect(self._clicked)
        self.go_button.clicked.connect(lambda _checked=False: self._go_on())
        self.back_button.clicked.connect(lambda _checked=False: self._leave())

    def ask(self, asked: Asked) -> None:
        """Ask anew; nothing that was typed here before is left."""
        self._asked = asked
        self.set_busy(False)
        self.heading.setText(_("Locked") if asked.locked else _("Who works here?"))
        self.drawing.set_drawing("lock" if asked.locked else "person", "accent")
        self.setAccessibleName(self.heading.text())
        self.why.setText(asked.why)
        self.why.setVisible(bool(asked.why))
        self.back_button.setVisible(not asked.locked)
        self.name.clear()
        rows = min(ROWS, len(asked.lines))
        self.people.setFixedHeight(max(1, rows) * ROW)
        self.nobody.setFixedHeight(max(2, rows) * ROW)
        self._keep_place_of_pin(kept=any(line.has_pin for line in asked.lines))
        self._show(asked.lines, asked.current)

    def offer(self, lines: tuple[Line, ...]) -> None:
        """Offer others than before; the keyboard stays on whom it was on."""
        if lines != self._asked.lines:
            line = self.people.current()
            self._asked = replace(self._asked, lines=lines)
            self._show(self._fitting(), line.person.uid if line is not None else "")

    def focus_first(self) -> None:
        """The PIN where only that is missing, else the name."""
        line = self.people.current()
        waits_for_pin = self._asked.locked and line is not None and line.has_pin
        (self.pin if waits_for_pin else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: UserFacingError) -> None:
        """Say why not; the PIN is typed anew."""
        self.set_busy(False)
        line = self.people.current()
        if line is not None and line.has_pin:
            self.pin_frame.show_gap(str(error))
            if isinstance(error, PinRefusedError) and error.wait_ms:
                self.wait.start(error.wait_ms)
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            tell_description(self.pin)
        else:
            self.why.setText(str(error))
            self.why.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.why)

    def set_busy(self, busy: bool) -> None:
        """Wait for an answer: a second Enter does nothing."""
        self._busy = busy
        self.go_button.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the list wherever the focus is, Enter goes on, Esc back."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.people.step(STEPS[key])
            self._chosen()
        elif key in ENTER:
            self._go_on()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.drawing)
        head.addWidget(self.heading, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        lists = Card(padded=False)
        lists.body.setContentsMargins(1, 4, 1, 4)
        lists.body.addWidget(self.people)
        lists.body.addWidget(self.nobody)
        self.nobody.setContentsMargins(16, 12, 16, 12)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.setFixedWidth(WIDTH)
        card.body.setContentsMargins(24, 20, 24, 20)
        card.body.setSpacing(12)
        card.body.addLayout(head)
        card.body.addWidget(self.why)
        card.body.addWidget(FieldFrame(_("Name"), self.name))
        card.body.addWidget(lists)
        card.body.addWidget(self.pin_frame)
        card.body.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        # Not by alignment: the height of a text that wraps would not be asked for.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def _keep_place_of_pin(self, *, kept: bool) -> None:
        """What stands below the PIN stays in its place while one goes through the list."""
        policy = self.pin_frame.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.pin_frame.setSizePolicy(policy)

    def _narrow(self, typed: str) -> None:
        self._show(self._fitting(), "" if typed.strip() else self._asked.current)

    def _fitting(self) -> tuple[Line, ...]:
        """Those whose names fit what is typed."""
        by_uid = {line.person.uid: line for line in self._asked.lines}
        choices = [Choice(uid, line.person.name, line.about) for uid, line in by_uid.items()]
        return tuple(by_uid[choice.key] for choice in matching(choices, self.name.text()))

    def _show(self, lines: tuple[Line, ...], current: str) -> None:
        self.people.show_lines(lines, current)
        self.people.setVisible(bool(lines))
        self.nobody.setVisible(not lines)
        words = _("Nobody here is called “{name}”. Staff are added under Settings, Staff.")
        self.nobody.setText(words.format(name=self.name.text().strip()))
        self._chosen()

    def _chosen(self) -> None:
        line = self.people.current()
        self.pin.clear()
        self._forget_fault()
        asks = line is not None and line.has_pin
        if not asks and self.pin.hasFocus():
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pin_frame.setVisible(asks)
        self.go_button.setVisible(line is not None)
        if line is not None:
            self.pin_frame.set_label(_("PIN of {name}").format(name=line.person.name))
            self.go_button.setText(_("Work as {name}").format(name=line.person.name))
            self.name.setAccessibleDescription(line.spoken)
            tell_description(self.name)

    def _forget_fault(self) -> None:
        """What was wrong with the last try does not concern the next one."""
        self.wait.stop()
        self.pin_frame.clear_gap()

    def _clicked(self, _index: QModelIndex) -> None:
        self._chosen()
        self._go_on()

    def _go_on(self) -> None:
        line = self.people.current()
        if line is None or self._busy:
            return
        if line.has_pin and not self.pin.text():
            if self.pin.hasFocus():
                self.pin_frame.show_gap(_("Type the PIN."))
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.set_busy(True)
        pin = self.pin.text()
        self.pin.clear()
        self.entered.emit(line.person.uid, pin)

    def _leave(self) -> None:
        if not self._asked.locked:
            self.left.emit()
