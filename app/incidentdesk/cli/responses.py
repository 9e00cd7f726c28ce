"""Commands of major incidents: raising one, promoting and returning an incident, the response room."""

from __future__ import annotations

import sys
from collections.abc import Callable

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.cli.pins import asked_pin
from incidentdesk.cli.response_json import room_json, room_words
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.response_words import LineError
from incidentdesk.services.response.response_notes import Note
from incidentdesk.services.response.response_people import REASONS

TABLES = {
    "action": ("actions", "what", ("who", "minutes", "state", "result")),
    "hypothesis": ("hypotheses", "statement", ("test", "result")),
    "decision": ("decisions", "proposal", ("objections", "backup", "outcome")),
    "impact": ("impact_lines", "what", ("users", "share", "since", "until", "measure")),
    "need": ("needs", "what", ("who", "state")),
}
"""By act: the table, the column of the text, and the columns that options give."""

_COLUMNS = {"who": "owner"}
_NUMBERS = frozenset({"users", "share", "minutes"})
_MOMENTS = frozenset({"since", "until"})


def raise_(context: Context) -> int:
    """``raise TITLE [--service S] [--sev LEVEL] [--drill]``: prints the number."""
    given = context.arguments
    raised = context.cases.raising.raise_one(
        given.title, context.person, service=given.service, levels=_levels(given.sev), drill=given.drill
    )
    context.output.say(
        raised.number,
        {"number": raised.number, "uid": raised.uid, "sev": raised.sev or None, "drill": given.drill},
    )
    return 0


def promote(context: Context) -> int:
    """``promote NUMBER --sev LEVEL``."""
    given = context.arguments
    context.cases.promotion.promote(given.number, _levels(given.sev), context.person, major=given.major)
    return _show(context)


def return_(context: Context) -> int:
    """``return NUMBER [--reason R]``."""
    given = context.arguments
    due = context.cases.promotion.review_is_due(given.number)
    context.cases.promotion.return_(given.number, context.person, given.reason)
    incident = context.cases.pages.incident(given.number, context.person).incident
    words = _("{number} is back, at the stage “{stage}”.").format(
        number=incident.number, stage=incident.stage
    )
    if due:
        words += " " + _("A review is needed after SEV 1 and SEV 2, and it is not closed.")
    document = {"number": incident.number, "process": incident.process, "stage": incident.stage,
                "status": incident.status, "review_due": due}  # fmt: skip
    context.output.say(words, document)
    return 0


def response(context: Context) -> int:
    """``response NUMBER ACT …``."""
    act = context.arguments.act
    if act == "people":
        return _people(context)
    if act in TABLES:
        _row(context, act)
    elif act != "show":
        _ACTS[act](context)
    return _show(context)


def _show(context: Context) -> int:
    view = context.cases.response.view(context.arguments.number)
    context.output.say(room_words(view), room_json(view))
    return 0


def _people(context: Context) -> int:
    found = context.cases.response.suggestions(context.arguments.number)
    lines, documents = [], []
    for one in found:
        reasons = ", ".join(_(REASONS[reason.key]).format(what=reason.what) for reason in one.reasons)
        lines.append(f"{one.name}  {reasons}")
        documents.append({
            "name": one.name, "uid": one.person or None,
            "reasons": [{"key": reason.key, "what": reason.what or None} for reason in one.reasons],
        })  # fmt: skip
    context.output.say("\n".join(lines) or _("Nobody is known."), {"people": documents})
    return 0


def _declare(context: Context) -> None:
    given = context.arguments
    context.cases.raising.declare(given.number, _levels(given.sev), context.person, major=given.major)


def _phase(context: Context) -> None:
    given = context.arguments
    context.cases.response.go_to(given.number, given.phase, context.person, reason=given.reason)


def _sev(context: Context) -> None:
    given = context.arguments
    context.cases.response.set_sev(
        given.number, _levels(given.sev), context.person, reason=given.reason, final=given.final
    )


