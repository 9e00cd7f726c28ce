"""The line in which a follow-up is added: what, who, by when."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import today_in, usual_day
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import date_text
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.follow_ups.fields import DayLine, offer_staff, owner_field
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.drafting import Draft


class AddLine(QWidget):
    """Enter in any of its fields adds what they say to the incident at hand."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = ""
        self._busy = False
        self.text = LineEdit(placeholder=_("What would keep it from happening again"))
        self.text.setAccessibleName(_("Follow-up"))
        self.owner = owner_field(session)
        self.owner.setFixedWidth(168)
        self.due = DayLine(session)
        self.due.setAccessibleName(_("Due"))
        self.due.setFixedWidth(144)
        self.add = ActionButton(_("Add"), key_hint="Return")
        self.add.setAccessibleName(_("Add the follow-up"))
        self.add.clicked.connect(lambda _checked=False: self.write())
        self._problem = text_label("", "danger", wrap=True)
        self._problem.hide()
        self.keeper = DraftKeeper(session, "", self._typed, self)
        for line in (self.text, self.due):
            line.textEdited.connect(self._edited)
        self.owner.changed.connect(self._edited)
        session.surroundings_changed.connect(lambda: offer_staff(self.owner, session))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for widget in (self.owner, self.due, self.add):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)

    def show_incident(self, uid: str) -> None:
        """Add to the incident ``uid``; what was typed for it before is here again."""
        if uid == self._uid:
            return
        self.keeper.move_to(f"follow-up/{uid}")
        self._uid = uid
        self._clear()
        self.keeper.load(self._offer)

    def take_text(self, text: str) -> None:
        """Begin one with ``text``, where nothing is typed here yet."""
        if text.strip() and not self.text.text().strip():
            self.text.setText(" ".join(text.split()))
            self._edited()
        self.text.setFocus()

    def leave(self) -> None:
        """Write the draft now."""
        if self._uid:
            self.keeper.flush()

    def write(self) -> None:
        """Add what the fields say."""
        self.owner.settle()
        text, owner, day = self.text.text(), self.owner.value(), self.due.day()
        if self._busy:
            return
        for missing, field, words in (
            (not text.strip(), self.text, _("Say what is to be done.")),
            (owner is None, self.owner, _("Choose who does it.")),
            (day is None, self.due, f"{self.due.problem or _('Say by when')}."),
        ):
            if missing:
                self._tell(words)
                field.setFocus()
                return
        self._busy = True
        uid, me, place = self._uid, self._session.me, self.keeper.place
        values = {"text": text, "owner": str(owner), "due": day.isoformat() if day else ""}
        add = self._session.cases.follow_ups.add
        self._session.tasks.change(
            self,
            lambda: add(uid, values, me),
            lambda _answer: self._added(place, text),
            refused=self._refused,
            ended=self._ended,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        else:
            super().keyPressEvent(event)

    def _added(self, place: str, text: str) -> None:
        self._session.told.emit(_("Follow-up added."), "good")
        if place != self.keeper.place:
            self.keeper.forget_at(place)
        elif self.text.text() == text:
            self.keeper.forget()
            self._clear()
            self.text.setFocus()

    def _refused(self, error: UserFacingError) -> bool:
        self._tell(str(error))
        return True

    def _ended(self) -> None:
        self._busy = False

    def _tell(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _clear(self) -> None:
        now, zone = self._session.cases.desk.time.now(), self._session.settings.zone
        self.text.clear()
        self.owner.set_value(self._session.me)
        self.due.set_day(usual_day(today_in(now, zone)))
        self._tell("")

    def _edited(self, _what: object = None) -> None:
        self._tell("")
        if self._uid:
            self.keeper.touch()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        if not self.text.text().strip():
            return {}, {}
        day = self.due.day()
        due = date_text(day) if day else self.due.text()
        return {"text": self.text.text(), "owner": self.owner.value(), "due": due}, {}

    def _offer(self, drafts: dict[str, Draft]) -> None:
        if not drafts or self.text.text():
            return
        kept = {key: draft.value for key, draft in drafts.items()}
        self.text.setText(str(kept.get("text") or ""))
        if isinstance(kept.get("owner"), str):
            self.owner.set_value(str(kept["owner"]))
        self.due.setText(str(kept.get("due") or ""))
