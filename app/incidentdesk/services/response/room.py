"""The response room inside a transaction: its case, its response, its roles, and the rows of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, Precision, moment_to_json
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.records import Entry, Incident
from incidentdesk.domain.responses import Response, RoleHeld, commander_of
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.cases.values import ValueChecker
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.storage import responses

Row = dict[str, JsonValue]


class Room:
    """A major incident and its response, as one use case works on them; ``finish`` writes both.

    ``moment`` is when that was which is recorded, where it is not happening now; never an unknown one.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.work = case.work
        self.response = responses.of(case.work.session, case.incident.uid) or Response(case.incident.uid)
        self.roles = responses.roles(case.work.session, case.incident.uid)
        self.touched = {"responses"}
        self.moment: Moment | None = None
        self.last: Entry | None = None
        """What was told last."""

    @classmethod
    def open(cls, desk: Desk, work: Work, ref: str, *, ended: bool = False) -> Room:
        """The room of an incident by uid or number; ``RefusedError`` where it is none, or has ended."""
        case = Case.open(desk, work, ref)
        must_be_major(case.incident)
        must_not_be_merged(work.session, case.incident)
        if not ended:
            must_not_be_ended(case)
        return cls(case)

    @property
    def incident(self) -> Incident:
        """The incident as it is by now."""
        return self.case.incident

    @property
    def commander(self) -> RoleHeld | None:
        """Who is in command."""
        return commander_of(self.roles)

    def must_be_declared(self) -> None:
        """Raise ``RefusedError`` where nobody has declared it yet."""
        if self.response.declared is None:
            raise RefusedError(
                _("{number} is not declared yet.").format(number=self.incident.number),
                _("Declare it with a SEV level."),
            )

    def change(self, **parts: object) -> None:
        """Change columns of the response."""
        self.response = replace(self.response, **parts)  # type: ignore[arg-type]
        self.keep()

    def keep(self) -> None:
        """Write the response."""
        responses.write(self.work.session, self.work.new_uid(), self.response)

    def hold(self, held: RoleHeld) -> None:
        """Let somebody have a role as ``held`` says."""
        self.roles = [one for one in self.roles if one.uid != held.uid] + [held]
        responses.write_role(self.work.session, held)

    def record(
        self,
        kind: str,
        parameters: Mapping[str, JsonValue] | None = None,
        payload: JsonValue = None,
        done: Instant | None = None,
    ) -> Entry:
        """Add a line to the timeline, with the roles that its author has at this time.

        It was done at ``done``, else when ``moment`` says, as exactly as that is known.
        """
        mine: list[JsonValue] = [
            one.role for one in self.roles if one.stands and one.person == self.work.author
        ]
        said = {**how_exactly(self.moment), **(parameters or {}), "as": mine}
        at = done or (self.moment.at if self.moment else None)
        self.last = self.case.record(kind, said, payload, at)
        return self.last

    def when(self) -> JsonValue:
        """The moment of what is recorded."""
        return moment_to_json(self.moment) if self.moment else exact(self.work.now)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table of the stage ``response``, each with the name that it has in ``row``.

        Those that a form or another process wrote have no names yet, and get the next free ones.
        """
        written = self.case.state(self.case.definition.stage("response")).values.get(table)
        found = [dict(row) for row in written if isinstance(row, dict)] if isinstance(written, list) else []
        return named_rows(found)

    def row(self, table: str, name: str) -> Row:
        """The row ``name`` of a table; ``UsageError`` where there is none."""
        rows = self.rows(table)
        for one in rows:
            if one["row"] == name:
                return one
        names = ", ".join(str(one["row"]) for one in rows)
        raise UsageError(
            _("There is no row “{row}”.").format(row=name),
            _("Use one of: {names}.").format(names=names) if names else _("There is none yet."),
        )

    def add_row(self, table: str, values: Mapping[str, JsonValue]) -> Row:
        """Add a row; gives it as it is kept."""
        rows = self.rows(table)
        name = next_name(rows)
        self._put(table, [*rows, {**values, "row": name}])
        return self.row(table, name)

    def change_row(self, table: str, name: str, values: Mapping[str, JsonValue]) -> tuple[Row, Row]:
        """Change cells of a row; gives it as it was and as it is. All other rows stay as they are."""
        old = self.row(table, name)
        self._put(table, [{**one, **values} if one["row"] == name else one for one in self.rows(table)])
        return old, self.row(table, name)

    def remove_row(self, table: str, name: str) -> Row:
        """Take a row out; gives it as it was. All other rows stay as they are."""
        old = self.row(table, name)
        self._put(table, [one for one in self.rows(table) if one["row"] != name])
        return old

    def _put(self, table: str, rows: list[Row]) -> None:
        case = self.case
        stage = case.definition.stage("response")
        checker = ValueChecker(self.work.session, case.definition, self.work.settings, self.work.now)
        kept = checker.checked({table: [dict(row) for row in rows]})
        state = case.state(stage)
        case.put(replace(state, values={**state.values, **kept}))

    def finish(self) -> Changes:
        """Write everything; gives what was touched."""
        self.case.finish()
        return self.work.changes(*self.touched)


def named_rows(rows: list[Row]) -> list[Row]:
    """``rows`` with a name each; those that have one keep it."""
    named: list[Row] = []
    taken = list(rows)
    for row in rows:
        if not row.get("row"):
            row = {**row, "row": next_name([*taken, *named])}
        named.append(row)
    return named


def next_name(rows: list[Row]) -> str:
    """A name that no row of a table has: numbers, one after the other."""
    numbers = [int(str(row["row"])) for row in rows if str(row.get("row") or "").isdecimal()]
    return str(max(numbers, default=0) + 1)


def must_be_major(incident: Incident) -> None:
    """Raise ``RefusedError`` where an incident has no response room."""
    if incident.process != PROCESS:
        raise RefusedError(
            _("{number} is no major incident.").format(number=incident.number),
            _("Promote it, or raise one."),
        )


def how_exactly(moment: Moment | None) -> dict[str, JsonValue]:
    """What an entry says of a time that is not exact; nothing for one that is."""
    if moment is None or moment.precision is Precision.EXACT:
        return {}
    return {"about": True, "until": moment.until.iso()} if moment.until else {"about": True}


def moment_of(entry: Entry) -> Moment:
    """When an entry was done, as exactly as it is known."""
    until = entry.parameters.get("until")
    if isinstance(until, str):
        return Moment.between(entry.done, Instant.of(datetime.fromisoformat(until)))
    return Moment.about(entry.done) if entry.parameters.get("about") else Moment.exact(entry.done)


def exact(at: Instant) -> JsonValue:
    """An instant as the value of a moment."""
    return moment_to_json(Moment.exact(at))
