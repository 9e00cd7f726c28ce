"""Writing a note: a line that grows into kind, who said it, and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import parse_moment
from incidentdesk.gui.attachments import PendingFiles, connect_sources
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.canned import CannedTexts
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.cases.conversation import NOTE_KINDS, NewFile
from incidentdesk.services.drafting import Draft
from incidentdesk.services.timeline_texts import NOTE_TEXTS

INTERNAL, REPORTER = "internal", "reporter"
"""Whom a note is for."""


class NoteComposer(QWidget):
    """The note of one incident. ``written`` when it is on the timeline."""

    written = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = ""
        self._busy = False
        self.text = GrowingTextEdit()
        self.text.setPlaceholderText(_("Add a note, paste a screenshot, or drop a file…"))
        self.text.setAccessibleName(_("Note"))
        self.text.installEventFilter(self)
        CannedTexts(self.text, session.canned_texts)
        self.files = PendingFiles(session.tasks)
        connect_sources(self.files, self.text)
        self.kind = SegmentedControl([(kind, _(NOTE_TEXTS[kind])) for kind in NOTE_KINDS])
        self.kind.setAccessibleName(_("Kind of note"))
        self.kind.set_value("note")
        self.who = LineEdit()
        self.who.setPlaceholderText(_("Who said it"))
        self.who.setAccessibleName(_("Who said it"))
        self.when = LineEdit()
        self.when.setPlaceholderText(_("When: now, 9:40, yesterday 16:00"))
        self.when.setAccessibleName(_("When it was said"))
        self.means = LineEdit()
        self.means.setPlaceholderText(_("How: phone, mail, in the room"))
        self.means.setAccessibleName(_("How it was said"))
        self._problem = text_label("", "danger", wrap=True)
        self._problem.hide()
        self.audience = SegmentedControl(
            [(INTERNAL, _("Internal")), (REPORTER, _("For the reporter"))], clearable=False
        )
        self.audience.setAccessibleName(_("Whom the note is for"))
        self.audience.set_value(INTERNAL)
        self._who_reads = text_label("", "small", wrap=True)
        self.add = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.add.clicked.connect(self.write)
        self._more = QWidget()
        self._lay_out()
        self.keeper = DraftKeeper(session, "", self._typed, self)
        for line in (self.who, self.when, self.means):
            line.textEdited.connect(self._touched)
        for signal in (self.text.textChanged, self.files.changed, self.kind.changed, self.audience.changed):
            signal.connect(self._touched)
        self.kind.changed.connect(self._show_parts)
        self.audience.changed.connect(self._show_parts)
        self._show_parts()

    def show_incident(self, uid: str) -> None:
        """Write for the incident ``uid``; what was kept for it is here again."""
        if uid == self._uid:
            return
        self.keeper.move_to(f"note/{uid}")
        self._uid = uid
        self._clear()
        self.keeper.load(self._offer)

    def leave(self) -> None:
        """Write the draft now."""
        if self._uid:
            self.keeper.flush()

    def write(self) -> None:
        """Put the note on the timeline."""
        raw, files = self.text.toPlainText(), self.files.files
        text = raw.strip()
        if self._busy or not (text or files):
            self.text.setFocus()
            return
        done = self._said_at()
        if done is None:
            self.when.setFocus()
            return
        self._busy = True
        note, uid, me = self._session.cases.conversation.note, self._uid, self._session.me
        kind, told = str(self.kind.value() or "note"), self.audience.value() == REPORTER
        who, means = self.who.text().strip(), self.means.text().strip()
        place = self.keeper.place
        self._session.tasks.change(
            self,
            lambda: note(
                uid, text, me, kind=kind, for_reporter=told, done=done, who=who, means=means, attach=files
            ),
            lambda _changes: self._done(place, raw, files),
            ended=self._ended,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the rest of the composer as soon as it is wanted."""
        if event.type() == QEvent.Type.FocusIn:
            self._more.show()
        return super().eventFilter(watched, event)

    def _done(self, place: str, written: str, files: Sequence[NewFile]) -> None:
        if place == self.keeper.place:
            now, more = self.text.toPlainText(), [one for one in self.files.files if one not in files]
            self.keeper.forget()
            self._clear()
            # What came while it was being added belongs to the next note.
            self.files.take(more)
            self.text.insertPlainText(now.removeprefix(written))
        else:
            self.keeper.forget_at(place)
        self.written.emit()

    def _ended(self) -> None:
        self._busy = False

    def _clear(self) -> None:
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.files.clear()
        for line in (self.who, self.when, self.means):
            line.clear()
        self._problem.hide()
        self.kind.set_value("note")
        self.audience.set_value(INTERNAL)
        self._more.setVisible(self.text.hasFocus())
        self._show_parts()

    def _offer(self, drafts: dict[str, Draft]) -> None:
        if not drafts or any(self._typed()[0].values()):
            return
        kept = {key: draft.value for key, draft in drafts.items()}
        self.text.setPlainText(str(kept.get("text") or ""))
        for key, line in (("who", self.who), ("when", self.when), ("means", self.means)):
            line.setText(str(kept.get(key) or ""))
        self.kind.set_value(str(kept.get("kind") or "note"))
        self.audience.set_value(REPORTER if kept.get("for_reporter") else INTERNAL)
        self.files.set_draft(kept.get("files"))
        self._more.show()
        self._show_parts()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        text, files = self.text.toPlainText(), self.files.draft()
        lines = [line.text() for line in (self.who, self.when, self.means)]
        if not any((text, files, *lines)):
            return {}, {}
        values: dict[str, JsonValue] = {
            "text": text,
            "kind": self.kind.value(),
            "who": self.who.text(),
            "when": self.when.text(),
            "means": self.means.text(),
            "for_reporter": self.audience.value() == REPORTER,
        }
        return (values | {"files": files} if files else values), {}

    def _touched(self, *_args: object) -> None:
        if self._uid:
            self.keeper.touch()

    def _show_parts(self, *_args: object) -> None:
        said = self.kind.value() in {"decision", "approval"}
        for line in (self.who, self.when, self.means):
            line.setVisible(said)
        told = self.audience.value() == REPORTER
        self.add.setText(_("Add note for the reporter") if told else _("Add internal note"))
        self._who_reads.setText(
            _("Meant for the reporter; counts as the first response. It is not sent: Alt+T does that.")
            if told
            else _("Only the desk reads it.")
        )

    def _said_at(self) -> Instant | None:
        """When it was said: now, where nothing is written; nothing, where what is written is no time."""
        now = self._session.cases.desk.time.now()
        text = self.when.text().strip()
        self._problem.hide()
        if not text or not self.when.isVisibleTo(self):
            return now
        try:
            at = parse_moment(text, now, self._session.settings.zone).at
        except ValueError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return None
        return at or now

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addWidget(self.files)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(8)
        more.addWidget(self.audience)
        more.addWidget(self._who_reads)
        more.addWidget(self.kind)
        for widget in (self.who, self.when, self.means, self._problem):
            more.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.add)
        more.addLayout(row)
        column.addWidget(self._more)
        self._more.hide()
