"""Refusing what somebody may not do, and saying who may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import Right, may, right_to_write, roles_with
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

ROLE_TEXTS = {
    "agent": N_("agents"),
    "lead": N_("leads"),
    "administrator": N_("administrators"),
    "read_only": N_("those who only read"),
}
"""The roles in words, in the plural."""

RIGHT_TEXTS = {
    Right.WORK: N_("change anything"),
    Right.OVERRIDE_PRIORITY: N_("set a priority by hand"),
    Right.WAIVE_WORD: N_("do without the reporter's word"),
    Right.REOPEN: N_("reopen an incident"),
    Right.REGISTERS: N_("retire entries of a register or fill it from a file, or retire a runbook"),
    Right.SETTINGS: N_("change settings, staff or processes, import, or restore a desk"),
    Right.NAME_PEOPLE: N_("print a review with people's names"),
    Right.APPROVE_COMMANDS: N_("approve commands"),
}
"""What the rights allow, in words."""

NAMES_SHOWN = 4
"""How many of those who may are named."""


class NotAllowedError(RefusedError):
    """Somebody has not the ``right`` to what was asked; ``roles`` have it. Nothing was changed."""

    def __init__(self, name: str, right: Right, staff: Iterable[Person]) -> None:
        said = _("{name} may not {what}; {roles} may.")
        super().__init__(
            said.format(name=name, what=_(RIGHT_TEXTS[right]), roles=_role_words(right)),
            _ask_words(staff, right),
        )
        self.right = right
        self.roles = roles_with(right)


def require(session: Session, author: str, right: Right | None) -> None:
    """Raise ``RefusedError`` where the person ``author`` (a uid) is not active, or has not ``right``.

    Without a ``right`` everybody who works here may. An empty author is the program itself, which may do all:
    it seeds settings and adds the first person.
    """
    if not author:
        return
    person = registers.person(session, author)
    if person is None:
        raise RefusedError(_("“{uid}” is nobody of this desk.").format(uid=author), _("Choose a person."))
    must_be_active(person)
    if right is not None and not may(person.role, right):
        raise NotAllowedError(person.name, right, registers.people(session))


def require_to_write(session: Session, author: str, values: Iterable[tuple[str, JsonValue]]) -> None:
    """Raise ``NotAllowedError`` where ``author`` may not give one of these fields its new value."""
    needed = (right_to_write(field, value) for field, value in values)
    for right in dict.fromkeys(one for one in needed if one is not None):
        require(session, author, right)


def must_be_active(person: Person) -> None:
    """Raise ``RefusedError`` for somebody who does not work here any more."""
    if not person.active:
        raise RefusedError(
            _("{name} does not work here any more.").format(name=person.name),
            _("Choose another person, or let an administrator make {name} active again.").format(
                name=person.name
            ),
        )


def who_may(staff: Iterable[Person], right: Right) -> str:
    """Who has ``right``, in words: for what is shown disabled."""
    said = _("Only {roles} may {what}.").format(what=_(RIGHT_TEXTS[right]), roles=_role_words(right))
    return f"{said} {_ask_words(staff, right)}"


def _role_words(right: Right) -> str:
    words = [_(ROLE_TEXTS[role]) for role in roles_with(right)]
    if len(words) == 1:
        return words[0]
    return _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])


def _ask_words(staff: Iterable[Person], right: Right) -> str:
    names: Sequence[str] = [one.name for one in staff if one.active and may(one.role, right)]
    if not names:
        return _("Nobody here may: see Settings, Staff.")
    shown = ", ".join(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        return _("Ask {names} or others.").format(names=shown)
    return _("Ask one of: {names}.").format(names=shown)
