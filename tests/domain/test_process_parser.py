"""Process definitions: what is read, and how each mistake is refused with its place and its remedy."""

# ruff: noqa: E501 - one mistake a line reads best
from __future__ import annotations

import pytest

from incidentdesk.base.resources import resource_path
from incidentdesk.domain import conditions
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_checks import clashes
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.process_parser import DefinitionError, parse_process
from incidentdesk.services.desk.process_library import KNOWN_LISTS

LISTS = frozenset(KNOWN_LISTS)


def parsed(text: str, name: str = "own.toml") -> ProcessDefinition:
    return parse_process(text, name, LISTS)


def shipped(key: str) -> ProcessDefinition:
    path = resource_path("processes", f"{key}.toml")
    return parsed(path.read_text(encoding="utf-8"), path.name)


def with_field(field: str, more: str = "") -> str:
    """A definition with two stages, the first of them with ``field``."""
    return f"""
key = "own"
version = 1
[[stage]]
key = "first"
fields = [{{key = "title"}}, {field}]
{more}
[[stage]]
key = "last"
fields = [{{key = "end", kind = "text"}}]
"""


def with_stage(*lines: str) -> str:
    return with_field('{key = "note", kind = "text"}', "\n".join(lines))


def test_itil_has_the_five_stages_in_order() -> None:
    definition = shipped("itil")
    assert [stage.key for stage in definition.stages] == [
        "identification",
        "classification",
        "investigation",
        "resolution",
        "closure",
    ]
    assert (definition.key, definition.version) == ("itil", 2)
    assert all(stage.guidance and definition.role_of(stage) for stage in definition.stages)
    assert [stage.sets_status for stage in definition.stages] == ["", "in_progress", "", "resolved", "closed"]


def test_itil_asks_what_identification_must_make_certain() -> None:
    fields = {field.key for field in shipped("itil").stage("identification").fields}
    assert fields >= {"title", "description", "error_code", "occurred", "source", "reporter", "assignee"}


def test_the_smallest_process_is_read() -> None:
    definition = shipped("blank")
    assert [stage.key for stage in definition.stages] == ["log", "close"]
    done = definition.fields_by_key["what_was_done"][1]
    assert done.required_when == done.show_when
    assert definition.stage("close").gate[0].say == "It closes when it is done"


def test_a_field_without_words_gets_some() -> None:
    field = parsed(with_field('{key = "shoe_size", kind = "number"}')).fields_by_key["shoe_size"][1]
    assert (field.label, field.width, field.indexed, field.core) == ("Shoe size", "half", True, False)


@pytest.mark.parametrize("key", [key for key, core in CORE_FIELDS.items() if not core.derived])
def test_a_shared_field_brings_its_kind_and_choices(key: str) -> None:
    text = with_field("") if key == "title" else with_field(f'{{key = "{key}"}}')
    field = parsed(text).fields_by_key[key][1]
    core = CORE_FIELDS[key]
    assert (field.kind, field.choices_from, field.label, field.core) == (
        core.kind,
        core.choices_from,
        core.label,
        True,
    )


@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_every_kind_can_be_a_field(kind: str) -> None:
    more = ', choices = ["a", "b"]' if FIELD_KINDS[kind].has_choices else ""
    more += ', columns = [{key = "a", kind = "text"}]' if kind == "table" else ""
    field = parsed(with_field(f'{{key = "it", kind = "{kind}"{more}}}')).fields_by_key["it"][1]
    assert (field.kind, field.indexed) == (kind, FIELD_KINDS[kind].indexed)


def test_a_condition_may_name_fields_columns_shared_and_counted_ones() -> None:
    text = with_field(
        '{key = "rows", kind = "table", columns = [{key = "a", kind = "text"}]}',
        'gate = [{needs = [{any = [{field = "rows.a", op = "any_is", value = "x"}, '
        '{field = "status", op = "is", value = "new"}, '
        '{field = "unanswered_days", op = "at_least", value = 1}]}], say = "x"}]\n'
        'skip_when = {field = "end", op = "is_empty"}',
    )
    assert parsed(text).stage("first").skip_when == conditions.Test("end", "is_empty")


