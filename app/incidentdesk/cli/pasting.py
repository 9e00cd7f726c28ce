"""``paste-timeline``: a timeline that was written elsewhere becomes entries of an incident."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context
from incidentdesk.cli.importing import stopped_by_a_signal
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import moment_text
from incidentdesk.domain.moments import moment_to_json
from incidentdesk.intake.pasted_result import LeftWhy, Missing, PastedTimeline, ZoneSource
from incidentdesk.intake.pasted_texts import zone_text
from incidentdesk.intake.pasted_timeline import read_timeline
from incidentdesk.services.imports.import_types import Control
from incidentdesk.services.response.pasted_timelines import Pasted, PasteLook, PasteResult

MOST_BYTES = 8 * 1024 * 1024
"""More than this is no timeline."""


def add_pasting(parser: argparse.ArgumentParser) -> None:
    """The words of ``paste-timeline``."""
    parser.add_argument("number")
    parser.add_argument(
        "file", nargs="?", default="", metavar="FILE", help=_("Markdown or a table; - is stdin")
    )
    parser.add_argument("--zone", default="", metavar="ZONE", help=_("the zone of all times, like CEST"))
    parser.add_argument("--date", default="", metavar="DATE", help=_("the day on which it began: 2026-03-01"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be added"))
    parser.add_argument(
        "--undo", default="", metavar="ID", help=_("take back what was pasted under this name")
    )
    parser.set_defaults(writes=True)


def paste_timeline(context: Context) -> int:
    """``paste-timeline NUMBER FILE|- [--zone Z] [--date D] [--dry-run]``, or ``… NUMBER --undo ID``."""
    given, pasting = context.arguments, context.cases.pasted_timelines
    if given.undo:
        return _undo(context)
    if not given.file:
        raise UsageError(_("No file is named."), _("Name one, or - for what is typed."))
    zone = context.cases.desk.settings().zone
    read = read_timeline(_text(given.file), zone, start=_day(given.date), zone_words=given.zone)
    look = pasting.look(given.number, [Pasted(one.moment, one.text, one.line) for one in read.entries])
    if given.dry_run or not read.entries:
        context.output.say("\n".join(_look_words(read, look)), _json(read, look, None))
        return 0 if read.entries else 3
    with stopped_by_a_signal() as stopped:
        result = pasting.write(look, context.person, Control(cancelled=lambda: bool(stopped)))
    lines = [*_look_words(read, look), *_result_words(look, result)]
    context.output.say("\n".join(lines), _json(read, look, result))
    return 0


def _undo(context: Context) -> int:
    given = context.arguments
    if given.file:
        raise UsageError(_("A file is pasted, or a pasting is taken back."), _("Leave one of the two out."))
    count, _changes = context.cases.pasted_timelines.undo(given.number, given.undo, context.person)
    words = ngettext(
        "A correction says that {n} pasted entry does not hold; it stays on the timeline.",
        "A correction says that {n} pasted entries do not hold; they stay on the timeline.",
        count,
    )
    context.output.say(words.format(n=count), {"number": given.number, "paste": given.undo, "undone": count})
    return 0


def _text(file: str) -> str:
    with readable(file):
        if file == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UsageError(_("“{file}” is too long for a timeline.").format(file=file), _("Cut it out of it."))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        words = _("“{file}” is not UTF-8 at byte {place}.")
        raise UsageError(words.format(file=file, place=error.start), _("Save it as UTF-8.")) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(_("“{text}” is no day.").format(text=text), _("Write it like 2026-03-01.")) from None


def _look_words(read: PastedTimeline, look: PasteLook) -> list[str]:
    lines = [] if read.entries else [_("There is no timeline in it: no line begins with a time.")]
    there = set(look.there)
    for one in read.entries:
        plain = Pasted(one.moment, one.text, one.line)
        mark = _("there already") if plain in there else ""
        first = (one.text.strip().splitlines() or [""])[0]
        lines.append(
            "  ".join(part for part in (moment_text(one.moment, with_zone=True), first, mark) if part)
        )
    zone = zone_text(read)
    lines.append(_("{zone}; --zone says another").format(zone=zone) if _is_guessed(read) else zone)
    lines += [_("Doubt, line {line}: {text}").format(line=one.line, text=one.text) for one in read.doubts]
    inside = [one for one in read.left if one.why is LeftWhy.NO_TIME]
    lines += [_("Left over, line {line}: {text}").format(line=one.line, text=one.text) for one in inside]
    outside = len(read.left) - len(inside)
    if outside:
        lines.append(
            ngettext(
                "{n} line before or after the timeline is left over.",
                "{n} lines before or after the timeline are left over.",
                outside,
            ).format(n=outside)
        )
    if Missing.DATE in read.missing:
        lines.append(_("The date is missing: give it with --date."))
    return lines


def _is_guessed(read: PastedTimeline) -> bool:
    return read.zone.source is ZoneSource.DESK


def _result_words(look: PasteLook, result: PasteResult) -> list[str]:
    lines = [
        ngettext(
            "{n} entry was added to {number}.", "{n} entries were added to {number}.", result.added
        ).format(n=result.added, number=look.number)
    ]
    if result.there:
        lines.append(_("There already: {n}").format(n=result.there))
    if result.stopped:
        lines.append(_("Stopped; pasting the same again adds the rest."))
    if result.cause:
        words = _("“paste-timeline {number} --undo {cause}” takes it back.")
        lines.append(words.format(number=look.number, cause=result.cause))
    return lines


def _json(read: PastedTimeline, look: PasteLook, result: PasteResult | None) -> dict[str, JsonValue]:
    there = set(look.there)
    return {
        "number": look.number,
        "paste": (result.cause or None) if result else None,
        "added": result.added if result else 0,
        "there": result.there if result else len(look.there),
        "stopped": bool(result and result.stopped),
        "entries": [
            {
                "moment": moment_to_json(one.moment), "text": one.text, "line": one.line,
                "written": one.written, "there": Pasted(one.moment, one.text, one.line) in there,
            }
            for one in read.entries
        ],
        "zone": {"words": read.zone.words, "source": read.zone.source.value},
        "doubts": [{"line": one.line, "kind": one.kind.value, "text": one.text} for one in read.doubts],
        "left": [{"line": one.line, "text": one.text, "why": one.why.value} for one in read.left],
        "missing": [one.value for one in Missing if one in read.missing],
        "undated": _lines(look.undated),
        "ahead": _lines(look.ahead),
        "wordless": _lines(look.wordless),
    }  # fmt: skip


def _lines(entries: Sequence[Pasted]) -> list[JsonValue]:
    return [one.line for one in entries]
