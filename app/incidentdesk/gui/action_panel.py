"""Small forms for what is not a stage. They open in the page itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import is_required
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.records import Incident
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.sev_field import explain_level
from incidentdesk.gui.forms.times_check import check_times
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN, Card
from incidentdesk.gui.widgets.facts import Facts
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft

Act = Callable[[Mapping[str, JsonValue]], Changes]
UndoOf = Callable[[Mapping[str, JsonValue], Changes], Callable[[], Changes] | None]
"""Gives what takes back an act with these answers, which changed that; nothing where it stays."""

Propose = Callable[[JsonValue], JsonValue]
"""Works out from one answer what is proposed for another question; ``None`` for nothing."""

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
    what must be done elsewhere, and the key of the place. ``undo`` is offered once it is done. An answer
    ``proposes`` that to another question, by its key, until somebody answers that by hand.
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
    proposes: Mapping[str, tuple[str, Propose]] = field(default_factory=dict)


AskFor = Callable[[WindowSession, IncidentPage], ActionForm]
"""Makes a small form for an incident."""


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
        form, action = self.form, self._action
        if form is None or action is None or key not in action.proposes:
            return
        given, (other, propose) = form.values(), action.proposes[key]
        proposal = propose(given.get(key))
        own = other in form.typed() or given.get(other) not in (None, self._proposed)
        if proposal is not None and not own:
            self._proposed = proposal
            form.set_field(other, proposal)

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._dirty = False
        self.refused.hide()
