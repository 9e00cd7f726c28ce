"""The command of the shift hand-over: writing, showing and accepting it."""

from __future__ import annotations

import argparse
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.cli.context import Context
from incidentdesk.cli.counts import count, place
from incidentdesk.cli.top import add_common
from incidentdesk.domain.handovers import Handover, content_of
from incidentdesk.domain.moment_text import instant_text, parse_moment
from incidentdesk.domain.urgency import urgency_short
from incidentdesk.services.handing.handover_texts import line_text, part_title


def add_handover(parser: argparse.ArgumentParser) -> None:
    """The words of ``handover``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    writing = acts.add_parser("write", help=_("write it for the shift that ends"), allow_abbrev=False)
    writing.add_argument("--text", default="", help=_("what is to be said of the shift"))
    writing.add_argument("--note", action="append", default=[], metavar="NUMBER=TEXT",
                         help=_("what is to be said of an incident"))  # fmt: skip
    showing = acts.add_parser("show", help=_("the newest, or the one with that uid"), allow_abbrev=False)
    showing.add_argument("uid", nargs="?", default="")
    showing.add_argument("--draft", action="store_true", help=_("as it would be written now"))
    showing.add_argument("--out", metavar="FILE.pdf", help=_("print it into a file"))
    accepting = acts.add_parser("accept", help=_("accept the newest as the next person"), allow_abbrev=False)
    accepting.add_argument("uid", nargs="?", default="")
    listing = acts.add_parser("list", help=_("those that were written"), allow_abbrev=False)
    listing.add_argument("--limit", type=count, default=30, metavar="N")
    listing.add_argument("--offset", type=place, default=0, metavar="N", help=_("pass over the first N"))
    for one in (writing, showing):
        one.add_argument("--since", metavar="MOMENT", help=_("when the shift began, such as 14:00"))
    for one in (writing, showing, accepting, listing):
        add_common(one, top=False)
    parser.set_defaults(writes=True)


def handover(context: Context) -> int:
    """``handover write|show|accept|list``."""
    acts = {"write": _write, "show": _show, "accept": _accept, "list": _list}
    return acts[context.arguments.act](context)


def _write(context: Context) -> int:
    given = context.arguments
    written, _changes = context.cases.handovers.write(
        context.person, text=given.text, notes=_notes(context), since=_since(context)
    )
    context.output.say(_words(context, written), _json(written))
    return 0


def _show(context: Context) -> int:
    given, handovers = context.arguments, context.cases.handovers
    if given.draft:
        found = handovers.draft(context.person, _since(context))
    elif given.uid:
        found = handovers.one(given.uid)
    else:
        newest = handovers.latest()
        if newest is None:
            raise UsageError(_("No hand-over was written yet."), _("Write one, or look at --draft."))
        found = newest
    document = _json(found)
    words = _words(context, found)
    if given.out:
        _print(Path(given.out), handovers.pdf(found).data)
        words, document = _("written to {file}").format(file=given.out), document | {"file": given.out}
    context.output.say(words, document)
    return 0


def _accept(context: Context) -> int:
    accepted, _changes = context.cases.handovers.accept(context.arguments.uid, context.person)
    noted = len(accepted.noted())
    words = ngettext(
        "accepted; {n} incident has a line of it", "accepted; {n} incidents have a line of it", noted
    )
    context.output.say(words.format(n=noted), _json(accepted))
    return 0


def _list(context: Context) -> int:
    page = context.cases.handovers.past(context.arguments.limit, context.arguments.offset)
    heads = [_head(one) | {"incidents": len(one.lines)} for one in page.items]
    lines = [f"{one.uid}  {_title(one)}" for one in page.items]
    shown = ngettext("{n} of {total} hand-over", "{n} of {total} hand-overs", page.total)
    lines.append(shown.format(n=len(page.items), total=page.total))
    context.output.say("\n".join(lines), {"total": page.total, "handovers": heads})
    return 0


def _notes(context: Context) -> dict[str, str]:
    """The notes by the uid of their incident."""
    notes = {}
    for pair in context.arguments.note:
        number, sign, text = pair.partition("=")
        if not sign:
            raise UsageError(
                _("“{pair}” is not NUMBER=TEXT.").format(pair=pair), _("Write --note NUMBER=text.")
            )
        page = context.cases.pages.incident(number, context.person)
        notes[page.incident.uid] = text
    return notes


def _since(context: Context) -> Instant | None:
    text = context.arguments.since
    if not text:
        return None
    try:
        at = parse_moment(text, context.cases.desk.time.now(), context.cases.desk.settings().zone).at
    except ValueError as error:
        raise UsageError(f"{error}.", _("Correct --since.")) from None
    if at is None:
        raise UsageError(_("The beginning of the shift must be known."), _("Write it like 14:00."))
    return at


def _print(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path), _("Choose another folder.")
        ) from error


def _title(one: Handover) -> str:
    said = _("{name}, {when}").format(name=one.name(one.author), when=instant_text(one.written))
    if one.accepted is None:
        return said + (_("; not accepted yet") if one.uid else _("; not written yet"))
    accepted = _("; accepted by {name}, {when}")
    return said + accepted.format(name=one.name(one.accepted_by), when=instant_text(one.accepted))


def _words(context: Context, one: Handover) -> str:
    settings = context.cases.desk.settings()

    def clock(ms: int) -> str:
        return instant_text(in_zone(ms, settings.zone))

    lines = [_title(one), *([one.text] if one.text else [])]
    for key in dict.fromkeys(line.part for line in one.lines):
        lines.append(f"\n{part_title(key)}")
        for line in one.part(key):
            lines.append(
                f"{line.number}  {urgency_short(line)}  {line.title}  ({line_text(line, settings, clock)})"
            )
            lines += [f"    {line.note}"] if line.note else []
        further = one.more.get(key, 0)
        lines += [_("… and {n} more").format(n=further)] if further else []
    return "\n".join(lines)


def _head(one: Handover) -> dict[str, object]:
    return {
        "uid": one.uid or None,
        "author": {"uid": one.author, "name": one.name(one.author)},
        "since": one.since.iso(),
        "written_at": one.written.iso() if one.uid else None,
        "accepted_at": one.accepted.iso() if one.accepted else None,
        "accepted_by": {"uid": one.accepted_by, "name": one.name(one.accepted_by)}
        if one.accepted_by
        else None,
    }


def _json(one: Handover) -> dict[str, object]:
    return _head(one) | content_of(one)
