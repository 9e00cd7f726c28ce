"""Command: handed over with a form, accepted by PIN or in words, declined; nothing changes hands before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import hire, open_room, raise_one, room_of, view, window_of

PIN = "4711"


@pytest.fixture
def sato(office: Office) -> str:
    """The uid of R. Sato, who is on the desk."""
    return hire(office, "R. Sato")["R. Sato"]


def commander(desk: Desk, uid: str) -> str:
    held = view(desk, uid).commander
    return held.name if held is not None else ""


def offer(office: Office, uid: str, to: str) -> None:
    with office.reading() as cases:
        typed = {"state": "Failing over.", "risks": "No backup until one."}
        cases.response.offer_command(uid, to, "fatigue", typed, office.me.uid)


def test_offered_with_what_the_room_knows(desk: Desk, sato: str) -> None:
    driver, office = desk.driver, desk.office
    uid = raise_one(office)
    with office.reading() as cases:
        me = office.me.uid
        cases.response.add_row(uid, "hypotheses", {"statement": "Certificate", "result": "ruled_out"}, me)
        action = {"what": "Fail over", "owner": sato, "minutes": 15}
        cases.response.add_row(uid, "actions", action, me)  # type: ignore[arg-type]
    room = open_room(desk, uid)
    driver.command("Alt+O")
    assert room.action.kind == "offer_command"
    told = dict(room.action.told.facts())
    assert told["Ruled out"] == "Certificate"
    assert told["Open actions"] == "Fail over (R. Sato, 09:17)"
    assert told["Now"] == "SEV 2 · Investigating"
    driver.find("Sato")
    driver.choose("f")
    driver.press("Tab")
    driver.keys("Failing over to the standby.")
    driver.press("Tab")
    driver.keys("No backup until one.")
    driver.command("Ctrl+Return")
    assert commander(desk, uid) == "M. Oyelaran", "nothing changes hands yet"
    assert room.offer.isVisible()
    assert "offers command to R. Sato" in room.offer.words.text()
    assert ("Risks of the next hours", "No backup until one.") in room.offer.written.facts()
    assert room.bar.hand_over.isHidden()


def test_however_much_goes_along_the_room_stays_in_sight(desk: Desk, sato: str) -> None:
    office, uid = desk.office, raise_one(desk.office)
    desk.opened.window.resize(1280, 800)
    offer(office, uid, sato)
    told = open_room(desk, uid).offer.told
    assert told.verticalScrollBar().maximum() == 0, "little is shown whole"
    assert told.focusPolicy() == Qt.FocusPolicy.NoFocus
    other = raise_one(office, "Phones are dead")
    with office.reading() as cases:
        for number in range(30):
            cases.response.add_row(other, "actions", {"what": f"Call site {number} back"}, office.me.uid)
    offer(office, other, sato)
    room = open_room(desk, other)
    assert told.verticalScrollBar().maximum() > 0
    assert told.focusPolicy() == Qt.FocusPolicy.StrongFocus, "it is scrolled by keys"
    assert room.offer.accepting.isVisible()
    assert room.columns.height() > 200


def test_how_things_stand_must_be_said(desk: Desk, sato: str) -> None:
    room = open_room(desk, raise_one(desk.office))
    desk.driver.command("Alt+O")
    assert room.action.form is not None
    room.action.form.set_field("to", sato)
    room.action.form.set_field("reason", "fatigue")
    desk.driver.command("Ctrl+Return")
    assert room.action.form.editor("state").problem == "Please answer this."


def test_the_receiver_sees_it_on_every_page_and_accepts(office: Office, qtbot: QtBot, sato: str) -> None:
    uid = raise_one(office)
    offer(office, uid, sato)
    with window_of(office, qtbot, sato) as desk:
        strip = desk.opened.window.strips.offers
        assert strip.isVisible()
        assert "M. Oyelaran offers you command of" in strip.text
        desk.driver.click(strip.actions_shown()[0])
        room = room_of(desk)
        assert room.uid == uid
        assert strip.isHidden(), "the room tells it itself"
        assert desk.driver.has_focus(room.offer)
        assert ("Why", "Fatigue") in room.offer.written.facts()
        desk.driver.press("Return")
        assert commander(desk, uid) == "R. Sato"
        assert room.offer.isHidden()
        assert desk.driver.has_focus(room.cards["timeline"]), "the offer is gone, and the work goes on"
        desk.opened.window.show_room("queue")
        desk.driver.settle()
        assert strip.isHidden()


def test_accepted_here_by_their_pin(desk: Desk, sato: str) -> None:
    office = desk.office
    with office.reading() as cases:
        cases.signing_in.set_pin(PIN, sato)
    uid = raise_one(office)
    offer(office, uid, sato)
    room = open_room(desk, uid)
    assert room.offer.pin.hasFocus()
    desk.driver.keys("9999")
    desk.driver.press("Return")
    assert "not the PIN" in room.offer.refused.text()
    assert room.offer.pin.text() == ""
    assert commander(desk, uid) == "M. Oyelaran"
    office.time.advance(minutes=5)
    desk.driver.keys(PIN)
    desk.driver.press("Return")
    assert commander(desk, uid) == "R. Sato"
    held = view(desk, uid).commander
    assert held is not None
    assert held.how == "accepted"
    assert desk.driver.has_focus(room.cards["timeline"])


def test_accepted_in_words_is_recorded_as_that(desk: Desk, sato: str) -> None:
    uid = raise_one(desk.office)
    offer(desk.office, uid, sato)
    room = open_room(desk, uid)
    desk.driver.click(room.offer.spoken)
    desk.driver.keys("On the bridge")
    desk.driver.command("Ctrl+Return")
    held = view(desk, uid).commander
    assert held is not None
    assert (held.name, held.how) == ("R. Sato", "spoken")


def test_declined_it_stays_where_it_is(office: Office, qtbot: QtBot, sato: str) -> None:
    uid = raise_one(office)
    offer(office, uid, sato)
    with window_of(office, qtbot, sato) as desk:
        room = open_room(desk, uid)
        desk.driver.click(room.offer.declining)
        desk.driver.keys("I am on another one")
        desk.driver.command("Ctrl+Return")
        assert commander(desk, uid) == "M. Oyelaran"
        assert room.offer.isHidden()
        assert room.bar.hand_over.isVisible()


def test_a_restart_loses_no_offer_and_the_key_leads_to_it(office: Office, qtbot: QtBot, sato: str) -> None:
    uid = raise_one(office)
    offer(office, uid, sato)
    office.time.advance(hours=8)
    with office.window(qtbot) as desk:
        room = open_room(desk, uid)
        room.cards["roles"].focus_first()
        desk.driver.command("Alt+O")
        assert desk.driver.has_focus(room.offer)
        assert not room.action.kind
        assert desk.opened.window.strips.offers.isHidden(), "it is not offered to whoever offers it"
