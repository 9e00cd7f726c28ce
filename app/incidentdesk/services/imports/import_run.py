"""Taking records in: verdicts first, then short transactions under one import."""

from __future__ import annotations

import time
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.services.cases.case import Case
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.seeing import kept_from_viewer
from incidentdesk.services.imports.import_build import Builder, Origin, Read
from incidentdesk.services.imports.import_changes import News, apply_news, news_of
from incidentdesk.services.imports.import_names import Additions, Names
from incidentdesk.services.imports.import_reasons import reasons_of
from incidentdesk.services.imports.import_tally import Tally
from incidentdesk.services.imports.import_types import Control, ImportResult, Progress, Verdict
from incidentdesk.services.imports.import_values import RefusedRecordError
from incidentdesk.services.lists.index_upkeep import IndexUpkeep
from incidentdesk.storage import files, import_names, import_rows, imports, incidents, timeline
from incidentdesk.storage.database import next_change
from incidentdesk.storage.imports import Item, Known
from incidentdesk.storage.session import Session

AIM_SECONDS = 0.04
"""How long a write transaction should take: others at the desk wait for 100 ms at most."""

FEWEST, MOST = 4, 1000
BEAT_MS = 2000
"""How often an import says that it is still at work, where it writes nothing."""

Source = tuple[str, ImportedIncident]
"""A record with the name of its file."""

Place = tuple[str, int]
"""The file and the row where a record begins."""


class _MovedError(Exception):
    """Somebody changed what the records at hand were prepared on; they are prepared again."""


@dataclass(slots=True)
class _Taken:
    """One record with its verdict so far."""

    source: Source
    verdict: str
    read: Read | None = None
    known: Known | None = None
    reasons: list[str] = field(default_factory=list)
    number: str = ""


