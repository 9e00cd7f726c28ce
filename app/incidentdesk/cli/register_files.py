"""``register import|export|files|undo``: registers filled from files, and written to them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Command, Context
from incidentdesk.cli.importing import stopped_by_a_signal
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.services.registers.register_file_types import (
    DOUBTFUL,
    Choices,
    FileControl,
    FileOrder,
    Filled,
    RowVerdict,
)
from incidentdesk.services.verdict_lines import verdict_lines

SHOWN = 20
"""How many rows are told in words; the file of verdicts has them all."""

HEADS = ("rows", "name", "verdict", "uid", "fields", "like", "reasons")
"""Heads of the file of verdicts: they are stable, for scripts read it."""

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

Add = Callable[[str, str], argparse.ArgumentParser]


def add_acts(add: Add) -> None:
    """The words of these acts."""
    one = add("import", _("fill a register from a CSV file"))
    one.add_argument("file")
    one.add_argument(
        "--column", action="append", default=[], metavar="HEAD=FIELD", help=_("what a column is")
    )
    one.add_argument("--encoding", default="", help=_("how the file is written, such as cp1252"))
    one.add_argument("--delimiter", choices=tuple(DELIMITERS))
    one.add_argument("--repair", action="store_true", help=_("mend damaged letters"))
    one.add_argument(
        "--create", default=None, metavar="A,B", help=_("registers in which unknown names are added")
    )
    one.add_argument("--doubtful", choices=DOUBTFUL, default="skip", help=_("what becomes of look-alikes"))
    one.add_argument("--clear", action="store_true", help=_("an empty cell empties the field"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    one.add_argument("--verdicts", metavar="FILE.csv", help=_("write what became of each row"))
    add("export", _("write a register to a CSV file")).add_argument("--out", required=True, metavar="FILE")
    add("files", _("the files that filled registers"))
    add("undo", _("take back what a file did")).add_argument("batch", help=_("its uid, or the start of it"))


def _import(context: Context) -> int:
    given, files = context.arguments, context.cases.register_files
    path = Path(given.file)
    choices = Choices(doubtful=given.doubtful, clears=given.clear)
    if given.create is not None:
        choices = replace(choices, create=frozenset(filter(None, given.create.split(","))))
    order = FileOrder(path, given.register, _reading(context, path), choices)
    with _verdict_file(given.verdicts) as told, stopped_by_a_signal() as stopped:
        control = FileControl(
            lambda one: context.output.progress(one.done, one.total), lambda: bool(stopped), told
        )
        filled = (
            files.preview(order, control) if given.dry_run else files.fill(order, context.person, control)
        )
    while not given.dry_run and context.cases.index.rename_some():
        pass
    context.output.say("\n".join(_lines(filled)), _document(filled))
    return 3 if filled.total and filled.counts["refused"] == filled.total else 0


def _reading(context: Context, path: Path) -> Reading:
    """How the file is read: as it is proposed, with what was said otherwise."""
    given, look = context.arguments, context.cases.register_files.look
    written = None
    if given.encoding or given.delimiter:
        found = look(path, given.register).reading
        written = replace(
            found,
            heads=(),
            encoding=given.encoding or found.encoding,
            delimiter=DELIMITERS[given.delimiter] if given.delimiter else found.delimiter,
        )
    seen = look(path, given.register, written)
    columns = dict(seen.reading.columns)
    for pair in given.column:
        head, sign, target = pair.rpartition("=")
        if not sign or head not in columns or (target and target not in seen.targets):
            raise UsageError(
                _("“{pair}” is not HEAD=FIELD.").format(pair=pair),
                _("Heads: {heads}. Fields: {fields}.").format(
                    heads=", ".join(columns), fields=", ".join(seen.targets)
                ),
            )
        columns = {one: "" if other == target else other for one, other in columns.items()} | {head: target}
    return replace(seen.reading, columns=columns, repair=given.repair)


@contextmanager
def _verdict_file(name: str | None) -> Iterator[Callable[[RowVerdict], None]]:
    if name is None:
        yield lambda _verdict: None
        return
    with verdict_lines(Path(name), HEADS) as write:

        def tell(one: RowVerdict) -> None:
            fields = "; ".join(f"{field.label}: {field.old} → {field.new}" for field in one.fields)
            places = " ".join(map(str, one.places))
            write((places, one.name, one.verdict, one.uid, fields, one.like, " ".join(one.reasons)))

        yield tell


def _lines(filled: Filled) -> Iterator[str]:
    if filled.state == "preview":
        yield _("Nothing was written. This would become of {n} rows:").format(n=filled.total)
    elif filled.state == "stopped":
        yield _("Stopped after {n} rows. Import the file again to go on.").format(n=filled.total)
    else:
        yield _("{n} rows").format(n=filled.total) + (f"  {filled.batch}" if filled.batch else "")
    for verdict, number in filled.counts.items():
        yield f"  {verdict}: {number}"
    for register, names in filled.created.items():
        yield f"  + {register}: {', '.join(names[:SHOWN])}" + (" …" if len(names) > SHOWN else "")
    for one in filled.notable[:SHOWN]:
        yield f"{one.verdict}: {', '.join(map(str, one.places))} {one.name}: {_why(one)}"
    if len(filled.notable) > SHOWN:
        yield _("… and more; --verdicts FILE.csv has them all.")


def _why(one: RowVerdict) -> str:
    parts = [*one.reasons, *([one.like] if one.like else [])]
    parts += [f"{field.label}: {field.old or '–'} → {field.new or '–'}" for field in one.fields]
    return " ".join(parts)


def _document(filled: Filled) -> dict[str, object]:
    return {
        "batch": filled.batch or None,
        "state": filled.state,
        "counts": dict(filled.counts),
        "created": {register: list(names) for register, names in filled.created.items()},
        "notable": [
            {
                "rows": list(one.places),
                "name": one.name,
                "verdict": one.verdict,
                "uid": one.uid or None,
                "reasons": list(one.reasons),
                "like": one.like or None,
                "fields": [{"label": f.label, "old": f.old, "new": f.new} for f in one.fields],
            }
            for one in filled.notable
        ],
    }


def _export(context: Context) -> int:
    given, path = context.arguments, Path(context.arguments.out)
    number = context.cases.register_files.export(given.register, path)
    words = ngettext("{file}: {n} entry", "{file}: {n} entries", number).format(file=path, n=number)
    context.output.say(words, {"file": str(path), "register": given.register, "entries": number})
    return 0


def _files(context: Context) -> int:
    batches = context.cases.register_files.batches()
    lines = [
        f"{one.uid}  {instant_text(one.begun)}  {one.register}  {one.file}  {one.state}  "
        + ", ".join(f"{key} {number}" for key, number in one.counts.items() if number)
        for one in batches
    ]
    document = [
        {
            "batch": one.uid, "register": one.register, "file": one.file, "state": one.state,
            "begun": one.begun.iso(), "author": one.author, "counts": dict(one.counts),
        }
        for one in batches
    ]  # fmt: skip
    context.output.say("\n".join(lines) or _("No file has filled a register yet."), document)
    return 0


def _undo(context: Context) -> int:
    with stopped_by_a_signal() as stopped:
        control = FileControl(cancelled=lambda: bool(stopped))
        done = context.cases.register_files.undo(context.arguments.batch, context.person, control)
    lines = [_("{n} taken away, {m} put back").format(n=done.deleted, m=done.put_back)]
    lines += [f"{name}: {why}" for name, why in done.left]
    if done.state != "undone":
        lines.append(_("Stopped; undo it again to go on."))
    left = [{"name": name, "why": why} for name, why in done.left]
    document = {
        "batch": done.batch, "state": done.state, "deleted": done.deleted, "put_back": done.put_back,
        "left": left,
    }  # fmt: skip
    context.output.say("\n".join(lines), document)
    return 0


ACTS: dict[str, Command] = {"import": _import, "export": _export, "files": _files, "undo": _undo}
"""What each word does."""
