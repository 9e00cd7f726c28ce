"""A process to read: its stages with role, guidance, fields and what each must hold to complete."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.process_definition import Field, ProcessDefinition, Stage
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label

KINDS = {
    "text": N_("one line of text"),
    "long_text": N_("text"),
    "code": N_("code"),
    "choice": N_("one of"),
    "multi_choice": N_("any of"),
    "yes_no": N_("yes or no"),
    "moment": N_("a time"),
    "duration": N_("a duration"),
    "number": N_("a number"),
    "person": N_("someone of the staff"),
    "reporter": N_("a reporter"),
    "team": N_("a team"),
    "service": N_("a service"),
    "device": N_("a device"),
    "incident_link": N_("another incident"),
    "attachment_list": N_("files"),
    "table": N_("a table of"),
    "checklist": N_("a checklist"),
}
"""The kinds of fields in words."""


class ProcessPreview(QWidget):
    """One card a stage. It can only be read."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._shown = ""

    def show_process(self, definition: ProcessDefinition) -> None:
        """Show ``definition`` in place of what was shown."""
        if definition.sha256 == self._shown:
            return
        self._shown = definition.sha256
        clear_layout(self._column)
        for number, stage in enumerate(definition.stages, 1):
            self._column.addWidget(_stage_card(number, stage, definition))


def _stage_card(number: int, stage: Stage, definition: ProcessDefinition) -> Card:
    card = Card()
    head = QHBoxLayout()
    head.addWidget(text_label(f"{number}  {stage.title}", "subheading"))
    head.addStretch()
    if stage.role:
        head.addWidget(Chip(definition.role_of(stage), "neutral"))
    card.body.addLayout(head)
    if stage.guidance:
        card.body.addWidget(text_label(stage.guidance, "muted", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 250)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(2, 110)
    for row, field in enumerate(stage.fields):
        name = text_label(field.label, wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, row, 0)
        grid.addWidget(text_label(_kind_in_words(field), "muted", wrap=True), row, 1)
        need = _need(field)
        if need:
            grid.addWidget(
                text_label(need, "strong" if field.required else "muted"), row, 2, Qt.AlignmentFlag.AlignTop
            )
    card.body.addLayout(grid)
    for words in _rules(stage, definition):
        card.body.addWidget(text_label(words, "small", wrap=True))
    return card


def _kind_in_words(field: Field) -> str:
    words = _(KINDS.get(field.kind, field.kind))
    if field.columns:
        return f"{words} {', '.join(column.label for column in field.columns)}"
    if field.choices:
        return f"{words}: {', '.join(choice.label.rstrip('…') for choice in field.choices)}"
    if field.choices_from:
        name = field.choices_from.replace("_", " ")
        return _("{kind} the list “{name}”").format(kind=words, name=name)
    return words


def _need(field: Field) -> str:
    if field.required:
        return _("required")
    return _("required at times") if field.required_when is not None else ""


def _rules(stage: Stage, definition: ProcessDefinition) -> list[str]:
    rules = [_("To complete: {say}.").format(say=need.say.rstrip(".")) for need in stage.gate]
    for back in stage.on_fail:
        title = definition.stage(back.back_to).title
        rules.append(_("{say}: it goes back to “{stage}”.").format(say=back.say.rstrip("."), stage=title))
    return rules
