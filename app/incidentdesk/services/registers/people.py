"""Staff, reporters and registers: who they are, adding and changing them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.domain.rights import ROLES, Right, may
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.rights import must_be_active
from incidentdesk.storage import registers

if TYPE_CHECKING:
    from incidentdesk.services.registers.staff_list import StaffLine

REGISTERS = ("team", "service", "device", "place", "supplier")


class People:
    """The use cases of the registers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def staff(self) -> list[Person]:
        """All staff, by name; those who left too."""
        with self._desk.database.reading() as session:
            return registers.people(session)

    def find_reporters(self, text: str, limit: int = 20) -> list[Reporter]:
        """Reporters with ``text`` in name, number or place; names that start with it first."""
        with self._desk.database.reading() as session:
            return registers.reporters(session, text, limit)

    def all_reporters(self, text: str = "", limit: int = 1000) -> list[Reporter]:
        """Reporters for the settings page, retired ones too."""
        with self._desk.database.reading() as session:
            return registers.reporters(session, text, limit, retired=True)

    def reporter(self, uid: str) -> Reporter | None:
        """The reporter with ``uid``."""
        with self._desk.database.reading() as session:
            return registers.reporter(session, uid)

    def items(self, register: str) -> list[RegisterItem]:
        """The items of a register, by name; retired ones too."""
        with self._desk.database.reading() as session:
            return registers.items(session, register)

    def whoever_is(self, name: str, account: str) -> Person:
        """The person called ``name`` (or with that uid), else the one of this ``account``.

        The person of an account is added at first use.

        Raises ``UsageError`` where ``name`` is given and nobody is called so, and ``RefusedError`` for
        somebody who does not work here any more.
        """
        present = self.known(name, account)
        if present is not None:
            return present
        with self._desk.changing("") as work:
            staff = registers.people(work.session)
            known = _who(staff, name, account)
            if known is not None:
                return known  # added meanwhile
            role = "administrator" if not staff else "agent"
            person = Person(work.new_uid(), account or _("Service Desk"), role, account)
            registers.write_person(work.session, person)
            return person

    def at_the_door(self, name: str, account: str) -> Person:
        """As ``whoever_is``, but also who does not work here any more: a window asks who does."""
        return self._found(name, account) or self.whoever_is(name, account)

    def known(self, name: str, account: str) -> Person | None:
        """As ``whoever_is``, and None for an account that is new here: nobody is added."""
        person = self._found(name, account)
        if person is not None:
            must_be_active(person)
        return person

    def _found(self, name: str, account: str) -> Person | None:
        with self._desk.database.reading() as session:
            staff = registers.people(session)
        if staff and not any(_administers(one) for one in staff):
            staff = self._let_someone_administer()
        person = _who(staff, name, account)
        if person is None and name:
            raise _nobody(name)
        return person

    def called(self, name: str) -> Person:
        """The person with this name or uid, whether they still work here or not; ``UsageError`` for none."""
        person = _who(self.staff(), name, "") if name else None
        if person is None:
            raise _nobody(name)
        return person

    def is_of_account(self, person: Person, account: str) -> bool:
        """Whether ``person`` is who works with this ``account`` where nobody is named."""
        return _who(self.staff(), "", account) == person

    def _let_someone_administer(self) -> list[Person]:
        """A desk of old, when roles meant nothing, may have no administrator to make others one."""
        with self._desk.changing("") as work:
            registers.let_someone_administer(work.session)
            return registers.people(work.session)

    def write_person(self, person: Person, author: str) -> tuple[Person, Changes]:
        """Add (without uid) or change a person; a name is needed, and used once.

        Raises ``RefusedError`` where no active administrator would be left.
        """
        name, account = person.name.strip(), person.account.strip()
        if not name:
            raise UsageError(_("A person needs a name."), _("Type it."))
        if person.role not in ROLES:
            raise UsageError(
                _("“{role}” is no role.").format(role=person.role),
                _("Use one of: {names}.").format(names=", ".join(ROLES)),
            )
        with self._desk.changing(author, Right.SETTINGS) as work:
            staff = registers.people(work.session)
            _must_leave_an_administrator(staff, person)
            for other in staff:
                if other.uid != person.uid and fold(other.name) == fold(name):
                    raise UsageError(
                        _("“{name}” is here already.").format(name=name), _("Add a second name or a number.")
                    )
                if other.uid != person.uid and account and other.account.strip() == account:
                    words = _("The account “{account}” belongs to {name}.")
                    raise UsageError(
                        words.format(account=account, name=other.name),
                        _("Each account belongs to one person."),
                    )
            kept = replace(person, uid=person.uid or work.new_uid(), name=name, account=account)
            registers.write_person(work.session, kept)
            return kept, work.changes("people")

    def add_staff(self, text: str, author: str) -> tuple[tuple[StaffLine, ...], Changes]:
        """Add who is named in ``text``, one a line (see ``staff_list``); those who are here stay as they are.

        Raises ``UsageError`` with the first line that cannot be read; then nobody is added.
        """
        from incidentdesk.services.registers.staff_list import read_staff

        with self._desk.changing(author, Right.SETTINGS) as work:
            staff = registers.people(work.session)
            lines = read_staff(text, staff)
            accounts = {one.account: one.name for one in staff if one.account}
            for line in lines:
                taken = accounts.get(line.person.account) if line.verdict == "new" else None
                why = line.why or (taken and _("the account belongs to {name}").format(name=taken))
                if why:
                    raise UsageError(
                        _("Line {n}: {why}.").format(n=line.number, why=why),
                        _("Correct it; nobody was added."),
                    )
                if line.verdict == "new":
                    registers.write_person(work.session, replace(line.person, uid=work.new_uid()))
                    accounts |= {one: line.person.name for one in (line.person.account,) if one}
            return lines, work.changes("people")

    def write_reporter(self, reporter: Reporter, author: str) -> tuple[Reporter, Changes]:
        """Add (without uid) or change a reporter; only a name is needed.

        Retiring one and bringing one back takes a right of its own.
        """
        name = reporter.name.strip()
        if not name:
            raise UsageError(_("A reporter needs a name."), _("Type it."))
        with self._desk.changing(author) as work:
            before = registers.reporter(work.session, reporter.uid) if reporter.uid else None
            if reporter.active != (before is None or before.active):
                work.require(Right.REGISTERS)
            kept = replace(reporter, uid=reporter.uid or work.new_uid(), name=name)
            registers.write_reporter(work.session, kept)
            return kept, work.changes("reporters")

    def write_item(self, item: RegisterItem, author: str) -> tuple[RegisterItem, Changes]:
        """Add (without uid) or change an item of a register; retiring one takes a right of its own."""
        name = item.name.strip()
        if item.register not in REGISTERS or not name:
            raise UsageError(_("An item needs a register and a name."), _("Type its name."))
        with self._desk.changing(author) as work:
            known = registers.items(work.session, item.register) if item.uid else []
            if item.active != next((one.active for one in known if one.uid == item.uid), True):
                work.require(Right.REGISTERS)
            kept = replace(item, uid=item.uid or work.new_uid(), name=name)
            registers.write_item(work.session, kept)
            return kept, work.changes("registers")


def _nobody(name: str) -> UsageError:
    return UsageError(
        _("Nobody here is called “{name}”.").format(name=name),
        _("Add them under Settings, Staff, or choose another name."),
    )


def _who(staff: list[Person], name: str, account: str) -> Person | None:
    """Who is meant: by uid or name where one is given, else by account, else by the name it would get."""
    if name:
        return next((one for one in staff if one.uid == name or fold(one.name) == fold(name)), None)
    by_account = [one for one in staff if account and one.account == account]
    called = fold(account or _("Service Desk"))
    by_name = [one for one in staff if not one.account and fold(one.name) == called]
    return next(iter(by_account + by_name), None)


def _administers(person: Person) -> bool:
    return person.active and may(person.role, Right.SETTINGS)


def _must_leave_an_administrator(staff: list[Person], changed: Person) -> None:
    """Refuse that the last active administrator becomes something else, or leaves."""
    others = [one for one in staff if one.uid != changed.uid]
    ends = any(_administers(one) for one in staff if one.uid == changed.uid) and not _administers(changed)
    if ends and not any(_administers(one) for one in others):
        raise RefusedError(
            _("{name} is the only administrator.").format(name=changed.name),
            _("Make somebody else administrator first."),
        )
