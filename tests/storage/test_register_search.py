"""Searching a register reads one index, never the entries themselves."""

from __future__ import annotations

import pytest

from incidentdesk.storage import register_search
from incidentdesk.storage.database import DeskDatabase
from incidentdesk.storage.session import Row, Session


class Watching:
    """A session that keeps the plan of each question."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.plans: list[tuple[str, str]] = []

    def sql(self, statement: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        steps = self._session.sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        self.plans.append((statement, " | ".join(str(step[3]) for step in steps)))
        return self._session.sql(statement, parameters)

    def cell(self, statement: str, parameters: tuple[object, ...] = ()) -> object:
        return self.sql(statement, parameters)[0][0]


@pytest.mark.parametrize("register", ["reporter", "device"])
@pytest.mark.parametrize("asked", [[], [" ward"], ["123", " no"]])
def test_only_the_index_is_read(
    database: DeskDatabase, monkeypatch: pytest.MonkeyPatch, register: str, asked: list[str]
) -> None:
    monkeypatch.setattr(register_search, "MANY", 0)  # as if more were found than are taken at once
    with database.reading() as session:
        watching = Watching(session)
        register_search.find(watching, register, asked, 20, 40, retired=False)  # type: ignore[arg-type]
    walks = [plan for statement, plan in watching.plans if "uid" not in statement]
    assert len(walks) == 6
    assert all("COVERING INDEX" in plan for plan in walks)
    assert not any("TEMP B-TREE FOR ORDER BY" in plan for plan in walks)
