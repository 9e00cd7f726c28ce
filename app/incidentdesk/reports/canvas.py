"""Drawing on pages whose number is known only in the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from incidentdesk.reports.style import INK, REGULAR

Late = Callable[["PagedCanvas", int], None]
"""Something drawn on its page once the number of pages is known."""


class PagedCanvas(Canvas):
    """Keeps finished pages back until their number is known, then completes each with its ``late`` parts."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - reportlab's own, passed on
        super().__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []
        self._late: list[Late] = []

    def later(self, part: Late) -> None:
        """Draw ``part`` on this page in the end; it is given this canvas and the number of pages."""
        self._late.append(part)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page back."""
        self._kept.append(dict(self.__dict__))
        self._late = []
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write all pages."""
        for page in self._kept:
            self.__dict__.update(page)
            for part in self._late:
                part(self, len(self._kept))
            super().showPage()
        super().save()


def bookmark(flowable: Flowable, key: str, title: str) -> None:
    """Note, while ``flowable`` is drawn, a place of the outline; its page is known when pages are written."""
    canvas: Any = flowable.canv
    _x, y = canvas.absolutePosition(0, 0)

    def mark(paged: PagedCanvas, _pages: int) -> None:
        paged.bookmarkHorizontal(key, 0, y + 30)
        paged.addOutlineEntry(title, key, 0)

    canvas.later(mark)


class LateLine(Flowable):
    """One line of text for one page or for many, in which ``{pages}`` stands for their number."""

    def __init__(self, texts: tuple[str, str], size: float = 9.5) -> None:
        super().__init__()
        self._texts, self._size = texts, size

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line across the page."""
        return width, self._size * 1.6

    def draw(self) -> None:
        """Note where the line stands."""
        canvas: Any = self.canv
        x, y = canvas.absolutePosition(0, self._size * 0.45)

        def write(paged: PagedCanvas, pages: int) -> None:
            paged.setFont(REGULAR, self._size)
            paged.setFillColor(INK)
            paged.drawString(x, y, self._texts[pages != 1].replace("{pages}", str(pages)))

        canvas.later(write)


def shorten(text: str, font: str, size: float, width: float) -> str:
    """``text`` cut with an ellipsis to fit into ``width`` points."""
    if stringWidth(text, font, size) <= width:
        return text
    low, high = 0, min(len(text), int(width))  # no letter is narrower than a point
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
