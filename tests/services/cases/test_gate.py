"""The gates of the ITIL process, asked through the use cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from walk import CLOSURE, CONFIRMED, INVESTIGATION, Walk, exact

EVIDENT = {
    "statement": "The plug was out",
    "test": "Plugged it in, it runs",
    "result": "confirmed",
    "way": "evident",
}


def test_logging_with_a_title_alone_tells_what_the_first_stage_lacks(walk: Walk) -> None:
    logged = walk.cases.log.log({"title": "It is broken"}, walk.me)
    assert logged.number == "INC-2026-000001"
    assert [gap.field for gap in logged.missing] == ["reporter", "occurred", "description"]
    assert walk.page(logged.uid).incident.stage == "identification"
    assert walk.missing(logged.uid, "identification") == [
        ("identification", "reporter"),
        ("identification", "occurred"),
        ("identification", "description"),
    ]


def test_a_full_call_passes_the_first_stage_at_once(walk: Walk) -> None:
    page = walk.page(walk.log())
    assert page.stages["identification"].completed == walk.time.now()
    assert page.incident.stage == "classification"


def test_unknown_is_an_answer_to_since_when(walk: Walk) -> None:
    uid = walk.log(occurred={"precision": "unknown", "at": None, "until": None})
    assert walk.page(uid).incident.stage == "classification"


def test_classification_lacks_its_six_answers(walk: Walk) -> None:
    uid = walk.log()
    assert walk.missing(uid, "classification") == [
        ("classification", "category"),
        ("classification", "type"),
        ("classification", "impact"),
        ("classification", "severity"),
        ("classification", "risk"),
        ("classification", ""),
    ]
    assert walk.refused(uid, "classification").missing[-1].say == "Assign someone to follow up"


def test_investigation_lacks_findings_cause_and_a_confirmed_hypothesis(walk: Walk) -> None:
    uid = walk.to("investigation")
    assert walk.missing(uid, "investigation") == [
        ("investigation", "findings"),
        ("investigation", "diagnosis"),
        ("investigation", "cause_category"),
        ("investigation", "hypotheses"),
    ]


def test_resolution_lacks_its_answers(walk: Walk) -> None:
    uid = walk.to("resolution")
    fields = ["resolution", "fix_kind", "restored", "recovery_test", "back_to_normal"]
    assert walk.missing(uid, "resolution") == [("resolution", field) for field in fields]


def test_closure_lacks_retest_word_category_and_outcome(walk: Walk) -> None:
    uid = walk.to("closure")
    fields = ["retest", "reporters_word", "closing_category", "outcome"]
    assert walk.missing(uid, "closure") == [("closure", field) for field in fields]


def test_a_hypothesis_confirmed_by_a_test_leads_through(walk: Walk) -> None:
    uid = walk.to("investigation")
    assert walk.investigate(uid) == "in_progress"
    assert walk.page(uid).incident.stage == "resolution"


@pytest.mark.parametrize("result", ["open", "ruled_out"])
def test_a_hypothesis_that_is_not_confirmed_does_not(walk: Walk, result: str) -> None:
    uid = walk.to("investigation")
    rows = [CONFIRMED | {"result": result}]
    assert walk.missing(uid, "investigation", **(INVESTIGATION | {"hypotheses": rows})) == [
        ("investigation", "hypotheses")
    ]


def test_a_confirmed_hypothesis_says_how_it_was_tested(walk: Walk) -> None:
    uid = walk.to("investigation")
    rows = [{"statement": "It is the driver", "result": "confirmed"}]
    refused = walk.refused(uid, "investigation", **(INVESTIGATION | {"hypotheses": rows}))
    assert [gap.say for gap in refused.missing] == ["Say how the confirmed hypothesis was tested"]


def test_each_row_of_a_table_has_its_required_cells(walk: Walk) -> None:
    uid = walk.to("investigation")
    rows = [CONFIRMED, {"test": "Looked at it", "result": "open"}]
    refused = walk.refused(uid, "investigation", **(INVESTIGATION | {"hypotheses": rows}))
    assert [gap.say for gap in refused.missing] == ["Hypotheses and tests, row 2: Hypothesis is missing"]


def test_a_known_error_leads_through_without_findings(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.complete(
        uid,
        "investigation",
        known_error="KE-12",
        diagnosis="The known fault of the tray",
        cause_category="hardware.wear",
    )
    assert walk.page(uid).facts["known_error"] == "KE-12"


def test_an_evident_cause_leads_through_and_is_kept_as_hypothesis_and_test(walk: Walk) -> None:
    uid = walk.to("investigation")
    assert walk.missing(uid, "investigation", hypotheses=[EVIDENT | {"test": ""}], diagnosis="Plug") == [
        ("investigation", "hypotheses")
    ]
    walk.complete(uid, "investigation", hypotheses=[EVIDENT], diagnosis="The plug was out")
    assert walk.page(uid).facts["hypotheses"] == [EVIDENT]


@pytest.mark.parametrize(
    ("impact", "severity", "passes"),
    [("high", "high", False), ("high", "medium", False), ("medium", "medium", True), ("low", "low", True)],
)
def test_not_pursued_is_for_p3_to_p5_only(walk: Walk, impact: str, severity: str, passes: bool) -> None:
    uid = walk.log()
    walk.classify(uid, impact=impact, severity=severity)
    values = {"not_pursued": "The printer is replaced next week", "prevention": "Replace printers in time"}
    if passes:
        assert walk.complete(uid, "investigation", **values) == "in_progress"
    else:
        assert ("investigation", "hypotheses") in walk.missing(uid, "investigation", **values)


@pytest.mark.parametrize(
    ("impact", "severity", "repeat", "asked"),
    [
        ("high", "high", None, True),
        ("high", "medium", None, True),
        ("medium", "medium", None, False),
        ("medium", "medium", True, True),
        ("low", "low", False, False),
    ],
)
def test_prevention_is_required_for_p1_p2_and_repeats(
    walk: Walk, impact: str, severity: str, repeat: bool | None, asked: bool
) -> None:
    uid = walk.log()
    walk.classify(uid, impact=impact, severity=severity, repeat=repeat)
    if asked:
        assert walk.missing(uid, "investigation", **INVESTIGATION) == [("investigation", "prevention")]
        walk.save(uid, prevention="Test drivers before they are rolled out")
    walk.investigate(uid)
    assert walk.page(uid).incident.stage == "resolution"


def test_a_service_request_skips_investigation_and_is_delivered(walk: Walk) -> None:
    uid = walk.log()
    walk.classify(uid, type="service_request", category="inquiry.order")
    assert walk.page(uid).incident.stage == "resolution"
    assert walk.resolve(uid) == "resolved"
    state = walk.page(uid).stages["investigation"]
    assert (state.completed, state.skipped) == (walk.time.now(), True)
    assert walk.close(uid, retest="delivered") == "closed"
    kinds = [entry.kind for entry in walk.page(uid).entries]
    assert kinds.count("stage_skipped") == 1


@pytest.mark.parametrize(("type_", "retest"), [("service_request", "passed"), ("software", "delivered")])
def test_a_choice_that_is_not_offered_is_no_answer(walk: Walk, type_: str, retest: str) -> None:
    uid = walk.log()
    walk.classify(uid, type=type_)
    if type_ == "software":
        walk.investigate(uid)
    walk.resolve(uid)
    assert walk.missing(uid, "closure", **(CLOSURE | {"retest": retest})) == [("closure", "retest")]


def test_a_request_that_turns_out_to_be_a_fault_is_investigated_after_all(walk: Walk) -> None:
    uid = walk.log()
    walk.classify(uid, type="service_request")
    walk.resolve(uid)
    walk.save(uid, type="software")
    gaps = walk.missing(uid, "closure", **CLOSURE)
    assert ("investigation", "hypotheses") in gaps
    assert walk.page(uid).incident.stage == "investigation"
    walk.investigate(uid)
    assert walk.close(uid) == "closed"


def attempts(*made: tuple[datetime, str, str]) -> list[dict[str, Any]]:
    return [{"at": exact(at), "means": means, "result": result} for at, means, result in made]


MONDAY = datetime.fromisoformat("2026-11-23T10:00+01:00")
DAY = timedelta(days=1)
NO = "no_answer"


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ([], ["three attempts", "three working days", "two different means"]),
        ([(MONDAY, "phone", NO), (MONDAY + DAY, "mail", NO)], ["three attempts", "three working days"]),
        ([(MONDAY, "phone", NO)] * 2 + [(MONDAY + DAY, "mail", NO)], ["three working days"]),
        ([(MONDAY + DAY * n, "phone", NO) for n in range(3)], ["two different means"]),
        # Friday, Saturday, Monday: Saturday is no working day
        ([(MONDAY + DAY * n, means, NO) for n, means in ((4, "phone"), (5, "mail"), (7, "phone"))],
         ["working days"]),
        ([(MONDAY + DAY * n, "phone", NO) for n in range(2)] + [(MONDAY + DAY * 2, "mail", "restored")],
         ["three attempts", "three working days", "two different means"]),
        ([(MONDAY + DAY * n, means, NO) for n, means in enumerate(("phone", "mail", "phone"))], []),
    ],
)  # fmt: skip
def test_no_answer_needs_three_attempts_on_three_working_days_by_two_means(
    walk: Walk, made: list[tuple[datetime, str, str]], says: list[str]
) -> None:
    uid = walk.to("closure")
    walk.later(days=14)
    values = CLOSURE | {"reporters_word": "no_answer", "contact_attempts": attempts(*made)}
    if not says:
        assert walk.close(uid, **values) == "closed"
        return
    missing = walk.refused(uid, "closure", **values).missing
    assert len(missing) == len(says)
    assert all(word in gap.say for word, gap in zip(says, missing, strict=True))


def test_not_needed_needs_a_reason(walk: Walk) -> None:
    uid = walk.to("closure")
    assert walk.missing(uid, "closure", **(CLOSURE | {"reporters_word": "not_needed"})) == [
        ("closure", "word_reason")
    ]
    assert walk.close(uid, reporters_word="not_needed", word_reason="Raised by monitoring") == "closed"


@pytest.mark.parametrize(
    ("stage", "values", "back_to"),
    [
        ("resolution", {"back_to_normal": False}, "investigation"),
        ("closure", {"retest": "failed"}, "resolution"),
        ("closure", {"reporters_word": "not_restored"}, "investigation"),
    ],
)
def test_a_failure_goes_back_and_what_was_written_stays(
    walk: Walk, stage: str, values: dict[str, Any], back_to: str
) -> None:
    uid = walk.to(stage)
    refused = pytest.raises(RefusedError)
    with refused as caught:
        walk.resolve(uid, **values) if stage == "resolution" else walk.close(uid, **values)
    back = caught.value.fall_back  # type: ignore[attr-defined]
    assert back is not None
    assert back.back_to == back_to
    before = walk.page(uid)
    walk.cases.stages.send_back(uid, back.back_to, back.say, walk.me)
    after = walk.page(uid)
    assert (after.incident.stage, after.incident.status) == (back_to, "in_progress")
    definition = after.definition
    opened = definition.stages[definition.position(back_to) :]
    again = {field.key for one in opened for field in one.fields if field.ask_again}
    for key, state in before.stages.items():
        stays = {name: value for name, value in state.values.items() if name not in again}
        assert after.stages[key].values == stays
    assert [key for key in again if after.facts.get(key) is not None] == []
    told = [
        entry.payload for entry in after.entries if entry.kind == "saved" and isinstance(entry.payload, dict)
    ]
    for key, value in values.items():
        assert {"old": value, "new": None} in [payload.get(key) for payload in told]
    assert not after.is_complete(after.definition.stage(back_to))
    assert after.is_complete(after.definition.stage("classification"))
    assert after.entries[-1].kind in {"saved", "sent_back", "status_changed"}


def test_what_was_sent_back_closes_once_it_holds(walk: Walk) -> None:
    uid = walk.to("closure")
    back = walk.refused(uid, "closure", **(CLOSURE | {"retest": "failed"})).fall_back
    assert back is not None
    walk.cases.stages.send_back(uid, back.back_to, back.say, walk.me)
    walk.later(hours=1)
    assert walk.resolve(uid) == "resolved"
    assert walk.close(uid) == "closed"


def test_only_a_stage_that_is_complete_can_be_gone_back_to(walk: Walk) -> None:
    uid = walk.to("investigation")
    for stage in ("investigation", "closure"):
        with pytest.raises(RefusedError):
            walk.cases.stages.send_back(uid, stage, "again", walk.me)
    with pytest.raises(UsageError, match="no stage"):
        walk.cases.stages.send_back(uid, "nowhere", "again", walk.me)


def test_stages_complete_in_order(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, type="software", **CLOSURE)
    stages = [stage for stage, _field in walk.missing(uid, "closure")]
    assert list(dict.fromkeys(stages)) == ["classification", "investigation", "resolution"]


def test_a_stage_that_lacks_nothing_but_was_not_completed_is_named(walk: Walk) -> None:
    uid = walk.to("investigation")
    walk.save(uid, **INVESTIGATION)
    missing = walk.refused(uid, "resolution", resolution="x").missing
    assert missing[0].say == "Complete “Investigation and analysis” first"


def test_any_stage_may_be_filled_at_any_time(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, resolution="Swapped the cable", retest="passed", findings="A broken cable")
    facts = walk.page(uid).facts
    assert (facts["resolution"], facts["retest"], facts["findings"]) == (
        "Swapped the cable",
        "passed",
        "A broken cable",
    )


def test_emptying_a_completed_stage_keeps_the_incident_from_closing(walk: Walk) -> None:
    uid = walk.to("closure")
    walk.save(uid, diagnosis="")
    assert walk.missing(uid, "closure", **CLOSURE) == [("investigation", "diagnosis")]


def test_raising_the_priority_asks_again_what_the_priority_asks(walk: Walk) -> None:
    uid = walk.log()
    walk.classify(uid, impact="low", severity="low")
    walk.complete(uid, "investigation", not_pursued="Not worth it")
    walk.save(uid, impact="high", severity="high")
    stages = {stage for stage, _field in walk.missing(uid, "resolution")}
    assert "investigation" in stages


def test_completing_a_stage_again_changes_nothing(walk: Walk) -> None:
    uid = walk.to("closure")
    before = walk.page(uid)
    walk.later(minutes=5)
    done = walk.cases.stages.complete(uid, "classification", walk.me)
    assert (done.status, done.next_stage) == ("resolved", "closure")
    after = walk.page(uid)
    assert after.entries == before.entries
    assert after.stages == before.stages


def test_a_closed_incident_takes_no_more_answers(walk: Walk) -> None:
    uid = walk.closed()
    with pytest.raises(RefusedError, match="not open"):
        walk.save(uid, diagnosis="")
    with pytest.raises(RefusedError, match="not open"):
        walk.complete(uid, "closure")
    assert walk.page(uid).facts["diagnosis"] == INVESTIGATION["diagnosis"]


def test_a_refused_stage_saves_what_was_typed(walk: Walk) -> None:
    uid = walk.to("resolution")
    walk.refused(uid, "resolution", resolution="Half of it")
    assert walk.page(uid).facts["resolution"] == "Half of it"


def test_closing_keeps_both_categories(walk: Walk) -> None:
    uid = walk.to("closure")
    walk.close(uid, closing_category="hardware.printer")
    facts = walk.page(uid).facts
    assert (facts["category"], facts["closing_category"]) == ("software.printing", "hardware.printer")


def test_a_category_says_the_type_where_nobody_did(walk: Walk) -> None:
    uid = walk.log(category="hardware.printer")
    assert walk.page(uid).facts["type"] == "hardware"
    logged = walk.page(uid).entries[0].payload
    assert isinstance(logged, dict)
    assert logged["type"] == "hardware"
    other = walk.log()
    walk.save(other, category="inquiry.order")
    assert walk.page(other).facts["type"] == "service_request"
    walk.save(other, type="software", category="hardware.printer")
    assert walk.page(other).facts["type"] == "software"
