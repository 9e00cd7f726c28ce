"""``export``: incidents or the whole desk to a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.condition_words import chosen
from incidentdesk.cli.context import Context
from incidentdesk.services.exports.exporting import Exported, TableForm, kept_text
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.timeline_texts import size_text


def export(context: Context) -> int:
    """``export --format csv|json --out FILE [--view NAME] [--where FIELD OP VALUE …]``.

    Without view and condition JSON has the whole desk, which another empty desk can take in.
    """
    given, exporting = context.arguments, context.cases.exporting
    path, form = Path(given.out), _form(given)
    condition, view = chosen(context, {field.key: field for field in context.cases.queue.catalogue()})
    question = ListQuestion(condition, given.sort or (view.sort if view else "number"))
    if given.format == "json" and not condition and view is None:
        done = exporting.whole_desk(path, progress=context.output.progress)
    elif given.format == "json":
        done = exporting.to_json(path, question, context.person, progress=context.output.progress)
    else:
        done = exporting.to_csv(path, question, context.person, form, progress=context.output.progress)
    _say(context, done)
    return 0


def _form(given: argparse.Namespace) -> TableForm:
    keys = tuple(key.strip() for key in (given.columns or "").split(",") if key.strip())
    form = TableForm(keys, given.delimiter or "comma", words=given.words, mark=given.bom)
    if given.format == "json" and form != TableForm():
        raise UsageError(
            _("JSON has everything about an incident, and no columns."),
            _("Leave out --columns, --delimiter, --words and --bom, or use --format csv."),
        )
    return form


def _say(context: Context, done: Exported) -> None:
    words = ngettext(
        "{file}: {n} incident, {size}, SHA-256 {sha256}",
        "{file}: {n} incidents, {size}, SHA-256 {sha256}",
        done.incidents,
    ).format(file=done.path, n=done.incidents, size=size_text(done.size), sha256=done.sha256)
    if done.long_cells:
        words += "\n" + ngettext(
            "{n} cell is longer than Excel shows (32,767 characters); in the file it is whole.",
            "{n} cells are longer than Excel shows (32,767 characters); in the file they are whole.",
            done.long_cells,
        ).format(n=done.long_cells)
    if done.kept:
        words += "\n" + kept_text(done)
    document = {
        "file": str(done.path),
        "format": context.arguments.format,
        "incidents": done.incidents,
        "size": done.size,
        "sha256": done.sha256,
        "long_cells": done.long_cells,
        "restricted": done.kept,
    }
    context.output.say(words, document)
