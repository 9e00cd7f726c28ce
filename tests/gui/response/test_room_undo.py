"""Undo in the response room reaches the phase, the SEV level, roles and the lines of the impact."""

from __future__ import annotations

import pytest

from end_to_end.office import Desk
from gui.response.rooms import hire, open_room, raise_one, room_of, view
from gui.response.table_hands import Hands
from incidentdesk.gui.response.roles_card import RolesCard
from incidentdesk.gui.response.timeline_card import TimelineCard

UNDO = "Ctrl+Shift+Z"


@pytest.fixture
def uid(desk: Desk) -> str:
    """A major incident whose room is open."""
    hire(desk.office, "R. Sato", "J. Arroyo")
    made = raise_one(desk.office)
    open_room(desk, made)
    return made


def told(desk: Desk) -> list[tuple[str, list[str]]]:
    """The newest two entries of the timeline, with their chips."""
    card = room_of(desk).cards["timeline"]
    assert isinstance(card, TimelineCard)
    found = [(f"{one.who} {one.headline}", [words for words, _tone in one.chips])
             for one in card.timeline.items()]  # fmt: skip
    return found[:2]


def test_a_phase_by_its_key(desk: Desk, uid: str) -> None:
    desk.driver.command("Alt+P")
    assert view(desk, uid).incident.phase == "identified"
    desk.driver.command(UNDO)
    assert view(desk, uid).incident.phase == "investigating"
    assert room_of(desk).bar.likeliest.text() == "Mark identified"
    (back, marks), (first, struck) = told(desk)
    assert "Phase: Investigating" in back
    assert marks == ["Undo"]
    assert "Phase: Identified" in first
    assert struck == ["Taken back"]


def test_a_phase_by_its_form_with_what_was_said_with_it(desk: Desk, uid: str) -> None:
    with desk.office.reading() as cases:
        for phase in ("identified", "mitigating"):
            cases.response.go_to(uid, phase, desk.office.me.uid)
    open_room(desk, uid)
    desk.driver.command("Alt+P")
    desk.driver.keys("now")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.phase == "monitoring"
    assert view(desk, uid).milestones["mitigated"] is not None
    desk.driver.command(UNDO)
    assert view(desk, uid).incident.phase == "mitigating"
    assert view(desk, uid).milestones["mitigated"] is None


def test_the_level(desk: Desk, uid: str) -> None:
    desk.driver.command("Alt+V")
    desk.driver.keys("1")
    form = room_of(desk).action.form
    assert form is not None
    form.editor("sev").set_value("sev1")
    form.edited.emit("sev")
    desk.driver.command("Ctrl+Return")
    assert view(desk, uid).incident.sev == "sev1"
    desk.driver.command(UNDO)
    assert view(desk, uid).incident.sev == "sev2"


def test_a_role(desk: Desk, uid: str) -> None:
    def holders() -> list[str]:
        return [one.name for one in view(desk, uid).roles if one.role == "communications" and one.stands]

    card = room_of(desk).cards["roles"]
    assert isinstance(card, RolesCard)
    desk.driver.command("Alt+W")
    desk.driver.keys("Sato")
    desk.driver.press("Return")
    desk.driver.command("Ctrl+Return")
    assert holders() == ["R. Sato"]
    desk.driver.command(UNDO)
    assert holders() == []


def test_a_line_of_the_impact_that_was_changed(desk: Desk, uid: str) -> None:
    hands = Hands(desk, uid, {})
    hands.add("impact_lines", what="Nobody books", users=40)
    desk.driver.click(hands.line("impact", "1").edit)
    desk.driver.keys(" at any site")
    desk.driver.press("Return")
    assert hands.rows("impact_lines")[0]["what"] != "Nobody books"
    desk.driver.command(UNDO)
    assert hands.rows("impact_lines")[0]["what"] == "Nobody books"


@pytest.mark.parametrize(
    ("line", "left"),
    [("/phase identified", "investigating sev2"), ("/sev 1 It spreads", "investigating sev2")],
)
def test_a_typed_line_stands_there_again(desk: Desk, uid: str, line: str, left: str) -> None:
    desk.driver.command("Ctrl+M")
    desk.driver.keys(line)
    desk.driver.press("Return")
    incident = view(desk, uid).incident
    assert f"{incident.phase} {incident.sev}" != left
    desk.driver.command(UNDO)
    incident = view(desk, uid).incident
    assert f"{incident.phase} {incident.sev}" == left
    card = room_of(desk).cards["timeline"]
    assert isinstance(card, TimelineCard)
    assert card.line.field.text() == line
