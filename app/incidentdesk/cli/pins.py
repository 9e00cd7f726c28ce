"""PINs on the command line, which is bound to the operating system's account.

The account's own person is not asked: scripts go on as they are. Who is named by ``--as`` or
``INCIDENT_DESK_USER`` and has a PIN is asked for it, so that nobody acts as a colleague by mistake.
"""

from __future__ import annotations

import os
import sys

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.records import Person
from incidentdesk.services.use_cases import UseCases

VARIABLE = "INCIDENT_DESK_PIN"


def prove(cases: UseCases, person: Person, account: str) -> None:
    """Raise ``RefusedError`` where ``person`` is another one than the account's and their PIN is not given.

    It is read from ``INCIDENT_DESK_PIN``, else asked for on a terminal; never from an argument, which every
    list of processes would show.
    """
    if person.uid not in cases.signing_in.with_pin() or cases.people.is_of_account(person, account):
        return
    cases.signing_in.sign_in(person.uid, asked_pin(cases, person))


def asked_pin(cases: UseCases, person: Person) -> str:
    """The PIN of ``person``, as it is given now; empty where they have none."""
    if person.uid not in cases.signing_in.with_pin():
        return ""
    return os.environ.get(VARIABLE) or _typed(person)


def _typed(person: Person) -> str:
    if not (sys.stdin and sys.stdin.isatty()):
        raise RefusedError(
            _("{name} has a PIN, and there is no terminal to ask for it on.").format(name=person.name),
            _("Give it in {variable}, or let this account's own person do it.").format(variable=VARIABLE),
        )
    from getpass import getpass

    return getpass(_("PIN of {name}: ").format(name=person.name))
