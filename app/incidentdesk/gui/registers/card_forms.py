"""The forms of the card, one for each register, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.domain.rights import Right
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.registers.card_fields import card_fields
from incidentdesk.gui.session import WindowSession


class CardForms:
    """Keeps forms; they are thrown away where staff or settings have changed, which are built into them."""

    def __init__(self, session: WindowSession, take_in: Callable[[StageForm], None]) -> None:
        self._session = session
        self._take_in = take_in
        self._forms: dict[str, StageForm] = {}
        self._made_for: object = None

    def show(self, register: str) -> StageForm:
        """The form of ``register``, in sight; all others are hidden."""
        if self._made_for is not self._session.surroundings:
            for old in self._forms.values():
                old.hide()
                old.deleteLater()
            self._forms, self._made_for = {}, self._session.surroundings
        if register not in self._forms:
            self._forms[register] = self._make(register)
        form = self._forms[register]
        for other in self._forms.values():
            other.setVisible(other is form)
        form.set_read_only(not self._session.may(Right.WORK))
        return form

    def _make(self, register: str) -> StageForm:
        definitions = self._session.cases.desk.library.all()
        roles = {key: title for definition in definitions for key, title in definition.roles.items()}
        form = StageForm(card_fields(register, roles), self._session.form_context(None))
        self._take_in(form)
        return form
