"""The whole desk as one file: complete, the same bytes again, and believed only when it is sound."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rich_desk
from incidentdesk.base.errors import RefusedError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.paths import desk_paths as paths_of
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.chain import check_chain
from incidentdesk.services.exports.desk_file import DeskFile
from incidentdesk.services.exports.desk_layout import DamagedDeskFileError
from incidentdesk.services.exports.exporting import EVERYTHING
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import desk_shapes
from incidentdesk.storage.all_tables import ALL_TABLES
from walk import Walk


@pytest.fixture
def uids(walk: Walk, desk_paths: DeskPaths) -> dict[str, str]:
    found = rich_desk.fill(walk)
    rich_desk.fill_beside(desk_paths.desk, found)
    return found


@pytest.fixture
def file(walk: Walk, uids: dict[str, str], tmp_path: Path) -> Path:
    path = tmp_path / "desk.json"
    done = walk.cases.exporting.whole_desk(path)
    assert done.incidents == len(uids)
    return path


@pytest.fixture
def other_paths(tmp_path: Path) -> DeskPaths:
    return paths_of(tmp_path / "other" / "desk.sqlite3")


@pytest.fixture
def other(other_paths: DeskPaths, time: ManualTime) -> Iterator[UseCases]:
    with headless(other_paths, time) as cases:
        yield cases


def rows(desk: Path, question: str) -> list[Any]:
    raw = sqlite3.connect(desk)
    try:
        return raw.execute(question).fetchall()
    finally:
        raw.close()


def test_a_desk_that_was_brought_in_is_exported_with_the_same_bytes(
    file: Path, other: UseCases, tmp_path: Path
) -> None:
    brought = other.desk_file.restore(file, "")
    again = tmp_path / "again.json"
    done = other.exporting.whole_desk(again)
    assert again.read_bytes() == file.read_bytes()
    assert brought.incidents == done.incidents > 0
    assert done.size == file.stat().st_size
    assert not other.desk_file.is_unfinished()


def test_the_file_is_one_document_with_all_of_the_desk(walk: Walk, file: Path, uids: dict[str, str]) -> None:
    document = json.loads(file.read_bytes())
    assert (document["format"], document["version"], document["part"]) == ("incident-desk", 1, False)
    assert [one["uid"] for one in document["incidents"]] == list(uids.values())
    (own,) = (one for one in document["incidents"] if one["uid"] == uids["own"])
    assert own["runs"][0]["stages"][0]["document"]["parts"] == [
        {"by": walk.me, "name": "drum"},
        {"name": "fuser"},
    ]
    pieces = document["pieces"]
    assert (
        len({one["sha256"] for one in document["files"]}) == len(document["files"]) == 3
    )  # trace, logo, report
    assert len(pieces) == 5
    assert {one["key"] for one in document["processes"]} == {"itil", "printers", "sre"}
    assert b"hunter2" not in file.read_bytes()
    for one in document["incidents"]:
        assert [entry["seq"] for entry in one["timeline"]] == list(range(1, one["entry_count"] + 1))


def test_what_came_in_is_whole_and_can_be_worked_with(
    walk: Walk,
    file: Path,
    other: UseCases,
    other_paths: DeskPaths,
    desk_paths: DeskPaths,
    uids: dict[str, str],
) -> None:
    other.desk_file.restore(file, "")
    there = Walk(other, walk.time, walk.me, walk.reporter)
    for uid in uids.values():
        here_page, there_page = walk.page(uid), there.page(uid)
        assert there_page.incident == here_page.incident
        assert (there_page.entries, there_page.facts) == (here_page.entries, here_page.facts)
        assert not check_chain(there_page.entries, there_page.incident.head, there_page.incident.entry_count)
    (attached,) = there.page(uids["held"]).attachments
    assert other.conversation.bytes_of(attached.sha256) == walk.cases.conversation.bytes_of(attached.sha256)
    for question in (
        "SELECT stage, field, row, text_value, number_value FROM field_value ORDER BY incident_id, 1, 2, 3",
        "SELECT * FROM reporter ORDER BY id",
        "SELECT * FROM register_item ORDER BY id",
        "SELECT * FROM follow_up ORDER BY id",
        "SELECT * FROM handover ORDER BY id",
        # What was erased and imported by hand has other words.
        "SELECT * FROM incident WHERE title NOT LIKE 'Held %' AND origin_key IS NULL ORDER BY id",
    ):
        assert rows(other_paths.desk, question) == rows(desk_paths.desk, question)
    assert other.search.find("hunter2").total == 0
    assert [hit.row.uid for hit in other.search.find("trace.bin").hits] == [uids["own"]]
    uid = there.closed(title="One more")
    assert there.page(uid).incident.number == f"INC-2026-{len(uids) + 1:06}"


def test_each_table_and_each_column_is_in_the_file_or_left_out_by_name() -> None:
    shapes = [*desk_shapes.SECTIONS, *desk_shapes.PARTS_OF_INCIDENT, desk_shapes.STAGES]
    assert {shape.table for shape in shapes} | set(desk_shapes.NOT_WRITTEN) == set(ALL_TABLES)
    left_out = {(shape.name, name) for shape in shapes for name in (*shape.left_out, *shape.made)}
    assert left_out == {
        ("incidents", "search_text"),
        ("reporters", "folded"),
        ("reporters", "words"),
        ("registers", "folded"),
        ("registers", "place"),
        ("registers", "words"),
    }


def test_a_desk_with_incidents_takes_no_other(walk: Walk, file: Path) -> None:
    with pytest.raises(RefusedError, match="--db"):
        walk.cases.desk_file.restore(file, "")


def test_a_desk_that_gave_numbers_takes_no_other(file: Path, other: UseCases, other_paths: DeskPaths) -> None:
    raw = sqlite3.connect(other_paths.desk)
    raw.execute("INSERT INTO counter VALUES ('INC', 2026, 7)")
    raw.commit()
    raw.close()
    with pytest.raises(RefusedError, match="empty"):
        other.desk_file.restore(file, "")


def test_what_was_set_up_before_is_kept_beside(file: Path, other: UseCases) -> None:
    other.administration.name_organisation("Typed before", "", None, "")
    brought = other.desk_file.restore(file, "")
    assert other.administration.settings().organisation == "Klinik für Alle"
    question = "SELECT count(*) FROM setting_revision WHERE value LIKE '%Typed before%'"
    assert rows(Path(brought.copy), question) == [(1,)]


def test_what_was_interrupted_is_told_and_goes_on(file: Path, other: UseCases, tmp_path: Path) -> None:
    document = json.loads(file.read_bytes())
    records = sum(len(part) for part in document.values() if isinstance(part, list))
    after = desk_shapes.SECTIONS[desk_shapes.SECTIONS.index(desk_shapes.INCIDENTS) + 1 :]
    later = sum(len(document[shape.name]) for shape in after)
    asked: list[int] = []

    def after_half_of_the_incidents() -> bool:
        asked.append(1)
        return len(asked) > 2 * records - later - len(document["incidents"]) // 2

    one_by_one = DeskFile(other.desk, batch_seconds=0)
    with pytest.raises(RefusedError, match="same file"):
        one_by_one.restore(file, "", cancelled=after_half_of_the_incidents)
    assert 0 < other.queue.totals()[0] < len(document["incidents"])
    assert other.desk_file.is_unfinished()
    with pytest.raises(RefusedError, match="partly"):
        other.exporting.whole_desk(tmp_path / "half.json")
    assert not (tmp_path / "half.json").exists()
    strange = tmp_path / "strange.json"
    with pytest.raises(RefusedError, match="partly"):
        other.desk_file.restore(_empty_desk(strange), "")
    assert other.desk_file.restore(file, "").copy == ""
    other.exporting.whole_desk(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()


def _empty_desk(path: Path) -> Path:
    with headless(paths_of(path.parent / "third" / "desk.sqlite3")) as third:
        third.exporting.whole_desk(path)
    return path


def test_stopping_before_anything_is_written_changes_nothing(file: Path, other: UseCases) -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        other.desk_file.restore(file, "", cancelled=lambda: True)
    assert not other.desk_file.is_unfinished()
    assert other.queue.totals() == (0, 0)


Damage = Callable[[bytes], bytes]


def _swap(old: bytes, new: bytes) -> Damage:
    def damage(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return damage


COUNTED = b'nothing.","drill":false,"entry_count":'
"""What stands before the number of entries of one incident."""


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data[: len(data) // 2], "ends too early|cannot be read"),
        (lambda data: data[: data.index(b'"end":')], "ends too early"),
        (_swap(b'"name":"PRN-3"', b'"name":"PRN-4"'), "section “registers”"),
        (_swap(b"Ana Lima", b"Ana Lime"), "section “staff” is not as it was written"),
        (_swap(b'"name":"Ana Lima"', b'"name":7,"x":1'), "“x” does not belong"),
        (_swap(b'{"blob":', b'{"blub":'), "“blob” is missing"),
        (_swap(b'"data":"AAEC', b'"data":"AAED'), "has other bytes"),
        (_swap(b'"new":"The driver was', b'"new":"The owl was'), "INC-2026-.*, entry . of its"),
        (_swap(b'"seq":2', b'"seq":3'), "out of order|does not fit"),
        (_swap(COUNTED, COUNTED + b"1"), "ends too early"),
        (_swap(b'"version":1}', b'"version":1,"x":2}'), "“x” does not belong"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_the_place(
    file: Path, other: UseCases, damage: Damage, words: str
) -> None:
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(DamagedDeskFileError, match=words) as refusal:
        other.desk_file.restore(file, "")
    assert "line" in str(refusal.value)
    assert "nothing was changed" in str(refusal.value)
    assert other.queue.totals() == (0, 0)
    assert not other.desk_file.is_unfinished()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no desk"),
        ("{}", "no desk"),
        ("number;title\n1;x\n", "no desk"),
        ('{"format":"incident-desk","incidents":0,"part":false,"version":2,\n', "newer"),
    ],
)
def test_what_is_no_desk_is_refused(tmp_path: Path, other: UseCases, text: str, words: str) -> None:
    path = tmp_path / "strange.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match=words):
        other.desk_file.restore(path, "")


def test_a_part_of_a_desk_is_no_desk(walk: Walk, other: UseCases, tmp_path: Path) -> None:
    walk.log()
    path = tmp_path / "part.json"
    walk.cases.exporting.to_json(path, EVERYTHING, walk.me)
    with pytest.raises(RefusedError, match="whole desk"):
        other.desk_file.restore(path, "")
