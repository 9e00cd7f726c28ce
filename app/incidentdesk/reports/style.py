"""How printed documents look: fonts, colours and the paragraph styles, apart from the window's theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import TableStyle

from incidentdesk.base.resources import resource_path

REGULAR, MEDIUM, SEMIBOLD = "Inter", "Inter-Medium", "Inter-SemiBold"

LABEL = "label"
"""The name of the style of a line above what it names."""

RIGHT: Literal[2] = 2

MARGIN = 42.0
"""White space left and right, in points."""

INK, MUTED = HexColor("#1b1f27"), HexColor("#626b7a")
RULE, HAIRLINE, PANEL = HexColor("#1b1f27"), HexColor("#d9dee5"), HexColor("#f4f6f8")
GOOD, BAD, WARNING, WHITE = HexColor("#176f41"), HexColor("#c4232c"), HexColor("#8a6500"), HexColor("#ffffff")
DRAFT_MARK = HexColor("#eceff3")
STAGE_COLOURS = tuple(HexColor(one) for one in ("#475161", "#626b7a", "#2457d6", "#1b7a48", "#8a6500"))
PRIORITY_COLOURS = {
    "P1": (HexColor("#c4232c"), HexColor("#fde8e8")),
    "P2": (HexColor("#b5480b"), HexColor("#fdeedd")),
    "P3": (HexColor("#8a6500"), HexColor("#fbf3d3")),
}
NO_PRIORITY = (HexColor("#4b5666"), HexColor("#e8ecf1"))


@dataclass(frozen=True)
class Styles:
    """The paragraphs of a document."""

    title: ParagraphStyle
    body: ParagraphStyle
    muted: ParagraphStyle
    small: ParagraphStyle
    cell: ParagraphStyle
    column: ParagraphStyle
    label: ParagraphStyle
    name: ParagraphStyle
    right: ParagraphStyle
    right_strong: ParagraphStyle
    strong: ParagraphStyle


@cache
def load_fonts() -> None:
    """Make the shipped fonts known, once a process."""
    for name, weight in ((REGULAR, "Regular"), (MEDIUM, "Medium"), (SEMIBOLD, "SemiBold")):
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts", f"Inter-{weight}.ttf"))))
        # bold within any weight is the heaviest; nothing is set in italics
        pdfmetrics.registerFontFamily(name, normal=name, bold=SEMIBOLD, italic=name, boldItalic=SEMIBOLD)


@cache
def styles() -> Styles:
    """The styles, with their fonts loaded."""
    load_fonts()
    body = _style("body", REGULAR, 9.5, 14.2)
    right = _style("right", REGULAR, 9.5, 14, parent=body, color=MUTED, align=RIGHT)
    return Styles(
        title=_style("title", SEMIBOLD, 17, 21.5),
        body=body,
        muted=_style("muted", REGULAR, 9.5, 14, color=MUTED),
        small=_style("small", REGULAR, 7.5, 10.5, color=MUTED),
        cell=_style("cell", REGULAR, 8.8, 12.2),
        column=_style("column", SEMIBOLD, 7.8, 10.5, color=MUTED),
        label=_style(LABEL, REGULAR, 9.5, 16, color=MUTED),
        name=_style("name", REGULAR, 8.8, 12.2, color=MUTED),
        right=right,
        right_strong=_style("right-strong", SEMIBOLD, 10, 14, parent=right, color=INK, align=RIGHT),
        strong=_style("strong", SEMIBOLD, 10, 14),
    )


def hex_of(colour: Color) -> str:
    """A colour as markup names it."""
    return "#" + str(colour.hexval())[2:]


def _style(
    name: str,
    font: str,
    size: float,
    leading: float,
    *,
    parent: ParagraphStyle | None = None,
    color: Color = INK,
    align: Literal[0, 2] = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        parent=parent,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=color,
        alignment=align,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


def table_style(rules: Sequence[Any]) -> TableStyle:
    """A table's style with our font in every cell: reportlab's default is one that it does not embed."""
    return TableStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR), *rules])
