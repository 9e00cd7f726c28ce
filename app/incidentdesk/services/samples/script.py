"""Playing what once happened: steps with their times, taken through the use cases as the window takes them.

A script is TOML. An incident has a ``key`` and steps; a step says ``at`` what time ``by`` whom it is done:

    log         values, urgent
    fill        stage, values, complete (asks the gate), falls_back (a check fails, so the work goes back)
    quick       answers, by field
    note        text, kind, for_reporter, who, means, done
    attach      file (beside the script), kind, note
    assign      to          hold     reason, wake, waiting_for, note
    resume                  cancel   reason
    reopen      reason      issue    the closure report
    caller      reporter, note (somebody else who called about it)

A time is a TOML date with offset, or minutes from the moment at which the script is played (-90: an hour
and a half ago). In values, ``{exact = TIME}`` and ``{about = TIME}`` are moments.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incidentdesk.base.resources import resource_path
from incidentdesk.base.time_source import Instant, ManualTime, in_zone
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.services.cases.completing import GateRefusedError
from incidentdesk.services.cases.conversation import read_file
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.registers.people import REGISTERS
from incidentdesk.services.use_cases import UseCases

ME = "me"
"""Stands in a script for the person at the keyboard."""


@dataclass(frozen=True)
class Step:
    """One act on the incident ``incident`` (its key in the script); ``given`` has what the act needs."""

    at: Instant
    incident: str
    by: str
    do: str
    given: Mapping[str, Any]


def read_script(name: str) -> dict[str, Any]:
    """A shipped script, as TOML gives it."""
    found: dict[str, Any] = tomllib.loads(resource_path("samples", name).read_text(encoding="utf-8"))
    return found


class Player:
    """Plays the script ``raw`` on a desk whose clock is ``time``; ``me`` is the person that it calls so."""

    def __init__(
        self, cases: UseCases, time: ManualTime, raw: Mapping[str, Any], me: Person | None = None
    ) -> None:
        self._cases = cases
        self._time = time
        self._raw = raw
        self._start = time.now()
        self._people = {one.name: one.uid for one in cases.people.staff()}
        if me is not None:
            self._people[ME] = me.uid
        self.uids: dict[str, str] = {}
        self._acts = {
            act.__name__.removeprefix("_"): act
            for act in (
                *(self._log, self._fill, self._quick, self._note, self._attach, self._assign),
                *(self._hold, self._resume, self._cancel, self._reopen, self._issue, self._caller),
            )
        }

    def set_up(self) -> None:
        """Add the organisation, staff, reporters and register items that the desk does not have yet."""
        cases, organisation = self._cases, self._raw["organisation"]
        for one in self._raw["staff"]:
            if one["name"] not in self._people:
                person, _changes = cases.people.write_person(Person("", one["name"], one["role"]), "")
                self._people[person.name] = person.uid
        cases.administration.name_organisation(organisation["name"], organisation["department"], None, "")
        known = {one.name for one in cases.people.all_reporters()}
        for one in self._raw["reporters"]:
            if one["name"] not in known:
                cases.people.write_reporter(Reporter("", **one), "")
        for register in REGISTERS:
            for one in self._raw.get("registers", {}).get(register, ()):
                details = {} if isinstance(one, str) else {key: one[key] for key in one if key != "name"}
                name = one if isinstance(one, str) else one["name"]
                if register == "service":
                    details |= self._owner(name)
                cases.people.write_item(RegisterItem("", register, name, details), "")

    def _owner(self, service: str) -> dict[str, JsonValue]:
        """Whose word counts for ``service``: somebody of the staff, or a reporter, by name."""
        name = self._raw.get("owners", {}).get(service)
        if name is None:
            return {}
        if name in self._people:
            return {"owner": self._people[name]}
        return {"owner_reporter": self._cases.registers.named("reporter", name)}

    def play(self) -> None:
        """Take all steps in the order of their times, each at its time; then it is the starting time again.

        Raises what a use case raises: a script that a gate refuses is at fault.
        """
        for step in self.steps():
            self._move(step.at)
            self._acts[step.do](step, self.uids.get(step.incident, ""), self._people[step.by])
        self._move(self._start)

    def steps(self) -> list[Step]:
        """Every step of every incident, oldest first; those of the same time as they stand in the script."""
        found = [
            Step(self._instant(raw["at"]), incident["key"], raw["by"], raw["do"], raw)
            for incident in self._raw["incident"]
            for raw in incident["step"]
        ]
        return sorted(found, key=lambda step: step.at.ms)

    def _log(self, step: Step, _ref: str, author: str) -> None:
        logged = self._cases.log.log(self._values(step), author, urgent=step.given.get("urgent", False))
        self.uids[step.incident] = logged.uid

    def _fill(self, step: Step, ref: str, author: str) -> None:
        stages = self._cases.stages
        stages.save(ref, self._values(step), {}, author)
        if not step.given.get("complete"):
            return
        try:
            stages.complete(ref, step.given["stage"], author)
        except GateRefusedError as refused:
            if refused.fall_back is None or not step.given.get("falls_back"):
                raise
            stages.send_back(ref, refused.fall_back.back_to, refused.fall_back.say, author)

    def _quick(self, step: Step, ref: str, author: str) -> None:
        fixed = self._cases.quick.fix(ref, self._values(step), author)
        if fixed.missing:
            raise GateRefusedError(fixed.number, list(fixed.missing))

    def _note(self, step: Step, ref: str, author: str) -> None:
        given = step.given
        self._cases.conversation.note(
            ref,
            given["text"],
            author,
            kind=given.get("kind", "note"),
            for_reporter=given.get("for_reporter", False),
            done=self._instant(given["done"]) if "done" in given else None,
            who=given.get("who", ""),
            means=given.get("means", ""),
        )

    def _attach(self, step: Step, ref: str, author: str) -> None:
        file = read_file(resource_path("samples", step.given["file"]))
        kind, note = step.given.get("kind", "evidence"), step.given.get("note", "")
        self._cases.conversation.attach(ref, file, author, kind=kind, note=note)

    def _assign(self, step: Step, ref: str, author: str) -> None:
        self._cases.lifecycle.assign(ref, self._people[step.given["to"]], author)

    def _hold(self, step: Step, ref: str, author: str) -> None:
        given = step.given
        self._cases.lifecycle.hold(
            ref,
            given["reason"],
            author,
            wake=self._instant(given["wake"]) if "wake" in given else None,
            waiting_for=given.get("waiting_for", ""),
            note=given.get("note", ""),
        )

    def _resume(self, _step: Step, ref: str, author: str) -> None:
        self._cases.lifecycle.resume(ref, author)

    def _cancel(self, step: Step, ref: str, author: str) -> None:
        self._cases.lifecycle.cancel(ref, step.given["reason"], author)

    def _reopen(self, step: Step, ref: str, author: str) -> None:
        self._cases.lifecycle.reopen(ref, step.given["reason"], author)

    def _issue(self, _step: Step, ref: str, author: str) -> None:
        self._cases.reporting.issue(ref, author)

    def _caller(self, step: Step, ref: str, author: str) -> None:
        new = NewCaller(step.given["reporter"], note=step.given.get("note", ""))
        self._cases.outages.add_caller(ref, new, author)

    def _values(self, step: Step) -> dict[str, JsonValue]:
        return {key: self._value(key, raw) for key, raw in step.given.get("values", {}).items()}

    def _value(self, key: str, raw: Any) -> JsonValue:  # noqa: ANN401 - anything that TOML can say
        if raw == ME and key in {"assignee", "by", "retested_by"}:
            return self._people[ME]
        if isinstance(raw, list):
            return [self._value(key, one) for one in raw]
        if isinstance(raw, dict):
            for precision, make in (("exact", Moment.exact), ("about", Moment.about)):
                if set(raw) == {precision}:
                    return moment_to_json(make(self._instant(raw[precision])))
            return {name: self._value(name, one) for name, one in raw.items()}
        plain: JsonValue = raw
        return plain

    def _instant(self, time: int | datetime) -> Instant:
        if isinstance(time, datetime):
            return in_zone(Instant.of(time).ms, self._time.zone)
        ms = self._start.ms + time * 60_000
        return in_zone(ms - ms % 60_000, self._time.zone)

    def _move(self, at: Instant) -> None:
        self._time.move_to(at.local())
