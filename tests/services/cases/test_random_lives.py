"""Random lives of incidents, driven through the services: what must hold whatever people do."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import what_is_missing
from incidentdesk.domain.incident_events import CLOCK_KINDS
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.cases.stage_work import GateRefusedError
from incidentdesk.services.lists.views import VIEWS
from walk import CLASSIFICATION, CLOSURE, CONFIRMED, INVESTIGATION, RESOLUTION, STAGES, Walk, exact

BERLIN = ZoneInfo("Europe/Berlin")
NEXT_KINDS = {"classify", "respond", "resolve", "wake", "confirm", ""}
SOME_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "impact": st.sampled_from(["high", "medium", "low", None]),
        "severity": st.sampled_from(["high", "medium", "low"]),
        "risk": st.sampled_from(["high", "low"]),
        "type": st.sampled_from(["software", "service_request"]),
        "category": st.sampled_from(["hardware.printer", "inquiry.order", None]),
        "repeat": st.sampled_from([True, False, None]),
        "priority_override": st.sampled_from(["P1", "P5", None]),
        "priority_reason": st.sampled_from(["Because", None]),
        "findings": st.sampled_from(["Something", ""]),
        "hypotheses": st.sampled_from([[], [CONFIRMED], [CONFIRMED | {"result": "open"}]]),
        "not_pursued": st.sampled_from(["Not worth it", ""]),
        "prevention": st.sampled_from(["Test first", ""]),
        "back_to_normal": st.sampled_from([True, False, None]),
        "retest": st.sampled_from(["passed", "delivered", "failed"]),
        "reporters_word": st.sampled_from(["restored", "not_restored", "not_needed"]),
        "word_reason": st.sampled_from(["Monitoring", ""]),
        "description": st.sampled_from(["It is broken", ""]),
    },
)


class Lives(RuleBasedStateMachine):
    """One incident; any act may be tried at any time, and is done or refused."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.open = ExitStack()
        time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
        cases = self.open.enter_context(headless(desk_paths(self.folder / "desk.sqlite3"), time))
        me = cases.people.write_person(Person("", "Oyelaran", "lead"), "")[0].uid
        reporter = cases.people.write_reporter(Reporter("", "Dana"), me)[0].uid
        self.walk = Walk(cases, time, me, reporter)
        self.uid = ""
        self.saved: dict[str, Any] = {}
        self.seen: list[str] = []
        self.reopened = 0

    def teardown(self) -> None:
        """Close the desk and drop its file."""
        self.open.close()
        shutil.rmtree(self.folder)

    @initialize(urgent=st.booleans(), channel=st.sampled_from(["phone", "mail"]))
    def log(self, urgent: bool, channel: str) -> None:
        """A call comes in."""
        self.uid = self.walk.log(urgent=urgent, channel=channel)

    def status(self) -> str:
        return self.walk.page(self.uid).incident.status

    @rule(values=SOME_VALUES)
    def save(self, values: dict[str, Any]) -> None:
        """Save whatever; an ended incident refuses."""
        self._save(values)

    def _save(self, values: dict[str, Any]) -> bool:
        ended = self.status() not in OPEN_STATUSES
        try:
            self.walk.save(self.uid, **values)
        except RefusedError:
            assert ended
            return False
        assert not ended
        self.saved |= values
        return True

    @rule(stage=st.sampled_from(STAGES), fill=st.booleans())
    def complete(self, stage: str, fill: bool) -> None:
        """Complete a stage, filled or as it is; a stage that fails is sent back."""
        now = exact(self.walk.time.now().local())
        full: dict[str, dict[str, Any]] = {
            "classification": CLASSIFICATION | {"assignee": self.walk.me},
            "investigation": INVESTIGATION | {"prevention": "Test first"},
            "resolution": RESOLUTION | {"restored": now},
            "closure": CLOSURE,
        }
        if fill and not self._save(full.get(stage, {})):
            return
        try:
            self.walk.cases.stages.complete(self.uid, stage, self.walk.me)
        except GateRefusedError as refused:
            self._send_back(refused)
        except RefusedError:
            assert self.status() not in OPEN_STATUSES

    def _send_back(self, refused: GateRefusedError) -> None:
        assert refused.missing
        back, page = refused.fall_back, self.walk.page(self.uid)
        if back is not None and page.is_complete(page.definition.stage(back.back_to)):
            self.walk.cases.stages.send_back(self.uid, back.back_to, back.say, self.walk.me)
            assert self.walk.page(self.uid).incident.resolved is None

    @rule(minutes=st.sampled_from([1, 14, 45, 600, 5000]))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.walk.time.move_to(self.walk.time.now().local() + timedelta(minutes=minutes))

    @rule(reason=st.sampled_from(["awaiting_user", "awaiting_supplier"]), wake=st.booleans())
    def hold(self, reason: str, wake: bool) -> None:
        """Put on hold."""
        allowed = self.status() in {"new", "in_progress", "on_hold"}
        try:
            at = self.walk.time.now().plus(100) if wake else None
            self.walk.cases.lifecycle.hold(self.uid, reason, self.walk.me, wake=at)
            assert allowed
        except RefusedError:
            assert not allowed

    @rule()
    def resume(self) -> None:
        """End the hold."""
        allowed = self.status() == "on_hold"
        try:
            self.walk.cases.lifecycle.resume(self.uid, self.walk.me)
            assert allowed
        except RefusedError:
            assert not allowed

    @rule()
    def cancel(self) -> None:
        """Cancel."""
        allowed = self.status() in OPEN_STATUSES
        try:
            self.walk.cases.lifecycle.cancel(self.uid, "withdrawn", self.walk.me)
            assert allowed
        except RefusedError:
            assert not allowed

    @rule(stage=st.sampled_from(["", *STAGES]))
    def reopen(self, stage: str) -> None:
        """Take up again."""
        allowed = self.status() in {"resolved", "closed", "cancelled"}
        try:
            self.walk.cases.lifecycle.reopen(self.uid, "Again", self.walk.me, stage=stage)
            assert allowed
            self.reopened += 1
        except RefusedError:
            assert not allowed

    @rule()
    def undo_close(self) -> None:
        """Take back a close."""
        page = self.walk.page(self.uid)
        closed = page.incident.closed
        allowed = closed is not None and page.now.ms - closed.ms <= 15 * 60_000
        try:
            self.walk.cases.lifecycle.undo_close(self.uid, self.walk.me)
            assert allowed
        except RefusedError:
            assert not allowed

    @invariant()
    def the_timeline_only_grows_and_hangs_together(self) -> None:
        """The chain is whole, and what was there stays."""
        if not self.uid:
            return
        page = self.walk.page(self.uid)
        assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
        hashes = [entry.hash for entry in page.entries]
        assert hashes[: len(self.seen)] == self.seen
        self.seen = hashes

    @invariant()
    def nothing_saved_is_lost(self) -> None:
        """The last value saved of each field is there."""
        if self.uid:
            page = self.walk.page(self.uid)
            facts = page.facts
            for key, value in self.saved.items():
                asked_again = page.definition.fields_by_key[key][1].ask_again
                if key != "type" and not asked_again:
                    found = facts.get(key)
                    assert found == value or (is_missing(found) and is_missing(value)), key

    @invariant()
    def closed_means_that_every_gate_holds(self) -> None:
        """No closed incident lacks anything, and none that is open has a time of closing."""
        if not self.uid:
            return
        page = self.walk.page(self.uid)
        incident = page.incident
        event(incident.status)
        assert (incident.status == "closed") == (incident.closed is not None)
        assert (incident.status in {"resolved", "closed"}) == (incident.resolved is not None)
        assert (incident.status == "on_hold") == (incident.hold is not None)
        assert incident.reopen_count == self.reopened
        if incident.status == "closed":
            for stage in page.definition.stages:
                assert page.is_complete(stage)
                assert what_is_missing(stage, page.asking()) == []

    @invariant()
    def the_work_is_at_the_first_open_stage(self) -> None:
        """Stages complete in order, and the pointer is at the first that is neither complete nor skipped."""
        if not self.uid:
            return
        page = self.walk.page(self.uid)
        pending = [s.key for s in page.definition.stages if not page.is_complete(s) and not page.skipped(s)]
        assert page.incident.stage == (pending[0] if pending else "closure")

    @invariant()
    def what_is_due_fits(self) -> None:
        """The derived columns are those of the clock, and something is due while it is open."""
        if not self.uid:
            return
        page = self.walk.page(self.uid)
        incident, due = page.incident, page.incident.due
        assert due.next_kind in NEXT_KINDS
        assert (due.next is None) == (due.next_kind == "")
        if incident.status not in OPEN_STATUSES:
            assert due.next is None
        elif incident.status != "on_hold":
            assert due.next is not None
        assert due.paused == page.clock.paused
        if not due.paused:
            assert due.resolution == page.clock.resolution.due_ms
        assert page.facts["breached"] == bool(
            {page.clock.response.state, page.clock.resolution.state} & {"missed", "breached"}
        )
        responded = incident.responded
        assert any(entry.kind in CLOCK_KINDS for entry in page.entries) or responded is None

    @invariant()
    def lists_say_the_same(self) -> None:
        """The views count the incident where its status puts it."""
        if not self.uid:
            return
        incident = self.walk.page(self.uid).incident
        counts = self.walk.cases.queue.counts({one.key: one.condition for one in VIEWS}, self.walk.me)
        assert counts["open"] == (incident.status in OPEN_STATUSES)
        assert counts["closed"] == (incident.status in {"closed", "cancelled"})
        assert counts["confirm"] == (incident.status == "resolved")


Lives.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
)
TestLives = Lives.TestCase
