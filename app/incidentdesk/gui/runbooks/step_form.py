"""The form of one step of a runbook that is being written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook import ESCALATE, SECTIONS, STEP_KINDS
from incidentdesk.domain.runbook_writer import Raw
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.runbooks.arguments_editor import ArgumentsEditor
from incidentdesk.gui.runbooks.condition_editor import ConditionEditor
from incidentdesk.gui.runbooks.raw_values import lines_of, number_of, put, put_number, text_of
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.gui.widgets.tick_box import TickBox
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.runbooks.runbook_texts import kind_text, section_text


class StepForm(QWidget):
    """``edited`` when something was changed: read ``value()``."""

    edited = Signal()

    def __init__(self, raw: Raw, count: int) -> None:
        super().__init__()
        self._raw = dict(raw)
        self.kind = SegmentedControl(clearable=False)
        self.kind.set_options([(one, kind_text(one)) for one in STEP_KINDS])
        self.text = GrowingTextEdit(least=2, most=8)
        self.answers = GrowingTextEdit(least=2, most=6, placeholder=_("One a line; empty for free text"))
        self.answers_frame = FieldFrame(_("Answers"), self.answers)
        self.expected = GrowingTextEdit(least=1, most=4)
        self.danger = TickBox(_("Can do harm: ask before it is done"))
        self.needs_previous = TickBox(_("Only after the step before"))
        self.command = ArgumentsEditor()
        self.when = ConditionEditor(_("Only where…"))
        self.small = _small_form(count, number_of(raw.get("number")))
        self.repeat = _repeat_form()
        self._lay_out()
        self._load()
        self._connect()

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what the condition may test."""
        self.when.set_fields(fields, lent)

    def focus_first(self) -> None:
        """Start with what is to be done."""
        self.text.setFocus()

    def value(self) -> Raw:
        """The step as it is in the file; what is not said is not in it."""
        made = dict(self._raw)
        kind = self.kind.value() or "do"
        made["kind"] = kind
        made["text"] = self.text.toPlainText().strip()
        small, again = self.small.values(), self.repeat.values()
        put(made, "section", small["section"])
        put(made, "expected", self.expected.toPlainText().strip())
        put(made, "skill", small["skill"])
        put(made, "answers", lines_of(self.answers.toPlainText()) if kind in {"question", "decide"} else [])
        put(made, "command", [*self.command.value()])
        put(made, "when", self.when.value())
        put(made, "danger", self.danger.isChecked())
        made.pop("needs_previous", None)
        if not self.needs_previous.isChecked():
            made["needs_previous"] = False
        put_number(made, "minutes", small["minutes"])
        leads = small["on_fail"]
        put(made, "on_fail", int(leads) if leads.isdecimal() else leads)
        made.pop("repeat", None)
        if any(again.values()):
            repeat: Raw = {"until": again["until"]}
            put_number(repeat, "minutes", again["minutes"])
            put_number(repeat, "at_most", again["at_most"])
            made["repeat"] = repeat
        return made

    def _load(self) -> None:
        raw = self._raw
        self.kind.set_value(text_of(raw.get("kind")) or "do")
        self.text.setPlainText(text_of(raw.get("text")))
        self.answers.setPlainText("\n".join(_texts(raw.get("answers"))))
        self.expected.setPlainText(text_of(raw.get("expected")))
        self.danger.setChecked(raw.get("danger") is True)
        self.needs_previous.setChecked(raw.get("needs_previous") is not False)
        self.command.set_value(_texts(raw.get("command")))
        self.when.set_value(raw.get("when"))
        keys = ("section", "skill", "minutes", "on_fail")
        self.small.load({key: text_of(raw.get(key)) for key in keys})
        repeat = raw.get("repeat")
        if isinstance(repeat, dict):
            self.repeat.load({key: text_of(repeat.get(key)) for key in ("minutes", "until", "at_most")})
        self._show_answers()

    def _show_answers(self) -> None:
        self.answers_frame.setVisible(self.kind.value() in {"question", "decide"})

    def _kind_changed(self, _kind: object) -> None:
        self._show_answers()
        self.edited.emit()

    def _connect(self) -> None:
        self.kind.changed.connect(self._kind_changed)
        for text in (self.text, self.answers, self.expected):
            text.textChanged.connect(self.edited)
        for box in (self.danger, self.needs_previous):
            box.toggled.connect(lambda _on: self.edited.emit())
        for part in (self.command, self.when, self.small, self.repeat):
            part.edited.connect(self.edited)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(12)
        column.addWidget(FieldFrame(_("What is to be done"), self.text, required=True))
        column.addWidget(FieldFrame(_("Kind"), self.kind))
        column.addWidget(self.answers_frame)
        column.addWidget(FieldFrame(_("What is expected then"), self.expected))
        column.addWidget(self.small)
        boxes = QHBoxLayout()
        boxes.setSpacing(20)
        boxes.addWidget(self.danger)
        boxes.addWidget(self.needs_previous)
        boxes.addStretch(1)
        column.addLayout(boxes)
        column.addWidget(FieldFrame(_("Condition"), self.when))
        column.addWidget(FieldFrame(_("Command"), self.command))
        column.addWidget(self.repeat)


def _small_form(count: int, own: int) -> Form:
    form = Form(per_row=4)
    section = SearchSelect([Choice(one, section_text(one)) for one in SECTIONS])
    leads = SearchSelect(
        [Choice(ESCALATE, _("Escalate"))]
        + [Choice(str(n), _("Go on with step {n}").format(n=n)) for n in range(1, count + 1) if n != own],
        placeholder=_("Go on"),
    )
    form.add("section", _("Belongs to"), section)
    form.add("minutes", _("Time box, in minutes"), LineEdit())
    form.add("skill", _("Skill"), LineEdit())
    form.add("on_fail", _("If it fails"), leads)
    return form


def _repeat_form() -> Form:
    form = Form(per_row=3)
    form.add("minutes", _("Again every so many minutes"), LineEdit())
    form.add("until", _("Until"), LineEdit())
    form.add("at_most", _("At most so many times"), LineEdit())
    return form


def _texts(value: JsonValue) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
