"""A call about an outage that is known: its caller is added there, and nothing new is logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Callers
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.rights import Right
from incidentdesk.gui.attachments import PendingFiles
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.log.log_side import LogSide
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.conversation import NewFile
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.outages.outages import CallerAdded, NewCaller, OutageLine


class CallAtHand(Protocol):
    """The call that is written down; ``busy`` while it is being sent."""

    session: WindowSession
    files: PendingFiles
    busy: bool

    @property
    def form(self) -> StageForm:
        """What is asked about it."""

    def typed(self) -> Mapping[str, JsonValue]:
        """The call as a draft keeps it; empty while nothing is typed."""

    def bring_back(self, draft: Mapping[str, JsonValue]) -> None:
        """Show a call that was typed before, unless another one is being written down."""

    def go_on(self, sent: Mapping[str, JsonValue], files: Sequence[NewFile]) -> Mapping[str, JsonValue]:
        """Begin the next call; what was typed since ``sent`` with ``files`` belongs to it, and is given."""

    def no_longer_busy(self) -> None:
        """What was under way has ended; another call can be sent."""


class OutageCalls(QObject):
    """Adds who calls, with what is on the form, to an outage of ``side``; the form is empty then."""

    def __init__(self, page: CallAtHand, side: LogSide) -> None:
        super().__init__(side)
        self._page = page
        self._side = side
        self._waits: OutageLine | None = None
        side.outages.add_wanted.connect(self.add)
        side.outages.named.connect(self._named)
        page.session.tasks.idle.connect(self._add_what_waits)

    def add_at(self, place: int) -> None:
        """Add the caller to the outage number ``place``, from 0, if there are so many."""
        outage = self._side.outages.line(place)
        if outage is not None:
            self.add(outage)

    def add(self, outage: OutageLine) -> None:
        """Add the caller to ``outage``; where nobody is named on the form, ask in place who calls."""
        page = self._page
        if page.session.refuses(Right.WORK):
            return
        page.form.settle()
        editor = page.form.editor("reporter")
        if page.busy or (isinstance(editor, RegisterEditor) and editor.is_under_way()):
            self._waits = outage
        else:
            self._add_now(outage)

    def _add_what_waits(self) -> None:
        outage, self._waits = self._waits, None
        if outage is not None and not self._page.busy:
            self._add_now(outage)

    def _add_now(self, outage: OutageLine) -> None:
        form = self._page.form
        reporter = form.values().get("reporter")
        name = form.typed().get("reporter", "")
        if isinstance(reporter, str) and reporter:
            self._send(outage, NewCaller(reporter=reporter, note=note_of(form)))
        elif name:
            self._send(outage, NewCaller(name=name, note=note_of(form)))
        else:
            self._side.outages.ask(outage)

    def _named(self, outage: OutageLine, uid: str, name: str, callback: str) -> None:
        if self._page.busy:
            return
        note = note_of(self._page.form)
        caller = NewCaller(reporter=uid, name="" if uid else name, callback=callback, note=note)
        self._send(outage, caller)

    def _send(self, outage: OutageLine, caller: NewCaller) -> None:
        page, session = self._page, self._page.session
        outages, attach, me = session.cases.outages, session.cases.conversation.attach, session.me
        files, kept, sent = page.files.files, dict(page.typed()), dict(page.form.drafts())
        page.busy = True

        def act() -> tuple[CallerAdded, Callers, Changes]:
            added = outages.add_caller(outage.row.uid, caller, me)
            for file in files:
                attach(outage.row.uid, file, me)
            return added, outages.callers(outage.row.uid), added.changes

        def answer(done: tuple[CallerAdded, Callers, Changes]) -> None:
            added, callers, _changes = done
            rest = page.go_on(sent, files)
            self._side.begin()
            page.form.focus_field(next(iter(rest), "title"))
            self._tell(outage, added, callers, kept)

        session.tasks.change(self, act, answer, ended=page.no_longer_busy)

    def _tell(
        self, outage: OutageLine, added: CallerAdded, callers: Callers, kept: Mapping[str, JsonValue]
    ) -> None:
        session, number = self._page.session, outage.row.number
        if added.again:
            words = _("They called about {number} before; this call is on its timeline.")
            session.told.emit(words.format(number=number), "good")
            return
        remove = partial(session.cases.outages.remove_caller, added.uid, session.me)

        def undo() -> None:
            session.tasks.change(self, remove, lambda _changes: self._page.bring_back(kept))

        words = _("{name} added as caller {n} of {number}.")
        name = next((one.name for one in callers.lines if one.uid == added.uid), "")
        session.undoable.emit(words.format(name=name, n=len(callers.lines), number=number), undo)


def note_of(form: StageForm) -> str:
    """What was typed about the call, beside who calls: for the note of a caller."""
    values, typed = form.values(), form.typed()
    lines = [str(values[key]) for key in ("title", "description", "error_code") if values.get(key)]
    since = typed.get("occurred") or _moment(values.get("occurred"))
    if since:
        lines.append(_("since {time}").format(time=since))
    return "\n".join(lines)


def _moment(value: JsonValue) -> str:
    return moment_text(moment_from_json(value)) if value else ""
