"""The command of updates: drafting, sending and listing what people are told of a major incident."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.cli.context import Context
from incidentdesk.cli.top import add_common
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, RESULT_TEXTS, Sending, UpdateText
from incidentdesk.services.updates.update_view import AudienceView, TextView, UpdatesView
from incidentdesk.services.updates.updates import Sent, Update

NOT_ALL_WENT = 4
"""The exit code where an address was not reached."""


def add_updating(parser: argparse.ArgumentParser) -> None:
    """Give ``update`` its words."""
    parser.add_argument("number")
    parser.set_defaults(writes=True)
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, about: str, *, text: bool = False) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        if name != "list":
            one.add_argument("audience", choices=tuple(AUDIENCE_TEXTS))
        if text:
            one.add_argument("text")
            one.add_argument("--template", default="", help=_("what kind of text it is, as “draft” tells"))
        return one

    act("list", _("what each audience was told, and how it stands"))
    one = act("draft", _("a text to start from, with what is known"))
    one.add_argument("--template", default="", help=_("another kind of text than the one that fits now"))
    one = act("send", _("send a text by the channels of its audience"), text=True)
    one.add_argument("--by", action="append", default=[], metavar="CHANNEL", help=_("this one; else all"))
    one.add_argument("--old", action="store_true", help=_("send it although it is old"))
    act("ask", _("ask the commander to approve a text"), text=True)
    one = act("approve", _("approve the text that waits"))
    one.add_argument("--spoken", action="store_true", help=_("the commander approved it in words"))
    one = act("told", _("note that people were told by hand"), text=True)
    one.add_argument("--whom", required=True, help=_("who, and how"))
    one = act("retry", _("send again what did not go out"))
    one.add_argument("--old", action="store_true", help=_("send it although it is old"))


def update(context: Context) -> int:
    """``update NUMBER ACT …``."""
    return _ACTS[context.arguments.act](context)


def _list(context: Context) -> int:
    view = _view(context)
    lines = [_due_words(view)]
    for key, one in view.audiences.items():
        lines.append(_(AUDIENCE_TEXTS[key]))
        lines += [f"  {line}" for line in _audience_words(one, view.now)]
    context.output.say("\n".join(lines), _view_json(view))
    return 0


def _draft(context: Context) -> int:
    given = context.arguments
    draft = context.cases.updates.draft(given.number, given.audience, context.person, given.template)
    concerns = context.cases.updates.check(draft.template, draft.text)
    remarks: list[JsonValue] = [
        {"rule": one.rule, "text": one.text, "say": one.say, "ask": one.ask} for one in concerns
    ]
    document: dict[str, JsonValue] = {
        "audience": given.audience, "template": draft.template, "turn": draft.turn, "last": draft.last,
        "text": draft.text, "concerns": remarks,
    }  # fmt: skip
    context.output.say(draft.text, document)
    return 0


def _send(context: Context) -> int:
    given, view = context.arguments, _view(context)
    channels = _channels(view.audiences[given.audience], given.by)
    updates, written = context.cases.updates, _written(context, view)
    return _tell(context, updates.send(given.number, written, channels, context.person, stale_ok=given.old))


def _ask(context: Context) -> int:
    given, view = context.arguments, _view(context)
    text, _changes = context.cases.updates.ask(given.number, _written(context, view), context.person)
    context.output.say(_("The commander is asked."), _text_json(text))
    return 0


def _approve(context: Context) -> int:
    given, view = context.arguments, _view(context)
    there = view.audiences[given.audience].open
    if there is None or there.text.state != "waiting":
        raise UsageError(
            _("No text for them waits for approval."), _("“update NUMBER list” tells what does.")
        )
    text = there.text
    context.cases.updates.approve(text.uid, text.text, text.text, context.person, spoken=given.spoken)
    context.output.say(
        _("Approved."), {"number": view.number, "audience": given.audience, "state": "approved"}
    )
    return 0


def _told(context: Context) -> int:
    given, view = context.arguments, _view(context)
    text, _changes = context.cases.updates.tell_by_hand(
        given.number, _written(context, view), given.whom, context.person
    )
    context.output.say(_("Noted that they were told."), _text_json(text))
    return 0


def _retry(context: Context) -> int:
    given, view = context.arguments, _view(context)
    there = view.audiences[given.audience]
    ones = ([there.open] if there.open else []) + list(there.told)
    found = next((one for one in ones if one.to_look_at(view.now)), None)
    if found is None:
        raise UsageError(_("Nothing that they are told has failed."))
    context.cases.updates.retry(found.text.uid, context.person, stale_ok=given.old)
    return _tell(context, context.cases.updates.deliver(found.text.uid, context.person))


def _tell(context: Context, sent: Sent) -> int:
    lines = [_sending_words(one) for one in sent.sendings]
    context.output.say(
        "\n".join(lines), _text_json(sent.text) | {"sendings": [_sending_json(one) for one in sent.sendings]}
    )
    return 0 if all(one.state == "sent" for one in sent.sendings) else NOT_ALL_WENT


def _view(context: Context) -> UpdatesView:
    return context.cases.updates.view(context.arguments.number, context.person)


def _written(context: Context, view: UpdatesView) -> Update:
    given, there = context.arguments, view.audiences[context.arguments.audience]
    return Update(given.audience, there.turn, given.template or there.template, given.text)


def _channels(there: AudienceView, names: list[str]) -> list[str]:
    known = {one.channel.name.casefold(): one.channel.uid for one in there.channels}
    known |= {one.channel.uid: one.channel.uid for one in there.channels}
    if not names:
        return [one.channel.uid for one in there.channels]
    for name in names:
        if name.casefold() not in known:
            raise UsageError(
                _("They have no channel “{name}”.").format(name=name),
                _("Use one of: {names}.").format(
                    names=", ".join(one.channel.name for one in there.channels) or "–"
                ),
            )
    return [known[name.casefold()] for name in names]


def _due_words(view: UpdatesView) -> str:
    if view.due is None:
        return _("No update is due.")
    when = _when(view.due, view.now)
    words = _("The update due at {when} is late.") if view.late else _("The next update is due at {when}.")
    return words.format(when=when)


def _audience_words(one: AudienceView, now: Instant) -> list[str]:
    lines = [_("Channel: {name}").format(name=channel.channel.name) for channel in one.channels]
    if one.open is not None:
        lines.append(_("{state}: {text}").format(state=one.open.text.state, text=one.open.text.text))
        lines += [_sending_words(row) for row in one.open.sendings]
    for text in one.told:
        at = _when(text.text.told, now) if text.text.told else ""
        lines.append(f"{at}  {text.text.text}")
        lines += [f"  {_sending_words(row)}" for row in text.sendings]
    return lines or [_("Nothing yet.")]


def _sending_words(one: Sending) -> str:
    whom = " ".join(part for part in (one.name, one.target) if part)
    result = _(RESULT_TEXTS.get(one.result, one.result))
    state = one.result if one.practised else one.state
    return f"{state}  {whom}  {result}{f' ({one.detail})' if one.detail else ''}"


def _when(at: Instant, now: Instant) -> str:
    return instant_text(at, today=now.local().date())


def _view_json(view: UpdatesView) -> dict[str, JsonValue]:
    return {
        "number": view.number,
        "next_due": view.due.iso() if view.due else None,
        "late": view.late,
        "last_update": view.last_update.iso() if view.last_update else None,
        "audiences": {key: _audience_json(one) for key, one in view.audiences.items()},
    }


def _audience_json(one: AudienceView) -> dict[str, JsonValue]:
    channels: list[JsonValue] = [
        {"name": channel.channel.name, "uid": channel.channel.uid, "kind": channel.channel.kind}
        for channel in one.channels
    ]
    return {
        "turn": one.turn, "channels": channels, "open": _text_view_json(one.open) if one.open else None,
        "told": [_text_view_json(text) for text in one.told],
    }  # fmt: skip


def _text_view_json(one: TextView) -> dict[str, JsonValue]:
    sendings: list[JsonValue] = [_sending_json(row) for row in one.sendings]
    return _text_json(one.text) | {"sendings": sendings, "minutes_old": one.age.minutes}


def _text_json(one: UpdateText) -> dict[str, JsonValue]:
    return {
        "uid": one.uid, "audience": one.audience, "turn": one.turn, "template": one.template,
        "state": one.state, "text": one.text, "last": one.last, "note": one.note or None,
        "told_at": one.told.iso() if one.told else None,
    }  # fmt: skip


def _sending_json(one: Sending) -> dict[str, JsonValue]:
    return {
        "uid": one.uid, "channel": one.name or None, "to": one.target or None, "state": one.state,
        "result": one.result, "detail": one.detail or None, "attempts": one.attempts,
    }  # fmt: skip


_ACTS: dict[str, Callable[[Context], int]] = {
    "list": _list, "draft": _draft, "send": _send, "ask": _ask, "approve": _approve, "told": _told,
    "retry": _retry,
}  # fmt: skip
