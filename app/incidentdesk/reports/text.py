"""Text of people made fit to print: escaped, and honest about what the font cannot show."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

from incidentdesk.base.texts import _
from incidentdesk.reports.style import REGULAR, load_fonts

SPELLED_OUT = 4
"""Runs of strange characters up to this length are named one by one."""

CHUNK_LINES, CHUNK_LENGTH = 24, 3000
"""How much text is set as one paragraph: very long ones are slow to break into lines."""

INVISIBLE = dict.fromkeys((0x00AD, 0xFE0E, 0xFE0F, 0xFEFF))
"""Hints for display without a shape of their own; leaving them out changes no word."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile(r"^ +| {2,}", re.MULTILINE)


class TextSetter:
    """Prepares the texts of one document. ``replaced`` tells whether characters had to be stood in for."""

    def __init__(self) -> None:
        self.replaced = False

    def clean(self, text: str) -> str:
        r"""``text`` with line ends as ``\n`` and marks like ``[U+4E2D]`` where the font has no shape."""
        text = (
            _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
            .replace("\t", "    ")
            .translate(INVISIBLE)
        )
        return _strange().sub(self._mark, text)

    def line(self, text: str, limit: int = 0) -> str:
        """``text`` cleaned, on one line, and cut with an ellipsis where it is longer than ``limit``."""
        flat = " ".join(self.clean(text).split())
        return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"

    def markup(self, text: str) -> str:
        """``text`` as markup for one paragraph, its lines and indents kept."""
        said = _INDENT.sub(lambda run: "\u00a0" * len(run[0]), self.clean(text).strip("\n"))
        return escape(said).replace("\n", "<br/>")

    def paragraphs(self, text: str, style: ParagraphStyle, lead: str = "") -> list[Paragraph]:
        """``text`` as flowing paragraphs, all of it; ``lead`` is markup before the first word."""
        pieces = _pieces(self.clean(text).strip("\n"))
        found = [Paragraph(lead + self.markup(pieces[0]), style)]
        return found + [Paragraph(self.markup(piece), style) for piece in pieces[1:]]

    def _mark(self, run: re.Match[str]) -> str:
        self.replaced = True
        if len(run[0]) <= SPELLED_OUT:
            return "[" + " ".join(f"U+{ord(char):04X}" for char in run[0]) + "]"
        return _("[{n} characters not printable here]").format(n=len(run[0]))


def _pieces(text: str) -> list[str]:
    """``text`` cut at ends of lines into pieces of a bounded size; a single line is never cut."""
    pieces: list[str] = []
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        if lines and (len(lines) >= CHUNK_LINES or length + len(line) > CHUNK_LENGTH):
            pieces.append("\n".join(lines))
            lines, length = [], 0
        lines.append(line)
        length += len(line)
    return [*pieces, "\n".join(lines)]


@cache
def _strange() -> re.Pattern[str]:
    """Matches runs of characters that cannot be printed: no shape, control, or written from right to left."""
    load_fonts()
    font = pdfmetrics.getFont(REGULAR)
    assert isinstance(font, TTFont)  # noqa: S101 - said by load_fonts, for the type checker
    known = sorted(code for code in font.face.charToGlyph if _printable(chr(code)))
    return re.compile("[^\n" + "".join(re.escape(chr(code)) for code in known) + "]+")


def _printable(char: str) -> bool:
    return char == "\u200b" or (
        not unicodedata.category(char).startswith("C")
        and unicodedata.bidirectional(char) not in {"R", "AL", "AN"}
    )
