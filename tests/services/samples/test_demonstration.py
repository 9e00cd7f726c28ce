from __future__ import annotations

from pathlib import Path

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.base.paths import DeskPaths, demo_paths
from incidentdesk.bootstrap import headless
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.samples.demonstration import (
    MARK,
    DemoResult,
    clear_the_way,
    demonstration_time,
    replay,
)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoResult, IncidentPage, str]:
    out = tmp_path_factory.mktemp("demo")
    paths = demo_paths(out)
    clear_the_way(paths, out)
    time = demonstration_time()
    with headless(paths, time) as cases:
        result = replay(cases, time, out)
        me = cases.people.whoever_is(result.person, "").uid
        return result, cases.pages.incident(result.uid, me), time.now().iso()


def test_it_ends_closed_with_every_stage_complete(replayed: tuple[DemoResult, IncidentPage, str]) -> None:
    result, page, _end = replayed
    assert (result.status, result.stages) == ("closed", 5)
    assert all(page.is_complete(stage) for stage in page.definition.stages)
    assert not any(page.skipped(stage) for stage in page.definition.stages)


def test_its_times_are_those_of_the_source(replayed: tuple[DemoResult, IncidentPage, str]) -> None:
    _result, page, end = replayed
    incident = page.incident
    assert incident.logged.iso() == "2018-03-13T07:28+01:00"
    assert incident.core["occurred"] == {"precision": "about", "at": "2018-03-13T02:33+01:00", "until": None}
    assert incident.core["restored"] == {"precision": "about", "at": "2018-03-13T13:34+01:00", "until": None}
    assert page.stages["investigation"].completed is not None
    assert page.stages["investigation"].completed.iso() == "2018-03-13T08:05+01:00"
    assert end == "2018-03-13T13:52+01:00"
    assert [entry.done.ms for entry in page.entries] == sorted(entry.done.ms for entry in page.entries)


def test_hypotheses_were_ruled_out_before_one_was_confirmed(
    replayed: tuple[DemoResult, IncidentPage, str],
) -> None:
    rows = replayed[1].facts["hypotheses"]
    assert isinstance(rows, list)
    results = [row["result"] for row in rows if isinstance(row, dict)]
    assert results == ["ruled_out", "ruled_out", "ruled_out", "confirmed"]


def test_the_failed_retest_led_back_to_resolution(replayed: tuple[DemoResult, IncidentPage, str]) -> None:
    entries = replayed[1].entries
    back = next(entry for entry in entries if entry.kind == "sent_back")
    assert (back.parameters, back.done.iso()) == ({"to": "resolution"}, "2018-03-13T13:32+01:00")
    resolved = [one.done.iso() for one in entries if one.parameters == {"stage": "resolution"}]
    assert resolved == ["2018-03-13T08:05+01:00", "2018-03-13T13:40+01:00"]


def test_decisions_an_attachment_and_the_reporters_word_are_kept(
    replayed: tuple[DemoResult, IncidentPage, str],
) -> None:
    page = replayed[1]
    decisions = [entry for entry in page.entries if entry.parameters.get("kind") == "decision"]
    assert [entry.done.iso()[11:16] for entry in decisions] == ["07:33", "07:59"]
    assert [(one.name, one.kind) for one in page.attachments] == [("locked-volume-timeline.txt", "evidence")]
    assert page.facts["reporters_word"] == "restored"


def test_the_report_that_was_issued_is_the_file(replayed: tuple[DemoResult, IncidentPage, str]) -> None:
    result, page, _end = replayed
    assert result.report.name == f"{result.number}.pdf"
    assert result.report.stat().st_size == page.reports[0].size
    assert [one.version for one in page.reports] == [1]


def test_the_source_names_project_and_licence(replayed: tuple[DemoResult, IncidentPage, str]) -> None:
    assert "mybinder.org" in replayed[0].source
    assert "BSD 3-Clause" in replayed[0].source


def _paths(out: Path) -> DeskPaths:
    return demo_paths(out)


def test_a_desk_of_an_earlier_demonstration_gives_way(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    for _time in range(2):
        clear_the_way(paths, tmp_path)
        assert not paths.desk.exists()
        with headless(paths, demonstration_time()) as cases:
            assert cases.queue.totals() == (0, 0)
        (tmp_path / "INC-2018-000017.pdf").write_bytes(b"an earlier report")


@pytest.mark.parametrize("name", ["desk/desk.sqlite3", "screenshots/mine.png", "INC-2018-000017.pdf"])
def test_anything_else_in_the_way_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    there.parent.mkdir(exist_ok=True)
    there.write_bytes(b"not ours")
    with pytest.raises(UsageError, match="no demonstration made it") as refused:
        clear_the_way(_paths(tmp_path), tmp_path)
    assert "--out" in refused.value.next_step
    assert there.read_bytes() == b"not ours"
    assert not (tmp_path / "desk" / MARK).exists()


def test_other_files_beside_it_stay(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    paths = _paths(tmp_path)
    clear_the_way(paths, tmp_path)
    (paths.folder / "note.txt").write_text("mine too", encoding="utf-8")
    clear_the_way(paths, tmp_path)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert (paths.folder / "note.txt").read_text(encoding="utf-8") == "mine too"
