"""The lines of the list as ready-made strings, made for the rows that are looked at. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import duration_text, instant_text, moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.sev import sev_text
from incidentdesk.domain.urgency import urgency_short, urgency_text, urgency_tone
from incidentdesk.gui.queue.column_specs import BASE, ColumnSpec
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.lists.queue_rows import QueueRow

if TYPE_CHECKING:
    from incidentdesk.domain.search_marks import Mark
    from incidentdesk.services.lists.search import Hit

NOBODY = "—"


@dataclass(frozen=True)
class Wording:
    """What turns rows into words: settings, columns, today, and whether the status stands under the title."""

    settings: DeskSettings
    columns: tuple[ColumnSpec, ...]
    catalogue: Mapping[str, FieldInfo]
    today: date
    status_below: bool = True
    extra: tuple[str, ...] = ()
    priorities: dict[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The desk's zone."""
        return self.settings.zone


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in the list. ``texts`` are the cells by column; that of what is due next is empty.

    Before the ``digits`` of its number stands ``prefix``, or where that has no room the ``year`` at its end.
    """

    row: QueueRow
    texts: tuple[str, ...]
    prefix: str
    year: str
    digits: str
    tone: str
    below_title: str
    stages_done: int
    stage_now: int
    title_marks: tuple[Mark, ...] = ()
    below_marks: tuple[Mark, ...] = ()

    @property
    def uid(self) -> str:
        """The incident's uid."""
        return self.row.uid


def line_of(row: QueueRow, wording: Wording, hit: Hit | None = None) -> Line:
    """The line of ``row``; of a ``hit`` with the matches, and with the text in which they were found."""
    finished = row.status in ENDED_STATUSES
    dash = row.number.rfind("-") + 1
    told = [
        *_response(row, wording),
        *_family(row),
        row.reporter_name,
        _status(row) if wording.status_below else "",
    ]
    told = [*_restricted(row, wording), *told]
    below = " · ".join([part for part in told if part])
    title_marks, below_marks = (hit.title_marks, hit.excerpt_marks) if hit is not None else ((), ())
    if hit is not None and below_marks:
        below = hit.excerpt
    return Line(
        row=row,
        texts=tuple([_cell(row, column.key, wording) for column in wording.columns]),
        prefix=row.number[:dash],
        year=row.number[row.number.rfind("-", 0, max(dash - 1, 0)) + 1 : dash],
        digits=row.number[dash:],
        tone=urgency_tone(row),
        below_title=below,
        stages_done=row.stage_count if row.status == "closed" else row.stage_position,
        stage_now=-1 if finished else row.stage_position,
        title_marks=title_marks,
        below_marks=below_marks,
    )


def spoken(line: Line, column: ColumnSpec, text: str) -> str:
    """What a screen reader says of a cell with ``text``."""
    row = line.row
    if column.key == "number" and row.major:
        return _("{number}, major").format(number=row.number)
    if column.key == "priority" and text and row.provisional and not row.by_level:
        return _("{priority}, provisional").format(priority=text)
    if column.key == "stage":
        place = _("{stage}, stage {n} of {total}")
        return place.format(stage=text, n=row.stage_position + 1, total=row.stage_count)
    if column.key == "assignee":
        return row.assignee_name or _("nobody")
    return text


def _status(row: QueueRow) -> str:
    return status_text(row.status, row.merged_into)


def _restricted(row: QueueRow, wording: Wording) -> list[str]:
    """That it is restricted, and by when the law wants to be told of it."""
    if not row.restricted or row.kept:
        return []
    if row.notice_ms is None:
        return [_("Restricted")]
    return [_("Restricted"), _("legal notice by {when}").format(when=_time(row.notice_ms, wording))]


def _response(row: QueueRow, wording: Wording) -> list[str]:
    """The SEV level, unless it stands in the column of the priority, and that it is none but a drill."""
    stands = row.by_level and any(column.key == "priority" for column in wording.columns)
    return ["" if stands else sev_text(row.sev), _("DRILL") if row.drill else ""]


def _family(row: QueueRow) -> list[str]:
    """How many called about an outage, and of which outage it is a part."""
    if not row.callers and not row.parent:
        return []
    callers = ngettext("{n} caller", "{n} callers", row.callers).format(n=row.callers) if row.callers else ""
    return [callers, _("part of {number}").format(number=row.parent) if row.parent else ""]


def _priority(row: QueueRow, wording: Wording) -> str:
    key = urgency_short(row)
    known = wording.priorities.get(key)
    if known is None:
        known = wording.priorities[key] = urgency_text(row, wording.settings.label)
    return known


def _stage(row: QueueRow) -> str:
    return _status(row) if row.status in ENDED_STATUSES else row.stage_title


def _time(ms: int | None, wording: Wording) -> str:
    return "" if ms is None else instant_text(in_zone(ms, wording.zone), today=wording.today)


_CELLS: dict[str, Callable[[QueueRow, Wording], str]] = {
    "number": lambda row, _wording: row.number,
    "priority": _priority,
    "title": lambda row, _wording: row.title,
    "stage": lambda row, _wording: _stage(row),
    "next_due": lambda _row, _wording: "",
    "assignee": lambda row, _wording: row.assignee_name or NOBODY,
    "reporter": lambda row, _wording: row.reporter_name or NOBODY,
    "status": lambda row, _wording: _status(row),
    "logged": lambda row, wording: _time(row.logged_ms, wording),
    "updated": lambda row, wording: _time(row.updated_ms, wording),
    "resolved": lambda row, wording: _time(row.resolved_ms, wording),
    "closed": lambda row, wording: _time(row.closed_ms, wording),
}
assert _CELLS.keys() == BASE.keys()  # noqa: S101 - one line of each table for each column


_OF_KEPT = frozenset({"number", "priority", "title", "status"})
"""The columns that have something of an incident that is kept from who looks."""


def _cell(row: QueueRow, key: str, wording: Wording) -> str:
    if row.kept and key not in _OF_KEPT:
        return ""
    known = _CELLS.get(key)
    if known is not None:
        return known(row, wording)
    return _words(row.cells[wording.extra.index(key)], wording.catalogue.get(key), wording)


def _words(value: JsonValue, info: FieldInfo | None, wording: Wording) -> str:
    """A raw value in words, by the kind of its field."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_words(one, info, wording) for one in value)
    if info is not None and info.kind == "moment":
        return _moment(value, wording)
    if info is not None and info.kind == "duration" and isinstance(value, int | float):
        return duration_text(value)
    text = str(value)
    return dict(info.choices).get(text, text) if info is not None and info.choices else text


def _moment(value: JsonValue, wording: Wording) -> str:
    if isinstance(value, int):
        return _time(value, wording)
    try:
        return moment_text(moment_from_json(value), today=wording.today, zone=wording.zone)
    except ValueError:
        return str(value)
