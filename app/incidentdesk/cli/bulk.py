"""The command that changes many incidents at once."""

from __future__ import annotations

import argparse

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.condition_words import add_conditions, chosen
from incidentdesk.cli.context import Context
from incidentdesk.cli.output import missing_json
from incidentdesk.cli.writing import set_words, wake_time
from incidentdesk.services.cases.lifecycle import Wait
from incidentdesk.services.cases.stage_work import GateRefusedError
from incidentdesk.services.lists.bulk import BulkAction, BulkDone, BulkLine, BulkPreview
from incidentdesk.services.lists.queue import ListQuestion

ACTIONS = ("set", "empty", "assign", "hold", "resume", "cancel", "complete")


def add_bulk(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` its options."""
    add_conditions(parser)
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help=_("set a field"))
    parser.add_argument("--empty", action="append", default=[], metavar="FIELD", help=_("empty a field"))
    parser.add_argument("--assign", metavar="PERSON", help=_("let someone follow up: “me”, “nobody”, a name"))
    parser.add_argument("--hold", metavar="REASON", help=_("put on hold, for a reason of the list"))
    parser.add_argument("--until", metavar="MOMENT", help=_("with --hold: when they wake"))
    parser.add_argument(
        "--for", dest="waiting_for", default="", metavar="WHOM", help=_("with --hold: for whom")
    )
    parser.add_argument("--note", default="", help=_("with --hold"))
    parser.add_argument("--resume", action="store_true", help=_("end the hold"))
    parser.add_argument("--cancel", metavar="REASON", help=_("cancel them"))
    parser.add_argument("--complete", metavar="STAGE", help=_("complete a stage, through its gate"))
    parser.add_argument("--dry-run", action="store_true", help=_("tell what would change; change nothing"))


def bulk(context: Context) -> int:
    """``bulk --where FIELD OP VALUE … --set FIELD=VALUE | --assign P | … [--dry-run]``."""
    given, cases = context.arguments, context.cases
    action = _action(context)
    condition, _view = chosen(context, {field.key: field for field in cases.queue.catalogue()})
    if condition is None:
        raise UsageError(_("Which incidents are to be changed?"), _("Choose them by --view or --where."))
    uids = cases.queue.uids(ListQuestion(condition, "number"), context.person)
    work = cases.bulk.preview if given.dry_run else cases.bulk.apply
    done = work(action, uids, context.person)
    context.output.say(bulk_words(done, dry=given.dry_run), bulk_document(done, dry=given.dry_run))
    if isinstance(done, BulkDone) and done.fault is not None:
        raise done.fault
    return 3 if done.having("refused") and not done.having("changes") else 0


def _action(context: Context) -> BulkAction:
    given = context.arguments
    named = [name for name in ACTIONS if getattr(given, name)]
    if len(named) != 1:
        options = ", ".join(f"--{name}" for name in ACTIONS)
        raise UsageError(
            _("A bulk change does one thing."), _("Give just one of: {options}.").format(options=options)
        )
    match named[0]:
        case "set":
            return BulkAction("set", texts=set_words(given.set))
        case "empty":
            return BulkAction("set", values=dict.fromkeys(given.empty))
        case "assign":
            person = {"me": context.person, "nobody": ""}.get(given.assign, given.assign)
            return BulkAction("assign", person=person)
        case "hold":
            wake = wake_time(context, given.until) if given.until else None
            return BulkAction("hold", wait=Wait(given.hold, wake, given.waiting_for, given.note))
        case "cancel":
            return BulkAction("cancel", reason=given.cancel)
        case "complete":
            return BulkAction("complete", stage=given.complete)
        case _:
            return BulkAction("resume")


def bulk_words(done: BulkPreview, *, dry: bool) -> str:
    """What an act did, or would do, a line for each incident."""
    lines = [_line(line) for line in done.lines if line.verdict != "same"]
    changes, same, refused = (len(done.having(one)) for one in ("changes", "same", "refused"))
    changed = (
        ngettext("{n} would change", "{n} would change", changes)
        if dry
        else ngettext("{n} changed", "{n} changed", changes)
    )
    rest = _("{same} as they are already, {refused} refused").format(same=same, refused=refused)
    return "\n".join([*lines, f"{changed.format(n=changes)}, {rest}"])


def _line(line: BulkLine) -> str:
    if line.verdict == "refused":
        return f"{line.number}  {_('refused')}: {line.why}"
    told = "; ".join(f"{key}: {_told(old)} → {_told(new)}" for key, old, new in line.changes)
    return f"{line.number}  {told}"


def _told(value: object) -> str:
    return "–" if value is None else str(value)


def bulk_document(done: BulkPreview, *, dry: bool) -> dict[str, object]:
    """What an act did, or would do, as a document."""
    return {
        "dry_run": dry,
        "cause": done.cause if isinstance(done, BulkDone) else None,
        "changed": [
            {
                "number": line.number,
                "changes": {key: {"old": old, "new": new} for key, old, new in line.changes},
            }
            for line in done.having("changes")
        ],
        "same": [line.number for line in done.having("same")],
        "refused": [_refusal(line) for line in done.having("refused")],
    }


def _refusal(line: BulkLine) -> dict[str, object]:
    document: dict[str, object] = {"number": line.number, "error": line.why}
    if isinstance(line.error, GateRefusedError):
        document["missing"] = missing_json(line.error.missing)
    return document
