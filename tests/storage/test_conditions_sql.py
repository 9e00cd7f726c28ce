"""A condition means the same in Python and in SQL: asked of one desk full of generated incidents."""

# ruff: noqa: E501 - one question a line reads best
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.conditions import Bindings, holds, parse_condition
from incidentdesk.domain.core_fields import STATUSES
from incidentdesk.domain.json_values import Facts
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.use_cases import UseCases
from walk import exact

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # it would hide what differs

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
ZOO = """
key = "zoo"
version = 1
[[stage]]
key = "all"
fields = [
  {key = "title"}, {key = "description"}, {key = "error_code"}, {key = "source"}, {key = "reporter"},
  {key = "assignee"}, {key = "service"}, {key = "occurred"}, {key = "category"}, {key = "impact"}, {key = "place"},
  {key = "a_text", kind = "text"},
  {key = "a_long", kind = "long_text"},
  {key = "a_code", kind = "code"},
  {key = "a_choice", kind = "choice", choices = ["low", "mid", "High"]},
  {key = "a_many", kind = "multi_choice", choices = ["red", "green", "blue"]},
  {key = "a_flag", kind = "yes_no"},
  {key = "a_moment", kind = "moment", ahead = true},
  {key = "a_duration", kind = "duration"},
  {key = "a_number", kind = "number"},
  {key = "a_person", kind = "person"},
  {key = "a_link", kind = "incident_link"},
  {key = "a_list", kind = "attachment_list"},
  {key = "a_check", kind = "checklist"},
  {key = "out_choice", kind = "choice", choices = ["low", "mid", "High"], indexed = false},
  {key = "out_many", kind = "multi_choice", choices = ["red", "green"], indexed = false},
  {key = "out_number", kind = "number", indexed = false},
  {key = "out_flag", kind = "yes_no", indexed = false},
  {key = "rows", kind = "table", columns = [
    {key = "text", kind = "text"}, {key = "pick", kind = "choice", choices = ["x", "y"]},
    {key = "at", kind = "moment", ahead = true}, {key = "n", kind = "number"}, {key = "who", kind = "person"},
    {key = "yes", kind = "yes_no"}, {key = "code", kind = "code"},
    {key = "out", kind = "choice", choices = ["x", "Y"], indexed = false}]},
]
[[stage]]
key = "close"
fields = [{key = "a_last", kind = "text"}]
sets_status = "closed"
"""
TEXTS = [
    "",
    "Straße",
    "STRASSE",
    "ﬁle",
    "für",
    "FU\u0308R",
    "fur",
    "\uff26\uff17",
    "İ",
    "a\U0010ffff",
    "\ud7ff\ue000",
    "file",
    "Файл",
    "файл",
    "a b",
    "%",
    "_",
    "o'clock",
    '"q"',
    "x",
    "0",
    "me",
]


@dataclass(repr=False)
class Zoo:
    """The desk, who asks, and what is known of each incident by uid."""

    cases: UseCases
    me: str
    uids: list[str]
    bindings: Bindings
    facts: dict[str, Facts]


def moment(dice: random.Random, first: int = -72, last: int = 24) -> dict[str, Any]:
    at = NOW + timedelta(hours=dice.randrange(first, last))
    return dice.choice([
        exact(at),
        exact(at) | {"precision": "about"},
        {"precision": "between", "at": at.isoformat(), "until": (at + timedelta(hours=5)).isoformat()},
        {"precision": "unknown", "at": None, "until": None},
    ])  # fmt: skip


def values(dice: random.Random, people: list[str], others: dict[str, list[str]]) -> dict[str, Any]:
    def row() -> dict[str, Any]:
        cells = {
            "text": dice.choice(TEXTS),
            "pick": dice.choice(["x", "y"]),
            "at": moment(dice),
            "n": dice.choice([0, 1, 2.5]),
            "who": dice.choice(people),
            "yes": dice.random() < 0.5,
            "code": dice.choice(TEXTS),
            "out": dice.choice(["x", "Y"]),
        }
        return {key: cells[key] for key in cells if dice.random() < 0.6}

    every = {
        "description": dice.choice(TEXTS),
        "error_code": dice.choice(["E7", "e7", "0x80070005", *TEXTS]),
        "source": dice.choice(["user_report", "monitoring"]),
        "reporter": dice.choice(others["reporter"]),
        "assignee": dice.choice(people),
        "service": dice.choice(others["service"]),
        "occurred": moment(dice, -200, -60),
        "category": dice.choice(["software.mail", "software", "access.rights"]),
        "impact": dice.choice(["high", "medium", "low"]),
        "place": dice.choice(TEXTS),
        "a_text": dice.choice(TEXTS),
        "a_long": dice.choice(TEXTS) * 3,
        "a_code": dice.choice(TEXTS),
        "a_choice": dice.choice(["low", "mid", "High"]),
        "a_many": dice.sample(["red", "green", "blue"], dice.randrange(4)),
        "a_flag": dice.random() < 0.5,
        "a_moment": moment(dice),
        "a_duration": dice.choice([0, 1, 90]),
        "a_number": dice.choice([0, 1, -2.5, 7, 10**12]),
        "a_person": dice.choice(people),
        "a_link": dice.choice(["INC-2026-000001", "inc-2026-000002"]),
        "a_list": dice.sample(["ab", "cd"], dice.randrange(3)),
        "a_check": [{"text": "look", "done": True}],
        "out_choice": dice.choice(["low", "mid", "High"]),
        "out_many": dice.sample(["red", "green"], dice.randrange(3)),
        "out_number": dice.choice([0, 1, -2.5]),
        "out_flag": dice.random() < 0.5,
        "rows": [row() for _ in range(dice.randrange(4))],
    }
    return {key: every[key] for key in every if dice.random() < 0.7}


