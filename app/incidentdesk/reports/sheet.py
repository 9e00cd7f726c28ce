"""What the sections of one document share: its content, its words, its styles."""

from __future__ import annotations

from functools import cached_property

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.reports.style import Styles, styles
from incidentdesk.reports.text import TextSetter
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.reporting import ReportContent

NONE = "\u2013"
"""Stands where there is nothing to say."""


class BareSheet:
    """A document in the making that tells of no incident. ``width`` is how wide its text runs, in points."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.setter = TextSetter()
        self.styles: Styles = styles()
        self._sections = 0

    def next_section(self) -> int:
        """A number of its own for each section."""
        self._sections += 1
        return self._sections

    def markup(self, text: str, limit: int = 0) -> str:
        """Text of people as markup; with ``limit`` on one line, cut with an ellipsis."""
        return self.setter.markup(self.setter.line(text, limit) if limit else text)

    def paragraph(self, text: str, style: ParagraphStyle | None = None) -> Paragraph:
        """Text of people as one paragraph."""
        return Paragraph(self.markup(text), style or self.styles.body)

    def cell(self, text: str, colour: str = "") -> Paragraph:
        """Text of people in a table; strong where a colour is given."""
        said = self.markup(text)
        return Paragraph(f'<font color="{colour}"><b>{said}</b></font>' if colour else said, self.styles.cell)


class Sheet(BareSheet):
    """A document about one incident in the making."""

    def __init__(self, content: ReportContent, width: float) -> None:
        super().__init__(width)
        self.content = content
        self.texts = ValueTexts(
            content.page.settings, content.page.names, content.page.definition, with_zone=True
        )

    @property
    def page(self) -> IncidentPage:
        """The incident as it is reported."""
        return self.content.page

    @cached_property
    def asking(self) -> Asking:
        """What conditions of the process are asked against."""
        return self.page.asking()

    def fact(self, key: str) -> JsonValue:
        """The value of a field, if it has one."""
        return self.page.facts.get(key)

    def said(self, key: str) -> str:
        """The value of a field in words, or an empty string."""
        return self.texts.of(key, self.fact(key))

    def when(self, instant: Instant | None) -> str:
        """An instant by the desk's clocks, with the zone."""
        if instant is None:
            return ""
        return instant_text(in_zone(instant.ms, self.page.settings.zone), with_zone=True)

    def when_ms(self, ms: int | None) -> str:
        """The same for milliseconds since 1970."""
        return "" if ms is None else instant_text(in_zone(ms, self.page.settings.zone), with_zone=True)
