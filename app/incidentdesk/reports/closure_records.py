"""Decisions, holds and the clock, as tables."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph, Spacer

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.clock import Interval
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.holds import holds
from incidentdesk.reports.leg_words import leg_sentence
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import INK, hex_of
from incidentdesk.reports.tables import ruled_table, when_width
from incidentdesk.services.timeline_texts import NOTE_TEXTS

INK_HEX = hex_of(INK)

_WHY = {
    "started": N_("From the report on"),
    "resumed": N_("After a hold"),
    "reopened": N_("After reopening"),
    "held": N_("On hold"),
    "responded": N_("First response"),
    "resolved": N_("Resolved"),
    "closed": N_("Closed"),
    "cancelled": N_("Cancelled"),
}


def decisions(sheet: Sheet) -> list[Flowable]:
    """Decisions and approvals: notes of that kind, and files so marked; nothing where there are none."""
    rows: list[tuple[int, list[Paragraph]]] = []
    for entry in sheet.page.entries:
        kind = str(entry.parameters.get("kind"))
        if entry.kind == "note" and kind in {"decision", "approval"}:
            said = entry.payload if isinstance(entry.payload, dict) else {"text": _("(erased)")}
            who = str(said.get("who") or "") or sheet.page.name(entry.author)
            means = said.get("means")
            how = sheet.page.settings.label("means", means) if means else NONE
            rows.append(
                (
                    entry.done.ms,
                    _cells(
                        sheet, _(NOTE_TEXTS[kind]), who, sheet.when(entry.done), how, str(said.get("text"))
                    ),
                )
            )
    for one in sheet.page.attachments:
        if one.kind in {"decision", "approval"}:
            what = " · ".join(part for part in (one.name, one.note) if part)
            kind = sheet.page.settings.label("attachment_kinds", one.kind)
            rows.append(
                (
                    one.added.ms,
                    _cells(
                        sheet, kind, sheet.page.name(one.added_by), sheet.when(one.added), _("File"), what
                    ),
                )
            )
    if not rows:
        return []
    rows.sort(key=lambda row: row[0])
    titles = (_("Kind"), _("Who"), _("When"), _("How"), _("What"))
    widths = _widths(sheet, 56.0, 88.0, when_width(sheet), 46.0)
    return [
        *heading(sheet, _("Decisions and approvals")),
        ruled_table(sheet, titles, [row for _at, row in rows], widths),
    ]


def on_hold(sheet: Sheet) -> list[Flowable]:
    """Each hold with its reason; nothing where there were none."""
    rows = []
    for one in holds(sheet):
        said = one.entry.payload if isinstance(one.entry.payload, dict) else {}
        why = [sheet.page.settings.label("hold_reasons", one.entry.parameters.get("reason"))]
        why += [str(said[key]) for key in ("waiting_for", "note") if said.get(key)]
        rows.append(
            _cells(
                sheet,
                sheet.when(one.entry.done),
                _("still on hold") if one.open else sheet.when_ms(one.end_ms),
                " · ".join(why),
                _("stood") if one.pauses else _("ran on"),
                duration_text(one.minutes),
            )
        )
    if not rows:
        return []
    titles = (_("From"), _("Until"), _("Why"), _("Clock"), _("Time"))
    when = when_width(sheet)
    widths = [when, when, sheet.width - 2 * when - 116.0, 48.0, 68.0]
    return [*heading(sheet, _("On hold")), ruled_table(sheet, titles, rows, widths)]


def clock(sheet: Sheet) -> list[Flowable]:
    """Both targets and how they stand, and the ledger: when the clock ran or stood, why, how long."""
    result = sheet.page.clock
    lines = [
        f"<b>{name}:</b> {sheet.markup(leg_sentence(sheet, leg))}"
        for name, leg in ((_("Response"), result.response), (_("Resolution"), result.resolution))
    ]
    story: list[Flowable] = heading(sheet, _("Clock"), _("plain time: every minute counts, day and night"))
    story += [Paragraph(line, sheet.styles.body) for line in lines]
    rows = [_interval(sheet, line) for line in result.resolution.ledger]
    if not rows:
        return story
    used = f"{int(result.resolution.used + 1e-6)}"
    rows.append(
        [
            sheet.cell(""),
            sheet.cell(""),
            sheet.cell(""),
            sheet.cell(_("Time used"), INK_HEX),
            sheet.cell(used, INK_HEX),
        ]
    )
    when = when_width(sheet)
    titles = (_("From"), _("Until"), _("Clock"), _("Why"), _("Minutes"))
    return [
        *story,
        Spacer(0, 3),
        ruled_table(sheet, titles, rows, [when, when, 50.0, sheet.width - 2 * when - 104.0, 54.0]),
    ]


def _interval(sheet: Sheet, line: Interval) -> list[Paragraph]:
    why = _(_WHY[line.why]) if line.why in _WHY else sheet.page.settings.label("hold_reasons", line.why)
    runs = _("ran") if line.running else _("stood")
    return _cells(
        sheet,
        sheet.when_ms(line.start_ms),
        sheet.when_ms(line.end_ms),
        runs,
        why,
        f"{int(line.minutes + 1e-6)}",
    )


def _cells(sheet: Sheet, *texts: str) -> list[Paragraph]:
    return [sheet.cell(text) for text in texts]


def _widths(sheet: Sheet, *fixed: float) -> list[float]:
    return [*fixed, sheet.width - sum(fixed)]
