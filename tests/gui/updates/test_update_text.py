"""The text in the composer of updates: what is typed stays, what is not follows the room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import open_room, raise_one
from gui.updates.composing import (
    card_of,
    hook_channel,
    press,
    words_of,
    write,
)
from incidentdesk.domain.moments import Moment, moment_to_json
from services.post_office import web_server
from services.response_desk import RESOLUTION


def test_a_text_with_a_gap_does_not_go(desk: Desk) -> None:
    uid = raise_one(desk.office)
    with web_server() as hook:
        hook_channel(desk.office, hook.url)
        card = card_of(desk, uid)
        press(desk, card, "Send to staff")
        assert card.edit.text.textCursor().hasSelection()
        assert not hook.got


def test_what_is_typed_is_kept_for_each_audience(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        write(desk, card, "For the staff")
        card.show_audience("executive")
        desk.driver.settle()
        write(desk, card, "For the managers")
        qtbot.waitUntil(card.keeper.is_settled)
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        assert card.edit.words() == "For the staff"
        card.show_audience("executive")
        desk.driver.settle()
        assert card.edit.words() == "For the managers"
        card.show_audience("internal")
        desk.driver.settle()
        assert card.edit.words() == "For the staff"


def test_what_is_typed_stays_where_the_room_changes(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    write(desk, card, "Half a sentence")
    with desk.office.reading() as cases:
        cases.response.add_row(uid, "impact_lines", {"what": "No mail"}, desk.office.me.uid)
    open_room(desk, uid)
    assert card.edit.words() == "Half a sentence"


def test_a_clean_draft_follows_the_room(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    with desk.office.reading() as cases:
        cases.response.add_row(uid, "impact_lines", {"what": "No mail"}, desk.office.me.uid)
    open_room(desk, uid)
    assert "Condition: No mail" in card.edit.words()


def test_remarks_stand_below_the_text_and_are_marked_in_it(desk: Desk) -> None:
    card = card_of(desk, raise_one(desk.office))
    card.show_audience("external")
    desk.driver.settle()
    write(desk, card, "😀 Mail: we think it is fixed by 11:00. Next update at 09:40.")
    card.edit.look()
    desk.driver.settle()
    assert [one.rule for one in card.edit.concerns] == ["guess", "promise"]
    marked = [one.cursor.selectedText() for one in card.edit.text.extraSelections()]
    assert marked == ["we think", "fixed by 11:00"]
    press(desk, card, "“we think”")
    assert card.edit.text.textCursor().selectedText() == "we think"
    hook_channel(desk.office, "http://127.0.0.1:1/x", "external")
    assert "Ask the commander" not in words_of(card)  # remarks hold nothing, and the commander writes


def test_what_is_over_asks_for_no_text_and_one_key_has_it_again(desk: Desk) -> None:
    uid, me = raise_one(desk.office, level="sev4"), desk.office.me.uid
    with desk.office.reading() as cases:
        now = moment_to_json(Moment.exact(desk.office.time.now()))
        cases.response.set_milestone(uid, "mitigated", now, me)
        cases.stages.save(uid, RESOLUTION, {}, me)
        cases.response.go_to(uid, "resolved", me, reason="Small")
    card = card_of(desk, uid)
    assert card.clock.text() == "None is due"
    assert not any(one.isVisible() for one in card.writing)
    desk.driver.command("Alt+U")
    assert desk.driver.has_focus(card.edit.text)
    assert not card.more.isVisible()


def test_the_text_is_as_high_as_its_lines(desk: Desk) -> None:
    uid, me = raise_one(desk.office), desk.office.me.uid
    with desk.office.reading() as cases:
        for what in ("Fail over the booking database to standby", "Replace the volume and rebuild it"):
            cases.response.add_row(uid, "actions", {"what": what, "owner": me, "minutes": 20}, me)
    text = card_of(desk, uid).edit.text
    assert text.minimumHeight() == text.maximumHeight() == text.height()
    assert text.y() == 0


def test_another_kind_of_text_stays_chosen_and_what_it_replaces_can_be_had_back(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    card.show_audience("external")
    desk.driver.settle()
    write(desk, card, "My own words")
    card.template.set_value("no_change")
    card.template.changed.emit("no_change")
    desk.driver.settle()
    assert "No change since the last update" in card.edit.words()
    open_room(desk, uid)
    assert card.template_key == "no_change"
    assert "No change since the last update" in card.edit.words()
    desk.driver.command("Ctrl+Shift+Z")
    assert card.edit.words() == "My own words"
