"""Editors of people of the desk and of the registers: teams, services, devices."""

from __future__ import annotations

from functools import partial

from shiboken6 import isValid

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.records import RegisterItem
from incidentdesk.gui.forms.choice_editors import SelectLikeEditor
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


class RegisterEditor(SelectLikeEditor):
    """An item of the register that the field's kind names; new ones can be added by their name."""

    def __init__(self, field: Field, context: FormContext) -> None:
        allow_new = context.add_item is not None
        super().__init__(field, SearchSelect(placeholder=field.placeholder, allow_new=allow_new))
        self._context = context
        self._items = list(context.registers.get(field.kind, ()))
        self._offer()
        self.select.new_requested.connect(self._add)

    def set_value(self, value: JsonValue) -> None:
        """Show the item with that uid, also a retired one."""
        uid = value if isinstance(value, str) and value else None
        known = any(item.uid == uid for item in self._items)
        self.select.set_value(uid, "" if known or uid is None else self._context.name(uid))
        self._check()

    def _offer(self) -> None:
        self.select.set_choices(
            [Choice(one.uid, item_text(one), retired=not one.active) for one in self._items]
        )

    def _add(self, name: str) -> None:
        if self._context.add_item is not None:
            self._context.add_item(self.field.kind, name, partial(self._added, self._turn))

    def _added(self, turn: int, item: RegisterItem) -> None:
        if isValid(self) and isValid(self.widget) and turn == self._turn:
            self._items.append(item)
            self._offer()
            self.select.set_value(item.uid)
            self._check()
            self.changed.emit()


def item_text(item: RegisterItem) -> str:
    """An item's name with its model or place, where the register has one."""
    extra = next((str(item.details[key]) for key in ("model", "place") if item.details.get(key)), "")
    return f"{item.name} · {extra}" if extra else item.name