def _bridge(context: Context) -> None:
    context.cases.response.set_bridge(context.arguments.number, context.arguments.text, context.person)


def _milestone(context: Context) -> None:
    given = context.arguments
    at = moment_to_json(_moment(context, given.at))
    context.cases.response.set_milestone(given.number, given.name, at, context.person)


def _role(context: Context) -> None:
    given, room = context.arguments, context.cases.response
    if given.end:
        room.end_role(given.number, given.role, given.who, context.person, reason=given.reason)
    else:
        room.give_role(given.number, given.role, given.who, context.person)


def _command(context: Context) -> None:
    given, room, me = context.arguments, context.cases.response, context.person
    if given.what == "take":
        room.take_command(given.number, me)
    elif given.what == "offer":
        typed = {"state": given.state, "who_may_leave": given.may_leave, "risks": given.risks}
        room.offer_command(given.number, given.to, given.why, typed, me)
    elif given.what == "accept":
        receiver = context.cases.people.called(given.by) if given.by else None
        pin = asked_pin(context.cases, receiver) if receiver and receiver.uid != me else ""
        room.accept_command(given.number, me, receiver=receiver.uid if receiver else "", pin=pin)
    elif given.what == "spoken":
        room.command_spoken(given.number, me, note=given.note)
    else:
        room.decline_command(given.number, me, note=given.note)


def _update(context: Context) -> None:
    given = context.arguments
    context.cases.response.note_update(
        given.number, given.audience, given.text, context.person,
        last=given.last, done=_moment(context, given.at).at if given.at else None,
    )  # fmt: skip


def _note(context: Context) -> None:
    given = context.arguments
    moment = _moment(context, given.at) if given.at else None
    note = Note(link=given.link, count=given.count)
    context.cases.response.note(given.number, given.kind, given.text, context.person, note, moment=moment)


def _write(context: Context) -> None:
    given = context.arguments
    try:
        context.cases.response_lines.write(given.number, given.line, context.person)
    except LineError as error:
        if not context.output.as_json:
            sys.stderr.write(_marked(given.line, error))
        raise


def _row(context: Context, act: str) -> None:
    given, (table, main, options) = context.arguments, TABLES[act]
    values: dict[str, JsonValue] = {main: given.text} if given.text else {}
    for option in options:
        text = getattr(given, option)
        if text is not None:
            values[_COLUMNS.get(option, option)] = _cell(context, option, text)
    if not given.row:
        context.cases.response.add_row(given.number, table, values, context.person)
    elif not values:
        raise UsageError(_("Nothing is to be changed."), _("Name it, such as --state done."))
    else:
        context.cases.response.change_row(given.number, table, given.row, values, context.person)


def _cell(context: Context, option: str, text: str) -> JsonValue:
    if option in _NUMBERS:
        try:
            return int(text)
        except ValueError:
            raise UsageError(
                _("“{text}” is no whole number.").format(text=text),
                _("Correct --{name}.").format(name=option),
            ) from None
    if option in _MOMENTS:
        return moment_to_json(_moment(context, text))
    return context.person if option == "who" and text == "me" else text


def _moment(context: Context, text: str) -> Moment:
    try:
        return parse_moment(text, context.cases.desk.time.now(), context.cases.desk.settings().zone)
    except ValueError as error:
        raise UsageError(f"{error}.", _("Write it like 10:40, about 10:40, or 2026-11-26 10:40.")) from None


def _marked(line: str, error: LineError) -> str:
    """The line, and below it a mark under the place that the error is about."""
    shown = "".join(char if char.isprintable() else " " for char in line)
    return f"{shown}\n{' ' * error.start}{'^' * max(1, error.end - error.start)}\n"


def _levels(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",") if part.strip()]


_ACTS: dict[str, Callable[[Context], None]] = {
    "declare": _declare,
    "phase": _phase,
    "sev": _sev,
    "bridge": _bridge,
    "milestone": _milestone,
    "role": _role,
    "command": _command,
    "update": _update,
    "note": _note,
    "write": _write,
}