def fill(cases: UseCases, time: ManualTime) -> tuple[list[str], list[str]]:
    dice = random.Random(7)  # noqa: S311 - the same desk each time
    people = [cases.people.write_person(Person("", name), "")[0].uid for name in ("Ito", "Sato")]
    others = {
        "reporter": [cases.people.write_reporter(Reporter("", "Dana"), people[0])[0].uid],
        "service": [cases.people.write_item(RegisterItem("", "service", "Mail"), people[0])[0].uid],
    }
    uids = []
    for number in range(60):
        time.move_to(NOW - timedelta(hours=60 - number))
        given = values(dice, people, others) | {"title": dice.choice(["a", "Б", "  x  "])}
        uid = cases.log.log(given, people[0], process="zoo", urgent=dice.random() < 0.3).uid
        uids.append(uid)
        if dice.random() < 0.3:
            cases.stages.save(
                uid, values(dice, people, others) | {"title": dice.choice(["", "b"])}, {}, people[1]
            )
        if dice.random() < 0.3:
            wake = time.now().plus(dice.randrange(10, 5000))
            cases.lifecycle.hold(uid, dice.choice(["awaiting_user", "awaiting_part"]), people[0], wake=wake)
        elif dice.random() < 0.3:
            cases.lifecycle.cancel(uid, "test", people[0])
    time.move_to(NOW)
    return people, uids


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zoo]:
    folder: Path = tmp_path_factory.mktemp("zoo")
    (folder / "processes").mkdir()
    (folder / "processes" / "zoo.toml").write_text(ZOO, encoding="utf-8")
    time = ManualTime(NOW, BERLIN)
    with headless(desk_paths(folder / "desk.sqlite3"), time) as cases:
        assert cases.desk.library.refused == []
        people, uids = fill(cases, time)
        facts = {uid: cases.pages.incident(uid, people[0]).facts for uid in uids}
        yield Zoo(cases, people[0], uids, Bindings(people[0], time.now(), BERLIN), facts)


FIELDS = (
    "title", "description", "error_code", "source", "reporter", "assignee", "service", "occurred", "category",
    "impact", "place", "type", "priority", "provisional", "number", "status", "stage", "process", "breached",
    "paused", "hold_reason", "wake", "next_due", "next_due_kind", "logged_by", "logged", "responded", "resolved",
    "closed", "updated", "reopen_count", "major", "a_text", "a_long", "a_code", "a_choice", "a_many", "a_flag",
    "a_moment", "a_duration", "a_number", "a_person", "a_link", "a_list", "a_check", "out_choice", "out_many",
    "out_number", "out_flag", "rows", "a_last",
)  # fmt: skip
COLUMNS = tuple(f"rows.{column}" for column in ("text", "pick", "at", "n", "who", "yes", "code", "out"))
WORDS = st.sampled_from([
    *TEXTS[1:], "E7", "software", "SOFTWARE.MAIL", "user_report", "High", "HIGH", "low", "mid", "medium", "red",
    "green", "blue", "P1", "p2", "P3", "new", "on_hold", "cancelled", "INC-2026-000001", "inc-2026", "zoo", "all",
    "in_progress", "resolved", "closed", "today", "yesterday", "f", "F7", "0X8",
    "awaiting_user", "classify", "y", "ab", "now", "2026-11-23", "2026-11-22T10:00", "nonsense", "Б",
])  # fmt: skip
PLAIN = st.one_of(
    WORDS,
    st.booleans(),
    st.sampled_from([0, 1, -2.5, 2.5, 7, 90, 10**12]),
    st.builds(lambda hours: {"hours": hours}, st.integers(-80, 40)),
    st.builds(
        lambda days, minutes: {"days": days, "minutes": minutes}, st.integers(-4, 2), st.integers(0, 90)
    ),
)
PLAIN_TESTS = st.builds(
    lambda field, op, value: {"field": field, "op": op, "value": value},
    st.sampled_from(FIELDS),
    st.sampled_from(["is", "is_not", "contains", "starts_with", "at_least", "at_most", "before", "after", "any_is", "all_are"]),
    PLAIN,
)  # fmt: skip
LIST_TESTS = st.builds(
    lambda field, op, value: {"field": field, "op": op, "value": value},
    st.sampled_from(FIELDS),
    st.sampled_from(["one_of", "is", "is_not"]),
    st.lists(PLAIN, min_size=1, max_size=3),
)
EMPTY_TESTS = st.builds(
    lambda field, op: {"field": field, "op": op},
    st.sampled_from(FIELDS + COLUMNS),
    st.sampled_from(["is_empty", "is_not_empty"]),
)
COLUMN_TESTS = st.builds(
    lambda field, op, value: {"field": field, "op": op, "value": value},
    st.sampled_from(COLUMNS),
    st.sampled_from(["any_is", "all_are"]),
    PLAIN,
)
STATUS_TESTS = st.builds(
    lambda op, value: {"field": "status", "op": op, "value": value},
    st.sampled_from(["one_of", "is_not", "is", "at_least", "at_most", "contains"]),
    st.one_of(
        st.lists(st.sampled_from(STATUSES), min_size=1, max_size=4),
        st.sampled_from([*STATUSES, "ON_HOLD", "e"]),
    ),
)
TESTS = st.one_of(STATUS_TESTS, PLAIN_TESTS, LIST_TESTS, EMPTY_TESTS, COLUMN_TESTS)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=4,
)


