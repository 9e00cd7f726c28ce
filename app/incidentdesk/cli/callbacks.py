"""The commands of callbacks, and of taking the next incident."""

from __future__ import annotations

import argparse

from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context
from incidentdesk.cli.counts import count
from incidentdesk.cli.top import add_common
from incidentdesk.cli.writing import wake_time
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import Promise


def add_callback(parser: argparse.ArgumentParser) -> None:
    """The words of ``callback``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    making = acts.add_parser("promise", help=_("promise to call back"), allow_abbrev=False)
    making.add_argument("number")
    making.add_argument(
        "--by", required=True, metavar="MOMENT", help=_("14:30, tomorrow 9:00, 2026-11-30 09:00")
    )
    making.add_argument("--whom", default="", help=_("who is called, where that is not the reporter"))
    making.add_argument("--phone", default="")
    making.add_argument("--note", default="", help=_("what it is about"))
    listing = acts.add_parser("list", help=_("those that wait to be made"), allow_abbrev=False)
    listing.add_argument("number", nargs="?", help=_("all of one incident"))
    listing.add_argument("--limit", type=count, default=100, metavar="N")
    done = acts.add_parser("done", help=_("it was made"), allow_abbrev=False)
    done.add_argument("uid")
    done.add_argument("--note", default="", help=_("what came of it"))
    dropping = acts.add_parser("drop", help=_("it will not be made"), allow_abbrev=False)
    dropping.add_argument("uid")
    dropping.add_argument("--why", required=True)
    again = acts.add_parser("undo", help=_("it was neither made nor dropped"), allow_abbrev=False)
    again.add_argument("uid")
    for one in (making, listing, done, dropping, again):
        add_common(one, top=False)
    parser.set_defaults(writes=True)


def callback(context: Context) -> int:
    """``callback promise|list|done|drop|undo``."""
    given, promises, me = context.arguments, context.cases.promises, context.person
    if given.act == "promise":
        due = wake_time(context, given.by)
        made = promises.make(given.number, due, me, whom=given.whom, phone=given.phone, note=given.note)
        context.output.say(_line(made.promise), _json(made.promise))
    elif given.act == "list":
        _list(context)
    else:
        if given.act == "done":
            promises.keep(given.uid, me, note=given.note)
        elif given.act == "drop":
            promises.drop(given.uid, me, why=given.why)
        else:
            promises.open_again(given.uid, me)
        context.output.say(_("noted"), {"uid": given.uid, "act": given.act})
    return 0


def take_next(context: Context) -> int:
    """``take-next``: the most pressing incident that nobody follows up is yours; prints its number."""
    taken = context.cases.home.take_next(context.person)
    context.output.say(
        f"{taken.number}  {taken.title}", {"number": taken.number, "uid": taken.uid, "title": taken.title}
    )
    return 0


def _list(context: Context) -> None:
    given, promises = context.arguments, context.cases.promises
    found = promises.of(given.number) if given.number else promises.open(given.limit)
    lines = [_line(one) for one in found]
    lines.append(ngettext("{n} callback", "{n} callbacks", len(found)).format(n=len(found)))
    context.output.say("\n".join(lines), {"callbacks": [_json(one) for one in found]})


def _line(one: Promise) -> str:
    parts = (one.uid, instant_text(one.due), one.number, one.whom, one.phone, one.note, one.state)
    return "  ".join(part for part in parts if part)


def _json(one: Promise) -> dict[str, JsonValue]:
    return {
        "uid": one.uid, "number": one.number, "whom": one.whom, "phone": one.phone, "note": one.note,
        "due": one.due.iso(), "state": one.state, "ended": one.ended.iso() if one.ended else None,
    }  # fmt: skip
