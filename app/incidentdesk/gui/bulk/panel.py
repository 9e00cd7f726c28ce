"""The page of a bulk change, in place of the list: question, preview, progress, result, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.bulk.forms import BulkForm, form_for
from incidentdesk.gui.bulk.titles import TITLES
from incidentdesk.gui.bulk.verdict_list import VerdictList
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.lists.bulk import BulkAction, BulkDone, BulkPreview
from incidentdesk.services.lists.list_columns import FieldInfo

FindUids = Callable[[], list[str]]


class _Told(QObject):
    """Carries progress from the thread that works to the window's."""

    moved = Signal(int, int)


class BulkPanel(QFrame):
    """Leads through one bulk change. ``left`` when it is put away."""

    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._session = session
        self._fields: dict[str, FieldInfo] = {}
        self._lent: Lent | None = None
        self._kind = ""
        self._uids: list[str] = []
        self._find: FindUids = list
        self._action: BulkAction | None = None
        self._preview: BulkPreview | None = None
        self._done: BulkDone | None = None
        self._stop = threading.Event()
        self._told = _Told(self)
        self.form: BulkForm | None = None
        self.title = text_label("", "heading")
        self.said = text_label("", "muted", wrap=True)
        self.lines = VerdictList(session)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.next_button = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.undo_button = ActionButton(_("Undo"), icon_name="undo")
        self.stop_button = ActionButton(_("Cancel"))
        self.back_button = ActionButton(_("Back"), kind="quiet", key_hint="Esc")
        self._form_place = QVBoxLayout()
        self._lay_out()
        self._connect()
        self.hide()

    def set_fields(self, fields: dict[str, FieldInfo], lent: Lent) -> None:
        """Say which fields there are."""
        self._fields, self._lent = fields, lent

    def begin(self, kind: str, count: int, find: FindUids) -> None:
        """Ask what ``kind`` needs, for ``count`` incidents that ``find`` gives (on the reading thread)."""
        if self._lent is None:
            return
        self._kind, self._find, self._done, self._preview = kind, find, None, None
        self.title.setText(_(TITLES[kind]))
        words = ngettext("{n} incident is chosen.", "{n} incidents are chosen.", count)
        self.said.setText(words.format(n=f"{count:,}"))
        self._drop_form()
        self.form = form_for(kind, self._session, self._fields, self._lent)
        self.form.entered.connect(self.go_on)
        self._form_place.addWidget(self.form)
        self._show(asking=True)
        self.next_button.setText(_("Preview"))
        self.show()
        self.form.focus_first()
        if kind == "resume":
            self.go_on()

    def go_on(self) -> None:
        """From the question to the preview, from there to the deed; from the result back to the list."""
        if self.next_button.isHidden() or not self.next_button.isEnabled():
            return
        if self._done is not None:
            self.put_away()
        elif self._preview is not None:
            self._apply()
        elif self.form is not None:
            action = self.form.action()
            if action is not None:
                self._action = action
                self._look()

    def focus_first(self) -> None:
        """Start with the question, or with what can be done next."""
        if self.form is not None and not self.form.isHidden():
            self.form.focus_first()
        else:
            buttons = (self.next_button, self.stop_button, self.back_button)
            next(one for one in buttons if not one.isHidden()).setFocus()

    def put_away(self) -> None:
        """Back to the list; what is under way is broken off between two incidents, and stays told."""
        self.stop()
        self._drop_form()
        self.hide()
        self.left.emit()

    def stop(self) -> None:
        """End what is under way between two incidents; what was done stays, and is told."""
        self._stop.set()

    def undo(self) -> None:
        """Take back what was done."""
        done = self._done
        if done is None or not done.deltas:
            return
        self._work(
            lambda told, stopped: self._session.cases.bulk.undo(
                done, self._session.me, progress=told, cancelled=stopped
            ),
            partial(self._show_done, undone=True),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Ctrl+Enter, back with Esc."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    # ---- working

    def _look(self) -> None:
        action, find, session = self._action, self._find, self._session
        if action is None:
            return

        def look(told: Callable[[int, int], None], stopped: Callable[[], bool]) -> BulkPreview:
            self._uids = find()
            return session.cases.bulk.preview(
                action, self._uids, session.me, progress=told, cancelled=stopped
            )

        self._work(look, self._show_preview)

    def _apply(self) -> None:
        action, preview, session = self._action, self._preview, self._session
        if action is None or preview is None:
            return
        uids = [line.uid for line in preview.having("changes")]
        self._work(
            lambda told, stopped: session.cases.bulk.apply(
                action, uids, session.me, progress=told, cancelled=stopped
            ),
            self._show_done,
        )

    def _work(
        self,
        work: Callable[[Callable[[int, int], None], Callable[[], bool]], object],
        answer: Callable[..., None],
    ) -> None:
        """Run ``work`` beside the window, with progress and a way to stop it."""
        self._stop = threading.Event()
        self._told.deleteLater()
        self._told = _Told(self)
        self._told.moved.connect(self._moved)
        self.progress.setRange(0, 0)
        self._show(working=True)
        self.stop_button.setFocus()
        run = partial(work, self._told.moved.emit, self._stop.is_set)
        self._session.tasks.make(self, run, answer, topic="bulk", refused=self._refused)

    def _moved(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _refused(self, error: UserFacingError) -> bool:
        self.said.setText(str(error))
        self._show(asking=self.form is not None)
        return True

    # ---- showing

    def _show_preview(self, preview: BulkPreview) -> None:
        if not preview.whole:
            self._show(asking=True)
            return
        self._preview = preview
        count = len(preview.having("changes"))
        said, do = _what_changes(count)
        self.said.setText(f"{said} {_rest(preview)}")
        self.next_button.setText(do)
        self.lines.show_preview(preview, self._fields)
        self._show(lines=True)
        self.next_button.setEnabled(count > 0)
        (self.next_button if count else self.back_button).setFocus()

    def _show_done(self, done: BulkDone, *, undone: bool = False) -> None:
        self._done = done
        count = len(done.having("changes"))
        words = ngettext("{n} incident was changed.", "{n} incidents were changed.", count)
        if undone:
            words = ngettext("{n} incident is as it was.", "{n} incidents are as they were.", count)
        said = words.format(n=f"{count:,}")
        if not done.whole:
            said += " " + _("It was stopped before the others.")
        if done.fault is not None:
            said += f" {done.fault}"
        self.said.setText(f"{said} {_rest(done)}".strip())
        self.next_button.setText(_("Done"))
        self.lines.show_preview(done, self._fields)
        self._show(lines=True, undo=bool(done.deltas) and not undone)
        self.next_button.setEnabled(True)
        self.next_button.setFocus()
        if done.deltas and not undone:
            self._session.undoable.emit(said, self.undo)

    def _show(
        self, *, asking: bool = False, working: bool = False, lines: bool = False, undo: bool = False
    ) -> None:
        if self.form is not None:
            self.form.setVisible(asking)
        self.progress.setVisible(working)
        self.stop_button.setVisible(working)
        self.next_button.setVisible(not working)
        self.back_button.setVisible(not working)
        self.undo_button.setVisible(undo)
        self.lines.setVisible(lines)
        self._rest_of_page.setVisible(not lines)
        if asking:
            self.next_button.setEnabled(True)

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self.next_button, self.undo_button, self.stop_button, self.back_button):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        self._rest_of_page = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addLayout(self._form_place)
        column.addWidget(self.lines, 1)
        column.addWidget(self.progress)
        column.addLayout(buttons)
        column.addWidget(self._rest_of_page, 1)

    def _connect(self) -> None:
        self.next_button.clicked.connect(lambda _checked=False: self.go_on())
        self.back_button.clicked.connect(lambda _checked=False: self.put_away())
        self.undo_button.clicked.connect(lambda _checked=False: self.undo())
        self.stop_button.clicked.connect(lambda _checked=False: self.stop())


def _what_changes(count: int) -> tuple[str, str]:
    """How many incidents will change, and the button that does it."""
    if not count:
        return _("No incident will change."), _("Nothing to change")
    said = ngettext("{n} incident will change.", "{n} incidents will change.", count)
    do = ngettext("Change {n} incident", "Change {n} incidents", count)
    return said.format(n=f"{count:,}"), do.format(n=f"{count:,}")


def _rest(preview: BulkPreview) -> str:
    """How many are so already, and how many stay as they are."""
    same, refused = len(preview.having("same")), len(preview.having("refused"))
    parts = []
    if same:
        words = ngettext("{n} is so already.", "{n} are so already.", same)
        parts.append(words.format(n=f"{same:,}"))
    if refused:
        words = ngettext("{n} stays as it is; see why.", "{n} stay as they are; see why.", refused)
        parts.append(words.format(n=f"{refused:,}"))
    return " ".join(parts)
