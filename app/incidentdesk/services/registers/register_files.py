"""Filling registers from files, undoing that, and writing registers to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import FileBatch, RegisterSpec
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.imports.import_types import Progress
from incidentdesk.services.registers.register_cells import targets_of, value_of
from incidentdesk.services.registers.register_export import write_register
from incidentdesk.services.registers.register_file_types import (
    NOTABLE,
    VERDICTS,
    FileControl,
    FileLook,
    FileOrder,
    FileRow,
    FileUndone,
    Filled,
    RegisterTables,
    RowVerdict,
)
from incidentdesk.services.registers.register_judging import Judge, Judged
from incidentdesk.services.registers.register_known import Known
from incidentdesk.services.registers.register_record import add_person, changes_of, put
from incidentdesk.services.registers.register_undo import undo_batch
from incidentdesk.services.registers.register_values import checked, spec_of
from incidentdesk.storage import register_batches

FIRST_ROWS = 200
"""Rows that a look judges."""

ROWS_AT_ONCE = 200
"""Rows of one transaction: others who write wait for some hundredths of a second."""


class RegisterFiles:
    """The use cases of the page that fills registers."""

    def __init__(self, desk: Desk, tables: Callable[[], RegisterTables]) -> None:
        self._desk = desk
        self._load = tables

    @cached_property
    def _tables(self) -> RegisterTables:
        return self._load()

    def look(self, path: Path, register: str, reading: Reading | None = None) -> FileLook:
        """How a file would be read, and what becomes of its first rows.

        ``reading`` is what a person corrected: encoding, delimiter and the line of the heads, and what each
        head is read into (where it has the heads of the file; else that is proposed anew).
        """
        spec = spec_of(register)
        targets = targets_of(spec)
        proposed = self._tables.inspect(path, register, targets, reading)
        if reading is not None and reading.heads == proposed.heads:
            proposed = replace(
                proposed, columns=dict(reading.columns), repair=reading.repair, nulls=reading.nulls
            )
        missing = _missing(spec, proposed)
        if missing:
            return FileLook(register, proposed, targets, (), dict.fromkeys(VERDICTS, 0), missing)
        run = _Run(FileControl())
        order = FileOrder(path, register, proposed)
        with self._desk.database.reading() as session:
            judge, known = self._judge(spec, order), Known(session, spec)
            for row in islice(self._tables.rows(path, proposed), FIRST_ROWS):
                run.take(judge.judge(known, row), all_notable=True)
        return FileLook(register, proposed, targets, tuple(run.notable), run.counts)

    def preview(self, order: FileOrder, control: FileControl | None = None) -> Filled:
        """What would become of every row; nothing is written."""
        spec, order = self._ready(order)
        run, judge = _Run(control or FileControl()), self._judge(spec, order)
        known: Known | None = None
        state = "preview"
        for rows in self._parts(order):
            if run.control.cancelled():
                state = "stopped"
                break
            with self._desk.database.reading() as session:
                known = known.of(session) if known else Known(session, spec)
                for row in rows:
                    run.take(judge.judge(known, row))
            run.tell(order)
        return run.filled("", state, Changes())

    def fill(self, order: FileOrder, author: str, control: FileControl | None = None) -> Filled:
        """Write what the file says, some rows a transaction; what is here already stays as it is.

        Raises ``RefusedError`` where ``author`` may not, and ``UsageError`` where nothing names the entries.
        """
        spec, order = self._ready(order)
        run, judge = _Run(control or FileControl()), self._judge(spec, order)
        batch = self._begin(spec, order, author)
        known: Known | None = None
        state, changes = "done", Changes()
        for rows in self._parts(order):
            if run.control.cancelled():
                state = "stopped"
                break
            with self._desk.changing(author) as work:
                known = known.of(work.session) if known else Known(work.session, spec)
                for row in rows:
                    run.take(self._write(work, known, judge.judge(known, row), batch))
                known.keep_up(work.session)
                register_batches.note(work.session, batch, run.counts, "open")
                changes = changes_of(work, spec)
            run.tell(order)
        with self._desk.changing(author) as work:
            if run.counts["new"] or run.counts["changed"]:
                register_batches.note(
                    work.session, batch, run.counts, "open" if state == "stopped" else state
                )
            else:
                register_batches.forget(work.session, batch)
        return run.filled(batch, state, changes)

    def parsed(self, register: str, texts: Mapping[str, str]) -> dict[str, JsonValue]:
        """Values of an entry typed as they stand in a file; ``UsageError`` names the field at fault."""
        spec, found = spec_of(register), dict[str, JsonValue]()
        with self._desk.database.reading() as session:
            for key, text in texts.items():
                field = spec.by_key.get(key)
                try:
                    found[key] = (
                        value_of(field, text.strip(), _as_written, self._tables.meaning) if field else text
                    )
                except ValueError as error:
                    raise UsageError(f"“{key}”: {error}.", _("Correct it; nothing was saved.")) from None
            return checked(session, spec, found)

    def batches(self) -> tuple[FileBatch, ...]:
        """The files that filled registers, the newest first."""
        with self._desk.database.reading() as session:
            return tuple(register_batches.all_batches(session))

    def undo(self, batch: str, author: str, control: FileControl | None = None) -> FileUndone:
        """Take back what a file did, where nobody went on with it; ``batch`` may be the start of its uid."""
        return undo_batch(self._desk, self.batches(), batch, author, control or FileControl())

    def export(self, register: str, path: Path, *, retired: bool = True) -> int:
        """Write a register to a CSV file that ``fill`` finds unchanged; gives the number of entries."""
        spec = spec_of(register)
        with self._desk.database.reading() as session:
            return write_register(session, spec, path, retired=retired)

    def _ready(self, order: FileOrder) -> tuple[RegisterSpec, FileOrder]:
        spec = spec_of(order.register)
        reading = order.reading or self._tables.inspect(order.path, order.register, targets_of(spec))
        missing = _missing(spec, reading)
        if missing:
            raise UsageError(missing, _("Say which column holds the names."))
        return spec, replace(order, reading=reading)

    def _judge(self, spec: RegisterSpec, order: FileOrder) -> Judge:
        def uid() -> str:
            return new_uid(self._desk.time.now().ms)

        return Judge(spec, order.choices, uid, self._tables.meaning)

    def _parts(self, order: FileOrder) -> Iterator[list[FileRow]]:
        assert order.reading is not None  # noqa: S101 - see _ready
        rows = self._tables.rows(order.path, order.reading)
        while part := list(islice(rows, ROWS_AT_ONCE)):
            yield part

    def _begin(self, spec: RegisterSpec, order: FileOrder, author: str) -> str:
        with self._desk.changing(author) as work:
            work.require(Right.REGISTERS)
            counts = dict.fromkeys(VERDICTS, 0)
            batch = FileBatch(work.new_uid(), spec.key, order.path.name, counts, "open", author, work.now)
            register_batches.begin(work.session, batch)
            return batch.uid

    @staticmethod
    def _write(work: Work, known: Known, judged: Judged, batch: str) -> Judged:
        for one in judged.created:
            if one.register == "person":
                add_person(work, one, batch)
            else:
                put(work, None, one, batch)
        if judged.after is not None:
            put(work, judged.before, judged.after, batch)
            known.pending.pop(judged.after.uid, None)
        return judged


@dataclass
class _Run:
    """What has come of the rows so far."""

    control: FileControl
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    created: dict[str, list[str]] = field(default_factory=dict)
    notable: list[RowVerdict] = field(default_factory=list)

    def take(self, judged: Judged, *, all_notable: bool = False) -> None:
        """Count a row."""
        verdict = judged.verdict
        self.counts[verdict.verdict] += 1
        for one in judged.created:
            self.created.setdefault(one.register, []).append(one.name)
        quiet = verdict.verdict in {"new", "unchanged"} and not verdict.reasons
        if all_notable or (not quiet and len(self.notable) < NOTABLE):
            self.notable.append(verdict)
        self.control.verdict(verdict)

    def tell(self, order: FileOrder) -> None:
        """Say how far the work is."""
        total = order.reading.rows if order.reading else 0
        self.control.progress(Progress(_("Rows"), sum(self.counts.values()), total, dict(self.counts)))

    def filled(self, batch: str, state: str, changes: Changes) -> Filled:
        """What came of it."""
        written = batch if self.counts["new"] or self.counts["changed"] else ""
        created = {register: tuple(names) for register, names in self.created.items()}
        return Filled(written, state, dict(self.counts), created, tuple(self.notable), changes)


def _as_written(_register: str, word: str) -> str:
    """A name is looked up when the values are checked."""
    return word


def _missing(spec: RegisterSpec, reading: Reading) -> str:
    """Why a file cannot fill the register: nothing in it says the names."""
    targets = set(reading.columns.values())
    if targets & {"name", "uid", "key"} or {"first_name", "last_name"} <= targets:
        return ""
    return _("No column of the file is read into “{name}”.").format(name=targets_of(spec)["name"])
