"""The bar that shows how long the work stood at each stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from incidentdesk.domain.moment_text import duration_text
from incidentdesk.reports.canvas import shorten
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.style import HAIRLINE, MUTED, REGULAR, STAGE_COLOURS, WHITE

HEIGHT, SIZE, INSET = 19.0, 7.6, 6.0


@dataclass(frozen=True)
class Span:
    """One stage on the bar; ``minutes`` from the one before to its completion, ``None`` while open."""

    name: str
    minutes: float | None

    @property
    def label(self) -> str:
        """The name, with the duration where there is one of a minute or more."""
        return (
            f"{self.name} {duration_text(self.minutes)}" if self.minutes and self.minutes >= 1 else self.name
        )


def spans(sheet: Sheet) -> list[Span]:
    """The stages that this incident goes through, as spans."""
    page, found = sheet.page, []
    before = page.incident.logged.ms
    for stage in page.definition.stages:
        state = page.stages.get(stage.key)
        if page.skipped(stage) or (state is not None and state.skipped):
            continue
        name = sheet.setter.line(stage.short, 40)
        if state is None or state.completed is None:
            found.append(Span(name, None))
            continue
        found.append(Span(name, max(0.0, (state.completed.ms - before) / 60_000)))
        before = state.completed.ms
    return found


class StageBar(Flowable):
    """Spans side by side, as wide as they took long, but never too narrow for their names."""

    def __init__(self, parts: Sequence[Span]) -> None:
        super().__init__()
        self._parts = parts
        self._widths: list[float] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """A strip across the page."""
        self._widths = _widths(self._parts, width)
        return width, HEIGHT + 4

    def draw(self) -> None:
        """Draw the strip, its ends rounded."""
        canvas, left = self.canv, 0.0
        canvas.saveState()
        outline = canvas.beginPath()
        outline.roundRect(0, 4, sum(self._widths), HEIGHT, 4)
        canvas.clipPath(outline, stroke=0, fill=0)
        for number, (part, width) in enumerate(zip(self._parts, self._widths, strict=True)):
            ground, ink = _colours(part, number)
            canvas.setFillColor(ground)
            canvas.rect(left, 4, width + 0.5, HEIGHT, stroke=0, fill=1)
            canvas.setFillColor(ink)
            canvas.setFont(REGULAR, SIZE)
            canvas.drawString(
                left + INSET, 4 + HEIGHT / 2 - SIZE * 0.36, shorten(part.label, REGULAR, SIZE, width - INSET)
            )
            left += width
        canvas.restoreState()


def _colours(part: Span, number: int) -> tuple[Color, Color]:
    return (HAIRLINE, MUTED) if part.minutes is None else (STAGE_COLOURS[number % len(STAGE_COLOURS)], WHITE)


def _widths(parts: Sequence[Span], width: float) -> list[float]:
    """Widths by duration; where a name would not fit, the others give way."""
    least = [stringWidth(part.label, REGULAR, SIZE) + 2 * INSET for part in parts]
    if sum(least) >= width:
        return [one * width / sum(least) for one in least]
    long = set(range(len(parts)))
    while long:
        left = width - sum(least[i] for i in range(len(parts)) if i not in long)
        total = sum(parts[i].minutes or 0.0 for i in long)
        shares = {i: left * (parts[i].minutes or 0.0) / total if total else left / len(long) for i in long}
        too_short = {i for i in long if shares[i] < least[i]}
        if not too_short:
            return [shares.get(i, least[i]) for i in range(len(parts))]
        long -= too_short
    return [one * width / sum(least) for one in least]
