"""Ruled tables that no content can break: rows taller than a page run on over the next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table

from incidentdesk.reports.sheet import BareSheet, Sheet
from incidentdesk.reports.style import HAIRLINE, REGULAR, SEMIBOLD, table_style

PIECE = 300.0
"""The tallest part of a row that is kept on one page, in points."""

PADDING = 6.0
UNDER_TITLES, RULE_ROOM = 4.0, 0.5
NARROWEST = 44.0
UNLIMITED = 1_000_000.0
MEASURED = 160
"""How many characters of a text are looked at to find out how wide a column should be."""


class RuledTable(Table):
    """``beginning`` is how high its titles and the first part of its first row are, in points."""

    beginning = 0.0


def ruled_table(
    sheet: BareSheet,
    titles: Sequence[str],
    rows: Sequence[Sequence[Flowable]],
    widths: Sequence[float],
    air: float = 4.0,
) -> RuledTable:
    """A table with a head that is repeated on each page and a hairline under each row.

    ``air`` is the white space above and below each row, in points.
    """
    style = sheet.styles.column
    data: list[list[Flowable | str]] = [[sheet.paragraph(title, style) for title in titles]]
    rules: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), UNDER_TITLES),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, HAIRLINE),
    ]
    for row in rows:
        first = len(data)
        data.extend(_cut(row, widths))
        last = len(data) - 1
        rules += [
            ("TOPPADDING", (0, first), (-1, first), air),
            ("BOTTOMPADDING", (0, last), (-1, last), air + RULE_ROOM),
            ("LINEBELOW", (0, last), (-1, last), 0.6, HAIRLINE),
        ]
    table = RuledTable(
        data, colWidths=list(widths), repeatRows=1, hAlign="LEFT", style=table_style(rules), spaceAfter=5
    )
    table.beginning = sum(_height(row, widths) for row in data[:2]) + 2 * air + RULE_ROOM + UNDER_TITLES
    return table


def when_width(sheet: Sheet) -> float:
    """How wide a column must be to hold a time with its zone on one line."""
    return line_width(
        sheet, {sheet.when(sheet.page.now), *(sheet.when(one.done) for one in sheet.page.entries)}
    )


def line_width(sheet: BareSheet, texts: Collection[str]) -> float:
    """How wide a column must be to hold each of ``texts`` on one line."""
    return max(stringWidth(one, REGULAR, sheet.styles.cell.fontSize) for one in texts) + 2 * PADDING + 2


def fitting_widths(
    titles: Sequence[str], texts: Sequence[Sequence[str]], font: str, size: float, width: float
) -> list[float]:
    """Widths that together take ``width``: short columns what they need, long ones a share of the rest."""
    wanted = []
    for column, title in enumerate(titles):
        longest = max(
            (stringWidth(line[:MEASURED], font, size) for row in texts for line in row[column].split("\n")),
            default=0.0,
        )
        wanted.append(max(stringWidth(title, SEMIBOLD, 7.8), longest) + 2 * PADDING + 2)
    if sum(wanted) <= width:  # room for all: each gets more, by what it needs
        return [one * width / sum(wanted) for one in wanted]
    fixed: dict[int, float] = {}
    while True:
        left, open_columns = width - sum(fixed.values()), [i for i in range(len(wanted)) if i not in fixed]
        if not open_columns:
            break
        share = left / len(open_columns)
        short = [i for i in open_columns if wanted[i] <= share]
        if not short:
            break
        fixed |= {i: max(wanted[i], NARROWEST) for i in short}
    total = sum(wanted[i] for i in open_columns) or 1.0
    left = max(left, NARROWEST * len(open_columns))
    evened = {i: 0.5 * left * wanted[i] / total + 0.5 * left / len(open_columns) for i in open_columns}
    found = [fixed.get(i, evened.get(i, NARROWEST)) for i in range(len(wanted))]
    return [one * width / sum(found) for one in found]


def _height(row: Sequence[Flowable | str], widths: Sequence[float]) -> float:
    cells = zip(row, widths, strict=True)
    return max(
        (cell.wrap(width - 2 * PADDING, UNLIMITED)[1] for cell, width in cells if isinstance(cell, Flowable)),
        default=0.0,
    )


def _cut(row: Sequence[Flowable], widths: Sequence[float]) -> list[list[Flowable | str]]:
    columns = [_pieces(cell, width - 2 * PADDING) for cell, width in zip(row, widths, strict=True)]
    pieces: Iterator[tuple[Flowable | str, ...]] = zip_longest(*columns, fillvalue="")
    return [list(piece) for piece in pieces]


def _pieces(cell: Flowable, width: float) -> list[Flowable]:
    pieces: list[Flowable] = []
    while True:
        _width, height = cell.wrap(width, UNLIMITED)
        parts = cell.split(width, PIECE) if height > PIECE else []
        if len(parts) < 2:
            return [*pieces, cell]
        pieces.append(parts[0])
        cell = parts[1]
