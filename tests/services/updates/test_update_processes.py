"""Two processes that send one text, and one that is killed while it sends."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from threading import Event

import pytest

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from services.post_office import LONG, mail_server, web_server
from services.update_desk import UpdateDesk

SPAWN = multiprocessing.get_context("spawn")


def deliver(desk: str, text: str, me: str, moment: str, go: ProcessEvent) -> None:
    """What a process of its own does: it sends what is left of a text."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    clock = ManualTime(datetime.fromisoformat(moment), ZoneInfo("Europe/Berlin"))
    with headless(desk_paths(Path(desk)), clock) as cases:
        go.wait(LONG)
        cases.updates.deliver(text, me)


def process_for(update_desk: UpdateDesk, text: str, go: ProcessEvent) -> multiprocessing.process.BaseProcess:
    path = update_desk.room.cases.desk.database.path
    now = update_desk.room.time.now().iso()
    return SPAWN.Process(target=deliver, args=(str(path), text, update_desk.me, now, go))


@pytest.mark.slow
def test_two_processes_send_each_address_once(update_desk: UpdateDesk) -> None:
    addresses = [f"p{number}@example.org" for number in range(6)]
    with mail_server() as box:
        channel = update_desk.mail(box, *addresses)
        text, _changes = update_desk.updates.prepare(
            update_desk.number, update_desk.words(), [channel], update_desk.me
        )
        go = SPAWN.Event()
        both = [process_for(update_desk, text.uid, go) for _number in range(2)]
        for one in both:
            one.start()
        go.set()
        for one in both:
            one.join(60)
        assert [one.exitcode for one in both] == [0, 0]
        assert sorted(box.to()) == addresses
    there = update_desk.of("internal").last
    assert there is not None
    assert {(one.state, one.attempts) for one in there.sendings} == {("sent", 1)}
    assert len(update_desk.room.told(update_desk.number, "update_internal")) == 1


@pytest.mark.slow
def test_one_that_is_killed_while_it_sends_leaves_what_may_have_gone(update_desk: UpdateDesk) -> None:
    with web_server() as hook:
        hook.hold = Event()
        channel = update_desk.hook(hook.url)
        text, _changes = update_desk.updates.prepare(
            update_desk.number, update_desk.words(), [channel], update_desk.me
        )
        go = SPAWN.Event()
        go.set()
        sender = process_for(update_desk, text.uid, go)
        sender.start()
        assert hook.came.wait(LONG)
        sender.kill()
        sender.join(LONG)
        (row,) = update_desk.of("internal").open.sendings  # type: ignore[union-attr]
        assert row.state == "sending"
        assert update_desk.updates.deliver(text.uid, update_desk.me).changes is None
        update_desk.room.time.advance(minutes=10)
        assert row.state_at(update_desk.room.time.now()) == "unknown"
        assert update_desk.updates.deliver(text.uid, update_desk.me).changes is None
        hook.hold.set()
        until = time.monotonic() + LONG
        while not hook.got and time.monotonic() < until:
            hook.came.wait(0.05)
        assert len(hook.got) == 1
        update_desk.updates.settle(row.uid, update_desk.me, arrived=True)
        assert update_desk.of("internal").last is not None
