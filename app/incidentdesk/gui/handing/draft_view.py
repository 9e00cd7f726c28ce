"""Writing a hand-over: what stands comes by itself, what is to be said about it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.handovers import Handover, HandoverLine, with_words
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text, parse_moment
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.handing.lines import HandoverLines
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.canned import CannedTexts
from incidentdesk.gui.widgets.cards import PAGE_MARGIN
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft

PLACE = "handover"
QUIET_MS = 200
"""How long typing of a time rests before the shift is drawn up anew."""


class DraftView(QWidget):
    """Words, the table, and the line in which the note on its current incident is typed.

    ``written(Handover)`` when it is kept for good.
    """

    written = Signal(object)
    drawn = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._handover: Handover | None = None
        self._notes: dict[str, str] = {}
        self._since: Instant | None = None
        self._busy = False
        self._ready = False
        self.text = GrowingTextEdit(
            placeholder=_("Anything the next shift should know: who was promised what, what to watch…"),
            most=5,
        )
        CannedTexts(self.text, session.canned_texts)
        self.since = LineEdit(placeholder=_("14:00, yesterday 22:00"))
        self.lines = HandoverLines(session)
        self.note = LineEdit(placeholder=_("What is to be said about it"))
        self.note_frame = FieldFrame(_("Note"), self.note)
        self._since_frame = FieldFrame(_("The shift began"), self.since)
        self._soon = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._soon.timeout.connect(self._read_since)
        self.keeper = DraftKeeper(session, PLACE, self._typed, self)
        self.text.textChanged.connect(self._touch)
        self.since.textEdited.connect(self._touch)
        self.since.textEdited.connect(lambda _text: self._soon.start())
        self.note.textEdited.connect(self._note_typed)
        self.lines.passed.connect(self._show_note)
        self.lines.opened.connect(lambda _line: self.note.setFocus())
        self._lay_out()

    def open(self) -> None:
        """Draw the shift up anew; at first with what was typed before."""
        if not self._ready:
            self._ready = True
            self.keeper.load(self._offer)
        self._draw()

    def handover(self) -> Handover | None:
        """What would be written now; ``None`` before it is drawn up."""
        one = self._handover
        return with_words(one, self.text.toPlainText(), self._notes) if one is not None else None

    def focus_first(self) -> None:
        """Start in the words."""
        self.text.setFocus()

    def leave(self) -> None:
        """Write the draft now."""
        if self._ready:
            self.keeper.flush()

    def write(self) -> None:
        """Keep it for good."""
        self._soon.stop()
        if self._busy or not self._read_since():
            return
        self._busy = True
        text, notes, since, me = self.text.toPlainText(), dict(self._notes), self._since, self._session.me
        write = self._session.cases.handovers.write
        self._session.tasks.change(
            self, lambda: write(me, text=text, notes=notes, since=since), self._was_written, ended=self._ended
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next incident from a note by Enter; the words take their own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.note.hasFocus():
            self.lines.table.select_row(self.lines.table.current_row() + 1)
            self.lines.table.setFocus()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        ask = partial(self._session.cases.handovers.draft, self._session.me, self._since)
        self._session.tasks.ask(self, ask, self._show, topic="handover")

    def _show(self, one: Handover) -> None:
        self._handover = one
        if not self.since.text().strip():
            said = _("Taken as {when}: the last hand-over, or the length of a shift.")
            self._since_frame.set_help(said.format(when=self._when(one.since)))
        self._show_lines()
        self.drawn.emit()

    def _show_lines(self) -> None:
        one = self.handover()
        if one is not None:
            self.lines.show_lines(one, one.lines)

    def _show_note(self, line: HandoverLine | None) -> None:
        self.note.setEnabled(line is not None)
        self.note_frame.setVisible(line is not None)
        if line is None:
            self.note_frame.set_label(_("Note"))
            self.note.clear()
            return
        self.note_frame.set_label(
            _("Note on {number}, {title}").format(number=line.number, title=line.title[:80])
        )
        if not self.note.hasFocus():
            self.note.setText(self._notes.get(line.incident, ""))

    def _note_typed(self, text: str) -> None:
        line = self.lines.current()
        if line is None:
            return
        self._notes[line.incident] = text
        self._touch()
        self._show_lines()

    def _read_since(self) -> bool:
        """Take in when the shift began; false where what is typed is no time."""
        text, before = self.since.text().strip(), self._since
        self._since_frame.clear_gap()
        try:
            now, zone = self._session.cases.desk.time.now(), self._session.settings.zone
            at = parse_moment(text, now, zone).at if text else None
        except ValueError as error:
            self._since_frame.show_gap(str(error))
            self.since.setFocus()
            return False
        self._since = at
        if at is not None:
            self._since_frame.set_help(self._when(at))
        if at != before:
            self._draw()
        return True

    def _was_written(self, answer: tuple[Handover, Changes]) -> None:
        self.keeper.forget()
        self._notes, self._since = {}, None
        self.since.clear()
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.note.clear()
        self._session.told.emit(_("The hand-over is written. The next person accepts it."), "good")
        self.written.emit(answer[0])

    def _ended(self) -> None:
        self._busy = False

    def _touch(self, *_args: object) -> None:
        if self._ready:
            self.keeper.touch()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        notes: dict[str, JsonValue] = {uid: note for uid, note in self._notes.items() if note.strip()}
        typed: dict[str, JsonValue] = {
            "text": self.text.toPlainText(),
            "since": self.since.text(),
            "notes": notes,
        }
        return {key: value for key, value in typed.items() if value}, {}

    def _offer(self, drafts: dict[str, Draft]) -> None:
        kept = {key: draft.value for key, draft in drafts.items()}
        if not self.text.toPlainText():
            self.text.setPlainText(str(kept.get("text") or ""))
        if not self.since.text():
            self.since.setText(str(kept.get("since") or ""))
        notes = kept.get("notes")
        if isinstance(notes, dict):
            self._notes = {uid: str(note) for uid, note in notes.items()} | self._notes
        self._read_since()
        self._show_lines()

    def _when(self, at: Instant) -> str:
        return instant_text(at, today=self._session.cases.desk.time.now().local().date())

    def _lay_out(self) -> None:
        self._since_frame.setFixedWidth(264)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(FieldFrame(_("Words for the next shift"), self.text), 1)
        top.addWidget(self._since_frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(
            text_label(_("What stands on the desk. Enter on a line leads to its note."), "muted")
        )
        column.addWidget(self.lines, 1)
        column.addWidget(self.note_frame)
