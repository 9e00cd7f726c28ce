"""Fixed on the phone: a few answers on one page, through the same gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.gate import Missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Answer, Field, ProcessDefinition
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar, PageBody
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.drafting import Draft, stage_place
from incidentdesk.services.new_incidents.quick_fix import QuickFixed, answers_to_values


class QuickPanel(QWidget):
    """``fixed(uid, number, status)`` when the answers led through the gates, ``closed`` to use the stages."""

    fixed = Signal(str, str, str)
    closed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._extra: list[str] = []
        self._dirty = False
        self._busy = False
        self.form: StageForm | None = None
        self.guidance = GuidanceBox("")
        self.title = text_label("", "subheading")
        self.body = PageBody(max_width=900, centred=False)
        self.body.body.addWidget(self.title)
        self.body.body.addWidget(self.guidance)
        self._left = text_label("", "danger")
        footer = FooterBar()
        stages = ActionButton(_("Work through the stages"), key_hint="Esc")
        stages.clicked.connect(self.give_up)
        footer.left.addWidget(stages)
        self.done = ActionButton(_("Done"), kind="primary", key_hint="Ctrl+Return")
        self.done.clicked.connect(self.fix)
        footer.right.addWidget(self._left)
        footer.right.addWidget(self.done)
        self.keeper = DraftKeeper(session, "", self._typed, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addWidget(footer)

    def show_page(self, page: IncidentPage) -> None:
        """Ask the questions for ``page``."""
        same = (
            self._page is not None and self._page.incident.uid == page.incident.uid and self.form is not None
        )
        quick = page.definition.quick
        if quick is None:
            self.closed.emit()
            return
        if not same:
            self.leave()
            self.keeper.move_to(stage_place(page.incident.uid, "quick"))
        self._page = page
        self.title.setText(quick.title)
        self.guidance.set_text(quick.guidance)
        if not same:
            self._dirty = False
            self._extra = [gap.field for gap in page.missing(page.definition.stages[0]) if gap.field]
            self._make_form({})
            self.keeper.load(self._offer_draft)

    def leave(self) -> None:
        """Write the draft now."""
        if self._dirty:
            self.keeper.flush()

    def focus_first(self) -> None:
        """The first question has the focus."""
        if self.form is not None:
            self.form.focus_first()

    def fix(self) -> None:
        """Save the answers and complete what may complete."""
        page, form = self._page, self.form
        if page is None or form is None or self._busy:
            return
        form.settle()
        if form.typed():
            form.focus_field(next(iter(form.typed())))
            return
        if self._row_is_open(page.definition, form):
            return
        values = quick_values(page.definition, form.values())
        uid, me, quick = page.incident.uid, self._session.me, self._session.cases.quick
        self._busy, place = True, self.keeper.place
        self._session.tasks.change(
            self,
            lambda: quick.fix(uid, values, me),
            lambda result: self._answered(result, uid, place),
            ended=self._ended,
        )

    def _row_is_open(self, definition: ProcessDefinition, form: StageForm) -> bool:
        """Ask for what a row lacks first: without it the gate would ask for all that the row stands for."""
        gaps = [
            Missing("", key, "", _("Please answer this."))
            for key in row_keys(definition)
            if not form.values().get(key)
        ]
        form.show_gaps(gaps)
        return bool(gaps) and form.focus_field(gaps[0].field)

    def _answered(self, result: QuickFixed, uid: str, place: str) -> None:
        if place != self.keeper.place:
            # Another incident is asked about by now: what is missing here is asked when the page opens again.
            if not result.missing:
                self.keeper.forget_at(place)
                self.fixed.emit(uid, result.number, result.status)
            return
        if result.missing and not (result.status == "resolved" and self._word_open()):
            self._ask_more(list(result.missing))
            return
        self.keeper.forget()
        self._dirty = False
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._page = None
        self.fixed.emit(uid, result.number, result.status)

    def _word_open(self) -> bool:
        return self.form is not None and not self.form.values().get("reporters_word")

    def _ask_more(self, missing: list[Missing]) -> None:
        if self.form is None:
            return
        present = {field.key for field in self.form.fields()}
        more = [
            gap.field
            for gap in missing
            if gap.field and gap.field not in present and gap.field != "hypotheses"
        ]
        if more:
            answers = self.form.drafts()
            self._extra += more
            self._make_form(answers)
        self.form.show_gaps([_onto_quick(gap) for gap in missing])
        self._left.setText("; ".join(dict.fromkeys(gap.say for gap in missing)))
        self.form.focus_field(_onto_quick(missing[0]).field)

    def _ended(self) -> None:
        self._busy = False

    def _make_form(self, answers: Mapping[str, JsonValue]) -> None:
        page = self._page
        if page is None:
            return
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        context = self._session.form_context(page.definition, names=page.names)
        fields = quick_fields(page.definition, self._extra)
        facts = {
            **quick_defaults(page.definition),
            **{key: value for key, value in page.facts.items() if value},
        }
        self.form = StageForm(fields, context, facts, answers)
        self.form.edited.connect(self._edited)
        self.body.body.addWidget(self.form)
        self.form.show()  # at once: what is not in sight yet cannot keep the focus
        self._left.setText("")

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        if drafts and not self._dirty and self.form is not None:
            self.form.load({}, {key: draft.value for key, draft in drafts.items()})
            self._dirty = True

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return (self.form.drafts() if self.form is not None and self._dirty else {}), {}

    def _edited(self, _key: str) -> None:
        self._dirty = True
        self.keeper.touch()

    def give_up(self) -> None:
        """Keep what was answered as a draft, and go on by the stages."""
        self.leave()
        self.closed.emit()


def _row_key(answer: Answer, column: str) -> str:
    return f"quick_{answer.row_of}_{column}"


def row_keys(definition: ProcessDefinition) -> list[str]:
    """The questions that ask for cells of a row."""
    answers = definition.quick.answers if definition.quick else ()
    return [_row_key(answer, column) for answer in answers for column in answer.columns]


def quick_fields(definition: ProcessDefinition, extra: list[str]) -> list[Field]:
    """The questions of the quick page, and ``extra`` ones that a gate asked for."""
    quick = definition.quick
    if quick is None:
        return []
    fields = []
    for answer in quick.answers:
        for column in answer.columns:
            table = definition.fields_by_key[answer.row_of][1]
            asked = next(one for one in table.columns if one.key == column)
            label = answer.label if column == answer.columns[0] else asked.label
            fields.append(Field(_row_key(answer, column), "text", label, required=True))
        for key in answer.fields:
            field = definition.fields_by_key[key][1]
            label = answer.label if len(answer.fields) == 1 else field.label
            width = "full" if len(answer.fields) == 1 else field.width
            plain = replace(field, label=label, width=width, required=True)
            fields.append(replace(plain, required_when=None, show_when=None))
    return fields + [definition.fields_by_key[key][1] for key in dict.fromkeys(extra)]


def quick_defaults(definition: ProcessDefinition) -> dict[str, JsonValue]:
    """What the questions start with: the page's own fills that hold always."""
    quick = definition.quick
    asked = {key for answer in quick.answers for key in answer.fields} if quick else set()
    return (
        {fill.field: fill.value for fill in quick.fills if fill.when is None and fill.field in asked}
        if quick
        else {}
    )


def quick_values(definition: ProcessDefinition, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers as values of the incident."""
    values: dict[str, JsonValue] = {
        key: value for key, value in given.items() if key in definition.fields_by_key and value is not None
    }
    for answer in definition.quick.answers if definition.quick else ():
        if answer.row_of:
            texts = {column: str(given.get(_row_key(answer, column)) or "") for column in answer.columns}
            values |= answers_to_values(definition, answer, texts)
    return values


def _onto_quick(gap: Missing) -> Missing:
    if gap.field == "hypotheses":
        return Missing(gap.stage, "quick_hypotheses_test", gap.label, gap.say)
    return gap
