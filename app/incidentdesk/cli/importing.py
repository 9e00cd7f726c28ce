"""``import``: a look first, then the import; the list of imports, going on with one, and its undoing."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli import desk_import
from incidentdesk.cli.context import Context
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.services.imports.import_texts import STATE_TEXTS, VERDICT_TEXTS, added_words
from incidentdesk.services.imports.import_types import Control, ImportResult, Progress, UndoResult, Verdict
from incidentdesk.services.imports.importing import ImportOrder
from incidentdesk.services.jobs.import_tasks import ImportTask, Result, perform

SHOWN = 20
"""How many refused or doubtful records are told in words; the file of verdicts has them all."""


def import_(context: Context) -> int:
    """``import FILE … --from FORMAT`` and its companions ``--list``, ``--resume`` and ``--undo``."""
    given = context.arguments
    if desk_import.is_meant(given):
        return desk_import.import_desk(context)
    if given.list:
        return _list(context)
    if given.check:
        return _check(context)
    if given.undo:
        return _say_undo(context, _perform(context, ImportTask("undo", context.person, ref=given.undo)))
    files = tuple(Path(name) for name in given.files)
    verdicts = Path(given.verdicts) if given.verdicts else None
    if given.resume:
        task = ImportTask("resume", context.person, ImportOrder(files), given.resume, verdicts)
        return _say_result(context, _perform(context, task))
    if not files:
        raise UsageError(_("No file is named."), _("Write import FILE --from FORMAT."))
    readings = {"": _reading(Path(given.reading))} if given.reading else {}
    order = ImportOrder(files, given.format, given.system, given.process, readings)
    what = "preview" if given.dry_run else "run"
    return _say_result(context, _perform(context, ImportTask(what, context.person, order, "", verdicts)))


def _perform(context: Context, task: ImportTask) -> Result:
    _warn_of_unfinished(context, task.ref)
    with stopped_by_a_signal() as stopped:
        control = Control(progress=_progress(context), cancelled=lambda: bool(stopped))
        return perform(context.cases.importing, task, control)


def _progress(context: Context) -> Any:  # noqa: ANN401 - a callback of Control
    def tell(one: Progress) -> None:
        if not context.output.as_json and sys.stderr.isatty():
            total = f" / {one.total}" if one.total else ""
            sys.stderr.write(f"\r{one.what}: {one.done}{total} ")

    return tell


@contextmanager
def stopped_by_a_signal() -> Iterator[list[int]]:
    """Let Ctrl+C stop the work between two transactions, so that it can be told and gone on with."""
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _warn_of_unfinished(context: Context, ref: str) -> None:
    waiting = [one for one in context.cases.importing.unfinished() if not ref or not one.uid.startswith(ref)]
    for one in waiting:
        words = _(
            "The import {uid} ({file}) was broken off. “import --resume {uid}” goes on with it, "
            "“import --undo {uid}” takes it back."
        )
        sys.stderr.write(words.format(uid=one.uid, file=one.file_name) + "\n")


def _reading(path: Path) -> Reading:
    try:
        with readable(path):
            return Reading.from_json(json.loads(path.read_text(encoding="utf-8-sig")))
    except ValueError as error:
        raise UsageError(
            _("“{file}” is not JSON: {error}.").format(file=path, error=error), _("Correct that place.")
        ) from None


def _say_result(context: Context, result: Result) -> int:
    if not isinstance(result, ImportResult):
        raise TypeError(result)
    lines = [_state_words(result)]
    lines += [f"  {VERDICT_TEXTS[key]}: {count}" for key, count in result.counts.items()]
    if result.doubtful:
        lines.append("  " + _("Imported with a doubt: {n}").format(n=result.doubtful))
    lines += [_("Numbers {first} to {last}").format(first=first, last=last)
              for first, last in result.numbers.values()]  # fmt: skip
    lines += added_words(result.added)
    lines += [_verdict_words(one) for one in result.notable[:SHOWN]]
    more = result.counts["refused"] + result.doubtful - min(len(result.notable), SHOWN)
    if more > 0:
        lines.append(_("… and {n} more; --verdicts FILE.csv has them all.").format(n=more))
    context.output.say("\n".join(lines), result_json(result))
    return 3 if result.total and result.counts["refused"] == result.total else 0


def _state_words(result: ImportResult) -> str:
    if result.state == "preview":
        return _("Nothing was written. This would become of {n} records:").format(n=result.total)
    if result.state == "stopped":
        words = _(
            "Stopped after {n} records. “import --resume {uid}” goes on, “import --undo {uid}” takes it back."
        )
        return words.format(n=result.total, uid=result.batch)
    return _("Import {uid}: {n} records").format(uid=result.batch, n=result.total)


def _verdict_words(one: Verdict) -> str:
    rows = ", ".join(str(place) for place in one.places[:5])
    return f"{VERDICT_TEXTS[one.verdict]}: {one.file}:{rows} {one.key}: {' '.join(one.reasons)}"


def result_json(result: ImportResult) -> dict[str, object]:
    """An import, or a look at one, as JSON."""
    return {
        "import": result.batch or None,
        "state": result.state,
        "counts": dict(result.counts),
        "doubtful": result.doubtful,
        "numbers": {str(year): list(pair) for year, pair in result.numbers.items()},
        "added": {register: list(names) for register, names in result.added.items()},
        "notable": [
            {"file": one.file, "rows": list(one.places), "key": one.key, "verdict": one.verdict,
             "number": one.number or None, "reasons": list(one.reasons)}
            for one in result.notable
        ],
    }  # fmt: skip


def _say_undo(context: Context, result: Result) -> int:
    if not isinstance(result, UndoResult):
        raise TypeError(result)
    lines = [
        ngettext("{n} incident was withdrawn.", "{n} incidents were withdrawn.", result.withdrawn).format(
            n=result.withdrawn
        )
    ]
    if result.put_back:
        lines.append(_("{n} were put back to what they were.").format(n=result.put_back))
    lines += [f"{one.number}: {one.why} {', '.join(one.fields)}".rstrip() for one in result.left]
    if result.kept:
        lines.append(_("In use, and kept: {names}").format(names=", ".join(result.kept)))
    if result.state != "undone":
        lines.append(_("Stopped; “import --undo {uid}” goes on.").format(uid=result.batch))
    left = [{"number": one.number, "why": one.why, "fields": list(one.fields)} for one in result.left]
    document: Mapping[str, object] = {
        "import": result.batch, "state": result.state, "withdrawn": result.withdrawn,
        "put_back": result.put_back, "left": left, "kept": list(result.kept),
    }  # fmt: skip
    context.output.say("\n".join(lines), document)
    return 0


def _list(context: Context) -> int:
    importing = context.cases.importing
    batches = importing.batches()
    lines = [_batch_words(one, unfinished=importing.is_unfinished(one)) for one in batches]
    document = [_batch_json(one, unfinished=importing.is_unfinished(one)) for one in batches]
    context.output.say("\n".join(lines) or _("Nothing was imported yet."), document)
    return 0


def _check(context: Context) -> int:
    faults = context.cases.importing.check(context.arguments.check)
    context.output.say("\n".join(faults) or _("Nothing is missing."), {"faults": faults})
    return 3 if faults else 0


def _batch_words(one: Batch, *, unfinished: bool) -> str:
    state = (_("Broken off") if unfinished else _(STATE_TEXTS[one.state])).lower()
    counts = ", ".join(f"{key} {count}" for key, count in one.counts.items() if count)
    return f"{one.uid}  {instant_text(one.started)}  {one.system}  {one.file_name}  {state}  {counts}"


def _batch_json(one: Batch, *, unfinished: bool) -> dict[str, object]:
    return {
        "import": one.uid, "system": one.system, "format": one.format, "state": one.state,
        "unfinished": unfinished, "started": one.started.iso(),
        "finished": one.finished.iso() if one.finished else None, "counts": dict(one.counts),
        "files": [{"name": each["name"], "sha256": each["sha256"]} for each in one.files],
    }  # fmt: skip
