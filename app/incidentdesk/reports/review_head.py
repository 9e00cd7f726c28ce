"""The head of a review: what it is about, how big that was, and the times that measure it."""

from __future__ import annotations

from itertools import zip_longest

from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.reports.blocks import ChipLine, fact_box
from incidentdesk.reports.closure_head import letterhead
from incidentdesk.reports.review_sheet import ReviewSheet
from incidentdesk.reports.sheet import NONE
from incidentdesk.reports.style import NO_PRIORITY, PRIORITY_COLOURS, RULE
from incidentdesk.services.response.response_milestones import milestones
from incidentdesk.services.review.review_times import MINUTE, impact_end

_COLOURS = {"sev1": "P1", "sev2": "P2", "sev3": "P3"}

TOLD_WITHIN_MS = 7 * 86_400_000
"""A time later than this after the impact began is one of writing it down."""

SIZES_WIDTH = 146.0
"""So wide, in points, that a time beside a size has one line, with how long after the begin it was."""

Fact = tuple[str, Flowable]


def head(sheet: ReviewSheet, title: str) -> list[Flowable]:
    """Organisation and number, title, service, and the box of facts."""
    source = sheet.source
    state = sheet.said("review_state") or _("Draft")
    where = " · ".join(one for one in (sheet.said("service"), sheet.said("place")) if one)
    subtitle = sheet.markup(where, 300)
    facts = [*_sizes(sheet), *_people(sheet)]
    rows = zip_longest(facts, _times(sheet), fillvalue=("", sheet.cell("")))
    return [
        letterhead(sheet, title, state),
        HRFlowable(width="100%", thickness=1.3, color=RULE, spaceBefore=7, spaceAfter=13),
        *sheet.setter.paragraphs(
            source.page.incident.title or source.page.incident.number, sheet.styles.title
        ),
        Spacer(0, 3),
        *([Paragraph(subtitle, sheet.styles.muted), Spacer(0, 5)] if subtitle else []),
        fact_box(sheet, [(left[0], left[1], right[0], right[1]) for left, right in rows], SIZES_WIDTH),
    ]


def _sizes(sheet: ReviewSheet) -> list[Fact]:
    sizes, incident = sheet.source.response.sizes, sheet.page.incident
    levels = (
        (_("First level"), sizes.initial),
        (_("Worst level"), sizes.peak),
        (_("Final level"), sizes.final or (incident.sev if incident.resolved else "")),
    )
    found = [(name, _level(sheet, sev)) for name, sev in levels]
    if incident.drill:
        found.insert(0, (_("Drill"), sheet.cell(_("This was an exercise."))))
    return found


def _level(sheet: ReviewSheet, sev: str) -> Flowable:
    if not sev:
        return sheet.cell(NONE)
    colours = PRIORITY_COLOURS.get(_COLOURS.get(sev, ""), NO_PRIORITY)
    said = sheet.setter.line(sheet.page.settings.label("sev_levels", sev), 40)
    return ChipLine([(said, colours)], "", sheet.styles.cell)


def _people(sheet: ReviewSheet) -> list[Fact]:
    named = sheet.named()
    return [
        (_("Owner"), named.cell(named.said("review_owner") or NONE)),
        (_("Facilitator"), named.cell(named.said("facilitator") or NONE)),
        (_("Meeting"), sheet.cell(sheet.said("review_meeting") or NONE)),
    ]


def _times(sheet: ReviewSheet) -> list[Fact]:
    source = sheet.source
    start, end = source.at("occurred"), impact_end(source)
    declared, detected = source.response.declared, source.at("detected")
    rows = [
        (_("Impact from"), sheet.said("occurred")),
        (_("Detected"), _after(sheet.said("detected"), start, detected)),
        (_("Declared"), _after(sheet.when(declared), start, declared)),
        (_("Impact until"), _after(sheet.said("restored"), start, end)),
        (_("Resolved"), sheet.when(source.page.incident.resolved)),
        (_("Closed"), sheet.when(milestones(source.page.incident, source.response)["closed"])),  # type: ignore[arg-type]
    ]
    return [(name, sheet.cell(said or NONE)) for name, said in rows]


def _after(said: str, start: Instant | None, at: Instant | None) -> str:
    """A time, and how long after the impact began that was."""
    if not said or start is None or at is None or not start.ms <= at.ms <= start.ms + TOLD_WITHIN_MS:
        return said
    return _("{time}, after {long}").format(time=said, long=duration_text((at.ms - start.ms) / MINUTE))
