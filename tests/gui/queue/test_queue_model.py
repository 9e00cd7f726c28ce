from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.queue.bench import Bench
from incidentdesk.base.time_source import in_zone
from incidentdesk.gui.page_store import KEPT, PAGE
from incidentdesk.gui.queue import reading
from incidentdesk.gui.queue.chosen import Chosen
from incidentdesk.gui.queue.column_specs import USUAL, named_alike, specs_of
from incidentdesk.gui.queue.lines import Wording
from incidentdesk.gui.queue.queue_model import QueueModel
from incidentdesk.gui.queue.reading import Question, Rows
from incidentdesk.services.lists.views import view_of

NUMBER, PRIORITY, TITLE, STAGE, DUE, _ASSIGNEE = range(6)
DISPLAY, SPOKEN, TOOL_TIP = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
)  # fmt: skip


def read(bench: Bench, view: str = "open", first: int = 0, limit: int = PAGE) -> Rows:
    of = view_of(view)
    question = Question(view, of.condition, of.sort, USUAL)
    return reading.rows_from(bench.cases, question, bench.me.uid, first, limit)


def empty_model(bench: Bench, keys: tuple[str, ...] = USUAL, **words: Any) -> QueueModel:
    settings = bench.cases.administration.settings()
    catalogue = named_alike(bench.cases.queue.catalogue())
    today = in_zone(bench.time.now().ms, settings.zone).local().date()
    wording = Wording(settings, specs_of(keys, catalogue), catalogue, today, **words)
    return QueueModel(wording, Chosen())


@pytest.fixture
def model(full: Bench) -> QueueModel:
    made = empty_model(full)
    found = read(full)
    made.show_list(found, len(found.rows))
    return made


def row_with(model: QueueModel, title: str) -> int:
    return next(number for number, row in model.rows_here() if row.title.startswith(title))


def many(found: Rows, count: int, start: int = 0) -> Rows:
    """Rows as a long list has them, from number ``start`` on."""
    rows = [replace(found.rows[0], uid=f"u{number}") for number in range(start, start + count)]
    return replace(found, first=start, rows=tuple(rows))


def test_the_model_keeps_qts_rules_through_all_its_changes(full: Bench, qtmodeltester: Any) -> None:
    model = empty_model(full)
    qtmodeltester.check(model)
    found = read(full)
    model.show_list(many(found, PAGE), PAGE)
    model.set_total(450)
    qtmodeltester.check(model)
    assert model.rowCount() == 450
    model.add_rows(many(found, 50, 4 * PAGE))
    model.set_now(found.now_ms + 60_000)
    model.renew(many(found, PAGE), 220)
    qtmodeltester.check(model)
    model.set_wording(replace(model.wording, columns=model.wording.columns[:3]), ended=True)
    qtmodeltester.check(model)
    model.show_list(replace(found, rows=()), 0)
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (0, 3)


def test_rows_that_were_not_read_yet_say_so_and_are_asked_for(full: Bench) -> None:
    model = empty_model(full)
    found = read(full)
    model.show_list(many(found, PAGE), 1_000_000)

    assert model.missing(0, 20) is None
    assert model.missing(90, 120) == (1, 2)
    assert model.missing(999_980, 1_000_010) == (19_999, 19_999)
    assert model.data(model.index(500_000, TITLE)) == "being read…"
    assert model.line(500_000) is None


def test_a_long_walk_keeps_only_the_pages_last_looked_at(full: Bench) -> None:
    model = empty_model(full)
    found = read(full)
    model.show_list(many(found, PAGE), 1_000_000)
    for page in range(1, 60):
        model.add_rows(many(found, PAGE, page * PAGE))
        model.missing(0, 10)

    kept = [number for number, _row in model.rows_here()]

    assert len(kept) <= KEPT * PAGE
    assert {0, 59 * PAGE} <= set(kept), "what is looked at again and again stays"


def test_of_a_list_that_is_read_again_only_what_changed_is_painted(full: Bench, model: QueueModel) -> None:
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: painted.append((first.row(), last.row())))
    found = read(full)

    model.renew(found, len(found.rows))
    assert painted == []

    changed = list(found.rows)
    changed[4] = replace(changed[4], title="Another title")
    model.renew(replace(found, rows=tuple(changed)), len(changed))
    assert painted == [(4, 4)]


def test_cells_have_ready_words_for_eyes_and_for_screen_readers(model: QueueModel) -> None:
    row = row_with(model, "Clinic booking")

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


def test_what_is_chosen_among_many_is_said(model: QueueModel) -> None:
    uid = model.line(2).uid  # type: ignore[union-attr]
    model.chosen.take([uid])

    assert str(model.data(model.index(2, NUMBER), SPOKEN)).endswith(", chosen")
    assert not str(model.data(model.index(1, NUMBER), SPOKEN)).endswith(", chosen")


def test_the_status_stands_under_the_title_where_a_view_mixes_them(full: Bench) -> None:
    def below(view: str, *, status: bool) -> dict[str, str]:
        model = empty_model(full, status_below=status)
        found = read(full, view)
        model.show_list(found, len(found.rows))
        lines = [model.line(number) for number in range(model.rowCount())]
        return {line.row.title: line.below_title for line in lines if line}

    assert below("open", status=True)["Night backup reported 3 skipped files"] == "Dana Whitlock · On hold"
    assert list(below("waking", status=False).values()) == ["Dana Whitlock"]
    ended = set(below("closed", status=True).values())
    assert ended == {"Dana Whitlock · Closed", "Dana Whitlock · Cancelled"}


def test_further_columns_tell_their_values_in_words(full: Bench) -> None:
    keys = ("number", "title", "category", "occurred", "logged", "impact", "team")
    of = view_of("open")
    question = Question("open", of.condition, "number", keys)
    found = reading.rows_from(full.cases, question, full.me.uid, 0, PAGE)
    model = empty_model(full, keys, extra=question.asked().columns)
    model.show_list(found, len(found.rows))
    row = row_with(model, "Label printer")

    told = [model.data(model.index(row, column)) for column in range(2, len(keys))]

    assert told == ["Software · Printing", "08:50", "08:53", "A department", ""]


def test_the_time_left_is_told_anew_without_reading(model: QueueModel) -> None:
    row = row_with(model, "Clinic booking")
    index = model.index(row, DUE)
    assert model.data(index) == "classify 7 m"
    due_at = model.line(row).row.due.next  # type: ignore[union-attr]
    assert due_at is not None

    model.set_now(due_at + 12 * 60_000)

    assert model.data(index) == "classify 12 m late"


def test_the_column_of_times_is_called_after_what_it_shows(full: Bench) -> None:
    model = empty_model(full)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Number", "Priority", "Title", "Stage", "Next due", "Assignee"]
    model.set_wording(model.wording, ended=True)
    assert model.headerData(DUE, Qt.Orientation.Horizontal) == "Closed"
