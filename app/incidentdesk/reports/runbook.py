"""A runbook as a PDF: for the wall of the server room, and for the hour when no screen works."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.moment_text import date_text, instant_text
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.runbook import Step
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.closure_kind import A4
from incidentdesk.reports.document import Paper, print_document
from incidentdesk.reports.sheet import BareSheet
from incidentdesk.reports.style import MARGIN, MUTED, RULE, SEMIBOLD, hex_of, table_style
from incidentdesk.reports.tables import PADDING, ruled_table
from incidentdesk.services.runbooks.runbook_step_texts import further
from incidentdesk.services.runbooks.runbook_texts import kind_text, section_text
from incidentdesk.services.runbooks.runbooks import RunbookSheet

LANGUAGE = "en-GB"
BEFORE_THE_STEPS = ("meaning", "impact", "diagnosis", "mitigation")
DONE = 120.0
"""Width of the column for who did a step when, in points."""

_BARE = table_style(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
)


class RunbookReport:
    """Prints a runbook on A4, or on another size in points."""

    def __init__(self, page_size: tuple[float, float] = A4) -> None:
        self._page_size = page_size

    def render(self, content: RunbookSheet) -> Rendered:
        """Make the PDF. The same content gives the same bytes."""
        return _Printing(content, self._page_size).render()


class _Printing:
    """One runbook in the making."""

    def __init__(self, content: RunbookSheet, page_size: tuple[float, float]) -> None:
        self._content = content
        self._page_size = page_size
        self._sheet = BareSheet(page_size[0] - 2 * MARGIN)

    def render(self) -> Rendered:
        """Head, sections, steps, and what comes after them."""
        sections = self._content.runbook.sections
        after = [name for name in sections if name not in BEFORE_THE_STEPS]
        story: list[Flowable] = [*self._head()]
        for name in BEFORE_THE_STEPS:
            story += self._section(name)
        story += self._steps()
        for name in after:
            story += self._section(name)
        return print_document(self._paper(), [*story, *self._replaced()])

    def _head(self) -> Iterator[Flowable]:
        sheet, content = self._sheet, self._content
        left: list[Flowable] = [sheet.paragraph(self._organisation(), sheet.styles.strong)]
        if content.settings.department.strip():
            left.append(Paragraph(sheet.markup(content.settings.department, 120), sheet.styles.muted))
        right = [
            sheet.paragraph(_("Runbook"), sheet.styles.right_strong),
            sheet.paragraph(_("version {n}").format(n=content.version.version), sheet.styles.right),
        ]
        yield Table([[left, right]], colWidths=[sheet.width * 0.65, sheet.width * 0.35], style=_BARE)
        yield HRFlowable(width="100%", thickness=1.3, color=RULE, spaceBefore=7, spaceAfter=13)
        yield Paragraph(sheet.markup(content.runbook.name), sheet.styles.title)
        yield Spacer(0, 3)
        for line in self._facts():
            yield Paragraph(sheet.markup(line), sheet.styles.muted)

    def _facts(self) -> Iterator[str]:
        content, runbook = self._content, self._content.runbook
        said = "; ".join(trigger.say for trigger in runbook.triggers)
        if said:
            yield _("For incidents where {say}").format(say=said)
        if content.owner_name:
            yield _("Looked after by {name}").format(name=content.owner_name)
        words = _("Written {when}; to be looked through by {day}")
        yield words.format(when=self._when(content.version.written), day=date_text(content.review_due))

    def _section(self, name: str) -> list[Flowable]:
        text = self._content.runbook.sections.get(name)
        if not text:
            return []
        sheet = self._sheet
        return [
            *heading(sheet, section_text(name)),
            *sheet.setter.paragraphs(text, sheet.styles.body),
        ]

    def _steps(self) -> list[Flowable]:
        sheet = self._sheet
        rows = [
            [sheet.cell(str(one.number)), Paragraph(self._step(one), sheet.styles.cell), sheet.cell("")]
            for one in self._content.runbook.steps
        ]
        heads = (_("No."), _("Step"), _("Result, who, when"))
        longest = max((str(one.number) for one in self._content.runbook.steps), key=len)
        number = max(stringWidth(text, SEMIBOLD, sheet.styles.cell.fontSize) for text in (heads[0], longest))
        number += 2 * PADDING
        widths = [number, sheet.width - number - DONE, DONE]
        return [*heading(sheet, _("Steps")), ruled_table(sheet, heads, rows, widths)]

    def _step(self, step: Step) -> str:
        markup = self._sheet.markup
        head = f"{kind_text(step.kind)} – {_('danger')}" if step.danger else kind_text(step.kind)
        lines = [f"<b>{markup(head)}:</b> {markup(step.text)}"]
        lines += [f'<font color="{hex_of(MUTED)}">{markup(line)}</font>' for line in further(step)]
        return "<br/>".join(lines)

    def _replaced(self) -> list[Flowable]:
        """Says, where it is so, that some characters could not be printed."""
        if not self._sheet.setter.replaced:
            return []
        said = _(
            "Some characters cannot be shown with the letters of this paper and stand as marks in square "
            "brackets, such as [U+4E2D]. The runbook in the program has them all."
        )
        return [Spacer(0, 12), Paragraph(self._sheet.markup(said), self._sheet.styles.small)]

    def _paper(self) -> Paper:
        content, title = self._content, _("Runbook")
        name = self._sheet.setter.line(content.runbook.name, 90)
        version = _("version {n}").format(n=content.version.version)
        return Paper(
            page_size=self._page_size,
            title=f"{name} · {version}",
            author=self._organisation(),
            subject=title,
            language=LANGUAGE,
            made=content.made,
            running_left=f"{name} · {version}",
            running_right=title,
            foot=_("Printed {when}").format(when=self._when(content.made)),
        )

    def _organisation(self) -> str:
        return self._sheet.setter.line(self._content.settings.organisation, 120) or "Incident Desk"

    def _when(self, at: Instant) -> str:
        return instant_text(in_zone(at.ms, self._content.settings.zone), with_zone=True)
