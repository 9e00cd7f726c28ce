"""Raising a major incident: one field, and Enter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.sev_field import SEV, explain_level, sev_field
from incidentdesk.gui.page import Page
from incidentdesk.gui.response.raised_list import RaisedList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar, PageBody, PageHeader
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.drafting import RAISE_PLACE, Draft
from incidentdesk.services.response.raising import Raised

UID = "_uid"
"""What the uid of the one to be is called in the draft: sent twice, it is raised once."""


class RaisePage(Page):
    """What is typed is a draft from the first letter; raised, it is opened at once."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._busy = self._dirty = False
        self._uid = self._fresh_uid()
        self.form = StageForm(_fields(), self._context())
        explain_level(self.form, session.settings)
        self.form.edited.connect(self._edited)
        self.raised = RaisedList(session)
        self.raised.opened.connect(lambda uid: session.go.emit("incident", uid))
        self.button = ActionButton(_("Raise it"), kind="primary", key_hint="Ctrl+Return")
        self.button.clicked.connect(self.raise_it)
        self._refused = text_label("", "danger", wrap=True)
        self.keeper = DraftKeeper(session, RAISE_PLACE, lambda: (self._typed(), {}), self)
        title = self.form.editor("title").widget
        assert isinstance(title, QLineEdit)  # noqa: S101 - the editor of a text
        title.returnPressed.connect(self.raise_it)
        self._lay_out()
        add_action(self, _("Raise it"), "Ctrl+Return", self.raise_it, whole_window=False)
        session.surroundings_changed.connect(self._look_again)
        self._look_again()
        self.keeper.load(self._offer_draft)

    def focus_first(self) -> None:
        """The title has the focus; who may only read goes to what is raised already."""
        if self.session.may(Right.WORK):
            self.form.focus_field("title")
        elif self.raised.buttons:
            self.raised.buttons[0].setFocus()
        else:
            self.setFocus()

    def leave(self) -> None:
        """Write the draft now."""
        if self._dirty:
            self.keeper.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the SEV level raises it, as in the title."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() and self.form.editor(SEV).has_focus():
            self.raise_it()
            return
        super().keyPressEvent(event)

    def raise_it(self) -> None:
        """Raise what is on the form; with a SEV level it is declared in the same act."""
        if self._busy or self.session.refuses(Right.WORK):
            return
        self.form.settle()
        given = self.form.values()
        wrong = next(iter(self.form.typed()), "")
        if not given.get("title"):
            self.form.editor("title").set_problem(_("Say in a few words what is wrong."))
            wrong = "title"
        if wrong:
            self.form.focus_field(wrong)
            return
        self._busy = True
        sent, raising, me, uid = self.form.drafts(), self.session.cases.raising, self.session.me, self._uid
        levels = [str(given[SEV])] if given.get(SEV) else []
        service, drill = str(given.get("service") or ""), given.get("drill") is True
        act = partial(
            raising.raise_one, str(given["title"]), me, service=service, levels=levels, drill=drill, uid=uid,
            values={"source": given["source"]} if given.get("source") else None,
        )  # fmt: skip
        self.session.tasks.change(
            self, act, partial(self._raised, sent), refused=self._was_refused, ended=self._ended
        )

    # Inside

    def _raised(self, sent: Mapping[str, JsonValue], raised: Raised) -> None:
        words = _("{number} is raised, and you are in command.") if raised.sev else _("{number} is raised.")
        self.session.told.emit(words.format(number=raised.number), "good")
        if self.form.drafts() == sent:
            self._begin()
        self._uid = self._fresh_uid()
        self.session.go.emit("response" if raised.sev else "incident", raised.uid)

    def _begin(self) -> None:
        self._dirty = False
        self.keeper.forget()
        self.form.begin(self._context(), {})
        self.raised.show_like("")

    def _was_refused(self, error: UserFacingError) -> bool:
        self._refused.setText(str(error))
        self._refused.show()
        return True

    def _ended(self) -> None:
        self._busy = False

    def _edited(self, _key: str) -> None:
        self._dirty = True
        self._refused.hide()
        self.raised.show_like(str(self.form.values().get("title") or ""))
        self.keeper.touch()

    def _typed(self) -> dict[str, JsonValue]:
        return {**self.form.drafts(), UID: self._uid} if self._dirty else {}

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        kept = {key: draft.value for key, draft in drafts.items()}
        if not kept or self._dirty:
            return
        self._uid = str(kept.pop(UID, "") or self._uid)
        self.form.load({}, kept)
        self._edited("")
        self.session.told.emit(_("What you were about to raise is here again."), "good")

    def _fresh_uid(self) -> str:
        return new_uid(self.session.cases.desk.time.now().ms)

    def _look_again(self) -> None:
        self.form.set_read_only(not self.session.may(Right.WORK))

    def _context(self) -> FormContext:
        return self.session.form_context(self.session.cases.desk.library.newest(PROCESS))

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Raise a major incident"))
        hint = _("One line is enough. Better to have raised it and not needed it: a false alarm is closed.")
        body = PageBody(max_width=960, centred=False)
        body.body.addWidget(GuidanceBox(hint))
        body.body.addWidget(self.form)
        footer = FooterBar()
        self._refused.hide()
        footer.left.addWidget(self._refused)
        footer.right.addWidget(text_label(_("Enter raises it, and opens it"), "muted"))
        footer.right.addWidget(self.button)
        only = OnlyFor(self.session, Right.WORK, self)
        only.guard(self.button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        after = _("kept as a draft from the first letter")
        column.addWidget(PageHeader(_("Raise a major incident"), after=after))
        column.addWidget(only.banner(self))
        column.addWidget(body, 1)
        column.addWidget(footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.raised)


def _fields() -> list[Field]:
    asked = _("What is wrong?")
    return [
        Field("title", "text", asked, required=True, width="full", placeholder=_("Service, symptom, scope")),
        sev_field(required=False),
        Field(
            "service", "service", _("Service"), reveal=_("Service"), placeholder=_("Whose service is hit?")
        ),
        Field("source", "choice", _("Found by"), choices_from="sources", reveal=_("Found by")),
        Field("drill", "yes_no", _("A drill?"), reveal=_("Drill"), help=_("A drill counts in no figure.")),
    ]
