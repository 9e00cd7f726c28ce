"""The lessons of a review: what is done about each, whose it is, by when, and how it is known to hold."""

from __future__ import annotations

from reportlab.platypus import Flowable

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.review_sheet import ReviewSheet
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.tables import ruled_table

Row = dict[str, JsonValue]


def lessons(sheet: ReviewSheet) -> list[Flowable]:
    """A row for each lesson, and the day on which the fix is verified."""
    rows = sheet.source.rows("lessons")
    verify = sheet.said("verify_fix")
    side = _("fix to be verified {when}").format(when=verify) if verify else ""
    story = heading(sheet, _("Lessons"), side)
    if not rows:
        return [*story, sheet.nothing()]
    named = sheet.named()
    titles = ("", _("What will be done"), _("Becomes"), _("Owner"), _("Due"), _("State"))
    widths = [20.0, sheet.width - 308.0, 76.0, 82.0, 76.0, 54.0]
    cells = [[named.cell(text) for text in _cells(named, place, row)] for place, row in enumerate(rows, 1)]
    return [*story, ruled_table(sheet, titles, cells, widths)]


def _cells(sheet: Sheet, place: int, row: Row) -> tuple[str, ...]:
    evidence = str(row.get("evidence") or "")
    if evidence:
        declined = row.get("state") == "declined"
        evidence = (_("Why not: {text}") if declined else _("Evidence: {text}")).format(text=evidence)
    aim, into = _word(sheet, row, "aim"), _word(sheet, row, "turns_into")
    verify = _word(sheet, row, "verify")
    what = [str(row.get("what") or ""), evidence]
    what += [_("To be verified {when}").format(when=verify)] if verify else []
    return (
        str(place),
        "\n".join(one for one in what if one),
        "\n".join(one for one in (into, aim) if one) or NONE,
        _word(sheet, row, "owner") or NONE,
        _word(sheet, row, "due") or NONE,
        _word(sheet, row, "state") or NONE,
    )


def _word(sheet: Sheet, row: Row, key: str) -> str:
    columns = {one.key: one for one in sheet.page.definition.fields_by_key["lessons"][1].columns}
    said = sheet.texts.text(columns[key], row.get(key))
    return said[:1].upper() + said[1:] if key in {"aim", "turns_into"} else said
