"""Follow-ups with their owners, and the days they are due."""

from __future__ import annotations

from collections.abc import Collection

from reportlab.platypus import Flowable

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.moment_text import date_text
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.sheet import Sheet
from incidentdesk.reports.tables import ruled_table
from incidentdesk.services.follow_ups.follow_up_texts import kind_text, state_text


def follow_ups(sheet: Sheet, named: Sheet | None = None, but_for: Collection[str] = ()) -> list[Flowable]:
    """What is to be done so that it does not happen again; nothing where there are none.

    Those with the uids ``but_for`` are told elsewhere; owners are told as ``named`` tells people.
    """
    found = [one for one in sheet.page.follow_ups if one.uid not in but_for]
    if not found:
        return []
    cells = named or sheet
    titles = ("", _("What is to be done"), _("Kind"), _("Owner"), _("Due"), _("State"))
    widths = [24.0, sheet.width - 306.0, 60.0, 94.0, 68.0, 60.0]
    rows = [[cells.cell(text) for text in _cells(one)] for one in found]
    return [*heading(sheet, _("Follow-ups")), ruled_table(sheet, titles, rows, widths)]


def _cells(one: FollowUp) -> tuple[str, ...]:
    text = "\n".join(filter(None, (one.text, one.link, one.why_dropped)))
    return (
        str(one.position), text, kind_text(one.kind), one.owner_name, date_text(one.due),
        state_text(one.state),
    )  # fmt: skip
