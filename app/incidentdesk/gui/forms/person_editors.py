"""The editors of people of the desk: one of them, or several."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.choice_editors import MultiChoiceEditor, SelectLikeEditor
from incidentdesk.gui.forms.choice_options import Option
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice


class PersonEditor(SelectLikeEditor):
    """One of the staff, oneself first."""

    def __init__(self, field: Field, context: FormContext) -> None:
        super().__init__(field, SearchSelect(placeholder=field.placeholder or _("Nobody yet")))
        self._context = context
        mine = [one for one in context.staff if one.uid == context.me]
        others = [one for one in context.staff if one.uid != context.me]
        self.select.set_choices(
            [Choice(one.uid, _("Me ({name})").format(name=one.name)) for one in mine]
            + [Choice(one.uid, one.name, retired=not one.active) for one in others]
        )

    def set_value(self, value: JsonValue) -> None:
        """Show the person with that uid, also one who left."""
        uid = value if isinstance(value, str) and value else None
        known = any(choice.key == uid for choice in self.select.choices())
        self.select.set_value(uid, "" if known or uid is None else self._context.name(uid))
        self._check()


class RolesEditor(MultiChoiceEditor):
    """Roles of the processes; their names are long, and two stand in a line."""

    def columns(self) -> int:
        """Two."""
        return 2


class PeopleEditor(RolesEditor):
    """Several of the staff: a box for each; those who left only where they are chosen."""

    def options(self, asking: Asking | None = None) -> list[Option]:
        """The staff, by name."""
        return [Option(one.uid, one.name, one.active) for one in self._context.staff]
