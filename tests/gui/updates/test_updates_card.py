"""The composer of updates in the response room: sending, asking, approving, and what was told."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import hire, open_room, raise_one, window_of
from gui.updates.composing import (
    TEXT,
    card_of,
    hook_channel,
    notices,
    press,
    told_already,
    view,
    words_of,
    write,
)
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.updates.updates import Update
from services.post_office import closed_port, web_server


def test_an_update_is_written_and_sent_with_the_keyboard(desk: Desk) -> None:
    uid = raise_one(desk.office)
    with web_server() as hook:
        hook_channel(desk.office, hook.url)
        card = card_of(desk, uid)
        desk.driver.command("Alt+U")
        assert desk.driver.has_focus(card.edit.text)
        assert card.edit.words().startswith("SEV 2 Mail is down – Investigating")
        gap = card.edit.text.textCursor().selectedText()
        assert gap == "[… what is the matter]"
        desk.driver.keys("No mail for anybody")
        desk.driver.command("Ctrl+Return")
        desk.driver.settle()
        ((_headers, said),) = hook.got
    assert "Condition: No mail for anybody" in said["message"]
    there = view(desk.office, uid).audiences["internal"]
    assert there.last is not None
    assert there.last.sendings[0].state == "sent"
    assert card.history.isVisible()
    assert not card.dirty


def test_copy_works_without_a_channel_and_mark_as_told_records_it(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    desk.driver.command("Alt+U")
    desk.driver.command("Alt+Shift+C")
    assert "what is the matter] is still to be filled in" in desk.opened.window.toast.text
    write(desk, card)
    assert words_of(card) == ["Copy", "Mark as told…"]
    desk.driver.command("Alt+U")
    desk.driver.command("Alt+Shift+C")
    assert "Mark them as told" in desk.opened.window.toast.text
    assert QGuiApplication.clipboard().text() == TEXT
    desk.driver.command("Alt+Shift+M")
    assert desk.driver.has_focus(card.asks.whom.line)
    desk.driver.keys("the ward, by phone")
    desk.driver.press("Return")
    desk.driver.settle()
    there = view(desk.office, uid).audiences["internal"]
    assert there.by_hand == ("the ward, by phone",)
    assert there.last is not None
    assert there.last.text.text == TEXT
    assert not card.asks.whom.isVisible()


def test_what_failed_is_shown_with_its_reason_and_tried_again(desk: Desk) -> None:
    uid, port = raise_one(desk.office), closed_port()
    with web_server() as hook:
        hook_channel(desk.office, hook.url)
        hook_channel(desk.office, f"http://127.0.0.1:{port}/x", name="Down")
        card = card_of(desk, uid)
        write(desk, card)
        press(desk, card, "Send to staff")
        (said,) = notices(card)
        assert said.startswith("1 of 2 addresses have not been reached. Down: no connection to the server.")
        assert "written just now" in said
        press(desk, card, "Try again")
        assert len(hook.got) == 1
    rows = view(desk.office, uid).audiences["internal"].told[0].sendings
    assert [(one.state, one.attempts) for one in rows] == [("sent", 1), ("failed", 2)]
    press(desk, card, "Let it be")
    assert notices(card) == []


def test_an_old_one_asks_again_before_it_goes(desk: Desk) -> None:
    uid, port = raise_one(desk.office), closed_port()
    hook_channel(desk.office, f"http://127.0.0.1:{port}/x")
    card = card_of(desk, uid)
    write(desk, card)
    press(desk, card, "Send to staff")
    desk.office.time.advance(minutes=40)
    open_room(desk, uid)
    assert "The text is 40 min old." in notices(card)[0]
    press(desk, card, "Try again")
    assert notices(card)[0].startswith("This text is 40 minutes old.")
    assert view(desk.office, uid).audiences["internal"].open.sendings[0].attempts == 1
    press(desk, card, "Send it as it is")
    assert view(desk.office, uid).audiences["internal"].open.sendings[0].attempts == 2
    press(desk, card, "Write a fresh one")
    assert view(desk.office, uid).audiences["internal"].open is None
    assert card.edit.words().startswith("SEV 2 Mail is down")


def test_sending_is_cancelled_and_settled_by_hand(desk: Desk, qtbot: QtBot) -> None:
    uid = raise_one(desk.office)
    with web_server() as hook:
        hook.hold = Event()
        hook_channel(desk.office, hook.url)
        card = card_of(desk, uid)
        write(desk, card)
        card.acts.send()
        qtbot.waitUntil(hook.came.is_set, timeout=10_000)
        qtbot.waitUntil(lambda: "Cancel" in words_of(card), timeout=10_000)
        assert desk.opened.session.going_on() == "An update is being sent."
        card.buttons.confirm()
        desk.driver.settle()
        assert notices(card) == ["It may have gone to Hook. Ask there: did it arrive?"]
        press(desk, card, "It arrived")
    (row,) = view(desk.office, uid).audiences["internal"].told[0].sendings
    assert (row.state, row.result) == ("sent", "arrived")
    assert notices(card) == []


def test_outward_the_commander_is_asked_and_approves(office: Office, qtbot: QtBot) -> None:
    uid, ines = raise_one(office), hire(office, "Ines")["Ines"]
    with web_server() as hook:
        hook_channel(office, hook.url, "external")
        with window_of(office, qtbot, ines) as desk:
            card = card_of(desk, uid)
            card.show_audience("external")
            desk.driver.settle()
            write(desk, card)
            assert words_of(card)[0] == "Ask the commander"
            press(desk, card, "Ask the commander")
            assert notices(card)[0].startswith("M. Oyelaran was asked to approve it")
        with office.window(qtbot) as desk:
            card = card_of(desk, uid)
            assert notices(card) == ["A text for “Public” waits for your approval."]
            press(desk, card, "Read it")
            assert desk.driver.has_focus(card.edit), "what was pressed has gone, and it is read here"
            assert card.edit.words() == TEXT
            assert notices(card)[0].startswith("Ines asks you to approve this text")
            assert words_of(card)[:2] == ["Approve and send", "Approve"]
            press(desk, card, "Approve")
            assert notices(card) == ["Approved by M. Oyelaran. It may go."]
            assert desk.driver.has_focus(card)
        with window_of(office, qtbot, ines) as desk:
            card = card_of(desk, uid)
            card.show_audience("external")
            desk.driver.settle()
            press(desk, card, "Send to the public")
        assert [said["message"] for _headers, said in hook.got] == [TEXT]


def test_who_may_only_read_sees_what_was_told(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    told_already(office, uid)
    reader = hire(office, "Rea", role="read_only")["Rea"]
    with window_of(office, qtbot, reader) as desk:
        card = card_of(desk, uid)
        assert not card.edit.isVisible()
        assert not card.buttons.isVisible()
        assert card.history.isVisible()


def test_who_got_the_first_word_is_ticked_for_the_last(desk: Desk) -> None:
    uid = raise_one(desk.office)
    with web_server() as hook:
        hook_channel(desk.office, hook.url, "external", "First")
        card = card_of(desk, uid)
        card.show_audience("external")
        desk.driver.settle()
        write(desk, card)
        press(desk, card, "Send to the public")
        with desk.office.reading() as cases:
            uid_of_text = cases.updates.view(uid, desk.office.me.uid).audiences["external"].last.text.uid
            cases.updates.also_told(uid_of_text, "the ward", desk.office.me.uid)
        hook_channel(desk.office, hook.url + "/other", "external", "Other")
        open_room(desk, uid)
        assert len(card.channels.ticked()) == 2
        card.show_audience("internal")
        card.show_audience("external")
        card.template.set_value("resolved")
        card.template.changed.emit("resolved")
        desk.driver.settle()
        names = {one.channel.uid: one.channel.name for one in card.shown.there.channels}
        assert [names[uid] for uid in card.channels.ticked()] == ["First"]
        assert notices(card) == ["Told by hand so far, and to be told the end too: the ward."]


def test_a_new_desk_says_where_to_add_a_channel(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    with replace(office).window(qtbot) as desk:
        card = card_of(desk, uid)
        press(desk, card, "Add a channel")
        assert desk.opened.window.room == "settings"


def test_what_not_to_use_stands_beside_the_text(desk: Desk) -> None:
    uid = raise_one(desk.office)
    with desk.office.reading() as cases:
        cases.restricted.restrict(
            uid, "security", "They read along", desk.office.me.uid, channels="mail, chat"
        )
    card = card_of(desk, uid)
    assert card.not_by.isVisible()
    assert card.not_by.label.text() == "Do not use: mail, chat. Somebody may read along."


def test_the_commander_sends_a_text_back_with_what_is_to_be_changed(office: Office, qtbot: QtBot) -> None:
    uid, ines = raise_one(office), hire(office, "Ines")["Ines"]
    with office.reading() as cases:
        cases.updates.ask(uid, Update("external", 1, "first", TEXT), ines)
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        card.show_audience("external")
        desk.driver.settle()
        press(desk, card, "Send it back…")
        assert desk.driver.has_focus(card.asks.note.line)
        desk.driver.keys("Say who")
        desk.driver.command("Ctrl+Return")
        desk.driver.settle()
    with window_of(office, qtbot, ines) as desk:
        card = card_of(desk, uid)
        card.show_audience("external")
        desk.driver.settle()
        assert notices(card) == ["The commander sent it back: Say who"]
        assert card.edit.words() == TEXT


def test_the_history_unfolds_and_what_has_the_focus_keeps_it(desk: Desk) -> None:
    uid = raise_one(desk.office)
    for _number in range(3):
        told_already(desk.office, uid)
    hook_channel(desk.office, f"http://127.0.0.1:{closed_port()}/x")
    card = card_of(desk, uid)
    press(desk, card, "2 more")
    assert card.history.isAncestorOf(desk.driver.focused())
    press(desk, card, "Show fewer")
    write(desk, card)
    press(desk, card, "Send to staff")
    (box,) = card.standing.boxes
    box.buttons[0].setFocus()
    with desk.office.reading() as cases:
        cases.response.add_row(uid, "impact_lines", {"what": "No mail"}, desk.office.me.uid)
    desk.opened.tasks.changed.emit(Changes(frozenset({uid})))
    desk.driver.settle()
    assert box.buttons[0].hasFocus()
