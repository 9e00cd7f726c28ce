"""Adding and changing rows of one table of the response room, each by itself, with nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.response.room_tables import RoomTable
from incidentdesk.gui.response.row_drafts import NEW, RowDrafts
from incidentdesk.gui.response.row_form import RowForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.response.response import AddedRow
from incidentdesk.services.response.response_rows import RowConflictError
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.response.room import Row


class RowWriting(QObject):
    """Two forms at the most: one for a new row, one for a row that is changed.

    ``opened(name)`` and ``closed(name)`` of the form for a row; the name of a new one is empty.
    """

    opened = Signal(str)
    closed = Signal(str)

    def __init__(
        self, session: WindowSession, table: RoomTable, definition: ProcessDefinition, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._table, self._definition = session, table, definition
        self._parent = parent
        self.drafts = RowDrafts(session, table.key, self)
        self._view: RoomView | None = None
        self._forms: dict[bool, RowForm] = {}
        self._busy = False

    # The room

    def show_room(self, view: RoomView) -> None:
        """Follow what others did to the row at hand; for another incident both forms are put away."""
        if self._uid() != view.incident.uid:
            for one in self._forms.values():
                if not one.isHidden():
                    one.hide()
                    self.closed.emit(one.name)
            self.drafts.show_incident(view.incident.uid)
        self._view = view
        form = self.form(new=False)
        if form is not None:
            row = self._row(form.name)
            if row is not None:
                form.show_newer(row)

    def form(self, *, new: bool) -> RowForm | None:
        """The form that is open; None where it is not."""
        form = self._forms.get(new)
        return form if form is not None and not form.isHidden() else None

    # Adding

    def begin(self) -> None:
        """Open the form for a new row, with what was typed there before."""
        form = self.form(new=True)
        if form is None:
            kept, form = self.drafts.of(NEW), self._made(new=True)
            form.open("", self._starting(), self._context(), kept.values, kept.base)
            self.opened.emit("")
        form.form.focus_first()

    def add(self) -> None:
        """Add what the form says."""
        form = self.form(new=True)
        if form is None or self._busy or not form.is_answered():
            return
        values = {key: value for key, value in form.form.values().items() if value not in (None, "")}
        act = partial(self._session.cases.response.add_row, self._uid(), self._table.key, values, self._me())
        self._change(act, form, partial(self._added, self.drafts.keeper.place, form.form.drafts()))

    def _added(self, place: str, sent: Mapping[str, JsonValue], answer: AddedRow) -> None:
        self._session.undoable.emit(_(self._table.added), partial(self._take_back, self._uid(), answer.row))
        form = self._forms[True]
        if place != self.drafts.keeper.place:
            self.drafts.keeper.forget_at(place, [f"{NEW}.{key}" for key in sent])
        elif form.form.drafts() == sent:
            self.drafts.drop(NEW)
            form.open("", self._starting(), self._context(), {}, {})
            form.form.focus_first()

    def _take_back(self, uid: str, row: str) -> None:
        take_back = self._session.cases.response.take_back_row
        self._session.tasks.change(self, partial(take_back, uid, self._table.key, row, self._me()))

    # Changing

    def edit(self, name: str) -> None:
        """Open a row to be changed, with what was typed of it before."""
        row = self._row(name)
        if row is None:
            return
        form, kept = self._made(new=False), self.drafts.of(name)
        form.open(name, row, self._context(), kept.values, kept.base)
        self.opened.emit(name)
        form.form.focus_first()

    def save(self) -> None:
        """Save what was typed of the row; what others changed in it meanwhile stays."""
        form = self.form(new=False)
        if form is None or self._busy or not form.is_answered():
            return
        edits, base, uid = form.form.edits(), form.form.base(), self._uid()
        if not edits:
            self.close(form)
            return
        change = partial(
            self._session.cases.response.change_row,
            uid,
            self._table.key,
            form.name,
            edits,
            self._me(),
            base=base,
        )
        row = self._row(form.name) or {}
        self._change(change, form, partial(self._saved, self.drafts.keeper.place, row, edits))

    def _saved(self, place: str, row: Row, edits: Mapping[str, JsonValue], _changes: Changes) -> None:
        form, name = self._forms[False], str(row.get("row") or "")
        self._session.undoable.emit(_("The row is changed."), self._undo_of(self._uid(), row, edits))
        if place != self.drafts.keeper.place:
            self.drafts.keeper.forget_at(place, [f"{name}.{key}" for key in edits])
        elif form.name == name:
            form.form.take_saved(edits)
            if form.form.drafts():
                self._typed(form)
            else:
                self.drafts.drop(name)  # it is saved: nothing is thrown away
                self.close(form)

    def set_state(self, name: str, state: str) -> None:
        """Bring a row into another state; Undo makes it what it was."""
        row = self._row(name)
        if row is None or self._table.state_of(row) == state:
            return
        session, uid = self._session, self._uid()
        cells = self._table.in_state(state, session.cases.desk.time.now())
        words = dict(self._table.states(self._definition))[state]
        said = _("{state}: {text}").format(state=words, text=row.get(self._table.main))

        undo, change = self._undo_of(uid, row, cells), session.cases.response.change_row
        act = partial(change, uid, self._table.key, name, cells, self._me())
        session.tasks.change(self, act, lambda _changes: session.undoable.emit(said, undo))

    def close(self, form: RowForm) -> None:
        """Put a form away; what is typed there is thrown away, and can be had back."""
        name, uid = form.name or NEW, self._uid()
        kept, base = self.drafts.of(name)
        self.drafts.drop(name)

        def put_back() -> None:
            if uid == self._uid():
                self.drafts.put(name, kept, base)
                self.begin() if name == NEW else self.edit(name)

        if kept:
            self._session.undoable.emit(_("What you typed was thrown away."), put_back)
        form.hide()
        self.closed.emit(form.name)

    # Inside

    def _undo_of(self, uid: str, row: Row, changed: Mapping[str, JsonValue]) -> Callable[[], None]:
        """What makes ``row`` again what it was before those cells were changed."""
        back = {column: row.get(column) for column in changed}
        put = partial(
            self._session.cases.response.change_row, uid, self._table.key, str(row.get("row")), back,
            self._me(), base={**row, **changed},
        )  # fmt: skip
        return lambda: self._session.tasks.change(self, put)

    def _change(self, act: Callable[[], object], form: RowForm, done: Callable[..., None]) -> None:
        def refused(error: UserFacingError) -> bool:
            if isinstance(error, RowConflictError):
                form.show_theirs(error.theirs)
            form.tell(str(error))
            return True

        self._busy = True
        form.tell("")
        self._session.tasks.change(self, act, done, refused=refused, ended=self._ended)

    def _ended(self) -> None:
        self._busy = False

    def _typed(self, form: RowForm) -> None:
        self.drafts.put(form.name or NEW, form.form.drafts(), form.form.base())

    def _made(self, *, new: bool) -> RowForm:
        if new not in self._forms:
            fields = self._table.asked(self._definition, new=new)
            form = RowForm(fields, self._context(), _("Add") if new else _("Save"), self._parent)
            form.wanted.connect(self.add if new else self.save)
            form.closed.connect(partial(self.close, form))
            form.edited.connect(partial(self._typed, form))
            self._forms[new] = form
        return self._forms[new]

    def _starting(self) -> Row:
        """What a new row says before anything is typed: where one works alone, it is theirs."""
        alone = [one.uid for one in self._session.surroundings.staff if one.active]
        return {"owner": alone[0]} if len(alone) == 1 and "owner" in self._table.adding else {}

    def _row(self, name: str) -> Row | None:
        rows = self._view.rows(self._table.key) if self._view is not None else ()
        return next((row for row in rows if row["row"] == name), None)

    def _uid(self) -> str:
        return self._view.incident.uid if self._view is not None else ""

    def _me(self) -> str:
        return self._session.me

    def _context(self) -> FormContext:
        names = self._view.names if self._view is not None else {}
        return self._session.form_context(self._definition, names=names)
