"""The board: which major incidents stakeholders see, and what of them."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.board import BoardItem, BoardPlan, BoardState
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.services.board.board_texts import (
    countdown_text,
    due_text,
    headline,
    item_sentence,
    last_ended_text,
    since_text,
    title_text,
    updated_text,
)
from services.response_desk import ResponseDesk
from services.update_desk import UpdateDesk

MARKER = "zzmarkerzz"


def board(desk: ResponseDesk) -> BoardState:
    return desk.cases.board.read()


def only(desk: ResponseDesk) -> BoardItem:
    (item,) = board(desk).items
    return item


def numbers(desk: ResponseDesk) -> list[str]:
    return [one.number for one in board(desk).items]


def tell(desk: ResponseDesk, ref: str, text: str, audience: str = "external") -> None:
    desk.cases.response.note_update(ref, audience, text, desk.me)


def test_a_desk_without_major_incidents_is_clear(room_desk: ResponseDesk) -> None:
    state = board(room_desk)
    assert (state.clear, state.items, last_ended_text(state)) == (True, (), "")
    room_desk.cases.log.log({"title": "A printer"}, room_desk.me)
    room_desk.raised()  # nobody has declared it
    room_desk.raised("sev1", drill=True)
    assert board(room_desk).items == ()


def test_a_declared_one_is_told_by_its_service_and_level_never_by_its_title(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2", service=room_desk.service)
    item = only(room_desk)
    assert (item.number, title_text(item), item.sev, item.public) == (number, "Mail", "sev2", "investigating")
    assert "is down" not in repr(board(room_desk))
    other = room_desk.cases.raising.raise_one(f"{MARKER} is broken", room_desk.me, levels=["sev1"]).number
    assert numbers(room_desk) == [other, number]
    assert title_text(board(room_desk).items[0]) == "Major incident"
    assert MARKER not in repr(board(room_desk))


def test_impact_since_and_the_last_external_update_are_told(room_desk: ResponseDesk) -> None:
    response, number = room_desk.cases.response, room_desk.raised("sev2")
    room_desk.time.advance(minutes=20)
    began = moment_to_json(Moment.about(room_desk.after(-50)))
    response.set_milestone(number, "impact_started", began, room_desk.me)
    lines = ({"what": "No mail for Ward 3", "users": 1200, "share": 40}, {"what": "No calendar", "share": 5})
    for line in lines:
        response.add_row(number, "impact_lines", line, room_desk.me)
    over = {"what": "No web mail", "until": room_desk.now()}
    response.add_row(number, "impact_lines", over, room_desk.me)
    tell(room_desk, number, "We look into it.")
    room_desk.time.advance(minutes=1)
    tell(room_desk, number, f"{MARKER}: restart the store", "internal")
    item, now = only(room_desk), board(room_desk).now
    assert item.impact == ("No mail for Ward 3 (1,200 users, 40 %)", "No calendar (5 % of users)")
    assert since_text(item, now, board(room_desk).zone) == "Since about 08:30, for 51 min"
    assert (item.update, updated_text(item, now)) == ("We look into it.", "Update 09:20")
    assert MARKER not in repr(item)


def test_only_what_the_commander_approved_and_the_public_was_told_is_told(update_desk: UpdateDesk) -> None:
    desk, updates = update_desk.room, update_desk.updates
    tim = desk.people["Tim"]
    words = update_desk.words("external", "Mail: we look into it. Next update at 09:40.")
    text, _changes = updates.ask(update_desk.number, words, tim)
    assert (only(desk).update, updated_text(only(desk), board(desk).now)) == ("", "No update yet")
    updates.approve(text.uid, text.text, text.text, update_desk.me)
    assert only(desk).update == ""
    updates.tell_by_hand(update_desk.number, words, "the website", tim)
    assert only(desk).update == "Mail: we look into it. Next update at 09:40."
    assert countdown_text(only(desk), board(desk).now) == "Next update in 40 min, at 09:40"


def test_names_of_people_and_hosts_come_out_of_all_that_is_typed(room_desk: ResponseDesk) -> None:
    cases, me = room_desk.cases, room_desk.me
    cases.people.write_reporter(Reporter("", "Dana Whitlock"), me)
    cases.people.write_item(RegisterItem("", "device", "Core switch B"), me)
    service = cases.people.write_item(RegisterItem("", "service", "Mail of M. Oyelaran on srv-mx-01"), me)[0]
    number = room_desk.raised("sev2", service=service.uid)
    cases.response.give_role(number, "expert", "Petra Extern", me)
    typed = "Oyelaran and Rosa restart srv-mx-01 (10.0.0.5), core switch B; Dana Whitlock and Petra wait"
    cases.response.add_row(number, "impact_lines", {"what": typed}, me)
    tell(room_desk, number, f"{typed}. Write to rosa@desk.example")
    said = item_sentence(only(room_desk), board(room_desk).now, board(room_desk).zone)
    for name in ("Oyelaran", "Rosa", "srv", "10.0", "switch", "Dana", "Whitlock", "Petra", "desk.example"):
        assert name.casefold() not in said.casefold(), name
    assert "A member of staff and a member of staff restart a device (an address)" in said


def test_who_comes_to_the_desk_later_is_known_then(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    tell(room_desk, number, "Ask Newcomer.")
    assert only(room_desk).update == "Ask Newcomer."
    room_desk.cases.people.write_person(Person("", "Nils Newcomer"), room_desk.me)
    assert only(room_desk).update == "Ask a member of staff."


def test_what_is_late_is_worked_out_when_it_is_read(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    tell(room_desk, number, "We look into it.")
    now = board(room_desk).now
    assert countdown_text(only(room_desk), now) == "Next update in 30 min, at 09:30"
    room_desk.time.advance(minutes=29, seconds=30)
    assert countdown_text(only(room_desk), board(room_desk).now).startswith(
        "Next update in less than a minute"
    )
    room_desk.time.advance(hours=8)  # the computer slept
    item, now = only(room_desk), board(room_desk).now
    assert item.late(now)
    assert countdown_text(item, now) == "Update late by 7 h 59 min"
    assert due_text(item, now) == "Update late: it was due 09:30"


def test_what_was_resolved_stays_for_some_hours_below_what_goes_on(room_desk: ResponseDesk) -> None:
    first, second = room_desk.raised("sev1"), room_desk.raised("sev3")
    room_desk.resolve(first)
    assert numbers(room_desk) == [second, first]
    assert headline(board(room_desk)) == "1 major incident"
    resolved = board(room_desk).items[1]
    assert (resolved.public, resolved.due, resolved.update) == ("resolved", None, "It works again")
    room_desk.review(first)
    for phase in ("in_review", "closed"):
        room_desk.cases.response.go_to(first, phase, room_desk.me)
    assert numbers(room_desk) == [second, first]
    room_desk.time.advance(hours=3, minutes=59)
    assert numbers(room_desk) == [second, first]
    room_desk.time.advance(minutes=2)
    assert numbers(room_desk) == [second]
    room_desk.resolve(second)
    room_desk.time.advance(days=2)
    assert last_ended_text(board(room_desk)) == "The last one ended 23 Nov 2026, 13:01."


def test_one_that_was_promoted_is_seen_and_still_is_after_its_return(room_desk: ResponseDesk) -> None:
    cases, me = room_desk.cases, room_desk.me
    number = cases.log.log({"title": "Mail is slow", "service": room_desk.service}, me).number
    cases.promotion.promote(number, ["sev2"], me)
    assert numbers(room_desk) == [number]
    room_desk.resolve(number)
    cases.promotion.return_(number, me)
    assert only(room_desk).public == "resolved"


def test_what_left_the_way_is_out_of_sight(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    room_desk.cases.response.go_to(number, "false_alarm", room_desk.me, reason="A test alarm")
    assert board(room_desk).items == ()
    assert last_ended_text(board(room_desk)) == ""


def test_a_restricted_one_shows_its_number_and_word_only_whoever_looks(room_desk: ResponseDesk) -> None:
    cases, me = room_desk.cases, room_desk.me
    number, other = room_desk.raised("sev1", service=room_desk.service), room_desk.raised("sev3")
    cases.response.add_row(number, "impact_lines", {"what": MARKER}, me)
    cases.response.give_role(number, "expert", "Petra Extern", me)
    tell(room_desk, number, MARKER)
    tell(room_desk, other, "Ask Petra.")
    cases.restricted.restrict(number, "security", MARKER, me, people=())
    for viewer in (me, room_desk.people["Tim"], ""):
        with cases.desk.seen_by(viewer):
            state, page = board(room_desk), cases.board.page()
        assert [one.number for one in state.items] == [other, number]  # its place tells nothing of its level
        assert state.items[1] == BoardItem(number, "investigating", restricted=True)
        assert state.items[0].update == "Ask a member of staff."
        said = item_sentence(state.items[1], state.now, state.zone)
        assert said == f"Restricted incident. Investigating. {number}."
        assert MARKER not in repr(state) + page
    with cases.desk.database.reading_whole() as session:
        assert session.cell("SELECT count(*) FROM restricted_opening") == 0, "a board opens nothing"


def test_a_plan_says_what_is_shown(room_desk: ResponseDesk) -> None:
    cases, me = room_desk.cases, room_desk.me
    small, big = room_desk.raised("sev4"), room_desk.raised("sev2")
    cases.response.add_row(big, "impact_lines", {"what": "No mail"}, me)
    assert numbers(room_desk) == [big]
    cases.board.plan(BoardPlan(least="sev5", impact=False, hours=0), me)
    assert numbers(room_desk) == [big, small]
    assert board(room_desk).items[0].impact == ()
    room_desk.resolve(big)
    room_desk.time.advance(minutes=1)
    assert numbers(room_desk) == [small]
    assert [one.number for one in cases.board.read(BoardPlan(least="sev2", hours=4)).items] == [big]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (BoardPlan(folder="pages"), "no whole path"),
        (BoardPlan(on=True), "needs a folder"),
        (BoardPlan(hours=73), "0 to 72 hours"),
        (BoardPlan(hours=-1), "0 to 72 hours"),
        (BoardPlan(least="sev9"), "no SEV level"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(room_desk: ResponseDesk, plan: BoardPlan, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        room_desk.cases.board.plan(plan, room_desk.me)
    assert room_desk.cases.desk.settings().board == BoardPlan()


def test_only_who_may_change_settings_plans(room_desk: ResponseDesk) -> None:
    with pytest.raises(RefusedError):
        room_desk.cases.board.plan(BoardPlan(hours=1), room_desk.people["Tim"])
