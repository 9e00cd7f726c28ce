"""Runbooks in a whole desk that is brought elsewhere: all of them, and only as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

import rich_desk
from incidentdesk.base.paths import desk_paths as paths_of
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.services.exports.desk_layout import DamagedDeskFileError
from walk import Walk


def exported(walk: Walk, tmp_path: Path) -> tuple[Path, str]:
    uid = rich_desk.fill(walk)["own"]
    file = tmp_path / "desk.json"
    walk.cases.exporting.whole_desk(file)
    return file, uid


def test_runs_edits_and_approvals_come_along(walk: Walk, tmp_path: Path, time: ManualTime) -> None:
    file, uid = exported(walk, tmp_path)
    cases = walk.cases
    with headless(paths_of(tmp_path / "other" / "desk.sqlite3"), time) as other:
        other.desk_file.restore(file, "")
        assert other.runbooks.page("jam") == cases.runbooks.page("jam")
        assert other.runbooks.all(retired=True) == cases.runbooks.all(retired=True)
        assert other.runbook_runs.of(uid) == cases.runbook_runs.of(uid)
        jam = other.runbook_runs.of(uid)[0]
        assert (jam.progress.escalated, jam.progress.of(1).last is not None) == ((1,), True)
        assert jam.progress.of(1).last is not None
        assert jam.progress.of(1).last.note == "Paper everywhere"
        assert other.commands.approvals() == cases.commands.approvals()


@pytest.mark.parametrize(
    ("of", "old", "new", "said"),
    [
        ('"origin"', "Jam für alle", "Jam für viele", "the runbook is not as it was written"),
        ('"approved_by"', "lpstat", "lpstat ", "the command is not as it was approved"),
        ('"checked_at"', '"run":"', '"run":"x', "“run” refers to nothing"),
    ],
)
def test_what_was_changed_on_the_way_is_refused(
    walk: Walk, tmp_path: Path, time: ManualTime, of: str, old: str, new: str, said: str
) -> None:
    file, _uid = exported(walk, tmp_path)
    lines = file.read_text(encoding="utf-8").split("\n")
    changed = [line.replace(old, new) if of in line else line for line in lines]
    assert changed != lines
    file.write_text("\n".join(changed), encoding="utf-8", newline="")
    with headless(paths_of(tmp_path / "other" / "desk.sqlite3"), time) as other:
        with pytest.raises(DamagedDeskFileError, match=said):
            other.desk_file.restore(file, "")
        assert "jam" not in {one.key for one in other.runbooks.all(retired=True)}
