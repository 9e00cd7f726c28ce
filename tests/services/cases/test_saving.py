"""Saving over each other: other fields merge, true conflicts lose nothing; values of every kind."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.records import RegisterItem
from walk import UNKNOWN, Walk

ROW = {"statement": "It is the driver", "result": "open"}


def test_edits_to_other_fields_merge(walk: Walk) -> None:
    uid = walk.log()
    stages = walk.cases.stages
    assert not stages.save(uid, {"findings": "A"}, {"findings": None}, walk.me).conflicts
    assert not stages.save(uid, {"error_code": "E7"}, {"error_code": None}, walk.me).conflicts
    assert not stages.save(uid, {"diagnosis": "B"}, {"diagnosis": None}, walk.me).conflicts
    facts = walk.page(uid).facts
    assert (facts["findings"], facts["error_code"], facts["diagnosis"]) == ("A", "E7", "B")


def test_a_true_conflict_shows_both_and_the_rest_is_saved(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, findings="theirs")
    saved = walk.cases.stages.save(
        uid, {"findings": "mine", "diagnosis": "saved"}, {"findings": None, "diagnosis": None}, walk.me
    )
    (conflict,) = saved.conflicts
    assert (conflict.field, conflict.label) == ("findings", "What was found")
    assert (conflict.base, conflict.theirs, conflict.mine) == (None, "theirs", "mine")
    facts = walk.page(uid).facts
    assert (facts["findings"], facts["diagnosis"]) == ("theirs", "saved")


def test_the_same_edit_twice_is_no_conflict(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, findings="same")
    assert not walk.cases.stages.save(uid, {"findings": "same"}, {"findings": None}, walk.me).conflicts


def test_a_field_emptied_by_the_other_is_a_conflict(walk: Walk) -> None:
    uid = walk.log(error_code="E7")
    walk.save(uid, error_code="")
    (conflict,) = walk.cases.stages.save(uid, {"error_code": "E8"}, {"error_code": "E7"}, walk.me).conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("E7", None, "E8")


def test_a_moment_of_the_same_instant_is_what_it_was(walk: Walk) -> None:
    uid = walk.log()
    autumn = {
        "precision": "between",
        "at": "2026-10-25T00:00+02:00",
        "until": "2026-10-25T23:59+01:00",
    }
    walk.save(uid, occurred=autumn)
    assert walk.page(uid).facts["occurred"] == autumn
    count = walk.page(uid).incident.entry_count
    walk.save(uid, occurred=autumn)
    assert walk.page(uid).incident.entry_count == count


GOOD: list[tuple[str, Any, Any]] = [
    ("title", "Ünïcödé \u0000 \u200f 😀 ﬁ", "Ünïcödé \u0000 \u200f 😀 ﬁ"),
    ("description", "line\nline\ttab\r\n" * 1000, "line\nline\ttab\r\n" * 1000),
    ("occurred", UNKNOWN, UNKNOWN),
    ("repeat", False, False),
    ("hypotheses", [ROW, {}, {"statement": " "}], [ROW]),
    ("restored", {"precision": "about", "at": "2026-11-23T09:00:00.000+01:00"},
     {"precision": "about", "at": "2026-11-23T09:00+01:00", "until": None}),
    ("contact_attempts", [{"by": "m. oyelaran", "means": "phone"}], None),
    ("assignee", "M. OYELARAN", None),
    ("reporter", "dana whitlock", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "kept"), GOOD, ids=[field for field, _v, _k in GOOD])
def test_values_come_back_as_they_went_in(walk: Walk, field: str, value: Any, kept: Any) -> None:
    uid = walk.log()
    walk.save(uid, **{field: value})
    found = walk.page(uid).facts[field]
    named = {
        "contact_attempts": [{"by": walk.me, "means": "phone"}],
        "assignee": walk.me,
        "reporter": walk.reporter,
    }
    assert found == (kept if kept is not None else named[field])


BAD: list[tuple[str, Any, str]] = [
    ("nose", "x", "no field “nose”"),
    ("priority", "P1", "no field “priority”"),
    ("status", "closed", "no field “status”"),
    ("title", 7, "needs text"),
    ("title", "half \ud800", "half a character"),
    ("category", "nonsense", "has no choice “nonsense”"),
    ("repeat", "yes", "needs true or false"),
    ("repeat", 1, "needs true or false"),
    ("occurred", "about 9", "needs an object"),
    ("occurred", {"precision": "exact", "at": "2026-11-23T09:00"}, "in which zone"),
    ("hypotheses", "it is the driver", "needs a list of rows"),
    ("hypotheses", [{"nose": 1}], "no column “nose”"),
    ("hypotheses", [{"statement": 7}], "needs text"),
    ("hypotheses", [{"result": "nonsense"}], "has no choice"),
    ("assignee", "Nobody Here", "is not known"),
    ("service", "Mail", "is not known"),
]


@pytest.mark.parametrize(("field", "value", "words"), BAD, ids=[f"{f}: {w}" for f, _v, w in BAD])
def test_a_value_that_does_not_fit_is_refused_by_name_and_nothing_is_saved(
    walk: Walk, field: str, value: Any, words: str
) -> None:
    uid = walk.log()
    before = walk.page(uid)
    with pytest.raises(UsageError) as caught:
        walk.cases.stages.save(uid, {"findings": "fine", field: value}, {}, walk.me)
    assert words in str(caught.value)
    assert walk.page(uid).facts == before.facts


def test_numbers_are_finite(walk: Walk) -> None:
    folder = walk.cases.desk.library.own_folder
    folder.mkdir(parents=True)
    (folder / "n.toml").write_text(
        'key = "n"\nversion = 1\n[[stage]]\nkey = "a"\nfields = [{key = "title"}, '
        '{key = "n", kind = "number"}, {key = "d", kind = "duration"}]\n',
        encoding="utf-8",
    )
    walk.cases.administration.reload_processes()
    for bad in (float("nan"), float("inf"), 10**400):
        with pytest.raises(UsageError, match="needs a number"):
            walk.cases.log.log({"title": "x", "n": bad}, walk.me, process="n")
    for text in ("nan", "inf", "1e999", "x"):
        with pytest.raises(UsageError, match="number"):
            walk.cases.log.log({"title": "x"}, walk.me, texts={"n": text}, process="n")
    uid = walk.cases.log.log({"title": "x"}, walk.me, texts={"n": "2,5", "d": "1 h 30"}, process="n").uid
    facts = walk.page(uid).facts
    assert (facts["n"], facts["d"]) == (2.5, 90)


def test_names_that_fit_several_records_ask_for_the_uid(walk: Walk) -> None:
    for _ in range(2):
        walk.cases.people.write_item(RegisterItem("", "service", "Mail"), walk.me)
    uid = walk.log()
    with pytest.raises(UsageError, match="fits 2 records"):
        walk.save(uid, service="mail")
    item = walk.cases.people.items("service")[0]
    walk.save(uid, service=item.uid)
    assert walk.page(uid).facts["service"] == item.uid


def test_a_reporter_that_nobody_knew_is_added_by_name(walk: Walk) -> None:
    uid = walk.log(reporter="  Ada Lindqvist ")
    (found,) = walk.cases.people.find_reporters("ada")
    assert (found.name, walk.page(uid).facts["reporter"]) == ("Ada Lindqvist", found.uid)
    other = walk.log(reporter="ada lindqvist")
    assert walk.page(other).facts["reporter"] == found.uid
    assert len(walk.cases.people.find_reporters("ada")) == 1


def test_a_reporters_uid_that_nobody_has_is_refused(walk: Walk) -> None:
    with pytest.raises(UsageError, match="is not known"):
        walk.log(reporter="0190c2a0-0000-7000-8000-000000000001")
