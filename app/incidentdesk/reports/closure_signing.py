"""The end of the closure report: the reporter's word, earlier versions, and signatures."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.reports.blocks import bare_heading, heading
from incidentdesk.reports.document import LateLine
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import INK, PANEL, table_style
from incidentdesk.reports.tables import ruled_table, when_width
from incidentdesk.services.outage_texts import reached_text

ATTEMPTS = "contact_attempts"


def confirmation(sheet: Sheet) -> list[Flowable]:
    """The reporter's word: who gave it, when, by what means; nothing where the process asks for none."""
    if "reporters_word" not in sheet.page.definition.fields_by_key:
        return []
    story = heading(sheet, _("Confirmation by the reporter"))
    word = sheet.said("reporters_word")
    if not word:
        return [*story, sheet.paragraph(_("Not asked yet."), sheet.styles.muted)]
    lines = [_("{reporter}: {word}.").format(reporter=sheet.said("reporter") or _("The reporter"), word=word)]
    lines += [_attempt_words(sheet, row) for row in _attempts(sheet)[-1:]] or [_noted(sheet)]
    if sheet.said("word_reason"):
        lines.append(_("Reason: {reason}.").format(reason=sheet.said("word_reason").rstrip(".")))
    if sheet.page.callers.lines:
        lines.append(f"{reached_text(sheet.page.callers)}.")
    return [*story, *sheet.setter.paragraphs(" ".join(line for line in lines if line), sheet.styles.body)]


def versions(sheet: Sheet) -> list[Flowable]:
    """The versions issued before this one, and why it replaces the last; nothing for the first."""
    content = sheet.content
    before = [one for one in sheet.page.reports if one.kind == "closure" and one.version != content.version]
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
    content = sheet.content
    width = (sheet.width - 24) / 3
    people = (
        (_("Service desk"), _closer(sheet)),
        (_("Reporter"), sheet.said("reporter")),
        (_("Desk lead"), ""),
    )
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
            return page.name(state.completed_by)
    return page.name(page.incident.assignee)


def _attempts(sheet: Sheet) -> list[dict[str, JsonValue]]:
    rows = sheet.fact(ATTEMPTS)
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [row for row in found if row.get("result") == sheet.fact("reporters_word")]


def _attempt_words(sheet: Sheet, row: dict[str, JsonValue]) -> str:
    field = sheet.texts.field(ATTEMPTS)
    columns = {column.key: column for column in field.columns} if field else {}
    said = {
        key: sheet.texts.text(columns[key], value)
        for key, value in row.items()
        if key in columns and not is_missing(value)
    }
    told = ", ".join(said[key] for key in ("means", "at") if key in said)
    if "by" in said:
        told += " " + _("(by {name})").format(name=said["by"])
    return f"{told}: “{said['said'].strip()}”" if "said" in said else f"{told}."


def _noted(sheet: Sheet) -> str:
    last = sheet.page.stages.get(sheet.page.definition.stages[-1].key)
    if last is None or last.completed is None:
        return ""
    return _("Noted by {name}, {when}.").format(
        name=sheet.page.name(last.completed_by), when=sheet.when(last.completed)
    )
