"""What a reporter usually calls about: service, device and place, filled in where nothing is said yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.session import WindowSession

REPORTER = "reporter"


class UsualValues(QObject):
    """Follows the reporter of a form. What it filled in says so below the field, and can be taken back.

    Another reporter's values take the place of what it filled in itself, never of what a person did.
    """

    def __init__(self, session: WindowSession, form: Callable[[], StageForm], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form
        self._filled: dict[str, JsonValue] = {}
        self._filling = False

    def begin(self) -> None:
        """Another call begins: what was filled in is no matter of it."""
        self._session.tasks.cancel(self, "usual")
        self._forget(tuple(self._filled))

    def follow(self, key: str) -> None:
        """The person changed a field of the form."""
        if self._filling:
            return
        if key in self._filled:
            self._forget((key,))
        if key != REPORTER:
            return
        reporter = self._form().values().get(REPORTER)
        if not isinstance(reporter, str):
            self._session.tasks.cancel(self, "usual")
            self._take_back()
            return
        ask = partial(self._session.cases.registers.defaults_for, reporter)
        self._session.tasks.ask(self, ask, partial(self._fill, reporter), topic="usual")

    def _fill(self, reporter: str, usual: Mapping[str, JsonValue]) -> None:
        form = self._form()
        if form.values().get(REPORTER) != reporter:
            return
        self._take_back()
        there = {field.key for field in form.fields()}
        wanted = {key: one for key, one in usual.items() if key in there and not is_missing(one)}
        fresh = {key: one for key, one in wanted.items() if form.editor(key).is_empty()}
        if not fresh:
            return
        name = self._name(form)
        self._set(form, fresh)
        self._filled = dict(fresh)
        for key in fresh:
            frame = form.editor(key).frame
            if frame is not None:
                frame.set_help(_("As usual for {name}").format(name=name))
        words = ngettext("{n} field is filled in as usual.", "{n} fields are filled in as usual.", len(fresh))
        self._session.undoable.emit(words.format(n=len(fresh)), self._take_back)

    def _take_back(self) -> None:
        """Empty what was filled in and is still so."""
        form = self._form()
        values = form.values()
        filled = {key: one for key, one in self._filled.items() if values.get(key) == one}
        self._forget(tuple(self._filled))
        self._set(form, dict.fromkeys(filled))

    def _set(self, form: StageForm, values: Mapping[str, JsonValue]) -> None:
        self._filling = True
        for key, value in values.items():
            form.set_field(key, value)
        self._filling = False

    def _forget(self, keys: tuple[str, ...]) -> None:
        form = self._form()
        there = {field.key for field in form.fields()}
        for key in keys:
            self._filled.pop(key, None)
            frame = form.editor(key).frame if key in there else None
            if frame is not None:
                frame.set_help(form.editor(key).field.help)

    @staticmethod
    def _name(form: StageForm) -> str:
        editor = form.editor(REPORTER)
        entry = editor.entry() if isinstance(editor, RegisterEditor) else None
        return entry.name if entry is not None else _("this reporter")
