"""One's own PIN: setting, changing and removing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.pins import LEAST_DIGITS, LEAST_PHRASE, MOST_DIGITS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.announcing import tell_description
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.registers.signing_in import PinRefusedError

HINT = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class PinCard(Card):
    """The PIN of whoever is at the keyboard. What is typed here is in no draft, and goes with the page."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.state = text_label("", wrap=True)
        self.old, self.new, self.again = _secret(), _secret(), _secret()
        rule = _("{a} to {b} digits, or a phrase of at least {c} characters.").format(
            a=LEAST_DIGITS, b=MOST_DIGITS, c=LEAST_PHRASE
        )
        self._old = FieldFrame(_("PIN so far"), self.old)
        self._new = FieldFrame(_("New PIN"), self.new, help=rule)
        self._again = FieldFrame(_("New PIN once more"), self.again)
        self.set_button = ActionButton("", kind="primary", key_hint="Ctrl+S")
        self.remove_button = ActionButton(_("Re&move PIN"), icon_name="trash")
        self.set_button.clicked.connect(lambda _checked=False: self.save())
        self.remove_button.clicked.connect(lambda _checked=False: self.remove())
        self.body.setSpacing(12)
        self.body.addWidget(text_label(_("Your PIN"), "subheading"))
        self.body.addWidget(self.state)
        for frame in (self._old, self._new, self._again):
            frame.editor.setMaximumWidth(360)
            self.body.addWidget(frame)
            frame.editor.textEdited.connect(lambda _text: self._clear_gaps())  # type: ignore[attr-defined]
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.set_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        session.surroundings_changed.connect(self._show)
        self._show()

    def focus_first(self) -> None:
        """Start with the field that is asked for first."""
        (self.new if self._old.isHidden() else self.old).setFocus()

    def forget(self) -> None:
        """Let nothing that was typed stand here."""
        for editor in (self.old, self.new, self.again):
            editor.clear()
        self._clear_gaps()

    def save(self) -> None:
        """Set the PIN, or change it."""
        if self.new.text() != self.again.text():
            self._complain(self._again, _("This is not the same. Type the new PIN twice."))
            return
        signing, me, words = self._session.cases.signing_in, self._session.me, _("Your PIN is set.")
        self._change(partial(signing.set_pin, self.new.text(), me, old=self.old.text()), words)

    def remove(self) -> None:
        """Go without a PIN from now on."""
        signing, me, words = self._session.cases.signing_in, self._session.me, _("Your PIN is removed.")
        self._change(partial(signing.remove_pin, me, old=self.old.text()), words)

    def _change(self, act: Callable[[], Changes], words: str) -> None:
        if not self.set_button.isEnabled():
            return

        def done(_changes: Changes) -> None:
            self.forget()
            self._session.told.emit(words, "good")
            self.new.setFocus()

        self._set_busy(True)
        self._session.tasks.make(self, act, done, refused=self._refuse, ended=partial(self._set_busy, False))

    def _set_busy(self, busy: bool) -> None:
        self.set_button.setEnabled(not busy)
        self.remove_button.setEnabled(not busy)

    def _refuse(self, error: UserFacingError) -> bool:
        if isinstance(error, PinRefusedError):
            self.old.clear()
            self._complain(self._old, str(error))
        else:
            self._complain(self._new, str(error))
        return True

    def _complain(self, frame: FieldFrame, words: str) -> None:
        self._clear_gaps()
        frame.show_gap(words)
        frame.editor.setFocus()
        tell_description(frame.editor)

    def _clear_gaps(self) -> None:
        for frame in (self._old, self._new, self._again):
            frame.clear_gap()

    def _show(self) -> None:
        has_pin = self._session.me in self._session.surroundings.with_pin
        name = self._session.person.name
        if has_pin:
            words = _(
                "{name} has a PIN: it is asked for when the program starts, after F2, and after a lock."
            )
        else:
            words = _("{name} has no PIN: to choose the name is enough.")
        self.state.setText(words.format(name=name))
        self._old.setVisible(has_pin)
        self.remove_button.setVisible(has_pin)
        self.set_button.setText(_("Change PIN") if has_pin else _("Set PIN"))


def _secret() -> LineEdit:
    made = LineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(HINT)
    return made
