"""Saving what is on a stage's form, completing the stage, and sending the work back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Stage
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import Completed, GateRefusedError, Saved
from incidentdesk.services.desk.desk import Changes


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
        self._landed: dict[str, tuple[JsonValue, JsonValue]] = {}
        self.touched: set[str] = set()

    def begin(self, page: IncidentPage, stage: Stage, form: StageForm) -> None:
        """Save for this form from now on; nothing on it is touched yet."""
        self._uid, self._stage, self._form = page.incident.uid, stage.key, form
        self._landed = {}
        self.touched.clear()

    def save(self) -> None:
        """Save what the person edited, complete or not."""
        edits = self._edits()
        if not edits:
            return
        place, save = self._keeper.place, self._saving(edits)
        self._session.tasks.change(self, save, lambda saved: self._was_saved(saved, place, edits))

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
        uid, key, me, place = self._uid, self._stage, self._session.me, self._keeper.place
        stages, save = self._session.cases.stages, self._saving(edits)

        def act() -> tuple[Saved | None, Completed | None, object]:
            saved = save() if edits else None
            if saved is not None and saved.conflicts:
                return saved, None, saved.changes
            done = stages.complete(uid, key, me)
            return saved, done, done.changes

        def answer(result: tuple[Saved | None, Completed | None, object]) -> None:
            saved, done, _changes = result
            if saved is not None:
                self._was_saved(saved, place, edits)
            if done is not None:
                self.completed.emit(done, print_too)

        self._session.tasks.change(
            self,
            act,
            answer,
            refused=lambda error: self._was_refused(error, edits, place),
            ended=self._ended,
        )

    def send_back(self, to: str, say: str) -> None:
        """Save what was edited, and open the stage ``to`` and all after it again."""
        edits = self._edits()
        uid, me, place = self._uid, self._session.me, self._keeper.place
        stages, save = self._session.cases.stages, self._saving(edits)

        def act() -> tuple[Saved | None, Changes]:
            saved = save() if edits else None
            if saved is not None and saved.conflicts:
                return saved, saved.changes
            return saved, stages.send_back(uid, to, say, me)

        def answer(result: tuple[Saved | None, Changes]) -> None:
            saved, _changes = result
            if saved is not None:
                self._was_saved(saved, place, edits)
            if place == self._keeper.place and (saved is None or not saved.conflicts):
                self.sent_back.emit(to)

        self._session.tasks.change(self, act, answer)

    def _saving(self, edits: dict[str, JsonValue]) -> Callable[[], Saved]:
        """The act of saving ``edits``; it starts from what an earlier one, still waiting, saves."""
        uid, base, me, landed = self._uid, self._base(edits), self._session.me, self._landed
        stages = self._session.cases.stages

        def act() -> Saved:
            start = {
                key: landed[key][1] if key in landed and landed[key][0] == value else value
                for key, value in base.items()
            }
            saved = stages.save(uid, edits, start, me)
            lost = {conflict.field for conflict in saved.conflicts}
            landed.update({key: (base[key], value) for key, value in edits.items() if key not in lost})
            return saved

        return act

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
            self._forget_equal(place, kept)
        self.saved.emit(saved, place)

    def _settle(self, kept: Mapping[str, JsonValue]) -> None:
        """``kept`` is on the desk; what was typed into a field meanwhile is not, and stays a draft."""
        if self._form is None:
            return
        now = self._form.values()
        half = self._form.typed()
        settled = [key for key, value in kept.items() if key not in half and same_value(now[key], value)]
        self._form.take_saved(kept)
        self.touched -= set(settled)
        self._keeper.forget(settled)

    def _forget_equal(self, place: str, kept: Mapping[str, JsonValue]) -> None:
        """As ``_settle``, of a form that is not shown any more: its draft tells what was typed meanwhile."""
        drafting = self._session.drafting

        def work() -> None:
            drafts = drafting.of(place)
            gone = [key for key, value in kept.items() if key in drafts and drafts[key].value == value]
            if gone:
                drafting.drop(place, gone)

        self._session.tasks.draft(self, work)

    def _ended(self) -> None:
        self._busy = False

    def _was_refused(self, error: UserFacingError, edits: Mapping[str, JsonValue], place: str) -> bool:
        if not isinstance(error, GateRefusedError):
            return False
        if place == self._keeper.place:
            self._settle(edits)
            self.refused.emit(error)
        else:
            self._forget_equal(place, edits)
        return True
