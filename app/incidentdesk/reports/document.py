"""The paper: pages with running head and foot, and headings that stay with what they stand above."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.rendered import Rendered
from incidentdesk.reports.canvas import PagedCanvas, shorten
from incidentdesk.reports.holding import hold_headings
from incidentdesk.reports.style import DRAFT_MARK, HAIRLINE, MARGIN, MUTED, REGULAR, SEMIBOLD, load_fonts

TOP, BOTTOM = 40.0, 54.0
"""White space above and below the text, in points; further pages leave ``RUNNING_HEAD`` more above."""

RUNNING_HEAD = 22.0
FOOT_SIZE = 7.8

rl_config.useA85 = 0  # binary streams: a fifth smaller, and every reader takes them


@dataclass(frozen=True)
class Paper:
    """What stands on every page, and what the file says of itself."""

    page_size: tuple[float, float]
    title: str
    author: str
    subject: str
    language: str
    made: Instant
    running_left: str
    running_right: str
    foot: str
    draft_mark: str = ""

    @property
    def width(self) -> float:
        """How wide text runs, in points."""
        return self.page_size[0] - 2 * MARGIN


def print_document(paper: Paper, story: Sequence[Flowable]) -> Rendered:
    """Lay ``story`` out on ``paper``. The same input gives the same bytes."""
    load_fonts()
    target = io.BytesIO()
    width, height = paper.page_size
    template = BaseDocTemplate(
        target,
        pagesize=paper.page_size,
        title=paper.title,
        author=paper.author,
        subject=paper.subject,
        creator="Incident Desk",
        lang=paper.language,
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        initialFontSize=9.5,
    )
    template.addPageTemplates(
        [
            PageTemplate(
                "first",
                [_frame(width, height, 0)],
                onPage=_furniture(paper, first=True),
                autoNextPageTemplate="further",
            ),
            PageTemplate(
                "further", [_frame(width, height, RUNNING_HEAD)], onPage=_furniture(paper, first=False)
            ),
        ]
    )
    pages = 0

    def made(*args: Any, **options: Any) -> PagedCanvas:  # noqa: ANN401 - as above
        canvas = PagedCanvas(*args, **options)
        canvas.setDateFormatter(lambda *_parts: _pdf_date(paper.made))
        canvas.showOutline()
        return canvas

    def count(number: int) -> None:
        nonlocal pages
        pages = max(pages, number)

    template.setPageCallBack(count)
    template.build(hold_headings(story, paper.width), canvasmaker=made)
    return Rendered(target.getvalue(), pages)


def _frame(width: float, height: float, head: float) -> Frame:
    return Frame(
        MARGIN,
        BOTTOM,
        width - 2 * MARGIN,
        height - TOP - BOTTOM - head,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _furniture(paper: Paper, *, first: bool) -> Callable[[Any, Any], None]:
    def draw(canvas: PagedCanvas, _template: object) -> None:
        canvas.saveState()
        if paper.draft_mark:
            _draw_mark(canvas, paper)
        if not first:
            _draw_running_head(canvas, paper)
        canvas.restoreState()
        number = canvas.getPageNumber()
        canvas.later(lambda paged, pages: _draw_foot(paged, paper, number, pages))

    return draw


def _draw_mark(canvas: PagedCanvas, paper: Paper) -> None:
    width, height = paper.page_size
    size = min(96.0, 0.86 * width / (stringWidth(paper.draft_mark, SEMIBOLD, 1) or 1))
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    canvas.setFillColor(DRAFT_MARK)
    canvas.setFont(SEMIBOLD, size)
    canvas.drawCentredString(0, -size / 3, paper.draft_mark)
    canvas.restoreState()


def _draw_running_head(canvas: PagedCanvas, paper: Paper) -> None:
    width, height = paper.page_size
    y = height - TOP
    room = paper.width - stringWidth(paper.running_right, REGULAR, FOOT_SIZE) - 20
    canvas.setFont(REGULAR, FOOT_SIZE)
    canvas.setFillColor(MUTED)
    canvas.drawString(MARGIN, y, shorten(paper.running_left, REGULAR, FOOT_SIZE, room))
    canvas.drawRightString(width - MARGIN, y, paper.running_right)
    _hairline(canvas, paper, y - 7)


def _draw_foot(canvas: PagedCanvas, paper: Paper, number: int, pages: int) -> None:
    said = _("Page {n} of {total}").format(n=number, total=pages)
    room = paper.width - stringWidth(said, REGULAR, FOOT_SIZE) - 20
    _hairline(canvas, paper, 41)
    canvas.setFont(REGULAR, FOOT_SIZE)
    canvas.setFillColor(MUTED)
    canvas.drawString(MARGIN, 28, shorten(paper.foot, REGULAR, FOOT_SIZE, room))
    canvas.drawRightString(paper.page_size[0] - MARGIN, 28, said)


def _hairline(canvas: PagedCanvas, paper: Paper, y: float) -> None:
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y, paper.page_size[0] - MARGIN, y)


def _pdf_date(made: Instant) -> str:
    sign = "-" if made.offset < 0 else "+"
    hours, minutes = divmod(abs(made.offset), 60)
    return f"D:{made.local():%Y%m%d%H%M%S}{sign}{hours:02}'{minutes:02}'"
