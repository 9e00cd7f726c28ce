"""The rows of a response room: actions, hypotheses, decisions, impact, needs; each change is told."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.responses import OPEN_ACTIONS
from incidentdesk.services.response.room import Room, Row, exact
from incidentdesk.storage import timeline

STARTS: Mapping[str, Mapping[str, JsonValue]] = {
    "actions": {"state": "open"},
    "hypotheses": {"result": "open", "way": "tested"},
    "decisions": {"outcome": "pending"},
    "needs": {"state": "open"},
    "impact_lines": {},
}
"""What a new row of each table says."""

KINDS = {
    "actions": "action",
    "hypotheses": "hypothesis",
    "decisions": "decision",
    "needs": "needs_followup",
    "impact_lines": "impact",
}
"""The kind of entry that tells of each table's rows."""

STATES = {"actions": "state", "hypotheses": "result", "decisions": "outcome", "needs": "state"}
"""The column that says how far a row is."""

_BEGUN = {"actions": "begun", "decisions": "at", "needs": "at"}
"""The column with the time at which a row was added."""


class RowConflictError(RefusedError):
    """Cells of a row were changed by somebody else meanwhile: ``theirs`` is what they say now.

    Nothing is saved, and neither value is lost.
    """

    def __init__(self, theirs: Mapping[str, JsonValue]) -> None:
        super().__init__(
            _("Somebody else changed the same meanwhile."), _("Choose whose words stay, and save again.")
        )
        self.theirs = dict(theirs)


def add(room: Room, table: str, values: Mapping[str, JsonValue]) -> Row:
    """Add a row; an action with minutes is back by then, a decision is that of its author."""
    given: dict[str, JsonValue] = {**STARTS[table], **values}
    if table in _BEGUN:
        given.setdefault(_BEGUN[table], room.when())
    if table == "decisions":
        given.setdefault("by", room.work.author)
    row = room.add_row(table, _boxed(room, given) if table == "actions" else given)
    _tell(room, table, "added", row, {})
    return row


def change(
    room: Room,
    table: str,
    name: str,
    values: Mapping[str, JsonValue],
    base: Mapping[str, JsonValue] | None = None,
) -> Row:
    """Change cells of a row; the others stay, and so do all other rows.

    A cell that is not what it was in the row ``base`` any more, and not what it is to be, raises
    ``RowConflictError``.
    """
    if "row" in values:
        raise UsageError(_("A row keeps its name."), _("Change the other cells."))
    given = dict(values)
    if table == "actions" and "minutes" in given:
        given = _boxed(room, given)
    old, new = room.change_row(table, name, given)
    if base is not None:
        _refuse_conflicts(old, new, values, base)
    changed = {key: old.get(key) for key in {*old, *new} if old.get(key) != new.get(key)}
    if changed:
        _tell(room, table, "changed", new, changed)
    return new


def take_back(room: Room, table: str, name: str) -> None:
    """Take a row away that its author added by mistake; the timeline keeps that it was there.

    ``RefusedError`` where somebody else added it, or has changed it since: they work with it.
    """
    room.row(table, name)
    told = timeline.entries_of_kinds(room.work.session, room.incident.uid, (KINDS[table],))
    last = next(one for one in reversed(told) if one.parameters.get("row") == name)
    if last.parameters.get("act") != "added" or last.author != room.work.author:
        raise RefusedError(
            _("Somebody works with it by now, and it is not taken back."), _("Change it, or drop it.")
        )
    _tell(room, table, "taken_back", room.remove_row(table, name), {})


def _refuse_conflicts(
    old: Row, new: Row, values: Mapping[str, JsonValue], base: Mapping[str, JsonValue]
) -> None:
    theirs = {
        key: old.get(key)
        for key in values
        if not _same(old.get(key), base.get(key)) and not _same(old.get(key), new.get(key))
    }
    if theirs:
        raise RowConflictError(theirs)


def _same(one: JsonValue, other: JsonValue) -> bool:
    return one == other or (is_missing(one) and is_missing(other))


def late_actions(rows: list[Row], now: Instant) -> list[str]:
    """The names of open actions whose time box is over; worked out when it is read."""
    found = []
    for row in rows:
        due = moment_from_json(row["due"]).at if row.get("due") else None
        if row.get("state") in OPEN_ACTIONS and due is not None and due.ms < now.ms:
            found.append(str(row["row"]))
    return found


def _boxed(room: Room, values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    minutes = values.get("minutes")
    if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes > 0:
        begun = room.moment.at if room.moment and room.moment.at else room.work.now
        return {**values, "due": exact(begun.plus(minutes))}
    return {**values, "due": None} if "minutes" in values else values


def _tell(room: Room, table: str, act: str, row: Row, old: Mapping[str, JsonValue]) -> None:
    said: dict[str, JsonValue] = {"row": row["row"], "act": act}
    state = STATES.get(table)
    if state is not None:
        said["state"] = row.get(state)
        if state in old:
            said["was"] = old[state]
    payload: dict[str, JsonValue] = {"row": dict(row)}
    if old:
        payload["old"] = dict(old)
    room.record(KINDS[table], said, payload)
