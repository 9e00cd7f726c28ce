"""Updates: written, approved, sent once, kept where they failed, and told by hand."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from threading import Event

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.update_sending import SENDING_LASTS_MS
from incidentdesk.services.updates.update_sendings import StaleTextError
from incidentdesk.services.updates.updates import TurnTakenError, Update
from services.post_office import MemoryKeyring, closed_port, mail_server, web_server
from services.update_desk import MARKER, TEXT, UpdateDesk

OUTWARD = "Mail: Investigating. We are looking into it. Next update at 09:40."


def test_a_draft_has_what_the_room_knows_and_a_gap_for_the_rest(update_desk: UpdateDesk) -> None:
    room, me = update_desk.room, update_desk.me
    room.cases.response.add_row(update_desk.number, "impact_lines", {"what": "No mail for anybody"}, me)
    what = {"what": "Restart the relay", "owner": me, "minutes": 20}
    room.cases.response.add_row(update_desk.number, "actions", what, me)
    room.cases.response.add_row(update_desk.number, "needs", {"what": "Somebody who knows DNS"}, me)
    draft = update_desk.updates.draft(update_desk.number, "internal", me)
    assert draft.text == (
        "SEV 2 Mail is down – Investigating\nCondition: No mail for anybody\n"
        "Actions: M. Oyelaran: Restart the relay, until 09:20\nNeeds: Somebody who knows DNS\n"
        "Next update at 09:30."
    )
    assert (draft.template, draft.turn, draft.last) == ("internal", 1, False)
    managers = update_desk.updates.draft(update_desk.number, "executive", me).text
    assert "What it means: [… what it means for the business]" in managers
    assert "Next step: Restart the relay" in managers


def test_the_public_is_told_first_how_far_what_changes_and_the_end(
    update_desk: UpdateDesk,
) -> None:
    me, seen = update_desk.me, []
    for number in range(3):
        draft = update_desk.updates.draft(update_desk.number, "external", me)
        seen.append(draft.template)
        update = Update("external", draft.turn, draft.template, f"Text {number}. Next update at 09:40.")
        update_desk.updates.tell_by_hand(update_desk.number, update, "the website", me)
    update_desk.room.cases.response.go_to(update_desk.number, "mitigating", me, reason="It helps")
    update_desk.room.resolve(update_desk.number)
    draft = update_desk.updates.draft(update_desk.number, "external", me)
    assert [*seen, draft.template] == ["first", "scope", "update", "resolved"]
    assert draft.last
    assert draft.turn == 4


def test_a_text_is_checked_for_names_devices_promises_and_gaps(update_desk: UpdateDesk) -> None:
    text = "M. Oyelaran will have it fixed by 11:00. [… what has changed]"
    found = {one.rule for one in update_desk.updates.check("update", text)}
    assert found == {"name", "promise", "gap", "next_time"}
    assert update_desk.updates.check("update", OUTWARD) == ()


def test_outward_only_the_commander_sends(update_desk: UpdateDesk) -> None:
    ines, me, updates = update_desk.room.people["Ines"], update_desk.me, update_desk.updates
    with web_server() as hook:
        channel = update_desk.hook(hook.url, audience="external")
        words = update_desk.words("external", OUTWARD)
        with pytest.raises(RefusedError, match="has not approved"):
            updates.prepare(update_desk.number, words, [channel], ines)
        asked, _changes = updates.ask(update_desk.number, words, ines)
        with pytest.raises(RefusedError, match="has not approved"):
            updates.prepare(update_desk.number, words, [channel], ines)
        with pytest.raises(RefusedError, match="Only the commander"):
            updates.approve(asked.uid, OUTWARD, OUTWARD, ines)
        assert update_desk.of("external").open.text.state == "waiting"
        updates.approve(asked.uid, OUTWARD, OUTWARD, me)
        other = words._replace(text="Something else. Next update at 10:00.")
        with pytest.raises(RefusedError, match="has not approved"):
            updates.prepare(update_desk.number, other, [channel], ines)
        asked, _changes = updates.prepare(update_desk.number, words, [channel], ines)
        assert updates.deliver(asked.uid, ines).text.state == "sent"
        assert [said["message"] for _headers, said in hook.got] == [OUTWARD]
        assert hook.got[0][1]["title"] == "Mail: Investigating"
    told = [
        one.headline for one in update_desk.room.told(update_desk.number, "update_asked", "update_decided")
    ]
    assert told == ["Asked the commander to approve an update to the public", "Update to the public approved"]


def test_the_commander_changes_sends_back_or_approves_in_words(update_desk: UpdateDesk) -> None:
    ines, me, updates = update_desk.room.people["Ines"], update_desk.me, update_desk.updates
    words = update_desk.words("external", OUTWARD)
    asked, _changes = updates.ask(update_desk.number, words, ines)
    updates.send_back(asked.uid, "Say who is concerned", me)
    waiting = update_desk.of("external").open.text
    assert (waiting.state, waiting.note) == ("draft", "Say who is concerned")
    again = words._replace(text="All of Building 2. Next update at 09:40.")
    asked, _changes = updates.ask(update_desk.number, again, ines)
    assert asked.uid == waiting.uid
    with pytest.raises(RefusedError, match="changed meanwhile"):
        updates.approve(asked.uid, OUTWARD, OUTWARD, me)
    updates.approve(asked.uid, again.text, "All of Building 2 and 3. Next update at 09:40.", me)
    assert update_desk.of("external").open.text.text.startswith("All of Building 2 and 3")
    asked, _changes = updates.ask(update_desk.number, again, ines)
    updates.approve(asked.uid, again.text, again.text, ines, spoken=True)
    said = [one.headline for one in update_desk.room.told(update_desk.number, "update_decided")]
    assert said == [
        "Update to the public sent back",
        "Update to the public changed and approved",
        "Update to the public approved in words",
    ]


def test_a_commander_alone_needs_nobody_else(update_desk: UpdateDesk) -> None:
    with web_server() as hook:
        sent = update_desk.send(
            update_desk.hook(hook.url, audience="external"), audience="external", text=OUTWARD
        )
        assert (sent.text.state, sent.text.decided_by) == ("sent", update_desk.me)
        assert len(hook.got) == 1


def test_staff_and_managers_are_told_by_anybody(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        for audience in ("internal", "executive"):
            channel = update_desk.mail(box, audience=audience)
            sent = update_desk.send(channel, audience=audience, by=update_desk.room.people["Ines"])
            assert sent.text.state == "sent"
    assert len(box.letters) == 2


def test_a_text_that_went_is_due_again_when_it_says(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        update_desk.send(update_desk.mail(box), text="Nothing new. Next update at 09:20.")
        view = update_desk.view()
        assert view.due == update_desk.room.after(20)
        assert view.last_update == update_desk.room.after(0)
        update_desk.room.cases.response.go_to(
            update_desk.number, "identified", update_desk.me, reason="Found"
        )
        assert update_desk.view().due == update_desk.room.after(20)
        update_desk.send(update_desk.mail(box, audience="executive"), audience="executive", text="No time.")
        assert update_desk.view().due == update_desk.room.after(20)  # the staff was promised 09:20
        update_desk.room.time.advance(minutes=25)
        assert update_desk.view().late
        update_desk.send(update_desk.of("internal").channels[0].channel.uid, text="Still. No time.")
        assert update_desk.view().due == update_desk.room.after(30)


def test_who_writes_what_somebody_else_has_sent_is_told(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        channel, words = update_desk.mail(box), update_desk.words()
        update_desk.send(channel)
        with pytest.raises(TurnTakenError, match="something else meanwhile"):
            update_desk.updates.prepare(update_desk.number, words, [channel], update_desk.me)
    assert len(box.letters) == 1


def test_a_failed_one_is_kept_and_tried_again_and_goes_once(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    with mail_server() as box:
        box.say["b@example.org"] = "450 Try later"
        sent = update_desk.send(update_desk.mail(box, "a@example.org", "b@example.org"))
        assert [one.state for one in sent.sendings] == ["sent", "failed"]
        box.say.clear()
        updates.retry(sent.text.uid, me)
        sent = updates.deliver(sent.text.uid, me)
        assert [(one.state, one.attempts) for one in sent.sendings] == [("sent", 1), ("sent", 2)]
        with pytest.raises(RefusedError, match="Nothing of it is left"):
            updates.retry(sent.text.uid, me)
        assert updates.deliver(sent.text.uid, me).changes is None
        assert box.to() == ["a@example.org", "b@example.org"]
        assert {letter["X-Incident-Desk-Update"] for _to, letter in box.letters} == {
            one.uid for one in sent.sendings
        }
    assert len(update_desk.room.told(update_desk.number, "update_internal")) == 1


def test_a_text_that_failed_asks_again_before_it_goes_out_stale(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    text = update_desk.send(update_desk.mail(closed_port())).text
    assert text.state == "approved"
    update_desk.room.time.advance(minutes=47)
    view = update_desk.of("internal").open
    assert (view.age.minutes, view.age.stale) == (47, True)
    with pytest.raises(StaleTextError, match="47 minutes old"):
        updates.retry(text.uid, me)
    with pytest.raises(StaleTextError):
        updates.prepare(update_desk.number, update_desk.words(), [view.sendings[0].channel], me)
    updates.retry(text.uid, me, stale_ok=True)
    updates.drop(text.uid, me)
    fresh = update_desk.of("internal")
    assert (fresh.open, fresh.turn) == (None, 2)
    assert (
        update_desk.room.told(update_desk.number, "update_decided")[0].headline == "Update to staff not sent"
    )


def test_one_that_was_overtaken_is_stale_at_once(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        box.say["b@example.org"] = "450 Try later"
        channel = update_desk.mail(box, "a@example.org", "b@example.org")
        first = update_desk.send(channel)
        update_desk.send(channel, text="Newer. Next update at 10:00.")
        with pytest.raises(StaleTextError, match="A newer update"):
            update_desk.updates.retry(first.text.uid, update_desk.me)


def test_a_crash_between_begin_and_record_leaves_one_that_is_never_resent(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    with mail_server() as box:
        channel = update_desk.mail(box, "a@example.org", "b@example.org")
        text, _changes = updates.prepare(update_desk.number, update_desk.words(), [channel], me)
        first = update_desk.of("internal").open.sendings[0]
        assert updates._sendings.begin(first.uid, me) is not None  # noqa: SLF001 - and then the program ends
        now = update_desk.room.time.now()
        assert update_desk.of("internal").open.sendings[0].state_at(now) == "sending"
        update_desk.room.time.advance(minutes=SENDING_LASTS_MS / 60_000 + 1)
        now = update_desk.room.time.now()
        assert update_desk.of("internal").open.sendings[0].state_at(now) == "unknown"
        sent = updates.deliver(text.uid, me)
        assert box.to() == ["b@example.org"]
        assert [one.state_at(now) for one in sent.sendings] == ["unknown", "sent"]
        updates.settle(first.uid, me, arrived=False)
        updates.deliver(text.uid, me)
        assert box.to() == ["b@example.org", "a@example.org"]
        with pytest.raises(RefusedError, match="It is known"):
            updates.settle(first.uid, me, arrived=True)


def test_the_record_of_an_attempt_that_somebody_settled_changes_nothing(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    channel = update_desk.mail(closed_port())
    updates.prepare(update_desk.number, update_desk.words(), [channel], me)
    row = update_desk.of("internal").open.sendings[0]
    order = updates._sendings.begin(row.uid, me)  # noqa: SLF001
    update_desk.room.time.advance(minutes=10)
    updates.settle(row.uid, me, arrived=True)
    from incidentdesk.services.updates.channel_kinds import Outcome

    updates._sendings.record(order, Outcome("failed", "too_slow"), me)  # noqa: SLF001 - it wakes up late
    (kept,) = update_desk.of("internal").told[0].sendings
    assert (kept.state, kept.result) == ("sent", "arrived")
    assert len(update_desk.room.told(update_desk.number, "update_internal")) == 1


def test_the_database_itself_refuses_a_second_row_for_the_same_address(update_desk: UpdateDesk) -> None:
    sent = update_desk.send(update_desk.mail(closed_port()))
    file = sqlite3.connect(update_desk.room.cases.desk.database.path)
    with pytest.raises(sqlite3.IntegrityError, match=r"update_sending\.key"):
        file.execute(
            "INSERT INTO update_sending (uid, update_text_id, target, key, state, attempts, claim, result, "
            "detail, author, planned_at, planned_offset) SELECT 'x', update_text_id, target, key, 'planned', "
            "0, '', '', '', '', 0, 0 FROM update_sending WHERE uid = ?",
            (sent.sendings[0].uid,),
        )
    file.close()


def test_what_may_have_gone_is_not_rewritten(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    channel = update_desk.mail(closed_port())
    updates.prepare(update_desk.number, update_desk.words(), [channel], me)
    with pytest.raises(RefusedError, match="on its way"):
        updates.prepare(
            update_desk.number, update_desk.words(text="Other. Next update at 10:00."), [channel], me
        )


def test_who_got_the_first_word_is_offered_the_last(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        first, other = update_desk.mail(box), update_desk.mail(closed_port(), name="Other")
        update_desk.send(first, other)
        update_desk.updates.also_told(
            update_desk.of("internal").last.text.uid, "the front desk", update_desk.me
        )
        view = update_desk.of("internal")
    assert view.told_first == {first}
    assert view.by_hand == ("the front desk",)


def test_told_by_hand_counts_as_told_and_not_twice(update_desk: UpdateDesk) -> None:
    updates, me = update_desk.updates, update_desk.me
    text, _changes = updates.tell_by_hand(update_desk.number, update_desk.words(), "all, by phone", me)
    assert text.state == "sent"
    assert update_desk.view().last_update is not None
    with pytest.raises(RefusedError, match="noted already"):
        updates.also_told(text.uid, "All, by phone", me)
    with pytest.raises(UsageError, match="Say who was told"):
        updates.also_told(text.uid, " ", me)
    assert [one.headline for one in update_desk.told()] == ["Told by hand: all, by phone"]


def test_nothing_goes_before_the_declaration_or_without_a_channel(update_desk: UpdateDesk) -> None:
    number = update_desk.room.raised()
    update = Update("internal", 1, "internal", TEXT)
    channel = update_desk.mail(closed_port())
    with pytest.raises(RefusedError, match="not declared"):
        update_desk.updates.prepare(number, update, [channel], update_desk.me)
    with pytest.raises(UsageError, match="No channel is chosen"):
        update_desk.send()
    with pytest.raises(UsageError, match="nothing to tell"):
        update_desk.send(channel, text="  ")
    with pytest.raises(UsageError, match="does not tell these people"):
        update_desk.send(channel, audience="executive")


def test_a_drill_says_so_to_whom_it_goes(update_desk: UpdateDesk) -> None:
    number = update_desk.room.raised("sev1", drill=True)
    with web_server() as hook:
        channel = update_desk.hook(hook.url)
        update_desk.updates.send(number, Update("internal", 1, "internal", TEXT), [channel], update_desk.me)
        assert hook.got[0][1]["title"].startswith("DRILL – INC-")


def test_the_words_of_a_text_that_was_told_stand_in_the_timeline_alone(update_desk: UpdateDesk) -> None:
    text, _changes = update_desk.updates.tell_by_hand(
        update_desk.number, update_desk.words(text="The password is hunter2"), "all", update_desk.me
    )
    file = sqlite3.connect(update_desk.room.cases.desk.database.path)
    assert file.execute("SELECT text FROM update_text").fetchall() == [("",)]
    last = update_desk.of("internal").last.text
    assert (last.uid, last.text) == (text.uid, "The password is hunter2")
    file.close()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_no_secret_stands_anywhere(
    update_desk: UpdateDesk, keyring_of_system: MemoryKeyring, tmp_path: Path
) -> None:
    cases, me = update_desk.room.cases, update_desk.me
    log = logging.FileHandler(tmp_path / "log")
    logging.getLogger().addHandler(log)
    with mail_server(password=MARKER) as box, web_server() as hook:
        address = f"json://us:{MARKER}@127.0.0.1:{hook.port}/{MARKER}"
        channels = [
            update_desk.mail(box, user="us", secret=MARKER),
            update_desk.hook(hook.url, secret=MARKER),
            update_desk.channel("service", {}, "internal", address, "S"),
        ]
        assert [one.state for one in update_desk.send(*channels).sendings] == ["sent"] * 3
        hook.status = 500
        box.password = "another"  # noqa: S105
        update_desk.send(*channels, text="It fails. Next update at 10:00.")
        for channel in channels:
            cases.channels.test(channel, me)
    assert len(keyring_of_system.kept) == 3
    database = cases.desk.database.path
    for path in database.parent.glob(f"{database.name}*"):
        assert MARKER.encode() not in path.read_bytes(), path
    out = tmp_path / "whole.jsonl"
    cases.exporting.whole_desk(out)
    assert out.stat().st_size
    assert MARKER.encode() not in out.read_bytes()
    logging.getLogger().removeHandler(log)
    log.close()
    assert MARKER not in (tmp_path / "log").read_text(encoding="utf-8")
    assert MARKER not in str(cases.channels.all())
    assert MARKER not in str(update_desk.room.page(update_desk.number).entries)


def test_a_sleeping_computer_loses_no_deadline(update_desk: UpdateDesk) -> None:
    update_desk.updates.tell_by_hand(update_desk.number, update_desk.words(), "all", update_desk.me)
    due = update_desk.view().due
    update_desk.room.time.advance(minutes=8 * 60)
    view = update_desk.view()
    assert (view.due, view.late) == (due, True)
    (pressing,) = update_desk.room.cases.watched_majors.updates_due()
    assert (pressing.due, pressing.late) == (due, True)


def test_cancelled_before_anything_began_nothing_has_gone(update_desk: UpdateDesk) -> None:
    cancelled = Event()
    cancelled.set()
    updates, me = update_desk.updates, update_desk.me
    with mail_server() as box:
        text, _changes = updates.prepare(update_desk.number, update_desk.words(), [update_desk.mail(box)], me)
        sent = updates.deliver(text.uid, me, cancelled.is_set)
        assert [one.state for one in sent.sendings] == ["planned"]
        assert not box.letters


def test_what_was_noted_by_a_line_stands_in_the_history_too(update_desk: UpdateDesk) -> None:
    cases, me = update_desk.room.cases, update_desk.me
    cases.response.note_update(update_desk.number, "external", "On the website", me)
    update_desk.room.time.advance(minutes=5)
    update_desk.updates.tell_by_hand(update_desk.number, update_desk.words("external", OUTWARD), "all", me)
    there = update_desk.of("external")
    assert [one.text.text for one in there.told] == [OUTWARD, "On the website"]
    assert (there.turn, there.template) == (2, "update")
