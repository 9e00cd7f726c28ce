"""Whose word closes an incident, and how a process reads where it is the owner's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.resources import resource_path
from incidentdesk.domain.owners_words import in_owners_words
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.whose_word import NOBODY, OWNER, REPORTER, WORD, whose_word
from incidentdesk.services.desk.process_library import read_definition

SOURCES = st.sampled_from([None, "", "user_report", "other", "monitoring", "testing"])
NAMES = st.sampled_from([None, "", "someone"])


@given(source=SOURCES, reporter=NAMES, owner=NAMES)
def test_it_is_the_reporters_only_where_somebody_told_us(
    source: str | None, reporter: str | None, owner: str | None
) -> None:
    kind = whose_word(source, reporter, owner)
    told = bool(reporter) and source not in {"monitoring", "testing"}
    assert (kind == REPORTER) == told
    assert (kind == OWNER) == (not told and bool(owner))
    assert kind in {REPORTER, OWNER, NOBODY}


@given(reporter=NAMES, owner=NAMES)
def test_a_reporter_makes_no_difference_to_what_monitoring_found(
    reporter: str | None, owner: str | None
) -> None:
    assert whose_word("monitoring", reporter, owner) == whose_word("monitoring", None, owner)


def texts_of(definition: ProcessDefinition) -> str:
    """All texts of the closing stage and the quick page, guidance apart."""
    stage = definition.fields_by_key[WORD][0]
    quick = definition.quick
    assert quick is not None
    return " ".join(
        [field.label + field.say for field in stage.fields]
        + [need.say for need in stage.gate]
        + [one.say for one in stage.on_fail]
        + [one.label for one in quick.answers]
        + [str(one.value) for one in quick.fills]
    )


def test_no_label_or_gate_names_the_reporter_where_the_owner_is_asked() -> None:
    plain = read_definition(resource_path("processes") / "itil.toml")
    owners = in_owners_words(plain)
    assert "reporter" in texts_of(plain).lower()
    assert "caller" in texts_of(plain).lower()
    assert "reporter" not in texts_of(owners).lower()
    assert "caller" not in texts_of(owners).lower()


def test_only_the_words_differ() -> None:
    plain = read_definition(resource_path("processes") / "itil.toml")
    owners = in_owners_words(plain)
    assert (owners.key, owners.version, owners.sha256, owners.text) == (
        plain.key, plain.version, plain.sha256, plain.text,
    )  # fmt: skip
    assert owners.stages[:-1] == plain.stages[:-1]
    for one, other in zip(owners.stages[-1].fields, plain.stages[-1].fields, strict=True):
        assert (one.key, one.kind, one.choices, one.required_when, one.columns) == (
            other.key, other.kind, other.choices, other.required_when, other.columns,
        )  # fmt: skip
    gates = zip(owners.stages[-1].gate, plain.stages[-1].gate, strict=True)
    assert all((one.needs, one.when) == (other.needs, other.when) for one, other in gates)


def test_a_process_without_such_a_word_stays_as_it_is() -> None:
    blank = read_definition(resource_path("processes") / "blank.toml")
    if WORD not in blank.fields_by_key:
        assert in_owners_words(blank) is blank
