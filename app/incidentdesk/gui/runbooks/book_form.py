"""All of a runbook as a form: head, what it means, reasons and steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook import SECTIONS
from incidentdesk.domain.runbook_writer import Raw
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.runbooks.raw_values import lines_of, put, put_number, text_of
from incidentdesk.gui.runbooks.steps_editor import StepsEditor
from incidentdesk.gui.runbooks.trigger_rows import TriggerRows
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.runbooks.runbook_fields import match_fields
from incidentdesk.services.runbooks.runbook_texts import section_text

REVIEW_EVERY = 180
"""A new runbook is to be looked through after so many days, unless another number is given."""


class BookForm(QWidget):
    """``edited`` when something was changed: read ``value()``."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._raw: Raw = {}
        self._loading = False
        self.head = Form(per_row=2)
        self.head.add("name", _("Name"), LineEdit(), required=True)
        self.head.add("review_every", _("To be looked through every so many days"), LineEdit(), required=True)
        one_a_line = _("One a line")
        self.head.add("services", _("Services"), GrowingTextEdit(placeholder=one_a_line, least=2, most=6))
        self.head.add("keywords", _("Keywords"), GrowingTextEdit(placeholder=one_a_line, least=2, most=6))
        self.sections = Form()
        for name in SECTIONS:
            self.sections.add(name, section_text(name), GrowingTextEdit(least=2, most=12))
        self.triggers = TriggerRows()
        self.steps = StepsEditor()
        self._lay_out()
        for part in (self.head, self.sections, self.triggers, self.steps):
            part.edited.connect(self._edited)

    def set_fields(self, catalogue: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what conditions may test."""
        self.triggers.set_fields(match_fields(catalogue), lent)
        self.steps.set_fields(catalogue, lent)

    def set_value(self, raw: Raw) -> None:
        """Show another runbook, or another state of it."""
        self._loading = True
        self._raw = dict(raw)
        head = {key: text_of(raw.get(key)) for key in ("name", "review_every")}
        head |= {key: _as_lines(raw.get(key)) for key in ("services", "keywords")}
        self.head.load(head)
        self.sections.load({name: text_of(raw.get(name)) for name in SECTIONS})
        self.triggers.set_value(raw.get("triggers"))
        self.steps.set_value(raw.get("step"))
        self._loading = False

    def value(self) -> Raw:
        """The runbook as it is in the file, as far as it is written."""
        made = dict(self._raw)
        head, said = self.head.values(), self.sections.values()
        made["name"] = head["name"]
        put_number(made, "review_every", head["review_every"])
        for key in ("services", "keywords"):
            put(made, key, lines_of(head[key]))
        for name in SECTIONS:
            put(made, name, said[name])
        put(made, "triggers", self.triggers.value())
        steps: list[JsonValue] = list(self.steps.steps)
        put(made, "step", steps)
        return made

    def focus_first(self) -> None:
        """Start with the name."""
        self.head.focus_first()

    def _edited(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        reasons = _(
            "A runbook is attached where one of these holds; without any it is only suggested by its words."
        )
        for title, hint, part in (
            (_("Runbook"), "", self.head),
            (_("For incidents where"), reasons, self.triggers),
            (_("Steps"), "", self.steps),
            (_("What else it says"), "", self.sections),
        ):
            card = Card(title)
            if hint:
                card.body.addWidget(text_label(hint, "muted", wrap=True))
            card.body.addWidget(part)
            column.addWidget(card)


def _as_lines(value: JsonValue) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else text_of(value)
