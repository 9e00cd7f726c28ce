"""The command that closes what its reporter does not answer."""

from __future__ import annotations

from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context


def close_unanswered(context: Context) -> int:
    """``close-unanswered [--dry-run]``: a line for each incident that waits for its reporter's word."""
    done = context.cases.unanswered.run(dry=context.arguments.dry_run)
    lines = [
        f"{one.number}  " + (_("closed") if one.closes else _("stays open: {why}").format(why=one.why))
        for one in done.items
    ]
    count = sum(one.closes for one in done.items)
    lines.append(ngettext("{n} incident closed", "{n} incidents closed", count).format(n=count))
    documents = [
        {"number": one.number, "uid": one.uid, "closes": one.closes, "why": one.why} for one in done.items
    ]
    context.output.say("\n".join(lines), {"dry_run": context.arguments.dry_run, "incidents": [*documents]})
    return 0
