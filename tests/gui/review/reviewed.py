"""A review in the window, and the hands that write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.review.field_side import FieldSide
from incidentdesk.gui.review.review_part import ReviewPart
from services.response_desk import RESOLUTION, ResponseDesk, make_desk

NAMES = ("Ines Arroyo", "Paul Shah", "Rosa Diaz", "Tim Hansen")


@dataclass
class Reviewed:
    """The review of the incident ``uid`` on ``desk``; ``people`` are uids by name."""

    desk: Desk
    qtbot: QtBot
    uid: str
    people: dict[str, str]

    @property
    def form(self) -> StageForm:
        """The form that is shown."""
        form = self.desk.incident.stages.form
        assert form is not None
        return form

    @property
    def part(self) -> ReviewPart:
        """What stands around it."""
        part = self.desk.incident.reviewing.part
        assert part is not None
        return part

    def side(self, key: str) -> FieldSide:
        """What stands below a field."""
        assert self.part.sides is not None
        return self.part.sides.side(key)

    def value(self, key: str) -> JsonValue:
        """What a field says."""
        return self.form.editor(key).value()

    def write(self, key: str, value: Any) -> None:
        """Write into a field as if typed, and rest until the language was looked at."""
        self.form.set_field(key, value)
        self.rest()

    def rest(self) -> None:
        """Wait until typing has rested and all is shown."""
        self.qtbot.waitUntil(lambda: not self.part.is_resting())
        self.desk.driver.settle()

    def show(self) -> None:
        """Go to the review, and wait until its drafts and remarks are there."""
        self.desk.show(self.uid)
        self.rest()

    def remarks(self, key: str) -> list[str]:
        """The words that are remarked on in a field."""
        return [one.text for one in self.side(key).remarks]


def make_incident(office: Office) -> tuple[str, dict[str, str]]:
    """A whole response, from the impact at 8:42 to its resolution at 10:32; its uid, and who works here."""
    with office.reading() as cases:
        me = office.me.uid
        desk: ResponseDesk = make_desk(cases, office.time, me, NAMES)
        response = cases.response
        values: dict[str, JsonValue] = {"service": desk.service}
        ref = cases.raising.raise_one("Mail is down", me, levels=["sev2"], values=values).number
        response.set_milestone(ref, "impact_started", desk.now(20), me)
        response.set_milestone(ref, "detected", desk.now(5), me)
        response.give_role(ref, "operations", desk.people["Paul Shah"], me)
        response.add_row(ref, "hypotheses", {"statement": "Release 7 leaks memory"}, me)
        response.change_row(ref, "hypotheses", "1", {"result": "confirmed"}, me)
        office.time.advance(minutes=60)
        response.note_update(ref, "external", "Mail is slow", me, last=False)
        response.set_milestone(ref, "mitigated", desk.now(), me)
        office.time.advance(minutes=30)
        cases.stages.save(ref, RESOLUTION, {}, me)
        response.note_update(ref, "external", "It works again", me, last=True)
        response.go_to(ref, "resolved", me, reason="It works again")
        return cases.pages.incident(ref, me).incident.uid, dict(desk.people)
