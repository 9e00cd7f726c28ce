"""The timeline of a review, by phase; times with their zone, roles in place of names."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.moments import Precision, moment_to_json
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import ROLE_TEXTS
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.review_sheet import ReviewSheet
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import MUTED, hex_of
from incidentdesk.reports.tables import line_width, ruled_table
from incidentdesk.services.response.room import moment_of
from incidentdesk.services.review.review_times import Section, sections
from incidentdesk.services.timeline_texts import entry_text

WHEN_MOST = 156.0
"""How wide the column of times is at most, in points: room for “about”, while “between” takes two lines."""
WHO = 92.0
ROOM = 72.0
"""How wide the column of roles is, and how much of a part must fit below its name on a page, in points."""


def timeline(sheet: ReviewSheet) -> list[Flowable]:
    """What a review tells of the timeline, phase by phase."""
    parts = sections(sheet.source)
    total = sum(len(one.entries) for one in parts)
    if not total:
        return []
    count = ngettext("{n} entry", "{n} entries", total).format(n=total)
    zone = _("clocks of {zone}, {count}").format(zone=sheet.page.settings.zone.key, count=count)
    named = sheet.named()
    story = heading(sheet, _("Timeline"), zone)
    times = {_when(sheet, entry) for part in parts for entry in part.entries}
    when = min(line_width(sheet, times), WHEN_MOST)
    for part in parts:
        story += _part(sheet, named, part, when)
    return story


def _part(sheet: ReviewSheet, named: Sheet, part: Section, when: float) -> list[Flowable]:
    name = Paragraph(f"<b>{sheet.markup(part.title)}</b>", sheet.styles.label)
    rows = [_row(sheet, named, one) for one in part.entries]
    titles = (_("When"), _("Who"), _("What"))
    return [
        CondPageBreak(ROOM),
        name,
        ruled_table(sheet, titles, rows, [when, WHO, sheet.width - when - WHO], air=2.5),
    ]


def _row(sheet: ReviewSheet, named: Sheet, entry: Entry) -> list[Flowable]:
    when = sheet.markup(_when(sheet, entry))
    who = named.page.name(entry.author) if named is not sheet else sheet.source.author(entry)
    if entry.parameters.get("source") == "pasted":
        return [Paragraph(when, sheet.styles.cell), named.cell(NONE), _pasted(named, entry)]
    said = entry_text(entry, sheet.page, named.texts)
    if entry.kind == "role_change" and named is sheet:
        said = replace(said, headline=_role_line(entry))
    marks = said.marks[1:] if moment_of(entry).precision is not Precision.EXACT else said.marks
    what = f"<b>{named.markup(said.headline)}</b>"
    if marks:
        what += f' <font color="{hex_of(MUTED)}">{named.markup(" · ".join(marks))}</font>'
    if said.detail.strip():
        what += f"<br/>{named.markup(said.detail)}"
    return [Paragraph(when, sheet.styles.cell), named.cell(who or NONE), Paragraph(what, sheet.styles.cell)]


def _when(sheet: ReviewSheet, entry: Entry) -> str:
    return sheet.texts.moment(moment_to_json(moment_of(entry)))


def _role_line(entry: Entry) -> str:
    """Who had which role, where nobody is named: that somebody had it."""
    words = {
        "has": N_("{role}: taken on"),
        "to_call": N_("{role}: to be called"),
        "ended": N_("{role}: ended"),
    }
    role = str(entry.parameters.get("role"))
    return _(words.get(str(entry.parameters.get("act")), "{role}")).format(role=_(ROLE_TEXTS.get(role, role)))


def _pasted(named: Sheet, entry: Entry) -> Flowable:
    """What was written elsewhere stands as it was written."""
    said = entry_text(entry, named.page, named.texts)
    return Paragraph(named.markup(said.detail or said.headline), named.styles.cell)
