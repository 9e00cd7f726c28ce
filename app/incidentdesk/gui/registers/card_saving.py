"""Saving what is typed on an entry's card, and telling what somebody else wrote into it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from incidentdesk.base.errors import RefusedError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Card
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.registers.card_fields import NAME, card_facts
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes


class CardSaving(QObject):
    """Writes one form at a time. An entry that is still being looked up or added in a field is waited for."""

    saved = Signal(object, object)
    """The ``Card`` as it is on the desk, and what was sent by field."""
    refused = Signal(object)
    """A ``UserFacingError``; what was typed stays."""
    conflicting = Signal(object)
    """The ``Card`` as somebody else left it; the fields on which both wrote show it."""

    def __init__(self, session: WindowSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: tuple[str, str, StageForm] | None = None
        self.busy = False
        session.tasks.idle.connect(self._go_on)

    def save(self, register: str, uid: str, form: StageForm, *, waited: bool = False) -> None:
        """Save what is typed on ``form`` into the entry ``uid``, or as a new one."""
        if self.busy:
            return
        form.settle()
        wrong = next(iter(form.typed()), None)
        if wrong is not None:
            editor = form.editor(wrong)
            if not waited and isinstance(editor, RegisterEditor) and editor.is_under_way():
                self._waiting = (register, uid, form)
            else:
                form.focus_field(wrong)
            return
        name, edits = str(form.values()[NAME] or "").strip(), form.edits()
        if not name:
            form.editor(NAME).set_problem(_("Type its name."))
            form.focus_field(NAME)
        elif edits:
            self._write(register, uid, form, name, edits)

    def forget_waiting(self) -> None:
        """The card shows another entry: what was to be saved is its draft."""
        self._waiting = None

    def _write(
        self, register: str, uid: str, form: StageForm, name: str, edits: Mapping[str, JsonValue]
    ) -> None:
        self.busy = True
        base = form.base()
        values = {key: value for key, value in edits.items() if key != NAME}
        started = {key: base.get(key) for key in edits} if uid else None
        registers, me = self._session.cases.registers, self._session.me
        act = partial(registers.write, register, uid, name, values, me, started)

        def done(answer: tuple[Card, Changes]) -> None:
            self.saved.emit(answer[0], dict(edits))

        def refused(error: UserFacingError) -> bool:
            self.refused.emit(error)
            if isinstance(error, RefusedError) and uid:
                ask = partial(registers.get, register, uid)
                self._session.tasks.ask(self, ask, partial(self._compare, form), topic="conflict")
            return True

        self._session.tasks.change(self, act, done, refused=refused, ended=self._ended)

    def _compare(self, form: StageForm, now: Card) -> None:
        self.conflicting.emit(now)
        facts, base = card_facts(now), form.base()
        for key, mine in form.edits().items():
            theirs = facts.get(key)
            if not same_value(theirs, base.get(key)) and not same_value(theirs, mine):
                form.show_conflict(key, theirs, _words(theirs, now.names))

    def _ended(self) -> None:
        self.busy = False

    def _go_on(self) -> None:
        if self._waiting is not None:
            register, uid, form = self._waiting
            self._waiting = None
            self.save(register, uid, form, waited=True)


def _words(value: JsonValue, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    many = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(one), str(one)) for one in many if one is not None)
