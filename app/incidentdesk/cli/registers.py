"""``register``: finding, showing, changing and retiring entries; ``call-list``."""

from __future__ import annotations

import argparse
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.new_file import new_file
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli import register_files
from incidentdesk.cli.context import Context
from incidentdesk.cli.counts import count, place
from incidentdesk.cli.top import add_common
from incidentdesk.cli.writing import set_words
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.registers import REGISTERS, Card
from incidentdesk.services.registers.register_cells import cell_of
from incidentdesk.services.registers.register_lines import change_words


def add_register(parser: argparse.ArgumentParser) -> None:
    """The words of ``register``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def add(name: str, about: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        if name not in {"files", "undo"}:
            one.add_argument("register", choices=tuple(REGISTERS))
        return one

    listing = add("list", _("entries, or those that words find"))
    listing.add_argument("text", nargs="?", default="")
    listing.add_argument("--retired", action="store_true", help=_("those that are out of use too"))
    listing.add_argument("--limit", type=count, default=200, metavar="N")
    listing.add_argument("--offset", type=place, default=0, metavar="N", help=_("pass over the first N"))
    add("show", _("everything about one entry")).add_argument("entry", help=_("name or uid"))
    setting = add("set", _("change an entry, or add it under a new name"))
    setting.add_argument("entry", help=_("name or uid"))
    setting.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help=_("set a field"))
    setting.add_argument("--name", default="", help=_("what it is called from now on"))
    merging = add("merge", _("retire a duplicate, and let another entry stand for it"))
    merging.add_argument("entry", help=_("the duplicate: name or uid"))
    merging.add_argument("into", help=_("the entry that stays: name or uid"))
    for name, about in (("retire", _("offer it no longer")), ("restore", _("offer it again"))):
        add(name, about).add_argument("entry", help=_("name or uid"))
    register_files.add_acts(add)
    parser.set_defaults(writes=True)


def register(context: Context) -> int:
    """``register list|show|set|retire|restore|import|export|files|undo …``."""
    acts = {"list": _list, "show": _show, "set": _set, "retire": _retire, "restore": _retire, "merge": _merge}
    return {**acts, **register_files.ACTS}[context.arguments.act](context)


def call_list(context: Context) -> int:
    """``call-list --out FILE.pdf [--section S …]``."""
    path = Path(context.arguments.out)
    rendered = context.cases.call_lists.pdf(context.person, context.arguments.section)
    with new_file(path) as file:
        file.write(rendered.data)
    words = ngettext("{file}: {n} page", "{file}: {n} pages", rendered.pages)
    document = {"file": str(path), "pages": rendered.pages}
    context.output.say(words.format(file=path, n=rendered.pages), document)
    return 0


def _list(context: Context) -> int:
    given = context.arguments
    found = context.cases.registers.find(
        given.register, given.text, limit=given.limit, offset=given.offset, retired=given.retired
    )
    lines = [
        f"{one.uid}  {one.name}"
        + (f"  {one.line}" if one.line else "")
        + ("" if one.active else _("  (retired)"))
        for one in found.entries
    ]
    said = ngettext("{n} of {total} entry", "{n} of {total} entries", found.total)
    lines.append(said.format(n=len(found.entries), total=found.total))
    entries = [
        {"uid": one.uid, "name": one.name, "line": one.line, "active": one.active} for one in found.entries
    ]
    document = {"register": given.register, "total": found.total, "offset": given.offset, "entries": entries}
    context.output.say("\n".join(lines), document)
    return 0


def _show(context: Context) -> int:
    _tell(context, context.cases.registers.get(context.arguments.register, _uid(context)))
    return 0


def _set(context: Context) -> int:
    given, cases = context.arguments, context.cases
    uid = cases.registers.named(given.register, given.entry)
    name = given.name or (cases.registers.get(given.register, uid).name if uid else given.entry)
    values = cases.register_files.parsed(given.register, set_words(given.set))
    card, _changes = cases.registers.write(given.register, uid, name, values, context.person)
    while cases.index.rename_some():
        pass
    _tell(context, card)
    return 0


def _retire(context: Context) -> int:
    given, registers = context.arguments, context.cases.registers
    uid = _uid(context)
    act = registers.retire if given.act == "retire" else registers.restore
    act(given.register, uid, context.person)
    _tell(context, registers.get(given.register, uid))
    return 0


def _merge(context: Context) -> int:
    given, registers = context.arguments, context.cases.registers
    done = registers.merge(given.register, _uid(context), _uid(context, given.into), context.person)
    context.output.say(
        _("{name} stands for both. “register undo {batch}” takes it back.").format(
            name=done.card.name, batch=done.batch
        ),
        card_json(done.card) | {"batch": done.batch},
    )
    return 0


def _uid(context: Context, word: str = "") -> str:
    given = context.arguments
    word = word or given.entry
    uid = context.cases.registers.named(given.register, word)
    if not uid:
        raise UsageError(
            _("The register “{register}” has no entry “{uid}”.").format(register=given.register, uid=word),
            _("“register list {register} WORDS” finds it.").format(register=given.register),
        )
    return uid


def _tell(context: Context, card: Card) -> None:
    spec = REGISTERS[card.register]
    lines = [card.name + ("" if card.active else _("  (retired)")), f"    uid: {card.uid}"]
    for field in spec.fields:
        if field.key in card.values:
            text = cell_of(field, card.values[field.key], lambda _register, uid: card.names.get(uid, uid))
            lines.append(f"    {_(field.label)}: {text}")
    said = ngettext("    in {n} incident", "    in {n} incidents", card.used)
    lines.append(said.format(n=card.used))
    lines += [
        f"{instant_text(one.at)}  {card.names.get(one.author, '')}  {change_words(spec, one, card.names)}"
        for one in card.history
    ]
    context.output.say("\n".join(lines), card_json(card))


def card_json(card: Card) -> dict[str, object]:
    """An entry as JSON."""
    return {
        "uid": card.uid,
        "register": card.register,
        "name": card.name,
        "active": card.active,
        "values": card.values,
        "names": card.names,
        "used": card.used,
        "history": [
            {
                "kind": one.kind,
                "fields": {key: list(pair) for key, pair in one.fields.items()},
                "author": one.author or None,
                "at": one.at.iso(),
                "batch": one.batch or None,
            }
            for one in card.history
        ],
    }
