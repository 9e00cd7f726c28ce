"""One stage of an incident: guidance, form, what is missing, and completing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.gate import Missing, fall_back, not_yet, what_is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.rights import Right
from incidentdesk.domain.whose_word import WAIVED, WORD, WORD_REASON
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.follow_ups.card import FollowUpsCard
from incidentdesk.gui.follow_ups.offering import offer_follow_up, prevention_text
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.priority_panel import PriorityPanel
from incidentdesk.gui.forms.row_by_row import rows_elsewhere
from incidentdesk.gui.incident.stage_banner import StageBanner
from incidentdesk.gui.incident.stage_drafts import bring_back, on_the_desk, show_conflicts
from incidentdesk.gui.incident.stage_footer import StageFooter
from incidentdesk.gui.incident.stage_forms import BuiltForm, StageForms
from incidentdesk.gui.incident.stage_saving import StageSaving
from incidentdesk.gui.incident.word_line import WordLine
from incidentdesk.gui.response.phase_words import is_undeclared
from incidentdesk.gui.response.room_door import RoomDoor
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import PageBody
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import GateRefusedError, Saved
from incidentdesk.services.drafting import Draft, stage_place


class StagePanel(QWidget):
    """One stage at a time: ``shown(page, stage)``. ``completed(Completed, print too)`` after its gate."""

    shown = Signal(object, object)
    completed = Signal(object, bool)
    stage_wanted = Signal(str)
    declare_wanted = Signal()
    hold_wanted = Signal()
    reopen_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.may_close: Callable[[bool], bool] = lambda _print_too: True
        self._page: IncidentPage | None = None
        self._stage: Stage | None = None
        self._missing: list[Missing] = []
        self._built: BuiltForm | None = None
        self.guidance = GuidanceBox("")
        self.banner = StageBanner(session)
        self.body = PageBody(max_width=1000, centred=False)
        self.body.body.addWidget(self.guidance)
        self.door = RoomDoor()
        self.body.body.addWidget(self.door)
        self.word_line = WordLine(session, partial(self._answer_at, "service"), self._waive_word)
        self.body.body.addWidget(self.word_line)
        self.forms = StageForms(session, self.body)
        self.forms.edited.connect(self._edited)
        self.follow_ups = FollowUpsCard(session)
        self.follow_ups.left.connect(self.focus_first)
        self.body.foot.addWidget(self.follow_ups)
        self.footer = StageFooter()
        self.footer.back_wanted.connect(self._go_back)
        self.footer.hold_wanted.connect(self.hold_wanted)
        self.footer.complete_wanted.connect(self.complete)
        self.footer.gap_wanted.connect(self._show_gap)
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.saving = StageSaving(session, self.keeper, self)
        self.saving.saved.connect(self._saved)
        self.saving.completed.connect(self.completed)
        self.saving.refused.connect(self._refused)
        self.saving.sent_back.connect(self._was_sent_back)
        self.keeper.kept.connect(partial(self.footer.show_kept_at, self.session.settings.zone))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        self.body.setMinimumHeight(1)  # what opens above it takes from it, and not from the foot
        column.addWidget(self.body, 1)
        column.addWidget(self.footer)

    @property
    def form(self) -> StageForm | None:
        """The form that is shown; another incident's stage may show the same one, filled anew."""
        return self._built.form if self._built is not None else None

    @property
    def priority(self) -> PriorityPanel | None:
        """The panel of the priority, where the stage has one."""
        return self._built.priority if self._built is not None else None

    @property
    def stage(self) -> Stage | None:
        """The stage that is shown."""
        return self._stage

    def show_stage(self, page: IncidentPage, stage: Stage) -> None:
        """Show ``stage`` of ``page``; edits of the stage that is already shown stay."""
        same = (
            self._page is not None
            and self._page.incident.uid == page.incident.uid
            and self._stage is not None
            and self._stage.key == stage.key
        )
        if not same:
            self._let_go()
        self._page, self._stage = page, stage
        if same and self.form is not None:
            self.form.load(page.facts, {})
        else:
            self._begin(page, stage)
        self.word_line.show_page(page, stage)
        self.door.show_page(page, stage)
        self.follow_ups.show_page(page, stage)
        _show_way(self.footer, page, stage, can_work=self._can_work(page))
        self._refresh()
        self._show_locked(page)
        self.shown.emit(page, stage)

    def leave(self) -> None:
        """Save what the person edited; a text that is no value stays a draft."""
        self.follow_ups.leave()
        if self._page is None or self.form is None or not self.saving.touched:
            return
        self.form.settle()
        self.keeper.flush()
        self.save()

    def save(self) -> None:
        """Save what the person edited, complete or not."""
        self.saving.save()

    def write_follow_up(self) -> None:
        """Go to the line that adds a follow-up, with what the field at hand says would prevent it."""
        self.follow_ups.begin(prevention_text(self.form))

    def complete(self, print_too: bool = False, *, asked: bool = False) -> None:
        """Save everything on the form, and ask the gate.

        Before it closes, ``may_close(print too)`` is asked, unless it was ``asked`` before.
        """
        page, stage = self._page, self._stage
        if page is None or stage is None or not self._can_work(page):
            return
        if asked or stage.sets_status != "closed" or self.may_close(print_too):
            self.saving.complete(print_too)

    def focus_first(self) -> None:
        """The first gap, or the first field, has the focus."""
        if self.form is None:
            return
        gaps = self._missing
        here = [gap.field for gap in gaps if self._stage and gap.stage == self._stage.key and gap.field]
        if not (here and self.form.focus_field(here[0])):
            self.form.focus_first()

    # Inside

    def _let_go(self) -> None:
        """Write what is still being typed on the form that is shown, before another incident is on it."""
        focused = QApplication.focusWidget()
        if focused is not None and self.form is not None and self.form.isAncestorOf(focused):
            focused.clearFocus()
        self.keeper.move_to("")

    def _begin(self, page: IncidentPage, stage: Stage) -> None:
        self.banner.hide()
        guidance = " ".join(part for part in (stage.guidance, rows_elsewhere(page, stage)) if part)
        self.guidance.set_text(guidance)
        self.guidance.setVisible(bool(guidance))
        context = self.session.form_context(page.definition, names=page.names, attachments=page.attachments)
        before, built = self._built, self.forms.of(page.definition, stage)
        if before is not None and before is not built:
            before.hide()
        self._built = built
        self.saving.begin(page, stage, built.form)
        built.form.begin(context, page.facts)
        offer_follow_up(built.form, self.follow_ups)
        built.show()
        self.body.verticalScrollBar().setValue(0)
        self.footer.show_kept("")
        self.keeper.move_to(stage_place(page.incident.uid, stage.key))
        self.keeper.load(self._offer_draft)

    def _can_work(self, page: IncidentPage) -> bool:
        return page.incident.status not in ENDED_STATUSES and self.session.may(Right.WORK)

    def _show_locked(self, page: IncidentPage) -> None:
        """Let the form only be read where nothing may be written, and say why."""
        locked = not self._can_work(page)
        if self.form is not None:
            self.form.set_read_only(locked)
        self.banner.show_lock(
            page, locked=locked, reopen=self.reopen_wanted.emit, again=self.again_wanted.emit
        )
        if locked:
            self.footer.show_kept("")

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        page, form = self._page, self.form
        if page is None or form is None:
            return
        saved = on_the_desk(page, drafts)
        if saved:
            self.keeper.forget(saved)
        drafts = {key: draft for key, draft in drafts.items() if key not in saved}
        if not drafts:
            return
        bring_back(page, form, drafts)
        self.saving.touched |= set(drafts)
        newest = max(draft.saved_ms for draft in drafts.values())
        self.footer.show_kept_at(self.session.settings.zone, newest)
        self.banner.show_draft(self.save, self._throw_away)
        self._refresh()

    def _throw_away(self) -> None:
        self.keeper.forget()
        self.banner.hide()
        if self._page is not None and self._stage is not None:
            self._begin(self._page, self._stage)
            self._refresh()

    def _edited(self, form: StageForm, key: str) -> None:
        if form is not self.form:
            return  # an answer that came late, to a form that is put away
        self.saving.touched.add(key)
        self.keeper.touch()
        self._refresh()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        if self.form is None:
            return {}, {}
        return {
            key: value for key, value in self.form.drafts().items() if key in self.saving.touched
        }, self.form.base()

    def _saved(self, saved: Saved, place: str) -> None:
        if place == self.keeper.place and not self.saving.touched:
            self.banner.hide()
        if not saved.conflicts or self.form is None or self._page is None or place != self.keeper.place:
            return
        show_conflicts(self._page, self.form, saved)
        self.session.told.emit(_("Someone else changed this meanwhile; please choose."), "danger")

    def _refused(self, error: GateRefusedError) -> None:
        if self.form is not None:
            self.form.show_gaps(error.missing)
        self._show_gap(error.missing[0])

    def _show_gap(self, gap: Missing | None) -> None:
        if gap is None or self._stage is None:
            return
        if gap.stage != self._stage.key:
            self.stage_wanted.emit(gap.stage)
        elif self.form is not None and gap.field:
            self.form.focus_field(gap.field)
        elif self._page is not None and is_undeclared(self._page):
            self.declare_wanted.emit()
        elif self._stage.sets_status == "closed":
            self.may_close(False)

    def _answer_at(self, key: str) -> None:
        """Go to a field on whatever stage it is."""
        placed = self._page.definition.fields_by_key.get(key) if self._page is not None else None
        if placed is not None:
            self.stage_wanted.emit(placed[0].key)
            if self.form is not None:
                self.form.focus_field(key)

    def _waive_word(self) -> None:
        if self.form is not None:
            self.form.set_field(WORD, WAIVED)
            self.form.focus_field(WORD_REASON)

    def _refresh(self) -> None:
        page, stage, form = self._page, self._stage, self.form
        if page is None or stage is None or form is None:
            return
        self._missing = [] if page.is_complete(stage) else _gaps_of(page, stage, form)
        self.footer.show_gaps(self._missing if self._can_work(page) else [])
        back = fall_back(stage, page.asking(form.values()))
        if back is not None and self._can_work(page):
            send = partial(self.saving.send_back, back.back_to, back.say)
            self.banner.show_fall_back(back.say, page.definition.stage(back.back_to).short, send)

    def _was_sent_back(self, to: str) -> None:
        self.banner.hide()
        self.stage_wanted.emit(to)

    def _go_back(self) -> None:
        page, stage = self._page, self._stage
        if page is not None and stage is not None:
            position = page.definition.position(stage.key)
            if position:
                self.stage_wanted.emit(page.definition.stages[position - 1].key)


def _show_way(footer: StageFooter, page: IncidentPage, stage: Stage, *, can_work: bool) -> None:
    """Offer at the foot what can be done with ``stage``."""
    position = page.definition.position(stage.key)
    closes = stage.sets_status == "closed"
    complete = _("Close and print") if closes else _("Complete {stage}").format(stage=stage.short.lower())
    footer.show_way(
        back=page.definition.stages[position - 1].short if position else "",
        complete=complete,
        closes=closes,
        on_hold=page.incident.status == "on_hold",
        can_work=can_work and not page.is_complete(stage),
    )


def _gaps_of(page: IncidentPage, stage: Stage, form: StageForm) -> list[Missing]:
    """What is missing on ``stage``, and in the stages before it, as ``form`` stands."""
    edits = form.values()
    asking = page.asking(edits)
    completed = {key: state.completed is not None for key, state in page.stages.items()}
    gaps = what_is_missing(stage, asking) + page.gaps_beside(stage, edits)
    return gaps + not_yet(page.definition, stage, completed, asking)
