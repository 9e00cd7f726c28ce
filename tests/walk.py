"""Taking an incident of the ITIL process through its stages, as tests want it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.gate import Missing
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import GateRefusedError
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.lists.views import view_of
from incidentdesk.services.use_cases import UseCases

STAGES = ("identification", "classification", "investigation", "resolution", "closure")

UNKNOWN: dict[str, Any] = {"precision": "unknown", "at": None, "until": None}


def exact(moment: datetime) -> dict[str, Any]:
    """The JSON form of an exact time."""
    return {"precision": "exact", "at": moment.isoformat(timespec="minutes"), "until": None}


def about(moment: datetime) -> dict[str, Any]:
    """The JSON form of an approximate time."""
    return exact(moment) | {"precision": "about"}


CLASSIFICATION: dict[str, Any] = {
    "category": "software.printing",
    "type": "software",
    "impact": "low",
    "severity": "medium",
    "risk": "low",
}
CONFIRMED: dict[str, Any] = {
    "statement": "The new driver sends an empty label format",
    "test": "Printed with the old driver: the label is there",
    "result": "confirmed",
    "way": "tested",
}
INVESTIGATION: dict[str, Any] = {
    "findings": "The driver was updated overnight.",
    "hypotheses": [CONFIRMED],
    "diagnosis": "The update replaced the label format.",
    "cause_category": "change.deployment",
}
RESOLUTION: dict[str, Any] = {
    "resolution": "Went back to the driver of last week.",
    "fix_kind": "permanent",
    "recovery_test": "Three labels printed, all of them right",
    "back_to_normal": True,
}
CLOSURE: dict[str, Any] = {
    "retest": "passed",
    "reporters_word": "restored",
    "closing_category": "software.printing",
    "outcome": "fixed",
}


@dataclass
class Walk:
    """Acts on the desk ``cases`` at ``time`` by the person ``me`` for the reporter ``reporter`` (uids)."""

    cases: UseCases
    time: ManualTime
    me: str
    reporter: str

    def log(self, *, urgent: bool = False, process: str = "", key: str = "", **values: Any) -> str:
        """Log an incident that has all that the first stage asks for; gives its uid."""
        now = self.time.now().local()
        given = {
            "title": "Labels come out blank",
            "description": "Label printer on ward 3 prints nothing.",
            "reporter": self.reporter,
            "occurred": about(now - timedelta(minutes=10)),
            "source": "user_report",
            "channel": "mail",
            "assignee": None,
        }
        logged = self.cases.log.log(given | values, self.me, urgent=urgent, process=process, external_key=key)
        return logged.uid

    def save(self, uid: str, **values: Any) -> None:
        """Save values."""
        assert not self.cases.stages.save(uid, values, {}, self.me).conflicts

    def complete(self, uid: str, stage: str, **values: Any) -> str:
        """Save values and complete a stage; gives the status."""
        if values:
            self.save(uid, **values)
        return self.cases.stages.complete(uid, stage, self.me).status

    def refused(self, uid: str, stage: str, **values: Any) -> GateRefusedError:
        """Save values, and see the gate of a stage refuse."""
        try:
            self.complete(uid, stage, **values)
        except GateRefusedError as refused:
            return refused
        raise AssertionError(f"{stage} was completed")

    def missing(self, uid: str, stage: str, **values: Any) -> list[tuple[str, str]]:
        """Stage and field of all that the gate of a stage misses."""
        return places(self.refused(uid, stage, **values).missing)

    def classify(self, uid: str, **values: Any) -> str:
        """Complete the classification; by default the priority is P4."""
        return self.complete(uid, "classification", **(CLASSIFICATION | {"assignee": self.me} | values))

    def investigate(self, uid: str, **values: Any) -> str:
        """Complete the investigation."""
        return self.complete(uid, "investigation", **(INVESTIGATION | values))

    def resolve(self, uid: str, **values: Any) -> str:
        """Complete the resolution; restored now, where nothing else is said."""
        restored = {"restored": exact(self.time.now().local())}
        return self.complete(uid, "resolution", **(RESOLUTION | restored | values))

    def close(self, uid: str, **values: Any) -> str:
        """Complete the closure."""
        return self.complete(uid, "closure", **(CLOSURE | values))

    def to(self, stage: str, **values: Any) -> str:
        """An incident that was taken to ``stage``, and completed all stages before it."""
        uid = self.log(**values)
        for name, act in (
            ("classification", self.classify),
            ("investigation", self.investigate),
            ("resolution", self.resolve),
            ("closure", self.close),
        ):
            if name == stage:
                return uid
            act(uid)
        return uid

    def closed(self, **values: Any) -> str:
        """An incident that was closed."""
        return self.to("the end", **values)

    def page(self, uid: str) -> IncidentPage:
        """All that is known of an incident."""
        return self.cases.pages.incident(uid, self.me)

    def later(self, **parts: float) -> None:
        """Move the clock on."""
        self.time.move_to(self.time.now().local() + timedelta(**parts))


def rows_of(
    cases: UseCases, view: str, me: str, *, sort: str = "", limit: int = 200, offset: int = 0
) -> tuple[QueueRow, ...]:
    """The lines of a view that every desk has."""
    found = view_of(view)
    question = ListQuestion(found.condition, sort or found.sort)
    return cases.queue.rows(question, me, limit=limit, offset=offset).rows


def places(missing: list[Missing]) -> list[tuple[str, str]]:
    """Stage and field of what is missing."""
    return [(gap.stage, gap.field) for gap in missing]
