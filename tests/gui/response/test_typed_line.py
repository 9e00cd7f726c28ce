"""One line at the top of the timeline becomes a note, an action, a decision… by keys alone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import room_of
from gui.response.table_hands import Hands, in_room
from incidentdesk.gui.response.timeline_card import TimelineCard


def offered(hands: Hands) -> list[str]:
    """What the open list shows."""
    popup = hands.timeline.line.field._popup  # noqa: SLF001 - the list has no other door
    if popup is None or popup.isHidden():
        return []
    model = popup.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def told(hands: Hands) -> str:
    return hands.timeline.line.told.text()


def test_a_plain_line_is_a_note(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("Login works at site 1")
    assert told(hands) == "Enter: Note"
    desk.driver.press("Return")
    newest = hands.timeline.timeline.items()[0]
    assert (newest.when_text, newest.who, newest.headline) == (
        "09:02",
        "M. Oyelaran",
        "Login works at site 1",
    )
    assert hands.timeline.line.field.text() == ""
    assert desk.driver.has_focus(hands.timeline.line.field)


def test_an_action_by_the_lists_alone(desk: Desk) -> None:
    hands = in_room(desk, "R. Sato", "Tim Brandt")
    hands.card("actions").add.setFocus()
    desk.driver.press("/")
    assert hands.timeline.line.field.text() == "/"
    assert offered(hands)[:3] == ["/note", "/decision", "/action"]
    desk.driver.press("Down", times=2)
    desk.driver.press("Return")
    assert hands.timeline.line.field.text() == "/action "
    assert offered(hands) == ["@me", "@m.oyelaran", "@r.sato", "@tim.brandt"]
    desk.driver.keys("@sa")
    assert offered(hands) == ["@r.sato"]
    desk.driver.press("Tab")
    assert hands.timeline.line.field.text() == "/action @r.sato "
    desk.driver.press("Down")
    desk.driver.press("Tab")
    desk.driver.keys("Replace the volume")
    assert offered(hands) == []
    assert told(hands) == "Enter: Action for R. Sato, 15 min, back by 09:17"
    desk.driver.press("Return")
    (row,) = hands.rows("actions")
    assert (row["what"], row["owner"], row["minutes"]) == ("Replace the volume", hands.people["R. Sato"], 15)
    assert hands.line("actions", "1").time.text == "15:00 left"


def test_enter_completes_what_is_not_whole_and_writes_what_is(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("/hyp")
    desk.driver.press("Return")
    assert hands.timeline.line.field.text() == "/hypothesis "
    desk.driver.keys("The disk is full")
    desk.driver.press("Return")
    assert hands.rows("hypotheses")[0]["statement"] == "The disk is full"
    desk.driver.keys("/phase ident")
    assert offered(hands) == ["identified"]
    desk.driver.press("Return")
    assert hands.page.head.phase.words == "Identified"


def test_esc_closes_the_list_and_keeps_the_line(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("/de")
    assert offered(hands) == ["/decision"]
    desk.driver.press("Esc")
    assert offered(hands) == []
    assert hands.timeline.line.field.text() == "/de"
    assert desk.driver.has_focus(hands.timeline.line.field)


def test_a_slash_in_a_text_is_a_slash(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Alt+A")
    desk.driver.keys("Clean /var/log")
    desk.driver.press("Return")
    assert hands.rows("actions")[0]["what"] == "Clean /var/log"


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        (
            "/action @nobody 15m Restart",
            "@nobody",
            "Nobody here is called “nobody”. Type @ and the beginning",
        ),
        ("/sev 9", "9", "is no SEV level. Use one of"),
        ("/frob it", "/frob", "“/frob” is no command. Use one of: /note"),
    ],
)
def test_what_cannot_be_is_told_with_its_place_and_nothing_is_lost(
    desk: Desk, line: str, place: str, said: str
) -> None:
    hands = in_room(desk)
    before = len(hands.timeline.timeline.items())
    desk.driver.command("Ctrl+M")
    desk.driver.keys(line)
    desk.driver.press("Return")
    field = hands.timeline.line.field
    assert (field.text(), field.selectedText()) == (line, place)
    assert said in told(hands)
    assert field.property("gap") == "true"
    assert len(hands.timeline.timeline.items()) == before


def test_what_the_room_refuses_is_told_below_the_line(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("/phase monitoring")
    desk.driver.press("Return")
    assert hands.timeline.line.field.text() == "/phase monitoring"
    assert "why" in told(hands).casefold() or "reason" in told(hands).casefold()
    desk.driver.press("End")
    desk.driver.keys(" It came back by itself")
    desk.driver.press("Return")
    assert hands.page.head.phase.words == "Monitoring"


def test_the_last_line_is_taken_back_and_can_be_corrected(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("/decision Fail ovr | Restore")
    desk.driver.press("Return")
    assert desk.opened.window.toast.text == "Decision 1 is proposed."
    desk.driver.command("Ctrl+Shift+Z")
    assert hands.rows("decisions") == []
    assert hands.timeline.line.field.text() == "/decision Fail ovr | Restore"
    newest = hands.timeline.timeline.items()[0]
    assert newest.headline.splitlines()[0] == "Decision 1: taken back"


def test_a_note_that_does_not_hold_stays_with_a_mark_and_its_correction(desk: Desk) -> None:
    hands = in_room(desk)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("Login works at sit 1")
    desk.driver.press("Return")
    desk.driver.command("Ctrl+Shift+Z")
    correction, note = hands.timeline.timeline.items()[:2]
    assert (correction.who, correction.headline) == (
        "M. Oyelaran · Correction", "Does not hold: Login works at sit 1",
    )  # fmt: skip
    assert [words for words, _tone in note.chips] == ["Corrected later"]
    assert hands.timeline.line.field.text() == "Login works at sit 1"


def test_a_typed_line_is_a_draft(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        in_room(desk)
        desk.driver.command("Ctrl+M")
        desk.driver.keys("at 8:50: saw the fir")
        desk.driver.command("Ctrl+1")
    with office.window(qtbot) as desk:
        desk.driver.command("Ctrl+2")
        card = room_of(desk).cards["timeline"]
        assert isinstance(card, TimelineCard)
        assert card.line.field.text() == "at 8:50: saw the fir"
        desk.driver.command("Ctrl+M")
        desk.driver.press("End")
        desk.driver.keys("st error")
        assert card.line.told.text() == "Enter: Note, 08:50"
        desk.driver.press("Return")
        (item,) = [one for one in card.timeline.items() if one.headline == "saw the first error"]
        assert (item.when_text, item.detail) == ("08:50", "entered 09:02")
        assert card.timeline.items()[-1] is item, "it stands where it was, not where it was entered"
