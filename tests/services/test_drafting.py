"""Typing not yet saved: kept by desk, author and place, through reopening and ``kill -9``."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.time_source import ManualTime
from incidentdesk.services.drafting import LOG_PLACE, Drafting, stage_place
from incidentdesk.storage.drafts import DraftFile

PLACE = stage_place("one", "investigation")


@pytest.fixture
def drafting(tmp_path: Path, time: ManualTime) -> Iterator[Drafting]:
    drafting = Drafting(DraftFile(tmp_path / "drafts" / "drafts.sqlite3"), "desk", "me", time)
    yield drafting
    drafting.close()


def reopened(tmp_path: Path, time: ManualTime, desk: str = "desk", author: str = "me") -> Drafting:
    return Drafting(DraftFile(tmp_path / "drafts" / "drafts.sqlite3"), desk, author, time)


def kept(drafting: Drafting, place: str) -> dict[str, object]:
    try:
        return {key: draft.value for key, draft in drafting.of(place).items()}
    finally:
        drafting.close()


def test_drafts_survive_reopening(drafting: Drafting, tmp_path: Path, time: ManualTime) -> None:
    rows = [{"statement": "It is ü \u0000 😀", "result": "open"}]
    at = drafting.keep(PLACE, {"findings": "half a wo", "hypotheses": rows}, {"findings": None})
    assert at == time.now().ms
    drafting.close()
    again = reopened(tmp_path, time)
    draft = again.of(PLACE)["findings"]
    assert (draft.value, draft.base, draft.saved_ms, draft.place) == ("half a wo", None, at, PLACE)
    assert kept(again, PLACE)["hypotheses"] == rows


def test_the_last_keystroke_counts(drafting: Drafting) -> None:
    for text in ("h", "ha", "hal", ""):
        drafting.keep(PLACE, {"findings": text}, {"findings": "old"})
    draft = drafting.of(PLACE)["findings"]
    assert (draft.value, draft.base) == ("", "old")


def test_a_draft_turns_up_nowhere_else(drafting: Drafting, tmp_path: Path, time: ManualTime) -> None:
    drafting.keep(PLACE, {"findings": "mine"}, {})
    for place in (stage_place("two", "investigation"), stage_place("one", "resolution"), LOG_PLACE):
        assert drafting.of(place) == {}
    drafting.close()
    assert kept(reopened(tmp_path, time, author="other"), PLACE) == {}
    assert kept(reopened(tmp_path, time, desk="other"), PLACE) == {}
    assert kept(reopened(tmp_path, time), PLACE) == {"findings": "mine"}


def test_dropping_forgets_a_place_or_some_fields(drafting: Drafting, time: ManualTime) -> None:
    drafting.keep(PLACE, {"a": 1, "b": 2}, {})
    time.move_to(time.now().plus(1).local())
    drafting.keep(LOG_PLACE, {"title": "x"}, {})
    assert [(draft.place, draft.field) for draft in drafting.all()] == [
        (PLACE, "a"),
        (PLACE, "b"),
        (LOG_PLACE, "title"),
    ]
    drafting.drop(PLACE, ["a"])
    drafting.drop(LOG_PLACE, [])
    assert [draft.field for draft in drafting.all()] == ["b", "title"]
    drafting.drop(PLACE)
    assert [draft.field for draft in drafting.all()] == ["title"]


TYPIST = """
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from incidentdesk.base.time_source import ManualTime
from incidentdesk.services.drafting import Drafting
from incidentdesk.storage.drafts import DraftFile

zone = ZoneInfo("UTC")
time = ManualTime(datetime(2026, 1, 1, tzinfo=zone), zone)
drafting = Drafting(DraftFile(Path(sys.argv[1])), "desk", "me", time)
for number in range(100_000):
    drafting.keep("place", {"text": "x" * number}, {})
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
def test_kill_9_loses_nothing_that_was_kept(tmp_path: Path, time: ManualTime) -> None:
    path = tmp_path / "drafts" / "drafts.sqlite3"
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert typist.stdout is not None
    last = -1
    for line in typist.stdout:
        last = int(line)
        if last == 50:
            typist.send_signal(signal.SIGKILL)
    typist.wait(30)
    typist.stdout.close()
    assert last >= 50
    text = kept(reopened(tmp_path, time), "place") or kept(
        Drafting(DraftFile(path), "desk", "me", time), "place"
    )
    assert len(str(text["text"])) in {last, last + 1}


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, time: ManualTime) -> None:
    (tmp_path / "drafts").write_bytes(b"in the way")
    with pytest.raises(EnvironmentFault):
        reopened(tmp_path, time).keep(PLACE, {"a": 1}, {})


def test_drafts_that_are_no_database_are_told(tmp_path: Path, time: ManualTime) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "drafts.sqlite3").write_bytes(b"Dear Sir or Madam" * 200)
    with pytest.raises(EnvironmentFault, match="no desk"):
        reopened(tmp_path, time).keep(PLACE, {"a": 1}, {})


def test_every_keystroke_reaches_the_disk(drafting: Drafting, tmp_path: Path) -> None:
    drafting.keep(PLACE, {"a": 1}, {})
    raw = sqlite3.connect(tmp_path / "drafts" / "drafts.sqlite3")
    try:
        assert raw.execute("SELECT count(*) FROM draft").fetchone() == (1,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    finally:
        raw.close()
