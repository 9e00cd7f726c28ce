"""Refusing what somebody may not do, and saying who may."""

from __future__ import annotations

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rights import Right, may, roles_with
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
    Right.WORK: N_("change incidents"),
    Right.OVERRIDE_PRIORITY: N_("set a priority by hand"),
    Right.WAIVE_WORD: N_("close without the word of the reporter"),
    Right.REOPEN: N_("reopen an incident"),
    Right.SETTINGS: N_("change settings"),
    Right.APPROVE_COMMANDS: N_("approve commands"),
}
"""What the rights allow, in words."""


def require(session: Session, author: str, right: Right) -> None:
    """Raise ``RefusedError`` where the person ``author`` (a uid) has not ``right``.

    An empty author is the program itself, which may do all: it seeds settings and adds the first person.
    """
    if not author:
        return
    person = registers.person(session, author)
    if person is not None and may(person.role, right):
        return
    names = [one.name for one in registers.people(session) if one.active and may(one.role, right)]
    roles = ", ".join(_(ROLE_TEXTS[role]) for role in roles_with(right))
    said = _("{name} may not {what}; {roles} may.").format(
        name=person.name if person else author, what=_(RIGHT_TEXTS[right]), roles=roles
    )
    raise RefusedError(
        said,
        _("Ask one of: {names}.").format(names=", ".join(names)) if names else _("Ask an administrator."),
    )
