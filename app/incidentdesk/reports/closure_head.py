"""The head of the closure report: whose it is, what happened in a few sentences, the facts, the targets."""

from __future__ import annotations

import re

from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table

from incidentdesk.base.texts import _
from incidentdesk.domain.urgency import urgency_text, urgency_tone
from incidentdesk.reports.blocks import ChipLine, fact_box
from incidentdesk.reports.holds import on_hold_words
from incidentdesk.reports.leg_words import leg_markup
from incidentdesk.reports.pictures import Plate, open_picture
from incidentdesk.reports.priority_words import priority_brief
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.stage_bar import StageBar, spans
from incidentdesk.reports.style import BAD, NO_PRIORITY, PRIORITY_COLOURS, RULE, hex_of, table_style
from incidentdesk.services.cases.merged import merged_into
from incidentdesk.services.cases.value_texts import status_text

BRIEF = 160
"""The longest text of people in the box of facts; all of it stands in its stage."""

SENTENCE = 420
"""The longest part of the summary; all of it stands in its stage."""


def organisation(sheet: Sheet) -> str:
    """Who the report comes from."""
    return sheet.setter.line(sheet.page.settings.organisation, 120) or "Incident Desk"


def head(sheet: Sheet, title: str) -> list[Flowable]:
    """Organisation and number, title, summary, facts and the bar of stages."""
    page = sheet.page
    subtitle = sheet.markup(_subtitle(sheet), 300)
    return [
        letterhead(sheet, title, status_text(page.incident.status, merged_into(page.relatives))),
        HRFlowable(width="100%", thickness=1.3, color=RULE, spaceBefore=7, spaceAfter=13),
        *sheet.setter.paragraphs(page.incident.title or page.incident.number, sheet.styles.title),
        Spacer(0, 3),
        *([Paragraph(subtitle, sheet.styles.muted), Spacer(0, 5)] if subtitle else []),
        *_summary(sheet),
        fact_box(sheet, _facts(sheet)),
        StageBar(spans(sheet)),
    ]


