"""A desk with people and a service, for tests of major incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.time_source import Instant, ManualTime
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person, RegisterItem
from incidentdesk.services.cases.entry_texts import EntryText
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.timeline_texts import entry_text
from incidentdesk.services.use_cases import UseCases

RESOLUTION: dict[str, JsonValue] = {
    "resolution": "Went back to the last release",
    "fix_kind": "permanent",
    "recovery_test": "Ten mails sent and received",
    "back_to_normal": True,
}
REVIEW: dict[str, JsonValue] = {
    "review_state": "closed",
    "summary": "A release stopped the mail for an hour.",
    "contributing_factors": [{"factor": "No canary", "kind": "process"}],
    "went_well": "Monitoring told us first",
}


@dataclass(frozen=True)
class ResponseDesk:
    """The use cases, the clock, and who works here: ``me``, and by first name all others."""

    cases: UseCases
    time: ManualTime
    me: str
    people: Mapping[str, str]
    service: str

    def raised(self, *levels: str, **more: Any) -> str:
        """The number of a new major incident; declared where there are ``levels``."""
        return self.cases.raising.raise_one("Mail is down", self.me, levels=levels, **more).number

    def room(self, ref: str) -> RoomView:
        """The room as it is."""
        return self.cases.response.view(ref)

    def page(self, ref: str) -> IncidentPage:
        """The incident as it is."""
        return self.cases.pages.incident(ref, self.me)

    def told(self, ref: str, *kinds: str) -> list[EntryText]:
        """The entries of some kinds in words."""
        page = self.page(ref)
        texts = ValueTexts(page.settings, page.names, page.definition)
        return [entry_text(one, page, texts) for one in page.entries if one.kind in kinds]

    def now(self, minutes: float = 0) -> dict[str, JsonValue]:
        """The moment that it is, or was so many minutes ago."""
        return moment_to_json(Moment.exact(self.time.now().plus(-minutes)))

    def after(self, minutes: float) -> Instant:
        """The instant in so many minutes."""
        return self.time.now().plus(minutes)

    def resolve(self, ref: str) -> None:
        """Take a declared one through the gate of the response."""
        response = self.cases.response
        response.set_milestone(ref, "mitigated", self.now(), self.me)
        self.cases.stages.save(ref, RESOLUTION, {}, self.me)
        response.note_update(ref, "external", "It works again", self.me, last=True)
        response.go_to(ref, "resolved", self.me, reason="It works again")

    def review(self, ref: str) -> None:
        """Write all that the review of a resolved one needs."""
        verify = moment_to_json(Moment.exact(self.after(20_000)))
        self.cases.stages.save(ref, {**REVIEW, "verify_fix": verify}, {}, self.me)


def make_desk(cases: UseCases, time: ManualTime, me: str, names: Sequence[str]) -> ResponseDesk:
    """A desk where also those of ``names`` work, and which runs the mail."""
    people = {name: cases.people.write_person(Person("", name), me)[0].uid for name in names}
    item = RegisterItem("", "service", "Mail", {"owner": people[names[0]], "builders": "Ines and J. Old"})
    service = cases.people.write_item(item, me)[0].uid
    return ResponseDesk(cases, time, me, people, service)
