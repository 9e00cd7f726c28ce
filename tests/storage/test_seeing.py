"""The views that keep restricted incidents from whoever is not named: none may be forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from incidentdesk.services.lists.views import view_of
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import lists, seeing
from incidentdesk.storage.all_tables import ALL_TABLES
from incidentdesk.storage.conditions_sql import EVERY
from incidentdesk.storage.database import DeskDatabase
from incidentdesk.storage.list_orders import Term
from incidentdesk.storage.lists import Range
from incidentdesk.storage.session import Row, Session
from storage.test_list_plans import SERVED, plan
from walk import Walk

PACKAGE = Path(seeing.__file__).parents[1]

OF_NO_INCIDENT = {
    "desk_state": "the desk",
    "setting_revision": "settings",
    "counter": "the last numbers",
    "person": "a register",
    "person_pin": "PINs",
    "reporter": "a register",
    "register_item": "a register",
    "register_batch": "files of registers",
    "register_change": "changes of registers",
    "renamed_entry": "registers",
    "process_text": "processes",
    "import_batch": "imports: files and counts",
    "import_addition": "what imports added to registers and settings",
    "withdrawn_incident": "numbers and keys of what is not there any more",
    "saved_view": "conditions that somebody wrote",
    "search_state": "how the index is",
    "handover": "services.handovers takes out what was restricted since",
    "runbook": "runbooks",
    "runbook_version": "runbooks",
    "runbook_draft": "services.runbooks takes out remarks of what is kept",
    "command_approval": "commands",
    "update_channel": "where updates go",
}
"""Tables that tell of no incident, or are seen to elsewhere."""

WHOLE = {
    "services/desk/desk.py": "whether somebody sees more than others",
    "services/lists/index_upkeep.py": "care of the index",
    "services/cases/pages.py": "which uids changed",
    "storage/database.py": "where it is made",
}
"""The modules that may read past the views, and what they give away."""


def test_each_table_has_a_view_or_tells_of_no_incident() -> None:
    names = {table._meta.table_name for table in ALL_TABLES}  # noqa: SLF001 - peewee's documented door
    assert seeing.told_apart() & OF_NO_INCIDENT.keys() == set()
    assert names - seeing.told_apart() == OF_NO_INCIDENT.keys()


def test_only_some_modules_read_past_the_views() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        names = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
        if "reading_whole" in names or "def reading_whole" in text:
            found.add(path.relative_to(PACKAGE).as_posix())
    assert found == WHOLE.keys()


PAST = {
    "storage/seeing.py": "the rule itself",
    "storage/board_rows.py": "numbers and phases for the board, and the names that it keeps back",
    "storage/imports.py": "which keys of other systems the desk has: they are refused",
    "storage/search_check.py": "compares the index with the texts",
}
"""The modules whose SQL names the tables themselves, and why."""


def test_only_some_modules_name_tables_past_the_views() -> None:
    past = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"(FROM|JOIN) main\.", path.read_text(encoding="utf-8"))
    }
    assert past == PAST.keys()


def views_of(database: DeskDatabase) -> set[str]:
    with database.reading() as session:
        return {name for (name,) in session.sql("SELECT name FROM sqlite_temp_master WHERE type = 'view'")}


def test_a_desk_without_restricted_incidents_has_no_views(cases: UseCases, walk: Walk) -> None:
    uid = walk.log()
    assert views_of(cases.desk.database) == set()
    cases.restricted.restrict(uid, "other", "Why not", walk.me)
    assert views_of(cases.desk.database) == seeing.views().keys()
    cases.restricted.lift(uid, "Done", walk.me)
    assert views_of(cases.desk.database) == set()


@pytest.mark.parametrize("table", sorted(seeing.views()))
def test_each_view_can_be_asked_by_whomever(cases: UseCases, walk: Walk, table: str) -> None:
    uid = walk.log()
    cases.restricted.restrict(uid, "other", "Why not", walk.me)
    rows = {}
    for viewer in ("", walk.me, seeing.WHOLE):
        with seeing.seen_by(viewer), cases.desk.database.reading() as session:
            rows[viewer] = session.cell(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
    assert rows[walk.me] == rows[seeing.WHOLE]
    if table == "incident":
        assert (rows[""], rows[walk.me]) == (0, 1)


@pytest.mark.parametrize(("view", "sort"), SERVED, ids=[" by ".join(pair) for pair in SERVED])
def test_views_take_no_index_away(cases: UseCases, walk: Walk, view: str, sort: str) -> None:
    cases.restricted.restrict(walk.log(), "other", "Why not", walk.me)
    steps = plan(cases, view_of(view).condition, sort)
    (step,) = (one for one in steps if one.split()[1] == "t")
    assert f" INDEX {SERVED[view, sort]}" in step
    assert not any("TEMP B-TREE" in one for one in steps), steps


class Explaining(Session):
    """Gives the steps of a statement in place of its rows."""

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
        return super().sql(f"EXPLAIN QUERY PLAN {statement}", parameters)


def test_a_page_of_a_list_looks_at_no_more_than_it_shows(cases: UseCases, walk: Walk) -> None:
    """A Bloom filter over all incidents would be made for it, were the planner not told how few there are."""
    cases.restricted.restrict(walk.log(), "other", "Why not", walk.me)
    order = (Term("i.logged_at", True, True), Term("i.id", True))
    with cases.desk.database.reading():
        session = Explaining(cases.desk.database._reader)  # noqa: SLF001 - inside the transaction at hand
        steps = [str(row[3]) for row in lists.page(session, EVERY, order, Range(50), (), 0)]
    assert not any("BLOOM" in one for one in steps), steps
    assert "SCAN t USING COVERING INDEX incident_logged_at" in steps
