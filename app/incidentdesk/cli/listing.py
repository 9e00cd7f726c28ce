"""The command that lists incidents, by views and conditions, and the words of a list's line."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.cli.condition_words import chosen
from incidentdesk.cli.context import Context
from incidentdesk.cli.incident_json import row_json
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.urgency import urgency_short
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow

NONE = "–"


def list_(context: Context) -> int:
    """``list [--view NAME] [--where FIELD OP VALUE …] [--columns A,B] [--sort FIELD] [--limit N] …``."""
    given, queue, zone = context.arguments, context.cases.queue, context.cases.desk.time.zone
    fields = {field.key: field for field in queue.catalogue()}
    condition, view = chosen(context, fields)
    columns = tuple(part for part in (given.columns or "").split(",") if part)
    sort = given.sort or (view.sort if view else "next_due")
    question = ListQuestion(condition, sort, columns or (view.columns if view else ()))
    page = queue.rows(question, context.person, limit=given.limit, offset=given.offset)
    total = queue.count(condition, context.person)
    if columns:
        lines = _table(page.rows, [fields[key] for key in columns], zone)
    else:
        lines = [row_words(row, page.now) for row in page.rows]
    shown = ngettext("{n} of {total} incident", "{n} of {total} incidents", total)
    lines.append(shown.format(n=len(page.rows), total=total))
    rows = [_row_json(row, question.columns, fields, zone) for row in page.rows]
    context.output.say("\n".join(lines), {"total": total, "offset": given.offset, "incidents": rows})
    return 0


_URGENCY = 5
"""How wide the longest word for that is: “SEV 1”."""


def row_words(row: QueueRow, now: Instant) -> str:
    """A line of a list."""
    return (
        f"{row.number}  {urgency_short(row):<{_URGENCY}}  {status_text(row.status, row.merged_into):<11}  "
        f"{_due(row.due.next_kind, row.due.next, now):<16}  {row.assignee_name or NONE:<16}  {row.title}"
    )


def _due(kind: str, ms: int | None, now: Instant) -> str:
    if ms is None:
        return ""
    minutes = (ms - now.ms) // 60_000
    sign = "" if minutes >= 0 else "-"
    hours, rest = divmod(abs(minutes), 60)
    return f"{kind} {sign}{hours}:{rest:02}"


def _table(rows: tuple[QueueRow, ...], columns: list[FieldInfo], zone: ZoneInfo) -> list[str]:
    """The number and the columns asked for, one below the other, with their names above."""
    table = [[_("Number"), *(column.label for column in columns)]]
    for row in rows:
        cells = [_words(cell, column, zone) for cell, column in zip(row.cells, columns, strict=True)]
        table.append([row.number, *cells])
    widths = [max(map(len, cells)) for cells in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in table]  # fmt: skip


def _words(cell: JsonValue, column: FieldInfo, zone: ZoneInfo) -> str:
    """A cell in words; several lines become one."""
    if cell is None or cell == []:
        return NONE
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if column.kind == "moment" and isinstance(cell, int):
        return in_zone(cell, zone).iso()
    words = dict(column.choices)
    parts = cell if isinstance(cell, list) else [cell]
    return " ".join(", ".join(words.get(str(part), str(part)) for part in parts).split())


def _row_json(
    row: QueueRow, columns: tuple[str, ...], fields: Mapping[str, FieldInfo], zone: ZoneInfo
) -> dict[str, object]:
    document: dict[str, object] = row_json(row, zone)
    if columns:
        document["columns"] = {
            key: in_zone(cell, zone).iso() if fields[key].kind == "moment" and isinstance(cell, int) else cell
            for key, cell in zip(columns, row.cells, strict=True)
        }
    return document
