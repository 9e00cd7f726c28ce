"""The panel above the list of callers in which one of them is corrected."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Caller
from incidentdesk.domain.registers import is_uid
from incidentdesk.domain.rights import Right
from incidentdesk.gui.outages.named_or_typed import NamedOrTyped
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.panel import RecordPanel
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.outages.caller_correcting import CALLER_FIELDS

PER_ROW = 3


class CallerEditor(RecordPanel):
    """Shows one caller at a time. Save (Ctrl+S or Ctrl+Enter) and Esc are the room's keys."""

    def __init__(self, session: WindowSession) -> None:
        form = Form(per_row=PER_ROW)
        super().__init__(session, "callers", form, Right.WORK)
        self._caller: Caller | None = None
        self._number = ""
        self._waits = False
        self.extras_rule.hide()
        self.name = NamedOrTyped(session, "reporter", placeholder=_("Name, phone or place"))
        self.place = NamedOrTyped(session, "place", placeholder=_("Place"), by_name=True)
        for key, editor in (
            ("name", self.name), ("phone", LineEdit()), ("callback", LineEdit()), ("place", self.place),
            ("note", GrowingTextEdit()),
        ):  # fmt: skip
            form.add(key, _(CALLER_FIELDS[key]), editor, wide=key == "note")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for field in (self.name, self.place):
            field.textEdited.connect(lambda _text: form.edited.emit())
            field.arrived.connect(self._save_what_waits)
        form.edited.connect(self._show_place)
        self.save_wanted.connect(self.save)

    def correct(self, caller: Caller, number: str) -> None:
        """Show ``caller`` of the incident ``number``; what is typed of another is kept."""
        self.leave()
        self._caller, self._number, self._waits = caller, number, False
        if caller.reporter:
            self.name.know(caller.reporter, caller.name)
        values = {key: str(getattr(caller, key)) for key in CALLER_FIELDS}
        who = caller.name or caller.phone
        self.open(
            caller.uid,
            _("Correct what is known of {name}").format(name=who),
            values | {"name": caller.reporter or caller.name},
            note=_("{name} reported {number}: who it is, the incident says.").format(
                name=who, number=caller.number
            )
            if caller.own
            else "",
        )
        self.name.setEnabled(not caller.own)
        self._show_place()
        self.form.frame("phone" if caller.own else "name").setFocus()

    def save(self) -> None:
        """Save what was typed; a name that is still being looked up is waited for."""
        caller = self._caller
        if caller is None or self.isHidden() or self.busy():
            return
        if self.name.is_taking() or self.place.is_taking():
            self._waits = True
            return
        typed, values = self.form.typed(), self.form.values()
        if not typed:
            self.put_away()
            return
        given = dict(typed)
        who = given.pop("name", "")
        if is_uid(who):
            given["reporter"] = who
        elif "name" in typed:
            given |= {"reporter": "", "name": who}
        started = {key: str(getattr(caller, key)) for key in CALLER_FIELDS}
        session, uid = self._session, caller.uid
        correct = session.cases.outages.correct_caller
        before = {key: started[key] for key in typed}
        if caller.reporter != given.get("reporter", caller.reporter):
            before |= {"reporter": caller.reporter, "name": caller.name, "phone": caller.phone}

        def undo() -> None:
            session.tasks.change(self, partial(correct, uid, before, session.me))

        def saved(_changes: Changes) -> None:
            self.saved(uid, values)
            session.undoable.emit(_("What is known of {name} is corrected.").format(name=caller.name), undo)
            if self.isHidden():
                self.closed.emit()

        self.set_busy(True)
        act = partial(correct, uid, given, session.me, started)
        session.tasks.change(self, act, saved, refused=self.refuse)

    def _save_what_waits(self) -> None:
        if self._waits:
            self._waits = False
            self.save()

    def _show_place(self) -> None:
        """The place is kept with a reporter: who is in no register has none."""
        known = is_uid(self.name.value() or "")
        self.place.setEnabled(known)
        why = "" if known else _("Kept with a reporter of the register: choose who it is, or write a note.")
        self.form.frame("place").set_help(why)
