"""What an outage was beside its own record: who called, how many were told, and what belongs to it.

Callers are counted, not named: the report is handed to those who sign it.
"""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.callers import Callers
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.tables import ruled_table
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.outages.outage_texts import reached_text, relation_text


def outage(sheet: Sheet) -> list[Flowable]:
    """Callers and linked incidents; nothing where there are neither."""
    callers, relatives = sheet.page.callers, sheet.page.relatives
    if not callers.lines and not relatives:
        return []
    story = heading(
        sheet,
        _("Callers and linked incidents") if callers.lines else _("Linked incidents"),
        reached_text(callers) if callers.lines else "",
    )
    if callers.lines:
        story += sheet.setter.paragraphs(_told(callers), sheet.styles.body)
    if relatives:
        rows = [
            [
                sheet.cell(text)
                for text in (
                    one.number, relation_text(one), one.title, _(STATUS_TEXTS.get(one.status, one.status)),
                )
            ]
            for one in relatives
        ]  # fmt: skip
        titles = (_("Number"), _("Link"), _("Title"), _("Status"))
        story += [Spacer(0, 4), ruled_table(sheet, titles, rows, [100.0, 92.0, sheet.width - 266.0, 74.0])]
    return story


def _told(callers: Callers) -> str:
    """The count in words: “60 callers, 58 reached. 1 did not answer. 1 need not be told: on leave.”."""
    said = [f"{reached_text(callers)}."]
    silent = sum(one.state == "no_answer" for one in callers.lines)
    if silent:
        said.append(ngettext("{n} did not answer.", "{n} did not answer.", silent).format(n=silent))
    waived: dict[str, int] = {}
    for one in callers.lines:
        if one.state == "waived":
            reason = one.attempts[-1].note.rstrip(".")
            waived[reason] = waived.get(reason, 0) + 1
    said += [
        ngettext("{n} need not be told: {reason}.", "{n} need not be told: {reason}.", count).format(
            n=count, reason=reason
        )
        for reason, count in waived.items()
    ]
    return " ".join(said)
