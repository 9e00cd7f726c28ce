"""Who has which role in the response, who is to be called, and who leaves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.responses import COMMANDER, EXPERT, ROLE_TEXTS, ROLES, RoleHeld
from incidentdesk.gui.action_panel import ActionForm, ActionPanel
from incidentdesk.gui.response.card_rows import KEY, CardRows, card_row, row_link
from incidentdesk.gui.response.role_forms import expert_form, let_go_form, role_form
from incidentdesk.gui.response.taking_back import offer_undo
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.fact_buttons import FactButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.response.response_view import RoomView

WHY = {
    "built": (N_("built the service"), N_("{name} (built it)")),
    "owns": (N_("owns the service"), N_("{name} (owns it)")),
    "backup": (N_("stands in for its owner"), N_("{name} (for its owner)")),
}
"""Why somebody is to be called; and their name with it, once they are here."""
ALL_ROLES = len(ROLES)


class RolesCard(RoomCard):
    """A row for each role, and one for each expert. The form of what is changed opens above them."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Roles"))
        self._view: RoomView | None = None
        self.rows = CardRows()
        self.panel = ActionPanel(session, look="inside")
        self.panel.closed.connect(self.focus_first)
        self.body.addWidget(self.panel)
        self.body.addLayout(self.rows)

    def show_room(self, view: RoomView) -> None:
        """Show the roles as they are now."""
        if self._view is not None and self._view.incident.uid != view.incident.uid and self.panel.kind:
            self.panel.put_away()
        self._view, may = view, self.may_change(view)
        mine = view.commander is not None and view.commander.person == self.session.me
        today = view.now.local().date()
        self.rows.show_rows((view.roles, view.shown, may, mine, today), lambda: list(self._rows(view)))

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        self.panel.leave()

    def focus_first(self) -> bool:
        """The form that is open, else taking command, else the first role that nobody has."""
        if self.panel.form is not None:
            self.panel.form.focus_first()
            return True
        view = self._view
        free = [role for role in view.shown if not _held(view, role)] if view else []
        return self.rows.focus_first(*free)

    def begin(self) -> bool:
        """Give the first role that nobody has; where all are given, call somebody in."""
        view = self._view
        if view is None or not self.may_change(view):
            return self.focus_first()
        free = [role for role in view.shown if role not in {COMMANDER, EXPERT} and not _held(view, role)]
        self._open(role_form(self.session, view, free[0]) if free else expert_form(self.session, view))
        return True

    def confirm(self) -> bool:
        """Answer the form that is open."""
        if self.panel.kind:
            self.panel.answer()
        return bool(self.panel.kind)

    def back(self) -> bool:
        """Put the form away."""
        was_open = bool(self.panel.kind)
        if was_open:
            self.panel.put_away()
        return was_open

    # Inside

    def _rows(self, view: RoomView) -> Iterator[QWidget]:
        may = self.may_change(view)
        yield self._commander(view, may=may)
        for role in ROLES:
            held = _held(view, role)
            if role not in {COMMANDER, EXPERT} and (role in view.shown or held):
                yield self._single(view, role, held[0] if held else None, may=may)
        experts = _experts_of(view)
        yield self._experts(view, experts, may=may)
        for one in experts:
            if one.state == "to_call":
                yield self._to_call(view, one, may=may)

    def _commander(self, view: RoomView, *, may: bool) -> QWidget:
        held, text = next(iter(_held(view, COMMANDER)), None), _(ROLE_TEXTS[COMMANDER])
        if held is None:
            if not may:
                return card_row(text, "", text_label(_("nobody"), "muted"))
            take = row_link(COMMANDER, _("Take command"), _("Take command"), self._take)
            return card_row(text, _("nobody yet"), take)
        since = instant_text(held.since, today=view.now.local().date()) if held.since else ""
        told = _("since {time}").format(time=since) if since else ""
        name = FactButton()
        name.setProperty(KEY, COMMANDER)
        name.show_fact("", held.name)
        name.set_offered(offered=may and view.offered is None)
        name.setToolTip(_("Hand over command") if may else "")
        name.setAccessibleName(_("Commander: {name}. Hand over command").format(name=held.name))
        name.clicked.connect(lambda _checked=False: self.card_wanted.emit("hand_over"))
        return card_row(text, told, name)

    def _single(self, view: RoomView, role: str, held: RoleHeld | None, *, may: bool) -> QWidget:
        text = _(ROLE_TEXTS[role])

        def change() -> None:
            self._open(role_form(self.session, view, role))

        if held is None:
            if not may:
                return card_row(text, "", text_label(_("nobody"), "muted"))
            return card_row(text, "", row_link(role, _("Give"), _("Give: {role}").format(role=text), change))
        name = FactButton()
        name.setProperty(KEY, role)
        name.show_fact("", held.name)
        name.set_offered(offered=may)
        name.setAccessibleName(_("{role}: {name}. Change").format(role=text, name=held.name))
        name.clicked.connect(lambda _checked=False: change())
        return card_row(text, "", name)

    def _experts(self, view: RoomView, experts: list[RoleHeld], *, may: bool) -> QWidget:
        few = len(view.shown) < ALL_ROLES
        text = _("Who else") if few else _("Experts")

        def call() -> None:
            self._open(expert_form(self.session, view))

        right: list[QWidget] = []
        if may:
            right = [row_link(EXPERT, _("Call in"), _("Call somebody in"), call)]
        elif not experts:
            right = [text_label(_("nobody"), "muted")]
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(card_row(text, "", *right))
        here = [self._here(view, one, may=may) for one in experts if one.state != "to_call"]
        if here:
            names = Flow(gap=12, line_gap=0)
            names.set_widgets(here)
            column.addWidget(names)
            column.addSpacing(4)
        return made

    def _here(self, view: RoomView, held: RoleHeld, *, may: bool) -> FactButton:
        name = FactButton(flush=True)
        name.setProperty(KEY, f"here_{held.uid}")
        name.show_fact("", _(WHY[held.why][1]).format(name=held.name) if held.why in WHY else held.name)
        name.set_offered(offered=may)
        if may:
            name.setAccessibleName(_("{name} is called in. Let them go").format(name=held.name))
        name.clicked.connect(lambda _checked=False: self._let_go(view, held))
        return name

    def _to_call(self, view: RoomView, held: RoleHeld, *, may: bool) -> QWidget:
        why = _(WHY[held.why][0]) if held.why in WHY else ""
        told = " · ".join(part for part in (_("to be called"), why) if part)
        if not may:
            return card_row(held.name, told, strong=True)
        name = _("{name} is called").format(name=held.name)
        called = row_link(f"call_{held.uid}", _("Called"), name, partial(self._called, view, held))
        away = IconButton("cross", _("{name} is not needed").format(name=held.name), quiet=True)
        away.setProperty(KEY, f"away_{held.uid}")
        away.clicked.connect(lambda _checked=False: self._let_go(view, held))
        return card_row(held.name, told, called, away, strong=True)

    def _open(self, form: ActionForm) -> None:
        if self._view is not None:
            self.panel.open_form(form, self._view)

    def _take(self) -> None:
        view, me = self._view, self.session.me
        if view is not None:
            take = partial(self.session.cases.response.take_command, view.incident.uid, me)
            self.session.tasks.change(
                self, take, lambda _c: self.session.told.emit(_("You are in command."), "good")
            )

    def _called(self, view: RoomView, held: RoleHeld) -> None:
        who, me = held.person or held.name, self.session.me
        give = partial(self.session.cases.response.give_role, view.incident.uid, EXPERT, who, me)
        words = _("{name} is called in.").format(name=held.name)
        uid = view.incident.uid
        self.session.tasks.change(self, give, partial(offer_undo, self.session, uid, words))

    def _let_go(self, view: RoomView, held: RoleHeld) -> None:
        self._open(let_go_form(self.session, view, held))


def _held(view: RoomView, role: str) -> list[RoleHeld]:
    """Who has a role now; of what has ended, who had it last."""
    if view.incident.status not in ENDED_STATUSES:
        return [one for one in view.roles if one.role == role and one.stands]
    return [one for one in view.roles if one.role == role and one.state == "ended" and one.since][-1:]


def _experts_of(view: RoomView) -> list[RoleHeld]:
    """Those who are in it or are to be called and not in it yet; of what has ended, all who were in it."""
    experts = [one for one in view.roles if one.role == EXPERT]
    if view.incident.status in ENDED_STATUSES:
        return [one for one in experts if one.state == "ended" and one.since]
    here = {one.person for one in view.roles if one.stands and one.person}
    return [one for one in experts if one.stands or (one.state == "to_call" and one.person not in here)]
