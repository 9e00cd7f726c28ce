"""Settings, Staff: who works at the desk, and as what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QSizePolicy

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.settings.role_table import ROLES as ROLE_ORDER
from incidentdesk.gui.settings.role_table import RoleTable
from incidentdesk.gui.settings.roles_field import SIGN, RolesField
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes

ROLES = {
    "agent": (N_("Agent"), N_("Logs incidents and takes them through their stages.")),
    "lead": (
        N_("Lead"),
        N_("Does an agent's work, and decides what agents may not: priorities by hand, waivers, reopening."),
    ),
    "administrator": (N_("Administrator"), N_("Looks after these settings, and does a lead's work.")),
    "read_only": (N_("Read-only"), N_("Looks things up, prints and exports, and changes nothing.")),
}
"""The roles with their words and a sentence each."""

EMAIL = 3
"""The column of addresses."""

MOST_ROWS = 12
"""So many people are in sight at once, at most; what roles may do stands below them."""

Done = Callable[[tuple[Person, Changes]], None]

INTRO = N_(
    "Who works here, and as what. Roles keep from mistakes, in the window and on the command line alike. "
    "They are no protection: whoever can open the desk's file can read and change everything in it. Protect "
    "the file by the rights of its folder."
)


class StaffSection(RecordsSection):
    """The table of staff: adding, changing, deactivating. Nobody is deleted, for old incidents name them."""

    RIGHT = Right.SETTINGS

    def __init__(self, session: WindowSession) -> None:
        columns = (
            Column(_("Name"), lambda person: person.name, 168),
            Column(_("Role"), lambda person: role_title(person.role), 112),
            Column(_("Account"), lambda person: person.account, 104),
            Column(_("E-mail"), lambda person: person.email),
            Column(_("State"), _state, 84, tone=lambda person: "good" if person.active else "neutral"),
        )
        model = RecordsModel(columns, retired=lambda person: not person.active, spoken=_spoken)
        form = Form()
        form.add("name", _("Name"), LineEdit(), required=True)
        roles = [(key, _(title)) for key, (title, _say) in ROLES.items()]
        form.add("role", _("Role"), SegmentedControl(roles), required=True)
        form.add(
            "account", _("Account"), LineEdit(), help=_("The name this person signs in to the computer with.")
        )
        form.add("email", _("E-mail"), LineEdit())
        form.add("phone", _("Phone"), LineEdit(), help=_("It stands on the call list."))
        fills = RolesField(session.cases.handing.roles())
        form.add(
            "process_roles",
            _("Roles in processes"),
            fills,
            help=_("Stages of these roles are offered to them."),
        )
        super().__init__(
            session, _("Staff"), _(INTRO), area="staff", model=model, form=form, add=_("Add a person")
        )
        self.active_button = ActionButton("")
        self.active_button.clicked.connect(lambda _checked=False: self._toggle_active())
        self.panel.extras.addWidget(self.active_button)
        self.pin_button = ActionButton("", icon_name="lock")
        self.pin_button.clicked.connect(lambda _checked=False: self._go_to_pin())
        self.panel.extras.addWidget(self.pin_button)
        self.panel.extras.addStretch()
        self.roles = RoleTable([_(ROLES[role][0]) for role in ROLE_ORDER])
        self.beside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.above_table.setStretch(self.above_table.indexOf(self.card), 0)
        self.above_table.addStretch(1)
        self.body.addWidget(self.roles)
        self.body.addStretch(1)
        form.edited.connect(self._say_role)
        self.panel.dirty_changed.connect(self._say_role)
        self.panel.dirty_changed.connect(self._make_room)
        session.surroundings_changed.connect(self._show_staff)
        self._show_staff()

    def focus_first(self) -> None:
        """Start in the table, or in the panel where it is open."""
        if self.panel.isHidden():
            self.table.setFocus()
        else:
            self.panel.form.focus_first()

    def uid_of(self, record: Person) -> str:
        """The person's uid."""
        return record.uid

    def show_record(self, record: Person | None) -> None:
        """Open the panel on a person."""
        values = {"role": "agent"}
        if record is not None:
            values = {
                "name": record.name,
                "role": record.role,
                "account": record.account,
                "email": record.email,
                "phone": record.phone,
                "process_roles": SIGN.join(record.process_roles),
            }
        me = record is not None and record.uid == self.session.me
        note = _("This is you: you cannot deactivate yourself while you are here.") if me else ""
        title = record.name if record is not None else _("Add a person")
        self.panel.open(record.uid if record is not None else "", title, values, note=note)
        active = record is None or record.active
        self.active_button.setText(_("&Deactivate") if active else _("&Make active again"))
        self.active_button.setEnabled(not me)
        has_pin = record is not None and record.uid in self.session.surroundings.with_pin
        self.pin_button.setText(_("Your &PIN…") if me else _("Reset &PIN"))
        self.pin_button.setVisible(me or (has_pin and self.session.may(Right.SETTINGS)))
        for widget in (self.active_button, self.panel.extras_rule):
            widget.setVisible(record is not None and self.may_change)

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Add or change a person."""
        opened = self.opened_record()
        roles = tuple(key for key in values.pop("process_roles", "").split(SIGN) if key)
        person = replace(opened or Person("", ""), **values, process_roles=roles)
        words = _("{name} is saved.") if uid else _("{name} is added.")

        def done(answer: tuple[Person, Changes]) -> None:
            self.written(answer[0], words.format(name=answer[0].name))

        self._write(person, done)

    def _go_to_pin(self) -> None:
        """To one's own PIN; that of somebody else, who forgot it, is taken away."""
        person = self.opened_record()
        if person is None:
            return
        if person.uid == self.session.me:
            self.session.go.emit("settings", "pin")
            return
        words = _("The PIN of {name} is reset. They set a new one under Settings, PIN and lock.")
        act = partial(self.session.cases.signing_in.reset_pin, person.uid, self.session.me)
        self.session.tasks.change(
            self, act, lambda _changes: self.tell(words.format(name=person.name)), refused=self.panel.refuse
        )

    def _toggle_active(self) -> None:
        person = self.opened_record()
        if person is not None and person.uid != self.session.me:
            self._set_active(person, active=not person.active)

    def _set_active(self, person: Person, *, active: bool) -> None:
        words = _("{name} is active again.") if active else _("{name} is deactivated.")

        def done(answer: tuple[Person, Changes]) -> None:
            self.banner.set_message("", "accent")
            undo = partial(self._set_active, answer[0], active=not active)
            self.session.undoable.emit(words.format(name=person.name), undo)

        self._write(replace(person, active=active), done)

    def _write(self, person: Person, done: Done) -> None:
        act = partial(self.session.cases.people.write_person, person, self.session.me)
        self.session.tasks.change(self, act, done, refused=self.panel.refuse)

    def _show_staff(self) -> None:
        staff = self.session.surroundings.staff
        rows = min(max(len(staff), 1), MOST_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 2)
        self.fill(sorted(staff, key=lambda person: (not person.active, person.name.casefold())))

    def _make_room(self) -> None:
        """Leave the address out of the table while the panel, which has it too, stands beside it."""
        self.table.leave_out(() if self.panel.isHidden() else (EMAIL,))

    def _say_role(self) -> None:
        role = self.panel.form.values()["role"]
        self.panel.form.frame("role").set_help(_(ROLES[role][1]) if role in ROLES else "")


def role_title(role: str) -> str:
    """The words for a role; an unknown one stands for itself."""
    return _(ROLES[role][0]) if role in ROLES else role


def _state(person: Person) -> str:
    return _("Active") if person.active else _("Inactive")


def _spoken(person: Person) -> str:
    return _("{name}, {role}, {state}").format(
        name=person.name, role=role_title(person.role), state=_state(person)
    )
