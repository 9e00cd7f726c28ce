"""Small forms for what is not a stage: hold, assign, cancel, reopen. They open in the page itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Literal, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import is_required
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_from_json, moment_to_json
from incidentdesk.domain.process_definition import Choice, Field, ProcessDefinition
from incidentdesk.domain.records import Incident
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.response.sev_field import explain_level
from incidentdesk.gui.response.times_check import check_times
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, Card
from incidentdesk.gui.widgets.facts import Facts
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.services.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.handing_texts import ESCALATION_TEXTS
from incidentdesk.services.pages import IncidentPage

Act = Callable[[Mapping[str, JsonValue]], Changes]
UndoOf = Callable[[Mapping[str, JsonValue], Changes], Callable[[], Changes] | None]
"""Gives what takes back an act with these answers, which changed that; nothing where it stays."""


PanelLook = Literal["edge", "card", "inside"]
_LOOKS = {"edge": ("header", PAGE_MARGIN), "card": ("card", 16), "inside": ("neutral", 12)}
"""The surface of a panel, and its margin at the sides."""


class About(Protocol):
    """What a small form is about: an incident as a page or a room shows it."""

    @property
    def incident(self) -> Incident:
        """The incident."""

    @property
    def definition(self) -> ProcessDefinition:
        """The process it follows."""

    @property
    def names(self) -> Mapping[str, str]:
        """The names behind uids."""


@dataclass(frozen=True)
class ActionForm:
    """One small form: ``kind`` (a key), title, what it asks, its button, what it does with the answers.

    It starts from ``values``. Above the questions stand ``told`` (what it is, and the words) and ``ways``:
    what must be done elsewhere, and the key of the place. ``undo`` is offered once it is done.
    """

    kind: str
    title: str
    fields: tuple[Field, ...]
    confirm: str
    act: Act
    done: str
    hint: str = ""
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    told: tuple[tuple[str, str], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    undo: UndoOf | None = None


class ActionPanel(Card):
    """Shows one small form at a time. ``closed`` when it is answered or put away.

    ``answered`` carries the uid of the incident and the kind of the form, ``way_wanted`` the key of a place.
    What refuses it is told in it.
    It goes from edge to edge of a page, is a ``card`` of its own, or ``inside`` one.
    """

    closed = Signal()
    answered = Signal(str, str)
    way_wanted = Signal(str)

    def __init__(
        self, session: WindowSession, parent: QWidget | None = None, *, look: PanelLook = "edge"
    ) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._action: ActionForm | None = None
        self._busy = False
        self._uid = ""
        self._proposed: JsonValue = None
        self._dirty = False
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.form: StageForm | None = None
        set_role(self.title, "role", "strong")
        self._hint = text_label("", "muted", wrap=True)
        self._place = QVBoxLayout()
        self.refused = text_label("", "danger", wrap=True)
        self.refused.hide()
        self.confirm = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.confirm.clicked.connect(self.answer)
        back = ActionButton(_("Never mind"), key_hint="Esc")
        back.clicked.connect(self.put_away)
        self.told = Facts()
        self._ways = Flow(gap=12, line_gap=0)
        buttons = Flow(gap=8, line_gap=8)
        buttons.set_widgets([self.confirm, back])
        surface, side = _LOOKS[look]
        self.setProperty("surface", surface)
        self.body.setContentsMargins(side, 12, side, 12)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.told)
        self.body.addWidget(self._ways)
        self.body.addLayout(self._place)
        self.body.addWidget(self.refused)
        self.body.addWidget(buttons)
        self.hide()

    @property
    def kind(self) -> str:
        """The kind of the form that is open; empty while none is."""
        return self._action.kind if self._action is not None else ""

    def open_form(self, action: ActionForm, page: About) -> None:
        """Show ``action``, with the focus on its first question."""
        self.leave()
        self._drop_form()
        self._action, self._uid = action, page.incident.uid
        self.title.setText(action.title)
        self.title.show()
        self._hint.setText(action.hint)
        self._hint.setVisible(bool(action.hint))
        self.told.show_facts(action.told)
        self._show_ways(action.ways)
        self.confirm.setText(action.confirm)
        context = self._session.form_context(page.definition, names=page.names)
        self.form = StageForm(action.fields, context, action.values)
        self.form.edited.connect(self._edited)
        explain_level(self.form, self._session.settings)
        check_times(self.form, page.incident.core)
        self._place.addWidget(self.form)
        self.show()
        self.form.focus_first()
        first = self.form.editor(action.fields[0].key).widget
        if isinstance(first, SearchSelect):
            first.open_list()
        elif isinstance(first, QLineEdit) and len(action.fields) == 1:
            first.returnPressed.connect(lambda: self.answer() if first.text().strip() else None)
        self.keeper.move_to(f"action/{page.incident.uid}/{action.kind}")
        self.keeper.load(self._offer_draft)

    def ways(self) -> list[ActionButton]:
        """The ways to what must be done elsewhere."""
        return [one for one in self._ways.widgets() if isinstance(one, ActionButton)]

    def leave(self) -> None:
        """Write the draft now."""
        if self._dirty:
            self.keeper.flush()

    def answer(self) -> None:
        """Do it with the answers given; else mark what lacks, with the focus on the first of it."""
        if self._action is None or self.form is None or self._busy:
            return
        self.form.settle()
        values, action = self.form.values(), self._action
        asking, typed = self.form.asking(), self.form.typed()
        lacking = [
            one.key
            for one in action.fields
            if one.key in typed or (is_required(one, asking) and is_missing(values.get(one.key)))
        ]
        for key in lacking:
            self.form.editor(key).set_problem(_("Please answer this."))
        if lacking:
            self.form.focus_field(lacking[0])
            return
        self._busy = True
        place, uid = self.keeper.place, self._uid
        self.refused.hide()

        def done(changes: Changes) -> None:
            self._tell(action, action.undo(values, changes) if action.undo is not None else None)
            self._done(place, values)
            self.answered.emit(uid, action.kind)

        self._session.tasks.change(
            self, lambda: action.act(values), done, refused=partial(self._was_refused, place),
            ended=self._ended,
        )  # fmt: skip

    def put_away(self) -> None:
        """Close it; nothing is done. What was answered is there again when it is opened again."""
        self.leave()
        self._drop_form()
        self._action = None
        self.hide()
        self.closed.emit()

    def _show_ways(self, ways: Sequence[tuple[str, str]]) -> None:
        links: list[QWidget] = [text_label(_("First:"), "muted")] if ways else []
        for words, place in ways:
            link = ActionButton(words, kind="link")
            link.clicked.connect(lambda _checked=False, place=place: self.way_wanted.emit(place))
            links.append(link)
        self._ways.set_widgets(links)
        self._ways.setVisible(bool(links))

    def _tell(self, action: ActionForm, undo: Callable[[], Changes] | None) -> None:
        session = self._session
        if undo is None:
            session.told.emit(action.done, "good")
        else:
            session.undoable.emit(action.done, lambda: session.tasks.change(session, undo))

    def _done(self, place: str, sent: Mapping[str, JsonValue]) -> None:
        if place != self.keeper.place:
            self.keeper.forget_at(place)
            return
        if self.form is None or self.form.values() == sent:
            self._dirty = False
            self.keeper.forget()
        if self.form is not None:
            self.put_away()

    def _was_refused(self, place: str, error: UserFacingError) -> bool:
        """Say it in the form that was answered, if it is still there."""
        if self.form is None or place != self.keeper.place:
            return False
        self.refused.setText(str(error))
        self.refused.show()
        return True

    def _ended(self) -> None:
        self._busy = False

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return (self.form.drafts() if self.form is not None and self._dirty else {}), {}

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        if drafts and self.form is not None and self._action is not None and not self._dirty:
            self._dirty = True
            self.form.load(self._action.values, {key: draft.value for key, draft in drafts.items()})

    def _edited(self, key: str) -> None:
        self._dirty = True
        self.refused.hide()
        self.keeper.touch()
        form = self.form
        if key != "reason" or form is None or "wake" not in form.visible_keys():
            return
        given = form.values()
        hours = self._session.settings.item("hold_reasons", given.get("reason")).extra.get("wake")
        own = "wake" in form.typed() or given.get("wake") not in (None, self._proposed)
        if isinstance(hours, int) and not isinstance(hours, bool) and not own:
            self._proposed = wake_in(self._session.cases.desk.time.now(), hours)
            form.set_field("wake", self._proposed)

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._dirty = False
        self.refused.hide()


def wake_in(now: Instant, hours: int) -> JsonValue:
    """A wake time some hours from now, on a full hour, and not on a Saturday or Sunday."""
    at = (now.local() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    while at.weekday() >= 5:
        at += timedelta(days=1)
    return moment_to_json(Moment.exact(Instant.of(at)))


def promise_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """By when and whom to call back; the reporter, unless somebody else is named."""
    due = Field(
        "due", "moment", _("By when"), required=True, placeholder=_("14:30, tomorrow 9:00"), ahead=True
    )
    whom = Field("whom", "text", _("Whom"), placeholder=page.reporter.name if page.reporter else "")
    phone = Field("phone", "text", _("Phone"), placeholder=page.reporter.phone if page.reporter else "")
    note = Field("note", "text", _("What about"), width="full")
    promises, uid, me = session.cases.promises, page.incident.uid, session.me

    def act(values: Mapping[str, JsonValue]) -> Changes:
        at = moment_from_json(values["due"]).at
        assert at is not None  # noqa: S101 - a time to come has one
        said = {key: str(values.get(key) or "") for key in ("whom", "phone", "note")}
        return promises.make(uid, at, me, **said).changes

    return ActionForm(
        "promise", _("Promise a callback"), (due, whom, phone, note), _("Promise"), act, _("Promised."),
        _("It stands on Home until it is made, also after the incident is closed."),
    )  # fmt: skip


def hold_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Reason and wake time; the reason proposes the time."""
    reasons = Field(
        "reason", "choice", _("Why does it wait?"), required=True, width="full", choices_from="hold_reasons"
    )
    wake = Field("wake", "moment", _("Wakes"), required=True, placeholder=_("tomorrow 9:00"), ahead=True)
    whom = Field("waiting_for", "text", _("Waiting for"), placeholder=_("Name, ticket or order number"))
    note = Field("note", "text", _("Note"), width="full")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me

    def act(values: Mapping[str, JsonValue]) -> Changes:
        at = moment_from_json(values["wake"]).at
        return lifecycle.hold(
            uid, str(values["reason"]), me, wake=at, waiting_for=str(values.get("waiting_for") or ""),
            note=str(values.get("note") or ""),
        )  # fmt: skip

    return ActionForm(
        "hold", _("Put on hold"), (reasons, wake, whom, note), _("Put on hold"), act, _("On hold.")
    )


