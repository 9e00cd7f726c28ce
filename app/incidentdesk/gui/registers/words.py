"""What each register is called where it is a list, and what adding to it is called."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import N_, _, ngettext

ICONS = {
    "reporter": "person", "service": "service", "device": "device", "place": "home", "team": "team",
    "skill": "tag", "supplier": "phone",
}  # fmt: skip

ADD = {
    "reporter": N_("Add a reporter"),
    "service": N_("Add a service"),
    "device": N_("Add a device"),
    "place": N_("Add a place"),
    "team": N_("Add a team"),
    "skill": N_("Add a skill"),
    "supplier": N_("Add a supplier"),
}

WHAT_FOR = {
    "reporter": N_("People who call, write or come by. They are also added while an incident is logged."),
    "service": N_(
        "What people use and what can fail: booking, e-mail, the network. Critical ones are printed on the "
        "call list."
    ),
    "device": N_("Computers, printers, scanners: found by name, serial or inventory number."),
    "place": N_("Rooms, wards, branches: where people and devices are met."),
    "team": N_("Groups that incidents are handed to, with those who are in them."),
    "skill": N_("What somebody can be asked for, and who has it."),
    "supplier": N_("Whom to call about what others look after, with the support number and the contract."),
}  # fmt: skip

_COUNTS: dict[str, Callable[[int], str]] = {
    "reporter": lambda n: ngettext("{n} reporter", "{n} reporters", n),
    "service": lambda n: ngettext("{n} service", "{n} services", n),
    "device": lambda n: ngettext("{n} device", "{n} devices", n),
    "place": lambda n: ngettext("{n} place", "{n} places", n),
    "team": lambda n: ngettext("{n} team", "{n} teams", n),
    "skill": lambda n: ngettext("{n} skill", "{n} skills", n),
    "supplier": lambda n: ngettext("{n} supplier", "{n} suppliers", n),
}


def count_words(register: str, count: int) -> str:
    """``20,000 reporters``."""
    return _COUNTS[register](count).format(n=f"{count:,}")


def retired_words(*, active: bool) -> str:
    """The word for an entry that is offered no longer; nothing for others."""
    return "" if active else _("Retired")
