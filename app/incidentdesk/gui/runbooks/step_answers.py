"""How a step went: its answer, a note, and the buttons that check it off; danger is asked about."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.runbook import Step
from incidentdesk.gui.runbooks.coming import come_to
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit

OK_KEY, FAILED_KEY, SKIP_KEY = "Alt+Y", "Alt+F", "Alt+S"
ASKED = frozenset({"question", "decide"})


class StepAnswers(QWidget):
    """``given(result, answer, why, note)`` when the step is checked off; ``edited`` while it is typed."""

    given = Signal(str, str, str, str)
    edited = Signal()

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self._wanted = ""
        self.answer = _answer_editor(step)
        self.answer_frame = FieldFrame(_("Answer"), self.answer, required=step.kind == "question")
        self.note = GrowingTextEdit(placeholder=_("Note: what you saw and did"), least=1, most=6)
        self.note.setAccessibleName(_("Note to step {n}").format(n=step.number))
        self.why = LineEdit(placeholder=_("Why is it skipped?"))
        self.why.setAccessibleName(_("Why is step {n} skipped?").format(n=step.number))
        self.ok_button = ActionButton(_("Done"), kind="primary", key_hint=OK_KEY)
        self.failed_button = ActionButton(_("Failed"), key_hint=FAILED_KEY)
        self.skip_button = ActionButton(_("Skip…"), kind="quiet", key_hint=SKIP_KEY)
        self.told = text_label("", "danger", wrap=True)
        self.told.hide()
        self._lay_out()
        self._connect()

    def typed(self) -> dict[str, str]:
        """What is typed and not given yet, by ``answer``, ``note`` and ``why``."""
        found = {"answer": self._answer(), "note": self.note.toPlainText(), "why": self.why.text()}
        return {key: text for key, text in found.items() if text.strip()}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was typed before."""
        if "answer" in typed:
            if isinstance(self.answer, SegmentedControl):
                self.answer.set_value(typed["answer"])
            else:
                self.answer.setText(typed["answer"])
        if "note" in typed:
            self.note.setPlainText(typed["note"])
        if "why" in typed:
            self.why.setText(typed["why"])

    def begin(self, result: str) -> None:
        """Check it off, after asking what has to be asked."""
        self.told.hide()
        if result == "skipped" and not self.why.text().strip():
            self._ask(result)
            come_to(self.why)
        elif result == "ok" and self._step.kind == "question" and not self._answer().strip():
            self._ask("")
            self.tell(_("Give the answer first."))
            come_to(self.answer)
        elif result == "ok" and self._step.danger and self._wanted != "ok":
            self._ask(result)
            come_to(self.sure_button)
        else:
            self.given.emit(result, self._answer(), self.why.text(), self.note.toPlainText())

    def tell(self, text: str) -> None:
        """Say what keeps the step from being checked off."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def focus_first(self) -> None:
        """Where the work begins: the answer where one is asked, else the button."""
        come_to(self.answer if self._step.kind in ASKED else self.ok_button)

    def put_away(self) -> bool:
        """Nothing is checked off; what is typed stays. Whether something was asked."""
        was_asked = bool(self._wanted)
        self._ask("")
        if was_asked:
            self.focus_first()
        return was_asked

    def _ask(self, result: str) -> None:
        self._wanted = result
        self._danger.setVisible(result == "ok")
        self._skipping.setVisible(result == "skipped")
        self._buttons.setVisible(not result)

    def _answer(self) -> str:
        if isinstance(self.answer, SegmentedControl):
            return self.answer.value() or ""
        return self.answer.text()

    def _connect(self) -> None:
        for button, result in (
            (self.ok_button, "ok"), (self.failed_button, "failed"), (self.skip_button, "skipped"),
            (self.sure_button, "ok"), (self.skip_now, "skipped"),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, result=result: self.begin(result))
        self.why.returnPressed.connect(lambda: self.begin("skipped"))
        if isinstance(self.answer, SegmentedControl):
            self.answer.changed.connect(lambda _key: self.edited.emit())
        else:
            self.answer.textEdited.connect(lambda _text: self.edited.emit())
        self.note.textChanged.connect(self.edited)
        self.why.textEdited.connect(lambda _text: self.edited.emit())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.answer_frame)
        self.answer_frame.setVisible(self._step.kind in ASKED)  # not earlier: it would be a window
        column.addWidget(self.note)
        self._buttons = Flow(gap=8)
        self._buttons.set_widgets([self.ok_button, self.failed_button, self.skip_button])
        column.addWidget(self._buttons)
        self.sure_button = ActionButton(_("Yes, it is done"), kind="primary")
        self.skip_now = ActionButton(_("Skip it"), kind="primary")
        words = _("This step can do harm. Was it done exactly as it is written?")
        self._danger = self._question([text_label(words, wrap=True)], self.sure_button, _("Not yet"))
        self._skipping = self._question([self.why], self.skip_now, _("Never mind"))
        self._danger.setProperty("surface", "warning")
        for part in (self._danger, self._skipping, self.told):
            column.addWidget(part)

    def _question(self, parts: list[QWidget], yes: ActionButton, no: str) -> QFrame:
        frame = surface("accent")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        for part in parts:
            inside.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        back = ActionButton(no)
        back.clicked.connect(lambda _checked=False: self.put_away())
        row.addWidget(yes)
        row.addWidget(back)
        row.addStretch(1)
        inside.addLayout(row)
        frame.hide()
        return frame


def _answer_editor(step: Step) -> SegmentedControl | LineEdit:
    if step.answers:
        made = SegmentedControl()
        made.set_options([(one, one) for one in step.answers])
        return made
    return LineEdit()
