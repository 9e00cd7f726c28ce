"""The closure report from head to signatures."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.rendered import Rendered
from incidentdesk.reports.closure_files import attachments
from incidentdesk.reports.closure_follow_ups import follow_ups
from incidentdesk.reports.closure_head import head, organisation
from incidentdesk.reports.closure_outage import outage
from incidentdesk.reports.closure_records import clock, decisions, on_hold
from incidentdesk.reports.closure_signing import replaced_note, short_head, signatures, versions
from incidentdesk.reports.closure_stages import earlier_halves, stages
from incidentdesk.reports.closure_timeline import timeline
from incidentdesk.reports.closure_word import confirmation
from incidentdesk.reports.document import Paper, print_document
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.style import MARGIN
from incidentdesk.services.reporting import ReportContent

LANGUAGE = "en-GB"


def render_closure(content: ReportContent, title: str, page_size: tuple[float, float]) -> Rendered:
    """Make the closure report; ``title`` is what it is called, ``page_size`` in points."""
    sheet = Sheet(content, page_size[0] - 2 * MARGIN)
    story = [
        *head(sheet, _(title)),
        *stages(sheet),
        *earlier_halves(sheet),
        *decisions(sheet),
        *follow_ups(sheet),
        *outage(sheet),
        *confirmation(sheet),
        *on_hold(sheet),
        *clock(sheet),
        *timeline(sheet),
        *attachments(sheet),
        *versions(sheet),
    ]
    signed, paper = signatures(sheet), paper_of(sheet, _(title), page_size)
    return print_document(paper, [*story, *replaced_note(sheet), *signed])


def paper_of(sheet: Sheet, title: str, page_size: tuple[float, float]) -> Paper:
    """What stands on every page of a document called ``title`` about one incident."""
    content, incident = sheet.content, sheet.page.incident
    draft = content.version == 0
    number = sheet.setter.line(incident.number, 60)
    name = sheet.setter.line(incident.title, 200)
    version = _("preview, not issued") if draft else _("version {n}").format(n=content.version)
    return Paper(
        page_size=page_size,
        title=f"{number} · {title} · {name}" if name else f"{number} · {title}",
        author=organisation(sheet),
        subject=f"{title}, {version}",
        language=LANGUAGE,
        made=content.issued,
        running_left=f"{number} · {name}" if name else number,
        running_right=title,
        foot=_foot(sheet),
        draft_mark=_("Preview") if draft else "",
    )


def _foot(sheet: Sheet) -> str:
    content = sheet.content
    when, record = sheet.when(content.issued), short_head(sheet)
    if content.version == 0:
        said = _("Preview, not issued · made {when} · record {record}").format(when=when, record=record)
    else:
        by = sheet.setter.line(sheet.page.name(content.issued_by), 60)
        said = _("Issued {when} by {name} · version {n} · record {record}").format(
            when=when, name=by, n=content.version, record=record
        )
    return said
