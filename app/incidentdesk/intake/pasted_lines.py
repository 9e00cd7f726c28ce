"""The lines of a pasted text by what they are in Markdown, or cells of a table that were pasted with tabs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class LineKind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    ROW = "row"
    RULE = "rule"
    """Nothing but marks: under the heads of a table, or across the page."""
    CODE = "code"
    BULLET = "bullet"
    PLAIN = "plain"


class PastedLine(NamedTuple):
    """One line, or the lines ``number`` to ``last`` of a row with a cell of several lines.

    ``level`` is the depth of a heading, the indentation of a bullet; ``text`` is without its marks.
    """

    number: int
    last: int
    kind: LineKind
    raw: str
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()


_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"[-=*_]{2}")
_RULE_MARKS = frozenset(" \t|:-=*_")
_NO_DAY = r"(?! (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?:\d{4}\b|\d\d?:))"
_BULLET = re.compile(rf"(\s*)(?:[-*+\u2022]|\d{{1,3}}[.)]{_NO_DAY})\s+(.*)$")
_QUOTE_ENDS = re.compile(r'[^"]*(?:""[^"]*)*"(?:\t|$)')
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def pasted_lines(text: str) -> list[PastedLine]:
    """Every line of ``text``, numbered from 1."""
    raws = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return list(_lines(raws))


def _lines(raws: list[str]) -> Iterator[PastedLine]:
    fence, index, tabbed = "", 0, False
    while index < len(raws):
        raw, number = raws[index], index + 1
        mark = _FENCE.match(raw)
        if fence or mark:
            if mark and (not fence or mark[1].startswith(fence)):
                fence = "" if fence else mark[1]
            yield PastedLine(number, number, LineKind.CODE, raw, raw)
        elif "\t" in raw.strip() or (tabbed and raw.startswith("\t")):
            whole, index = _joined(raws, index)
            cells = tuple(_unquoted(cell) for cell in whole.split("\t"))
            yield PastedLine(number, index + 1, LineKind.ROW, whole, cells=cells)
            tabbed, index = True, index + 1
            continue
        else:
            yield _single(number, raw, raws[index + 1] if number < len(raws) else "")
        tabbed = False
        index += 1


def _single(number: int, raw: str, following: str) -> PastedLine:
    bare = raw.strip()
    heading = _HEADING.match(raw)
    bullet = _BULLET.match(raw)
    if not bare:
        return PastedLine(number, number, LineKind.BLANK, raw)
    if heading:
        return PastedLine(
            number, number, LineKind.HEADING, raw, _heading_text(raw[heading.end() :]), len(heading[1])
        )
    if _is_rule(bare):
        return PastedLine(number, number, LineKind.RULE, raw)
    if bare.startswith("|") or ("|" in bare and "|" in following and _is_rule(following)):
        return PastedLine(number, number, LineKind.ROW, raw, cells=_markdown_cells(bare))
    if set(following.strip()) in ({"="}, {"-"}) and len(following.strip()) > 2:
        level = 1 if following.strip()[0] == "=" else 2
        return PastedLine(number, number, LineKind.HEADING, raw, bare, level)
    if bullet:
        return PastedLine(number, number, LineKind.BULLET, raw, bullet[2], len(bullet[1].expandtabs(4)))
    return PastedLine(number, number, LineKind.PLAIN, raw, bare.lstrip("> "))


def _heading_text(text: str) -> str:
    return text.rstrip().rstrip("#").rstrip()


def _is_rule(line: str) -> bool:
    return _RULE_MARKS.issuperset(line) and _RULE.search(line) is not None


def _markdown_cells(bare: str) -> tuple[str, ...]:
    inside = bare.removeprefix("|")
    parts = re.split(r"(?<!\\)\|", inside)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(html.unescape(_BREAK.sub("\n", part.replace("\\|", "|"))).strip() for part in parts)


def _joined(raws: list[str], index: int) -> tuple[str, int]:
    """The row at ``index``, with the lines of a quoted cell that goes on, and the index of its last line."""
    whole, last = raws[index], index
    while _open_quote(whole):
        closing = next(
            (line for line in range(last + 1, len(raws)) if '"' in raws[line].replace('""', "")), 0
        )
        if not closing or not _QUOTE_ENDS.match(raws[closing]):
            return raws[index], index  # a quotation mark that is only a sign
        whole, last = "\n".join([whole, *raws[last + 1 : closing + 1]]), closing
    return whole, last


def _open_quote(row: str) -> bool:
    cell = row.rsplit("\t", 1)[-1]
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell
