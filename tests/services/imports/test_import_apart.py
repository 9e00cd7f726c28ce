"""An import in a process of its own: watched, stopped, killed, and gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.services.imports.import_types import Control, ImportResult, Progress, UndoResult
from incidentdesk.services.jobs.import_tasks import ImportTask
from incidentdesk.services.jobs.transfer_jobs import ImportJob
from incidentdesk.services.workers import Ended, Told, Worker
from services.imported_records import assert_chained, assert_sound, record, rows_of
from services.importing_child import die, serve_records
from services.importing_desk import ImportingDesk
from services.imports.test_import_undo import REMEMBERED

MANY = 600
PATIENCE = 60.0
"""Seconds that a busy machine may need to start a process."""


@pytest.fixture
def worker(desk: ImportingDesk) -> Iterator[Worker]:
    """A process that imports on this desk."""
    made = Worker(partial(serve_records, desk.file))
    yield made
    made.close()


def done_by(
    worker: Worker, task: ImportTask, told: list[Progress] | None = None, *, stop: bool = False
) -> Ended:
    """Let ``worker`` do ``task``; ``stop`` it at its first word."""
    worker.start(ImportJob(task))
    for message in worker.messages(wait=PATIENCE):
        if isinstance(message, Ended):
            assert not message.fault
            return message
        if told is not None and isinstance(message.what, Progress):
            told.append(message.what)
        if stop:
            worker.cancel()
    raise AssertionError("nothing came")


def test_it_looks_imports_and_undoes(desk: ImportingDesk, worker: Worker) -> None:
    before = rows_of(desk.file, *REMEMBERED)
    order = desk.order(*(record(f"T-{n}", n) for n in range(MANY)))
    told: list[Progress] = []
    look = done_by(worker, ImportTask("preview", desk.me, order)).result
    done = done_by(worker, ImportTask("run", desk.me, order), told).result
    assert isinstance(look, ImportResult)
    assert isinstance(done, ImportResult)
    assert look.counts == done.counts == {"new": MANY, "changed": 0, "unchanged": 0, "refused": 0}
    assert 0 < told[0].done <= MANY
    assert assert_chained(desk.cases) == MANY
    undone = done_by(worker, ImportTask("undo", desk.me, ref=done.batch)).result
    assert isinstance(undone, UndoResult)
    assert undone.withdrawn == MANY
    assert rows_of(desk.file, *REMEMBERED) == before


def test_it_stops_when_it_is_asked(desk: ImportingDesk, worker: Worker) -> None:
    order = desk.order(*(record(f"T-{n}", n) for n in range(5 * MANY)))
    stopped = done_by(worker, ImportTask("run", desk.me, order), stop=True).result
    assert isinstance(stopped, ImportResult)
    assert stopped.state == "stopped"
    assert 0 < stopped.counts["new"] < 5 * MANY
    assert [one.uid for one in desk.importing.unfinished()] == [stopped.batch]
    steps: list[Progress] = []
    whole = desk.importing.resume(stopped.batch, desk.me, Control(progress=steps.append))
    assert whole.counts["new"] == 5 * MANY
    assert steps
    assert all(step.done <= step.total or not step.total for step in steps)


def test_its_refusals_are_told_here(desk: ImportingDesk, worker: Worker) -> None:
    batch = desk.bring(record()).batch
    desk.importing.undo(batch, desk.me)
    refused = done_by(worker, ImportTask("undo", desk.me, ref=batch)).refused
    assert isinstance(refused, RefusedError)
    assert "undone already" in refused.message


def test_an_end_without_a_word_is_told(desk: ImportingDesk) -> None:
    worker = Worker(die)
    try:
        refused = done_by(worker, ImportTask("run", desk.me, desk.order(record()))).refused
    finally:
        worker.close()
    assert isinstance(refused, EnvironmentFault)
    assert "without a word" in refused.message


def test_after_a_kill_in_the_middle_the_desk_is_sound_and_the_import_goes_on(
    desk: ImportingDesk, worker: Worker
) -> None:
    order = desk.order(*(record(f"T-{n}", n) for n in range(5 * MANY)))
    worker.start(ImportJob(ImportTask("run", desk.me, order)))
    message = next(worker.messages(wait=PATIENCE))
    worker.kill()
    assert isinstance(message, Told)
    said = message.what
    assert isinstance(said, Progress)
    assert said.done < 5 * MANY
    assert_sound(desk.file)
    there_now = assert_chained(desk.cases)
    assert said.done <= there_now < 5 * MANY
    (broken,) = desk.importing.batches()
    with pytest.raises(RefusedError, match="still at work"):
        desk.importing.resume(broken.uid, desk.me)
    desk.time.advance(minutes=1)
    assert [one.uid for one in desk.importing.unfinished()] == [broken.uid]
    whole = desk.importing.resume(broken.uid, desk.me)
    assert (whole.state, whole.counts["new"]) == ("done", 5 * MANY)
    assert assert_chained(desk.cases) == 5 * MANY
    assert desk.importing.undo(broken.uid, desk.me).withdrawn == 5 * MANY
    assert_sound(desk.file)
