"""Files of comma separated values that fill a register: their heads in any language, and their rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.spreadsheet import original
from incidentdesk.intake.damage import repair
from incidentdesk.intake.inspecting import doubts_of_rows
from incidentdesk.intake.scan import Scan
from incidentdesk.intake.table_format import open_table, scanned
from incidentdesk.intake.words import meanings, plain, table
from incidentdesk.services.registers.register_file_types import FileRow

OWN = "uid"
"""The first head of our own exports; a word for nothing (``-``) is a text in them."""


class CsvTables:
    """Reads such files; see ``RegisterTables`` in services."""

    def inspect(
        self, path: Path, register: str, targets: Mapping[str, str], written: Reading | None = None
    ) -> Reading:
        """How the file is to be read; ``UsageError`` where it holds no table."""
        shape, seen = scanned(path, written or _own_form(path))
        columns = propose_columns(register, targets, seen.heads)
        own = bool(seen.heads) and plain(seen.heads[0]) == OWN
        doubts = (*shape.doubts, *doubts_of_rows(seen), *_doubts_of_columns(seen, columns))
        return replace(
            shape,
            format=register,
            nulls=() if own else tuple(sorted({one.strip() for one in seen.nulls})),
            columns=columns,
            rows=seen.rows,
            damaged=seen.damaged,
            doubts=doubts,
            heads=seen.heads,
            sample=tuple(seen.sample),
        )

    def rows(self, path: Path, reading: Reading) -> Iterator[FileRow]:
        """Every row; of several columns with one target the first filled one counts."""
        source = open_table(path, reading)
        places = [
            (number, reading.columns[head])
            for number, head in enumerate(source.heads)
            if reading.columns.get(head)
        ]
        nulls = frozenset(reading.nulls)
        for row in source.rows():
            if row.fault:
                yield FileRow(row.places, {}, row.doubt, row.fault)
                continue
            cells: dict[str, str] = {}
            for number, target in places:
                cell = original(row.cells[number].strip()).strip()
                if reading.repair:
                    cell = repair(cell)
                cells[target] = cells.get(target) or ("" if cell in nulls else cell)
            yield FileRow(row.places, cells, row.doubt)

    def meaning(self, kind: str, text: str) -> str:
        """See ``RegisterTables``."""
        return (_yes_no() if kind == "yes_no" else meanings(kind)).get(plain(text), "")


def propose_columns(register: str, targets: Mapping[str, str], heads: tuple[str, ...]) -> dict[str, str]:
    """By head its target; of several heads of one target the likeliest has it."""
    known = {plain(one): (key, -1) for key, label in targets.items() for one in (key, label)}
    words = {**_heads("all"), **_heads(register), **known}
    found = {
        head: words[plain(head)]
        for head in heads
        if plain(head) in words and words[plain(head)][0] in targets
    }
    best: dict[str, tuple[int, int, str]] = {}
    for place, (head, (target, rank)) in enumerate(found.items()):
        best[target] = min(best.get(target, (rank, place, head)), (rank, place, head))
    return {head: next((key for key, one in best.items() if one[2] == head), "") for head in heads}


def _own_form(path: Path) -> Reading | None:
    """How the file is written where it is an export of ours, however its cells may mislead; else ``None``."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError:
        return None  # whoever opens it next says why
    return Reading("", encoding="utf-8-sig") if start.startswith(b"\xef\xbb\xbfuid,") else None


def _doubts_of_columns(seen: Scan, columns: Mapping[str, str]) -> Iterator[str]:
    filled = dict(zip(seen.heads, (column.filled for column in seen.columns), strict=True))
    unread = [head for head, target in columns.items() if not target and filled.get(head)]
    if unread:
        names = ", ".join(f"“{head}”" for head in unread)
        yield _("Columns that are read into nothing: {names}.").format(names=names)


@cache
def _raw() -> Mapping[str, Mapping[str, list[str]]]:
    path = resource_path("imports", "register_heads.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _heads(part: str) -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for target, words in _raw().get(part, {}).items():
        for rank, word in enumerate(words):
            found.setdefault(plain(word), (target, rank if part != "all" else rank + 100))
    return found


@cache
def _yes_no() -> Mapping[str, str]:
    return table(_raw()["yes_no"])