def assign_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Who follows up."""
    person = Field("person", "person", _("Follow-up by"), required=True)
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    return ActionForm(
        "assign",
        _("Assign"),
        (person,),
        _("Assign"),
        lambda values: lifecycle.assign(uid, str(values["person"]), me),
        _("Assigned."),
    )


def escalate_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """To whom it is escalated, and why."""
    choices = tuple(Choice(key, _(text)) for key, text in ESCALATION_TEXTS.items())
    fields = (
        Field("kind", "choice", _("How"), required=True, width="full", choices=choices, default="functional"),
        Field("person", "person", _("To whom")),
        Field("team", "team", _("Or to which team")),
        Field("why", "text", _("Why?"), required=True, width="full"),
    )
    escalate, uid, me = session.cases.handing.escalate, page.incident.uid, session.me

    def act(values: Mapping[str, JsonValue]) -> Changes:
        person, team = str(values.get("person") or ""), str(values.get("team") or "")
        return escalate(uid, str(values["why"]), me, kind=str(values["kind"]), person=person, team=team)

    return ActionForm("escalate", _("Escalate"), fields, _("Escalate"), act, _("Escalated."))


def cancel_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why it is cancelled."""
    reason = Field("reason", "choice", _("Why?"), required=True, width="full", choices_from="cancel_reasons")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    return ActionForm(
        "cancel", _("Cancel the incident"), (reason,), _("Cancel the incident"),
        lambda values: lifecycle.cancel(uid, str(values["reason"]), me), _("Cancelled."),
    )  # fmt: skip


def reopen_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why it is taken up again, and where."""
    reason = Field("reason", "text", _("Why is it taken up again?"), required=True, width="full")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    hint = _("What was written stays. Reports issued so far are marked as superseded.")
    return ActionForm(
        "reopen", _("Reopen"), (reason,), _("Reopen"),
        lambda values: lifecycle.reopen(uid, str(values["reason"]), me), _("Reopened."), hint,
    )  # fmt: skip
