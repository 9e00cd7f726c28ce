"""“Which step was wrong or missing?”, asked after a run: the answer becomes an edit of the runbook."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.runbooks.coming import come_to
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.runbooks.runbook_beside import RunView

BEFORE_ALL = "0"


class AfterRun(QFrame):
    """``opened(target)`` leads to the edit that the answers are in."""

    opened = Signal(str)

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self._view: RunView | None = None
        self.setProperty("surface", "accent")
        self.what = SegmentedControl(clearable=False)
        self.what.setAccessibleName(_("Wrong or missing"))
        self.what.set_options([("wrong", _("Wrong")), ("missing", _("Missing after"))])
        self.what.set_value("wrong")
        self.step = SearchSelect(placeholder=_("Which step?"))
        self.step.setAccessibleName(_("Which step was wrong, or after which one is one missing"))
        self.text = GrowingTextEdit(placeholder=_("What should it say?"), least=2, most=8)
        self.text.setAccessibleName(_("What should it say?"))
        self.add_button = ActionButton(_("Note it for the next version"), kind="primary")
        self.open_link = ActionButton(_("Open the edit"), kind="link")
        self.told = text_label("", "danger", wrap=True)
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self._lay_out()
        self._connect()

    def show_run(self, view: RunView) -> None:
        """Ask about a run that is over; what is typed stays while it is the same one."""
        another = self._view is None or self._view.run.uid != view.run.uid
        self._view = view
        self.setEnabled(self._session.may(Right.WORK))
        if not another:
            return
        self.told.hide()
        self.text.clear()
        self.step.set_value(None)
        self._offer_steps()
        self.keeper.move_to(f"runbook-after/{view.run.uid}")
        self.keeper.load(self._offer_drafts)

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        if self._view is not None and self.text.toPlainText():
            self.keeper.flush()

    def focus_first(self) -> bool:
        """Start with the answer; whether it may be given."""
        if not (self.isVisible() and self.isEnabled()):
            return False
        come_to(self.what)
        return True

    def note(self) -> None:
        """Put what was said into the edit of the runbook."""
        view, session = self._view, self._session
        self.step.settle()
        step, text = self.step.value(), self.text.toPlainText().strip()
        if view is None or session.refuses(Right.WORK):
            return
        if step is None or not text:
            self._tell(_("Choose the step, and say what should be there."), "danger")
            (self.step if step is None else self.text).setFocus()
            return
        act = partial(
            session.cases.runbooks.remark, view.run.key, int(step), str(self.what.value()), text, session.me,
            view.run.number,
        )  # fmt: skip

        def done(_changes: Changes) -> None:
            self.text.clear()
            self.keeper.forget()
            self._tell(_("It stands in the edit of the runbook. Was there more?"), "good")
            self.open_link.show()
            self.text.setFocus()

        session.tasks.change(self, act, done, refused=self._refuse)

    def _refuse(self, error: UserFacingError) -> bool:
        self._tell(str(error), "danger")
        return True

    def _tell(self, text: str, tone: str) -> None:
        set_role(self.told, "role", tone)
        self.told.setText(text)
        self.told.show()

    def _offer_steps(self) -> None:
        if self._view is None:
            return
        steps = [Choice(str(one.number), f"{one.number}. {one.text}") for one in self._view.runbook.steps]
        missing = self.what.value() == "missing"
        self.step.set_choices([Choice(BEFORE_ALL, _("Before the first")), *steps] if missing else steps)

    def _turned(self, _key: object) -> None:
        if self.step.value() == BEFORE_ALL:
            self.step.set_value(None)
        self._offer_steps()

    def _typed(self) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
        text = self.text.toPlainText()
        if not text:
            return {}, {}
        return {"text": text, "step": self.step.value() or "", "what": self.what.value() or ""}, {}

    def _offer_drafts(self, drafts: dict[str, Draft]) -> None:
        said = {key: str(draft.value) for key, draft in drafts.items()}
        if said.get("text") and not self.text.toPlainText():
            self.what.set_value(said.get("what") or "wrong")
            self._offer_steps()
            self.step.set_value(said.get("step") or None)
            self.text.setPlainText(said["text"])

    def _connect(self) -> None:
        self.what.changed.connect(self._turned)
        self.text.textChanged.connect(self.keeper.touch)
        self.add_button.clicked.connect(lambda _checked=False: self.note())
        self.open_link.clicked.connect(lambda _checked=False: self._open())

    def _open(self) -> None:
        if self._view is not None:
            self.opened.emit(f"{self._view.run.key}/edit")

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(8)
        inside.addWidget(text_label(_("Which step was wrong or missing?"), "strong"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.what)
        row.addWidget(self.step, 1)
        inside.addLayout(row)
        inside.addWidget(self.text)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.open_link)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addWidget(self.told)
        self.told.hide()
        self.open_link.hide()
