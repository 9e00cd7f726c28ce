"""The command of follow-ups: adding, listing and changing them."""

from __future__ import annotations

import argparse

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context
from incidentdesk.cli.counts import count, place
from incidentdesk.cli.incident_json import follow_up_json
from incidentdesk.cli.top import add_common
from incidentdesk.domain import follow_ups as rules
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.services.follow_ups.follow_up_texts import due_text, kind_text, state_text
from incidentdesk.services.follow_ups.follow_ups import FollowUpQuestion


def add_follow_up(parser: argparse.ArgumentParser) -> None:
    """The words of ``follow-up``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    adding = acts.add_parser("add", help=_("add one to an incident, open or ended"), allow_abbrev=False)
    adding.add_argument("number")
    adding.add_argument("text")
    listing = acts.add_parser("list", help=_("those of an incident, or of the desk"), allow_abbrev=False)
    listing.add_argument("number", nargs="?")
    listing.add_argument("--mine", action="store_true", help=_("only those that are mine"))
    listing.add_argument("--overdue", action="store_true", help=_("only those that are late"))
    listing.add_argument("--all", action="store_true", help=_("those that ended too"))
    listing.add_argument("--kind", choices=rules.KINDS, default="")
    listing.add_argument("--text", default="", metavar="WORDS", help=_("with these words"))
    listing.add_argument("--limit", type=count, default=100, metavar="N")
    listing.add_argument("--offset", type=place, default=0, metavar="N", help=_("pass over the first N"))
    setting = acts.add_parser("set", help=_("change one, such as INC-2026-000123/1"), allow_abbrev=False)
    setting.add_argument("name")
    setting.add_argument("--text", help=_("what is to be done"))
    setting.add_argument("--state", choices=rules.STATES)
    setting.add_argument("--why", dest="why_dropped", help=_("why it is dropped"))
    for one in (adding, setting):
        one.add_argument("--kind", choices=rules.KINDS, help=_("what it turns into"))
        one.add_argument("--owner", metavar="PERSON", help=_("name or uid; “me”"))
        one.add_argument("--due", metavar="DAY", help=_("Friday, in 2 weeks, 2026-12-10"))
        one.add_argument("--link", help=_("where it is worked on"))
    for one in (adding, listing, setting):
        add_common(one, top=False)
    parser.set_defaults(writes=True)


def follow_up(context: Context) -> int:
    """``follow-up add|list|set``."""
    acts = {"add": _add, "list": _list, "set": _set}
    return acts[context.arguments.act](context)


def _add(context: Context) -> int:
    given = context.arguments
    values = {"text": given.text} | _values(context, ("kind", "owner", "due", "link"))
    one, _changes = context.cases.follow_ups.add(given.number, values, context.person)
    _tell(context, one)
    return 0


def _set(context: Context) -> int:
    keys = ("text", "state", "why_dropped", "kind", "owner", "due", "link")
    values = _values(context, keys)
    if not values:
        raise UsageError(_("Nothing is to be changed."), _("Name it, such as --state done."))
    one, _changes = context.cases.follow_ups.change(context.arguments.name, values, context.person)
    _tell(context, one)
    return 0


def _list(context: Context) -> int:
    given, cases = context.arguments, context.cases
    zone = cases.desk.settings().zone
    today = rules.today_in(cases.desk.time.now(), zone)
    if given.number:
        items = cases.follow_ups.of(given.number)
        total = len(items)
    else:
        state = "overdue" if given.overdue else "" if given.all else "open"
        owner = context.person if given.mine else ""
        question = FollowUpQuestion(state, owner, given.kind, given.text)
        page = cases.follow_ups.find(question, given.limit, given.offset)
        items, total = page.items, page.total
    lines = [_words(context, one) for one in items]
    lines.append(ngettext("{n} of {total} follow-up", "{n} of {total} follow-ups", total).format(
        n=len(items), total=total))  # fmt: skip
    documents = [_json(one, one.is_overdue(today)) for one in items]
    context.output.say("\n".join(lines), {"total": total, "offset": given.offset, "follow_ups": documents})
    return 0


def _values(context: Context, keys: tuple[str, ...]) -> dict[str, str]:
    """What was given of ``keys``, a day read and “me” known."""
    given = {key: getattr(context.arguments, key) for key in keys}
    values = {key: str(value) for key, value in given.items() if value is not None}
    if values.get("owner") == "me":
        values["owner"] = context.person
    if "due" in values:
        now, zone = context.cases.desk.time.now(), context.cases.desk.settings().zone
        try:
            values["due"] = rules.parse_day(values["due"], now, zone).isoformat()
        except ValueError as error:
            raise UsageError(f"{error}.", _("Correct --due.")) from None
    return values


def _tell(context: Context, one: FollowUp) -> None:
    now, zone = context.cases.desk.time.now(), context.cases.desk.settings().zone
    context.output.say(_words(context, one), _json(one, one.is_overdue(rules.today_in(now, zone))))


def _words(context: Context, one: FollowUp) -> str:
    now, zone = context.cases.desk.time.now(), context.cases.desk.settings().zone
    due = due_text(one, rules.today_in(now, zone))
    head = f"{one.name}  {state_text(one.state)}  {kind_text(one.kind)}  {one.owner_name}  {due}"
    tail = [part for part in (one.link, one.why_dropped) if part]
    return "  ".join([head, one.text, *tail])


def _json(one: FollowUp, overdue: bool) -> dict[str, object]:
    return follow_up_json(one) | {"overdue": overdue}
