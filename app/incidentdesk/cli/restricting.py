"""Commands of restricted incidents: restricting, who may open one, its evidence, the legal notice."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.cli.context import Command, Context
from incidentdesk.cli.top import add_common
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.restricted import ACTS, GROUNDS, HOWS, NOTICE_STATES, WAYS, EvidenceItem
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.restricted.custody import Step
from incidentdesk.services.restricted.restricted import RestrictedView
from incidentdesk.services.restricted.restricted_texts import custody_text, notice_text

Add = Callable[[str, Command | None, str], argparse.ArgumentParser]


def add_restricting(add: Add) -> None:
    """Give the parser the commands of this module."""
    one = add("restrict", restrict, _("let only named people open an incident"))
    one.add_argument("number")
    one.add_argument("--reason", required=True)
    one.add_argument("--ground", choices=tuple(GROUNDS), default="security")
    one.add_argument("--name", action="append", default=[], metavar="PERSON", help=_("who may open it too"))
    one.add_argument("--channels", default="", metavar="A,B", help=_("what not to use to talk about it"))
    one.set_defaults(writes=True)
    _add_restricted(add("restricted", restricted, _("who may open a restricted incident, and who did")))
    _add_evidence(add("evidence", evidence, _("evidence: where it is kept, and who had it when")))


def restrict(context: Context) -> int:
    """``restrict NUMBER --reason R [--ground security] [--name PERSON …] [--channels A,B]``."""
    given = context.arguments
    context.cases.restricted.restrict(
        given.number, given.ground, given.reason, context.person, people=given.name, channels=given.channels
    )
    return _tell(context)


def restricted(context: Context) -> int:
    """``restricted NUMBER show|lift|name|unname|break-glass|channels|notice …``."""
    if context.arguments.act != "show":
        _RESTRICTED[context.arguments.act](context)
    return _tell(context)


def evidence(context: Context) -> int:
    """``evidence NUMBER list|take|add …``."""
    given, custody = context.arguments, context.cases.custody
    if given.act == "take":
        step = Step("taken", whom=given.whom, note=given.note, done=_moment(context, given.done))
        custody.take(given.number, given.what, given.kept, context.person, sha256=given.sha256, step=step)
    elif given.act == "add":
        step = Step(given.what, given.kept, given.whom, given.note, _moment(context, given.done))
        custody.add(given.number, given.item, step, context.person)
    context.read_as_person()
    items = custody.of(given.number)
    words = "\n".join(line for one in items for line in _item_words(one)) or _("There is no evidence yet.")
    context.output.say(words, [_item_json(one) for one in items])
    return 0


def _add_restricted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.set_defaults(writes=True)
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, about: str, *, reason: bool = False) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        if reason:
            one.add_argument("--reason", required=True)
        return one

    act("show", _("who may open it, who did, its notice"))
    act("lift", _("let everybody open it again"), reason=True)
    one = act("name", _("let one more person open it"))
    one.add_argument("person")
    one.add_argument("--reason", default="")
    act("unname", _("let somebody no longer open it"), reason=True).add_argument("person")
    act("break-glass", _("name yourself, as an administrator, where nobody can be asked"), reason=True)
    act("channels", _("what not to use to talk about it")).add_argument("channels", metavar="A,B")
    one = act("notice", _("the notice that the law asks for"))
    one.add_argument("state", choices=tuple(state for state in NOTICE_STATES if state))
    one.add_argument("--reason", default="")
    one.add_argument("--due", default="", metavar="MOMENT")


def _add_evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.set_defaults(writes=True)
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, about: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        return one

    def more(one: argparse.ArgumentParser) -> None:
        one.add_argument("--whom", default="", help=_("who has it"))
        one.add_argument("--note", default="")
        one.add_argument("--done", default="", metavar="MOMENT", help=_("when, if not now"))

    act("list", _("the pieces of evidence and what happened to them"))
    one = act("take", _("take a thing or a file into custody"))
    one.add_argument("--what", default="", help=_("describe it so that it cannot be mistaken"))
    one.add_argument("--sha256", default="", help=_("the file of this incident that it is"))
    one.add_argument("--kept", required=True, help=_("where it is kept"))
    more(one)
    one = act("add", _("what was done with a piece of evidence"))
    one.add_argument("item", type=int)
    one.add_argument("what", choices=tuple(act for act in ACTS if act != "taken"))
    one.add_argument("--kept", default="", help=_("where it is kept"))
    more(one)


def _lift(context: Context) -> Changes:
    given = context.arguments
    return context.cases.restricted.lift(given.number, given.reason, context.person)


def _name(context: Context) -> Changes:
    given = context.arguments
    return context.cases.restricted.name(given.number, given.person, context.person, reason=given.reason)


def _unname(context: Context) -> Changes:
    given = context.arguments
    return context.cases.restricted.unname(given.number, given.person, given.reason, context.person)


def _break_glass(context: Context) -> Changes:
    given = context.arguments
    return context.cases.restricted.break_glass(given.number, given.reason, context.person)


def _channels(context: Context) -> Changes:
    given = context.arguments
    return context.cases.restricted.set_channels(given.number, given.channels, context.person)


def _notice(context: Context) -> Changes:
    given = context.arguments
    due = _moment(context, given.due)
    return context.cases.restricted.set_notice(
        given.number, given.state, context.person, reason=given.reason, due=due
    )


_RESTRICTED: dict[str, Callable[[Context], Changes]] = {
    "lift": _lift,
    "name": _name,
    "unname": _unname,
    "break-glass": _break_glass,
    "channels": _channels,
    "notice": _notice,
}


def _moment(context: Context, text: str) -> Instant | None:
    if not text:
        return None
    try:
        return parse_moment(text, context.cases.desk.time.now(), context.cases.desk.settings().zone).at
    except ValueError as error:
        raise UsageError(str(error), _("Write it like “about 08:50”.")) from None


def _tell(context: Context) -> int:
    context.read_as_person()
    view = context.cases.restricted.view(context.arguments.number)
    context.output.say("\n".join(_view_words(view)), _view_json(context, view))
    return 0


def _view_words(view: RestrictedView) -> list[str]:
    if not view.restricted or view.restriction is None:
        return [_("{number} is not restricted: everybody here opens it.").format(number=view.number)]
    ground = _(GROUNDS[view.restriction.ground])
    lines = [_("{number} is restricted: {ground}").format(number=view.number, ground=ground)]
    notice = notice_text(view.notice, view.now)
    if notice:
        lines.append(notice)
    if view.channels:
        lines.append(_("Do not use: {channels}").format(channels=", ".join(view.channels)))
    lines.append(_("Who may open it:"))
    for one in view.sees:
        because = f": {one.reason}" if one.reason else ""
        pin = _("; no PIN: anybody here can open it in their name") if one.person in view.without_pin else ""
        lines.append(f"  {one.name} ({_(HOWS[one.how])}{because}{pin})")
    lines.append(_("Who opened it:"))
    lines += [f"  {instant_text(one.opened)}  {one.name} ({_(WAYS[one.way])})" for one in view.openings]
    return lines


def _view_json(context: Context, view: RestrictedView) -> dict[str, object]:
    zone, found = context.cases.desk.time.zone, view.restriction
    return {
        "number": view.number,
        "restricted": view.restricted,
        "ground": found.ground if found else None,
        "channels": list(view.channels),
        "notice": {
            "state": view.notice.state or None,
            "due": in_zone(view.notice.due.ms, zone).iso() if view.notice.due else None,
            "reason": view.notice.reason or None,
        },
        "sees": [
            {
                "person": one.name,
                "how": one.how,
                "reason": one.reason,
                "has_pin": one.person not in view.without_pin,
            }
            for one in view.sees
        ],
        "openings": [
            {"person": one.name, "way": one.way, "at": in_zone(one.opened.ms, zone).iso()}
            for one in view.openings
        ],
    }


def _item_words(item: EvidenceItem) -> list[str]:
    head = f"{item.number}  {item.what}" + (f"  {item.sha256}" if item.sha256 else "")
    return [head, *(f"   {instant_text(one.done)}  {one.name}  {custody_text(one)}" for one in item.entries)]


def _item_json(item: EvidenceItem) -> dict[str, object]:
    return {
        "item": item.number,
        "what": item.what,
        "sha256": item.sha256 or None,
        "kept": item.kept,
        "holder": item.holder,
        "entries": [
            {
                "act": one.act,
                "done_at": one.done.iso(),
                "entered_at": one.entered.iso(),
                "by": one.name,
                "kept": one.kept or None,
                "whom": one.whom or None,
                "note": one.note or None,
            }
            for one in item.entries
        ],
    }
