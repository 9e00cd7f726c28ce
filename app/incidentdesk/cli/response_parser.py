"""The words of the commands of major incidents."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from incidentdesk.base.texts import _
from incidentdesk.cli import pasting, updating
from incidentdesk.cli.context import Command
from incidentdesk.cli.responses import TABLES, promote, raise_, response, return_
from incidentdesk.cli.top import add_common
from incidentdesk.domain.phases import ALL_PHASES
from incidentdesk.domain.responses import ROLES
from incidentdesk.services.response.response_command import HANDOVER_REASONS
from incidentdesk.services.response.response_milestones import OF_CORE
from incidentdesk.services.response.response_notes import NOTES
from incidentdesk.services.response.response_phases import AUDIENCES

Add = Callable[[str, Command | None, str], argparse.ArgumentParser]


def add_responses(add: Add) -> None:
    """Give the parser the commands of this module."""
    one = add("raise", raise_, _("raise a major incident: a title is enough; prints its number"))
    one.add_argument("title")
    one.add_argument("--service", default="", help=_("whose service is hit: name or uid"))
    one.add_argument("--sev", default="", metavar="LEVEL", help=_("declare it; unsure: sev2,sev3"))
    one.add_argument("--drill", action="store_true", help=_("a drill: it counts in no figure"))
    one.set_defaults(writes=True)
    one = add("promote", promote, _("make an incident a major one"))
    one.add_argument("number")
    one.add_argument("--sev", required=True, metavar="LEVEL", help=_("sev1 to sev5; unsure: sev2,sev3"))
    one.add_argument("--major", action="store_true", help=_("major at any level: several teams are needed"))
    one.set_defaults(writes=True)
    one = add("return", return_, _("let a major incident go back to its own process, to be closed there"))
    one.add_argument("number")
    one.add_argument("--reason", default="", help=_("needed before it is resolved"))
    one.set_defaults(writes=True)
    pasting.add_pasting(
        add("paste-timeline", pasting.paste_timeline, _("let a timeline written elsewhere become entries"))
    )
    updating.add_updating(
        add("update", updating.update, _("what people are told of a major incident: draft, send, list"))
    )
    _add_response(add("response", response, _("the response room of a major incident")))


def _add_response(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.set_defaults(writes=True)
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, about: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        return one

    act("show", _("the room as it is"))
    act("people", _("who could help, and why"))
    one = act("declare", _("declare it; you take command"))
    one.add_argument("--sev", required=True, metavar="LEVEL", help=_("sev1 to sev5; unsure: sev2,sev3"))
    one.add_argument("--major", action="store_true", help=_("major at any level: several teams are needed"))
    one = act("phase", _("go to another phase"))
    one.add_argument("phase", choices=ALL_PHASES)
    one.add_argument("--reason", default="", help=_("needed where a phase is passed over or gone back to"))
    one = act("sev", _("change the SEV level"))
    one.add_argument("sev", metavar="LEVEL")
    one.add_argument("--reason", default="")
    one.add_argument("--final", action="store_true", help=_("what it was in the end"))
    act("bridge", _("where people meet: a number or an address")).add_argument("text")
    one = act("milestone", _("when the impact began or ended, or when it was detected"))
    one.add_argument("name", choices=tuple(OF_CORE))
    one.add_argument("at", metavar="MOMENT")
    _add_roles(act)
    _add_entries(act)


def _add_roles(act: Callable[[str, str], argparse.ArgumentParser]) -> None:
    one = act("role", _("let somebody have a role, or end it"))
    one.add_argument("role", choices=ROLES[1:])
    one.add_argument("who", help=_("name or uid"))
    one.add_argument("--end", action="store_true", help=_("they have it no more, or need not be called"))
    one.add_argument("--reason", default="")
    one = act("command", _("take command, offer it, accept it"))
    one.add_argument("what", choices=("take", "offer", "accept", "spoken", "decline"))
    one.add_argument("--to", default="", metavar="PERSON", help=_("offer: to whom"))
    one.add_argument("--why", default="fatigue", choices=tuple(HANDOVER_REASONS), help=_("offer: why"))
    one.add_argument("--state", default="", help=_("offer: how things stand"))
    one.add_argument("--may-leave", default="", help=_("offer: who may leave"))
    one.add_argument("--risks", default="", help=_("offer: risks of the next hours"))
    one.add_argument("--by", default="", metavar="PERSON", help=_("accept: as this person, by their PIN"))
    one.add_argument("--note", default="", help=_("spoken, decline: what was said"))


def _add_entries(act: Callable[[str, str], argparse.ArgumentParser]) -> None:
    abouts = {
        "action": _("add an action, or change one with --row"),
        "hypothesis": _("add a hypothesis, or change one with --row"),
        "decision": _("add a decision, or change one with --row"),
        "impact": _("add a line of impact, or change one with --row"),
        "need": _("add a need, or change one with --row"),
    }
    for name, (_table, _main, options) in TABLES.items():
        one = act(name, abouts[name])
        one.add_argument("text", nargs="?", default="")
        one.add_argument("--row", default="", metavar="N", help=_("change this row"))
        for option in options:
            one.add_argument(f"--{option}", default=None)
    one = act("write", _("what one line says, such as “/action @sato 15m Replace volume vol-7”"))
    one.add_argument("line", help=_("plain text is an observation; “at 10:31 …” says when it was"))
    one = act("update", _("note that people were told"))
    one.add_argument("audience", choices=AUDIENCES)
    one.add_argument("text")
    one.add_argument("--last", action="store_true", help=_("none follows"))
    one.add_argument("--at", default="", metavar="MOMENT", help=_("when, if not now"))
    one = act("note", _("add an entry to the timeline"))
    one.add_argument("kind", choices=NOTES)
    one.add_argument("text")
    one.add_argument("--at", default="", metavar="MOMENT", help=_("when it was; “about 10:40” is fine"))
    one.add_argument("--link", default="", help=_("evidence"))
    one.add_argument("--count", type=int, default=0, metavar="N", help=_("how many users"))
