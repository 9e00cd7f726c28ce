"""The shift hand-over as a PDF: what stands, what is due, who waits, and room for both names."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, Spacer, Table

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.handovers import Handover, HandoverLine
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.urgency import urgency_short, urgency_tone
from incidentdesk.reports.blocks import ChipLine, heading
from incidentdesk.reports.closure_kind import A4
from incidentdesk.reports.document import Paper, print_document
from incidentdesk.reports.pictures import Plate, open_picture
from incidentdesk.reports.sheet import NONE, BareSheet
from incidentdesk.reports.style import MARGIN, MUTED, NO_PRIORITY, PRIORITY_COLOURS, RULE, hex_of, table_style
from incidentdesk.reports.tables import ruled_table
from incidentdesk.services.handing.handover_texts import line_text, part_title
from incidentdesk.services.handing.handovers import HandoverSheet

LANGUAGE = "en-GB"
_BARE = table_style(
    [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
)


class HandoverReport:
    """Prints a hand-over on A4, or on another size in points."""

    def __init__(self, page_size: tuple[float, float] = A4) -> None:
        self._page_size = page_size

    def render(self, content: HandoverSheet) -> Rendered:
        """Make the PDF. The same content gives the same bytes."""
        return _Printing(content, self._page_size).render()


class _Printing:
    """One hand-over in the making."""

    def __init__(self, content: HandoverSheet, page_size: tuple[float, float]) -> None:
        self._content = content
        self._one: Handover = content.handover
        self._page_size = page_size
        self._sheet = BareSheet(page_size[0] - 2 * MARGIN)

    def render(self) -> Rendered:
        """Head, words, parts and names."""
        story: list[Flowable] = [*self._head(), *self._words()]
        for key in dict.fromkeys(line.part for line in self._one.lines):
            story += self._part(key)
        return print_document(self._paper(), [*story, *self._signatures()])

    def _head(self) -> Iterator[Flowable]:
        sheet, settings, one = self._sheet, self._content.settings, self._one
        left: list[Flowable] = [sheet.paragraph(self._organisation(), sheet.styles.strong)]
        if settings.department.strip():
            left.append(Paragraph(sheet.markup(settings.department, 120), sheet.styles.muted))
        right = [
            sheet.paragraph(_("Shift hand-over"), sheet.styles.right_strong),
            sheet.paragraph(self._when(one.written), sheet.styles.right),
        ]
        picture = open_picture(self._content.logo) if self._content.logo else None
        logo = Plate(picture, 120, 32) if picture else None
        room = logo.width + 10 if logo else 0.0
        cells, widths = [left, right], [sheet.width * 0.6 - room, sheet.width * 0.4]
        row: list[object] = [logo, *cells] if logo else [*cells]
        yield Table([row], colWidths=[room, *widths] if logo else widths, style=_BARE)
        yield HRFlowable(width="100%", thickness=1.3, color=RULE, spaceBefore=7, spaceAfter=13)
        said = _("{name}, for the shift since {when}")
        yield sheet.paragraph(
            said.format(name=one.name(one.author), when=self._when(one.since)), sheet.styles.title
        )
        if one.accepted is not None:
            accepted = _("Accepted by {name}, {when}.")
            words = accepted.format(name=one.name(one.accepted_by), when=self._when(one.accepted))
        else:
            words = _("Not accepted yet.") if one.uid else _("Drawn up, and not written yet.")
        yield Spacer(0, 3)
        yield sheet.paragraph(words, sheet.styles.muted)

    def _words(self) -> list[Flowable]:
        if not self._one.text:
            return [Spacer(0, 4)]
        story: list[Flowable] = [Spacer(0, 6)]
        return story + list(self._sheet.setter.paragraphs(self._one.text, self._sheet.styles.body))

    def _part(self, key: str) -> list[Flowable]:
        sheet, lines, further = self._sheet, self._one.part(key), self._one.more.get(key, 0)
        count = len(lines) + further
        side = ngettext("{n} incident", "{n} incidents", count).format(n=count)
        widths = [104.0, sheet.width - 104.0]
        rows = [[sheet.cell(line.number), self._line(line)] for line in lines]
        story = [
            *heading(sheet, part_title(key), side),
            ruled_table(sheet, (_("Number"), _("Incident")), rows, widths),
        ]
        if further:
            more = ngettext("and {n} more, not listed here", "and {n} more, not listed here", further)
            story.append(sheet.paragraph(more.format(n=further), sheet.styles.muted))
        return story

    def _line(self, line: HandoverLine) -> Flowable:
        sheet = self._sheet
        said = line_text(line, self._content.settings, self._clock)
        markup = f'{sheet.markup(line.title)}<br/><font color="{hex_of(MUTED)}">{sheet.markup(said)}</font>'
        if line.note:
            markup += f"<br/><b>{sheet.markup(line.note)}</b>"
        colours = PRIORITY_COLOURS.get(urgency_tone(line).upper(), NO_PRIORITY)
        return ChipLine([(urgency_short(line) or NONE, colours)], markup, sheet.styles.cell)

    def _signatures(self) -> list[Flowable]:
        sheet, one = self._sheet, self._one
        cells = [
            [
                sheet.paragraph(title, sheet.styles.name),
                Spacer(0, 26),
                HRFlowable(width="92%", thickness=0.6, color=MUTED, hAlign="LEFT"),
                sheet.paragraph(name, sheet.styles.small),
            ]
            for title, name in (
                (_("Handed over"), one.name(one.author)),
                (_("Accepted"), one.name(one.accepted_by) if one.accepted_by else _("Name, time")),
            )
        ]
        table = Table([cells], colWidths=[sheet.width / 2] * 2, style=_BARE)
        return [KeepTogether([Spacer(0, 22), table])]

    def _paper(self) -> Paper:
        one, title = self._one, _("Shift hand-over")
        when, name = self._when(one.written), self._sheet.setter.line(one.name(one.author), 60)
        return Paper(
            page_size=self._page_size,
            title=f"{title} · {when}",
            author=self._organisation(),
            subject=title,
            language=LANGUAGE,
            made=one.written,
            running_left=f"{name} · {when}",
            running_right=title,
            foot=_("Printed {when}").format(when=self._when(self._content.made)),
            draft_mark="" if one.uid else _("Draft"),
        )

    def _organisation(self) -> str:
        return self._sheet.setter.line(self._content.settings.organisation, 120) or "Incident Desk"

    def _when(self, at: Instant) -> str:
        return instant_text(in_zone(at.ms, self._content.settings.zone), with_zone=True)

    def _clock(self, ms: int) -> str:
        return instant_text(in_zone(ms, self._content.settings.zone))