class ImportRun:
    """One import at work, or a look at what it would do (``batch`` is then empty)."""

    def __init__(
        self, desk: Desk, origin: Origin, definition: ProcessDefinition, control: Control, expected: int = 0
    ) -> None:
        self._desk = desk
        self._origin = origin
        self._definition = definition
        self._control = control
        self._expected = expected
        self._dry = not origin.batch
        self._builder: Builder | None = None
        self._seen: dict[str, Place] = {}
        self._size = 32
        self._beat_ms = 0
        self._would_be: dict[int, int] = {}
        self._tally = Tally()
        self._index = IndexUpkeep(desk)

    def run(self, sources: Iterable[Source]) -> ImportResult:
        """Take all records in, or look at them; gives what came of them."""
        todo, state = iter(sources), "preview" if self._dry else "done"
        while chunk := list(islice(todo, self._size)):
            for taken in self._take(chunk):
                self._tell(taken)
            if not self._dry:
                self._index.keep_pace(len(chunk))
            total = sum(self._tally.counts.values())
            self._control.progress(Progress(_what(dry=self._dry), total, self._expected, self._tally.counts))
            if self._control.cancelled():
                state = "preview" if self._dry else "stopped"
                break
        if not self._dry:
            self._say_state(state)
        return self._tally.result(self._origin.batch, state, self._number)

    def _number(self, year: int, ordinal: int) -> str:
        return self._made().names.settings.number(year, ordinal)

    def _tell(self, taken: _Taken) -> None:
        file, record = taken.source
        verdict = Verdict(file, record.key, record.places, taken.verdict, taken.number, tuple(taken.reasons))
        self._tally.take(verdict)
        self._control.verdict(verdict)

    def _take(self, chunk: Sequence[Source]) -> list[_Taken]:
        while True:
            try:
                taken = self._look_at(chunk)
                additions = self._made().names.take_new()
                if self._dry:
                    self._tally.add(additions)
                    self._number_dry(taken)
                else:
                    self._write(taken, additions)
                    self._tally.add(additions)
            except _MovedError:
                self._builder = None
                continue
            self._remember(chunk)
            return taken

    def _made(self) -> Builder:
        if self._builder is None:
            with self._desk.reading() as (session, known):
                names = Names(import_names.known_names(session), known, self._new_uid)
                for year, last in import_rows.last_numbers(session, known.prefix).items():
                    self._would_be.setdefault(year, last)
            self._builder = Builder(self._origin, self._definition, names, self._desk.time.now())
        return self._builder

    def _new_uid(self) -> str:
        return new_uid(self._desk.time.now().ms)

    def _look_at(self, chunk: Sequence[Source]) -> list[_Taken]:
        """Give each record its verdict; nothing is written."""
        builder = self._made()
        with self._desk.database.reading() as session:
            if import_names.footing(session) != builder.names.footing:
                raise _MovedError
            keys = [record.key for _file, record in chunk if record.key]
            known = imports.known(session, self._origin.system, keys)
            taken, here = [], ChainMap({}, self._seen)
            for file, record in chunk:
                taken.append(self._judge(session, (file, record), known.get(record.key), here))
                here.setdefault(record.key, _place(file, record))
            return taken

    def _judge(
        self,
        session: Session,
        source: Source,
        known: Known | None,
        here: Mapping[str, Place],
    ) -> _Taken:
        file, record = source
        twin = here.get(record.key) if record.key else None
        if twin is not None and not record.refusal:
            return _Taken(source, "refused", reasons=[_twin_words(record, twin, file)])
        seen = record.digest()
        kept = kept_from_viewer(session, known.uid) if known is not None and known.restricted else None
        if kept is not None:
            return _Taken(source, "refused", reasons=[str(kept)], number=kept.bare.number)
        if known is not None and known.seen == seen and not record.refusal:
            # An import that goes on counts what it wrote before it was stopped.
            before = known.batch and known.batch == self._origin.batch
            return _Taken(source, known.verdict if before else "unchanged", number=known.number)
        try:
            read = self._made().read(record, seen)
        except RefusedRecordError as refused:
            return _Taken(source, "refused", reasons=[str(refused)])
        if known is None:
            return _Taken(source, "new", read, reasons=read.doubts)
        if not self._dry:
            return _Taken(source, "changed", read, known, number=known.number)
        news = self._news(session, known, read)
        reasons = reasons_of(session, news, read, self._made())
        return _Taken(source, "changed" if news else "unchanged", read, known, reasons, known.number)

    def _news(self, session: Session, known: Known, read: Read) -> News:
        incident = incidents.by_uid(session, known.uid)
        assert incident is not None  # noqa: S101 - it was found in this transaction
        kept = frozenset(one.sha256 for one in files.attachments(session, known.uid))
        stages = incidents.stages_of(session, incident.run_uid)
        return news_of(incident, stages, timeline.entries(session, known.uid), read, kept)

    def _remember(self, chunk: Sequence[Source]) -> None:
        for file, record in chunk:
            if record.key:
                self._seen.setdefault(record.key, _place(file, record))

    def _number_dry(self, taken: Iterable[_Taken]) -> None:
        for one in taken:
            if one.verdict == "new" and one.read is not None:
                year = self._made().year_of(one.read.story.logged)
                self._would_be[year] = self._would_be.get(year, 0) + 1
                self._tally.count_number(year, self._would_be[year])

    def _write(self, taken: Sequence[_Taken], additions: Additions) -> None:
        builder = self._made()
        new = [one for one in taken if one.verdict == "new" and one.read is not None]
        built = [builder.build(one.read) for one in new if one.read is not None]
        for one in new:
            one.reasons = one.read.doubts if one.read is not None else []
        if new or additions:
            self._insert(new, built, additions)
        for one in taken:
            if one.verdict == "changed":
                self._change(one)
        self._beat()

    def _insert(
        self, new: Sequence[_Taken], built: Sequence[import_rows.NewIncident], additions: Additions
    ) -> None:
        """Write incidents and all that they bring along, in one transaction."""
        names, origin = self._made().names, self._origin
        keys = [one.source[1].key for one in new]
        try:
            with self._desk.database.writing() as session:
                before = time.perf_counter()
                moved = import_names.footing(session) != names.footing
                if moved or imports.known(session, origin.system, keys):
                    raise _MovedError
                if additions:
                    names.write(session, origin.batch, additions, origin.author, self._desk.time.now())
                numbers = import_rows.write(
                    session, origin.batch, built, self._definition, names.settings.prefix, self._number,
                    next_change(session),
                )  # fmt: skip
                self._keep_short(time.perf_counter() - before, len(new))
        except BaseException:
            self._builder = None  # it may know of names that are not here
            raise
        for one, number, row in zip(new, numbers, built, strict=True):
            one.number = number
            self._tally.count_number(row.year, int(number.rpartition("-")[2]))

    def _keep_short(self, seconds: float, count: int) -> None:
        """Take as many records at once as keeps transactions short on this computer.

        What the disk takes to make them durable comes on top, and is the same for few and for many.
        """
        if seconds > 2 * AIM_SECONDS or count >= self._size // 2:
            wanted = int(count * AIM_SECONDS / max(seconds, 1e-4))
            self._size = max(FEWEST, min(wanted, self._size + self._size // 4 + 1, MOST))

    def _change(self, one: _Taken) -> None:
        read, known, builder = one.read, one.known, self._made()
        if read is None or known is None:
            return
        with self._desk.changing(self._origin.author) as work:
            work.cause = self._origin.batch
            case = Case.open(self._desk, work, known.uid)
            news = self._news(work.session, known, read)
            one.reasons = reasons_of(work.session, news, read, builder)
            if news:
                apply_news(case, news, read, builder)
                case.finish()
            else:
                one.verdict = "unchanged"
            item = Item(known.uid, one.verdict, case.incident.entry_count)
            imports.write_item(work.session, self._origin.batch, item, read.seen)

    def _beat(self) -> None:
        now = self._desk.time.now()
        if now.ms - self._beat_ms >= BEAT_MS:
            self._beat_ms = now.ms
            self._say_state("running", now)

    def _say_state(self, state: str, now: Instant | None = None) -> None:
        with self._desk.database.writing() as session:
            imports.tell_batch(
                session, self._origin.batch, state=state, counts=self._tally.counts,
                now=now or self._desk.time.now(), finished=state == "done",
            )  # fmt: skip


def _place(file: str, record: ImportedIncident) -> Place:
    return file, record.places[0] if record.places else 0


def _twin_words(record: ImportedIncident, twin: Place, file: str) -> str:
    other, row = twin
    if other == file:
        words = _("“{key}” stands in row {row} already, and that one was taken.")
    else:
        words = _("“{key}” stands in “{file}”, row {row}, already, and that one was taken.")
    return words.format(key=record.key, file=other, row=row)


def _what(*, dry: bool) -> str:
    return _("Looking at the records") if dry else _("Importing")
