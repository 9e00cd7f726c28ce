"""The review of a major incident as a kind of document, for the registry of document kinds."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rendered import Rendered
from incidentdesk.reports.closure_kind import A4
from incidentdesk.services.reporting import ReportContent


@dataclass
class ReviewReport:
    """What was learnt from a major incident, with roles in place of names."""

    key: str = "review"
    title: str = N_("Incident review")
    page_size: tuple[float, float] = A4

    def render(self, content: ReportContent) -> Rendered:
        """Make the PDF. The same content gives the same bytes."""
        if content.review is None:
            raise RefusedError(
                _("{number} was no major incident.").format(number=content.page.incident.number),
                _("Print its closure report."),
            )
        from incidentdesk.reports.review import render_review

        return render_review(content, content.review, self.title, self.page_size)
