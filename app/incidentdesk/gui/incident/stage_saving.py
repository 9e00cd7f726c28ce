"""Saving what is on a stage's form, completing the stage, and sending the work back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Stage
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.pages import IncidentPage
from incidentdesk.services.stage_work import Completed, GateRefusedError, Saved


class StageSaving(QObject):
    """The way of a typed word from the form to the desk. ``touched`` holds the fields the person edited."""

    saved = Signal(object, str)
    """``Saved`` and the place of the draft it came from."""
    completed = Signal(object, bool)
    """``Completed``, and whether to print."""
    refused = Signal(object)
    """``GateRefusedError``: what is missing."""
    sent_back = Signal(str)
    """The stage the work went back to."""

    def __init__(self, session: WindowSession, keeper: DraftKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._busy = False
        self._uid = ""
        self._stage = ""
        self._form: StageForm | None = None
        self.touched: set[str] = set()

    def begin(self, page: IncidentPage, stage: Stage, form: StageForm) -> None:
        """Save for this form from now on; nothing on it is touched yet."""
        self._uid, self._stage, self._form = page.incident.uid, stage.key, form
        self.touched.clear()

    def save(self) -> None:
        """Save what the person edited, complete or not."""
        edits = self._edits()
        if not edits:
            return
        uid, base, me, place = self._uid, self._base(edits), self._session.me, self._keeper.place
        stages = self._session.cases.stages
        self._session.tasks.change(
            self,
            lambda: stages.save(uid, edits, base, me),
            lambda saved: self._was_saved(saved, place, edits),
        )

    def complete(self, print_too: bool = False) -> None:
        """Save everything on the form, starting values too, and ask the gate."""
        form = self._form
        if form is None or self._busy:
            return
        form.settle()
        wrong = next(iter(form.typed()), None)
        if wrong is not None:
            form.focus_field(wrong)
            return
        self._busy = True
        edits = form.edits()
        uid, key, base, me, place = (
            self._uid,
            self._stage,
            self._base(edits),
            self._session.me,
            self._keeper.place,
        )
        stages = self._session.cases.stages

        def act() -> tuple[Saved | None, Completed | None, object]:
            saved = stages.save(uid, edits, base, me) if edits else None
            if saved is not None and saved.conflicts:
                return saved, None, saved.changes
            done = stages.complete(uid, key, me)
            return saved, done, done.changes

        def answer(result: tuple[Saved | None, Completed | None, object]) -> None:
            saved, done, _changes = result
            self._busy = False
            if saved is not None:
                self._was_saved(saved, place, edits)
            if done is not None:
                self._keeper.forget()
                self.touched.clear()
                self.completed.emit(done, print_too)

        self._session.tasks.change(
            self, act, answer, refused=lambda error: self._was_refused(error, edits, place)
        )

    def send_back(self, to: str, say: str) -> None:
        """Save what was edited, and open the stage ``to`` and all after it again."""
        edits = self._edits()
        uid, base, me, stages = self._uid, self._base(edits), self._session.me, self._session.cases.stages

        def act() -> object:
            if edits:
                stages.save(uid, edits, base, me)
            return stages.send_back(uid, to, say, me)

        def done(_changes: object) -> None:
            self._keeper.forget()
            self.touched.clear()
            self.sent_back.emit(to)

        self._session.tasks.change(self, act, done)

    def _edits(self) -> dict[str, JsonValue]:
        if self._form is None:
            return {}
        return {key: value for key, value in self._form.edits().items() if key in self.touched}

    def _base(self, edits: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        base = self._form.base() if self._form is not None else {}
        return {key: base.get(key) for key in edits}

    def _was_saved(self, saved: Saved, place: str, edits: Mapping[str, JsonValue]) -> None:
        lost = {conflict.field for conflict in saved.conflicts}
        kept = {key: value for key, value in edits.items() if key not in lost}
        if place == self._keeper.place:
            self._settle(kept)
        else:
            drafting, tasks = self._session.drafting, self._session.tasks
            tasks.draft(self, lambda: drafting.drop(place, list(kept)))
        self.saved.emit(saved, place)

    def _settle(self, kept: Mapping[str, JsonValue]) -> None:
        """``kept`` is on the desk; what was typed into a field meanwhile is not, and stays a draft."""
        if self._form is None:
            return
        now = self._form.values()
        settled = [key for key, value in kept.items() if same_value(now[key], value)]
        self._form.take_saved(kept)
        self.touched -= set(settled)
        self._keeper.forget(settled)

    def _was_refused(self, error: UserFacingError, edits: Mapping[str, JsonValue], place: str) -> bool:
        self._busy = False
        if not isinstance(error, GateRefusedError):
            return False
        if place == self._keeper.place:
            self._settle(edits)
            self.refused.emit(error)
        return True
