"""What the sections of a review share: as on other documents, but with roles in place of people's names."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable, Paragraph

from incidentdesk.base.texts import _
from incidentdesk.domain.names_out import NamesOut
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.text import TextSetter
from incidentdesk.services.reporting import ReportContent
from incidentdesk.services.review.review_source import ReviewSource


class RoleSetter(TextSetter):
    """Prepares texts, and takes people's names out of each: none can come onto the paper by another way."""

    def __init__(self, names: NamesOut) -> None:
        super().__init__()
        self._names = names

    def clean(self, text: str) -> str:
        """The text cleaned, with roles in it."""
        return super().clean(self._names.replaced(text))


class ReviewSheet(Sheet):
    """A review in the making. ``source`` is what it tells of."""

    def __init__(self, content: ReportContent, source: ReviewSource, width: float) -> None:
        super().__init__(replace(content, page=source.page), width)
        self.source = source
        self.setter = RoleSetter(source.people_out)

    def named(self) -> Sheet:
        """The sheet for cells that may name people: this one, unless it was chosen that they are named."""
        if not self.content.with_names:
            return self
        return Sheet(self.content, self.width)

    def section(self, title: str, key: str, *, asked: bool = False, side: str = "") -> list[Flowable]:
        """A heading and what was written in the field ``key``; nothing where that is nothing.

        What is ``asked`` of every review says that nothing was written.
        """
        said = self.said(key)
        if said.strip():
            return [*heading(self, title, side), *self.setter.paragraphs(said, self.styles.body)]
        return [*heading(self, title, side), self.nothing()] if asked else []

    def nothing(self) -> Paragraph:
        """Stands where something is expected, and nothing was written."""
        return self.paragraph(_("Nothing was written here."), self.styles.muted)
