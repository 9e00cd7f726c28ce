"""What a bulk change asks for: who, why, until when, which field and value, which stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.filters.value_editors import ChoiceValue, Lent, ValueEditor, value_editor
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.cases.lifecycle import Wait
from incidentdesk.services.lists.bulk import NEVER_EMPTY, BulkAction
from incidentdesk.services.lists.list_columns import FieldInfo

SETTABLE = frozenset(
    {"text", "long_text", "code", "choice", "multi_choice", "yes_no", "number", "duration", "person", "team",
     "service", "device", "reporter"}
)  # fmt: skip
"""The kinds of fields that can be given one value for many incidents."""


class BulkForm(QWidget):
    """Asks what an act needs. ``entered`` on Enter in a line."""

    entered = Signal()

    def action(self) -> BulkAction | None:
        """What was asked for; None where something is missing, which is then told and has the focus."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus on the first question."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of an Enter that no field had a use for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NothingAsked(BulkForm):
    """An act that needs no words."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def action(self) -> BulkAction:
        """The act."""
        return BulkAction(self._kind)


class FieldsForm(BulkForm):
    """A few fields as the page of an incident has them."""

    def __init__(
        self, session: WindowSession, fields: tuple[Field, ...],
        make: Callable[[Mapping[str, JsonValue]], BulkAction],
    ) -> None:  # fmt: skip
        super().__init__()
        self._fields = fields
        self._make = make
        definition = session.cases.desk.library.newest(session.settings.default_process)
        self.form = StageForm(fields, session.form_context(definition))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        self.form.focus_first()

    def action(self) -> BulkAction | None:
        """The act, when all is answered that must be."""
        self.form.settle()
        values = self.form.values()
        for field in self._fields:
            if (field.required and not values.get(field.key)) or field.key in self.form.typed():
                self.form.editor(field.key).set_problem(_("Please answer this."))
                self.form.focus_field(field.key)
                return None
        return self._make(values)


class ValueForm(BulkForm):
    """A field and the value it is to have, or that it is to be empty; or a stage that is to be complete."""

    def __init__(self, fields: Mapping[str, FieldInfo], lent: Lent, *, stage: bool) -> None:
        super().__init__()
        self._fields = fields
        self._lent = lent
        self._stage = stage
        self.editor: ValueEditor | None = None
        self.told = text_label("", "danger")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(2, 1)
        self.field = SearchSelect(self._choices(), placeholder=_("Choose a stage") if stage else _("Field"))
        self.field.setAccessibleName(_("Stage") if stage else _("Field"))
        self.field.setFixedWidth(280)
        self._grid.addWidget(text_label(self.field.accessibleName(), "label"), 0, 0)
        self._grid.addWidget(self.field, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.told, 3, 0, 1, 3)
        self.empty = QCheckBox(_("Empt&y it: take away what is there"))
        self.empty.toggled.connect(self._empty_toggled)
        self._grid.addWidget(self.empty, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.empty.hide()
        if not stage:
            self._grid.addWidget(text_label(_("Value"), "label"), 0, 1)
            self.field.changed.connect(self._field_chosen)

    def focus_first(self) -> None:
        """Put the focus on the field."""
        self.field.setFocus()
        self.field.open_list()

    def action(self) -> BulkAction | None:
        """The act, when it is whole."""
        self.field.settle()
        key = self.field.value()
        if key is None:
            self._miss(_("Choose one from the list."), self.field)
            return None
        if self._stage:
            return BulkAction("complete", stage=key)
        if self.empty.isChecked():
            return BulkAction("set", values={key: None})
        value = self.editor.value() if self.editor is not None else None
        if value is None and self.editor is not None:
            self._miss(_("Give a value, or empty the field."), self.editor)
            return None
        return BulkAction("set", values={key: value})

    def _choices(self) -> list[Choice]:
        if self._stage:
            return [Choice(key, words) for key, words in self._fields["stage"].choices]
        return [
            Choice(info.key, info.label, group=info.group)
            for info in self._fields.values()
            if info.kind in SETTABLE and "." not in info.key and not _is_derived(info.key)
        ]

    def _field_chosen(self, key: object) -> None:
        if self.editor is not None:
            self._grid.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        info = self._fields.get(str(key))
        self.told.setText("")
        self.empty.setChecked(False)
        self.empty.setVisible(info is not None and info.key not in NEVER_EMPTY)
        if info is None:
            return
        self.editor = value_editor(info, "one_of" if info.kind == "multi_choice" else "is", self._lent)
        if self.editor is not None:
            self.editor.setMinimumWidth(280)
            self.editor.entered.connect(self.entered)
            self._grid.addWidget(self.editor, 1, 1, Qt.AlignmentFlag.AlignTop)
            inside = self.editor.focusProxy() or self.editor
            self.setTabOrder(self.field, inside)  # one made later would come after all the rest
            self.setTabOrder(inside, self.empty)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty_toggled(self, empty: bool) -> None:
        self.told.setText("")
        if self.editor is not None:
            self.editor.setEnabled(not empty)

    def _miss(self, text: str, where: QWidget) -> None:
        self.told.setText(text)
        where.setFocus(Qt.FocusReason.OtherFocusReason)


class AssignForm(BulkForm):
    """Who is to follow up; or nobody."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        staff = [Choice(one.uid, one.name) for one in session.surroundings.staff if one.active]
        me = next((one.name for one in session.surroundings.staff if one.uid == session.me), "")
        own = Choice(session.me, _("me ({name})").format(name=me))
        others = [one for one in staff if one.key != session.me]
        self.person = ChoiceValue(_("Assignee"), [own, *others, Choice("", _("nobody"))])
        self.person.setFixedWidth(280)
        self.told = text_label("", "danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text_label(_("Assignee"), "label"))
        column.addWidget(self.person)
        column.addWidget(self.told)
        self.person.entered.connect(self.entered)

    def focus_first(self) -> None:
        """Put the focus on the choice, with the list open."""
        self.person.field.setFocus()
        self.person.field.open_list()

    def action(self) -> BulkAction | None:
        """The act, when somebody was chosen."""
        who = self.person.value()
        if not isinstance(who, str):
            self.told.setText(_("Choose one from the list."))
            self.person.field.setFocus()
            return None
        return BulkAction("assign", person=who)


def form_for(kind: str, session: WindowSession, fields: Mapping[str, FieldInfo], lent: Lent) -> BulkForm:
    """The form of one of the kinds of bulk changes."""
    if kind == "assign":
        return AssignForm(session)
    if kind in {"set", "complete"}:
        return ValueForm(fields, lent, stage=kind == "complete")
    if kind == "hold":
        return FieldsForm(session, _hold_fields(), _hold)
    if kind == "cancel":
        reason = Field(
            "reason", "choice", _("Why?"), required=True, width="full", choices_from="cancel_reasons"
        )
        return FieldsForm(
            session, (reason,), lambda values: BulkAction("cancel", reason=str(values["reason"]))
        )
    return NothingAsked(kind)


def _is_derived(key: str) -> bool:
    core = CORE_FIELDS.get(key)
    return core is not None and core.derived


def _hold_fields() -> tuple[Field, ...]:
    return (
        _reason(_("Why do they wait?"), "hold_reasons"),
        Field("wake", "moment", _("Wake"), required=True, placeholder=_("tomorrow 9:00"), ahead=True),
        Field("waiting_for", "text", _("Waiting for"), placeholder=_("Name, ticket or order number")),
        Field("note", "text", _("Note"), width="full"),
    )


def _hold(values: Mapping[str, JsonValue]) -> BulkAction:
    wake = moment_from_json(values["wake"]).at
    wait = Wait(
        str(values["reason"]), wake, str(values.get("waiting_for") or ""), str(values.get("note") or "")
    )
    return BulkAction("hold", wait=wait)


def _reason(label: str, choices_from: str) -> Field:
    return Field("reason", "choice", label, required=True, width="full", choices_from=choices_from)


def _cancel(values: Mapping[str, JsonValue]) -> BulkAction:
    return BulkAction("cancel", reason=str(values["reason"]))
