"""One line of the response room: typed with the keyboard, it becomes a note, an action, a phase or more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.response_line import EntryKind, parse_line
from incidentdesk.domain.response_line_said import said
from incidentdesk.domain.response_offers import offers
from incidentdesk.domain.response_words import LineError, RoomWords
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.response.line_field import LineField
from incidentdesk.gui.response.taking_back import undo_of
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.response.response_lines import WrittenLine
from incidentdesk.services.response.response_notes import Note

TEXT = "text"
"""What the line is called in its draft."""

_TABLES = {
    EntryKind.ACTION: "actions",
    EntryKind.HYPOTHESIS: "hypotheses",
    EntryKind.DECISION: "decisions",
    EntryKind.NEED: "needs",
}
"""The kinds whose rows can be taken back, with their tables."""
_NOTES = frozenset({EntryKind.OBSERVATION, EntryKind.CHANGE, EntryKind.ALERT, EntryKind.USER_REPORT})
"""The kinds that stay on the timeline for ever, and are taken back by a correction."""


class TypedLine(QWidget):
    """Below the field stands what will be made of it, while it is typed; a refused one says where and why."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = ""
        self._busy = False
        self._words: RoomWords | None = None
        self.field = LineField(placeholder=_("Note what you see and do…"), parent=self)
        self.field.setAccessibleName(_("Line for the timeline"))
        self.told = text_label("", "small", wrap=True, parent=self)
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.field.textEdited.connect(self._edited)
        self.field.cursorPositionChanged.connect(lambda _old, _new: self._offer())
        self.field.entered.connect(self.write)
        session.surroundings_changed.connect(self._ask_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.told)
        self._tell()

    def show_incident(self, uid: str) -> None:
        """Write into the room of ``uid``; what was typed there before is here again."""
        if uid == self._uid:
            return
        self.leave()
        self.keeper.move_to(f"response/{uid}/line")
        self._uid = uid
        self.field.setText("")
        self._tell()
        self.keeper.load(self._take_draft)
        self._ask_words()

    def leave(self) -> None:
        """Write the draft now."""
        if self._uid:
            self.keeper.flush()

    def begin(self, text: str = "") -> None:
        """Go to the field; an empty one begins with ``text``."""
        self.field.setFocus()
        if text and not self.field.text():
            self.field.insert(text)
            self._edited(text)

    def write(self) -> None:
        """Let the line become what it says."""
        line, uid = self.field.text(), self._uid
        if self._busy or not line.strip() or not uid:
            return
        self._busy = True
        self.field.close_list()
        write = partial(self._session.cases.response_lines.write, uid, line, self._session.me)
        done = partial(self._written, self.keeper.place, uid, line)
        self._session.tasks.change(self, write, done, refused=self._refused, ended=self._ended)

    # Inside

    def _written(self, place: str, uid: str, line: str, written: WrittenLine) -> None:
        if place != self.keeper.place:
            self.keeper.forget_at(place)
        else:
            rest = self.field.text().removeprefix(line)  # what came meanwhile is the next line
            self.field.setText(rest)
            self.keeper.forget() if not rest else self.keeper.touch()
            self._tell()
        words = _(_DONE.get(written.kind, N_("It is on the timeline."))).format(row=written.row)
        undo = self._undo_of(uid, line, written)
        if undo is not None:
            self._session.undoable.emit(words, partial(self._take_back, undo, uid, line))
        else:
            self._session.told.emit(words, "good")

    def _undo_of(self, uid: str, line: str, written: WrittenLine) -> Callable[[], Changes] | None:
        response, me = self._session.cases.response, self._session.me
        if written.undoable:
            return undo_of(self._session, uid, written.changes)
        if written.kind in _TABLES:
            return partial(response.take_back_row, uid, _TABLES[written.kind], written.row, me)
        if written.kind in _NOTES:
            text, note = _("Does not hold: {text}").format(text=line.strip()), Note(corrects=written.entry)
            return partial(response.note, uid, "correction", text, me, note)
        return None

    def _take_back(self, undo: Callable[[], Changes], uid: str, line: str) -> None:
        """Take back what the line became, and put the line back to be corrected."""

        def back(_answer: object) -> None:
            if uid == self._uid and not self.field.text():
                self.field.setText(line)
                self.field.setFocus()
                self._edited(line)

        self._session.tasks.change(self, undo, back)

    def _refused(self, error: UserFacingError) -> bool:
        set_role(self.told, "role", "danger")
        set_role(self.field, "gap", "true")
        self.told.setText(str(error))
        if isinstance(error, LineError) and error.end > error.start:
            self.field.setSelection(error.start, error.end - error.start)
        self.field.setFocus()
        return True

    def _ended(self) -> None:
        self._busy = False

    def _edited(self, _text: str) -> None:
        self._tell()
        self._offer()
        if self._uid:
            self.keeper.touch()

    def _now(self) -> RoomWords | None:
        now = self._session.cases.desk.time.now()
        return replace(self._words, now=now) if self._words is not None else None

    def _tell(self) -> None:
        """Say what the line will become, or what it lacks."""
        set_role(self.told, "role", "small")
        set_role(self.field, "gap", "false")
        line, words = self.field.text(), self._now()
        self.field.lacks = False
        if not line.strip() or words is None:
            self.told.setText(_("/ for commands, “at 10:31 …” for what was before"))
            return
        try:
            self.told.setText(_("Enter: {what}").format(what=said(parse_line(line, words), words)))
        except LineError as error:
            self.field.lacks = True
            self.told.setText(str(error))

    def _offer(self) -> None:
        words, line = self._now(), self.field.text()
        at = self.field.cursorPosition()
        wanted = words is not None and line.strip() and not self.field.hasSelectedText()
        self.field.offer(offers(line, at, words) if words is not None and wanted else ())

    def _ask_words(self) -> None:
        ask = partial(self._session.cases.response_lines.words, self._session.me)
        self._session.tasks.ask(self, ask, self._take_words, topic="words")

    def _take_words(self, words: RoomWords) -> None:
        self._words = words
        if self.field.text():
            self._tell()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return ({TEXT: self.field.text()} if self.field.text().strip() else {}), {}

    def _take_draft(self, drafts: dict[str, Draft]) -> None:
        if TEXT in drafts and not self.field.text():
            self.field.setText(str(drafts[TEXT].value))
            self._tell()


_DONE = {
    EntryKind.ACTION: N_("Action {row} is given out."),
    EntryKind.HYPOTHESIS: N_("Hypothesis {row} is added."),
    EntryKind.DECISION: N_("Decision {row} is proposed."),
    EntryKind.NEED: N_("Need {row} is added."),
    EntryKind.PHASE: N_("The phase is changed."),
    EntryKind.SEV: N_("The level is changed."),
    EntryKind.ROLE: N_("The role is given."),
}
