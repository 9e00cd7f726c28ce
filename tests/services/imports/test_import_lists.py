"""Lists of what an import brought: a field that lists know, and gates do not."""

from __future__ import annotations

import pytest

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_parser import DefinitionError, parse_process
from incidentdesk.services.lists.queue import ListQuestion
from services.imported_records import record
from services.importing_desk import ImportingDesk


def numbers(desk: ImportingDesk, batch: str) -> list[str]:
    condition: JsonValue = {"field": "import", "op": "contains", "value": batch}
    question = ListQuestion(condition, "number")
    return [one.number for one in desk.cases.queue.rows(question, desk.me, limit=99).rows]


def test_lists_hold_what_an_import_created_or_changed(desk: ImportingDesk) -> None:
    desk.cases.log.log({"title": "Logged by hand"}, desk.me)
    first = desk.bring(record("T-1", 1), record("T-2", 2))
    second = desk.bring(record("T-3", 3))
    created = {one.number for one in desk.verdicts}
    assert len(numbers(desk, first.batch)) == 2
    assert set(numbers(desk, second.batch)) == created
    assert numbers(desk, "nothing") == []
    choices = next(one for one in desk.cases.queue.catalogue() if one.key == "import").choices
    assert [uid for uid, _words in choices] == [second.batch, first.batch]


def test_a_process_cannot_call_a_field_so() -> None:
    fields = '[{key = "title"}, {key = "import", kind = "text"}]'
    text = f'key = "own"\nversion = 1\n[[stage]]\nkey = "log"\nfields = {fields}\n'
    with pytest.raises(DefinitionError, match="worked out by the program"):
        parse_process(text, "own.toml", frozenset())