STAGE, NOTE, OWN = "stage “first”", "field “note”", "own.toml"
MISTAKES = [
    ('key = "own"\nversion = 1\n[[stage', (OWN,), "is not TOML"),
    ('key = "own"\nversion = 1\n', (OWN,), "has no stages"),
    ('key = "own"\nversion = 1\nstage = "x"\n', (OWN,), "has no stages"),
    ('key = "own"\nversion = 1\nstage = [1]\n', (OWN,), "a stage is not a table"),
    (with_stage().replace("version = 1", ""), (OWN,), "has no “version”"),
    (with_stage().replace("version = 1", "version = 0"), (OWN,), "has no “version”"),
    (with_stage().replace("version = 1", "version = true"), (OWN,), "has no “version”"),
    (with_stage().replace('key = "own"', 'key = "my process"'), (OWN,), "no valid “key”"),
    (with_stage().replace('key = "own"', 'key = "own"\ncolour = "red"'), (OWN,), "unknown entry “colour”"),
    (with_stage().replace('key = "own"', 'key = "own"\nroles = "all"'), (OWN,), "“roles” is not a table"),
    (with_stage().replace('key = "own"', 'key = "own"\nquick = "yes"'), (OWN,), "“quick” is not a table"),
    (with_stage().replace('key = "own"', 'key = "own"\ntitle = 7'), (OWN,), "“title” is not text"),
    (with_stage().replace('key = "last"', 'key = "first"'), (OWN, STAGE), "used twice"),
    (with_stage('sets_statu = "closed"'), (OWN, STAGE), "unknown entry “sets_statu”"),
    (with_stage('sets_status = "done"'), (OWN, STAGE), "unknown status “done”"),
    (with_stage('sets_time = ["finished"]'), (OWN, STAGE), "unknown time “finished”"),
    (with_stage('sets_time = "closed"'), (OWN, STAGE), "“sets_time” is not a list"),
    (with_stage('role = "boss"').replace('key = "own"', 'key = "own"\nroles = {desk = "Desk"}'), (OWN, STAGE),
     "unknown role “boss”"),
    (with_stage('on_fail = [{when = [], back_to = "last", say = "x"}]'), (OWN, STAGE), "no earlier stage"),
    (with_stage('on_fail = [{back_to = "last", say = "x"}]'), (OWN, STAGE), "lacks “when”"),
    (with_stage('on_fail = ["last"]'), (OWN, STAGE), "is not a table"),
    (with_stage('gate = [{needs = [{field = "note", op = "is_empty"}]}]'), (OWN, STAGE, "gate"), "or “say”"),
    (with_stage('gate = [{needs = [{field = "nose", op = "is_empty"}], say = "x"}]'), (OWN, STAGE),
     "unknown field “nose”"),
    (with_stage('gate = [{field = "end", needs = [], say = "x"}]'), (OWN, STAGE), "not on this stage"),
    (with_stage('gate = [{needs = [{field = "note", op = "equals", value = 1}], say = "x"}]'), (OWN, STAGE),
     "unknown op “equals”"),
    (with_stage('gate = "closed"'), (OWN, STAGE), "“gate” is not a list"),
    (with_stage("gate = [1]"), (OWN, STAGE, "gate"), "is not a table"),
    (with_stage('skip_when = [{field = "nose", op = "is_empty"}]'), (OWN, STAGE), "unknown field “nose”"),
    (with_field('"note"'), (OWN, STAGE), "a field is not a table"),
    (with_field('{kind = "text"}'), (OWN, STAGE), "no valid “key”"),
    (with_field('{key = "note"}'), (OWN, STAGE, NOTE), "no kind that is known"),
    (with_field('{key = "note", kind = "colour"}'), (OWN, STAGE, NOTE), "(“colour”)"),
    (with_field('{key = "note", kind = "text", labl = "x"}'), (OWN, STAGE, NOTE), "unknown entry “labl”"),
    (with_field('{key = "note", kind = "text", label = 3}'), (OWN, STAGE, NOTE), "“label” is not text"),
    (with_field('{key = "note", kind = "text", required = "yes"}'), (OWN, STAGE, NOTE), "neither true nor false"),
    (with_field('{key = "note", kind = "text", width = "wide"}'), (OWN, STAGE, NOTE), "unknown width “wide”"),
    (with_field('{key = "note", kind = "text", reveal = "more", required = true}'), (OWN, STAGE, NOTE), "hidden"),
    (with_field('{key = "note", kind = "text"}, {key = "note", kind = "text"}'), (OWN, STAGE, NOTE), "used twice"),
    (with_field('{key = "note", kind = "choice"}'), (OWN, STAGE, NOTE), "has no choices"),
    (with_field('{key = "note", kind = "choice", choices_from = "x"}'), (OWN, STAGE, NOTE), "unknown list “x”"),
    (with_field('{key = "note", kind = "choice", choices = ["a", "a"]}'), (OWN, STAGE, NOTE), "a choice twice"),
    (with_field('{key = "note", kind = "choice", choices = [3]}'), (OWN, STAGE, NOTE), "neither a key nor a table"),
    (with_field('{key = "note", kind = "choice", choices = "a"}'), (OWN, STAGE, NOTE), "“choices” is not a list"),
    (with_field('{key = "note", kind = "table"}'), (OWN, STAGE, NOTE), "a table without columns"),
    (with_field('{key = "note", kind = "table", columns = [{key = "a"}]}'), (OWN, STAGE, NOTE, "column “a”"),
     "no kind that is known"),
    (with_field('{key = "note", kind = "table", columns = [{key = "a", kind = "table", '
                'columns = [{key = "b", kind = "text"}]}]}'), (OWN, STAGE, NOTE, "column “a”"), "cannot be a column"),
    (with_field('{key = "note", kind = "table", columns = [{key = "a", kind = "text"}, {key = "a", kind = "text"}]}'),
     (OWN, STAGE, NOTE), "column “a” twice"),
    (with_field('{key = "note", kind = "table", columns = [{key = "a", kind = "text"}], add = ["x"]}'),
     (OWN, STAGE, NOTE), "is not a table"),
    (with_field('{key = "note", kind = "text", columns = [{key = "a", kind = "text"}]}'), (OWN, STAGE, NOTE),
     "only a table has columns"),
    (with_field('{key = "note", kind = "text", show_when = [{field = "nose", op = "is_empty"}]}'), (OWN, STAGE, NOTE),
     "unknown field “nose”"),
    (with_field('{key = "note", kind = "text", default_from = "nose"}'), (OWN, STAGE, NOTE), "unknown field “nose”"),
    (with_field('{key = "note", kind = "number", default = "many"}'), (OWN, STAGE, NOTE), "its default needs a number"),
    (with_field('{key = "note", kind = "choice", choices = ["a"], default = "b"}'), (OWN, STAGE, NOTE),
     "its default is no choice"),
    (with_field('{key = "severity", kind = "number"}'), (OWN, STAGE, "field “severity”"), "shared field of kind choice"),
    (with_field('{key = "severity", choices = ["bad", "worse"]}'), (OWN, STAGE, "field “severity”"), "shared field"),
    (with_field('{key = "priority"}'), (OWN, STAGE, "field “priority”"), "is worked out by the program"),
    (with_field('{key = "status", kind = "text"}'), (OWN, STAGE, "field “status”"), "is worked out by the program"),
    (with_field('{key = "unanswered_days", kind = "number"}'), (OWN, STAGE, "field “unanswered_days”"), "worked out"),
    (with_stage("[quick]", 'title = "Q"', "[[quick.answer]]", 'label = "x"', 'fields = ["nose"]'), (OWN, "quick"),
     "unknown field “nose”"),
    (with_stage("[quick]", "[[quick.fill]]", 'field = "nose"', "value = 1"), (OWN, "quick"), "unknown field “nose”"),
    (with_stage("[quick]", "[[quick.answer]]", 'label = "x"', 'row_of = "note"', 'columns = ["a"]'), (OWN, "quick"),
     "“note” is no table"),
    (with_stage("[quick]", "[[quick.fill]]", 'field = "note"', "value = 1", 'when = [{field = "nose", op = "is_empty"}]'),
     (OWN, "quick"), "unknown field “nose”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "words"), MISTAKES, ids=[words for _t, _p, words in MISTAKES])
def test_a_mistake_is_refused_with_its_place_and_a_remedy(
    text: str, place: tuple[str, ...], words: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        parsed(text)
    assert caught.value.message.startswith(", ".join(place))
    assert words in caught.value.message
    assert caught.value.next_step
    assert caught.value.exit_code == 2


def test_the_definitions_above_are_sound_but_for_their_mistake() -> None:
    assert len(parsed(with_stage()).stages) == 2


def other(field: str) -> ProcessDefinition:
    return parsed(with_field(field).replace('key = "own"', 'key = "other"'), "other.toml")


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        ('{key = "note", kind = "text"}', '{key = "note", kind = "number"}', True),
        ('{key = "note", kind = "text"}', '{key = "note", kind = "text"}', False),
        ('{key = "note", kind = "text"}', '{key = "remark", kind = "number"}', False),
        (
            '{key = "rows", kind = "table", columns = [{key = "a", kind = "text"}]}',
            '{key = "rows", kind = "table", columns = [{key = "a", kind = "number"}]}',
            True,
        ),
    ],
)
def test_a_key_has_one_kind_across_definitions(mine: str, theirs: str, clash: bool) -> None:
    found = list(clashes(parsed(with_field(mine)), [other(theirs)]))
    assert bool(found) == clash
    if clash:
        where, message, remedy = found[0]
        assert where[0] == STAGE
        assert "“other”" in message
        assert remedy
