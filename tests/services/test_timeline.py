"""The append-only timeline: its order, its chain, and that nothing in it is ever edited."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Entry
from walk import Walk


def chain(walk: Walk, uid: str) -> list[Entry]:
    page = walk.page(uid)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    return list(page.entries)


@pytest.fixture
def entries(walk: Walk) -> list[Entry]:
    return chain(walk, walk.closed())


def test_a_whole_life_hangs_together(entries: list[Entry]) -> None:
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].kind == "logged"
    assert entries[-1].kind == "status_changed"
    assert len({entry.uid for entry in entries}) == len(entries)
    assert len({entry.salt for entry in entries}) == len(entries)


def faults(entries: list[Entry]) -> list[int]:
    return [fault.seq for fault in check_chain(entries, entries[-1].hash, len(entries))]


def test_every_edit_of_an_entry_is_found(entries: list[Entry]) -> None:
    edits = [
        {"author": "someone else"},
        {"kind": "note"},
        {"parameters": {"to": "closed"}},
        {"payload": {"text": "never said"}},
        {"done": entries[3].done.plus(-60)},
        {"entered": entries[3].entered.plus(1)},
        {"cause": "another"},
        {"uid": "another"},
        {"digest": entries[2].digest},
        {"salt": b"another"},
    ]
    for edit in edits:
        changed = [*entries]
        changed[3] = replace(entries[3], **edit)  # type: ignore[arg-type]
        assert 4 in faults(changed), edit


def test_a_dropped_or_moved_entry_is_found(entries: list[Entry]) -> None:
    assert faults([*entries[:3], *entries[4:]])
    assert faults([*entries[:2], entries[3], entries[2], *entries[4:]])
    assert [fault.seq for fault in check_chain(entries[:-1], entries[-1].hash, len(entries))] == [
        len(entries)
    ]
    assert check_chain([], "", 0) == []


def test_an_erased_payload_leaves_the_chain_whole(entries: list[Entry]) -> None:
    erased = [*entries]
    erased[2] = replace(entries[2], payload=None, salt=b"")
    assert faults(erased) == []


def test_entries_stay_as_they_were_whatever_comes_after(walk: Walk) -> None:
    uid = walk.log()
    seen: list[Entry] = []
    for act in (walk.classify, walk.investigate, walk.resolve, walk.close):
        act(uid)
        now = chain(walk, uid)
        assert now[: len(seen)] == seen
        seen = now
    walk.cases.lifecycle.reopen(uid, "Again", walk.me)
    assert chain(walk, uid)[: len(seen)] == seen


def test_an_edit_in_the_file_is_found(walk: Walk, desk_paths: DeskPaths) -> None:
    uid = walk.log()
    walk.cases.conversation.note(uid, "The cable was cut", walk.me)
    raw = sqlite3.connect(desk_paths.desk, isolation_level=None)
    raw.execute("UPDATE timeline_entry SET payload = replace(payload, 'cut', 'fine') WHERE kind = 'note'")
    raw.close()
    page = walk.page(uid)
    (fault,) = check_chain(page.entries, page.incident.head, page.incident.entry_count)
    assert (fault.seq, fault.what) == (page.incident.entry_count, "payload")


def test_done_and_entered_are_kept_apart_with_their_offsets(walk: Walk, desk_paths: DeskPaths) -> None:
    uid = walk.log()
    said = walk.time.now().plus(-90)
    walk.cases.conversation.note(uid, "Approved by phone", walk.me, kind="approval", done=said, who="B. Ito")
    tokyo = ManualTime(datetime(2026, 11, 24, 1, 0, tzinfo=ZoneInfo("UTC")), ZoneInfo("Asia/Tokyo"))
    with headless(desk_paths, tokyo) as other:
        other.conversation.note(uid, "Seen from Tokyo", walk.me)
    note, far = chain(walk, uid)[-2:]
    assert (note.done, note.entered) == (said, walk.time.now())
    assert (note.done.iso(), note.entered.iso()) == ("2026-11-23T07:30+01:00", "2026-11-23T09:00+01:00")
    assert far.entered.iso() == "2026-11-24T10:00+09:00"


def test_a_save_is_one_cause_with_old_and_new(walk: Walk) -> None:
    uid = walk.log()
    walk.save(uid, category="software.mail", error_code="0x80070005", assignee=walk.me)
    assigned, saved = chain(walk, uid)[-2:]
    assert (assigned.kind, saved.kind) == ("assigned", "saved")
    assert assigned.cause == saved.cause != chain(walk, uid)[0].cause
    assert saved.payload == {
        "category": {"old": None, "new": "software.mail"},
        "error_code": {"old": None, "new": "0x80070005"},
        "type": {"old": None, "new": "software"},
    }


def test_saving_what_is_there_already_writes_nothing(walk: Walk) -> None:
    uid = walk.log(error_code="E7")
    before = chain(walk, uid)
    walk.save(uid, error_code="E7", findings="  ", hypotheses=[], title="Labels come out blank")
    assert chain(walk, uid) == before


def test_a_fix_on_the_phone_is_told_in_two_saves(walk: Walk) -> None:
    uid = walk.log()
    answers = {
        "category": "access.account",
        "hypotheses": [{"statement": "Locked", "test": "Saw it", "result": "confirmed", "way": "evident"}],
        "diagnosis": "Locked out",
        "resolution": "Unlocked it",
        "outcome": "access",
        "reporters_word": "restored",
    }
    fixed = walk.cases.quick.fix(uid, answers, walk.me)
    assert (fixed.status, fixed.missing) == ("closed", ())
    kinds = [entry.kind for entry in chain(walk, uid)]
    assert kinds.count("saved") == 2
