"""Lists beyond the built-in views: columns, orders, and where an incident stands."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, STATUSES
from incidentdesk.domain.records import RegisterItem
from incidentdesk.services.lists.queue import ListQuestion
from walk import CLASSIFICATION, INVESTIGATION, RESOLUTION, Walk, exact


def cells(walk: Walk, *columns: str, condition: Any = None) -> list[tuple[Any, ...]]:
    question = ListQuestion(condition, "number", columns)
    return [row.cells for row in walk.cases.queue.rows(question, walk.me, limit=99).rows]


def test_columns_hold_values_of_the_incident_and_of_its_stages(walk: Walk) -> None:
    mail = walk.cases.people.write_item(RegisterItem("", "service", "Mail"), walk.me)[0].uid
    walk.log()
    occurred = walk.time.now()
    uid = walk.log(service=mail, occurred=exact(occurred.local()), error_code="E7", **CLASSIFICATION)
    walk.save(uid, **INVESTIGATION, **RESOLUTION)
    nothing, filled = cells(
        walk,
        "service",
        "fix_kind",
        "error_code",
        "back_to_normal",
        "occurred",
        "major",
        "logged_by",
        "findings",
    )
    assert filled == (
        "Mail", "permanent", "E7", True, occurred.ms, False, "M. Oyelaran", INVESTIGATION["findings"]
    )  # fmt: skip
    assert nothing[:4] == (None, None, None, None)


def test_a_person_on_a_stage_is_told_by_name(walk: Walk) -> None:
    fields = walk.cases.queue.fields()
    columns = {field.key: field for field in walk.cases.queue.catalogue() if field.column}
    assert "hypotheses" not in columns
    assert "hypotheses.result" not in columns
    assert columns.keys() <= fields.keys() - DERIVED_FACTS.keys()
    walk.to("closure")
    (row,) = cells(walk, *columns)
    assert len(row) == len(columns)
    known = dict(zip(columns, row, strict=True))
    for key, field in columns.items():
        if field.kind in {"person", "reporter"} and known[key] is not None:
            assert known[key] in {"M. Oyelaran", "Dana Whitlock"}, key
        if field.kind == "choice" and known[key] is not None and field.choices:
            assert known[key] in dict(field.choices), key


def test_a_list_can_be_sorted_by_every_field_that_says_so(walk: Walk) -> None:
    first, second = walk.to("closure", place="Äpfel"), walk.log(place="apfel")
    third = walk.log(urgent=True)
    sortable = [field.key for field in walk.cases.queue.catalogue() if field.sortable]
    assert {"next_due", "number", "title", "assignee", "impact", "updated"} <= set(sortable)
    for sort in [*sortable, *(f"-{key}" for key in sortable)]:
        question = ListQuestion(sort=sort)
        uids = [row.uid for row in walk.cases.queue.rows(question, walk.me, limit=9).rows]
        assert sorted(uids) == sorted([first, second, third]), sort
        assert uids == walk.cases.queue.uids(question, walk.me), sort
        assert [walk.cases.queue.place(question, walk.me, uid) for uid in uids] == [0, 1, 2], sort
        for place, uid in enumerate(uids):
            page = walk.cases.queue.rows(question, walk.me, limit=1, offset=place)
            assert [row.uid for row in page.rows] == [uid], sort


def test_choices_sort_in_the_order_of_their_list_and_stages_in_that_of_the_work(walk: Walk) -> None:
    low, none = walk.log(**CLASSIFICATION | {"impact": "low"}), walk.log()
    high, late = walk.log(**CLASSIFICATION | {"impact": "high"}), walk.to("resolution")
    impacts = [choice for choice, _words in field(walk, "impact").choices]
    order = walk.cases.queue.uids(ListQuestion(sort="impact"), walk.me)
    by_impact = sorted([low, high], key=lambda uid: impacts.index(str(walk.page(uid).facts["impact"])))
    assert [uid for uid in order if uid in {low, high}] == by_impact
    assert order[-1] == none
    assert walk.cases.queue.uids(ListQuestion(sort="-stage"), walk.me)[0] == late


def test_an_incident_that_is_not_in_the_list_has_no_place(walk: Walk) -> None:
    uid = walk.log()
    closed = {"field": "status", "op": "is", "value": "closed"}
    assert walk.cases.queue.place(ListQuestion(closed), walk.me, uid) is None
    assert walk.cases.queue.place(ListQuestion(), walk.me, "nobody") is None


def field(walk: Walk, key: str) -> Any:
    return next(one for one in walk.cases.queue.catalogue() if one.key == key)


def test_the_catalogue_has_every_field_once_in_words(walk: Walk) -> None:
    catalogue = walk.cases.queue.catalogue()
    assert [one.key for one in catalogue[: len(CORE_FIELDS)]] == list(CORE_FIELDS)
    assert len({one.key for one in catalogue}) == len(catalogue)
    assert {one.key for one in catalogue} == walk.cases.queue.fields().keys() - DERIVED_FACTS.keys()
    assert all(one.label and one.group and one.ops for one in catalogue)
    assert [key for key, _words in field(walk, "status").choices] == list(STATUSES)
    assert dict(field(walk, "status").choices)["on_hold"] == "On hold"
    assert dict(field(walk, "assignee").choices) == {walk.me: "M. Oyelaran"}
    assert dict(field(walk, "stage").choices)["closure"] == "Closure"
    assert (field(walk, "title").ops[0], field(walk, "status").ops[0]) == ("contains", "is")
    assert field(walk, "hypotheses.result").ops == ("any_is", "all_are", "is_empty", "is_not_empty")
    assert not field(walk, "findings").indexed
    assert field(walk, "fix_kind").indexed


def test_every_op_of_the_catalogue_is_one_that_a_list_answers(walk: Walk) -> None:
    walk.to("closure")
    samples = {"yes_no": True, "moment": "now", "number": 1, "duration": 1}
    for one in walk.cases.queue.catalogue():
        value = one.choices[0][0] if one.choices else samples.get(one.kind, "x")
        for op in one.ops:
            raw: Any = {"field": one.key, "op": op, "value": [value] if op == "one_of" else value}
            if op in {"is_empty", "is_not_empty"}:
                del raw["value"]
            assert walk.cases.queue.count(raw, walk.me) in {0, 1}, raw


def test_a_wrong_question_is_told_with_what_there_is(walk: Walk) -> None:
    with pytest.raises(UsageError, match="error_code"):
        walk.cases.queue.rows(ListQuestion(columns=("nose",)), walk.me, limit=1)
    with pytest.raises(UsageError, match="next_due"):
        walk.cases.queue.rows(ListQuestion(sort="nose"), walk.me, limit=1)
    with pytest.raises(UsageError, match="unknown op"):
        walk.cases.queue.count({"field": "title", "op": "like", "value": "x"}, walk.me)
