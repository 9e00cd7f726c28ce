"""Incidents as a table of comma separated values, written page by page."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from incidentdesk.base.new_file import NewFile
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.facts import facts_of
from incidentdesk.domain.json_values import Facts
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.spreadsheet import harmless
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.desk.seeing import Bare, restricted_title
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.exports.export_columns import Cells, ExportColumn, more_facts, uids_in
from incidentdesk.services.lists.queue_rows import known_of
from incidentdesk.storage import export_rows, links, registers
from incidentdesk.storage.session import Session

PAGE = 200
LONGEST_CELL = 32_767
"""How many characters of a cell Excel shows, by its own specification."""

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_MARK = "\ufeff"


@dataclass(frozen=True)
class TableForm:
    """How a table is written.

    ``columns`` are keys, none: all of them. ``words`` gives labels in place of keys, in heads and cells.
    ``mark`` begins the file with the mark by which Excel knows UTF-8.
    """

    columns: tuple[str, ...] = ()
    delimiter: str = "comma"
    words: bool = False
    mark: bool = False


class Table:
    """Writes incidents as lines of a table; ``long_cells`` counts those that Excel would not show whole."""

    def __init__(
        self,
        session: Session,
        settings: DeskSettings,
        columns: Sequence[ExportColumn],
        form: TableForm,
        definitions: Iterable[ProcessDefinition],
        now: Instant,
    ) -> None:
        self.long_cells = 0
        self._session = session
        self._settings = settings
        self._columns = columns
        self._form = form
        self._titles = titles_of(definitions) if form.words else {}
        self._now = now

    def write(
        self, file: NewFile, keys: Sequence[int], step: Callable[[int], None], kept: Sequence[Bare] = ()
    ) -> None:
        """Write the head, the incidents with ``keys``, and what may be told of those that are ``kept`` back.

        ``step`` is told of each page.
        """
        writer = csv.writer(_Encoded(file), delimiter=DELIMITERS[self._form.delimiter])
        if self._form.mark:
            file.write(_MARK.encode())
        writer.writerow(harmless(one.label if self._form.words else one.key) for one in self._columns)
        for start in range(0, len(keys), PAGE):
            some = keys[start : start + PAGE]
            writer.writerows(self._lines(some))
            step(len(some))
        if kept:
            writer.writerows(self._kept_lines(kept))
            step(len(kept))

    def _kept_lines(self, kept: Sequence[Bare]) -> Iterator[list[str | int | float]]:
        cells = Cells(self._settings, {}, words=self._form.words)
        told: Facts = {"title": restricted_title(), "record.restricted": True}
        for bare in kept:
            yield self._line({**known_of(bare), **told}, cells, "")

    def _lines(self, keys: Sequence[int]) -> Iterator[list[str | int | float]]:
        found = [
            {**facts_of(incident, stages, self._now.ms), **more_facts(incident, stages)}
            for incident, stages in export_rows.page(self._session, keys)
        ]
        uids = set().union(*(uids_in(self._columns, facts) for facts in found))
        names = registers.names_of(self._session, uids)
        files = export_rows.file_names(self._session, [str(facts["record.uid"]) for facts in found])
        cancelled = [str(facts["record.uid"]) for facts in found if facts.get("status") == "cancelled"]
        merged = links.merged_into(self._session, cancelled) if self._form.words and cancelled else {}
        for facts in found:
            own = {sha256: name for (uid, sha256), name in files.items() if uid == facts["record.uid"]}
            cells = Cells(self._settings, names | own, words=self._form.words)
            yield self._line(facts, cells, merged.get(str(facts["record.uid"]), ""))

    def _line(self, facts: Facts, cells: Cells, merged_into: str) -> list[str | int | float]:
        line: list[str | int | float] = []
        process = str(facts.get("process"))
        worded = {
            "process": self._titles.get((process, "")),
            "stage": self._titles.get((process, str(facts.get("stage")))),
            "status": status_text("cancelled", merged_into) if merged_into else None,
        }
        for column in self._columns:
            cell = worded.get(column.fact) or cells.cell(column.field, facts.get(column.fact))
            if isinstance(cell, str):
                cell = harmless(cell)
                self.long_cells += len(cell) > LONGEST_CELL
            line.append(cell)
        return line


def titles_of(definitions: Iterable[ProcessDefinition]) -> dict[tuple[str, str], str]:
    """What processes (with an empty stage) and their stages are called, by key; the newest version rules."""
    titles: dict[tuple[str, str], str] = {}
    for one in sorted(definitions, key=lambda definition: definition.version):
        titles[one.key, ""] = one.title
        titles |= {(one.key, stage.key): stage.title for stage in one.stages}
    return titles


class _Encoded:
    """What ``csv`` writes to: text that becomes bytes at once."""

    def __init__(self, file: NewFile) -> None:
        self._file = file

    def write(self, text: str) -> None:
        self._file.write(text.encode())
