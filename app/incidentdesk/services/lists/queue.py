"""Lists of incidents: asking with conditions, counting, and where an incident stands.

What is kept from the viewer stands last in every list that asks for it by what may be known of it (number,
status, priority, SEV level): so neither a condition nor an order tells anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.condition_tree import Condition, fields_used
from incidentdesk.domain.conditions import Bindings, FieldFacts, parse_condition
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.sure_conditions import surely
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.seeing import Bare
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import FieldInfo, ListFields
from incidentdesk.services.lists.queue_rows import QueuePage, RowReader, kept_row, known_of, shared
from incidentdesk.storage import lists
from incidentdesk.storage.condition_fields import Sql
from incidentdesk.storage.conditions_sql import EVERY, to_sql
from incidentdesk.storage.list_indexes import OPEN
from incidentdesk.storage.lists import Range
from incidentdesk.storage.seeing import bare_rows
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class ListQuestion:
    """What a list shows.

    ``condition`` is a condition as JSON, ``None`` for every incident; ``sort`` the key of a field, ``-``
    before it for descending; ``columns`` the keys of fields to be told beside what every line has.
    """

    condition: JsonValue = None
    sort: str = "next_due"
    columns: tuple[str, ...] = ()


class Queue:
    """The use cases of the lists. Mistakes in a question raise ``UsageError`` and say what there is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._fields = ListFields(desk.library)
        self._reader = RowReader(desk.library)

    def rows(self, question: ListQuestion, me: str, *, limit: int, offset: int = 0) -> QueuePage:
        """A part of a list; ``me`` is the uid of whoever asks."""
        with self._desk.reading() as (session, settings):
            now, columns = self._desk.time.now(), question.columns
            self._fields.check_columns(columns, settings)
            where = self._where(question.condition, me, settings)
            order = self._fields.order(question.sort, settings, now.ms)
            found = lists.page(session, where, order, Range(limit, offset), shared(columns), now.ms)
            facts = self._fields.facts_of(columns, settings) if columns else None
            rows = self._reader.rows(session, found, columns, facts)
            kept = self.kept(session, settings, question.condition, me) if len(rows) < limit else []
            if kept:
                before = offset + len(rows) if rows or not offset else lists.count(session, where)
                begin = max(0, offset - before)
                rows += tuple(kept_row(one, columns) for one in kept[begin : begin + limit - len(rows)])
            return QueuePage(rows, now)

    def count(self, condition: JsonValue, me: str) -> int:
        """How many incidents hold ``condition``."""
        with self._desk.reading() as (session, settings):
            kept = self.kept(session, settings, condition, me)
            return lists.count(session, self._where(condition, me, settings)) + len(kept)

    def counts(self, conditions: Mapping[str, JsonValue], me: str) -> dict[str, int]:
        """How many incidents hold each of several conditions, by its name: figures, in which no drill counts.

        A condition that asks about drills itself gets what it asks for.
        """
        with self._desk.reading() as (session, settings):
            found = {}
            for name, condition in conditions.items():
                where = self._where(condition, me, settings)
                drills = 0 if _asks_about_drills(condition) else lists.count_drills(session, where)
                kept = self.kept(session, settings, condition, me)
                found[name] = lists.count(session, where) - drills + len(kept)
            return found

    def kept(self, session: Session, settings: DeskSettings, condition: JsonValue, me: str) -> list[Bare]:
        """What is kept from the viewer, of which ``condition`` surely holds, the oldest first."""
        bare = bare_rows(session)
        if not bare or condition is None:
            return bare
        parsed, bindings = self._parsed(condition), self._bindings(me, settings)
        fields = self._fields.facts_of(fields_used(parsed), settings)
        return [one for one in bare if surely(parsed, known_of(one), bindings, fields)]

    def keys(
        self, session: Session, settings: DeskSettings, question: ListQuestion, me: str
    ) -> Sequence[int]:
        """The integer keys of a whole list, good for the transaction at hand; eight bytes each."""
        where = self._where(question.condition, me, settings)
        order = self._fields.order(question.sort, settings, self._desk.time.now().ms)
        return lists.keys(session, where, order)

    def first(self, session: Session, settings: DeskSettings, question: ListQuestion, me: str) -> str:
        """The uid of the incident at the head of a list, in the transaction at hand; empty for none."""
        now = self._desk.time.now()
        order = self._fields.order(question.sort, settings, now.ms)
        where = lists.seen(self._where(question.condition, me, settings))
        found = lists.page(session, where, order, Range(1), (), now.ms)
        return str(found[0][0]) if found else ""

    def fell_due(self, since_ms: int, limit: int) -> QueuePage:
        """Open incidents for which something fell due after ``since_ms`` and up to now, the oldest first."""
        with self._desk.reading() as (session, _settings):
            now = self._desk.time.now()
            ids = lists.fell_due(session, since_ms, now.ms, limit)
            return QueuePage(self._reader.rows(session, lists.rows_of(session, ids, (), "i.id", now.ms)), now)

    def place(self, question: ListQuestion, me: str, uid: str) -> int | None:
        """The row, from 0, in which an incident stands now; ``None`` where it is not in the list."""
        with self._desk.reading() as (session, settings):
            where = self._where(question.condition, me, settings)
            order = self._fields.order(question.sort, settings, self._desk.time.now().ms)
            found = lists.place(session, where, order, uid)
            if found is not None:
                return found
            kept = [one.uid for one in self.kept(session, settings, question.condition, me)]
            return lists.count(session, where) + kept.index(uid) if uid in kept else None

    def uids(self, question: ListQuestion, me: str) -> list[str]:
        """Every incident of a list by uid, in its order: what a bulk change of all of it is given."""
        with self._desk.reading() as (session, settings):
            where = self._where(question.condition, me, settings)
            order = self._fields.order(question.sort, settings, self._desk.time.now().ms)
            return lists.uids(session, where, order)

    def totals(self) -> tuple[int, int]:
        """How many incidents the desk has, and how many of the open ones have missed a target."""
        with self._desk.database.reading() as session:
            now = self._desk.time.now().ms
            late: Sql = f"i.{OPEN} AND i.status IN ('new', 'in_progress') AND i.next_due < ?", (now,)
            total = lists.count(session, EVERY) + len(bare_rows(session))
            return total, lists.count(session, late) - lists.count_drills(session, late)

    def fields(self) -> dict[str, FieldFacts]:
        """Every field that a list can be asked for, with its kind and choices."""
        with self._desk.reading() as (_session, settings):
            return self._fields.facts(settings)

    def catalogue(self) -> tuple[FieldInfo, ...]:
        """Every field for the filter bar and the column chooser, in words."""
        with self._desk.reading() as (session, settings):
            return self._fields.catalogue(session, settings)

    def _where(self, condition: JsonValue, me: str, settings: DeskSettings) -> Sql:
        if condition is None:
            return EVERY
        parsed = self._parsed(condition)
        fields = self._fields.facts_of(fields_used(parsed), settings)
        return to_sql(parsed, self._bindings(me, settings), fields)

    def _bindings(self, me: str, settings: DeskSettings) -> Bindings:
        return Bindings(me or None, self._desk.time.now(), settings.zone)

    @staticmethod
    def _parsed(condition: JsonValue) -> Condition:
        try:
            return parse_condition(condition, where=_("condition"))
        except ValueError as error:
            raise UsageError(f"{error}.", _("Correct the condition.")) from None


def _asks_about_drills(condition: JsonValue) -> bool:
    if isinstance(condition, dict):
        return condition.get("field") == "drill" or any(map(_asks_about_drills, condition.values()))
    return isinstance(condition, list) and any(map(_asks_about_drills, condition))
