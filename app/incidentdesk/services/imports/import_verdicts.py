"""The verdict of each record as a CSV file, so that nothing is skipped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from incidentdesk.services.imports.import_types import Control, Verdict
from incidentdesk.services.verdict_lines import verdict_lines

HEADS = ("file", "rows", "key", "verdict", "number", "reasons")
"""Heads of the file: they are stable, for scripts read it."""


@contextmanager
def verdict_file(path: Path | None, control: Control) -> Iterator[Control]:
    """``control`` that also writes each verdict to ``path``, where one is named."""
    if path is None:
        yield control
        return
    with verdict_lines(path, HEADS) as write:

        def tell(verdict: Verdict) -> None:
            write(_cells(verdict))
            control.verdict(verdict)

        yield replace(control, verdict=tell)


def _cells(one: Verdict) -> list[str]:
    rows = " ".join(str(place) for place in one.places)
    return [one.file, rows, one.key, one.verdict, one.number, " ".join(one.reasons)]
