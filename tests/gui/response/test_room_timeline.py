"""The timeline of the response room: the newest first, in clear words, quick with many."""

from __future__ import annotations

from datetime import UTC, datetime

from end_to_end.office import Desk
from gui.response.table_hands import in_room
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.services.response.response_notes import Note
from services.response_desk import RESOLUTION


def test_kinds_in_words_with_what_they_say(desk: Desk) -> None:
    hands = in_room(desk, "R. Sato")
    hands.add("actions", what="Restart", owner=hands.people["R. Sato"], minutes=15)
    hands.change("actions", "1", state="done")
    with desk.office.reading() as cases:
        cases.response.note(hands.uid, "user_report", "No mail", desk.office.me.uid, Note(count=12))
    hands.look()
    report, done, given, *_rest = hands.timeline.timeline.items()
    assert (report.who, report.headline) == ("M. Oyelaran · Report of a user", "No mail")
    assert [words for words, _tone in report.chips] == ["12 users"]
    assert (done.who, done.headline, done.tone) == ("M. Oyelaran · Action 1: done", "Restart", "good")
    assert (given.who, given.detail) == ("M. Oyelaran · Action 1: given out", "R. Sato, 15 min")


def test_what_only_follows_from_an_act_is_left_out(desk: Desk) -> None:
    hands = in_room(desk)
    (raised,) = hands.timeline.timeline.items()
    assert raised.headline == ("Raised as a major incident · Declared: SEV 2 Major · Commander: M. Oyelaran")
    assert raised.tone == "warning"


def test_of_a_form_only_the_fields_are_named(desk: Desk) -> None:
    hands = in_room(desk)
    with desk.office.reading() as cases:
        answers = {"resolution": "Went back to the last release", "recovery_test": "Ten mails sent"}
        cases.stages.save(hands.uid, answers, {}, desk.office.me.uid)
        cases.response.note_update(hands.uid, "internal", "All works again", desk.office.me.uid, last=True)
    hands.look()
    told, filled, *_rest = hands.timeline.timeline.items()
    assert (filled.headline, filled.detail) == ("Filled in: What was done, How it was verified", "")
    assert (told.who, told.headline) == ("M. Oyelaran · Update to staff", "All works again")


def test_what_a_phase_asked_for_stands_behind_the_phase(desk: Desk) -> None:
    hands = in_room(desk)
    with desk.office.reading() as cases:
        answers = {**RESOLUTION, "last_update": "none_due"}
        now = moment_to_json(Moment.exact(desk.office.time.now()))
        cases.response.go_to(
            hands.uid, "resolved", desk.office.me.uid, reason="Small", ended=now, answers=answers
        )
    hands.look()
    newest = hands.timeline.timeline.items()[0]
    assert "Phase: Resolved" in newest.headline
    assert "Filled in" not in newest.as_text()


def test_what_is_too_long_beside_the_time_stands_below_it(desk: Desk) -> None:
    hands = in_room(desk)
    hands.add("hypotheses", statement="The disk is full")
    with desk.office.reading() as cases:
        cases.response.change_row(
            hands.uid, "hypotheses", "1", {"result": "ruled_out", "test": "df"}, desk.office.me.uid
        )
    hands.look()
    out = hands.timeline.timeline.items()[0]
    assert (out.who, out.headline) == ("M. Oyelaran", "Hypothesis 1: ruled out\nThe disk is full")


def test_dates_stand_there_as_soon_as_it_spans_days(desk: Desk) -> None:
    hands = in_room(desk)
    times = [one.when_text for one in hands.timeline.timeline.items()]
    assert set(times) == {"09:02"}
    desk.office.time.advance(hours=20)
    hands.add("needs", what="Coffee")
    times = [one.when_text for one in hands.timeline.timeline.items()]
    assert times[0] == "24 Nov 05:02"
    assert times[-1] == "23 Nov 09:02"


def test_it_is_narrowed_to_decisions_updates_and_pinned_ones(desk: Desk) -> None:
    hands = in_room(desk)
    narrow = hands.timeline.narrow
    assert [key for key, _words in narrow.options()] == ["all", "decisions", "updates"]
    hands.add("decisions", proposal="Fail over")
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        cases.response_lines.write(hands.uid, "/pin The log is full", me)
        cases.response.note_update(hands.uid, "internal", "Mail is down", me)
    hands.look()
    found = {}
    narrow.setFocus()
    for key, digit in (("decisions", "2"), ("updates", "3"), ("pinned", "4"), ("all", "1")):
        desk.driver.choose(digit)
        assert narrow.value() == key
        found[key] = [one.headline for one in hands.timeline.timeline.items()]
    assert "Fail over" in found["decisions"]
    assert "Mail is down" not in found["decisions"]
    assert found["updates"] == ["Mail is down"]
    assert found["pinned"] == ["The log is full"]
    assert {"Fail over", "Mail is down", "The log is full"} <= set(found["all"])


def test_an_empty_kind_says_so(desk: Desk) -> None:
    hands = in_room(desk)
    hands.timeline.narrow.setFocus()
    desk.driver.choose("3")
    assert hands.timeline.timeline.isHidden()
    assert "Nothing of that kind yet." in hands.timeline._none.text()  # noqa: SLF001


def test_of_many_entries_only_the_new_one_is_laid_out_anew(desk: Desk) -> None:
    hands = in_room(desk)
    with desk.office.reading() as cases:
        for number in range(150):
            desk.office.time.advance(seconds=10)
            cases.response.note(hands.uid, "observation", f"Seen {number}", desk.office.me.uid)
    hands.look()
    before = hands.timeline.timeline.items()
    assert len(before) > 150
    desk.driver.command("Ctrl+M")
    desk.driver.keys("One more")
    desk.driver.press("Return")
    after = hands.timeline.timeline.items()
    assert after[0].headline == "One more"
    assert all(one is other for one, other in zip(after[1:], before, strict=True))


def test_what_was_noted_in_another_zone_is_shown_by_the_clocks_of_the_desk(desk: Desk) -> None:
    hands = in_room(desk)
    moment = Moment.exact(Instant.of(datetime(2026, 11, 23, 7, 30, tzinfo=UTC)))
    with desk.office.reading() as cases:
        cases.response.note(hands.uid, "observation", "Login fails", desk.office.me.uid, moment=moment)
    hands.look()
    item = next(one for one in hands.timeline.timeline.items() if one.headline == "Login fails")
    assert item.when_text == "08:30"
