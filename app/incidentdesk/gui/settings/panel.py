"""The panel beside a table in which one record is written; what is typed is kept as its draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, rule
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.drafting import Draft

NEW = "new"
WIDTH = 384


class RecordPanel(Card):
    """A title, a form, Save (Ctrl+S) and Close (Esc), and at the foot what else can be done with the record.

    Fields in ``unkept`` are in no draft: what is secret is in no file.

    ``area`` names the drafts, and may be set while the panel is hidden. ``save_wanted`` and ``closed`` are
    emitted; the section saves. Who has not ``right`` only reads the record.
    """

    save_wanted = Signal()
    closed = Signal()
    dirty_changed = Signal()

    def __init__(
        self,
        session: WindowSession,
        area: str,
        form: Form,
        right: Right | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._right = right
        self.area = area
        self.form = form
        self.uid = ""
        self.unkept: frozenset[str] = frozenset()
        self.keeper = DraftKeeper(session, self._place(""), self._typed, self)
        self.heading = text_label("", "subheading", wrap=True)
        self.note = text_label("", "small", wrap=True)
        self.banner = Banner(closable=False)
        self.banner.hide()
        self.save_button = ActionButton(_("Save"), kind="primary", key_hint="Ctrl+S")
        self.close_button = ActionButton(_("Close"), key_hint="Esc")
        self.save_button.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        self.close_button.clicked.connect(lambda _checked=False: self.put_away())
        self.extras = QHBoxLayout()
        self.extras.setSpacing(8)
        self.extras_rule = rule()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch()
        self.body.setSpacing(12)
        for widget in (self.heading, self.note, self.banner, form):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addWidget(self.extras_rule)
        self.body.addLayout(self.extras)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        form.edited.connect(self._edited)
        self.hide()

    def open(self, uid: str, title: str, values: Mapping[str, str], *, note: str = "") -> None:
        """Show a record, or an empty one without ``uid``; a draft that was kept of it is put back."""
        self.keeper.move_to(self._place(uid))
        self.uid = uid
        self.heading.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.banner.set_message("", "danger")
        self.form.load(values)
        self.save_button.setEnabled(True)
        writes = self._right is None or self._session.may(self._right)
        self.form.setEnabled(writes)
        self.save_button.setVisible(writes)
        self.show()
        self.dirty_changed.emit()
        self.keeper.load(self._restore)

    def set_read_only(self, read_only: bool) -> None:
        """Let the record be read and not written."""
        self.form.setEnabled(not read_only)
        self.save_button.setVisible(not read_only)

    def is_dirty(self) -> bool:
        """Whether something is typed and not saved."""
        return not self.isHidden() and self.form.is_dirty()

    def busy(self) -> bool:
        """Whether a save is under way, so that a second press does nothing."""
        return not self.save_button.isEnabled()

    def set_busy(self, busy: bool) -> None:
        """Take or refuse the next save."""
        self.save_button.setEnabled(not busy)

    def saved(self, uid: str, values: Mapping[str, str]) -> None:
        """``values`` are saved as ``uid`` and are no draft any more; what was typed since stays open."""
        since = {key: value for key, value in self.form.values().items() if value != values.get(key)}
        self.keeper.forget()
        self.form.load(values)
        self.set_busy(False)
        if since:
            self.uid = uid
            self.keeper.move_to(self._place(uid))
            self.form.put(since)
            self.keeper.touch()
        else:
            self.hide()
        self.dirty_changed.emit()

    def refuse(self, error: UserFacingError) -> bool:
        """Show above the fields why saving was refused; what was typed stays."""
        self.set_busy(False)
        self.banner.set_message(str(error), "danger")
        self.form.focus_first()
        return True

    def put_away(self) -> None:
        """Close the panel; what was typed is thrown away, and can be had back."""
        typed, title, uid, start = self.form.typed(), self.heading.text(), self.uid, self.form.start()
        if typed:
            self.keeper.forget()
            self.form.load(start)
            self._session.undoable.emit(
                _("What you typed was thrown away."), self._back(uid, title, start, typed)
            )
        self.hide()
        self.dirty_changed.emit()
        self.closed.emit()

    def leave(self) -> None:
        """Keep what is typed as a draft now."""
        self.keeper.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _back(
        self, uid: str, title: str, start: Mapping[str, str], typed: Mapping[str, str]
    ) -> Callable[[], None]:
        def put_back() -> None:
            self.open(uid, title, start)
            self.form.put(typed)
            self._edited()
            self.form.focus_first()

        return put_back

    def _typed(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        start = self.form.start()
        return _but_for(self.unkept, self.form.typed()), _but_for(self.unkept, start)

    def _edited(self) -> None:
        self.keeper.touch()
        self.dirty_changed.emit()

    def _restore(self, drafts: dict[str, Draft]) -> None:
        typed = self.form.typed()
        self.form.put({key: str(draft.value) for key, draft in drafts.items() if key not in typed})
        self.dirty_changed.emit()

    def _place(self, uid: str) -> str:
        return f"settings/{self.area}/{uid or NEW}"


def _but_for(keys: frozenset[str], values: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if key not in keys}
