"""An import in a process of its own: watched, stopped, killed, and gone on with."""

from __future__ import annotations

import multiprocessing
from functools import partial

import pytest

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.services.import_process import ImportProcess, ImportTask
from incidentdesk.services.import_types import Control, ImportResult, Progress, UndoResult
from services.imported_records import assert_chained, assert_sound, record, rows_of
from services.importing_child import die, import_records
from services.importing_desk import ImportingDesk
from services.test_import_undo import REMEMBERED

MANY = 600


def apart(desk: ImportingDesk) -> ImportProcess:
    """Imports on this desk, each in a process of its own."""
    return ImportProcess(partial(import_records, desk.file))


def test_it_looks_imports_and_undoes(desk: ImportingDesk) -> None:
    before = rows_of(desk.file, *REMEMBERED)
    order = desk.order(*(record(f"T-{n}", n) for n in range(MANY)))
    told: list[Progress] = []
    look = apart(desk).run(ImportTask("preview", desk.me, order))
    done = apart(desk).run(ImportTask("run", desk.me, order), Control(progress=told.append))
    assert isinstance(look, ImportResult)
    assert isinstance(done, ImportResult)
    assert look.counts == done.counts == {"new": MANY, "changed": 0, "unchanged": 0, "refused": 0}
    assert 0 < told[0].done <= MANY
    assert assert_chained(desk.cases) == MANY
    undone = apart(desk).run(ImportTask("undo", desk.me, ref=done.batch))
    assert isinstance(undone, UndoResult)
    assert undone.withdrawn == MANY
    assert rows_of(desk.file, *REMEMBERED) == before


def test_it_stops_when_it_is_asked(desk: ImportingDesk) -> None:
    order = desk.order(*(record(f"T-{n}", n) for n in range(5 * MANY)))
    told: list[Progress] = []
    watching = Control(progress=told.append, cancelled=lambda: bool(told))
    stopped = apart(desk).run(ImportTask("run", desk.me, order), watching)
    assert isinstance(stopped, ImportResult)
    assert stopped.state == "stopped"
    assert 0 < stopped.counts["new"] < 5 * MANY
    assert [one.uid for one in desk.importing.unfinished()] == [stopped.batch]


def test_its_refusals_are_told_here(desk: ImportingDesk) -> None:
    batch = desk.bring(record()).batch
    desk.importing.undo(batch, desk.me)
    with pytest.raises(RefusedError, match="undone already"):
        apart(desk).run(ImportTask("undo", desk.me, ref=batch))


def test_an_end_without_a_word_is_told(desk: ImportingDesk) -> None:
    with pytest.raises(EnvironmentFault, match="without a word"):
        ImportProcess(die).run(ImportTask("run", desk.me, desk.order(record())))


def test_after_a_kill_in_the_middle_the_desk_is_sound_and_the_import_goes_on(desk: ImportingDesk) -> None:
    order = desk.order(*(record(f"T-{n}", n) for n in range(5 * MANY)))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=import_records, args=(desk.file, ImportTask("run", desk.me, order), there)
    )
    process.start()
    kind, said = here.recv()
    process.kill()
    process.join()
    assert kind == "progress"
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
