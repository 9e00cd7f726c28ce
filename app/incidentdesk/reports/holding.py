"""Headings that are not left behind at the foot of a page by the table below them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from incidentdesk.reports.blocks import Heading
from incidentdesk.reports.style import LABEL
from incidentdesk.reports.tables import RuledTable


def hold_headings(story: Sequence[Flowable], width: float) -> list[Flowable]:
    """``story`` with room asked for before a heading, as much as the table below it needs to begin there.

    ``width`` is how wide text runs, in points. Where something else comes first, what was asked for stands.
    """
    return [
        CondPageBreak(max(one.height, _needed(story[place + 1 :], width)))
        if isinstance(one, CondPageBreak)
        else one
        for place, one in enumerate(story)
    ]


def _needed(after: Sequence[Flowable], width: float) -> float:
    total = least = 0.0
    for one in after:
        if isinstance(one, RuledTable):
            return max(total + one.beginning, least)
        if isinstance(one, CondPageBreak):
            least = max(least, total + one.height)  # else it would part what stands before it
            continue
        if not (isinstance(one, Heading | Spacer) or _is_label(one)):
            break
        _width, height = one.wrap(width, 0)
        total += one.getSpaceBefore() + height + one.getSpaceAfter()
    return 0.0


def _is_label(one: Flowable) -> bool:
    return isinstance(one, Paragraph) and one.style.name == LABEL