def agree(zoo: Zoo, raw: Any) -> bool:
    """Whether both say the same of every incident; a question that a list cannot answer is none."""
    try:
        condition = parse_condition(raw, where="test")
    except ValueError:
        return True
    fields = zoo.cases.queue.fields()
    wanted = {uid for uid in zoo.uids if holds(condition, zoo.facts[uid], zoo.bindings, fields)}
    try:
        page = zoo.cases.queue.rows(ListQuestion(raw), zoo.me, limit=1000)
    except UsageError:
        return True
    assert {row.uid for row in page.rows} == wanted, raw
    assert zoo.cases.queue.count(raw, zoo.me) == len(wanted)
    return True


@settings(max_examples=700, deadline=None)
@given(raw=TESTS)
def test_one_question_means_the_same_in_both(zoo: Zoo, raw: Any) -> None:
    assert agree(zoo, raw)


@settings(max_examples=150, deadline=None)
@given(raw=CONDITIONS)
def test_joined_questions_mean_the_same_in_both(zoo: Zoo, raw: Any) -> None:
    assert agree(zoo, raw)


MUST_ANSWER: list[dict[str, Any]] = [
    {"field": "a_long", "op": "contains", "value": "strasse"},
    {"field": "place", "op": "is", "value": "ФАЙЛ"},
    {"field": "out_choice", "op": "at_least", "value": "mid"},
    {"field": "a_many", "op": "is", "value": ["green", "red"]},
    {"field": "a_many", "op": "is_not", "value": ["red"]},
    {"field": "a_many", "op": "all_are", "value": "red"},
    {"field": "out_many", "op": "contains", "value": "red"},
    {"field": "a_list", "op": "one_of", "value": ["ab"]},
    {"field": "rows.pick", "op": "all_are", "value": "x"},
    {"field": "rows.who", "op": "any_is", "value": "me"},
    {"field": "rows.text", "op": "any_is", "value": "STRASSE"},
    {"field": "rows", "op": "is_not_empty"},
    {"field": "breached", "op": "is", "value": True},
    {"field": "occurred", "op": "before", "value": {"days": -4}},
    {"field": "priority", "op": "one_of", "value": ["P1", "P2"]},
    {"field": "assignee", "op": "is", "value": "me"},
    {"field": "title", "op": "is_empty"},
    {"field": "a_moment", "op": "is", "value": "2026-11-22"},
    {"field": "a_duration", "op": "at_least", "value": 1},
]


@pytest.mark.parametrize("raw", MUST_ANSWER, ids=[f"{raw['field']} {raw['op']}" for raw in MUST_ANSWER])
def test_the_desk_has_both_answers_to_what_matters(zoo: Zoo, raw: dict[str, Any]) -> None:
    assert agree(zoo, raw)
    total = zoo.cases.queue.count(raw, zoo.me)
    assert 0 < total < len(zoo.uids)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"field": "nose", "op": "is_empty"}, "no field “nose”"),
        ({"field": "unanswered_days", "op": "at_least", "value": 1}, "one incident at a time"),
        ({"field": "title", "op": "at_least", "value": "x"}, "cannot be asked with"),
        ({"field": "status", "op": "before", "value": "now"}, "is no time"),
        ({"field": "rows", "op": "contains", "value": "x"}, "what is in “rows”"),
    ],
)
def test_what_a_list_cannot_answer_is_told(zoo: Zoo, raw: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        zoo.cases.queue.count(raw, zoo.me)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_can_be_searched_for(zoo: Zoo, text: str) -> None:
    found = zoo.cases.search.find(text)
    assert len(found.hits) <= found.total
