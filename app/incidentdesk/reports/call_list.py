"""The call list as a PDF: dense, and readable by the light of a torch."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rendered import Rendered
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.closure_kind import A4
from incidentdesk.reports.document import Paper, print_document
from incidentdesk.reports.sheet import NONE, BareSheet
from incidentdesk.reports.style import INK, MARGIN, RULE, SEMIBOLD, table_style
from incidentdesk.reports.tables import fitting_widths, ruled_table
from incidentdesk.services.registers.call_list import CallList, CallSection

LANGUAGE = "en-GB"

AIR = 2.0
"""White space above and below a row, in points: the list has few pages, for it hangs on a wall."""


class CallListReport:
    """Prints the call list on A4, or on another size in points."""

    def __init__(self, page_size: tuple[float, float] = A4) -> None:
        self._page_size = page_size

    def render(self, content: CallList) -> Rendered:
        """Make the PDF. The same content gives the same bytes."""
        sheet = BareSheet(self._page_size[0] - 2 * MARGIN)
        story: list[Flowable] = list(_head(sheet, content))
        for section in content.sections:
            story += _section(sheet, section)
        return print_document(self._paper(sheet, content), story)

    def _paper(self, sheet: BareSheet, content: CallList) -> Paper:
        organisation, title = _organisation(sheet, content), _("Call list")
        when = instant_text(content.made, with_zone=True)
        made = (
            _("Made {when} by {name}").format(when=when, name=sheet.setter.line(content.made_by, 60))
            if content.made_by
            else _("Made {when}").format(when=when)
        )
        return Paper(
            page_size=self._page_size,
            title=f"{title} · {organisation}",
            author=organisation,
            subject=title,
            language=LANGUAGE,
            made=content.made,
            running_left=organisation,
            running_right=title,
            foot=made,
        )


def _organisation(sheet: BareSheet, content: CallList) -> str:
    return sheet.setter.line(content.organisation, 120) or "Incident Desk"


def _head(sheet: BareSheet, content: CallList) -> Iterator[Flowable]:
    styles = sheet.styles
    left: list[Flowable] = [sheet.paragraph(_organisation(sheet, content), styles.strong)]
    if content.department.strip():
        left.append(Paragraph(sheet.markup(content.department, 120), styles.muted))
    right = [
        sheet.paragraph(_("Call list"), styles.right_strong),
        sheet.paragraph(instant_text(content.made), styles.right),
    ]
    bare = table_style(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    yield Table([[left, right]], colWidths=[sheet.width * 0.65, sheet.width * 0.35], style=bare)
    yield HRFlowable(width="100%", thickness=1.3, color=RULE, spaceBefore=6, spaceAfter=2)


def _section(sheet: BareSheet, section: CallSection) -> list[Flowable]:
    head = heading(sheet, section.title, section.note)
    if not section.rows:
        return [*head, sheet.paragraph(section.empty, sheet.styles.muted), Spacer(0, 4)]
    said = [[sheet.setter.clean(text) for text in row] for row in section.rows]
    kept = [index for index in range(len(section.heads)) if index < 2 or any(row[index] for row in said)]
    heads = [section.heads[index] for index in kept]
    texts = [[row[index] for index in kept] for row in said]
    widths = fitting_widths(heads, texts, SEMIBOLD, sheet.styles.cell.fontSize, sheet.width)
    rows = [
        [
            _cell(sheet, text, strong=index == 0 or heads[index] in section.strong)
            for index, text in enumerate(row)
        ]
        for row in texts
    ]
    return [*head, ruled_table(sheet, heads, rows, widths, AIR)]


def _cell(sheet: BareSheet, text: str, *, strong: bool) -> Paragraph:
    style = sheet.styles.cell
    if strong:
        style = ParagraphStyle("call-strong", parent=style, fontName=SEMIBOLD, textColor=INK)
    return Paragraph(sheet.markup(text) or NONE, style)
