"""The review of a major incident on paper, from its head to the signatures."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Spacer

from incidentdesk.base.texts import _
from incidentdesk.domain.facts import ROW
from incidentdesk.domain.rendered import Rendered
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.closure import paper_of
from incidentdesk.reports.closure_follow_ups import follow_ups
from incidentdesk.reports.closure_signing import replaced_note, signing, versions
from incidentdesk.reports.document import print_document
from incidentdesk.reports.field_values import table_of
from incidentdesk.reports.review_head import head
from incidentdesk.reports.review_lessons import lessons
from incidentdesk.reports.review_sheet import ReviewSheet
from incidentdesk.reports.review_timeline import timeline
from incidentdesk.reports.style import MARGIN
from incidentdesk.services.reporting import ReportContent
from incidentdesk.services.review.review_source import ReviewSource


def render_review(
    content: ReportContent, source: ReviewSource, title: str, page_size: tuple[float, float]
) -> Rendered:
    """Make the review; ``title`` is what it is called, ``page_size`` in points."""
    sheet = ReviewSheet(content, source, page_size[0] - 2 * MARGIN)
    story = [
        *head(sheet, _(title)),
        *sheet.section(_("Summary"), "summary", asked=True),
        *_impact(sheet),
        *sheet.section(_("Detection"), "detection_review"),
        *sheet.section(_("What led up to it"), "lead_up"),
        *sheet.section(_("Trigger"), "trigger"),
        *_factors(sheet),
        *_resolution(sheet),
        *sheet.section(_("What went well"), "went_well", asked=True),
        *sheet.section(_("What went wrong"), "went_wrong", asked=True),
        *sheet.section(_("Where we got lucky"), "lucky"),
        *sheet.section(_("Surprises and open questions"), "open_questions"),
        *sheet.section(_("Communication"), "communication_review"),
        *sheet.section(_("What would prevent it"), "prevention"),
        *lessons(sheet),
        *follow_ups(sheet, sheet.named(), {str(row.get(ROW)) for row in source.rows("lessons")}),
        *timeline(sheet),
        *sheet.section(_("Similar incidents"), "similar_past"),
        *sheet.section(_("Supporting data"), "supporting_data"),
        *sheet.section(_("Text for the public"), "external_text"),
        *sheet.section(_("Who gets the review"), "share_list"),
        *versions(sheet, "review"),
    ]
    people = ((_("Owner of the review"), ""), (_("Facilitator"), ""), (_("Service owner"), ""))
    signed = signing(sheet, people, [sheet.paragraph(_how_named(content), sheet.styles.muted), Spacer(0, 3)])
    return print_document(paper_of(sheet, _(title), page_size), [*story, *replaced_note(sheet), *signed])


def _how_named(content: ReportContent) -> str:
    if content.with_names:
        return _("Timeline and lessons name people; all else tells their roles. Hand it on accordingly.")
    return _("People are told by their roles. Nobody is blamed: each did what made sense at the time.")


def _impact(sheet: ReviewSheet) -> list[Flowable]:
    said = sheet.section(_("Impact"), "impact_summary")
    field = sheet.page.definition.fields_by_key.get("impact_lines")
    lines = sheet.fact("impact_lines")
    if said or field is None or not lines:
        return said
    return [*heading(sheet, _("Impact")), *table_of(sheet, field[1], lines, titled=False)]


def _factors(sheet: ReviewSheet) -> list[Flowable]:
    story = heading(sheet, _("Contributing factors"), _("several, and never a person"))
    field = sheet.page.definition.fields_by_key.get("contributing_factors")
    factors = sheet.fact("contributing_factors")
    if field is not None and factors:
        story += table_of(sheet, field[1], factors, titled=False)
    else:
        story.append(sheet.nothing())
    if sheet.said("diagnosis"):
        story += [Spacer(0, 3), *sheet.setter.paragraphs(sheet.said("diagnosis"), sheet.styles.body)]
    return [*story, *sheet.section(_("What was found"), "findings")]


def _resolution(sheet: ReviewSheet) -> list[Flowable]:
    story = sheet.section(_("Resolution"), "resolution", side=sheet.said("fix_kind"))
    verified = sheet.said("recovery_test")
    if verified:
        label = f"<b>{sheet.markup(_('How it was verified'))}.</b> "
        story.append(Paragraph(label + sheet.markup(verified), sheet.styles.body))
    return [*story, *sheet.section(_("Temporary fixes still in place"), "temporary_fixes")]
