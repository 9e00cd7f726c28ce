"""The drawn parts of a document: headings, chips, and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from incidentdesk.reports.canvas import bookmark, shorten
from incidentdesk.reports.sheet import BareSheet, Sheet
from incidentdesk.reports.style import GOOD, INK, MUTED, PANEL, REGULAR, SEMIBOLD, WHITE, table_style

HEADING_SIZE, SIDE_SIZE, CHIP_SIZE = 11.0, 8.6, 8.2
ROOM_AFTER_HEADING = 78.0
"""How much must fit below a heading on the same page, in points."""


@dataclass(frozen=True)
class Badge:
    """The round number before a heading: filled where the stage is complete, else an outline."""

    text: str
    filled: bool


class Heading(Flowable):
    """A heading with an optional badge, a note at the right end of its line, and a place in the outline."""

    def __init__(self, key: str, title: str, side: str = "", badge: Badge | None = None) -> None:
        super().__init__()
        self._key, self._title, self._side, self._badge = key, title, side, badge
        self._available = 0.0
        self.spaceBefore = 11

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line across the page."""
        self._available = width
        return width, 22

    def draw(self) -> None:
        """Draw badge, title and note."""
        canvas, left = self.canv, 0.0
        bookmark(self, self._key, self._title)
        if self._badge is not None:
            self._draw_badge(self._badge)
            left = 21.0
        side = shorten(self._side, REGULAR, SIDE_SIZE, self._available * 0.6)
        room = self._available - left - stringWidth(side, REGULAR, SIDE_SIZE) - 12
        canvas.setFont(SEMIBOLD, HEADING_SIZE)
        canvas.setFillColor(INK)
        canvas.drawString(left, 8, shorten(self._title, SEMIBOLD, HEADING_SIZE, room))
        canvas.setFont(REGULAR, SIDE_SIZE)
        canvas.setFillColor(MUTED)
        canvas.drawRightString(self._available, 8, side)

    def _draw_badge(self, badge: Badge) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.9)
        canvas.setStrokeColor(GOOD if badge.filled else MUTED)
        canvas.setFillColor(GOOD if badge.filled else WHITE)
        canvas.circle(7.5, 11.8, 7.3, stroke=1, fill=1)
        canvas.setFillColor(WHITE if badge.filled else MUTED)
        canvas.setFont(SEMIBOLD, 8.6)
        canvas.drawCentredString(7.5, 8.7, badge.text)


def heading(
    sheet: BareSheet,
    title: str,
    side: str = "",
    badge: Badge | None = None,
    room: float = ROOM_AFTER_HEADING,
) -> list[Flowable]:
    """A heading not left alone at the foot of a page: it and what follows first need `room` points."""
    return [CondPageBreak(room), bare_heading(sheet, title, side, badge)]


def bare_heading(sheet: BareSheet, title: str, side: str = "", badge: Badge | None = None) -> Heading:
    """A heading for a block that is kept together by other means."""
    return Heading(
        f"section-{sheet.next_section()}", sheet.setter.line(title, 200), sheet.setter.line(side, 200), badge
    )


class ChipLine(Flowable):
    """Chips followed by flowing text."""

    def __init__(
        self, chips: Sequence[tuple[str, tuple[Color, Color]]], markup: str, style: ParagraphStyle
    ) -> None:
        super().__init__()
        self._chips = [
            (text, colours, stringWidth(text, SEMIBOLD, CHIP_SIZE) + 11) for text, colours in chips
        ]
        indent = sum(width + 5 for _text, _colours, width in self._chips)
        self._text = Paragraph(
            markup or "\u00a0", ParagraphStyle("chips", parent=style, firstLineIndent=indent)
        )
        self._style = style
        self._height = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As much as the text needs."""
        _width, self._height = self._text.wrap(width, height)
        return width, self._height

    def draw(self) -> None:
        """Draw the chips on the first line, and the text around them."""
        canvas, left = self.canv, 0.0
        baseline = self._height - self._style.leading + (self._style.leading - self._style.fontSize) * 0.75
        for text, (ink, ground), width in self._chips:
            canvas.setFillColor(ground)
            canvas.roundRect(left, baseline - 3.2, width, 12.4, 6.2, stroke=0, fill=1)
            canvas.setFillColor(ink)
            canvas.setFont(SEMIBOLD, CHIP_SIZE)
            canvas.drawString(left + 5.5, baseline + 0.1, text)
            left += width + 5
        self._text.drawOn(canvas, 0, 0)


def fact_box(sheet: Sheet, rows: Sequence[tuple[str, Flowable, str, Flowable]], left: float = 192.0) -> Table:
    """A shaded box of names and values in two columns; the first values are ``left`` points wide."""
    label = 64.0
    name = sheet.styles.name
    data = [
        [sheet.paragraph(one, name), first, sheet.paragraph(two, name), second]
        for one, first, two, second in rows
    ]
    return Table(
        data,
        colWidths=[label + 10, left, label, sheet.width - 2 * label - left - 10],
        hAlign="LEFT",
        spaceBefore=9,
        spaceAfter=10,
        style=table_style(
            [
                ("BACKGROUND", (0, 0), (-1, -1), PANEL),
                ("ROUNDEDCORNERS", [6, 6, 6, 6]),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("LEFTPADDING", (0, 0), (0, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 1.4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
                ("TOPPADDING", (0, 0), (-1, 0), 8),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 9),
            ]
        ),
    )
