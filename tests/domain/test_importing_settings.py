"""The settings of an import are saved and read again, and a wrong part is named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.importing_settings import TARGETS, Reading

WORDS = st.text(max_size=8)
TARGET = st.sampled_from(sorted(TARGETS))
READINGS = st.builds(
    Reading,
    format=WORDS,
    encoding=WORDS,
    delimiter=WORDS,
    day_first=st.none() | st.booleans(),
    nulls=st.lists(WORDS).map(tuple),
    zone=WORDS,
    repair=st.booleans(),
    columns=st.dictionaries(WORDS, TARGET | st.just("")),
    values=st.dictionaries(TARGET, st.dictionaries(WORDS, WORDS)),
    likeness=st.floats(0, 1),
    rows=st.integers(0),
    damaged=st.integers(0),
    doubts=st.lists(WORDS).map(tuple),
    heads=st.lists(WORDS).map(tuple),
    sample=st.lists(st.lists(WORDS).map(tuple)).map(tuple),
)


@settings(deadline=None)
@given(READINGS)
def test_settings_come_back_equal(reading: Reading) -> None:
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "no JSON object"),
        ({}, "do not say the “format”"),
        ({"format": "csv", "colour": 1}, "unknown part “colour”"),
        ({"format": 3}, "“format”"),
        ({"format": "csv", "day_first": "yes"}, "“day_first”"),
        ({"format": "csv", "repair": None}, "“repair”"),
        ({"format": "csv", "head_line": -1}, "“head_line”"),
        ({"format": "csv", "likeness": 2}, "“likeness”"),
        ({"format": "csv", "nulls": "?"}, "“nulls”"),
        ({"format": "csv", "columns": ["a"]}, "“columns”"),
        ({"format": "csv", "columns": {"Head": "nonsense"}}, "“nonsense” in “columns”"),
        ({"format": "csv", "values": {"nonsense": {}}}, "“nonsense” in “values”"),
        ({"format": "csv", "values": {"status": "open"}}, "“values”"),
        ({"format": "csv", "sample": ["a"]}, "“sample”"),
    ],
)
def test_a_wrong_part_is_named(value: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Reading.from_json(value)
