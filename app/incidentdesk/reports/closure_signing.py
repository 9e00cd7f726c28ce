"""The end of the closure report: earlier versions, and signatures."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from incidentdesk.base.texts import _, ngettext
from incidentdesk.reports.blocks import bare_heading, heading
from incidentdesk.reports.canvas import LateLine
from incidentdesk.reports.closure_word import confirmed_alone, signing_role
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import INK, PANEL, table_style
from incidentdesk.reports.tables import ruled_table, when_width


def versions(sheet: Sheet, kind: str = "closure") -> list[Flowable]:
    """The versions issued before this one, and why it replaces the last; nothing for the first."""
    content = sheet.content
    before = [one for one in sheet.page.reports if one.kind == kind and one.version != content.version]
    if not before:
        return []
    rows = [
        [
            sheet.cell(text)
            for text in (
                str(one.version),
                f"{sheet.when(one.issued)}\n{sheet.page.name(one.issued_by)}",
                str(one.pages),
                one.reason or _("first issue"),
                sheet.when(one.superseded) or NONE,
            )
        ]
        for one in before
    ]
    titles = (_("Version"), _("Issued"), _("Pages"), _("Reason"), _("Superseded"))
    when = when_width(sheet)
    widths = [46.0, when, 40.0, sheet.width - 2 * when - 86.0, when]
    story = [*heading(sheet, _("Versions issued before")), ruled_table(sheet, titles, rows, widths)]
    if content.version > 1:
        said = _("Version {n} replaces version {before}: {reason}").format(
            n=content.version, before=content.version - 1, reason=content.reason.strip()
        )
        story += sheet.setter.paragraphs(said, sheet.styles.body)
    return story


def signatures(sheet: Sheet) -> list[Flowable]:
    """Three places to sign, on one page with the sentence that says what is signed."""
    people = ((_("Service desk"), _closer(sheet)), signing_role(sheet), (_("Desk lead"), ""))
    alone = confirmed_alone(sheet)
    return signing(sheet, people, [sheet.paragraph(alone)] if alone else [])


def signing(
    sheet: Sheet, people: Sequence[tuple[str, str]], before: Sequence[Flowable] = ()
) -> list[Flowable]:
    """A place to sign for each of three ``people`` (role and name), below what is signed."""
    content = sheet.content
    width = (sheet.width - 24) / 3
    service, reporter, lead = (_box(sheet, role, name, width) for role, name in people)
    style = table_style(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    table = Table([[service, "", reporter, "", lead]], colWidths=[width, 12, width, 12, width], style=style)
    head_of_record = _("Record {head} at {n} entries.").format(
        head=sheet.page.incident.head, n=len(sheet.page.entries)
    )
    return [
        KeepTogether(
            [
                bare_heading(sheet, _("Signatures")),
                LateLine(_extent(sheet)),
                *before,
                Spacer(0, 5),
                table,
                Spacer(0, 6),
                Paragraph(sheet.markup(head_of_record), sheet.styles.small),
                *(
                    []
                    if content.version
                    else [sheet.paragraph(_("A preview is not to be signed."), sheet.styles.small)]
                ),
            ]
        )
    ]


def replaced_note(sheet: Sheet) -> list[Flowable]:
    """Says, where it is so, that some characters could not be printed."""
    if not sheet.setter.replaced:
        return []
    said = _(
        "Some characters cannot be shown with the letters of this report and stand as marks in square "
        "brackets, such as [U+4E2D]. The record {number} holds the full text."
    ).format(number=sheet.page.incident.number)
    return [Spacer(0, 12), Paragraph(sheet.markup(said), sheet.styles.small)]


def short_head(sheet: Sheet) -> str:
    """The first digits of the record's fingerprint."""
    return sheet.page.incident.head[:8]


def _extent(sheet: Sheet) -> tuple[str, str]:
    version, head = sheet.content.version, short_head(sheet)
    told = _("version {n}").format(n=version) if version else _("preview")
    one, many = (
        ngettext(
            "This report has {pages} page; {version}; record {head}.",
            "This report has {pages} pages; {version}; record {head}.",
            count,
        )
        for count in (1, 2)
    )
    return one.replace("{version}", told).replace("{head}", head), many.replace("{version}", told).replace(
        "{head}", head
    )


def _box(sheet: Sheet, role: str, name: str, width: float) -> Table:
    small, cell = sheet.styles.small, sheet.styles.cell
    rows: list[list[Flowable | str]] = [
        [Paragraph(f"<b>{sheet.markup(role)}</b>", cell), ""],
        [sheet.paragraph(_("Name"), small), Paragraph(sheet.markup(name, 60), cell)],
        [sheet.paragraph(_("Date"), small), ""],
        [sheet.paragraph(_("Signature"), small), ""],
    ]
    rules = [("LINEBELOW", (1, row), (1, row), 0.7, INK) for row in (1, 2, 3)]
    return Table(
        rows,
        colWidths=[52, width - 52],
        rowHeights=[20, 32, 26, 40],
        style=table_style(
            [
                ("BACKGROUND", (0, 0), (-1, 0), PANEL),
                ("SPAN", (0, 0), (-1, 0)),
                ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
                ("VALIGN", (0, 1), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 6),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                *rules,
            ]
        ),
    )


def _closer(sheet: Sheet) -> str:
    page = sheet.page
    for stage in reversed(page.definition.stages):
        state = page.stages.get(stage.key)
        if state is not None and state.completed is not None:
            return page.name(state.completed_by or page.incident.assignee)
    return page.name(page.incident.assignee)