def letterhead(sheet: Sheet, title: str, status: str) -> Table:
    """Whose it is, with their logo, and what it is: its title, its number and how far it is."""
    page, styles = sheet.page, sheet.styles
    left: list[Flowable] = [sheet.paragraph(organisation(sheet), styles.strong)]
    if page.settings.department.strip():
        left.append(Paragraph(sheet.markup(page.settings.department, 120), styles.muted))
    right: list[Flowable] = [
        sheet.paragraph(title, styles.right_strong),
        sheet.paragraph(f"{page.incident.number} · {status}", styles.right),
    ]
    if page.incident.restricted:
        right.append(Paragraph(f'<font color="{hex_of(BAD)}"><b>{_("Restricted")}</b></font>', styles.right))
    picture = (
        open_picture(sheet.content.pictures.get(page.settings.logo, b"")) if page.settings.logo else None
    )
    logo = Plate(picture, 120, 32) if picture else None
    room = logo.width + 10 if logo else 0.0
    cells: list[object] = [left, right]
    widths = [sheet.width * 0.6 - room, sheet.width * 0.4]
    if logo:
        cells, widths = [logo, *cells], [room, *widths]
    return Table(
        [cells],
        colWidths=widths,
        style=table_style(
            [
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        ),
    )


def _subtitle(sheet: Sheet) -> str:
    parts: list[str] = []
    for key in ("type", "category", "place", "service", "device"):
        for part in sheet.said(key).split(" · "):
            if part.strip() and part not in parts:
                parts.append(part)
    return " · ".join(parts)


def _summary(sheet: Sheet) -> list[Flowable]:
    said = [_sentence(sheet, sheet.said(key)) for key in ("description", "diagnosis", "resolution")]
    if not said[1]:
        said[1] = _sentence(sheet, _other_way(sheet))
    said += [_sentence(sheet, one) for one in _ending(sheet)]
    text = " ".join(one for one in said if one)
    return [Paragraph(f"<b>{_('Summary.')}</b> {text}", sheet.styles.body)] if text else []


def _other_way(sheet: Sheet) -> str:
    """What stands in place of a diagnosis."""
    key = next((one for one in ("known_error", "not_pursued") if sheet.said(one)), "")
    return f"{sheet.texts.label(key)}: {sheet.said(key)}" if key else ""


def _ending(sheet: Sheet) -> list[str]:
    restored, fix, outcome = sheet.said("restored"), sheet.said("fix_kind"), sheet.said("outcome")
    found = [_("Service was restored {when}").format(when=restored)] if restored else []
    if fix and fix.casefold() not in outcome.casefold():
        found.append(f"{sheet.texts.label('fix_kind')} {fix[:1].lower()}{fix[1:]}")
    if outcome:
        found.append(_("Outcome: {outcome}").format(outcome=outcome))
    return found


def _sentence(sheet: Sheet, text: str) -> str:
    """The first sentences of ``text`` as markup, ended by a full stop."""
    line = sheet.setter.line(text)
    if len(line) > SENTENCE:
        ends = [match.end() for match in re.finditer(r"[.!?] ", line[:SENTENCE])]
        line = line[: ends[-1]].rstrip() + " …" if ends else line[:SENTENCE].rstrip() + "…"
    elif line and line[-1] not in ".!?…:;":
        line += "."
    return sheet.setter.markup(line)


def _facts(sheet: Sheet) -> list[tuple[str, Flowable, str, Flowable]]:
    page, incident = sheet.page, sheet.page.incident
    reporter = ", ".join(
        part for part in (sheet.said("reporter"), page.reporter.phone if page.reporter else "") if part
    )
    channel = sheet.said("channel")
    logged_by = page.name(incident.logged_by)
    by = (
        _("{name}, by {channel}").format(name=logged_by, channel=channel[:1].lower() + channel[1:])
        if channel
        else logged_by
    )
    found = (
        (_("Detected"), sheet.said("detected"))
        if sheet.said("detected")
        else (_("Found by"), sheet.said("source"))
    )
    rows: list[tuple[str, Flowable, str, Flowable]] = [
        (
            _("SEV level") if incident.by_level else _("Priority"),
            _priority(sheet),
            _("Occurred"),
            _text(sheet, sheet.said("occurred")),
        ),
        (_("Reporter"), _text(sheet, reporter), found[0], _text(sheet, found[1])),
        (_("Logged by"), _text(sheet, by), _("Logged"), _text(sheet, sheet.when(incident.logged))),
        (
            _("Follow-up by"),
            _text(sheet, page.name(incident.assignee)),
            _("Responded"),
            _text(sheet, sheet.when(incident.responded)),
        ),
        (
            _("Response"),
            Paragraph(leg_markup(page.clock.response), sheet.styles.cell),
            _("Restored"),
            _text(sheet, sheet.said("restored")),
        ),
        (
            _("Resolution"),
            Paragraph(leg_markup(page.clock.resolution), sheet.styles.cell),
            _("Resolved"),
            _text(sheet, sheet.when(incident.resolved)),
        ),
        (
            _("On hold"),
            _text(sheet, on_hold_words(sheet)),
            _("Closed"),
            _text(sheet, sheet.when(incident.closed)),
        ),
    ]
    if sheet.said("reported"):
        place = sheet.said("place") or (page.reporter.place if page.reporter else "")
        rows.insert(2, (_("Place"), _text(sheet, place), _("Reported"), _text(sheet, sheet.said("reported"))))
    return rows


def _text(sheet: Sheet, text: str) -> Paragraph:
    return Paragraph(sheet.markup(text, BRIEF) or NONE, sheet.styles.cell)


def _priority(sheet: Sheet) -> ChipLine:
    incident, label = sheet.page.incident, sheet.page.settings.label
    colours = PRIORITY_COLOURS.get(urgency_tone(incident).upper(), NO_PRIORITY)
    chips = [(sheet.setter.line(urgency_text(incident, label), 24) or NONE, colours)]
    if incident.sev and incident.phase and not incident.by_level:
        level = sheet.setter.line(label("sev_levels", incident.sev), 24)
        chips.append((level, PRIORITY_COLOURS.get(incident.sev.replace("sev", "P"), NO_PRIORITY)))
    elif incident.major:
        chips.append((_("Major"), PRIORITY_COLOURS["P1"]))
    brief = "" if incident.by_level else priority_brief(sheet)
    return ChipLine(chips, sheet.markup(brief, BRIEF), sheet.styles.cell)
