"""Long work in a process of its own: what it tells, how it stops, and what becomes of faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.services.imports.import_types import Progress
from incidentdesk.services.jobs.job_steps import Step
from incidentdesk.services.jobs.register_jobs import FillJob, UndoFileJob
from incidentdesk.services.jobs.serving import Watch
from incidentdesk.services.jobs.transfer_jobs import ExportJob
from incidentdesk.services.registers.register_file_types import FileOrder, FileUndone, Filled
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.workers import Ended, Told, Worker
from walk import Walk

PATIENCE = 60.0
"""Seconds that a busy machine may need to start a process."""


@dataclass(frozen=True)
class UntilStopped:
    """Tells once that it is at work, and works until it is stopped."""

    def run(self, cases: UseCases, watch: Watch) -> str:
        watch.tell(cases.desk_uid)
        while not watch.is_cancelled():
            cases.queue.totals()
        return "stopped"


@dataclass(frozen=True)
class Broken:
    """A fault of ours."""

    def run(self, _cases: UseCases, _watch: Watch) -> str:
        raise AssertionError("never mind")


@pytest.fixture
def worker(walk: Walk) -> Iterator[Worker]:
    made = walk.cases.new_worker()
    yield made
    made.close()


def end_of(worker: Worker, told: list[object] | None = None, *, cancel: bool = False) -> Ended:
    """Read what ``worker`` says until its job has ended; ``cancel`` at the first word."""
    for message in worker.messages(wait=PATIENCE):
        if isinstance(message, Ended):
            return message
        if told is not None:
            told.append(message.what)
        if cancel:
            worker.cancel()
    raise AssertionError("nothing came")


def test_an_export_beside_the_window(walk: Walk, worker: Worker, tmp_path: Path) -> None:
    walk.log(title="für 无法")
    told: list[object] = []
    worker.start(ExportJob(tmp_path / "all.csv", "csv", walk.me))
    ended = end_of(worker, told)
    assert (ended.fault, ended.refused) == ("", None)
    assert told == [Step(1, 1)]
    assert "für 无法" in (tmp_path / "all.csv").read_text(encoding="utf-8")
    worker.start(ExportJob(tmp_path / "desk.json", "desk", walk.me))
    assert end_of(worker).result is not None
    assert (tmp_path / "desk.json").exists()


def test_a_register_is_filled_and_taken_back_beside_the_window(
    walk: Walk, worker: Worker, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name;Phone\n" + "".join(f"Person {n};{n}\n" for n in range(250)), encoding="utf-8")
    order, told, verdicts = FileOrder(file, "reporter"), list[object](), tmp_path / "verdicts.csv"
    worker.start(FillJob(order, walk.me, verdicts))
    looked = end_of(worker, told).result
    assert isinstance(looked, Filled)
    assert (looked.state, looked.counts["new"]) == ("preview", 250)
    assert isinstance(told[0], Progress)
    assert verdicts.read_text(encoding="utf-8-sig").count("Person ") == 250
    worker.start(FillJob(order, walk.me, verdicts, write=True))
    filled = end_of(worker).result
    assert isinstance(filled, Filled)
    assert walk.cases.registers.find("reporter", "person").total == 250
    worker.start(UndoFileJob(filled.batch, walk.me))
    undone = end_of(worker).result
    assert isinstance(undone, FileUndone)
    assert (undone.deleted, walk.cases.registers.find("reporter", "person").total) == (250, 0)


def test_it_stops_when_asked_and_takes_the_next_job(walk: Walk, worker: Worker) -> None:
    told: list[object] = []
    worker.start(UntilStopped())
    assert end_of(worker, told, cancel=True) == Ended("stopped")
    assert told == [walk.cases.desk_uid]
    assert not worker.busy
    worker.start(UntilStopped())
    assert end_of(worker, cancel=True) == Ended("stopped")


def test_what_a_person_can_mend_comes_back_as_it_was(walk: Walk, worker: Worker, tmp_path: Path) -> None:
    worker.start(ExportJob(tmp_path / "none" / "all.csv", "csv", walk.me))
    refused = end_of(worker).refused
    assert isinstance(refused, EnvironmentFault)
    assert "none" in refused.message
    assert "another folder" in refused.next_step
    assert not isinstance(refused, RefusedError)


def test_a_fault_of_ours_is_told_with_its_place(worker: Worker) -> None:
    worker.start(Broken())
    assert "never mind" in end_of(worker).fault


def test_closing_ends_a_job_that_is_under_way(worker: Worker) -> None:
    worker.start(UntilStopped())
    assert isinstance(next(worker.messages(wait=PATIENCE)), Told)
    worker.close()
    worker.close()


def test_a_desk_that_cannot_be_used_is_told(walk: Walk, worker: Worker) -> None:
    desk = walk.cases.desk.database.path
    moved = desk.rename(desk.with_suffix(".moved"))
    desk.mkdir()
    try:
        worker.start(UntilStopped())
        refused = end_of(worker).refused
    finally:
        desk.rmdir()
        moved.rename(desk)
    assert refused is not None
    assert "cannot be opened" in refused.message
