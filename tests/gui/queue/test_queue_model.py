from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.queue.bench import Bench
from incidentdesk.gui.queue.lines import DUE, NUMBER, PRIORITY, STAGE, TITLE, Lines, Question, look
from incidentdesk.gui.queue.queue_model import QueueModel

DISPLAY, SPOKEN, TOOL_TIP = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
)  # fmt: skip


def lines(bench: Bench, view: str = "open", *, offset: int = 0, limit: int = 200, text: str = "") -> Lines:
    settings = bench.cases.administration.settings()
    return look(bench.cases, Question(view, text=text), bench.me.uid, settings, offset, limit)


@pytest.fixture
def model(full: Bench) -> QueueModel:
    made = QueueModel(full.cases.administration.settings())
    answer = lines(full)
    made.set_lines(answer.lines, answer.now_ms, full.cases.administration.settings(), closed=False)
    return made


def test_the_model_keeps_qts_rules_through_all_its_changes(full: Bench, qtmodeltester: Any) -> None:
    settings = full.cases.administration.settings()
    model = QueueModel(settings)
    qtmodeltester.check(model)
    first, rest = lines(full, limit=4), lines(full, offset=4)
    model.set_lines(first.lines, first.now_ms, settings, closed=False)
    model.add_lines(rest.lines)
    model.set_now(first.now_ms + 60_000)
    qtmodeltester.check(model)
    assert model.rowCount() == rest.total
    model.set_lines((), 0, settings, closed=True)
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_a_page_that_overlaps_what_is_here_adds_only_what_is_new(full: Bench) -> None:
    settings = full.cases.administration.settings()
    model = QueueModel(settings)
    first, overlapping = lines(full, limit=5), lines(full, offset=3)
    model.set_lines(first.lines, first.now_ms, settings, closed=False)

    model.add_lines(overlapping.lines)

    uids = [line.uid for line in model.lines]
    assert uids == [line.uid for line in lines(full).lines]


def test_cells_have_ready_words_for_eyes_and_for_screen_readers(model: QueueModel) -> None:
    row = next(
        row for row, line in enumerate(model.lines) if line.incident.title.startswith("Clinic booking")
    )

    def says(column: int, role: Any) -> object:
        return model.data(model.index(row, column), role)

    assert says(NUMBER, DISPLAY) == "INC-2026-000011"
    assert says(PRIORITY, DISPLAY) == "P1 Critical"
    assert says(PRIORITY, SPOKEN) == "P1 Critical, provisional"
    assert says(PRIORITY, TOOL_TIP) == "P1 Critical, provisional: not classified yet"
    assert says(STAGE, SPOKEN) == "Classification, stage 2 of 5"
    assert says(DUE, DISPLAY) == "classify 7 m"
    assert says(DUE, SPOKEN) == "Classify by 10:03, 7 min left"
    assert says(TITLE, TOOL_TIP) == "Clinic booking system unreachable from all front desks"


def test_the_status_stands_under_the_title_where_a_view_mixes_them(full: Bench) -> None:
    below = {line.incident.title: line.below_title for line in lines(full).lines}
    assert below["Night backup reported 3 skipped files"] == "Dana Whitlock · On hold"
    assert [line.below_title for line in lines(full, "waking").lines] == ["Dana Whitlock"]
    ended = {line.below_title for line in lines(full, "closed").lines}
    assert ended == {"Dana Whitlock · Closed", "Dana Whitlock · Cancelled"}


def test_the_time_left_is_told_anew_without_reading(model: QueueModel) -> None:
    row = next(
        row for row, line in enumerate(model.lines) if line.incident.title.startswith("Clinic booking")
    )
    index = model.index(row, DUE)
    assert model.data(index) == "classify 7 m"
    due_at = model.lines[row].incident.due.next
    assert due_at is not None

    model.set_now(due_at + 12 * 60_000)

    assert model.data(index) == "classify 12 m late"


def test_the_column_of_times_is_called_after_what_it_shows(full: Bench) -> None:
    settings = full.cases.administration.settings()
    model = QueueModel(settings)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Number", "Priority", "Title", "Stage", "Next due", "Assignee"]
    model.set_lines((), 0, settings, closed=True)
    assert model.headerData(DUE, Qt.Orientation.Horizontal) == "Closed"
