"""The command that takes away a PIN that somebody forgot."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context


def reset_pin(context: Context) -> int:
    """``reset-pin PERSON``: for administrators, and for an administrator who forgot their own."""
    people, name = context.cases.people, context.arguments.person
    person = people.called(name)
    context.cases.signing_in.reset_pin(person.uid, context.person)
    words = _("The PIN of {name} is reset.").format(name=person.name)
    context.output.say(words, {"uid": person.uid, "name": person.name})
    return 0
