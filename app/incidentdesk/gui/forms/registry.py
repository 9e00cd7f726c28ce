"""Which editor edits which kind of field. Adding a kind is one module and one line."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.gui.forms.attachment_editor import AttachmentListEditor
from incidentdesk.gui.forms.checklist_editor import ChecklistEditor
from incidentdesk.gui.forms.choice_editors import MultiChoiceEditor, YesNoEditor, choice_editor
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.parsed_editors import (
    DurationEditor,
    IncidentLinkEditor,
    MomentEditor,
    NumberEditor,
)
from incidentdesk.gui.forms.person_editors import PeopleEditor, PersonEditor, RolesEditor
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.forms.text_editors import CodeEditor, LongTextEditor, TextEditor

Factory = Callable[[Field, FormContext], Editor]


class EditorRegistry:
    """Makes editors by kind."""

    def __init__(self) -> None:
        self._factories: dict[str, Factory] = {}

    def add(self, kind: str, factory: Factory) -> None:
        """Let ``factory`` make the editors of ``kind``."""
        self._factories[kind] = factory

    def kinds(self) -> frozenset[str]:
        """The kinds that there is an editor for."""
        return frozenset(self._factories)

    def make(self, field: Field, context: FormContext) -> Editor:
        """An editor for ``field``; ``KeyError`` names a kind that has none."""
        return self._factories[field.kind](field, context)


def all_editors() -> EditorRegistry:
    """The editors of every kind."""
    registry = EditorRegistry()
    registry.add("text", TextEditor)
    registry.add("long_text", LongTextEditor)
    registry.add("code", CodeEditor)
    registry.add("choice", choice_editor)
    registry.add("multi_choice", MultiChoiceEditor)
    registry.add("yes_no", YesNoEditor)
    registry.add("moment", MomentEditor)
    registry.add("duration", DurationEditor)
    registry.add("number", NumberEditor)
    registry.add("person", PersonEditor)
    registry.add("people", PeopleEditor)
    registry.add("roles", RolesEditor)
    for register in REGISTERS:
        registry.add(register, lambda field, context: RegisterEditor(field, context, registry.make))
    registry.add("incident_link", IncidentLinkEditor)
    registry.add("attachment_list", AttachmentListEditor)
    registry.add("table", lambda field, context: TableEditor(field, context, registry.make))
    registry.add("checklist", ChecklistEditor)
    return registry
