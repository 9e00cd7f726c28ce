"""The closure report as a kind of document, for the registry of document kinds."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import N_
from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.reporting import ReportContent

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
"""Page sizes, width and height in points."""


@dataclass
class ClosureReport:
    """The document that is signed and filed in the end. ``title`` is translated where it is shown."""

    key: str = "closure"
    title: str = N_("Incident closure report")
    page_size: tuple[float, float] = A4

    def render(self, content: ReportContent) -> Rendered:
        """Make the PDF. The same content gives the same bytes."""
        from incidentdesk.reports.closure import render_closure

        return render_closure(content, self.title, self.page_size)
