"""Generated histories of outages: link, merge, call, resolve together and take back in any order.

Whatever people do, every entry, attachment, caller and number is kept, and taking back restores what was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.incident_events import clock_events
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.cases.linking import LEVELS
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.lists.bulk import BulkDone
from incidentdesk.services.outages.outages import NewCaller
from walk import Walk, exact

BERLIN = ZoneInfo("Europe/Berlin")
PICK = st.integers(0, 99)


@dataclass
class Known:
    """What must still be true of an incident: its number, and all that was ever on it."""

    number: str
    hashes: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


@dataclass
class Before:
    """Where a merged incident stood, and the act that merged it."""

    page: IncidentPage
    cause: str
    children: set[str]


def stood(page: IncidentPage) -> tuple[Any, ...]:
    """Where an incident stands, with all its values."""
    one = page.incident
    stages = {key: (state.values, state.completed, state.skipped) for key, state in page.stages.items()}
    return (
        one.status, one.stage, one.hold, one.cancel_reason, one.responded, one.resolved, one.closed, one.core,
        {key: stage for key, stage in stages.items() if stage != ({}, None, False)},
    )  # fmt: skip


class Outages(RuleBasedStateMachine):
    """A handful of incidents; any act may be tried on any of them, and is done or refused."""

    incidents = Bundle("incidents")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.open = ExitStack()
        time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
        cases = self.open.enter_context(headless(desk_paths(self.folder / "desk.sqlite3"), time))
        me = cases.people.write_person(Person("", "Oyelaran", "administrator"), "")[0].uid
        people = [cases.people.write_reporter(Reporter("", name), me)[0].uid for name in ("Dana", "Ines")]
        self.reporters = people
        self.walk = Walk(cases, time, me, people[0])
        self.outages = cases.outages
        self.known: dict[str, Known] = {}
        self.links: dict[str, tuple[str, str, str]] = {}
        self.merged: dict[str, Before] = {}
        self.callers: dict[str, tuple[str, bool]] = {}
        self.done: list[BulkDone] = []
        self.undone: set[str] = set()

    def teardown(self) -> None:
        """Every file can be read to the last byte; then the desk is closed and dropped."""
        for known in self.known.values():
            for name, sha256 in known.files.items():
                assert self.walk.cases.conversation.bytes_of(sha256).decode() == name
        self.open.close()
        shutil.rmtree(self.folder)

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Do ``act``; where it is refused nothing has changed."""
        before = self.walk.cases.desk.change_seq()
        try:
            return act()
        except UserFacingError:
            assert self.walk.cases.desk.change_seq() == before
            return None

    @initialize(target=incidents)
    def morning(self) -> Any:
        """Four calls have come in, two of them worked on."""
        stages = ("resolution", "classification", "classification", "")
        return multiple(*(self.log(who=bool(place % 2), stage=stage) for place, stage in enumerate(stages)))

    @rule(target=incidents, who=st.booleans(), stage=st.sampled_from(["", "classification", "resolution"]))
    def log(self, who: bool, stage: str) -> str:
        """A call comes in, and is worked on so far."""
        uid = self.walk.log(reporter=self.reporters[who])
        number = self.walk.page(uid).incident.number
        assert number not in {one.number for one in self.known.values()}
        assert number > max((one.number for one in self.known.values()), default="")
        self.known[uid] = Known(number)
        if stage:
            self.walk.classify(uid)
        if stage == "resolution":
            self.walk.investigate(uid)
        return uid

    @rule(uid=incidents, words=st.sampled_from(["It fails again", "Restarted", "für später"]))
    def note(self, uid: str, words: str) -> None:
        """Somebody writes a note."""
        self.attempt(lambda: self.walk.cases.conversation.note(uid, words, self.walk.me))

    @rule(uid=incidents, name=st.sampled_from(["a.txt", "b.txt", "c.txt"]))
    def attach(self, uid: str, name: str) -> None:
        """Somebody attaches a file."""
        file = file_from_bytes(name, name.encode())
        if self.attempt(lambda: self.walk.cases.conversation.attach(uid, file, self.walk.me)):
            self.known[uid].files[name] = file.sha256

    @rule(uid=incidents, minutes=st.sampled_from([0, 1, 45, 600]))
    def wait(self, uid: str, minutes: int) -> None:
        """Time passes, or somebody has to be waited for."""
        self.walk.later(minutes=minutes)
        if not minutes:
            self.attempt(lambda: self.walk.cases.lifecycle.hold(uid, "awaiting_user", self.walk.me))

    @rule(uid=incidents)
    def resolve(self, uid: str) -> None:
        """Resolve, where the work has come so far."""
        with suppress(UserFacingError):  # values are saved even where the gate says no
            self.walk.resolve(uid, restored=exact(self.walk.time.now().local()))

    @rule(uid=incidents, other=incidents, kind=st.sampled_from(["duplicate", "related"]))
    def link(self, uid: str, other: str, kind: str) -> None:
        """Link two incidents."""
        self._link(uid, other, kind)

    @rule(pick=PICK, towards=st.sampled_from([0, 0, 0, 1]))
    def make_child(self, pick: int, towards: int) -> None:
        """Make an incident part of one of the first two."""
        everybody = list(self.known)
        self._link(everybody[pick % len(everybody)], everybody[towards], "child")

    def _link(self, uid: str, other: str, kind: str) -> None:
        made = self.attempt(lambda: self.outages.link(uid, other, kind, self.walk.me))
        if made is not None:
            event(f"linked {kind}")
            self.links[made.uid] = (uid, other, kind)

    @rule(uid=incidents, into=incidents)
    def merge(self, uid: str, into: str) -> None:
        """Merge one incident into another."""
        self._merge(uid, into)

    @rule(child=incidents, first=incidents, second=incidents, third=incidents)
    def merge_on(self, child: str, first: str, second: str, third: str) -> None:
        """Merge an incident into which another one, perhaps with a part, was merged."""
        self._link(child, first, "child")
        self._merge(first, second)
        self._merge(second, third)

    @rule(pick=PICK, older=st.booleans())
    def take_merge_back(self, pick: int, older: bool) -> None:
        """Take a merge back, perhaps one after which the other incident was merged as well."""
        merges = [(link, other) for link, (_uid, other, kind) in self.links.items() if kind == "merged"]
        found = [link for link, other in merges if (other in self.merged) == older]
        if found:
            self._unlink(found[pick % len(found)])

    def _merge(self, uid: str, into: str) -> None:
        page, children = self.walk.page(uid), self._children(uid)
        made = self.attempt(lambda: self.outages.merge(uid, into, self.walk.me))
        if made is not None:
            event("merged")
            self.links[made.uid] = (uid, into, "merged")
            self._moved(uid, into)
            self.merged[uid] = Before(page, self.walk.page(uid).entries[-1].cause, children)

    def _children(self, uid: str) -> set[str]:
        return {one.uid for one in self.outages.family(uid).children}

    def _moved(self, uid: str, to: str) -> None:
        """Children went from one incident to another, or went back, as far as they were its own."""
        for one in self.outages.family(to).children:
            if one.link not in self.links:
                event("a child moved with a merge")
                old = next(link for link, made in self.links.items() if made == (one.uid, uid, "child"))
                del self.links[old]
                self.links[one.link] = (one.uid, to, "child")

    @rule(pick=PICK)
    def unlink(self, pick: int) -> None:
        """Take a link back, the newest or any other."""
        if not self.links:
            return
        self._unlink(list(self.links)[pick % len(self.links)])

    def _unlink(self, link: str) -> None:
        uid, other, kind = self.links[link]
        there = self._children(other)
        done = self.attempt(lambda: self.outages.unlink(link, self.walk.me))
        assert (done is None) == (kind == "merged" and other in self.merged)
        if done is None:
            event("an older merge waits for the later one")
            return
        del self.links[link]
        if kind == "merged":
            event("merge taken back")
            before, now = self.merged.pop(uid), self.walk.page(uid)
            self._moved(other, uid)
            assert self._children(uid) == before.children & there
            assert stood(now) == stood(before.page)
            self.undone |= {before.cause, now.entries[-1].cause}
            told = [one for one in now.entries if one.cause not in self.undone]
            assert clock_events(now.incident, now.entries) == clock_events(now.incident, told)

    @rule(uid=incidents, name=st.sampled_from(["R. Castellanos", "Ana", "K. Sato"]))
    def call(self, uid: str, name: str) -> None:
        """Somebody calls about it."""
        added = self.attempt(lambda: self.outages.add_caller(uid, NewCaller(name=name), self.walk.me))
        if added is not None:
            self.callers[added.uid] = (uid, True)

    @rule(pick=PICK)
    def take_away(self, pick: int) -> None:
        """Take a caller away, or in again."""
        if not self.callers:
            return
        uid = list(self.callers)[pick % len(self.callers)]
        where, active = self.callers[uid]
        act = self.outages.remove_caller if active else self.outages.restore_caller
        if self.attempt(lambda: act(uid, self.walk.me)) is not None:
            self.callers[uid] = (where, not active)

    @rule(uid=incidents, state=st.sampled_from(["reached", "no_answer", "waiting"]))
    def tell(self, uid: str, state: str) -> None:
        """Tell all callers."""
        uids = [line.uid for line in self.outages.callers(uid).lines]
        if self.attempt(lambda: self.outages.reach(uid, uids, state, self.walk.me)) and state == "reached":
            callers = self.outages.callers(uid)
            assert callers.reached == len(callers.lines)

    @rule(pick=PICK, back=st.booleans())
    def resolve_children(self, pick: int, back: bool) -> None:
        """Resolve the children of an outage with it, and take that back at once, or later."""
        parents = [other for _uid, other, kind in self.links.values() if kind == "child"] or list(self.known)
        uid = parents[pick % len(parents)]
        with suppress(UserFacingError):
            self.walk.resolve(uid, restored=exact(self.walk.time.now().local()))
        children = [one.uid for one in self.outages.family(uid).children]
        before = {child: stood(self.walk.page(child)) for child in children}
        will = {one.uid for one in self.outages.preview_resolve(uid, self.walk.me) if one.will}
        done = self.attempt(lambda: self.outages.resolve_children(uid, children, self.walk.me))
        if done is None:
            return
        assert {line.uid for line in done.having("changes")} == will
        event("children resolved" if will else "no children resolved")
        self.done.append(done)
        if back and will:
            event("children put back")
            self.take_children_back()
            assert {child: stood(self.walk.page(child)) for child in children} == before

    @rule()
    def take_children_back(self) -> None:
        """Take back what was done to children; what somebody changed since stays."""
        if self.done:
            self.walk.cases.bulk.undo(self.done.pop(), self.walk.me)

    @invariant()
    def everything_is_kept(self) -> None:
        """Entries, files, numbers, links and callers."""
        pages = {uid: self.walk.page(uid) for uid in self.known}
        self._entries_files_and_numbers(pages)
        self._links_are_those_that_were_made(pages)
        self._callers_are_where_the_work_is(pages)

    def _entries_files_and_numbers(self, pages: dict[str, IncidentPage]) -> None:
        """Timelines only grow and hang together; files stay; numbers stay."""
        for uid, known in self.known.items():
            page = pages[uid]
            assert page.incident.number == known.number
            assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
            hashes = [one.hash for one in page.entries]
            assert hashes[: len(known.hashes)] == known.hashes
            known.hashes = hashes
            assert known.files.items() <= {one.name: one.sha256 for one in page.attachments}.items()

    def _links_are_those_that_were_made(self, pages: dict[str, IncidentPage]) -> None:
        """One parent, no circle, no deeper than allowed; merged is who was merged."""
        parents = {uid: other for uid, other, kind in self.links.values() if kind == "child"}
        assert len(parents) == sum(kind == "child" for _uid, _other, kind in self.links.values())
        for uid in self.known:
            found = {one.link for one in pages[uid].relatives}
            assert found == {link for link, (one, other, _) in self.links.items() if uid in {one, other}}
            level, above = 0, uid
            while above in parents:
                level, above = level + 1, parents[above]
                assert level <= LEVELS
            incident = pages[uid].incident
            assert (incident.cancel_reason == "merged") == (uid in self.merged)
            assert (uid in self.merged) == (incident.status in ENDED_STATUSES)

    def _callers_are_where_the_work_is(self, pages: dict[str, IncidentPage]) -> None:
        """The callers of an incident are its own and those of its parts, each once."""
        parts: dict[str, set[str]] = {uid: {uid} for uid in self.known}
        for _step in range(LEVELS + 2):
            for uid, other, kind in self.links.values():
                if kind in {"child", "merged"}:
                    parts[other] |= parts[uid]
        for uid in self.known:
            lines = pages[uid].callers.lines
            ours = {one for one, (where, active) in self.callers.items() if active and where in parts[uid]}
            assert {line.uid for line in lines} & set(self.callers) == ours
            people = [line.reporter for line in lines if line.reporter]
            assert len(people) == len(set(people))


Outages.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes
)
TestOutageHistories = Outages.TestCase
