"""An incident becomes a major one and goes back: every value is kept, nothing is typed again."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.paths import desk_paths as paths_of
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.carrying import RunOf, carried
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.timeline_texts import entry_text
from services.response_desk import RESOLUTION, ResponseDesk
from walk import Walk

BERLIN = ZoneInfo("Europe/Berlin")
ITIL, SRE = (ProcessLibrary(Path("nowhere")).newest(key) for key in ("itil", "sre"))

CLASSIFIED: dict[str, JsonValue] = {
    "category": "software.mail",
    "type": "software",
    "impact": "high",
    "severity": "high",
    "risk": "high",
}
FOUND: dict[str, JsonValue] = {
    "findings": "The release of last night",
    "hypotheses": [{"statement": "The release", "test": "Went back", "result": "confirmed", "way": "tested"}],
    "diagnosis": "A wrong default",
    "cause_category": "change.deployment",
    "prevention": "A canary",
}


def told(walk: Walk, uid: str) -> list[str]:
    """The lines of the timeline."""
    page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    said = [entry_text(entry, page, texts) for entry in page.entries]
    return [line for one in said for line in (one.headline, *one.detail.splitlines())]


def test_the_timeline_names_stages_and_fields_of_both_processes(walk: Walk) -> None:
    uid, me = walk.log(), walk.me
    walk.cases.stages.save(uid, {"findings": "Queue is full", "diagnosis": "Too small"}, {}, me)
    walk.cases.promotion.promote(uid, ["sev2"], me)
    assert "Completed: Identification" in told(walk, uid)
    assert "What was found: Queue is full" in told(walk, uid)
    restored = moment_to_json(Moment.exact(walk.time.now()))
    answers = {**RESOLUTION, "restored": restored, "last_update": "none_due"}
    walk.cases.stages.save(uid, answers, {}, me)
    walk.cases.response.go_to(uid, "resolved", me, reason="It works")
    walk.cases.promotion.return_(uid, me, "")
    lines = told(walk, uid)
    assert "Completed: Detection" in lines
    assert "Completed: Response" in lines
    assert not [line for line in lines if "last_update" in line]


def test_what_was_written_goes_along_and_it_is_declared(walk: Walk) -> None:
    cases, me = walk.cases, walk.me
    uid = walk.log()
    hypotheses: JsonValue = [{"statement": "The disk", "result": "ruled_out", "way": "tested"}]
    cases.stages.save(uid, {"findings": "Slow since nine", "hypotheses": hypotheses}, {}, me)
    before = walk.page(uid)
    cases.promotion.promote(uid, ["sev2", "sev1"], me)
    page, view = walk.page(uid), cases.response.view(uid)
    assert (page.incident.process, page.incident.stage, page.incident.status) == (
        "sre", "response", "in_progress",
    )  # fmt: skip
    assert (view.incident.sev, view.incident.phase, view.incident.major) == ("sev1", "investigating", True)
    assert [row["statement"] for row in view.rows("hypotheses")] == ["The disk"]
    assert page.facts["findings"] == "Slow since nine"
    assert page.incident.core.items() >= before.incident.core.items()
    assert page.incident.number == before.incident.number
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []


def test_it_goes_back_to_the_closure_with_nothing_typed_again(walk: Walk) -> None:
    cases, me = walk.cases, walk.me
    uid = walk.log()
    cases.stages.save(uid, CLASSIFIED, {}, me)
    cases.promotion.promote(uid, ["sev2"], me)
    desk = ResponseDesk(cases, walk.time, me, {}, "")
    cases.response.add_row(uid, "actions", {"what": "Go back", "state": "done"}, me)
    desk.resolve(uid)
    resolved = walk.page(uid).incident.resolved
    walk.time.advance(hours=2)
    cases.response.add_row(uid, "hypotheses", FOUND["hypotheses"][0], me)  # type: ignore[index,arg-type]
    cases.stages.save(uid, {key: one for key, one in FOUND.items() if key != "hypotheses"}, {}, me)
    cases.promotion.return_(uid, me)
    page = walk.page(uid)
    incident = page.incident
    assert (incident.process, incident.stage, incident.status) == ("itil", "closure", "resolved")
    assert page.incident.resolved == resolved
    assert page.incident.due.next_kind == "confirm"
    assert (page.incident.phase, page.incident.sev) == ("", "sev2")
    for key, value in {**FOUND, **RESOLUTION}.items():
        if key != "hypotheses":
            assert page.facts[key] == value, key
    (hypothesis,) = page.facts["hypotheses"]  # type: ignore[misc]
    assert hypothesis == FOUND["hypotheses"][0]  # type: ignore[index]
    assert [run.definition.key for run in page.earlier] == ["sre", "itil"]
    assert page.earlier[0].values["actions"][0]["what"] == "Go back"  # type: ignore[index,call-overload]
    walk.time.advance(minutes=5)
    word: dict[str, JsonValue] = {"retest": "passed", "reporters_word": "restored", "outcome": "fixed",
                                  "closing_category": "software.mail"}  # fmt: skip
    cases.stages.save(uid, word, {}, me)
    assert cases.stages.complete(uid, "closure", me).status == "closed"
    closed = walk.page(uid)
    assert check_chain(closed.entries, closed.incident.head, closed.incident.entry_count) == []


def test_it_stops_at_the_first_gate_that_does_not_hold(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.promotion.promote(uid, ["sev2"], walk.me)
    with pytest.raises(RefusedError, match="not resolved"):
        walk.cases.promotion.return_(uid, walk.me)
    walk.cases.promotion.return_(uid, walk.me, "It is one printer")
    page = walk.page(uid)
    assert (page.incident.process, page.incident.stage) == ("itil", "classification")
    assert (page.incident.status, page.incident.phase) == ("in_progress", "")
    assert not page.incident.major, "it never was one"
    assert walk.cases.watched_majors.updates_due() == ()


def test_what_can_not_be_promoted(walk: Walk) -> None:
    cases, me = walk.cases, walk.me
    uid = walk.log()
    cases.promotion.promote(uid, ["sev2"], me)
    with pytest.raises(RefusedError, match="is a major incident"):
        cases.promotion.promote(uid, ["sev1"], me)
    with pytest.raises(RefusedError, match="not open"):
        cases.promotion.promote(walk.closed(), ["sev1"], me)
    other = walk.log()
    with pytest.raises(RefusedError, match="no major incident"):
        cases.promotion.return_(other, me)


def test_a_hold_ends_with_the_promotion(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.hold(uid, "awaiting_supplier", walk.me)
    walk.cases.promotion.promote(uid, ["sev2"], walk.me)
    incident = walk.page(uid).incident
    assert (incident.status, incident.hold) == ("in_progress", None)


def test_one_that_was_raised_goes_to_the_process_of_the_desk(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    room_desk.resolve(number)
    room_desk.cases.promotion.return_(number, room_desk.me)
    assert room_desk.page(number).incident.process == "itil"


def test_promoted_again_it_has_its_room_again(room_desk: ResponseDesk) -> None:
    number, me = room_desk.raised("sev1"), room_desk.me
    room_desk.cases.response.add_row(number, "actions", {"what": "Restart"}, me)
    room_desk.cases.promotion.return_(number, me, "Small after all")
    room_desk.cases.promotion.promote(number, ["sev3"], me)
    view = room_desk.room(number)
    assert [row["what"] for row in view.rows("actions")] == ["Restart"]
    assert view.response.sizes == ("sev1", "sev1", "")
    assert [one.role for one in view.roles if one.stands] == ["commander"]


TEXTS = (
    "findings", "diagnosis", "prevention", "resolution", "recovery_test", "summary", "went_well", "lucky",
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(TEXTS), st.text(min_size=1)),
    st.dictionaries(st.sampled_from(TEXTS), st.text(min_size=1)),
)
def test_the_newest_run_that_asks_for_a_field_rules(old: dict[str, str], new: dict[str, str]) -> None:
    back = {
        key: value
        for fields in carried(ITIL, [RunOf(SRE, new), RunOf(ITIL, old)]).values()
        for key, value in fields.items()
    }
    both = {key for key in TEXTS if key in ITIL.fields_by_key and key in SRE.fields_by_key}
    only_here = {key for key in TEXTS if key in ITIL.fields_by_key and key not in SRE.fields_by_key}
    assert back == {key: new[key] for key in both & new.keys()} | {
        key: old[key] for key in only_here & old.keys()
    }


class Histories(RuleBasedStateMachine):
    """Promotions and returns in any order, with values written in between: none is ever lost."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        folder = self.open.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        self.time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
        self.cases = self.open.enter_context(headless(paths_of(Path(folder) / "desk.sqlite3"), self.time))
        self.me = self.cases.people.write_person(Person("", "Me", "administrator"), "")[0].uid
        self.uid = self.cases.log.log({"title": "Mail"}, self.me).uid
        self.major = False
        self.written: dict[str, JsonValue] = {}
        self.actions: list[str] = []

    @rule(key=st.sampled_from(TEXTS), text=st.text("abc ", min_size=1, max_size=5))
    def write(self, key: str, text: str) -> None:
        definition = SRE if self.major else ITIL
        if key in definition.fields_by_key:
            self.cases.stages.save(self.uid, {key: text}, {}, self.me)
            self.written[key] = text if text.strip() else None

    @precondition(lambda self: self.major)
    @rule(text=st.text("xyz", min_size=1, max_size=5))
    def act(self, text: str) -> None:
        self.cases.response.add_row(self.uid, "actions", {"what": text}, self.me)
        self.actions.append(text)

    @precondition(lambda self: not self.major)
    @rule(level=st.sampled_from(["sev1", "sev4"]))
    def promote(self, level: str) -> None:
        self.cases.promotion.promote(self.uid, [level], self.me)
        self.major = True

    @precondition(lambda self: self.major)
    @rule()
    def go_back(self) -> None:
        self.cases.promotion.return_(self.uid, self.me, "Enough")
        self.major = False

    @invariant()
    def every_value_is_there(self) -> None:
        self.time.advance(minutes=1)
        page = self.cases.pages.incident(self.uid, self.me)
        definition = SRE if self.major else ITIL
        assert page.incident.process == definition.key
        for key, value in self.written.items():
            if key in definition.fields_by_key:
                assert page.facts.get(key) == value, key
        if self.major:
            rows = self.cases.response.view(self.uid).rows("actions")
            assert [row["what"] for row in rows] == self.actions
            assert len({row["row"] for row in rows}) == len(rows)
        assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []

    def teardown(self) -> None:
        self.open.close()


Histories.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
TestHistories = Histories.TestCase
