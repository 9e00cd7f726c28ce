"""Commands of outages: links and merges, callers and who was told, children that follow."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.cli.bulk import bulk_document, bulk_words
from incidentdesk.cli.context import Command, Context
from incidentdesk.cli.incident_json import callers_json, relative_json
from incidentdesk.domain.callers import Caller, Callers
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.services.cases.linking import KINDS
from incidentdesk.services.outages.outages import ChildVerdict, NewCaller

_STATES = {
    "waiting": N_("to be told"),
    "reached": N_("reached"),
    "no_answer": N_("no answer"),
    "waived": N_("need not be told"),
}

Add = Callable[[str, Command | None, str], argparse.ArgumentParser]


def add_outages(add: Add) -> None:
    """Give the parser the commands of this module."""
    one = add("link", link, _("say how an incident belongs to another one"))
    _two(one)
    one.add_argument("--kind", choices=KINDS, required=True)
    one = add("unlink", unlink, _("take a link or a merge back"))
    _two(one)
    one.add_argument("--kind", choices=(*KINDS, "merged"), required=True)
    _two(add("merge", merge, _("close an incident as merged into another one, which tells of it")))
    _add_caller(add("caller", caller, _("add a caller to an outage")))
    _add_callers(add("callers", callers, _("who called about an outage, and who was told")))
    one = add("children", children, _("the children of an outage; resolve, close or detach them"))
    one.add_argument("number")
    acts = one.add_mutually_exclusive_group()
    acts.add_argument("--resolve", action="store_true", help=_("with what the outage has and they lack"))
    acts.add_argument("--close", action="store_true", help=_("by the word of the callers"))
    acts.add_argument("--detach", action="store_true", help=_("take them out of the outage"))
    one.add_argument("--only", action="append", default=[], metavar="NUMBER", help=_("just this child"))
    one.add_argument("--dry-run", action="store_true", help=_("tell what would change; change nothing"))


def _two(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.add_argument("other")
    parser.set_defaults(writes=True)


def _add_caller(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    parser.add_argument("name", nargs="?", default="", help=_("a name that no register knows"))
    parser.add_argument("--reporter", default="", help=_("a known reporter: whole name or uid"))
    parser.add_argument("--phone", default=None)
    parser.add_argument("--callback", default=None, help=_("how and when to call back"))
    parser.add_argument("--note", default=None)
    parser.add_argument("--at", default="", metavar="MOMENT", help=_("when they called, if not now"))
    parser.add_argument("--place", default=None, help=_("where they are; with --correct"))
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--correct", default="", metavar="UID", help=_("change what is given of this caller"))
    acts.add_argument("--remove", default="", metavar="UID", help=_("take this caller away again"))
    acts.add_argument("--restore", default="", metavar="UID", help=_("take one in again"))
    parser.set_defaults(writes=True)


def _add_callers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number")
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--reached", action="store_true", help=_("they were told that it is over"))
    acts.add_argument("--no-answer", action="store_true", help=_("they were not reached"))
    acts.add_argument("--waive", metavar="REASON", help=_("they need not be told"))
    acts.add_argument("--take-back", action="store_true", help=_("take the last attempt back"))
    parser.add_argument("--only", action="append", default=[], metavar="UID", help=_("just this caller"))
    parser.add_argument("--means", default="", metavar="KEY", help=_("by phone, mail, …"))
    parser.add_argument("--note", default="")


def link(context: Context) -> int:
    """``link NUMBER OTHER --kind child|duplicate|related``."""
    given = context.arguments
    made = context.cases.outages.link(given.number, given.other, given.kind, context.person)
    return _linked(context, _("{number} is linked to {other}."), made.uid, made.number)


def merge(context: Context) -> int:
    """``merge NUMBER INTO``."""
    given = context.arguments
    made = context.cases.outages.merge(given.number, given.other, context.person)
    return _linked(context, _("{number} was merged into {other}."), made.uid, made.number)


def unlink(context: Context) -> int:
    """``unlink NUMBER OTHER --kind child|duplicate|related|merged``."""
    given, outages = context.arguments, context.cases.outages
    uid = outages.link_between(given.number, given.other, given.kind)
    outages.unlink(uid, context.person)
    return _linked(context, _("{number} is no longer linked to {other}."), uid, given.other)


def _linked(context: Context, words: str, uid: str, other: str) -> int:
    incident = context.cases.pages.incident(context.arguments.number, context.person).incident
    context.output.say(
        words.format(number=incident.number, other=other),
        {"number": incident.number, "other": other, "link": uid, "status": incident.status},
    )
    return 0


def caller(context: Context) -> int:
    """``caller NUMBER [NAME] [--reporter R] [--phone P] … [--correct|--remove|--restore UID]``."""
    given, outages = context.arguments, context.cases.outages
    if given.correct:
        said = {key: getattr(given, key) for key in ("phone", "callback", "note", "place")}
        values = {key: value for key, value in said.items() if value is not None}
        who = {"name": given.name, "reporter": given.reporter}
        values |= {key: value for key, value in who.items() if value}
        outages.correct_caller(given.correct, values, context.person)
        return _tell_callers(context)
    if given.remove or given.restore:
        act = outages.remove_caller if given.remove else outages.restore_caller
        act(given.remove or given.restore, context.person)
        return _tell_callers(context)
    new = NewCaller(
        given.reporter, given.name, given.phone or "", given.callback or "", given.note or "",
        _called_at(context, given.at),
    )  # fmt: skip
    added = outages.add_caller(given.number, new, context.person)
    count = len(outages.callers(given.number).lines)
    words = (
        _("{number}: called again, on the timeline")
        if added.again
        else ngettext("{number}: added; {n} caller", "{number}: added; {n} callers", count)
    )
    context.output.say(
        words.format(number=added.number, n=count),
        {"number": added.number, "caller": added.uid or None, "again": added.again, "callers": count},
    )
    return 0


def _called_at(context: Context, text: str) -> Instant | None:
    if not text:
        return None
    now, zone = context.cases.desk.time.now(), context.cases.administration.settings().zone
    try:
        return parse_moment(text, now, zone).at
    except ValueError as error:
        raise UsageError(f"{error}.", _("Give a time, such as 09:12 or 2026-11-30 09:00.")) from None


def callers(context: Context) -> int:
    """``callers NUMBER [--reached | --no-answer | --waive REASON | --take-back] [--only UID] …``."""
    given, outages = context.arguments, context.cases.outages
    acts = {
        "reached": given.reached,
        "no_answer": given.no_answer,
        "waived": given.waive,
        "waiting": given.take_back,
    }
    state = next((one for one, wanted in acts.items() if wanted), "")
    if state:
        known = outages.callers(given.number)
        lines = known.lines if state == "waiting" else known.unsettled
        uids = given.only or [one.uid for one in lines if state != "waiting" or one.attempts]
        note = given.waive or given.note
        outages.reach(given.number, uids, state, context.person, means=given.means, note=note)
    return _tell_callers(context)


def _tell_callers(context: Context) -> int:
    number = context.arguments.number
    found = context.cases.outages.callers(number)
    context.output.say(_callers_words(found), {"number": number, **callers_json(found)})
    return 0


def _callers_words(found: Callers) -> str:
    total = _("{n} of {m} reached").format(n=found.reached, m=len(found.lines))
    return "\n".join([*(_caller_words(one) for one in found.lines), total])


def _caller_words(one: Caller) -> str:
    parts = [one.name, one.phone, one.place, one.callback, one.note, _(_STATES[one.state])]
    return f"{instant_text(one.at)}  {' · '.join(part for part in parts if part)}  {one.uid}"


def children(context: Context) -> int:
    """``children NUMBER [--resolve | --close | --detach] [--only NUMBER …] [--dry-run]``."""
    given, outages = context.arguments, context.cases.outages
    family = outages.family(given.number)
    wanted = {number.upper() for number in given.only}
    chosen = [one for one in family.children if not wanted or one.number in wanted]
    if wanted - {one.number for one in chosen}:
        raise UsageError(
            _("That is no child of {number}.").format(number=given.number), _("Look at the list.")
        )
    uids = [one.uid for one in chosen]
    if given.dry_run and (given.resolve or given.close):
        look = outages.preview_resolve if given.resolve else outages.preview_close
        return _tell_verdicts(context, [one for one in look(given.number, context.person) if one.uid in uids])
    if given.resolve or given.close:
        act = outages.resolve_children if given.resolve else outages.close_children
        done = act(given.number, uids, context.person)
        context.output.say(bulk_words(done, dry=False), bulk_document(done, dry=False))
        return 3 if done.having("refused") and not done.having("changes") else 0
    if given.detach and not given.dry_run:
        outages.detach(given.number, uids, context.person)
        chosen = list(outages.family(given.number).children)
    words = "\n".join(f"{one.number}  {one.status}  {one.title}" for one in chosen) or _("No children.")
    context.output.say(words, {"number": given.number, "children": [relative_json(one) for one in chosen]})
    return 0


def _tell_verdicts(context: Context, verdicts: list[ChildVerdict]) -> int:
    words = [f"{one.number}  {'; '.join(one.why) or _('would follow')}" for one in verdicts]
    document = [
        {
            "number": one.number,
            "will": one.will,
            "missing": list(one.why),
            "changes": {key: {"old": old, "new": new} for key, old, new in one.changes},
        }
        for one in verdicts
    ]
    context.output.say("\n".join(words), {"number": context.arguments.number, "children": document})
    return 0
